"""Find the terms of a termbase in text: both languages, senses, overlaps."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from operator import itemgetter
from threading import Lock
from typing import NamedTuple

from glossary.find.addresses import without_addresses
from glossary.find.boundary import Decision, Level
from glossary.find.details import Scored
from glossary.find.discourse import without_cut
from glossary.find.mention import Mention
from glossary.find.names.titles import is_after_title, is_before_head, is_head_of_place
from glossary.find.overlaps import indices_of_longest
from glossary.find.paragraphs import blocks
from glossary.find.polities import POLITIES
from glossary.find.scoring import scored
from glossary.find.snapshot import Row, Snapshot
from termbase.language import english
from termbase.language.script import fold
from termbase.model.concept import Status
from termbase.termbase import Termbase

# The score of a boundary that is doubtful, and of one that a title before a name decides.
_DOUBTFUL, _TITLED = 0.5, 0.9
# The characters of a name that a title is said before.
_NAME_LENGTHS = (2, 3)
# Halves of surrogate pairs, which cannot be encoded.
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Current(NamedTuple):
    """A snapshot, the version of the termbase and the number of its last change."""

    version: Hashable
    change: int
    snapshot: Snapshot


class Finder:
    """Finds the terms of a termbase, as it is when a text is searched.

    Threads may share one.

    Args:
        termbase: The terms to find.
    """

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._current: _Current | None = None
        self._lock = Lock()

    def find(
        self,
        text: str,
        *,
        overlapping: bool = False,
        level: Level | str = Level.BALANCED,
        polity: str = "",
    ) -> list[Mention]:
        """Return the mentions in a text.

        Args:
            text: Any text; a term may be broken by one line end, but not by an empty line.
            overlapping: Also return those inside or across longer ones.
            level: How strict finding is.
            polity: Whose institutions the text speaks of where it does not say: ``mainland``,
                ``taiwan``, ``hong-kong``, ``macau`` or ``abroad``; by default it is decided from
                the text.

        Returns:
            Sorted by offsets. Unless ``overlapping``, they are disjoint, and of those that would
            overlap the longest is there.

        Raises:
            ValueError: If the level or the polity is unknown.
        """
        return list(self.find_in((text,), overlapping=overlapping, level=level, polity=polity))

    def find_in(
        self,
        pieces: Iterable[str],
        *,
        overlapping: bool = False,
        level: Level | str = Level.BALANCED,
        polity: str = "",
    ) -> Iterator[Mention]:
        """Yield the mentions in a text that comes piece by piece; little of it is held at a time.

        Args:
            pieces: The text, cut anywhere.
            overlapping: As for :meth:`find`.
            level: As for :meth:`find`.
            polity: As for :meth:`find`.

        Yields:
            The mentions as :meth:`find` sorts them, with offsets into the whole text.

        Raises:
            ValueError: If the level or the polity is unknown.
        """
        options = Level(level), polity
        for start, block, found in self.chosen_in(pieces, *options, overlapping=overlapping):
            for one in found:
                yield mention_of(one, block, start)

    def chosen_in(
        self, pieces: Iterable[str], level: Level, polity: str = "", *, overlapping: bool = False
    ) -> Iterator[tuple[int, str, list[Scored]]]:
        """Yield the candidates that are mentions, block by block, for those who need columns.

        Args:
            pieces: The text, cut anywhere.
            level: As for :meth:`find`.
            polity: As for :meth:`find`.
            overlapping: As for :meth:`find`.

        Yields:
            The start of a block in the whole text, its text, and the candidates of :func:`chosen`.

        Raises:
            ValueError: If the polity is unknown.
        """
        for start, block, found in self.scored(pieces, polity):
            yield start, block, chosen(found, level, overlapping=overlapping)

    def scored(
        self, pieces: Iterable[str], polity: str = ""
    ) -> Iterator[tuple[int, str, list[Scored]]]:
        """Yield the candidates in a text with their scores, accepted or not, block by block.

        Args:
            pieces: The text, cut anywhere.
            polity: As for :meth:`find`.

        Yields:
            The start of a block in the whole text, its text, and the candidates in it as
            :func:`candidates` returns them.

        Raises:
            ValueError: If the polity is unknown.
        """
        if polity and polity not in POLITIES:
            raise ValueError(f"invalid polity {polity!r}; expected one of {', '.join(POLITIES)}")
        snapshot = self.snapshot()
        for start, block in blocks(pieces):
            yield start, block, candidates(snapshot, block, polity)

    def snapshot(self) -> Snapshot:
        """Return the meanings of the forms of the termbase as it is now."""
        version = self.termbase.version()
        current = self._current
        if current and version is not None and version == current.version:
            return current.snapshot
        # One thread makes the new one, and others that come meanwhile get it too.
        with self._lock:
            # Read first: what is changed while the rest is read counts as changed the next time.
            last = self.termbase.last_change()
            snapshot = self._following(self._current)
            # The changes of an open transaction may yet be undone.
            if version is not None:
                self._current = _Current(version, last, snapshot)
        return snapshot

    def _following(self, before: _Current | None) -> Snapshot:
        """Return the snapshot of now, which shares what has not changed since one before."""
        changed = self.termbase.changed_since(before.change) if before else None
        if before is None or changed is None or any(changed.values()):
            return Snapshot(self.termbase)
        # A change of the translation memory, which is in the same file, changes no concept.
        return Snapshot(self.termbase, before.snapshot.forms) if changed else before.snapshot


def chosen(found: Iterable[Scored], level: Level, *, overlapping: bool = False) -> list[Scored]:
    """Return the candidates that are mentions: those whose scores are accepted at a level.

    Args:
        found: The candidates in a text, as :func:`candidates` returns them.
        level: How strict finding is.
        overlapping: Also return those inside or across longer ones, one for a concept at a span.

    Returns:
        Sorted by start, the longer first.
    """
    lowest, lowest_sense = level.threshold, level.sense_threshold
    accepted = [one for one in found if one[1] >= lowest_sense and one[0][4][1] >= lowest]
    if not overlapping:
        accepted = without_cut(accepted)
        spans = ((one[0][0], -one[0][1]) for one in accepted)
        return [accepted[index] for index in indices_of_longest(spans)]
    # A concept may have several terms that are written alike.
    named = {(*one[0][:2], one[0][3].concept.id): one for one in reversed(accepted)}
    kept = set(map(id, named.values()))
    return [one for one in accepted if id(one) in kept]


def mention_of(found: Scored, text: str, offset: int) -> Mention:
    """Return a candidate as a mention, accepted or not.

    Args:
        found: The candidate.
        text: The text that it is in.
        offset: Where the text begins in the whole text.
    """
    (start, minus_end, _, meaning, (boundary, score)), sense, _ = found
    end, concept, term = -minus_end, meaning[1], meaning[2]
    span = start + offset, end + offset
    return Mention(*span, text[start:end], concept, term, boundary, score, sense)


def candidates(snapshot: Snapshot, text: str, polity: str = "") -> list[Scored]:
    """Return the candidates in a text with the scores of their senses, accepted or not.

    Args:
        snapshot: The forms of a termbase.
        text: Some paragraphs.
        polity: That of the text, if the reader names it.

    Returns:
        Sorted by start, the longer first; of the same span that first which is preferred.
    """
    text = masked(text)
    folded = fold(text)
    rows = [
        _beside_title(row, folded) if row[4].score < _DOUBTFUL else row
        for row in snapshot.chinese(text, Level.LOOSE.threshold)
    ]
    # A text without letters and digits needs no English terms, which take time to read.
    if english.ANY_LETTER.search(folded):
        rows += snapshot.english(folded)
    rows.sort(key=itemgetter(0, 1, 2))
    found = scored(rows, text, folded, snapshot, polity)
    last = None
    for index, row in enumerate(rows):
        if (span := row[:2]) != last:
            last, first = span, index
        else:
            # Of the same span the likelier ones move before those that were there.
            alike = slice(first, index + 1)
            found[alike] = sorted(found[alike], key=_preference)
    return found


def _beside_title(row: Row, folded: str) -> Row:
    """Return a row with a certain boundary if a title is beside it, whatever the dictionary has.

    In 国家副主席韩正在北京 the title ends where the name begins, not 正在; 装备发展部长 is the
    head of 装备发展部, 新竹市长 that of 新竹.
    """
    start, minus_end, order, meaning, decision = row
    kind, end = meaning.concept.kind, -minus_end
    if (
        (kind == "person" and end - start in _NAME_LENGTHS and is_after_title(folded, start))
        or (kind == "institution" and is_before_head(folded, start, end))
        or (kind == "office" and is_head_of_place(folded, start, end))
    ):
        return start, minus_end, order, meaning, Decision(decision.boundary, _TITLED)
    return row


def _preference(found: Scored) -> tuple[bool, float, int]:
    (_, _, order, *_), sense, _ = found
    # The user's own come before all others, then the likelier sense, then by status.
    return order >= len(Status), -sense, order


def masked(text: str) -> str:
    """Return a text of the same length without addresses and halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    return without_addresses(text)
