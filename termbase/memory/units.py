"""Where the units of a memory are kept: a table in the SQLite file of a base."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from termbase.memory.tokens import fold_segment
from termbase.model.unit import TranslationUnit, family
from termbase.store.database import Database

_COLUMNS = "id, source, target, source_language, target_language, details"
_DETAILS = (
    "origin created created_by changed changed_by before after notes properties "
    "source_markup target_markup"
).split()
_AT_ONCE = 500


class Duplicates(StrEnum):
    """What to do with a unit whose source is in the memory already."""

    ALL = "all"  # keep both
    IDENTICAL = "identical"  # leave it out if its target, markup and languages are there as well
    NEWEST = "newest"  # keep the one that was touched last; of equally old ones the new one


class AddResult(NamedTuple):
    """What became of units that were to be added."""

    added: int = 0
    skipped: int = 0
    replaced: int = 0


class Units:
    """The units in one file.

    Args:
        path: The file of a base; made if it is missing.

    Raises:
        StoreError: If the file cannot be opened or is no base; TooNew if it is too new.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = Database(path)

    def __len__(self) -> int:
        return int(self.rows("SELECT count(*) FROM unit")[0][0])

    def __iter__(self) -> Iterator[TranslationUnit]:
        """All units in the order they were added; each page is read when it is needed."""
        last = 0
        while page := self.rows(
            f"SELECT {_COLUMNS} FROM unit WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}", last
        ):
            yield from map(_unit, page)
            last = page[-1][0]

    def get(self, numbers: Sequence[int]) -> dict[int, TranslationUnit]:
        """The units of some numbers that are there, by number."""
        found: dict[int, TranslationUnit] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            part = numbers[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            query = f"SELECT {_COLUMNS} FROM unit WHERE id IN ({marks})"
            found.update((row[0], _unit(row)) for row in self.rows(query, *part))
        return found

    def texts(self, first: int, last: int) -> Iterator[tuple[int, str, str, str, str]]:
        """Number, source, target and their languages of units from one number to another."""
        query = (
            "SELECT id, source, target, source_language, target_language FROM unit "
            "WHERE id BETWEEN ? AND ? ORDER BY id"
        )
        yield from self.database.execute(query, (first, last))

    def containing(self, folded: str, most: int | None) -> list[TranslationUnit]:
        """Units of whose folded texts a string is part, the shortest first, then the newest."""
        query = (
            f"SELECT {_COLUMNS} FROM unit WHERE id IN (SELECT id FROM unit WHERE "
            "instr(folded, ?) > 0 ORDER BY length(folded), id DESC LIMIT ?)"
        )
        return list(map(_unit, self.rows(query, folded, -1 if most is None else most)))

    def families(self) -> set[str]:
        """The families of languages there are."""
        query = "SELECT DISTINCT source_language, target_language FROM unit"
        return {family(language) for row in self.rows(query) for language in row}

    def newest(self) -> int:
        """The number of the last unit; 0 if there is none."""
        return int(self.rows("SELECT coalesce(max(id), 0) FROM unit")[0][0])

    def add(
        self, units: Iterable[TranslationUnit], duplicates: Duplicates = Duplicates.IDENTICAL
    ) -> AddResult:
        """Add units; all of them or none.

        Args:
            units: Taken one by one; an exception they raise undoes the whole.
            duplicates: What to do with one whose source is there already.

        Raises:
            StoreError: If the file cannot be written.
        """
        added = skipped = replaced = 0
        with self.transaction():
            for unit in units:
                digest = _digest(unit)
                same = [] if duplicates is Duplicates.ALL else self._same_source(unit, digest)
                if duplicates is Duplicates.IDENTICAL and any(
                    _key(other) == _key(unit) for other in same
                ):
                    skipped += 1
                    continue
                if duplicates is Duplicates.NEWEST and same:
                    if max(other.date for other in same) > unit.date or any(
                        replace(other, id=None) == replace(unit, id=None) for other in same
                    ):
                        skipped += 1
                        continue
                    self._delete([other.id for other in same if other.id is not None])
                    replaced += len(same)
                self._insert(unit, digest)
                added += 1
        return AddResult(added, skipped, replaced)

    def exchange(self, old: Iterable[int], new: Iterable[TranslationUnit]) -> None:
        """Delete units and add others, as one change.

        Raises:
            StoreError: If the file cannot be written.
        """
        with self.transaction():
            self._delete(list(old))
            for unit in new:
                self._insert(unit, _digest(unit))

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The answer to a query.

        Raises:
            StoreError: If the file cannot be read.
        """
        return self.database.rows(query, *values)

    def transaction(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """All that is done within, or nothing of it; nothing in any case if it is not kept."""
        return self.database.transaction(keep=keep)

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def _same_source(self, unit: TranslationUnit, digest: int) -> list[TranslationUnit]:
        rows = self.rows(f"SELECT {_COLUMNS} FROM unit WHERE digest = ?", digest)
        return [
            other
            for other in map(_unit, rows)
            if (other.source, other.source_language, other.target_language)
            == (unit.source, unit.source_language, unit.target_language)
        ]

    def _insert(self, unit: TranslationUnit, digest: int) -> None:
        details = {name: value for name in _DETAILS if (value := getattr(unit, name))}
        row = (unit.source, unit.target, unit.source_language, unit.target_language, digest)
        written = json.dumps(details, ensure_ascii=False) if details else ""
        self.database.execute(
            "INSERT INTO unit (source, target, source_language, target_language, digest, details, "
            "folded) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, written, fold_segment(f"{unit.source}\n{unit.target}")),
        )

    def _delete(self, numbers: list[int]) -> None:
        rows = ((number,) for number in numbers)
        self.database.execute_many("DELETE FROM unit WHERE id = ?", rows)


def _unit(row: tuple[Any, ...]) -> TranslationUnit:
    number, source, target, source_language, target_language, written = row
    details: dict[str, Any] = json.loads(written) if written else {}
    if "notes" in details:
        details["notes"] = tuple(details["notes"])
    return TranslationUnit(source, target, source_language, target_language, **details, id=number)


def _key(unit: TranslationUnit) -> tuple[str, ...]:
    """What two identical units have in common, beside source and languages."""
    return unit.target, unit.source_markup, unit.target_markup, unit.before, unit.after


def _digest(unit: TranslationUnit) -> int:
    data = f"{unit.source_language}\0{unit.source}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)
