"""XLIFF 1.0 to 1.2 and 2.x: the translated segments, for a translation memory.

Inline codes become those of TMX, so that they can be exchanged with other units: paired ones
``bpt`` and ``ept``, others ``ph``; what only marks text, as ``mrk``, is dropped.
http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html and /xliff-core/v2.1/os/.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from termbase.encoding import load
from termbase.errors import InputError, Problem
from termbase.formats.xml import elements, local
from termbase.unit import TranslationUnit

Skip = Callable[[Problem], object]

_ROOT = "xliff"
_PAIRED = frozenset(("g", "pc"))
_OPENING, _CLOSING = frozenset(("bx", "bpt", "sc")), frozenset(("ex", "ept", "ec"))
_ALONE = frozenset(("x", "ph", "it", "cp"))
_MARKS = frozenset(("mrk", "sm", "em"))
# A target with one of these is no translation yet.
_UNTRANSLATED = frozenset(("new", "needs-translation", "initial"))


def read_units(
    path: Path, skipped: Skip = lambda _: None, read: Callable[[int], object] = lambda _: None
) -> Iterator[TranslationUnit]:
    """The translated segments of a file.

    Args:
        path: The file.
        skipped: Called with what has no translation.
        read: Called with the number of bytes read.

    Raises:
        InputError: If it is not well-formed or no XLIFF, or names no target language.
    """
    name = str(path)
    data = load(path)
    read(len(data))
    units = elements(
        io.BytesIO(data), name, ("trans-unit", "unit"), lambda root: _check_root(root, name)
    )
    for _, element in units:
        yield from _of_unit(element, _languages(element), name, skipped)


def _check_root(root: Any, file: str) -> None:
    if local(root) != _ROOT:
        raise InputError(f"{file}:{root.sourceline}: no <xliff>, so no XLIFF")


def _languages(element: Any) -> tuple[str, str]:
    """The source and target language that hold for an element."""
    source = target = ""
    for above in element.iterancestors():
        source = source or above.get("source-language") or above.get("srcLang") or ""
        target = target or above.get("target-language") or above.get("trgLang") or ""
    return source, target


def _of_unit(
    element: Any, languages: tuple[str, str], file: str, skipped: Skip
) -> Iterator[TranslationUnit]:
    line = element.sourceline or 0
    remarks = ("".join(note.itertext()).strip() for note in element.iterfind(".//{*}note"))
    notes = tuple(remark for remark in remarks if remark)
    parts = [element] if local(element) == "trans-unit" else element.iterfind("{*}segment")
    for part in parts:
        source, target = part.find("{*}source"), part.find("{*}target")
        state = part.get("state") or (target.get("state") if target is not None else None)
        if source is None or target is None or state in _UNTRANSLATED:
            skipped(Problem("untranslated", "a segment without a translation", file, line))
            continue
        said, meant = _text(source), _text(target)
        if not said.strip() or not meant.strip():
            skipped(Problem("untranslated", "a segment without text", file, line))
            continue
        if not all(languages):
            raise InputError(f"{file}:{line}: a translation into a language that is not named")
        yield TranslationUnit(
            said, meant, *languages,
            notes=notes, source_markup=_markup(source), target_markup=_markup(target),
        )  # fmt: skip


def _text(element: Any) -> str:
    """The text of a segment without its codes."""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in _PAIRED or name in _MARKS:
            parts.append(_text(child))
        elif name == "cp":
            parts.append(_character(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _markup(element: Any) -> str:
    """A segment with the codes of TMX; empty if it has none."""
    written = _written(element, {})
    return written if "<" in written else ""


def _written(element: Any, numbers: dict[str, int]) -> str:
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts += [_code(child, numbers), escape(child.tail or "", quote=False)]
    return "".join(parts)


def _code(child: Any, numbers: dict[str, int]) -> str:
    name = local(child)
    if name in _MARKS or not name:
        return _written(child, numbers) if name == "mrk" else ""
    if name == "cp":
        return escape(_character(child), quote=False)
    # What opens and what closes know each other by these.
    key = child.get("startRef") or child.get("rid") or child.get("id") or str(len(numbers))
    number = numbers.setdefault(key, len(numbers) + 1)
    inner = escape("".join(child.itertext()), quote=False)
    if name in _PAIRED:
        content = _written(child, numbers)
        opening, closing = f"&lt;{name}&gt;", f"&lt;/{name}&gt;"
        return f'<bpt i="{number}">{opening}</bpt>{content}<ept i="{number}">{closing}</ept>'
    if name in _OPENING:
        return f'<bpt i="{number}">{inner}</bpt>'
    if name in _CLOSING:
        return f'<ept i="{number}">{inner}</ept>'
    return f'<ph x="{number}">{inner}</ph>' if name in _ALONE else inner


def _character(child: Any) -> str:
    """What stands for a character that XML cannot hold, and a memory not exchange."""
    return "\ufffd" if child.get("hex") else ""
