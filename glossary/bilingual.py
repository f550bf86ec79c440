"""Annotate a text and its translation side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

from termbase.choices import check_choice, check_type
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.documents import Document
    from glossary.find import Finder
    from glossary.translate.bitext import Bitext
    from glossary.views.options import AnnotateOptions
    from termbase.formats.units import Report

BilingualOutput = Literal["html", "json"]
_OUTPUTS = ("html", "json")
# Files of these suffixes hold both languages.
_SUFFIXES = (
    ".tmx", ".tmx.gz", ".sdltm", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".po", ".tsv", ".csv",
)  # fmt: skip


def is_bilingual(path: str | Path) -> bool:
    """Return True if a file holds a text and its translation.

    That is known from the suffix; a workbook does if its first row names source and target.
    """
    name = Path(path).name.lower()
    return name.endswith(_SUFFIXES) or (name.endswith(".xlsx") and _has_header(Path(path)))


def _has_header(path: Path) -> bool:
    """Return True if the first row of a workbook names source and target."""
    from glossary.documents.xlsx import first_row
    from termbase.encoding import load
    from termbase.formats.tables.unit_columns import is_header

    try:
        return is_header(first_row(load(path), str(path)))
    except InputError:
        # Whoever reads the file says what is wrong with it.
        return False


def annotate_bilingual(
    finder: Finder,
    source: str | Path | Document,
    translation: str | Path | Document | None,
    to: BilingualOutput,
    alignment: str | Path | None,
    encoding: str | None,
    report: Report,
    **options: Unpack[AnnotateOptions],
) -> str:
    """Return a text and its translation; see :meth:`Glossary.annotate_bilingual`.

    Args:
        finder: The finder of the terms.
        source: As for that method, like the other arguments.
        translation: The translation.
        to: The output format.
        alignment: A table of pairs.
        encoding: The encoding of the files.
        report: Called with each segment of a bilingual file that has no translation.
        **options: The choice of terms.
    """
    from glossary.choose import from_level
    from glossary.views.options import check_options
    from glossary.views.registry import chooser

    check_options(options)
    check_choice("output format", to, _OUTPUTS)
    choose = chooser(finder, options)
    polity, level = options.get("polity", ""), options.get("level")
    whole = _bitext(finder, source, translation, alignment, encoding, polity, report)
    bitext = whole.select(choose)
    # A view's libraries are imported only when it is used: start-up time is a feature.
    if to == "json":
        from glossary.views import bilingual_json

        return bilingual_json.write(bitext.select(partial(from_level, level=level or 1)))
    from glossary.views import bilingual

    return bilingual.write(bitext, level or start_level_of(bitext))


def start_level_of(bitext: Bitext) -> int:
    """Return the lowest level at which linked terms do not crowd one of the sides.

    Those without a counterpart are marked so quietly that they do not count.
    """
    from glossary.choose import start_level

    ours, theirs = ([pair[side] for pair in bitext.pairs] for side in (0, 1))
    return min(
        start_level(ours, bitext.source.document), start_level(theirs, bitext.target.document)
    )


def _bitext(
    finder: Finder,
    source: str | Path | Document,
    translation: str | Path | Document | None,
    alignment: str | Path | None,
    encoding: str | None,
    polity: str,
    report: Report,
) -> Bitext:
    from glossary.translate.bitext import bitext_of_texts, bitext_of_units
    from glossary.translate.sides import check_languages, common_language

    if translation is None:
        from termbase.memory.files import read_units

        check_type("source", source, Path)
        if alignment is not None:
            raise ValueError("an alignment needs a text and its translation")
        path = Path(str(source))
        units = [found.unit for found in read_units(path, encoding, report)]
        if all(common_language(unit.source, unit.target) for unit in units):
            raise InputError(f"{path}: not a pair in Chinese and English")
        return bitext_of_units(finder, units, str(path), polity)
    for given in (source, translation):
        if isinstance(given, Path) and is_bilingual(given):
            raise InputError(f"{given}: a file with both languages; name it without a translation")
    text = _document("source", source, encoding)
    translated = _document("translation", translation, encoding)
    check_languages(_named(text, "the source"), _named(translated, "the translation"))
    table = Path(alignment) if alignment is not None else None
    return bitext_of_texts(finder, text, translated, table, polity, encoding)


def _named(document: Document, name: str) -> tuple[str, str]:
    return document.name or name, "\n".join(block.text for block in document.blocks)


def _document(name: str, text: str | Path | Document, encoding: str | None) -> Document:
    from glossary.documents import Document, parse, read_one

    check_type(name, text, str, Path, Document)
    if isinstance(text, str):
        return parse(text)
    return read_one(text, encoding) if isinstance(text, Path) else text
