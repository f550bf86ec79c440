"""Fit the translation of a match into a segment: its codes, its numbers, its script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape, unescape

from termbase.formats.bilingual import Segment, SegmentTranslation
from termbase.language.script import Script, convert, detect_script
from termbase.memory.match import Match
from termbase.memory.number_changes import with_numbers
from termbase.memory.similarity import split_codes
from termbase.model.concept import Language
from termbase.model.tags import parse_tag

_SCRIPTS = {
    "text": Script.SIMPLIFIED,
    "traditional": Script.TRADITIONAL,
    "taiwan": Script.TAIWAN,
    "hong_kong": Script.HONG_KONG,
}
_PRIVATE_USE = range(0xF0000, 0x10FFFF)


def fitted(match: Match, segment: Segment) -> SegmentTranslation:
    """Return the translation of a match as a segment needs it."""
    parts = split_codes(match.suggestion_markup or escape(match.translation, quote=False))
    texts = _with_numbers(list(map(unescape, parts[::2])), match)
    script = script_to_convert(match.translation, segment.target_language)
    if script:
        texts = [convert(text, script) for text in texts]
    parts[::2] = texts
    previous = match.stored if match.stored != segment.source else ""
    return SegmentTranslation("".join(texts), tuple(parts), match.score, previous)


def script_to_convert(text: str, language: str) -> Script | None:
    """Return the script to convert a text to; None if it is in that of the language.

    Args:
        text: A translation.
        language: The BCP 47 tag of the segment.
    """
    tag = parse_tag(language)
    if tag is None or tag.language is not Language.CHINESE or not tag.attribute:
        return None
    wanted, actual = _SCRIPTS[tag.attribute], detect_script(text)
    fits = actual is None or (actual is Script.SIMPLIFIED) == (wanted is Script.SIMPLIFIED)
    return None if fits else wanted


def _with_numbers(texts: Sequence[str], match: Match) -> list[str]:
    """Return the texts between codes with the numbers of the segment."""
    if not match.number_changes:
        return list(texts)
    whole = "".join(texts)
    # Each number has to be found once in all of the text, but not in the codes.
    separator = next(char for char in map(chr, _PRIVATE_USE) if char not in whole)
    changed = with_numbers(separator.join(texts), match.number_changes)
    return changed.split(separator) if changed is not None else list(texts)
