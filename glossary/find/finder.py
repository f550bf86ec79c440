"""Find the terms of a termbase in text: both languages, senses, overlaps."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from operator import itemgetter

from glossary.find.boundary import Level
from glossary.find.mention import Mention
from glossary.find.overlaps import longest_first
from glossary.find.paragraphs import blocks, paragraphs
from glossary.find.sense import Senses
from glossary.find.snapshot import Row, Snapshot
from termbase.language import english
from termbase.language.script import fold
from termbase.model.concept import Concept
from termbase.termbase import Termbase

# Web and mail addresses, in which nothing is found.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)(?:(?![\s<>\"“”])[\x00-\u2e7f])+"
    # From the beginning of a run only: from each character of a long one it would take too long.
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+"
)
_ADDRESS_MARKS = ("://", "www.", "@")
# Halves of surrogate pairs, which cannot be encoded.
_SURROGATE = re.compile("[\ud800-\udfff]")


class Finder:
    """Finds the terms of a termbase, as it is when a text is searched.

    Threads may share one.

    Args:
        termbase: The terms to find.
    """

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._current: tuple[Hashable, Snapshot | None] = None, None

    def find(
        self, text: str, *, overlapping: bool = False, level: Level | str = Level.BALANCED
    ) -> list[Mention]:
        """Return the mentions in a text.

        Args:
            text: Any text; a term may be broken by one line end, but not by an empty line.
            overlapping: Also return those inside or across longer ones.
            level: How strict finding is.

        Returns:
            Sorted by offsets. Unless ``overlapping``, they are disjoint, and of those that would
            overlap the longest is there.

        Raises:
            ValueError: If the level is unknown.
        """
        return list(self.find_in((text,), overlapping=overlapping, level=level))

    def find_in(
        self,
        pieces: Iterable[str],
        *,
        overlapping: bool = False,
        level: Level | str = Level.BALANCED,
    ) -> Iterator[Mention]:
        """Yield the mentions in a text that comes piece by piece; little of it is held at a time.

        Args:
            pieces: The text, cut anywhere.
            overlapping: As for :meth:`find`.
            level: As for :meth:`find`.

        Yields:
            The mentions as :meth:`find` sorts them, with offsets into the whole text.

        Raises:
            ValueError: If the level is unknown.
        """
        threshold = Level(level).threshold
        snapshot = self._snapshot()
        for start, block in blocks(pieces):
            found = _find_in_block(snapshot, block, start, threshold)
            yield from found if overlapping else longest_first(found)

    def _snapshot(self) -> Snapshot:
        """Return the forms of the termbase as it is now."""
        version = self.termbase.version()
        current_version, current = self._current
        if current and version is not None and version == current_version:
            return current
        # A change of the translation memory, which is in the same file, changes no term.
        checksum = self.termbase.checksum()
        if current is None or checksum != current.checksum:
            current = Snapshot(self.termbase, checksum)
        # The changes of an open transaction may yet be undone.
        if version is not None:
            self._current = version, current
        return current


def _find_in_block(snapshot: Snapshot, block: str, offset: int, threshold: float) -> list[Mention]:
    """Return the mentions in some paragraphs that have the sense of their concept.

    Returns:
        Sorted by start, the longer first; offsets are those of the block plus ``offset``.
    """
    masked = _masked(block)
    folded = fold(masked)
    rows = list(snapshot.chinese(masked, threshold))
    # A text without letters and digits needs no English terms, which take time to read.
    if english.ANY_LETTER.search(folded):
        rows += snapshot.english(folded)
    rows.sort(key=itemgetter(0, 1, 2))
    mentions: list[Mention] = []
    last = None
    for start, minus_end, _, (_, concept, term, _), (boundary, score) in _with_sense(
        rows, masked, folded
    ):
        end = -minus_end
        span = start + offset, end + offset
        if span == last and _has_mention(mentions, *span, concept):
            continue
        last = span
        mentions.append(Mention(*span, block[start:end], concept, term, boundary, score))
    return mentions


def _with_sense(rows: list[Row], masked: str, folded: str) -> Iterator[Row]:
    """Yield the rows whose sense the text supports."""
    senses = Senses(folded, (start for start, _ in paragraphs(masked)))
    for start, _, _, (_, concept, _, evidence), _ in rows:
        if not evidence:
            senses.note(start, concept)
    for row in rows:
        start, minus_end, _, (_, concept, _, evidence), _ = row
        if not evidence or senses.support(evidence, concept.subject, start, -minus_end):
            yield row


def _masked(text: str) -> str:
    """Return a text of the same length without addresses and halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    if any(mark in text for mark in _ADDRESS_MARKS):
        text = _ADDRESS.sub(lambda match: "\ufffc" * len(match[0]), text)
    return text


def _has_mention(mentions: list[Mention], start: int, end: int, concept: Concept) -> bool:
    """Return True if the last mentions, with these offsets, include one of a concept."""
    for mention in reversed(mentions):
        if mention.start != start or mention.end != end:
            return False
        if mention.concept.id == concept.id:
            return True
    return False
