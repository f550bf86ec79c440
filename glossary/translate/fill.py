"""What a memory has for the segments of a bilingual file, made to fit into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape, unescape

from glossary.translate.pretranslate import Suggestion
from termbase.formats.bilingual import Segment, SegmentTranslation
from termbase.language.script import Script, convert, detect_script
from termbase.memory.match import Match
from termbase.memory.memory import Memory
from termbase.memory.similarity import split_codes, with_numbers
from termbase.model.concept import Language
from termbase.model.tags import parse_tag
from termbase.model.unit import family

# So many matches hold, nearly always, one in the language that is wanted.
_SOME = 5
_NOT_EXACT = 99
_SCRIPTS = {
    "text": Script.SIMPLIFIED,
    "traditional": Script.TRADITIONAL,
    "taiwan": Script.TAIWAN,
    "hong_kong": Script.HONG_KONG,
}


def pretranslate_open(
    memory: Memory,
    segments: Sequence[Segment],
    at_least: int = 70,
    rendering: Callable[[Segment], str] = lambda _: "",
) -> dict[int, Suggestion]:
    """The open segments by their numbers, each with the best there is for it.

    An exact match is best, then the rendering of a term that is the whole segment, then what is
    like it. What stands in another script, or was translated in another context, is never exact.

    Args:
        memory: Where to look.
        segments: All of a file; each is the context of its neighbours.
        at_least: The least score of a match.
        rendering: What a glossary says for a segment; empty if nothing.
    """
    done = {}
    for number, segment in enumerate(segments):
        if not segment.is_open:
            continue
        before = segments[number - 1].source if number else ""
        after = segments[number + 1].source if number + 1 < len(segments) else ""
        match = _best(memory, segment, at_least, before, after)
        term = "" if match and match.score > _NOT_EXACT else rendering(segment)
        done[number] = Suggestion(segment.source, match, term)
    return done


def filling(segment: Segment, done: Suggestion) -> SegmentTranslation | None:
    """What to fill a segment with; None if there is nothing."""
    if done.term:
        return SegmentTranslation(done.term, (done.term,), from_glossary=True)
    match = done.match
    if match is None:
        return None
    parts = split_codes(match.suggestion_markup or escape(match.translation, quote=False))
    # Numbers are counted in all of the text, and may not be found in codes.
    texts = _fitting("\0".join(map(unescape, parts[::2])), match, segment).split("\0")
    parts[::2] = texts
    previous = match.stored if match.stored != segment.source else ""
    return SegmentTranslation("".join(texts), tuple(parts), match.score, previous)


def _best(memory: Memory, segment: Segment, at_least: int, before: str, after: str) -> Match | None:
    best = None
    for limit in (_SOME, None):
        found = memory.search(
            segment.source, at_least, limit,
            language=segment.source_language, markup=segment.markup, before=before, after=after,
        )  # fmt: skip
        fitting = [_judged(match, segment) for match in found if _is_into(match, segment)]
        best = max(fitting, key=lambda match: match.score, default=None)
        if len(found) < _SOME or (best and best.score >= found[0].score):
            break
    return best if best and best.score >= at_least else None


def _is_into(match: Match, segment: Segment) -> bool:
    unit = match.unit
    language = unit.target_language if match.in_source else unit.source_language
    return family(language) == family(segment.target_language)


def _judged(match: Match, segment: Segment) -> Match:
    """A match, not exact where context or script are others."""
    said = match.unit.properties.get("msgctxt", "")
    elsewhere = segment.context is not None and said != segment.context
    if elsewhere or _other_script(match.translation, segment.target_language):
        return replace(match, score=min(match.score, _NOT_EXACT))
    return match


def _other_script(text: str, language: str) -> Script | None:
    """The script to convert a text to, if it is not the one of the language."""
    written = parse_tag(language)
    if written is None or written.language is not Language.CHINESE or not written.attribute:
        return None
    wanted, there = _SCRIPTS[written.attribute], detect_script(text)
    fits = there is None or (there is Script.SIMPLIFIED) == (wanted is Script.SIMPLIFIED)
    return None if fits else wanted


def _fitting(text: str, match: Match, segment: Segment) -> str:
    """A translation with the segment's numbers, in the script of its language."""
    numbered = with_numbers(text, match.numbers) if match.numbers else None
    text = numbered or text
    to = _other_script(text, segment.target_language)
    return convert(text, to) if to else text
