"""The units of a memory: a table of a base."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any
from unicodedata import normalize

from termbase.errors import InputError, StoreError
from termbase.formats.units import unwritable
from termbase.memory.adding import AddResult, Duplicates, decide, source_digest
from termbase.memory.tokens import fold_segment
from termbase.memory.unit_digests import digests_of
from termbase.messages import Message
from termbase.model.limits import excess_of
from termbase.model.unit import TranslationUnit, family
from termbase.store.address import Address
from termbase.store.opening import open_database

_TEXTS = "id, source, target, source_language, target_language"
_COLUMNS = f"{_TEXTS}, details"
_DETAILS = (
    "origin created created_by changed changed_by before after notes properties "
    "source_markup target_markup"
).split()
_INSERT = (
    "INSERT INTO unit (source, target, source_language, target_language, digest, details, folded) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_PAGE = 2_000  # units that are read at once
_BATCH = 500  # units that are added at once
_HIGHEST = (1 << 63) - 1


class Units:
    """The units in one base.

    Args:
        address: The base; created if it is missing.

    Attributes:
        address: The base.
        database: The base, opened.

    Raises:
        StoreError: If it cannot be opened or is not a base; TooNew if it is too new.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.database = open_database(address)
        self._origin = self.database.queries.ORIGIN

    def __len__(self) -> int:
        return int(self.rows("SELECT count(*) FROM unit")[0][0])

    def __iter__(self) -> Iterator[TranslationUnit]:
        """Yield all units in the order in which they were added; pages are read as needed."""
        yield from map(self._unit, self._pages(_COLUMNS, 1, _HIGHEST))

    def get(self, numbers: Sequence[int]) -> dict[int, TranslationUnit]:
        """Return the units with some numbers, by number; missing ones are left out."""
        found: dict[int, TranslationUnit] = {}
        for start in range(0, len(numbers), _PAGE):
            page = numbers[start : start + _PAGE]
            marks = ",".join("?" * len(page))
            query = f"SELECT {_COLUMNS} FROM unit WHERE id IN ({marks})"
            found.update((row[0], self._unit(row)) for row in self.rows(query, *page))
        return found

    def texts(self, first: int, last: int) -> Iterator[tuple[int, str, str, str, str]]:
        """Iterate over number, source, target and their languages of a range of units."""
        rows: Iterator[Any] = self._pages(_TEXTS, first, last)
        return rows

    def digests(self, first: int, last: int) -> bytes:
        """Return the digests of a range of units; see :mod:`termbase.memory.unit_digests`."""
        if query := self.database.queries.UNIT_DIGESTS:
            return bytes(self.rows(query, first, last)[0][0])
        return digests_of(self.texts(first, last))

    def lineage(self) -> str:
        """Return a value that changes where the table of units is another one than before."""
        return str(self.rows(self.database.queries.LINEAGE)[0][0])

    def last_given(self) -> int:
        """Return the last number that a unit was given; of the newest where it cannot be read."""
        values = {"table": "unit", "column": "id"}
        ((last,),) = self.rows(self.database.queries.LAST_GIVEN, values)
        return self.newest() if last is None else int(last)

    def containing(self, folded: Collection[str], most: int | None) -> list[TranslationUnit]:
        """Return units with a folded text that contains one of some strings.

        Args:
            folded: The strings, folded.
            most: The largest number of units; None for all.

        Returns:
            The shortest first, then the newest.
        """
        # Earlier versions did not compose what they folded.
        strings = dict.fromkeys((*folded, *(normalize("NFD", one) for one in folded)))
        values: dict[str, object] = {f"string{n}": one for n, one in enumerate(strings)}
        contains = self.database.queries.FOLDED_CONTAINS
        condition = " OR ".join(contains.format(f":{name}") for name in values)
        query = (
            f"SELECT {_COLUMNS} FROM unit WHERE id IN (SELECT id FROM unit WHERE "
            f"{condition} ORDER BY length(folded), id DESC LIMIT :limit)"
        )
        limit = _HIGHEST if most is None else most
        return list(map(self._unit, self.rows(query, {**values, "limit": limit})))

    def newest_first(self, start: int, size: int, origin: str) -> list[TranslationUnit]:
        """Return a part of the units, the newest first.

        Args:
            start: How many to pass over.
            size: The most to return.
            origin: Only those of this origin; empty for all.
        """
        where = f"WHERE {self._origin} = :origin" if origin else ""
        query = f"SELECT {_COLUMNS} FROM unit {where} ORDER BY id DESC LIMIT :size OFFSET :start"
        values = {"origin": origin, "size": size, "start": start}
        return list(map(self._unit, self.rows(query, values)))

    def origins(self) -> dict[str, int]:
        """Return the number of units of each origin, of the largest first; empty if unknown."""
        query = f"SELECT {self._origin}, count(*) FROM unit GROUP BY 1 ORDER BY 2 DESC, 1"
        return {str(origin): int(number) for origin, number in self.rows(query)}

    def delete_origin(self, origin: str) -> int:
        """Delete the units of an origin; return their number."""
        return self.database.change(f"DELETE FROM unit WHERE {self._origin} = ?", (origin,))

    def count_after(self, number: int) -> int:
        """Return how many units have a number higher than this one."""
        return int(self.rows("SELECT count(*) FROM unit WHERE id > ?", number)[0][0])

    def families(self) -> set[str]:
        """Return the language families of all units."""
        query = "SELECT DISTINCT source_language, target_language FROM unit"
        return {family(language) for row in self.rows(query) for language in row}

    def newest(self) -> int:
        """Return the number of the last unit; 0 if there is none."""
        return int(self.rows("SELECT coalesce(max(id), 0) FROM unit")[0][0])

    def add(
        self, units: Iterable[TranslationUnit], duplicates: Duplicates = Duplicates.IDENTICAL
    ) -> AddResult:
        """Add units; all of them or none.

        Args:
            units: Read one by one; an exception that this raises undoes the whole.
            duplicates: What to do with a unit whose source is in the memory already.

        Raises:
            StoreError: If the base cannot be written.
        """
        total = AddResult()
        unread = iter(units)
        with self.transaction():
            while batch := list(islice(unread, _BATCH)):
                stored = [] if duplicates is Duplicates.ALL else self._with_sources_of(batch)
                decision = decide(batch, stored, duplicates)
                self._delete(decision.old)
                self._insert(decision.new)
                total = AddResult(*map(sum, zip(total, decision.result, strict=True)))
        return total

    def replace(self, old: Iterable[int], new: Iterable[TranslationUnit]) -> None:
        """Delete units by their numbers and add others, in one transaction.

        Raises:
            StoreError: If the base cannot be written.
        """
        with self.transaction():
            self._delete(old)
            self._insert(new)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the answer to a query; see :meth:`Database.rows`."""
        return self.database.rows(query, *values)

    def transaction(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Commit all changes made within, or none; see :meth:`Database.transaction`."""
        return self.database.transaction(keep=keep)

    def close(self) -> None:
        """Close the base."""
        self.database.close()

    def _pages(self, columns: str, first: int, last: int) -> Iterator[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM unit WHERE id BETWEEN ? AND ? ORDER BY id LIMIT {_PAGE}"
        while page := self.rows(query, first, last):
            yield from page
            first = page[-1][0] + 1

    def _unit(self, row: tuple[Any, ...]) -> TranslationUnit:
        number, source, target, source_language, target_language, written = row
        try:
            details: dict[str, Any] = json.loads(written) if written else {}
            if "notes" in details:
                details["notes"] = tuple(details["notes"])
            return TranslationUnit(
                source, target, source_language, target_language, **details, id=number
            )
        except (ValueError, TypeError) as error:
            raise StoreError(
                f"{self.address}: the unit {number} of the memory is damaged ({error}); restore "
                "the base from a copy"
            ) from None

    def _with_sources_of(self, units: Sequence[TranslationUnit]) -> list[TranslationUnit]:
        digests = list({source_digest(unit) for unit in units})
        marks = ",".join("?" * len(digests))
        query = f"SELECT {_COLUMNS} FROM unit WHERE digest IN ({marks}) ORDER BY id"
        return list(map(self._unit, self.rows(query, *digests)))

    def _insert(self, units: Iterable[TranslationUnit]) -> None:
        self.database.execute_many(_INSERT, map(_row, units))

    def _delete(self, numbers: Iterable[int]) -> None:
        rows = ((number,) for number in numbers)
        self.database.execute_many("DELETE FROM unit WHERE id = ?", rows)


def checked_unit(unit: TranslationUnit) -> TranslationUnit:
    """Return a unit that can be stored and exported.

    Raises:
        InputError: If a segment is empty or too long, or has a character that exchange formats
            cannot hold.
    """
    for text in (unit.source, unit.target):
        if not text.strip():
            template = (
                "a unit has an empty source: {source!r} ⇥ {target!r}"
                if text is unit.source
                else "a unit has an empty target: {source!r} ⇥ {target!r}"
            )
            raise InputError(Message(template, source=unit.source, target=unit.target))
    if character := unwritable(unit):
        raise InputError(f"{character}, which exchange formats cannot hold; remove it")
    if excess := excess_of(unit):
        raise InputError(f"a unit is too large: {excess}")
    return unit


def _row(unit: TranslationUnit) -> tuple[object, ...]:
    details = {name: value for name in _DETAILS if (value := getattr(unit, name))}
    return (
        unit.source,
        unit.target,
        unit.source_language,
        unit.target_language,
        source_digest(unit),
        json.dumps(details, ensure_ascii=False) if details else "",
        fold_segment(f"{unit.source}\n{unit.target}"),
    )
