"""Mentions for a terminal: a table, and the reasons why each was accepted or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossary.find import Boundary, Level, Mention
from glossary.find.explain import Explanation
from glossary.views.concepts import term_row
from glossary.views.terminal import table_lines
from glossary.views.words import safe_line

_EXPLANATIONS = {
    Boundary.WORDS: "it begins and ends where words do",
    Boundary.INSIDE: "it is inside one longer word of the dictionary, between whole words",
    Boundary.AFFIX: "of one longer word of the dictionary a single character is left beside it",
    Boundary.ACROSS: "it begins or ends inside other words of the likeliest cut",
    Boundary.NUMBER: "its first character may be the unit of the number before it",
}
_REFUSALS = {
    "boundary": "its characters belong to other words",
    "sense": "it has another sense here",
    "polity": "it is that of another polity",
    "part": "it is a part of a longer name, or of other words",
    "overlap": "a longer or a likelier term covers it",
}


def mention_lines(found: Iterable[tuple[str, Mention]], width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table of mentions, each with its file and offset.

    Args:
        found: Mentions, each with the name of its file.
        width: As for :func:`~glossary.views.terminal.table_lines`.
    """
    rows = ((f"{file}:{m.start}", m.text, *term_row(m.chinese, m.english)) for file, m in found)
    yield from table_lines(("position", "text", "term", "pinyin", "English"), rows, width)


def format_explanation(
    file: str, explanation: Explanation, before: str, after: str, level: Level
) -> str:
    """Return why a candidate was accepted or refused.

    Args:
        file: The name of its file.
        explanation: The candidate with the reasons.
        before: Text before it, as context.
        after: Text after it, as context.
        level: The level it was looked for at.
    """
    mention, refusal, evidence = explanation
    context = f"{safe_line(before)}〔{safe_line(mention.text)}〕{safe_line(after)}"
    verdict = f"refused: {_REFUSALS[refusal]}" if refusal else "accepted"
    boundary = f"{_EXPLANATIONS[mention.boundary]}; score {mention.score:.2f}"
    lines = [
        f"{file}:{mention.start}  {context}",
        f"    {mention.concept.id}: {verdict}",
        f"    boundary: {boundary}, {level.value} asks for {level.threshold:.3g}",
    ]
    if evidence:
        lines.append(f"    sense: score {mention.sense:.2f}, asks for {level.sense_threshold:.3g}")
        lines += (f"      {safe_line(reason)}" for reason in evidence)
    return "\n".join(lines) + "\n"
