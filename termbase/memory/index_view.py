"""The parts of an index that are searched, for one state of a memory."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from termbase.memory.index_part import IndexPart, Query
from termbase.memory.registry import PartRow
from termbase.memory.tail import Tail
from termbase.memory.tokens import tokenize

Searchable = tuple[tuple[str, IndexPart | Tail], ...]
Record = tuple[int, str, str]  # twice the number of a unit, plus 1 for its target; family; text


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
        verified: Records of the base that are known to be in the parts and tails as they are.
    """

    parts: dict[str, tuple[str, IndexPart]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    tails: dict[str, Tail] = field(default_factory=dict)
    tail_from: int = 0
    tail_to: int = 0
    version: Hashable = None
    verified: set[Record] = field(default_factory=set)

    def searchable(self) -> Searchable:
        """Return parts and tails with their families."""
        return (*self.parts.values(), *self.tails.items())

    def unverified(self, records: Iterable[Record]) -> list[Record]:
        """Return those records that are not known to be in the parts and tails."""
        return [record for record in records if record not in self.verified]

    def parts_have(self, rows: Sequence[PartRow], records: Iterable[Record]) -> bool:
        """Return True if the parts that cover some records have all of them.

        Args:
            rows: Of all parts; those that cannot be read count as having them.
            records: The records.
        """
        for record, family, text in records:
            covering = [row for row in rows if row.first <= record >> 1 <= row.last]
            names = [row.name for row in covering if row.family == family]
            parts = [self.parts[name][1] for name in names if name in self.parts]
            if not names or not all(_has(part, record, text) for part in parts):
                return False
        return True

    def tails_have(self, records: Iterable[Record]) -> bool:
        """Return True if the tails have all of some records."""
        return all(
            family in self.tails and _has(self.tails[family], record, text)
            for record, family, text in records
        )


def _has(searched: IndexPart | Tail, record: int, text: str) -> bool:
    tokens = tokenize(text)
    found = searched.find(Query.of(tokens, 100))
    return not tokens or any(one.record == record for one in found)
