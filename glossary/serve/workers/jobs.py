"""Jobs of worker processes: they read files, or texts that may be long.

Each is given the glossary of its worker, then texts (``str``) and files (``Path``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from glossary.glossary import Glossary
from termbase import written_by
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.checking import Checked, ReportFormat
    from glossary.statistics import Statistics
    from glossary.translate.align import Pair
    from glossary.views.options import AnnotateOptions
    from glossary.views.registry import Output
    from termbase.memory.files import MemoryImport


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated document.

    Attributes:
        data: The document as the bytes of a file.
        warnings: What a person should know of how it was read.
    """

    data: bytes
    warnings: tuple[str, ...] = ()


def annotate(
    glossary: Glossary, text: str | Path, to: Output = "html", **options: Unpack[AnnotateOptions]
) -> Annotated:
    """Annotate a text or file; a file with both languages becomes a page with both."""
    from glossary.bilingual import is_bilingual

    if isinstance(text, str):
        written = glossary.annotate(text, to, **options)
        return Annotated(written if isinstance(written, bytes) else _encoded(written))
    if (to == "html" or to == "json") and is_bilingual(text):  # noqa: PLR1714 - narrows the type
        return Annotated(_encoded(glossary.annotate_bilingual(text, to=to, **options)))
    warnings: list[str] = []
    data = glossary.annotate_file(text, to=to, warn=warnings.append, **options)
    return Annotated(data, tuple(warnings))


def check(
    glossary: Glossary, source: str | Path, target: str | Path | None, profile: str, polity: str
) -> Checked:
    """Check a translation; without a target the source is a file with both."""
    from glossary.check.profile import PROFILES
    from glossary.checking import check

    # A profile of a name that is not built in would be a file of the server.
    conventions = PROFILES.get(profile)
    return check(glossary.finder, source, target, profile=conventions, polity=polity)


def report(
    glossary: Glossary, file: Path | None, checked: Checked, to: ReportFormat, polity: str
) -> bytes:
    """Write findings in a format, for some formats into the file that was checked."""
    from glossary.checking import report

    return report(glossary.finder, checked, to, file, polity=polity)


def align(glossary: Glossary, source: str | Path, target: str | Path) -> list[Pair]:
    """Pair the sentences of a text with those of its translation."""
    return glossary.align(source, target)


def count(glossary: Glossary) -> Statistics:
    """Count the concepts and terms."""
    return glossary.stats()


def import_units(
    glossary: Glossary,
    file: Path,
    author: str,
    comment: str = "",
    *,
    dry_run: bool = False,
    **options: Any,
) -> MemoryImport:
    """Import the units of a file into the memory.

    Args:
        glossary: The glossary of the worker.
        file: The file.
        author: The name of the account that imports it.
        comment: The reason, for the log; by default how many units were added.
        dry_run: Undo everything; only report.
        **options: As for :func:`glossary.exchange.import_units`.
    """
    from glossary.exchange import import_units

    memory = glossary.memory
    # The units and their row in the log are there together, or neither.
    with written_by(author), memory.trial() if dry_run else memory.transaction():
        found = import_units(memory, file, **options).units
        if found is None:
            raise InputError(f"{file}: not a file of translation units")
        counts = f"{found.added} units added, {found.replaced} replaced"
        memory.log("add", file.name, kind="import", comment=comment or counts)
    if not dry_run:
        memory.index()
    return found


def write_pairs(glossary: Glossary, pairs: Sequence[Pair], origin: str, to: str) -> bytes:
    """Write the pairs of an alignment as TMX or TSV, or as the table that can be corrected."""
    from glossary.translate.align import as_units
    from glossary.translate.align.table import format_table
    from termbase.memory.files import export

    del glossary
    if to == "table":
        return _encoded(format_table(pairs))
    file = BytesIO()
    export(as_units(pairs, origin), file, to)
    return file.getvalue()


def _encoded(text: str) -> bytes:
    # A lone surrogate, as of a damaged file, has no bytes in UTF-8.
    return text.encode(errors="backslashreplace")
