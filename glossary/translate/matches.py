"""The matches of a memory whose translation is in the language of a segment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from glossary.translate.fill import fitted, script_to_convert
from termbase.formats.bilingual import Segment
from termbase.memory.match import Match
from termbase.memory.memory import Memory
from termbase.model.unit import family

_MATCHES = 5  # nearly always, one of these is in the language that is wanted
_NOT_EXACT = 99


def matches_into(
    memory: Memory,
    segment: Segment,
    at_least: int,
    most: int,
    *,
    before: str = "",
    after: str = "",
) -> list[Match]:
    """Return the best matches of a segment that are translated into its target language.

    A match in another script, or translated in another context, is never exact.

    Args:
        memory: The memory.
        segment: The segment; without a target language, a match in any language will do.
        at_least: The lowest score that is accepted, 1 to 100.
        most: The largest number of matches.
        before: The segment before it, for matches in context.
        after: The segment after it.

    Returns:
        The best first. Of those with equal texts there is one.

    Raises:
        StoreError: If the memory cannot be read.
        InputError: If the segment has a lone surrogate.
    """
    enough = max(most, _MATCHES)
    for limit in (enough, 4 * enough, None):
        found = memory.search(
            segment.source, at_least, limit, language=segment.source_language,
            markup=segment.markup, before=before, after=after,
        )  # fmt: skip
        fitting = [_rescored(match, segment) for match in found if _is_into(match, segment)]
        fitting.sort(key=lambda match: -match.score)
        best = list(islice(_distinct(fitting, segment), most))
        # What was not read has no higher score than the last match that was.
        is_full = len(best) == most and best[-1].score >= found[-1].score
        if is_full or limit is None or len(found) < limit:
            break
    return [match for match in best if match.score >= at_least]


def _is_into(match: Match, segment: Segment) -> bool:
    if not segment.target_language:
        return True
    unit = match.unit
    language = unit.target_language if match.in_source else unit.source_language
    return family(language) == family(segment.target_language)


def _rescored(match: Match, segment: Segment) -> Match:
    """Return a match that is not exact if its context or script is another one."""
    context = match.unit.properties.get("msgctxt", "")
    is_elsewhere = segment.context is not None and context != segment.context
    if is_elsewhere or script_to_convert(match.translation, segment.target_language):
        return replace(match, score=min(match.score, _NOT_EXACT))
    return match


def _distinct(matches: Iterable[Match], segment: Segment) -> Iterator[Match]:
    seen = set()
    for match in matches:
        texts = (match.stored, fitted(match, segment).target)
        if texts not in seen:
            seen.add(texts)
            yield match
