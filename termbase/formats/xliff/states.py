"""States of segments that a memory or glossary has filled in.

In XLIFF 1.x ``translated`` or ``needs-review-translation`` with a ``state-qualifier``, in XLIFF 2
``translated`` or ``initial`` with a ``subState`` of our own. Where Trados or memoQ keep a state,
that one is set instead. Nothing is ever called final, and approval is withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from termbase.formats.bilingual import SegmentTranslation
from termbase.formats.xliff.segments import (
    MEMOQ,
    MEMOQ_STATUS,
    XliffSegment,
    has_text,
    unit_segments,
)
from termbase.formats.xml.splice import Changes

_EXACT, _FUZZY, _GLOSSARY = "exact-match", "fuzzy-match", "leveraged-glossary"
_TOOL = "zh-en-glossary"


@dataclass(frozen=True, slots=True)
class FilledSegment:
    """A segment with its new target.

    Attributes:
        segment: The segment.
        xml: The content of the target.
        translation: The translation.
        is_done: True if it needs no review.
        unpaired: The keys of codes that open in it and close in another segment, or the reverse.
    """

    segment: XliffSegment
    xml: str
    translation: SegmentTranslation
    is_done: bool
    unpaired: frozenset[str] = frozenset()

    @property
    def qualifier(self) -> str:
        """The origin of the translation, as a ``state-qualifier`` of XLIFF 1.2."""
        if self.translation.from_glossary:
            return _GLOSSARY
        return _EXACT if self.translation.is_exact else _FUZZY


def set_states(changes: Changes, filled: list[FilledSegment]) -> Mapping[str, str]:
    """Set the states of the filled segments of one unit.

    Args:
        changes: Receives the changes.
        filled: The filled segments.

    Returns:
        The attributes of the targets.
    """
    unit = filled[0].segment.unit
    if filled[0].segment.element is not None:
        for one in filled:
            _set_state(changes, one)
        return {}
    if unit.get("approved") == "yes":
        changes.set(unit, {"approved": "no"})
    if any(one.segment.sdl is not None for one in filled):
        for one in filled:
            if one.segment.sdl is not None:
                _set_sdl_state(changes, one)
        return {}
    if unit.get(MEMOQ_STATUS):
        prefix = next(name for name, uri in unit.nsmap.items() if uri == MEMOQ)
        percent = min(100, *(one.translation.score for one in filled))
        changes.set(
            unit, {f"{prefix}:status": "PartiallyEdited", f"{prefix}:percent": f"{percent}"}
        )
        return {}
    return _target_attributes(filled)


def _target_attributes(filled: list[FilledSegment]) -> Mapping[str, str]:
    sources = {one.segment.source for one in filled}
    others = [one for one in unit_segments(filled[0].segment.unit) if one.source not in sources]
    is_whole = all(one.target is not None and has_text(one.target) for one in others)
    is_done = is_whole and all(one.is_done for one in filled)
    qualifiers = {one.qualifier for one in filled}
    return {
        "state": "translated" if is_done else "needs-review-translation",
        "state-qualifier": qualifiers.pop() if len(qualifiers) == 1 else _FUZZY,
    }


def _set_state(changes: Changes, filled: FilledSegment) -> None:
    if filled.is_done:
        changes.set(filled.segment.element, {"state": "translated", "subState": None})
    else:
        origin = "term" if filled.translation.from_glossary else filled.qualifier
        changes.set(filled.segment.element, {"state": "initial", "subState": f"{_TOOL}:{origin}"})


def _set_sdl_state(changes: Changes, filled: FilledSegment) -> None:
    from_memory = not filled.translation.from_glossary
    changes.set(
        filled.segment.sdl,
        {
            "conf": "Translated" if filled.is_done else "Draft",
            "origin": "tm" if from_memory else None,
            "origin-system": _TOOL,
            "percent": f"{min(100, filled.translation.score)}" if from_memory else None,
            "text-match": None,
        },
    )
