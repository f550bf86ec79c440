"""The registry of exchange formats for terms, and the modules that read and write them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from termbase.choices import check_choice
from termbase.encoding import decode, open_file, unpacked
from termbase.errors import InputError
from termbase.formats.characters import UNWRITABLE, first_unwritable, without_unwritable
from termbase.formats.losses import losses
from termbase.formats.parsed import ParsedFile
from termbase.model.concept import Concept

__all__ = ["FORMATS", "Format", "format_of", "parse", "read", "write"]


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
    """

    module: str
    suffixes: tuple[str, ...] = ()
    binary: bool = False
    variant: str = ""
    reads: bool = True
    writes: bool = True
    directed: bool = False
    table: bool = False


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
    "weblate": Format("tables.pairs", variant="weblate", directed=True),
    "memoq": Format("memoq"),
    "multiterm": Format("multiterm", binary=True, writes=False),
    "utx": Format("tables.utx", (".utx",)),
    "xliff": Format("xliff.glossary", (".xlf", ".xliff"), binary=True, directed=True),
    "markdown": Format("tables.markdown", (".md", ".markdown"), writes=False, table=True),
    "skos": Format("skos", (".ttl",), reads=False),
}

DIRECTIONS = ("zh-en", "en-zh")
SCRIPTS = ("given", "simplified", "traditional", "both")

# The module of the formats whose files have one form of a Chinese term in a row.
_PAIRS = "tables.pairs"
_GZIP = ".gz"
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
        source: BinaryIO = file
        if path.suffix.lower() == _GZIP:
            source = io.BytesIO(unpacked(file, path))
        if path.suffix.lower() == ".xml" and name is None:
            name = _format_of_root(source.read(4096))
            source.seek(0)
        return _parsed(
            source, format_of(path, name), str(path), encoding, column_map, sheet, split, clean
        )


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
    parsed: ParsedFile = _module(format).read(content, file, **options)
    # XML cannot contain such characters; searching a whole text is faster than its entries.
    if isinstance(content, str) and name != "json" and not UNWRITABLE.search(content):
        return parsed
    return without_unwritable(parsed, file, clean=clean)


def write(
    concepts: Sequence[Concept], name: str, direction: str = "zh-en", script: str = "given"
) -> tuple[bytes, Counter[str]]:
    """Write concepts in a format.

    Args:
        concepts: The concepts.
        name: The format.
        direction: ``zh-en`` or ``en-zh``, for directed formats.
        script: For lists of pairs, the forms of Chinese terms: ``given`` for those that
            somebody wrote, ``simplified``, ``traditional``, or ``both``.

    Returns:
        The file, and for each field of concepts and terms the number of concepts that lost some
        of it. A concept with a character that the format cannot hold is left out and named.

    Raises:
        InputError: If the format is unknown or cannot be written, or if it is not a list of
            pairs and a script is given.
        ValueError: If the direction or script is unknown.
    """
    format = FORMATS[known_format(name)]
    check_choice("direction", direction, DIRECTIONS)
    check_choice("script", script, SCRIPTS)
    if not format.writes:
        raise InputError(f"{name} can be read but not written")
    if script != "given" and format.module != _PAIRS:
        raise InputError(f"{name} has no choice of forms, so --script does not apply")
    unwritable: dict[str, str] = {}
    try:
        data = _written(format, concepts, direction, script)
    except ValueError:
        # The libraries that write XML do not name the concept.
        unwritable = _unwritable(concepts)
        if not unwritable:
            raise
    else:
        if not format.binary and name != "json" and UNWRITABLE.search(data.decode()):
            unwritable = _unwritable(concepts)
    if unwritable:
        concepts = [concept for concept in concepts if concept.id not in unwritable]
        data = _written(format, concepts, direction, script)
    lost = losses(concepts, parse(data, name, name, "utf-8")) if format.reads else Counter()
    return data, lost + Counter(f"concept {id} ({why})" for id, why in unwritable.items())


def _written(format: Format, concepts: Sequence[Concept], direction: str, script: str) -> bytes:
    options: dict[str, str] = {}
    if format.variant:
        options["variant"] = format.variant
    if format.directed:
        options["variant"] = f"{format.variant} {direction}".strip()
        if format.module == _PAIRS:
            options["script"] = script
    written: bytes | str = _module(format).write(concepts, *options.values())
    return written if isinstance(written, bytes) else written.encode()


def _unwritable(concepts: Sequence[Concept]) -> dict[str, str]:
    """Return the concepts that most formats cannot hold, by id, with the character."""
    found = ((concept.id, first_unwritable(concept)) for concept in concepts)
    return {name: f"U+{ord(match[0]):04X}" for name, match in found if match}


def _format_of_root(data: bytes) -> str | None:
    """Return the format of an XML file by its root element, None if it is unknown.

    Args:
        data: The beginning of the file.
    """
    root = _ROOT.search(data.replace(b"\0", b""))
    return _ROOTS[root[1]] if root else None


def _module(format: Format) -> Any:
    return import_module(f"termbase.formats.{format.module}")
