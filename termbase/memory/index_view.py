"""The parts of an index that are searched, for one state of a memory."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from termbase.memory.index_part import IndexPart
from termbase.memory.tail import Tail

Searchable = tuple[tuple[str, IndexPart | Tail], ...]


@dataclass
class View:
    """The parts and tails that are searched, for one state of the memory.

    Attributes:
        parts: Index parts, with their families, by name.
        unreadable: The names of parts whose units are in the tails.
        tails: By family.
        tail_from: The last unit that a part covers.
        tail_to: The last unit in the tails.
        version: The version of the database; None if it has to be compared again.
        lineage: That of the table of units.
        believed: The names of parts that have all units that the table has in their ranges.
    """

    parts: dict[str, tuple[str, IndexPart]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    tails: dict[str, Tail] = field(default_factory=dict)
    tail_from: int = 0
    tail_to: int = 0
    version: Hashable = None
    lineage: str = ""
    believed: set[str] = field(default_factory=set)

    def searchable(self) -> Searchable:
        """Return parts and tails with their families."""
        return (*self.parts.values(), *self.tails.items())
