"""XLIFF 1.0 to 1.2 and 2.x: the translated segments, for a translation memory.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html and /xliff-core/v2.1/os/.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from termbase.encoding import load
from termbase.errors import InputError, Problem
from termbase.formats.xliff.codes import markup, pieces, text, trimmed
from termbase.formats.xliff.segments import (
    UNITS,
    UNTRANSLATED,
    Part,
    is_doubtful,
    is_locked,
    languages,
    parts,
    state,
)
from termbase.formats.xml.safe import elements, local
from termbase.model.unit import TranslationUnit

Skip = Callable[[Problem], object]

_ROOT = "xliff"


def read_units(
    path: Path, skipped: Skip = lambda _: None, read: Callable[[int], object] = lambda _: None
) -> Iterator[TranslationUnit]:
    """The translated segments of a file.

    Args:
        path: The file.
        skipped: Called with what has no translation, or one that nobody has confirmed; what is not
            to be translated is passed over.
        read: Called with the number of bytes read.

    Raises:
        InputError: If it is not well-formed or no XLIFF, or names no target language.
    """
    name = str(path)
    data = load(path)
    read(len(data))
    units = elements(io.BytesIO(data), name, UNITS, lambda root: check_root(root, name))
    for _, element in units:
        remarks = ("".join(note.itertext()).strip() for note in element.iterfind(".//{*}note"))
        notes = tuple(remark for remark in remarks if remark)
        for part in parts(element):
            yield from _of_part(part, notes, name, skipped)


def check_root(root: Any, file: str) -> None:
    """Refuse what is no XLIFF.

    Raises:
        InputError: With the file and the line.
    """
    if local(root) != _ROOT:
        raise InputError(f"{file}:{root.sourceline}: no <xliff>, so no XLIFF")


def _of_part(
    part: Part, notes: tuple[str, ...], file: str, skipped: Skip
) -> Iterator[TranslationUnit]:
    line = part.source.sourceline or 0
    if is_locked(part):
        return
    if part.target is None:
        skipped(Problem("untranslated", "a segment without a translation", file, line))
        return
    # Codes have the same numbers in both.
    numbers: dict[str, int] = {}
    both = (list(pieces(one, numbers)) for one in (part.source, part.target))
    source, target = (trimmed(found)[1] for found in both)
    said, meant = text(source), text(target)
    if not said or not meant:
        what = "a segment without a translation" if said else "a segment without text"
        skipped(Problem("untranslated", what, file, line))
        return
    if state(part) in UNTRANSLATED or is_doubtful(part):
        skipped(Problem("unconfirmed", "a translation that nobody has confirmed", file, line))
        return
    tags = languages(part.unit)
    if not all(tags):
        raise InputError(f"{file}:{line}: a translation into a language that is not named")
    yield TranslationUnit(
        said, meant, *tags,
        notes=notes, source_markup=markup(source), target_markup=markup(target),
    )  # fmt: skip
