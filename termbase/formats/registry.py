"""The registry of exchange formats for terms, and the modules that read them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from termbase.encoding import decode, open_file, unpacked
from termbase.errors import InputError, Problem
from termbase.formats.characters import UNWRITABLE, without_unwritable
from termbase.formats.parsed import ParsedFile
from termbase.model.limits import excess_of

__all__ = ["FORMATS", "Format", "format_of", "module_of", "parse", "read"]


@dataclass(frozen=True, slots=True)
class Format:
    """An exchange format for terms.

    Attributes:
        module: The module that reads and writes it, in this package.
        suffixes: The suffixes of its files, the usual one first; empty if it has to be named.
        binary: True if its module reads an open file and returns bytes; else it handles text.
        variant: An argument of its module, where that handles several formats.
        reads: True if it can be read.
        writes: True if it can be written.
        directed: True if its files have a source and a target language.
        table: True if it has columns whose meaning a user can give.
        quotes: True if it has a place for the sentences of a document that has the terms.
    """

    module: str
    suffixes: tuple[str, ...] = ()
    binary: bool = False
    variant: str = ""
    reads: bool = True
    writes: bool = True
    directed: bool = False
    table: bool = False
    quotes: bool = False


FORMATS = {
    "csv": Format("tables.csv", (".csv",), table=True),
    "tsv": Format("tables.tsv", (".tsv",), table=True),
    "json": Format("json", (".json",)),
    "xlsx": Format("tables.xlsx", (".xlsx",), binary=True, table=True),
    "tbx": Format("tbx", (".tbx",), binary=True, variant="Basic DCA"),
    "tbx-dct": Format("tbx", binary=True, variant="Basic DCT"),
    "tbx-core": Format("tbx", binary=True, variant="Core DCA"),
    "tbx-min": Format("tbx", binary=True, variant="Min DCA"),
    "tbx-min-dct": Format("tbx", binary=True, variant="Min DCT"),
    "tbx-linguist": Format("tbx", binary=True, variant="Linguist DCA"),
    "tbx-linguist-dct": Format("tbx", binary=True, variant="Linguist DCT"),
    "tbx2": Format("tbx", binary=True, variant="v2"),
    "cedict": Format("tables.cedict", (".u8",)),
    "omegat": Format("tables.pairs", (".utf8", ".tab", ".txt"), variant="omegat", directed=True),
    "deepl": Format("tables.pairs", variant="deepl", directed=True),
    "google": Format("tables.pairs", variant="google", directed=True),
    "azure": Format("tables.pairs", variant="azure", directed=True),
    "weblate": Format("tables.pairs", variant="weblate", directed=True),
    "memoq": Format("memoq"),
    "multiterm": Format("multiterm", binary=True, writes=False),
    "utx": Format("tables.utx", (".utx",)),
    "xliff": Format("xliff.glossary", (".xlf", ".xliff"), binary=True, directed=True),
    "markdown": Format("tables.markdown", (".md", ".markdown"), writes=False, table=True),
    "skos": Format("skos", (".ttl",), reads=False),
    "yomitan": Format("learners.yomitan", binary=True, reads=False, quotes=True),
    "anki": Format("learners.anki", reads=False, quotes=True),
    "pleco": Format("learners.pleco", reads=False, quotes=True),
}

DIRECTIONS = ("zh-en", "en-zh")
SCRIPTS = ("given", "simplified", "traditional", "both")

_GZIP = ".gz"
_SPREADSHEETS = (".xls", ".xlsb", ".ods", ".numbers", ".et")
# The formats of XML files by their root elements.
_ROOT = re.compile(rb"<(mtf|tbx|martif)[\s>]")
_ROOTS = {b"mtf": "multiterm", b"tbx": "tbx", b"martif": "tbx2"}


def format_of(path: Path, name: str | None = None) -> str:
    """Return the name of the format of a file: as given, else by its suffix.

    Raises:
        InputError: If the suffix or the format is unknown.
    """
    if name is not None:
        return known_format(name, str(path))
    suffix = (path.with_suffix("") if path.suffix.lower() == _GZIP else path).suffix.lower()
    for known, format in FORMATS.items():
        if suffix in format.suffixes:
            return known
    if suffix in _SPREADSHEETS:
        raise InputError(f"{path}: {suffix} is not read; save it as .xlsx or .csv")
    raise InputError(
        f"{path}: unknown suffix {suffix!r}; name the format, one of: {', '.join(FORMATS)}"
    )


def known_format(name: str, file: str = "") -> str:
    """Return the name of a format.

    Args:
        name: The name.
        file: The file to name in the message.

    Raises:
        InputError: If the format is unknown.
    """
    if name not in FORMATS:
        where = f"{file}: " if file else ""
        known = ", ".join(FORMATS)
        raise InputError(f"{where}unknown format {name!r}; expected one of: {known}")
    return name


def read(
    path: Path,
    name: str | None = None,
    encoding: str | None = None,
    column_map: Mapping[str, str] | None = None,
    *,
    sheet: str = "",
    split: bool = False,
    clean: bool = False,
) -> ParsedFile:
    """Read the concepts in a file, which may be compressed with gzip.

    Args:
        path: The file.
        name: The format; by default that of the suffix.
        encoding: The encoding; by default it is detected.
        column_map: For a table, the fields of headings, or of numbers of columns from 1; an empty
            field leaves the column out.
        sheet: For a workbook, the title of the sheet.
        split: For a table, split cells such as ``a; b`` into several terms.
        clean: Remove characters that most formats cannot hold, instead of refusing the entry.

    Raises:
        InputError: If the file cannot be read.
    """
    with open_file(path) as file:
        return read_stream(
            file, path, name, encoding, column_map, sheet=sheet, split=split, clean=clean
        )


def read_stream(
    source: BinaryIO,
    path: Path,
    name: str | None = None,
    encoding: str | None = None,
    column_map: Mapping[str, str] | None = None,
    *,
    sheet: str = "",
    split: bool = False,
    clean: bool = False,
) -> ParsedFile:
    """Read the concepts in a file that is open.

    Args:
        source: The file, at its beginning; it can be searched.
        path: Its name, which need not exist.
        name: As for :func:`read`, as are the others.
        encoding: See there.
        column_map: See there.
        sheet: See there.
        split: See there.
        clean: See there.

    Raises:
        InputError: If the file cannot be read.
    """
    if path.suffix.lower() == _GZIP:
        source = io.BytesIO(unpacked(source, path))
    if path.suffix.lower() == ".xml" and name is None:
        name = _format_of_root(source.read(4096))
        source.seek(0)
    parsed = _parsed(
        source, format_of(path, name), str(path), encoding, column_map, sheet, split, clean
    )
    return _without_excess(parsed, str(path))


def parse(
    data: bytes,
    name: str,
    file: str,
    encoding: str | None = None,
    column_map: Mapping[str, str] | None = None,
    *,
    sheet: str = "",
    split: bool = False,
    clean: bool = False,
) -> ParsedFile:
    """Read the concepts in the bytes of a file.

    Args:
        data: The whole file.
        name: The format.
        file: The name of the file in problems.
        encoding: The encoding of a text; by default it is detected.
        column_map: As for :func:`read`.
        sheet: As for :func:`read`.
        split: As for :func:`read`.
        clean: As for :func:`read`.

    Raises:
        InputError: If it cannot be read.
    """
    return _parsed(io.BytesIO(data), name, file, encoding, column_map, sheet, split, clean)


def _parsed(
    source: BinaryIO,
    name: str,
    file: str,
    encoding: str | None,
    column_map: Mapping[str, str] | None,
    sheet: str,
    split: bool,
    clean: bool,
) -> ParsedFile:
    format = FORMATS[known_format(name, file)]
    if not format.reads:
        raise InputError(f"{file}: {name} can be written but not read; use TBX for both")
    if not format.table and (column_map or split):
        option = "columns (--map)" if column_map else "split (--split)"
        raise InputError(f"{file}: {name} has no headings, so {option} does not apply")
    if sheet and name != "xlsx":
        raise InputError(f"{file}: {name} has no sheets, so sheet (--sheet) does not apply")
    content: BinaryIO | str = source
    if not format.binary:
        data = source.read()
        content = decode(data, file, encoding)[0] if data else ""
    options: dict[str, Any] = {"column_map": column_map} if column_map else {}
    options |= {"split": split} if split else {}
    options |= {"sheet": sheet} if sheet else {}
    options |= {"variant": format.variant} if format.variant else {}
    parsed: ParsedFile = module_of(format).read(content, file, **options)
    # XML cannot contain such characters; searching a whole text is faster than its entries.
    if isinstance(content, str) and name != "json" and not UNWRITABLE.search(content):
        return parsed
    return without_unwritable(parsed, file, clean=clean)


def _without_excess(parsed: ParsedFile, file: str) -> ParsedFile:
    """Return a parsed file whose entries with a part that is too large are problems."""
    found = [(entry, excess_of(entry.concept)) for entry in parsed.entries]
    problems = [Problem("too-large", why, file, entry.line) for entry, why in found if why]
    if not problems:
        return parsed
    entries = tuple(entry for entry, why in found if not why)
    return replace(parsed, entries=entries, problems=(*parsed.problems, *problems))


def _format_of_root(data: bytes) -> str | None:
    """Return the format of an XML file by its root element, None if it is unknown.

    Args:
        data: The beginning of the file.
    """
    root = _ROOT.search(data.replace(b"\0", b""))
    return _ROOTS[root[1]] if root else None


def module_of(format: Format) -> Any:
    """Return the module that reads and writes a format; its libraries are loaded with it."""
    return import_module(f"termbase.formats.{format.module}")
