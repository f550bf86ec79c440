"""Corpora: texts with their dates and outlets, read from folders, tables and archives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from glossary.corpus.articles import Article, Reading
from glossary.corpus.columns import check_fields
from glossary.corpus.files import ARCHIVES, CorpusFile, find_files, kind_of, uncompressed_name
from glossary.corpus.pattern import Pattern
from glossary.corpus.tables import Report
from termbase.encoding import encoding_for
from termbase.errors import InputError, Problem

TEXTS = pa.schema(
    [
        ("id", pa.string()),
        ("date", pa.string()),
        ("outlet", pa.string()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("text", pa.large_string()),
    ]
)
# Articles as they come from the files; workers read the documents.
RAW = TEXTS.append(pa.field("document", pa.large_binary()))
# The size of a slice in code points, or bytes of documents.
_SLICE = 1 << 20


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts with metadata; see :func:`open_corpus`.

    Attributes:
        path: The folder or file.
        reading: How its files are read.
    """

    path: Path
    reading: Reading

    def files(self) -> list[CorpusFile]:
        """Return its files, sorted by name.

        Raises:
            InputError: If there is none.
        """
        return find_files(self.path)

    def slices(self, file: CorpusFile, report: Report) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Yield the articles of a file in slices of about a megabyte, with the columns ``RAW``.

        The same file gives the same slices, and one that has grown the same ones first. With each
        comes the number of bytes of the file that are read by then.

        Args:
            file: One of :meth:`files`.
            report: Called with each row that cannot be read, which is left out.

        Raises:
            InputError: If the file cannot be read.
        """
        yield from _in_slices(self.reading.articles(file, self._prefix(file), report))

    def batches(self, report: Report | None = None) -> Iterator[pa.RecordBatch]:
        """Yield all texts, with the columns ``TEXTS``, about a megabyte at a time.

        Args:
            report: Called with each row that cannot be read, which is left out. By default such a
                row is an error.

        Raises:
            InputError: If a file or row cannot be read, or no path matches the pattern.
        """
        is_empty = True
        for file in self.files():
            for articles, _ in self.slices(file, report or refuse):
                is_empty = False
                yield read_documents(articles, self.reading.encoding, report or refuse)
        if is_empty:
            self.refuse_empty()

    def read(self, ids: Collection[str]) -> dict[str, Article]:
        """Return some articles by their ids; only the files that hold them are read.

        Args:
            ids: As in the column ``id``; unknown ones are left out.

        Raises:
            InputError: If a file cannot be read.
        """
        found: dict[str, Article] = {}
        for file in self.files():
            prefix, name = self._prefix(file), file.name
            is_archive = kind_of(name) in ARCHIVES
            begins = prefix if is_archive else f"{name}:"
            wanted = {id for id in ids if id == name or id.startswith(begins)}
            if not wanted:
                continue
            articles = self.reading.articles(file, prefix, _ignore, wanted)
            for batch, _ in _in_slices(articles):
                texts = read_documents(batch, self.reading.encoding, _ignore)
                found.update((row["id"], Article(**row)) for row in texts.to_pylist())
        return found

    def refuse_empty(self) -> None:
        """Report that the corpus has no texts.

        Raises:
            InputError: Always.
        """
        example = self.files()[0].name
        if self.reading.pattern.text:
            raise InputError(
                f"{self.path}: no text matches the pattern {self.reading.pattern.text}; "
                f"a path in it is {example}"
            )
        raise InputError(f"{self.path}: has no texts; {example} is empty")

    def _prefix(self, file: CorpusFile) -> str:
        """Return what the ids of the members of an archive begin with."""
        # A corpus has the same ids as a folder and as an archive of it.
        return f"{file.name}/" if self.path.is_dir() else ""


def open_corpus(
    path: str | Path,
    pattern: str = "",
    *,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Corpus:
    """Return the corpus in a folder or file.

    Args:
        path: A folder of documents and tables, or one table (``.jsonl``, ``.csv``, ``.tsv``,
            ``.parquet``, ``.db``) or archive (``.zip``, ``.tar``), compressed with ``.gz`` or
            ``.xz`` or not.
        pattern: The metadata in the paths of the files, such as ``{outlet}/{date}.md``: fields
            are ``date`` or ``year``, ``month`` and ``day``, ``outlet``, ``title``, ``language``;
            ``*`` is anything. Only files that match are read. By default the date is looked for
            in the path, and the first folder that is not named by a date is the outlet.
        columns: The columns of tables by field (``text``, ``date``, ``outlet``, ``title``,
            ``language``), where their names are not the usual ones.
        encoding: The encoding of texts that do not tell theirs; by default it is detected.

    Raises:
        InputError: If there is no such folder or file, or the pattern or a field is invalid.
    """
    check_fields(columns or {})
    corpus = Corpus(Path(path), Reading(Pattern(pattern), dict(columns or {}), encoding))
    corpus.files()
    return corpus


def refuse(problem: Problem) -> None:
    """Report a row that cannot be read.

    Raises:
        InputError: Always.
    """
    raise InputError(f"{problem} (--skip-bad leaves out what cannot be read)")


def _ignore(_: Problem) -> None:
    """Do nothing about a row that is not wanted."""


def read_documents(
    articles: pa.RecordBatch, encoding: str | None, report: Report
) -> pa.RecordBatch:
    """Return articles as texts, with the columns ``TEXTS``; the documents among them are read.

    Args:
        articles: With the columns ``RAW``.
        encoding: The encoding of documents that do not tell theirs; None to detect it.
        report: Called with each document that cannot be read, which is left out.
    """
    if articles["document"].null_count == len(articles):
        return articles.select(TEXTS.names)
    rows = []
    for row in articles.to_pylist():
        if (data := row.pop("document")) is not None:
            try:
                title, row["text"] = _read_document(data, row["id"], encoding)
            except InputError as error:
                report(Problem("unreadable-document", str(error)))
                continue
            row["title"] = row["title"] or title
        rows.append(row.values())
    return _batch(rows, TEXTS)


def _read_document(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    from glossary.documents.registry import parse_file

    path = Path(uncompressed_name(name))
    document = parse_file(data, path, name, encoding_for(data, name, encoding))
    title = next((block.text for block in document.blocks if block.heading), "")
    return " ".join(title.split()), "\n\n".join(block.text for block in document.blocks)


def _in_slices(articles: Iterable[tuple[Article, int]]) -> Iterator[tuple[pa.RecordBatch, int]]:
    rows: list[Article] = []
    size = position = 0
    for article, position in articles:
        rows.append(article)
        size += len(article.document or article.text)
        if size >= _SLICE:
            yield _batch(rows, RAW), position
            rows, size = [], 0
    if rows:
        yield _batch(rows, RAW), position


def _batch(rows: Iterable[Iterable[object]], schema: pa.Schema) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.record_batch(
        [_array(list(values), field.type) for values, field in zip(columns, schema, strict=True)],
        schema=schema,
    )


def _array(values: list[object], type: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, type)
    except UnicodeEncodeError:
        return pa.array([whole_characters(str(value)) for value in values], type)


def whole_characters(text: str) -> str:
    """Return text without halves of surrogate pairs, which JSON can write and text cannot have."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
