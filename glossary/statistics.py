"""Count the visible concepts and terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.signature import Signature, signature_of

if TYPE_CHECKING:
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
        base: The file of the user's own base, if one is open.
        signature: The version and data that the numbers belong to.
    """

    total: Counts
    subjects: dict[str, Counts]
    base: Path | None
    signature: Signature


def count(termbase: Termbase) -> Statistics:
    """Count the visible concepts and terms of each subject."""
    own = set(termbase.own.ids()) if termbase.own else set()
    numbers: dict[str, Counter[str]] = {}
    concepts = list(termbase)
    for concept in concepts:
        of_subject = numbers.setdefault(concept.subject, Counter())
        of_subject["concepts"] += 1
        of_subject["own"] += concept.id in own
        of_subject["chinese"] += len(concept.chinese)
        of_subject["english"] += len(concept.english)
    base = termbase.own.path if termbase.own else None
    subjects = {subject: _counts(numbers[subject]) for subject in sorted(numbers)}
    total = _counts(sum(numbers.values(), Counter()))
    return Statistics(total, subjects, base, signature_of(concepts))


def _counts(number: Counter[str]) -> Counts:
    return Counts(number["concepts"], number["own"], number["chinese"], number["english"])
