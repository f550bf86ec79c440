"""Taking concepts that were read from a file over into the user's own base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from termbase.errors import ContentError, Problem
from termbase.formats import Reading, kept
from termbase.merge.drafting import Draft, Fate
from termbase.merge.merging import OnConflict, Outcome
from termbase.model.concept import Concept
from termbase.model.fill import fill_concept
from termbase.termbase import Termbase

_REMEDY = "; say --on-conflict ours, theirs or both"


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did.

    Attributes:
        fates: What became of each concept, in the order of the file.
        skipped: What could not be read and was left out, as asked.
        left: What the file says that a base has no place for, and how often.
        kept: What is kept of it only to be written back to its like, and of how many concepts.
    """

    fates: tuple[Fate, ...]
    skipped: tuple[Problem, ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)

    @property
    def concepts(self) -> Counter[Outcome]:
        """How many concepts were new, merged, unchanged."""
        return Counter(fate.outcome for fate in self.fates)

    @property
    def terms(self) -> Counter[Outcome]:
        """How many terms were new, merged, unchanged."""
        total: Counter[Outcome] = Counter()
        for fate in self.fates:
            total.update(fate.terms)
        return total

    @property
    def differences(self) -> int:
        """In how many fields the file said otherwise, and it was settled as asked."""
        return sum(len(fate.differences) for fate in self.fates)


def take_over(
    termbase: Termbase,
    reading: Reading,
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
    fates: list[Fate] = []
    skipped: list[Problem] = list(reading.problems)

    def to_store() -> Iterator[Concept]:
        # Read and written in one transaction, so that nobody changes what was compared.
        draft = Draft(termbase, reading.entries, file, on_conflict, _REMEDY)
        skipped.extend(draft.unclear)
        refused = [*draft.conflicts, *(() if skip_bad else skipped)]
        if refused:
            raise ContentError(sorted(refused, key=lambda problem: problem.line))
        for fate in draft.fates():
            if fate.outcome is Outcome.UNCHANGED:
                fates.append(fate)
            else:
                fates.append(replace(fate, concept=fill_concept(fate.concept)))
                yield fates[-1].concept

    termbase.put(to_store(), done)
    return Report(tuple(fates), tuple(skipped), reading.left, kept(reading))


def united(reading: Reading, file: str) -> tuple[Fate, ...]:
    """The concepts of a file, with those that stand there several times made one.

    Raises:
        ContentError: If they say different things.
    """
    draft = Draft(Termbase(None, None), reading.entries, file)
    if draft.conflicts:
        raise ContentError(draft.conflicts)
    return tuple(draft.fates())
