"""The index of a memory: its parts in files beside the base, and the tail that is in none yet.

A part holds the records of the units of a range of numbers in one family of languages. Its row in
the base, with the checksum of its file, is written after the file, and the file is believed only
if it is as the row says; else it is made anew from the units. So nothing that happens to a
process or a file can make an answer wrong. Units that no part covers yet are in the tail.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import suppress
from heapq import nlargest
from pathlib import Path
from uuid import uuid4

from termbase.errors import Error, StoreError
from termbase.memory.build import write_index_part
from termbase.memory.index_part import Found, IndexPart, Query
from termbase.memory.tail import Tail
from termbase.memory.tokens import token_hash, tokenize
from termbase.memory.units import Units
from termbase.model.unit import family

# So many units are searched without an index. More are made a part, by a thread of its own.
TAIL = 8_000
# Parts of about the same size are made one when there are so many, up to so many units.
_ALIKE = 4
_LARGEST = 1_000_000
# Files that belong to nothing are left alone for so many seconds.
_YOUNG = 3600

_Done = Callable[[int], object]


class Index:
    """Finds units by how alike they are to a text.

    Args:
        units: The units of the memory.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._folder = units.path.with_name(f"{units.path.name}-memory")
        self._segments: dict[str, tuple[str, IndexPart]] = {}
        self._tails: dict[str, Tail] = {}
        self._tail_from = self._tail_to = 0
        self._seen: tuple[Hashable, int] | None = None
        self._worker: threading.Thread | None = None

    def find(self, query: Query, families: set[str] | None = None) -> list[tuple[int, bool, Found]]:
        """Every record that reaches the score of a query.

        Args:
            query: What to search for.
            families: The families of languages to search; all by default.

        Returns:
            The number of the unit, whether it is its source, and how near it is; also of units
            that have been deleted since.
        """
        self.refresh()
        parts: list[tuple[str, IndexPart | Tail]] = [*self._segments.values(), *self._tails.items()]
        return [
            (found.unit >> 1, not found.unit & 1, found)
            for name, part in parts
            if families is None or name in families
            for found in part.find(query)
        ]

    def sharing(self, tokens: Sequence[str], most: int) -> list[tuple[int, bool]]:
        """The units that share the most and the rarest tokens with a text.

        Args:
            tokens: Of the text.
            most: How many at most.

        Returns:
            The number of the unit, and whether it is its source.
        """
        self.refresh()
        hashes = list(map(token_hash, tokens))
        parts: list[IndexPart | Tail] = [part for _, part in self._segments.values()]
        parts += self._tails.values()
        found = nlargest(most, (row for part in parts for row in part.sharing(hashes)))
        return [(number >> 1, not number & 1) for _, number in found]

    def refresh(self) -> None:
        """Take in what has been added and indexed, by whatever process.

        Raises:
            StoreError: If a part is damaged and cannot be made anew.
        """
        version = self._units.database.version()
        newest = self._units.newest()
        if (version, newest) == self._seen:
            return
        rows = self._rows()
        for name in self._segments.keys() - {row[0] for row in rows}:
            del self._segments[name]
        for name, language, first, last, checksum in rows:
            if name not in self._segments:
                try:
                    segment = IndexPart(self._folder / name, checksum)
                except StoreError:
                    self._replace([(name, first, last)], first, last)
                    self._seen = None
                    self.refresh()
                    return
                self._segments[name] = (language, segment)
        indexed = max((row[3] for row in rows), default=0)
        if indexed != self._tail_from or newest < self._tail_to:
            self._tails.clear()
            self._tail_from = self._tail_to = indexed
        for number, language, text in self._records(self._tail_to + 1, newest):
            self._tails.setdefault(language, Tail()).add(number, tokenize(text))
        self._tail_to = newest
        self._seen = version, newest

    def keep_up(self) -> None:
        """Let a thread index the tail where it has grown long."""
        if self._worker and self._worker.is_alive():
            return
        if self._units.newest() - self._indexed() > TAIL:
            self._worker = threading.Thread(target=self._index_apart)
            self._worker.start()

    def index_all(self, done: _Done = lambda _: None) -> None:
        """Index what is not indexed, and join parts that are many.

        Args:
            done: Called with the number of units after each step, for a progress bar.
        """
        self.wait()
        first, newest = self._indexed() + 1, self._units.newest()
        while first <= newest:
            # No more at a time than fits into memory.
            last = min(newest, first + _LARGEST - 1)
            self._replace([], first, last, done)
            first = last + 1
        self._join()
        self._sweep()

    def wait(self) -> None:
        """Wait until the thread has done its work."""
        if self._worker:
            self._worker.join()
            self._worker = None

    def size(self) -> int:
        """The bytes that the files of the index take up."""
        paths = (self._folder / row[0] for row in self._rows())
        return sum(path.stat().st_size for path in paths if path.exists())

    def _rows(self) -> list[tuple[str, str, int, int, int]]:
        query = "SELECT name, family, first, last, checksum FROM segment ORDER BY first, family"
        return self._units.rows(query)

    def _indexed(self) -> int:
        return max((row[3] for row in self._rows()), default=0)

    def _index_apart(self) -> None:
        """The work of the thread, with a connection of its own."""
        # What it cannot do now is done when it is next called for.
        with suppress(Error):
            units = Units(self._units.path)
            try:
                Index(units).index_all()
            finally:
                units.close()

    def _join(self) -> None:
        """Make one of the last parts while those are many and alike in size."""
        while True:
            ranges = sorted({(row[2], row[3]) for row in self._rows()})
            for start in range(len(ranges) - _ALIKE + 1):
                chosen = ranges[start:]
                sizes = [last - first + 1 for first, last in chosen]
                if sum(sizes) <= _LARGEST and max(sizes) <= sum(sizes) // 2:
                    break
            else:
                return
            first, last = chosen[0][0], chosen[-1][1]
            old = [(row[0], row[2], row[3]) for row in self._rows() if first <= row[2] <= last]
            if not self._replace(old, first, last):
                return

    def _replace(
        self,
        old: list[tuple[str, int, int]],
        first: int,
        last: int,
        done: _Done = lambda _: None,
    ) -> bool:
        """Write parts for a range of units in place of others; False if somebody was faster."""
        self._folder.mkdir(exist_ok=True)
        names = {name for name, _, _ in old}
        new = []
        languages = self._units.families() or {""}
        if old and names:
            rows = [row for row in self._rows() if row[0] in names]
            whole = {(row[2], row[3]) for row in rows} == {(first, last)}
            # A single damaged part is made anew alone.
            languages = {row[1] for row in rows} if whole else languages
        for language in sorted(languages):
            name = f"{first}-{last}-{language}-{uuid4().hex[:8]}"
            records = (
                (number, tokenize(text))
                for number, of, text in self._records(first, last, done)
                if of == language
            )
            draft = self._folder / f"{name}.part"
            checksum = write_index_part(draft, records)
            draft.rename(self._folder / name)
            new.append((name, language, first, last, checksum))
        with self._units.transaction():
            present = {row[0] for row in self._rows()}
            late = not names <= present or (not names and self._indexed() >= first)
            if not late:
                database = self._units.database
                database.execute_many("DELETE FROM segment WHERE name = ?", [(n,) for n in names])
                database.execute_many("INSERT INTO segment VALUES (?, ?, ?, ?, ?)", new)
        for name in [row[0] for row in new] if late else names:
            self._remove(self._folder / name)
        self._seen = None
        return not late

    def _records(
        self, first: int, last: int, done: _Done = lambda _: None
    ) -> Iterator[tuple[int, str, str]]:
        """The records of a range of units: number, family, text; twice the unit, odd for targets.

        Of a unit in two languages of a family, both.
        """
        for number, source, target, of_source, of_target in self._units.texts(first, last):
            yield 2 * number, family(of_source), source
            yield 2 * number + 1, family(of_target), target
            done(1)

    def _sweep(self) -> None:
        """Remove files that belong to nothing: of processes that were killed."""
        known = {row[0] for row in self._rows()}
        # What is young, another process may be about to write a row for.
        young = time.time() - _YOUNG
        for path in self._folder.glob("*"):
            with suppress(OSError):
                if path.name not in known and path.stat().st_mtime < young:
                    path.unlink()

    def _remove(self, path: Path) -> None:
        # Where a file that is in use cannot be removed, the next sweep does it.
        with suppress(OSError):
            path.unlink()
