"""The index of a memory: parts in files of this machine, and tails that are in no part yet.

A part holds the records of a range of units in one language family. Its row in the registry, with
the checksum of its file, is written after the file, and the file is used only if it is as the row
says; otherwise it is built again from the units. So nothing that happens to a process or a file
can make an answer wrong. Units that no part covers, and those of a part that can neither be read
nor built, are searched in tails, in the memory of this process: slower, with the same answers.

The parts of a base in a file are beside it. Those of a base on a server are in the cache folder of
each machine, which follows what others add, and a base that is restored from a copy.

Threads may share an index. A thread with an open transaction searches with tails of its own.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge, nlargest

from termbase.errors import Error, StoreError
from termbase.memory.index_files import IndexFiles
from termbase.memory.index_part import Found, Query
from termbase.memory.index_view import Searchable, View
from termbase.memory.index_writer import IndexWriter, Progress
from termbase.memory.registry import PartRow, last_covered, place_of
from termbase.memory.tail import Tail
from termbase.memory.tokens import token_hash, tokenize
from termbase.memory.unit_digests import are_among
from termbase.memory.units import Units

TAIL = 8_000  # units that are searched without an index; more are indexed by a thread
LONG_TAIL = 80_000  # units for which it is faster to index them first

_log = logging.getLogger(__name__)


class Index:
    """Finds units by their similarity to a text.

    Args:
        units: The units of the memory.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        folder, self._registry = place_of(units)
        self._files = IndexFiles(folder)
        self._writer = IndexWriter(units, self._files, self._registry)
        self._view = View()
        self._searchable: Searchable = ()
        self._lock = threading.RLock()
        self._worker: threading.Thread | None = None
        self._has_failed = False

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

    def containing(self, strings: Iterable[Sequence[str]]) -> Iterator[int]:
        """Return the numbers of the units that have one of some sequences of tokens in a text.

        Args:
            strings: The sequences.

        Returns:
            Those whose text has the fewest tokens first, then the newest; one may be there twice,
            and units that have been deleted since are among them.
        """
        wanted = [list(map(token_hash, tokens)) for tokens in strings]
        parts = self._current()
        found = (part.containing(hashes) for hashes in wanted for _, part in parts)
        return (record >> 1 for _, record in merge(*found, key=lambda row: (row[0], -row[1])))

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
            with self._registry.turn():
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

    def _current(self) -> Searchable:
        """Return what to search, after changes by whatever thread or process."""
        with self._lock:
            database = self._units.database
            if database.in_transaction:
                # Others must not see what this thread has not committed.
                view = View(
                    parts=dict(self._view.parts),
                    lineage=self._view.lineage,
                    believed=set(self._view.believed),
                )
                self._refresh(view)
                return view.searchable()
            version = database.version(), self._registry.stamp()
            damaged = [name for name, (_, part) in self._view.parts.items() if not part.is_intact()]
            for name in damaged:
                del self._view.parts[name]
            if damaged or version != self._view.version:
                self._refresh(self._view)
                self._view.version = version
                self._searchable = self._view.searchable()
                if self._view.tail_to - self._view.tail_from > TAIL and self._can_follow():
                    self.keep_up()
            return self._searchable

    def _refresh(self, view: View) -> None:
        newest = self._units.newest()
        rows = self._believed(view, self._writer.rows())
        if newest - last_covered(rows) > LONG_TAIL and self._index_first():
            rows = self._believed(view, self._writer.rows())
        for name in view.parts.keys() - {row.name for row in rows}:
            del view.parts[name]
        unreadable = [row for row in rows if not self._load(view, row)]
        rebuilt = [self._rebuild(row) for row in unreadable if row.name not in view.unreadable]
        if any(rebuilt):
            self._refresh(view)
            return
        indexed = last_covered(rows)
        names = {row.name for row in unreadable}
        if names != view.unreadable or indexed != view.tail_from or newest < view.tail_to:
            view.tails, view.unreadable = {}, names
            view.tail_from = view.tail_to = indexed
            for row in unreadable:
                self._extend(view, row.first, row.last, row.family)
        self._extend(view, view.tail_to + 1, newest)
        view.tail_to = newest

    def _load(self, view: View, row: PartRow) -> bool:
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
        if database.in_transaction or not (database.is_writable or self._registry.is_local):
            return False
        try:
            self._writer.replace([row], row.first, row.last)
        except Error as error:
            self._report(error)
            return False
        return True

    def _index_first(self) -> bool:
        """Index what others have added, if it is much; return False if that is impossible."""
        if not self._can_follow() or self._units.database.in_transaction:
            return False
        _log.warning("%s: indexing the memory for this machine", self._units.address)
        self.index_all()
        return not self._has_failed

    def _can_follow(self) -> bool:
        """Return True if this machine has to index what others add, and can."""
        return self._registry.is_local and not self._has_failed

    def _believed(self, view: View, rows: list[PartRow]) -> list[PartRow]:
        """Return the rows of local parts that are parts of the present table of units.

        A base that is restored from a copy has units again that were deleted, and gives numbers
        again, to other units. So a part is believed if every unit that the table has in its range
        was read for the part with the same texts, and if no number in its range can be given again.
        From then on it stays right, for numbers are given once, as long as it is the same table.
        All parts from the first that is not believed on are dropped, so that no range is left out.

        It is compared when this process first uses it, and again when the lineage of the table has
        changed or its last units are gone. So what is not noticed before the process ends is only a
        table whose rows were exchanged by hand, in place, for others with as high numbers.
        """
        if not self._registry.is_local:
            return rows
        lineage, newest = self._units.lineage(), self._units.newest()
        if lineage != view.lineage or newest < view.tail_to:
            view.parts, view.believed, view.lineage = {}, set(), lineage
            view.tail_from = -1  # the tails are made anew
        unknown = [row for row in rows if row.name not in view.believed]
        last_given = self._units.last_given() if unknown else 0
        present = {
            (first, last): self._units.digests(first, last)
            for first, last in {(row.first, row.last) for row in unknown if row.last <= last_given}
        }
        for row in unknown:
            units = present.get((row.first, row.last))
            if units is None or not are_among(units, self._registry.digests(row.name)):
                self._drop([other.name for other in rows if other.first >= row.first])
                return [other for other in rows if other.first < row.first]
            view.believed.add(row.name)
        return rows

    def _drop(self, names: Sequence[str]) -> None:
        _log.info("%s: the base was restored; indexing its memory again", self._units.address)
        try:
            self._registry.replace(names, [])
        except Error as error:
            self._report(error)

    def _extend(self, view: View, first: int, last: int, only: str | None = None) -> None:
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
        self._has_failed = True
        message = f"the index of the memory cannot be written, searches are slower: {error}"
        _log.warning("%s", message)
        self._files.note_error(message)
