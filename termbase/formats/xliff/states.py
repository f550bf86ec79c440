"""What is said of segments that a memory or glossary has filled in.

In XLIFF 1.x ``translated`` or ``needs-review-translation`` with a ``state-qualifier``, in XLIFF 2
``translated`` or ``initial`` with a ``subState`` of our own. Where Trados or memoQ keep a status,
that one is set in place of it. Nothing is ever called final, nor stays approved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from termbase.formats.bilingual import SegmentTranslation
from termbase.formats.xliff.segments import MEMOQ, MEMOQ_STATUS, Part, has_text, parts
from termbase.formats.xml.splice import Changes

_EXACT, _FUZZY, _GLOSSARY = "exact-match", "fuzzy-match", "leveraged-glossary"
_OURS = "zh-en-glossary"


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment with what it is filled with.

    Attributes:
        part: The segment.
        content: The content of its target, as XML.
        filling: The translation.
        is_done: Whether nobody has to look at it again.
    """

    part: Part
    content: str
    filling: SegmentTranslation
    is_done: bool

    @property
    def qualifier(self) -> str:
        """How it came about, in the words of XLIFF 1.2."""
        if self.filling.from_glossary:
            return _GLOSSARY
        return _EXACT if self.filling.is_exact else _FUZZY


def set_states(changes: Changes, group: list[Placed]) -> Mapping[str, str]:
    """Say of the segments of a unit how far they are.

    Args:
        changes: Where to put that.
        group: What is filled in of a unit.

    Returns:
        The attributes of the target.
    """
    unit = group[0].part.unit
    if group[0].part.segment is not None:
        for one in group:
            _set_state(changes, one)
        return {}
    if unit.get("approved") == "yes":
        changes.set(unit, {"approved": "no"})
    if any(one.part.sdl is not None for one in group):
        for one in group:
            _set_sdl(changes, one)
        return {}
    if unit.get(MEMOQ_STATUS):
        prefix = next(name for name, uri in unit.nsmap.items() if uri == MEMOQ)
        percent = min(100, *(one.filling.score for one in group))
        said = {"status": "PartiallyEdited", "percent": f"{percent}"}
        changes.set(unit, {f"{prefix}:{name}": value for name, value in said.items()})
        return {}
    return _of_target(group)


def _of_target(group: list[Placed]) -> Mapping[str, str]:
    filled = {one.part.source for one in group}
    rest = [part for part in parts(group[0].part.unit) if part.source not in filled]
    is_whole = all(part.target is not None and has_text(part.target) for part in rest)
    is_done = is_whole and all(one.is_done for one in group)
    said = {one.qualifier for one in group}
    return {
        "state": "translated" if is_done else "needs-review-translation",
        "state-qualifier": said.pop() if len(said) == 1 else _FUZZY,
    }


def _set_state(changes: Changes, one: Placed) -> None:
    if one.is_done:
        changes.set(one.part.segment, {"state": "translated", "subState": None})
    else:
        name = "term" if one.filling.from_glossary else one.qualifier
        changes.set(one.part.segment, {"state": "initial", "subState": f"{_OURS}:{name}"})


def _set_sdl(changes: Changes, one: Placed) -> None:
    known = not one.filling.from_glossary
    changes.set(
        one.part.sdl,
        {
            "conf": "Translated" if one.is_done else "Draft",
            "origin": "tm" if known else None,
            "origin-system": _OURS,
            "percent": f"{min(100, one.filling.score)}" if known else None,
            "text-match": None,
        },
    )
