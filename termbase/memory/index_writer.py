"""Writing the index of a memory: the parts for ranges of units, and their rows in the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from termbase.memory.index_files import IndexFiles
from termbase.memory.registry import PartRow, Registry, last_covered
from termbase.memory.tokens import tokenize
from termbase.memory.unit_digests import Row, digest_of
from termbase.memory.units import Units
from termbase.model.unit import family

# When this many parts of similar size exist, they are merged, up to a number of units.
_SIMILAR = 4
LARGEST = 1_000_000

Progress = Callable[[int], object]


class IndexWriter:
    """Writes the parts of an index.

    Args:
        units: The units of the memory.
        files: The folder of the index.
        registry: The rows of its parts.
    """

    def __init__(self, units: Units, files: IndexFiles, registry: Registry) -> None:
        self._units = units
        self._files = files
        self._registry = registry

    def rows(self) -> list[PartRow]:
        """Return the rows of all parts, by the units they cover."""
        return self._registry.rows()

    def indexed(self) -> int:
        """Return the number of the last unit that a part covers; 0 if there is none."""
        return last_covered(self.rows())

    def write_all(self, progress: Progress) -> None:
        """Write parts for all units that none covers, merge parts, and remove stray files.

        Raises:
            StoreError: If they cannot be written.
        """
        first, newest = self.indexed() + 1, self._units.newest()
        while first <= newest:
            # No more at a time than fits into memory.
            last = min(newest, first + LARGEST - 1)
            self.replace([], first, last, progress)
            first = last + 1
        self._merge()
        self._files.sweep({row.name for row in self.rows()})

    def _merge(self) -> None:
        """Merge the last parts while those are many and similar in size."""
        while True:
            ranges = sorted({(row.first, row.last) for row in self.rows()})
            for start in range(len(ranges) - _SIMILAR + 1):
                chosen = ranges[start:]
                sizes = [last - first + 1 for first, last in chosen]
                if sum(sizes) <= LARGEST and max(sizes) <= sum(sizes) // 2:
                    break
            else:
                return
            first, last = chosen[0][0], chosen[-1][1]
            old = [row for row in self.rows() if first <= row.first <= last]
            if not self.replace(old, first, last):
                return

    def replace(
        self, old: Sequence[PartRow], first: int, last: int, progress: Progress = lambda _: None
    ) -> bool:
        """Write parts for a range of units in place of others.

        Returns:
            False if another process was faster; then nothing has changed.
        """
        families = self._units.families() or {""}
        if {(row.first, row.last) for row in old} == {(first, last)}:
            # A damaged part is built again alone.
            families = {row.family for row in old}
        new: list[PartRow] = []
        digests: list[bytes] = []
        for language in sorted(families):
            read = bytearray()
            records = (
                (record, tokenize(text))
                for row in self._read(first, last, read, progress)
                for record, of, text in _records_of(row)
                if of == language
            )
            name, checksum = self._files.write(f"{first}-{last}-{language}", records)
            new.append(PartRow(name, language, first, last, checksum))
            digests.append(bytes(read))
        names = {row.name for row in old}
        is_done = self._registry.replace(names, new, digests)
        self._files.remove(names if is_done else {row.name for row in new})
        return is_done

    def records(self, first: int, last: int) -> Iterator[tuple[int, str, str]]:
        """Yield the records of a range of units: number, family, text.

        The number is twice that of the unit, plus 1 for its target.
        """
        for row in self._units.texts(first, last):
            yield from _records_of(row)

    def _read(self, first: int, last: int, digests: bytearray, progress: Progress) -> Iterator[Row]:
        """Yield a range of units, and append their digests."""
        for row in self._units.texts(first, last):
            if self._registry.is_local:
                digests += digest_of(row)
            yield row
            progress(1)


def _records_of(row: Row) -> Iterator[tuple[int, str, str]]:
    number, source, target, of_source, of_target = row
    yield 2 * number, family(of_source), source
    yield 2 * number + 1, family(of_target), target
