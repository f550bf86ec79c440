"""Segments of XLIFF 1.x and 2.x, with their languages and states.

A ``trans-unit`` is one segment, or has several marked in its ``seg-source``; a ``unit`` has
``segment`` elements. Trados keeps the state of a segment in ``sdl:seg``, memoQ in ``mq:status``.
http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html and
https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from termbase.formats.xliff.codes import inline_content, plain_text
from termbase.formats.xml.names import XML_LANG
from termbase.formats.xml.safe import local

UNITS = ("trans-unit", "unit")
SDL = "http://sdl.com/FileTypes/SdlXliff/1.0"
MEMOQ = "MQXliff"
MEMOQ_STATUS = f"{{{MEMOQ}}}status"
# A target in one of these states is not yet a translation.
UNTRANSLATED = frozenset(("new", "needs-translation", "initial"))
_SDL_DRAFTS = frozenset(("Draft", "RejectedTranslation", "RejectedSignOff"))
_MEMOQ_DRAFTS = frozenset(
    "notstarted pretranslated partiallyedited machinetranslated assembledfromfragments "
    "rejected".split()
)


@dataclass(frozen=True, slots=True)
class XliffSegment:
    """A segment of an XLIFF file.

    Attributes:
        unit: The ``trans-unit`` or ``unit`` that holds it.
        source: The element whose content is the source text.
        target: The element whose content is the translation; None if there is none.
        element: The ``segment`` of XLIFF 2, else None.
        sdl: The ``sdl:seg`` with the state that Trados gives it, else None.
        is_marked: True if it is one of several marked in a ``seg-source``.
    """

    unit: Any
    source: Any
    target: Any
    element: Any = None
    sdl: Any = None
    is_marked: bool = False


def unit_segments(unit: Any) -> Iterator[XliffSegment]:
    """Yield the segments of a unit, in order."""
    if local(unit) == "unit":
        for element in unit.iterfind("{*}segment"):
            source = element.find("{*}source")
            if source is not None:
                yield XliffSegment(unit, source, element.find("{*}target"), element)
        return
    source, target = unit.find("{*}source"), unit.find("{*}target")
    seg_source = unit.find("{*}seg-source")
    marks = list(seg_marks(seg_source)) if seg_source is not None else []
    targets = {mark.get("mid"): mark for mark in seg_marks(target)} if target is not None else {}
    if marks and (target is None or targets or not has_text(target)):
        states = {seg.get("id"): seg for seg in unit.iterfind(f".//{{{SDL}}}seg")}
        for mark in marks:
            number = mark.get("mid")
            yield XliffSegment(
                unit, mark, targets.get(number), sdl=states.get(number), is_marked=True
            )
    elif source is not None:
        yield XliffSegment(unit, source, target)


def seg_marks(element: Any) -> Iterator[Any]:
    """Yield the segments that are marked in a ``seg-source`` or ``target``."""
    return (mark for mark in element.iterfind(".//{*}mrk") if mark.get("mtype") == "seg")


def has_text(element: Any) -> bool:
    """Return True if an element has text, white space and codes aside."""
    return bool(plain_text(list(inline_content(element, {}))).strip())


def is_locked(segment: XliffSegment) -> bool:
    """Return True if a segment must not be translated."""
    if segment.sdl is not None and segment.sdl.get("locked") == "true":
        return True
    for element in (segment.unit, *segment.unit.iterancestors()):
        if translate := element.get("translate"):
            return bool(translate == "no")
    return False


def state(segment: XliffSegment) -> str:
    """Return the standard's state of a translation; empty if it has none."""
    if segment.element is not None:
        return str(segment.element.get("state", ""))
    target = segment.unit.find("{*}target")
    return str(target.get("state", "")) if target is not None else ""


def is_doubtful(segment: XliffSegment) -> bool:
    """Return True if a translation is a suggestion, or has to be worked on."""
    if segment.sdl is not None:
        return segment.sdl.get("conf") in _SDL_DRAFTS
    if status := segment.unit.get(MEMOQ_STATUS):
        return status.lower() in _MEMOQ_DRAFTS
    # Without a state, a tool that approves its translations says here which ones it does not.
    return state(segment).startswith("needs-") or (
        not state(segment) and segment.unit.get("approved") == "no"
    )


def unit_languages(unit: Any) -> tuple[str, str]:
    """Return the source and target language that the file names for a unit; empty for none.

    The header names them for all units, and ``xml:lang`` for the texts of one.
    """
    source = target = ""
    for parent in unit.iterancestors():
        source = source or parent.get("source-language") or parent.get("srcLang") or ""
        target = target or parent.get("target-language") or parent.get("trgLang") or ""
    return source or _text_language(unit, "source"), target or _text_language(unit, "target")


def _text_language(unit: Any, name: str) -> str:
    paths = (f"{{*}}{name}", f"{{*}}segment/{{*}}{name}")
    texts = (element for path in paths for element in unit.iterfind(path))
    return next((tag for element in texts if (tag := element.get(XML_LANG))), "")
