"""Exchange formats for terms and translations, behind one registry."""

from termbase.formats.losses import kept, losses
from termbase.formats.reading import Entry, Reading
from termbase.formats.registry import FORMATS, Format, format_of, parse, read, write

__all__ = [
    "FORMATS", "Entry", "Format", "Reading", "format_of", "kept", "losses", "parse", "read",
    "write",
]  # fmt: skip
