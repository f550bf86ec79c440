"""Count the visible concepts and terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.signature import Signature, signature_of

if TYPE_CHECKING:
    from termbase.model.concept import Concept
    from termbase.termbase import Termbase


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
        base: The file of the user's own base, if one is open.
        signature: The version and data that the numbers belong to.
    """

    total: Counts
    subjects: dict[str, Counts]
    levels: dict[int, Counts]
    base: Path | None
    signature: Signature


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
        base=termbase.own.path if termbase.own else None,
        signature=signature_of(concepts),
    )


def _counts(concepts: Sequence[Concept], own: Collection[str]) -> Counts:
    return Counts(
        concepts=len(concepts),
        own=sum(concept.id in own for concept in concepts),
        chinese=sum(len(concept.chinese) for concept in concepts),
        english=sum(len(concept.english) for concept in concepts),
    )
