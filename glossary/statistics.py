"""Count the visible concepts and terms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from glossary.signature import Signature, signature_of
from termbase.store.history import count_by_month

if TYPE_CHECKING:
    from termbase.model.concept import Concept
    from termbase.store.address import Address
    from termbase.termbase import Termbase

_T = TypeVar("_T", int, str)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of visible concepts and terms.

    Attributes:
        concepts: All concepts.
        own: Those of the user's own base.
        chinese: Chinese terms.
        english: English terms.
    """

    concepts: int
    own: int
    chinese: int
    english: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The contents of a glossary.

    Attributes:
        total: All numbers.
        subjects: The same for each subject, in alphabetical order; "" where there is none.
        levels: The same for each level, in ascending order; 0 where there is none.
        readings: The number of concepts by how often they were reviewed, in ascending order.
        first_uses: The number of concepts by the decade of their first attested use (``1950``),
            in order; those without one are left out.
        changes: The number of changes of the user's own base by month (``2026-11``), in order, and
            by kind.
        base: The address of the user's own base, if one is open.
        signature: The version and data that the numbers belong to.
    """

    total: Counts
    subjects: dict[str, Counts]
    levels: dict[int, Counts]
    readings: dict[int, int]
    first_uses: dict[str, int]
    changes: dict[str, dict[str, int]]
    base: Address | None
    signature: Signature

    def as_dict(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "total": asdict(self.total),
            "subjects": {name: asdict(counts) for name, counts in self.subjects.items()},
            "levels": {str(level): asdict(counts) for level, counts in self.levels.items()},
            "base": str(self.base) if self.base else None,
            "signature": self.signature._asdict(),
        }


def count(termbase: Termbase) -> Statistics:
    """Count the visible concepts and terms of each subject and of each level."""
    own = frozenset(termbase.own.ids()) if termbase.own else frozenset()
    subjects: dict[str, list[Concept]] = defaultdict(list)
    levels: dict[int, list[Concept]] = defaultdict(list)
    concepts = list(termbase)
    for concept in concepts:
        subjects[concept.subject].append(concept)
        levels[concept.level].append(concept)
    return Statistics(
        total=_counts(concepts, own),
        subjects={subject: _counts(subjects[subject], own) for subject in sorted(subjects)},
        levels={level: _counts(levels[level], own) for level in sorted(levels)},
        readings=_sorted(one.reviewed.readings if one.reviewed else 0 for one in concepts),
        first_uses=_sorted(
            f"{one.first_use.date[:3]}0"
            for one in concepts
            if one.first_use and one.first_use.date[:4].isdigit()
        ),
        changes=count_by_month(termbase.own.database) if termbase.own else {},
        base=termbase.own.address if termbase.own else None,
        signature=signature_of(concepts),
    )


def _sorted(values: Iterable[_T]) -> dict[_T, int]:
    """Return values in ascending order, with how often each occurs."""
    return dict(sorted(Counter(values).items()))


def _counts(concepts: Sequence[Concept], own: Collection[str]) -> Counts:
    return Counts(
        concepts=len(concepts),
        own=sum(concept.id in own for concept in concepts),
        chinese=sum(len(concept.chinese) for concept in concepts),
        english=sum(len(concept.english) for concept in concepts),
    )
