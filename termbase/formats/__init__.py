"""Exchange formats for terms and translations, behind one registry."""

from termbase.formats.losses import losses, pass_through_counts
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.registry import FORMATS, Format, format_of, parse, read, read_stream
from termbase.formats.writing import write

__all__ = [
    "FORMATS",
    "Entry",
    "Format",
    "ParsedFile",
    "format_of",
    "losses",
    "parse",
    "pass_through_counts",
    "read",
    "read_stream",
    "write",
]  # fmt: skip
