"""The agenda of a scan: what is to be read and found, and what is done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from glossary.corpus.files import CorpusFile
from glossary.corpus.parts import as_unreadable
from glossary.corpus.tables import Report
from glossary.corpus.texts import Corpus
from glossary.corpus.work import Found, Slice, read_slices
from termbase.errors import Problem
from termbase.output import write_file

_FILE = "files.json"
# The stamp and the digests of the slices of each file.
_Files = dict[str, tuple[str, list[str]]]


@dataclass
class Agenda:
    """The files of a corpus that have to be read, and the slices of those that have not.

    Attributes:
        corpus: The corpus.
        files: The files to read: new, changed, or not done to the end.
        known: The digests of the slices that need no finding.
        wanted: The digests of the slices of all files.
    """

    corpus: Corpus
    files: list[CorpusFile]
    known: Set[str]
    wanted: set[str]
    _folder: Path
    _report: Report
    _progress: Callable[[int], object]
    _stamps: dict[str, str]
    _done: _Files
    _slices: dict[str, list[str]] = field(default_factory=dict)
    # The files and sizes of slices that are being searched.
    _open: dict[str, tuple[str, int]] = field(default_factory=dict)
    # The files that were read to their ends, and those in which something could not be read.
    _ended: set[str] = field(default_factory=set)
    _bad: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        folder: Path,
        known: Set[str],
        report: Report,
        progress: Callable[[int], object],
    ) -> Agenda:
        """Return the agenda of a scan.

        Args:
            corpus: The corpus.
            folder: The folder of the results.
            known: The digests of the slices whose results are there.
            report: Called with what cannot be read.
            progress: Called with the numbers of bytes that are done.

        Raises:
            InputError: If the corpus has no files.
        """
        last = _read(folder / _FILE, _key(corpus))
        files, done, stamps = [], {}, {}
        for file in corpus.files():
            # Taken before it is read: what is written to it meanwhile changes it.
            stamps[file.name] = file.stamp
            stamp, digests = last.get(file.name, ("", []))
            if stamp and stamp == file.stamp and known >= set(digests):
                done[file.name] = stamp, digests
                progress(file.size)
            else:
                files.append(file)
        wanted = {digest for _, digests in done.values() for digest in digests}
        return cls(corpus, files, known, wanted, folder, report, progress, stamps, done)

    def slices(self) -> Iterator[Slice]:
        """Yield the slices in which terms have to be found.

        Raises:
            InputError: If a file cannot be read.
        """
        for file in self.files:
            for item in read_slices(self.corpus, file):
                if isinstance(item, Problem):
                    self.report(file.name, item)
                elif self.start(item.file, item.digest, item.size):
                    yield item
            self.end(file.name)

    def report(self, file: str, problem: Problem) -> None:
        """Report what cannot be read in a file."""
        self._bad.add(file)
        self._report(problem)

    def start(self, file: str, digest: str, size: int) -> bool:
        """Note that a slice was read; return True if terms have to be found in it.

        Args:
            file: The name of its file.
            digest: Its checksum.
            size: The bytes of the file that were read for it.
        """
        self.wanted.add(digest)
        self._slices.setdefault(file, []).append(digest)
        if digest in self.known:
            self._progress(size)
            return False
        self._open[digest] = file, size
        return True

    def finish(self, found: Found) -> Found:
        """Note that the terms in a slice were found; return the result to be kept."""
        file, size = self._open.pop(found.digest)
        self._progress(size)
        for problem in found.problems:
            self.report(file, problem)
        if not found.problems:
            return found
        found = as_unreadable(found)
        self.wanted.add(found.digest)
        return found

    def end(self, file: str) -> None:
        """Note that a file was read to its end."""
        self._ended.add(file)

    def write(self) -> None:
        """Write down which files are done, for the next scan.

        Raises:
            InputError: If it cannot be written.
        """
        done = self._done | {
            name: (self._stamps[name], self._slices.get(name, []))
            for name in self._ended - self._bad
        }
        content = {"corpus": _key(self.corpus), "files": done}
        write_file(self._folder / _FILE, json.dumps(content).encode(errors="surrogatepass"))


def _key(corpus: Corpus) -> list[object]:
    """Return everything that the slices of a corpus depend on, except its files."""
    reading = corpus.reading
    path = str(corpus.path.resolve())
    return [path, reading.pattern.text, dict(reading.columns), reading.encoding]


def _read(path: Path, key: list[object]) -> _Files:
    """Return the files that were done at the last scan; nothing if that cannot be read."""
    # What is not known is read again.
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        content = json.loads(path.read_bytes())
        if content["corpus"] == key:
            return {name: (stamp, list(done)) for name, (stamp, done) in content["files"].items()}
    return {}
