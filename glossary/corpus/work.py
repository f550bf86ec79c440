"""The work of a scan, cut into slices that any engine can do in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from glossary.corpus.files import CorpusFile
from glossary.corpus.mentions import FindOptions, mentions
from glossary.corpus.texts import Corpus, read_documents
from glossary.find.finder import Finder
from termbase.errors import Problem, StoreError
from termbase.store.address import Address
from termbase.termbase import Termbase

# The texts of a scan; their characters are counted in code points.
SCANNED = pa.schema(
    [
        ("id", pa.string()),
        ("date", pa.string()),
        ("outlet", pa.string()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("characters", pa.int64()),
    ]
)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some articles of a file.

    Attributes:
        file: The name of the file.
        digest: A checksum of the articles.
        size: The bytes of the file that were read for them.
        articles: With the columns ``RAW``.
    """

    file: str
    digest: str
    size: int
    articles: pa.RecordBatch


def read_slices(corpus: Corpus, file: CorpusFile) -> Iterator[Slice | Problem]:
    """Yield the articles of a file in slices, and what cannot be read in it.

    Args:
        corpus: The corpus.
        file: One of its files.

    Raises:
        InputError: If the file cannot be read at all.
    """
    problems: list[Problem] = []
    read = 0
    for articles, position in corpus.slices(file, problems.append):
        yield from problems
        problems.clear()
        yield Slice(file.name, _digest(articles), max(position - read, 0), articles)
        read = position
    yield from problems


def _digest(articles: pa.RecordBatch) -> str:
    digest = blake2b(digest_size=16)
    for column in articles.columns:
        for value in column:
            data = value.as_buffer()
            # The sizes tell apart what would be the same bytes with other limits.
            digest.update(b"-" if data is None else b"%d " % data.size)
            digest.update(data or b"")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a slice.

    Attributes:
        digest: The checksum of the slice.
        texts: Its texts, with the columns ``SCANNED``.
        mentions: The mentions in them, text by text.
        problems: What could not be read.
    """

    digest: str
    texts: pa.Table
    mentions: pa.Table
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms to find, and the options, in a form that other processes can be given.

    Attributes:
        own: The address of the user's own base, if there is one.
        builtin: True if the built-in terms are found.
        options: The options.
        encoding: The encoding of documents that do not tell theirs; None to detect it.
    """

    own: Address | None
    builtin: bool
    options: FindOptions
    encoding: str | None

    def open(self) -> Finder:
        """Return a finder of the terms.

        Raises:
            StoreError: If the user's own base is not there, as on another node.
        """
        if isinstance(self.own, Path) and not self.own.exists():
            # To open it would make an empty one.
            raise StoreError(f"{self.own}: no base here; keep it at the same path on all nodes")
        return Finder(Termbase.open(self.own, builtin=self.builtin))

    def find(self, work: Slice, finder: Finder) -> Found:
        """Return the texts of a slice and the mentions in them."""
        problems: list[Problem] = []
        texts = read_documents(work.articles, self.encoding, problems.append)
        scanned = [*(texts[name] for name in SCANNED.names[:-1]), pc.utf8_length(texts["text"])]
        return Found(
            work.digest,
            pa.table(scanned, SCANNED.names).cast(SCANNED),
            mentions(texts, finder, self.options),
            tuple(problems),
        )
