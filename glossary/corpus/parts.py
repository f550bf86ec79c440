"""The results of a scan on the disk: Parquet files that a later scan goes on from.

A part is two files: ``mentions/part-….parquet`` and, written after it, ``texts/part-….parquet``,
whose metadata name the slices that the part holds and the file with their mentions. Files are named
by a checksum of their content, so that a damaged one is noticed, and there is no list of them that
could contradict them. A file ``files.json`` only saves reading the files of the corpus again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from glossary.corpus.folder import usable
from glossary.corpus.work import Found
from termbase.output import write_file

_NAME = re.compile(r"part-[0-9a-f]{32}\.parquet")
_KEY = b"glossary"
# A part is written when it has so many characters: what is lost when the process is killed.
_PART = 4_000_000
# So many small parts, as daily scans leave them, are made into one.
_MOST_SMALL = 32
# Before the digest of a slice of which something could not be read.
_AGAIN = "!"


@dataclass(frozen=True, slots=True)
class Part:
    """Some slices and their results.

    Attributes:
        texts: The name of the file of texts.
        mentions: The name of the file of mentions.
        slices: The digest of each slice, with the numbers of its texts and mentions, in order.
        characters: Those of all texts.
    """

    texts: str
    mentions: str
    slices: tuple[tuple[str, int, int], ...]
    characters: int


class Parts:
    """The parts in a folder.

    Args:
        folder: The folder; it is created if it is missing.
        signature: All that the results depend on; parts with another one are removed.

    Raises:
        InputError: If the folder cannot be read or written.
    """

    def __init__(self, folder: Path, signature: str) -> None:
        self.folder = folder
        self._signature = signature
        self._waiting: list[Found] = []
        self._waiting_characters = 0
        with usable(folder):
            for name in ("texts", "mentions"):
                (folder / name).mkdir(parents=True, exist_ok=True)
            found = [self._read(path) for path in self._files("texts")]
        self._parts = [part for part in found if part]
        if len(self.digests()) < sum(len(part.slices) for part in self._parts):
            # The process was killed while it joined parts, or some documents could not be read.
            self.keep(self.digests())
        self._remove_others()

    def digests(self) -> set[str]:
        """Return the digests of the slices that are done."""
        digests = {digest for part in self._parts for digest, *_ in part.slices}
        return {digest for digest in digests if not digest.startswith(_AGAIN)}

    def add(self, found: Found) -> None:
        """Add a result; it is on the disk after :meth:`flush`, or when there are enough of them."""
        self._waiting.append(found)
        self._waiting_characters += _characters(found.texts)
        if self._waiting_characters >= _PART:
            self.flush()

    def flush(self) -> None:
        """Write the results that wait.

        Raises:
            InputError: If the folder cannot be written.
        """
        if self._waiting:
            self._parts.append(self._write(self._waiting))
            self._waiting, self._waiting_characters = [], 0

    def keep(self, wanted: Collection[str]) -> None:
        """Leave out the slices that are not wanted any more, and join small parts.

        Args:
            wanted: The digests of the slices of all files of the corpus.
        """
        small = {part.texts for part in self._parts if part.characters < _PART // 2}
        joined = small if len(small) > _MOST_SMALL else set()
        parts, self._parts = sorted(self._parts, key=_size, reverse=True), []
        seen: set[str] = set()
        for part in parts:
            kept = [digest for digest, *_ in part.slices if digest in wanted and digest not in seen]
            seen.update(kept)
            if len(kept) == len(part.slices) and part.texts not in joined:
                self._parts.append(part)
                continue
            for found in self._results(part):
                if found.digest in kept:
                    self.add(found)
        self.flush()
        self._remove_others()

    def tables(
        self, concepts: Collection[str] | None = None
    ) -> Iterator[tuple[pa.Table, pa.Table]]:
        """Yield the texts and the mentions of each part.

        Args:
            concepts: Only mentions of these; None for all.
        """
        for part in self._parts:
            mentions = _table(self.folder / "mentions" / part.mentions)
            if concepts is not None:
                is_wanted = pc.is_in(mentions["concept"], pa.array(concepts, pa.string()))
                mentions = mentions.filter(is_wanted)
            yield _table(self.folder / "texts" / part.texts), mentions

    def _results(self, part: Part) -> Iterator[Found]:
        """Yield the results of the slices of a part."""
        texts = _table(self.folder / "texts" / part.texts)
        mentions = _table(self.folder / "mentions" / part.mentions)
        for digest, text_count, mention_count in part.slices:
            yield Found(digest, texts[:text_count], mentions[:mention_count])
            texts, mentions = texts[text_count:], mentions[mention_count:]

    def _write(self, results: list[Found]) -> Part:
        slices = [(found.digest, len(found.texts), len(found.mentions)) for found in results]
        texts = pa.concat_tables([found.texts for found in results])
        mentions = pa.concat_tables([found.mentions for found in results]).unify_dictionaries()
        facts: dict[str, object] = {"signature": self._signature, "slices": slices}
        with usable(self.folder):
            facts["mentions"] = self._write_table("mentions", mentions, facts)
            name = self._write_table("texts", texts, facts)
        return Part(name, str(facts["mentions"]), tuple(slices), _characters(texts))

    def _write_table(self, kind: str, table: pa.Table, facts: dict[str, object]) -> str:
        """Write a table, and return the name of its file."""
        out = pa.BufferOutputStream()
        table = table.replace_schema_metadata({_KEY: json.dumps(facts)})
        parquet.write_table(table, out, compression="zstd")
        content = out.getvalue().to_pybytes()
        name = f"part-{_checksum(content)}.parquet"
        write_file(self.folder / kind / name, content)
        return name

    def _read(self, path: Path) -> Part | None:
        """Return the part of a file of texts; None if it is damaged, or of another signature."""
        if not _is_whole(path):
            return None
        with parquet.ParquetFile(path) as file:
            facts = json.loads((file.schema_arrow.metadata or {}).get(_KEY, b"{}"))
            if facts.get("signature") != self._signature:
                return None
            characters = _characters(file.read(["characters"]))
        if not _is_whole(self.folder / "mentions" / facts["mentions"]):
            return None
        slices = tuple((digest, texts, found) for digest, texts, found in facts["slices"])
        return Part(path.name, facts["mentions"], slices, characters)

    def _remove_others(self) -> None:
        names = {part.texts for part in self._parts} | {part.mentions for part in self._parts}
        with usable(self.folder):
            for kind in ("texts", "mentions"):
                for path in self._files(kind):
                    if path.name not in names:
                        path.unlink(missing_ok=True)

    def _files(self, kind: str) -> list[Path]:
        """Return our files: those of others in the folder are left alone."""
        return sorted(path for path in (self.folder / kind).iterdir() if _NAME.fullmatch(path.name))


def as_unreadable(found: Found) -> Found:
    """Return a result of which a part is missing: it counts now, and is tried again next time."""
    return replace(found, digest=f"{_AGAIN}{found.digest}")


def _table(path: Path) -> pa.Table:
    # parquet.read_table() imports pandas where it is installed, which takes longer than to read, as
    # threads do for a part.
    with parquet.ParquetFile(path) as file:
        return file.read(use_threads=False)


def _is_whole(path: Path) -> bool:
    """Return True if a file is there and has the content that its name says."""
    try:
        return path.name == f"part-{_checksum(path.read_bytes())}.parquet"
    except FileNotFoundError:
        return False


def _checksum(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _size(part: Part) -> int:
    return part.characters


def _characters(texts: pa.Table) -> int:
    return int(pc.sum(texts["characters"]).as_py() or 0)
