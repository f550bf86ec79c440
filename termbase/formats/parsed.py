"""The result of reading a file of terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from termbase.errors import Problem
from termbase.model.concept import Concept


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept in a file.

    Attributes:
        concept: The concept.
        line: Its first line, from 1; 0 if unknown.
        has_id: True if the file gave the id of the concept; else it was made from its first term.
        is_row: True for a row that says what renders its terms, of a table or a list of pairs. Rows
            without id that share their Chinese are one concept, and rows with different Chinese
            may be forms of one concept of the base.
    """

    concept: Concept
    line: int = 0
    has_id: bool = True
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """The content of a file of terms.

    Attributes:
        entries: The concepts that could be read.
        problems: All that could not be read.
        warnings: All that was read in spite of a doubt, such as an unknown status.
        dropped: Counts of data that the termbase cannot represent, by kind.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    @property
    def concepts(self) -> list[Concept]:
        """The concepts that could be read."""
        return [entry.concept for entry in self.entries]
