"""Import concepts that were read from a file into the user's own base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from termbase.errors import ContentError, Problem
from termbase.formats import ParsedFile, pass_through_counts
from termbase.merge.merging import OnConflict, Outcome
from termbase.merge.plan import ImportOutcome, ImportPlan
from termbase.model.concept import Concept
from termbase.model.fill import fill_concept
from termbase.store.keys import never_found
from termbase.termbase import Termbase

_REMEDY = "; say --on-conflict ours, theirs or both"


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an import.

    Attributes:
        fates: What became of each concept, in the order of the file.
        skipped: What could not be read and was left out, as asked.
        dropped: What the file says that a base has no place for, and how often.
        warnings: What was read in spite of a doubt, such as an unknown status.
        pass_through: For each pass-through field, the number of concepts that have it.
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
        """In how many fields the file said otherwise, and it was settled as asked."""
        return sum(len(outcome.conflicts) for outcome in self.outcomes)


def import_concepts(
    termbase: Termbase,
    reading: ParsedFile,
    file: str,
    *,
    on_conflict: OnConflict = OnConflict.REFUSE,
    skip_bad: bool = False,
    done: Callable[[], object] = lambda: None,
) -> Report:
    """Merge what a file held into the user's own base, in one transaction: all or nothing.

    A concept that has an id in the file is the one with that id, and no other: where there is
    none yet it is new, even if another has its term and subject. Else two concepts with the same
    term could not be brought from one base to another. One without an id is the visible one that
    has its first Chinese term, in either script, and its subject; no subject is any subject.

    What is built in stays as it is: a copy goes to the user's own base, with what the file adds.
    What terms lack is filled in. See :func:`termbase.merge.merging.merge`; to see what would
    happen, do it within :meth:`Termbase.trial`.

    Args:
        termbase: With a base of the user's own.
        reading: What the file held.
        file: What to call it in problems, and by its last part in notes.
        on_conflict: What to do where the base says otherwise, or the file itself elsewhere.
            What is only built in gives way where differences are refused.
        skip_bad: Leave out what could not be read, instead of taking over nothing.
        done: Called after each concept that is stored, for a progress bar.

    Raises:
        ContentError: With everything that could not be read, and all conflicts.
        StoreError: If the base cannot be written.
    """
    outcomes: list[ImportOutcome] = []
    skipped = list(reading.problems)
    warnings = list(reading.warnings)

    def to_store() -> Iterator[Concept]:
        # Read and written in one transaction, so that nobody changes what was compared.
        plan = ImportPlan(termbase, reading.entries, file, on_conflict, _REMEDY)
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

    termbase.put(to_store(), done)
    return Report(
        tuple(outcomes),
        tuple(skipped),
        reading.dropped,
        pass_through_counts(reading),
        (*warnings, *_never_found(outcomes, file)),
    )


def _never_found(outcomes: Iterable[ImportOutcome], file: str) -> Iterator[Problem]:
    for outcome in outcomes:
        if outcome.kind is not Outcome.UNCHANGED:
            for message in never_found(outcome.concept):
                yield Problem("never-found", message, file, min(outcome.lines, default=0))


def merge_duplicates(reading: ParsedFile, file: str) -> tuple[ImportOutcome, ...]:
    """The concepts of a file, with those that stand there several times made one.

    Raises:
        ContentError: If they say different things.
    """
    plan = ImportPlan(Termbase(None, None), reading.entries, file)
    if plan.conflicts:
        raise ContentError(plan.conflicts)
    return tuple(plan.outcomes())
