"""Plan an import: match entries with concepts, merge them, and collect the conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from termbase.errors import Problem
from termbase.formats import Entry
from termbase.merge.conflicts import FieldConflict
from termbase.merge.matching import match_entries
from termbase.merge.merging import Merged, OnConflict, Outcome, merge
from termbase.merge.rows import RowGroup, unite_rows
from termbase.model.concept import Concept
from termbase.model.fill import available_id
from termbase.termbase import Termbase

_LONGEST = 60
_KEPT = {OnConflict.OURS: "{} kept", OnConflict.BOTH: "{} kept, the file's put in the note"}


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The outcome of an import for one concept of a file.

    Attributes:
        kind: Whether it is new, is merged into one that was there, or changes nothing.
        concept: As it is then.
        lines: Where in the file it stands, from 1; 0 where that is not known.
        changes: In words, what it gains, and what the file says otherwise and is not taken.
        differences: What the base, or another place in the file, says otherwise.
        terms: What becomes of its terms.
    """

    kind: Outcome
    concept: Concept
    lines: tuple[int, ...]
    changes: tuple[str, ...]
    conflicts: tuple[FieldConflict, ...]
    terms: Mapping[Outcome, int]


@dataclass(slots=True)
class _Pending:
    """A concept as it was, and as it is with what has been read of it so far.

    What is only built in is no word of the user's. Where differences are refused it gives way: the
    file has to agree with itself, and is put over it in the end.
    """

    before: Concept | None
    concept: Concept
    gives_way: bool = False
    entries: list[Entry] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    gained: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[FieldConflict] = field(default_factory=list)
    terms: Counter[Outcome] = field(default_factory=Counter)

    def over_built_in(self) -> Merged:
        """Merge the concept of the file over the built-in one."""
        return merge(self.before or self.concept, self.concept, OnConflict.THEIRS)


class ImportPlan:
    """A base with the concepts of a file merged into it; the base itself stays as it is.

    Args:
        termbase: What is there, built-in terms and all.
        entries: What the file holds.
        file: What to call it in problems, and by its last part in notes.
        on_conflict: How differences are settled.
        remedy: What a problem says can be done about a difference.

    Attributes:
        doubtful: Entries that may be several concepts of the base, and so are new ones.
        conflicts: The conflicts, if they are to be refused.
    """

    def __init__(
        self,
        termbase: Termbase,
        entries: Sequence[Entry],
        file: str,
        on_conflict: OnConflict = OnConflict.REFUSE,
        remedy: str = "",
    ) -> None:
        self._termbase = termbase
        self._file = file
        self._on_conflict = on_conflict
        self._remedy = remedy
        self._pending: dict[str, _Pending] = {}
        self._renamed: dict[str, str] = {}
        self._claimed = {entry.concept.id for entry in entries if entry.has_id}
        self._ids = {name for store in termbase.stores for name in store.ids()}
        self.conflicts: list[Problem] = []
        groups = unite_rows(entries)
        matches = match_entries(termbase, [group.entry for group in groups], file)
        self.doubtful = matches.doubtful
        for index, group in enumerate(groups):
            self._add(group, matches.concepts.get(index))

    def outcomes(self) -> Iterator[ImportOutcome]:
        """Yield the outcome for each concept, in the order of the file."""
        for pending in self._pending.values():
            if pending.gives_way:
                merged = pending.over_built_in()
                pending.concept, pending.terms = merged.concept, merged.terms
                pending.gained, pending.conflicts = list(merged.changes), list(merged.conflicts)
            pending.concept = self._referring(pending)
            outcome = Outcome.NEW if pending.before is None else Outcome.MERGED
            if pending.concept == pending.before:
                outcome = Outcome.UNCHANGED
                pending.gained.clear()
            yield ImportOutcome(
                outcome,
                pending.concept,
                tuple(pending.lines),
                tuple(dict.fromkeys((*pending.gained, *pending.kept))),
                tuple(pending.conflicts),
                pending.terms,
            )

    def _add(self, group: RowGroup, same: Concept | None) -> None:
        entry, concept = group.entry, group.entry.concept
        if not entry.has_id:
            if same:
                concept = replace(concept, id=same.id)
            elif self._taken(concept.id):
                concept = replace(concept, id=available_id(concept.terms[0], self._taken))
            if entry.concept.id not in self._claimed:
                self._renamed[entry.concept.id] = concept.id
        pending = self._pending.get(concept.id)
        if pending is None:
            pending = self._pending[concept.id] = self._begun(concept)
        if pending.concept is concept and not pending.entries:
            pending.terms[Outcome.NEW] += len(concept.terms)
        else:
            self._merge(pending, entry, concept)
        pending.entries.append(entry)
        pending.lines += group.lines

    def _begun(self, concept: Concept) -> _Pending:
        before, own = self._termbase.get(concept.id), self._termbase.own
        refusing = self._on_conflict is OnConflict.REFUSE
        if before is not None and refusing and (own is None or concept.id not in own):
            return _Pending(before, concept, gives_way=True)
        return _Pending(before, before or concept)

    def _merge(self, pending: _Pending, entry: Entry, concept: Concept) -> None:
        merged = merge(pending.concept, concept, self._on_conflict, PurePath(self._file).name)
        if self._on_conflict is OnConflict.REFUSE:
            for conflict in merged.conflicts:
                self.conflicts.append(self._conflict(pending, entry, concept, conflict))
        elif self._on_conflict in _KEPT:
            words = _KEPT[self._on_conflict]
            pending.kept += [words.format(one.field) for one in merged.conflicts]
        pending.concept = merged.concept
        pending.gained += merged.changes
        pending.conflicts += merged.conflicts
        pending.terms += merged.terms

    def _referring(self, pending: _Pending) -> Concept:
        """A concept whose references to others of the file are to what those are called here."""
        concept = pending.concept
        before = pending.before.related if pending.before else ()
        here = self._renamed
        related = tuple(
            one if one in before else one._replace(concept=here.get(one.concept, one.concept))
            for one in concept.related
        )
        if related == concept.related:
            return concept
        others = dict.fromkeys(one for one in related if one.concept != concept.id)
        return replace(concept, related=tuple(others))

    def _taken(self, name: str) -> bool:
        return name in self._ids or name in self._pending or name in self._claimed

    def _conflict(
        self, pending: _Pending, entry: Entry, concept: Concept, conflict: FieldConflict
    ) -> Problem:
        """Return the problem of a conflict: its field, and both values with their places."""

        def differs(one: Concept) -> bool:
            return any(other.field == conflict.field for other in merge(one, concept).conflicts)

        if pending.before and not pending.gives_way and differs(pending.before):
            own = self._termbase.own
            place = "in your base" if own is not None and concept.id in own else "built in"
        else:
            line = next((one.line for one in pending.entries if differs(one.concept)), 0)
            place = f"on line {line}" if line else "earlier in the file"
        ours, theirs = _shortened(conflict.ours, conflict.theirs)
        message = f"{concept.id}: {conflict.field} is “{ours}” {place} and “{theirs}” here"
        return Problem("conflict", message + self._remedy, self._file, entry.line)


def _shortened(ours: str, theirs: str) -> tuple[str, str]:
    """Two texts in one line each; of long ones what stands around the place where they part."""
    texts = [" ".join(text.split()) for text in (ours, theirs)]
    start = 0
    if max(map(len, texts)) > _LONGEST:
        start = max(0, _same_length(*texts) - _LONGEST // 3)
    cut = [text[start : start + _LONGEST] for text in texts]
    one, other = (
        f"{'…' * bool(start)}{part}{'…' * (len(text) > start + _LONGEST)}"
        for text, part in zip(texts, cut, strict=True)
    )
    return one, other


def _same_length(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
