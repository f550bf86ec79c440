"""Formats that terms are read from and written to: one module a format, behind one registry."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from termbase.encoding import decode, open_file
from termbase.errors import InputError
from termbase.formats.characters import UNWRITABLE, refuse_unwritable
from termbase.formats.losses import losses
from termbase.formats.parsed import ParsedFile
from termbase.model.concept import Concept

__all__ = ["FORMATS", "Format", "format_of", "parse", "read", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that terms are exchanged in.

    Attributes:
        module: Where it is read and written, in this package.
        suffixes: Of its files, the usual one first; empty for one that has to be named.
        binary: Whether its module reads from an open file and gives bytes, as XML and ZIP want
            it, else text.
        variant: What its module is told of it, where it does several.
        reads: Whether it can be read.
        writes: Whether it can be written.
        directed: Whether its files go from one language to the other.
        table: Whether it has headings that a user can say the meaning of.
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
    "omegat": Format("tables.pairs", (".utf8", ".tab"), variant="omegat", directed=True),
    "deepl": Format("tables.pairs", variant="deepl", directed=True),
    "google": Format("tables.pairs", variant="google", directed=True),
    "weblate": Format("tables.pairs", variant="weblate", directed=True),
    "memoq": Format("memoq"),
    "multiterm": Format("multiterm", binary=True, writes=False),
    "utx": Format("tables.utx", (".utx",)),
    "xliff": Format("xliff.glossary", (".xlf", ".xliff"), binary=True, directed=True),
    "skos": Format("skos", (".ttl",), reads=False),
}

# What the root of an XML file tells of its format.
_ROOT = re.compile(rb"<(mtf|tbx|martif)[\s>]")
_ROOTS = {b"mtf": "multiterm", b"tbx": "tbx", b"martif": "tbx2"}


def format_of(path: Path, name: str | None = None) -> str:
    """The name of the format of a file: as given, else from its suffix.

    Raises:
        InputError: If the suffix belongs to none, or there is no such format.
    """
    if name in FORMATS:
        return name
    if name is None:
        for known, format in FORMATS.items():
            if path.suffix.lower() in format.suffixes:
                return known
    known = ", ".join(FORMATS)
    if name is not None:
        raise InputError(f"{path}: no format {name!r}; use --format with one of: {known}")
    raise InputError(
        f"{path}: no format for the suffix {path.suffix!r}, of what is read here; "
        f"if the file is one of these all the same, name it with --format: {known}"
    )


def read(
    path: Path,
    name: str | None = None,
    encoding: str | None = None,
    column_map: Mapping[str, str] | None = None,
) -> ParsedFile:
    """The concepts in a file, as they stand there.

    Args:
        path: The file.
        name: The format, where it is not to come from the suffix.
        encoding: The encoding, where it is not to be detected.
        column_map: For a table, headings with the columns that they mean; an empty one to leave the
            column out.

    Raises:
        InputError: If the file cannot be read.
    """
    with open_file(path) as source:
        if path.suffix.lower() == ".xml" and name is None:
            name = _told(source.read(4096))
            source.seek(0)
        return _parsed(source, format_of(path, name), str(path), encoding, column_map)


def parse(
    data: bytes,
    name: str,
    file: str,
    encoding: str | None = None,
    column_map: Mapping[str, str] | None = None,
) -> ParsedFile:
    """The concepts in the bytes of a file.

    Args:
        data: The whole file.
        name: The format.
        file: What to call it in problems.
        encoding: The encoding of a text, where it is not to be detected.
        column_map: As for :func:`read`.

    Raises:
        InputError: If it cannot be read.
    """
    return _parsed(io.BytesIO(data), name, file, encoding, column_map)


def _parsed(
    source: BinaryIO,
    name: str,
    file: str,
    encoding: str | None,
    column_map: Mapping[str, str] | None,
) -> ParsedFile:
    format = FORMATS[name]
    if not format.reads:
        raise InputError(f"{file}: {name} can be written and not read; TBX can be both")
    if column_map and not format.table:
        raise InputError(f"{file}: {name} has no headings, so there is nothing to --map")
    content: BinaryIO | str = source
    if not format.binary:
        data = source.read()
        content = decode(data, file, encoding)[0] if data else ""
    said: dict[str, Any] = {"column_map": column_map} if column_map else {}
    if format.variant:
        said["variant"] = format.variant
    reading: ParsedFile = _module(format).read(content, file, **said)
    return reading


def write(
    concepts: Sequence[Concept], name: str, direction: str = "zh-en"
) -> tuple[bytes, Counter[str]]:
    """Concepts in a format, and what it could not hold.

    Args:
        concepts: Any.
        name: The format.
        direction: ``zh-en`` or ``en-zh``, for formats whose files have one.

    Returns:
        The file, and for each field of concepts and terms how many concepts lost some of it.

    Raises:
        InputError: If something cannot be written in it.
    """
    format = FORMATS[name]
    if not format.writes:
        raise InputError(f"{name} cannot be written, only read")
    module = _module(format)
    variant = f"{format.variant} {direction}" if format.directed else format.variant
    try:
        written = module.write(concepts, variant) if variant else module.write(concepts)
    except ValueError:
        # So say the libraries that write XML, but not of which concept.
        refuse_unwritable(concepts, name)
        raise
    if isinstance(written, str) and UNWRITABLE.search(written):
        refuse_unwritable(concepts, name)
    data = written if isinstance(written, bytes) else written.encode()
    if not format.reads:
        return data, Counter()
    return data, losses(concepts, parse(data, name, name, "utf-8"))


def _told(data: bytes) -> str | None:
    """The format that the root of an XML file tells, for files that are called .xml.

    Args:
        data: The beginning of the file.
    """
    root = _ROOT.search(data.replace(b"\0", b""))
    return _ROOTS[root[1]] if root else None


def _module(format: Format) -> Any:
    return import_module(f"termbase.formats.{format.module}")
