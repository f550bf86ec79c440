"""Results of the translation memory for a terminal: matches, occurrences, fragments, bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from glossary.find import Mention
from glossary.views.terminal import format_table
from glossary.views.words import safe_line

if TYPE_CHECKING:
    from glossary.translate.align import Pair
    from glossary.translate.bands import Count
    from termbase.memory import EditOperation, Match
    from termbase.memory.concordance import Occurrence, Span
    from termbase.memory.fragments import Fragment

# Red: only in the text; green: only in the memory; bold: the string that was searched for.
_RED, _GREEN, _BOLD, _OFF = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[0m"


def format_match(match: Match, *, styled: bool) -> str:
    """Return a match: its score, its differences from the text, and the translation.

    Args:
        match: The match.
        styled: Show differences in colour; in brackets if false.
    """
    penalties = ", ".join(penalty.value for penalty in match.penalties)
    origin = f"  {safe_line(match.unit.origin)}" if match.unit.origin else ""
    lines = [f"{match.score:>3}  {_difference(match.alignment, styled=styled)}"]
    lines.append(f"     {safe_line(match.translation)}")
    if match.suggestion != match.translation:
        lines.append(f"  →  {safe_line(match.suggestion)}")
    lines.append(
        f"     [{match.unit.id}]{origin}{f'  differs in {penalties}' if penalties else ''}"
    )
    return "\n".join(lines) + "\n"


def format_occurrence(occurrence: Occurrence, *, styled: bool) -> str:
    """Return a unit with the string that was searched for marked, and its translation."""
    marked = _marked(occurrence.text, occurrence.spans, styled=styled)
    return f"{marked}\n     {safe_line(occurrence.translation)}  [{occurrence.unit.id}]\n"


def format_terms(mentions: Iterable[Mention]) -> str:
    """Return the terms of the glossary in the text that was searched for."""
    lines = (
        f"glossary: {safe_line(mention.text)} = {safe_line(rendering.text)}\n"
        for mention in mentions
        if (rendering := mention.rendering)
    )
    return "".join(dict.fromkeys(lines))


def format_fragment(fragment: Fragment) -> str:
    """Return a fragment of a text, its counterpart, and the shortest unit that has it."""
    unit = fragment.units[0] if fragment.units else None
    shown = f" = {safe_line(fragment.counterpart)}" if fragment.counterpart else ""
    lines = [f"fragment: {safe_line(fragment.text)}{shown}  ({len(fragment.units)} units)"]
    if unit:
        lines.append(f"     {safe_line(unit.source)}\n     {safe_line(unit.target)}  [{unit.id}]")
    return "\n".join(lines) + "\n"


def format_pair(pair: Pair) -> str:
    """Return a pair of an alignment."""
    source, target = (" ".join(map(safe_line, side)) or "–" for side in (pair.source, pair.target))
    return f"{pair.confidence:.2f}  {source}\n      {target}\n"


def format_bands(counts: Mapping[str, Count]) -> str:
    """Return a table of the amount of text in each band of scores."""
    columns = [(c.segments, c.words, c.characters) for c in counts.values()]
    columns.append(
        (sum(c[0] for c in columns), sum(c[1] for c in columns), sum(c[2] for c in columns))
    )
    rows = [
        (name, *(f"{number:,}" for number in column))
        for name, column in zip([*counts, "all"], columns, strict=True)
    ]
    return format_table(("match", "segments", "words", "characters"), rows)


def _difference(steps: Sequence[EditOperation], *, styled: bool) -> str:
    parts = []
    for step in steps:
        query, stored = safe_line(step.query), safe_line(step.stored)
        if step.kind == "equal":
            parts.append(stored)
        elif styled:
            parts.append(f"{_RED}{query}{_OFF}{_GREEN}{stored}{_OFF}")
        else:
            parts.append(f"[-{query}-]" * bool(query) + f"{{+{stored}+}}" * bool(stored))
    return "".join(parts)


def _marked(text: str, spans: Sequence[Span], *, styled: bool) -> str:
    before, after = (_BOLD, _OFF) if styled else ("〔", "〕")
    parts, end = [], 0
    for start, stop in spans:
        parts += [safe_line(text[end:start]), before, safe_line(text[start:stop]), after]
        end = stop
    return "".join(parts) + safe_line(text[end:])
