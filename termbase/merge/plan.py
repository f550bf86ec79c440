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
from termbase.messages import Message
from termbase.model.concept import Concept
from termbase.model.fill import available_id
from termbase.termbase import Termbase

# The longest value that a message shows, in code points.
_LONGEST = 60
# The change that a conflict makes if the value of the base is kept.
_KEPT = {
    OnConflict.OURS: "{field} kept",
    OnConflict.BOTH: "{field} kept, value of the file added to the note",
}


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The outcome of an import for one concept of a file.

    Attributes:
        kind: New, merged into a concept of the base, or unchanged.
        concept: The concept after the import.
        lines: Its lines in the file, from 1; 0 for an unknown line.
        changes: Descriptions of new values, and of conflicts in which the base's value is kept.
        conflicts: The conflicts with the base, or within the file.
        terms: The numbers of new, merged and unchanged terms.
    """

    kind: Outcome
    concept: Concept
    lines: tuple[int, ...]
    changes: tuple[str, ...]
    conflicts: tuple[FieldConflict, ...]
    terms: Mapping[Outcome, int]


# Policies for single conflicts, by the id of the concept and the field.
Choices = Mapping[str, Mapping[str, OnConflict]]


@dataclass(slots=True)
class _Pending:
    """A concept before the import, and merged with the entries so far.

    Built-in data is not the user's own, so no conflict with it is refused: under ``refuse``, the
    entries are first merged with each other, and at the end over the built-in concept.
    """

    before: Concept | None
    concept: Concept
    overrides_builtin: bool = False
    entries: list[Entry] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[FieldConflict] = field(default_factory=list)
    terms: Counter[Outcome] = field(default_factory=Counter)

    def over_builtin(self, origin: str, choices: Mapping[str, OnConflict]) -> Merged:
        """Merge the concept of the file over the built-in one."""
        before = self.before or self.concept
        return merge(before, self.concept, OnConflict.THEIRS, origin, choices)


class ImportPlan:
    """A base with the concepts of a file merged into it; the base itself is not changed.

    Args:
        termbase: The base, with the built-in terms.
        entries: The entries of the file.
        file: The name of the file in problems; in notes, its last part.
        on_conflict: The policy for conflicts.
        remedy: The end of the message of a conflict: what the user can do.
        choices: Other policies for some conflicts, by the id of the concept and the field.

    Attributes:
        doubtful: Entries that may be any of several concepts, and so become new ones.
        conflicts: The conflicts, if the policy is to refuse them.
    """

    def __init__(
        self,
        termbase: Termbase,
        entries: Sequence[Entry],
        file: str,
        on_conflict: OnConflict = OnConflict.REFUSE,
        remedy: str = "",
        choices: Choices | None = None,
    ) -> None:
        self._termbase = termbase
        self._file = file
        self._origin = PurePath(file).name
        self._on_conflict = on_conflict
        self._remedy = remedy
        self._choices = choices or {}
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
            if pending.overrides_builtin:
                merged = pending.over_builtin(self._origin, self._chosen(pending.concept))
                pending.concept, pending.terms = merged.concept, merged.terms
                pending.added, pending.conflicts = list(merged.changes), list(merged.conflicts)
            pending.concept = self._with_new_ids(pending)
            outcome = Outcome.NEW if pending.before is None else Outcome.MERGED
            if pending.concept == pending.before:
                outcome = Outcome.UNCHANGED
                pending.added.clear()
            yield ImportOutcome(
                outcome,
                pending.concept,
                tuple(pending.lines),
                tuple(dict.fromkeys((*pending.added, *pending.kept))),
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
            pending = self._pending[concept.id] = self._first(concept)
        if pending.concept is concept and not pending.entries:
            pending.terms[Outcome.NEW] += len(concept.terms)
        else:
            self._merge(pending, entry, concept)
        pending.entries.append(entry)
        pending.lines += group.lines

    def _first(self, concept: Concept) -> _Pending:
        own = self._termbase.own
        before = self._termbase.get(concept.id) if concept.id in self._ids else None
        refusing = self._on_conflict is OnConflict.REFUSE
        if before is not None and refusing and (own is None or concept.id not in own):
            return _Pending(before, concept, overrides_builtin=True)
        return _Pending(before, before or concept)

    def _merge(self, pending: _Pending, entry: Entry, concept: Concept) -> None:
        chosen = self._chosen(concept)
        merged = merge(pending.concept, concept, self._on_conflict, self._origin, chosen)
        for conflict in merged.conflicts:
            policy = chosen.get(conflict.field, self._on_conflict)
            if policy is OnConflict.REFUSE:
                self.conflicts.append(self._conflict(pending, entry, concept, conflict))
            elif policy in _KEPT:
                pending.kept.append(Message(_KEPT[policy], field=conflict.field))
        pending.concept = merged.concept
        pending.added += merged.changes
        pending.conflicts += merged.conflicts
        pending.terms += merged.terms

    def _chosen(self, concept: Concept) -> Mapping[str, OnConflict]:
        return self._choices.get(concept.id, {})

    def _with_new_ids(self, pending: _Pending) -> Concept:
        """Return a concept whose references to concepts of the file have their ids in the base."""
        concept = pending.concept
        before = pending.before.related if pending.before else ()
        ids = self._renamed
        related = tuple(
            item if item in before else item._replace(concept=ids.get(item.concept, item.concept))
            for item in concept.related
        )
        if related == concept.related:
            return concept
        others = dict.fromkeys(item for item in related if item.concept != concept.id)
        return replace(concept, related=tuple(others))

    def _taken(self, name: str) -> bool:
        return name in self._ids or name in self._pending or name in self._claimed

    def _conflict(
        self, pending: _Pending, entry: Entry, concept: Concept, conflict: FieldConflict
    ) -> Problem:
        """Return the problem of a conflict: its field, and both values with their origins."""

        def conflicts(earlier: Concept) -> bool:
            return any(it.field == conflict.field for it in merge(earlier, concept).conflicts)

        if pending.before and not pending.overrides_builtin and conflicts(pending.before):
            own = self._termbase.own
            origin = "in your base" if own is not None and concept.id in own else "built in"
        else:
            line = next((it.line for it in pending.entries if conflicts(it.concept)), 0)
            origin = f"on line {line}" if line else "earlier in the file"
        ours, theirs = _shortened(conflict.ours, conflict.theirs)
        message = f"{concept.id}: {conflict.field} is “{ours}” {origin} and “{theirs}” here"
        return Problem("conflict", message + self._remedy, self._file, entry.line)


def _shortened(ours: str, theirs: str) -> tuple[str, str]:
    """Return two texts in one line each; of long ones the part where they begin to differ."""
    texts = [" ".join(text.split()) for text in (ours, theirs)]
    start = 0
    if max(map(len, texts)) > _LONGEST:
        start = max(0, _common_length(*texts) - _LONGEST // 3)
    cut = [text[start : start + _LONGEST] for text in texts]
    first, second = (
        f"{'…' * bool(start)}{part}{'…' * (len(text) > start + _LONGEST)}"
        for text, part in zip(texts, cut, strict=True)
    )
    return first, second


def _common_length(first: str, second: str) -> int:
    """Return the length of the common prefix of two texts."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))
