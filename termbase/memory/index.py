"""The index of a memory: parts in files beside the base, and tails that are in no part yet.

A part holds the records of a range of units in one language family. Its row in the base, with the
checksum of its file, is written after the file, and the file is used only if it is as the row
says; otherwise it is built again from the units. So nothing that happens to a process or a file
can make an answer wrong. Units that no part covers, and those of a part that can neither be read
nor built, are searched in tails, in the memory of this process: slower, with the same answers.

Threads may share an index. A thread with an open transaction searches with tails of its own.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path

from termbase.errors import Error, StoreError
from termbase.memory.index_files import IndexFiles
from termbase.memory.index_part import Found, IndexPart, Query
from termbase.memory.index_writer import IndexWriter, PartRow, Progress
from termbase.memory.tail import Tail
from termbase.memory.tokens import token_hash, tokenize
from termbase.memory.units import Units

TAIL = 8_000  # units that are searched without an index; more are indexed by a thread

_log = logging.getLogger(__name__)


_Searchable = tuple[tuple[str, IndexPart | Tail], ...]


@dataclass
class _View:
    """The parts and tails that are searched, for one state of the memory.

    Attributes:
        parts: Index parts, with their families, by name.
        unreadable: The names of parts whose units are in the tails.
        tails: By family.
        tail_from: The last unit that a part covers.
        tail_to: The last unit in the tails.
        version: The version of the database; None if it has to be compared again.
    """

    parts: dict[str, tuple[str, IndexPart]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    tails: dict[str, Tail] = field(default_factory=dict)
    tail_from: int = 0
    tail_to: int = 0
    version: Hashable = None

    def searchable(self) -> _Searchable:
        return (*self.parts.values(), *self.tails.items())


class Index:
    """Finds units by their similarity to a text.

    Args:
        units: The units of the memory.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        # Beside the file itself, whatever links lead to it.
        path = Path(os.path.realpath(str(units.address)))
        self._files = IndexFiles(path.with_name(f"{path.name}-memory"))
        self._writer = IndexWriter(units, self._files)
        self._view = _View()
        self._searchable: _Searchable = ()
        self._lock = threading.RLock()
        self._worker: threading.Thread | None = None

    def find(
        self, query: Query, families: set[str] | None = None
    ) -> tuple[list[tuple[int, bool, Found]], list[tuple[int, bool]]]:
        """Return every record that reaches the score of a query, or is equal but for numbers.

        Args:
            query: The text to search for.
            families: The language families to search; all by default.

        Returns:
            Two lists of the number of a unit and True for its source; in the first also the
            distance. Units that have been deleted since are among them.
        """
        parts = self._current()
        searched = [part for name, part in parts if families is None or name in families]
        near = [found for part in searched for found in part.find(query)]
        pattern = query.pattern
        alike = [n for part in searched for n in part.same_pattern(pattern)] if pattern else []
        return (
            [(found.record >> 1, not found.record & 1, found) for found in near],
            [(record >> 1, not record & 1) for record in alike],
        )

    def sharing(self, tokens: Sequence[str], most: int) -> list[tuple[int, bool]]:
        """Return the units that share the most and the rarest tokens with a text.

        Args:
            tokens: Of the text.
            most: The largest number of units.

        Returns:
            The number of the unit, and True for its source.
        """
        hashes = list(map(token_hash, tokens))
        parts = self._current()
        found = nlargest(most, (row for _, part in parts for row in part.sharing(hashes)))
        return [(record >> 1, not record & 1) for _, record in found]

    def keep_up(self) -> None:
        """Let a thread index the tail if it has grown long."""
        with self._lock:
            if self._worker and self._worker.is_alive():
                return
            if self._units.newest() - self._writer.indexed() > TAIL:
                self._worker = threading.Thread(target=self._index_in_thread)
                self._worker.start()

    def index_all(self, progress: Progress = lambda _: None) -> None:
        """Index what is not indexed, and merge parts.

        An index that cannot be written is logged, and shown by :meth:`Memory.stats`; searches
        find the same without it.

        Args:
            progress: Called with the number of units after each step.
        """
        self.wait()
        try:
            self._writer.write_all(progress)
        except Error as error:
            self._report(error)
        else:
            self._files.clear_error()

    def wait(self) -> None:
        """Wait until the thread has done its work."""
        worker = self._worker
        if worker:
            worker.join()

    def size(self) -> int:
        """Return the number of bytes of the index files."""
        return self._files.size({row.name for row in self._writer.rows()})

    def problem(self) -> str:
        """Return why the index could not be written the last time; empty if it could."""
        return self._files.error()

    def unindexed(self) -> int:
        """Return the number of units that no part covers."""
        return self._units.count_after(self._writer.indexed())

    def _current(self) -> _Searchable:
        """Return what to search, after changes by whatever thread or process."""
        with self._lock:
            database = self._units.database
            if database.in_transaction:
                # Others must not see what this thread has not committed.
                view = _View(parts=dict(self._view.parts))
                self._refresh(view)
                return view.searchable()
            version = database.version()
            damaged = [name for name, (_, part) in self._view.parts.items() if not part.is_intact()]
            for name in damaged:
                del self._view.parts[name]
            if damaged or version != self._view.version:
                self._refresh(self._view)
                self._view.version = version
                self._searchable = self._view.searchable()
            return self._searchable

    def _refresh(self, view: _View) -> None:
        newest = self._units.newest()
        rows = self._writer.rows()
        for name in view.parts.keys() - {row.name for row in rows}:
            del view.parts[name]
        unreadable = [row for row in rows if not self._load(view, row)]
        rebuilt = [self._rebuild(row) for row in unreadable if row.name not in view.unreadable]
        if any(rebuilt):
            self._refresh(view)
            return
        indexed = max((row.last for row in rows), default=0)
        names = {row.name for row in unreadable}
        if names != view.unreadable or indexed != view.tail_from or newest < view.tail_to:
            view.tails, view.unreadable = {}, names
            view.tail_from = view.tail_to = indexed
            for row in unreadable:
                self._extend(view, row.first, row.last, row.family)
        self._extend(view, view.tail_to + 1, newest)
        view.tail_to = newest

    def _load(self, view: _View, row: PartRow) -> bool:
        if row.name in view.parts:
            return True
        try:
            view.parts[row.name] = row.family, self._files.open(row.name, row.checksum)
        except StoreError as error:
            _log.info("%s", error)
            return False
        return True

    def _rebuild(self, row: PartRow) -> bool:
        """Build a part again that cannot be read; return False if that is impossible too."""
        database = self._units.database
        if database.in_transaction or not database.is_writable:
            return False
        try:
            self._writer.replace([row], row.first, row.last)
        except Error as error:
            self._report(error)
            return False
        return True

    def _extend(self, view: _View, first: int, last: int, only: str | None = None) -> None:
        for record, language, text in self._writer.records(first, last):
            if only in (None, language):
                view.tails.setdefault(language, Tail()).add(record, tokenize(text))

    def _index_in_thread(self) -> None:
        """Index with connections of its own: this memory may be closed meanwhile."""
        try:
            units = Units(self._units.address)
        except Error as error:
            self._report(error)
            return
        try:
            Index(units).index_all()
        finally:
            units.close()

    def _report(self, error: Error) -> None:
        message = f"the index of the memory cannot be written, searches are slower: {error}"
        _log.warning("%s", message)
        self._files.note_error(message)
