"""Read the translated segments of XLIFF 1.0 to 1.2 and 2.x, for a translation memory.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html and /xliff-core/v2.1/os/.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from termbase.encoding import load
from termbase.errors import InputError, Problem
from termbase.formats.units import Advance, FileUnit, Report, ignore
from termbase.formats.xliff.codes import (
    Inline,
    InlineCode,
    inline_content,
    plain_text,
    strip_ends,
    tmx_markup,
)
from termbase.formats.xliff.segments import (
    UNITS,
    UNTRANSLATED,
    XliffSegment,
    is_doubtful,
    is_locked,
    state,
    unit_languages,
    unit_segments,
)
from termbase.formats.xml.references import Repaired
from termbase.formats.xml.safe import elements, local
from termbase.model.unit import TranslationUnit

_ROOT = "xliff"


def read_units(
    path: Path,
    report: Report = ignore,
    advance: Advance = ignore,
    *,
    source_language: str = "",
    target_language: str = "",
    drafts: bool = False,
) -> Iterator[FileUnit]:
    """Yield the translated segments of a file; those that must not be translated are left out.

    Args:
        path: The file.
        report: Called with each segment that has no translation, or one that is not confirmed.
        advance: Called with the number of bytes read.
        source_language: The language of the source texts, for a file that does not name it.
        target_language: The language of the translations, for a file that does not name it.
        drafts: Also yield segments without a translation, or with one that is not confirmed.

    Raises:
        InputError: If the file is not well-formed, not an XLIFF, or the target language is unknown.
    """
    name = str(path)
    data = load(path)
    advance(len(data))
    repaired = Repaired(io.BytesIO(data), name)
    for _, unit in elements(repaired, name, UNITS, lambda root: check_root(root, name)):
        texts = ("".join(note.itertext()).strip() for note in unit.iterfind(".//{*}note"))
        notes = tuple(filter(None, texts))
        named = unit_languages(unit)
        languages = (named[0] or source_language, named[1] or target_language)
        for segment in unit_segments(unit):
            problem = _no_translation(segment, name)
            if problem and not (drafts and _text(segment.source)):
                report(problem)
            elif not is_locked(segment):
                yield FileUnit(
                    repaired.restore(_to_unit(segment, languages, notes, name)), _line(segment)
                )


def check_root(root: Any, file: str) -> None:
    """Refuse a file that is not an XLIFF.

    Raises:
        InputError: With the file and the line.
    """
    if local(root) != _ROOT:
        raise InputError(
            f"{file}:{root.sourceline}: not an XLIFF: the root is <{local(root)}>, not <xliff>"
        )


def _no_translation(segment: XliffSegment, file: str) -> Problem | None:
    """Return the reason why a segment has no translation that can be used, or None."""
    if is_locked(segment):
        return None
    if not _text(segment.source):
        code, message = "untranslated", "a segment without text"
    elif segment.target is None or not _text(segment.target):
        code, message = "untranslated", "a segment without a translation"
    elif state(segment) in UNTRANSLATED or is_doubtful(segment):
        code, message = "unconfirmed", "a translation that is not confirmed"
    else:
        return None
    return Problem(code, message, file, _line(segment))


def _text(element: Any) -> str:
    return plain_text(list(inline_content(element, {}))).strip()


def _to_unit(
    segment: XliffSegment, languages: tuple[str, str], notes: tuple[str, ...], file: str
) -> TranslationUnit:
    for language, side in zip(languages, ("source", "target"), strict=True):
        if not language:
            raise InputError(
                f"{file}:{_line(segment)}: the file does not name its {side} language; "
                f"name it in languages (--{side}-language)"
            )
    # The same code has the same number in source and target.
    numbers: dict[str, int] = {}
    source = _content(segment.source, numbers)
    target = [""] if segment.target is None else _content(segment.target, numbers)
    return TranslationUnit(
        plain_text(source), plain_text(target), *languages,
        notes=notes, source_markup=tmx_markup(source), target_markup=tmx_markup(target),
    )  # fmt: skip


def _content(element: Any, numbers: dict[str, int]) -> list[Inline]:
    """Return the content of a segment without annotations and white space at its ends."""
    content: list[Inline] = [""]
    for item in inline_content(element, numbers):
        if isinstance(item, InlineCode):
            content += [item] if item.tmx else []
        elif isinstance(content[-1], str):
            content[-1] += item
        else:
            content.append(item)
    return strip_ends(content)[1]


def _line(segment: XliffSegment) -> int:
    return segment.source.sourceline or 0
