"""``glossary annotate`` of a text with its translation, or of a bilingual file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from glossary.cli.outputs import refuse_overwriting, write_output
from glossary.cli.streams import note, show_library_warnings
from glossary.views.registry import output_of
from glossary.views.words import counted
from termbase.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.glossary import Glossary
    from glossary.views.options import AnnotateOptions
    from glossary.views.registry import Output
    from termbase.errors import Problem


def annotate_both(
    glossary: Glossary,
    files: Sequence[str],
    translation: Path | None,
    alignment: Path | None,
    out: Path | None,
    to: Output | None,
    encoding: str | None,
    **options: Unpack[AnnotateOptions],
) -> None:
    """Write a text and its translation side by side.

    Args:
        glossary: The terms.
        files: The text, or a file with both; one.
        translation: The translation; None if the file has both.
        alignment: A table that pairs their sentences.
        out: The output; None for standard output.
        to: Its format, ``html`` or ``json``; by default from its suffix.
        encoding: The encoding of the files.
        **options: The choice of terms.
    """
    from glossary.bilingual import annotate_bilingual

    if len(files) > 1:
        raise click.UsageError("one text and its translation, or one bilingual file, at a time")
    source, format = Path(files[0]), to or (_format(out) if out else "html")
    if format not in ("html", "json"):
        raise click.UsageError(f"both languages side by side are html or json, not {format}")
    inputs = [path for path in (source, translation, alignment) if path and str(path) != "-"]
    refuse_overwriting([out] if out else [], inputs)
    show_library_warnings()
    untranslated: list[Problem] = []
    text = annotate_bilingual(
        glossary.finder, source, translation, format, alignment, encoding, untranslated.append,
        **options,
    )  # fmt: skip
    if untranslated:
        note(f"{source}: {counted(len(untranslated), 'segment')} without a translation left out")
    # A lone surrogate, as of a damaged file, has no bytes in UTF-8.
    data = text.encode(errors="backslashreplace" if format == "json" else "xmlcharrefreplace")
    write_output(out, data)


def _format(out: Path) -> Output:
    try:
        return output_of(out)
    except InputError as error:
        raise click.UsageError(f"{error}; or name the format, as in --to html") from None
