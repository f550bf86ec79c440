"""Import concepts that were read from a file into the user's own base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from termbase.errors import ContentError, Problem
from termbase.formats import ParsedFile, pass_through_counts
from termbase.merge.merging import OnConflict, Outcome
from termbase.merge.plan import Choices, ImportOutcome, ImportPlan
from termbase.model.concept import Concept
from termbase.model.fill import fill_concept
from termbase.store.changes import commented
from termbase.store.keys import never_found
from termbase.termbase import Termbase

_REMEDY = "; set on_conflict (--on-conflict) to ours, theirs or both"


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an import.

    Attributes:
        outcomes: The outcome of each concept, in the order of the file.
        skipped: The problems of entries that were skipped at the user's request.
        dropped: The data that the termbase cannot represent, with counts.
        pass_through: For each pass-through field, the number of concepts that have it.
        warnings: Problems of data that was imported, such as an unknown status.
    """

    outcomes: tuple[ImportOutcome, ...]
    skipped: tuple[Problem, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    pass_through: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    @property
    def concepts(self) -> Counter[Outcome]:
        """The numbers of new, merged and unchanged concepts."""
        return Counter(outcome.kind for outcome in self.outcomes)

    @property
    def terms(self) -> Counter[Outcome]:
        """The numbers of new, merged and unchanged terms."""
        total: Counter[Outcome] = Counter()
        for outcome in self.outcomes:
            total.update(outcome.terms)
        return total

    @property
    def conflicts(self) -> int:
        """The number of conflicts that were resolved."""
        return sum(len(outcome.conflicts) for outcome in self.outcomes)


def import_concepts(
    termbase: Termbase,
    parsed: ParsedFile,
    file: str,
    *,
    on_conflict: OnConflict = OnConflict.REFUSE,
    choices: Choices | None = None,
    skip_bad: bool = False,
    done: Callable[[], object] = lambda: None,
) -> Report:
    """Merge the concepts of a file into the user's own base, in one transaction: all or none.

    A concept with an id in the file is the concept of the base with that id, or a new one, even
    if another concept has its term and subject: otherwise two concepts with the same term could
    not be copied from one base to another. A concept without an id is the visible concept that
    has its first Chinese term, in either script, and its subject, where either has one.

    Built-in concepts are not changed: a copy with the additions is stored in the user's own base.
    Missing fields of terms are generated. See :func:`termbase.merge.merging.merge`; for a
    preview, call this within :meth:`Termbase.trial`.

    Args:
        termbase: A termbase with a base of the user's own.
        parsed: The parsed file.
        file: The name of the file in problems; in notes, its last part.
        on_conflict: The policy for conflicts with the base and within the file. Conflicts with
            built-in data are never refused: the value of the file is taken.
        choices: Other policies for some conflicts, by the id of the concept and the field.
        skip_bad: Skip entries that cannot be read, instead of importing nothing.
        done: Called after each concept that is stored, for a progress bar.

    Raises:
        ContentError: With all problems of entries and all conflicts.
        StoreError: If the base cannot be written.
    """
    outcomes: list[ImportOutcome] = []
    skipped = list(parsed.problems)
    warnings = list(parsed.warnings)

    def to_store() -> Iterator[Concept]:
        # Read within the transaction, so that nobody changes the base before it is written.
        plan = ImportPlan(termbase, parsed.entries, file, on_conflict, _REMEDY, choices)
        warnings.extend(plan.doubtful)
        refused = [*plan.conflicts, *(() if skip_bad else skipped)]
        if refused:
            raise ContentError(sorted(refused, key=lambda problem: problem.line))
        for outcome in plan.outcomes():
            if outcome.kind is Outcome.UNCHANGED:
                outcomes.append(outcome)
            else:
                outcomes.append(replace(outcome, concept=fill_concept(outcome.concept)))
                yield outcomes[-1].concept

    with commented(f"imported from {PurePath(file).name}"):
        termbase.put(to_store(), done)
    return Report(
        tuple(outcomes),
        tuple(skipped),
        parsed.dropped,
        pass_through_counts(parsed),
        (*warnings, *_never_found(outcomes, file)),
    )


def _never_found(outcomes: Iterable[ImportOutcome], file: str) -> Iterator[Problem]:
    for outcome in outcomes:
        if outcome.kind is not Outcome.UNCHANGED:
            for message in never_found(outcome.concept):
                yield Problem("never-found", message, file, min(outcome.lines, default=0))


def merge_duplicates(parsed: ParsedFile, file: str) -> tuple[ImportOutcome, ...]:
    """Merge the concepts of a file that are the same.

    Raises:
        ContentError: If there are conflicts.
    """
    plan = ImportPlan(Termbase(None, None), parsed.entries, file)
    if plan.conflicts:
        raise ContentError(plan.conflicts)
    return tuple(plan.outcomes())
