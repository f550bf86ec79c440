"""The segments in the units of XLIFF 1.x and 2.x, and what is said of their translations.

A ``trans-unit`` is one segment, or has several of them marked in its ``seg-source``; a ``unit`` has
``segment`` elements. Trados says in ``sdl:seg`` and memoQ in ``mq:status`` how far a segment is.
http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html and
https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from termbase.formats.xliff.codes import pieces, text
from termbase.formats.xml.safe import local

UNITS = ("trans-unit", "unit")
SDL = "http://sdl.com/FileTypes/SdlXliff/1.0"
MEMOQ = "MQXliff"
MEMOQ_STATUS = f"{{{MEMOQ}}}status"
# A target with one of these is no translation yet.
UNTRANSLATED = frozenset(("new", "needs-translation", "initial"))
# Where somebody has to look at a target still, these say that nobody has written it.
_SUGGESTED = frozenset(
    "fuzzy-match leveraged-glossary leveraged-mt leveraged-tm mt-suggestion tm-suggestion".split()
)
_SDL_DRAFTS = frozenset(("Draft", "RejectedTranslation", "RejectedSignOff"))
_MEMOQ_DRAFTS = frozenset(
    "notstarted pretranslated partiallyedited machinetranslated assembledfromfragments "
    "rejected".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """A segment.

    Attributes:
        unit: The element that holds it: a ``trans-unit`` or ``unit``.
        source: The element whose content is the segment.
        target: The one whose content is its translation; None if there is none.
        segment: Of XLIFF 2, else None.
        sdl: What Trados says of it, else None.
        marked: Whether it is one of several in its unit, marked there.
    """

    unit: Any
    source: Any
    target: Any
    segment: Any = None
    sdl: Any = None
    marked: bool = False


def parts(unit: Any) -> Iterator[Part]:
    """The segments of a unit, in order."""
    if local(unit) == "unit":
        for segment in unit.iterfind("{*}segment"):
            source = segment.find("{*}source")
            if source is not None:
                yield Part(unit, source, segment.find("{*}target"), segment)
        return
    source, target = unit.find("{*}source"), unit.find("{*}target")
    segmented = unit.find("{*}seg-source")
    marks = list(seg_marks(segmented)) if segmented is not None else []
    targets = {mark.get("mid"): mark for mark in seg_marks(target)} if target is not None else {}
    if marks and (target is None or targets or not has_text(target)):
        said = {one.get("id"): one for one in unit.iterfind(f".//{{{SDL}}}seg")}
        for mark in marks:
            name = mark.get("mid")
            yield Part(unit, mark, targets.get(name), sdl=said.get(name), marked=True)
    elif source is not None:
        yield Part(unit, source, target)


def seg_marks(element: Any) -> Iterator[Any]:
    """The segments marked in a ``seg-source`` or ``target``."""
    return (mark for mark in element.iterfind(".//{*}mrk") if mark.get("mtype") == "seg")


def has_text(element: Any) -> bool:
    """Whether anything but white space and codes stands in an element."""
    return bool(text(list(pieces(element, {}))).strip())


def is_locked(part: Part) -> bool:
    """Whether a segment is not to be translated."""
    if part.sdl is not None and part.sdl.get("locked") == "true":
        return True
    for element in (part.unit, *part.unit.iterancestors()):
        if said := element.get("translate"):
            return bool(said == "no")
    return False


def state(part: Part) -> str:
    """What the standard's own attribute says of a translation; empty if nothing."""
    if part.segment is not None:
        return str(part.segment.get("state", ""))
    target = part.unit.find("{*}target")
    return str(target.get("state", "")) if target is not None else ""


def is_doubtful(part: Part) -> bool:
    """Whether a translation is only a suggestion, that nobody has taken up."""
    if part.sdl is not None:
        return part.sdl.get("conf") in _SDL_DRAFTS
    if status := part.unit.get(MEMOQ_STATUS):
        return status.lower() in _MEMOQ_DRAFTS
    target = part.unit.find("{*}target")
    qualifier = target.get("state-qualifier") if target is not None else None
    return state(part).startswith("needs-") and qualifier in _SUGGESTED


def languages(element: Any) -> tuple[str, str]:
    """The source and target language that hold for an element; empty where none is named."""
    source = target = ""
    for above in element.iterancestors():
        source = source or above.get("source-language") or above.get("srcLang") or ""
        target = target or above.get("target-language") or above.get("trgLang") or ""
    return source, target
