"""The articles of one file of a corpus, before the documents among them are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from glossary.corpus.archives import members
from glossary.corpus.columns import FIELDS, assign
from glossary.corpus.dates import parse_date
from glossary.corpus.files import (
    ARCHIVES,
    CorpusFile,
    is_compressed,
    kind_of,
    read_whole,
    readable,
    uncompressed,
)
from glossary.corpus.pattern import Metadata, Pattern
from glossary.corpus.tables import TABLES, Content, Report, Row
from glossary.documents.package import MOST_OF_MEMBER
from termbase.encoding import open_file
from termbase.errors import InputError, Problem


class Article(NamedTuple):
    """An article of a corpus.

    Attributes:
        id: Where it is from: ``cctv/20230808.md``, ``outlets.jsonl:17``.
        date: In ISO 8601, as far as it is known; empty if it is not.
        outlet: Its newspaper, broadcaster or site; empty if it is not known.
        title: Its headline.
        language: A BCP 47 tag; empty if it is not known.
        text: Its text; empty if it is in a document that is not read yet.
        document: The bytes of the document that it is in; None if it is not in one, or was read.
    """

    id: str
    date: str
    outlet: str
    title: str
    language: str
    text: str
    document: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the articles of files.

    Attributes:
        pattern: The metadata in paths.
        columns: The columns of tables that the user names, by field.
        encoding: The encoding of texts that do not tell theirs; None to detect it.
    """

    pattern: Pattern
    columns: Mapping[str, str]
    encoding: str | None = None

    def articles(
        self,
        file: CorpusFile,
        prefix: str,
        report: Report,
        wanted: Collection[str] | None = None,
    ) -> Iterator[tuple[Article, int]]:
        """Yield the articles of a file, each with the number of bytes that are read by then.

        Args:
            file: A file of the corpus.
            prefix: What the ids of members of an archive begin with.
            report: Called with what cannot be read, which is left out.
            wanted: The ids of those to yield; None for all.

        Raises:
            InputError: If the file cannot be read.
        """
        with readable(str(file.path)), open_file(file.path) as opened:
            kind, shown = kind_of(file.name), str(file.path)
            content = uncompressed(opened, file.name)
            if kind not in ARCHIVES:
                path = None if is_compressed(file.name) else file.path
                for article in self._member(file.name, shown, content, path, report, wanted):
                    yield article, opened.tell()
                return
            for name, member in members(content, shown, kind):
                unpacked = uncompressed(member, name)
                for article in self._member(
                    f"{prefix}{name}", f"{shown}/{name}", unpacked, None, report, wanted
                ):
                    yield article, opened.tell()

    def _member(
        self,
        name: str,
        shown: str,
        file: BinaryIO,
        path: Path | None,
        report: Report,
        wanted: Collection[str] | None,
    ) -> Iterator[Article]:
        """Yield the articles of a document or a table, which may be a member of an archive."""
        if (metadata := self.pattern.match(name)) is None:
            return
        if (kind := kind_of(name)) == "document":
            if wanted is None or name in wanted:
                document = read_whole(file, shown, MOST_OF_MEMBER)
                yield Article(name, *metadata, "", document)
            return
        numbers = None
        if wanted is not None:
            ends = (id.removeprefix(f"{name}:") for id in wanted if id.startswith(f"{name}:"))
            numbers = {int(end) for end in ends if end.isdecimal()}
            if not numbers:
                return
        content = Content(shown, file, path, self.encoding)
        yield from self._rows(
            TABLES[kind](content, self.columns, numbers, report), name, shown, metadata, report
        )

    def _rows(
        self, rows: Iterator[Row], name: str, shown: str, metadata: Metadata, report: Report
    ) -> Iterator[Article]:
        assigned: dict[tuple[str, ...], dict[str, str]] = {}
        for number, row in rows:
            # The objects of a JSON Lines file may differ in their names.
            names = tuple(row)
            if names not in assigned:
                assigned[names] = self._assigned(names, shown, number)
            try:
                yield _article(f"{name}:{number}", row, assigned[names], metadata)
            except _NotText as error:
                report(Problem(error.code, str(error), shown, number))

    def _assigned(self, names: tuple[str, ...], shown: str, number: int) -> dict[str, str]:
        try:
            return assign(names, self.columns)
        except InputError as error:
            raise InputError(f"{shown}:{number}: {error}") from None


class _NotText(Exception):
    """A value that is not what its column is for."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _article(
    id: str, row: Mapping[str, Any], columns: Mapping[str, str], metadata: Metadata
) -> Article:
    values = {field: _as_text(row[columns[field]], field) for field in FIELDS if field in columns}
    if written := values.get("date"):
        parsed = parse_date(written)
        if parsed is None:
            raise _NotText(
                "invalid-date",
                f"{written[:40]!r} is not a date; expected one such as 20240309 or 2024-03-09",
            )
        values["date"] = parsed
    text = values.pop("text")
    known = {field: value for field, value in values.items() if value}
    return Article(id, *metadata._replace(**known), text)


def _as_text(value: object, field: str) -> str:
    match value:
        case None:
            return ""
        case str():
            # Half of a surrogate pair, which JSON can write, cannot be encoded.
            return value if field == "text" else value.strip()
        case datetime() | date():
            return value.isoformat()
        case int() | float() if not isinstance(value, bool):
            return f"{value:.0f}" if field == "date" else str(value)
    raise _NotText("not-a-text", f"the {field} is not a text but {type(value).__name__}")
