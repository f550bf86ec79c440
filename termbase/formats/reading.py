"""What reading a file of terms gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from termbase.errors import Problem
from termbase.model.concept import Concept, Term
from termbase.model.fill import available_id


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept in a file.

    Attributes:
        concept: The concept.
        line: The line it begins on, from 1; 0 where it is not known.
        has_id: Whether the file gave it its id, or it was made from its term.
    """

    concept: Concept
    line: int = 0
    has_id: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held.

    Attributes:
        entries: What could be read.
        problems: What could not, all of it.
        left: What the file says that a base has no place for, and how often.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)

    @property
    def concepts(self) -> list[Concept]:
        """The concepts that could be read."""
        return [entry.concept for entry in self.entries]


def new_id(term: Term, found: Mapping[str, Entry]) -> str:
    """An id for a concept that a file gives none: its first term's name, not yet taken there.

    Args:
        term: The first term.
        found: What has been read of the file, by id.
    """
    return available_id(term, found.__contains__)
