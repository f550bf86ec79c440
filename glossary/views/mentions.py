"""Mentions for a terminal: a table, and the reason why each was accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossary.find import Boundary, Level, Mention
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


def mention_lines(found: Iterable[tuple[str, Mention]], width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table of mentions, each with its file and offset.

    Args:
        found: Mentions, each with the name of its file.
        width: As for :func:`~glossary.views.terminal.table_lines`.
    """
    rows = ((f"{file}:{m.start}", m.text, *term_row(m.chinese, m.english)) for file, m in found)
    yield from table_lines(("position", "text", "term", "pinyin", "English"), rows, width)


def format_explanation(file: str, mention: Mention, before: str, after: str, level: Level) -> str:
    """Return why a mention was accepted.

    Args:
        file: The name of its file.
        mention: The mention.
        before: Text before it, as context.
        after: Text after it, as context.
        level: The level it was found at.
    """
    reason = _EXPLANATIONS[mention.boundary]
    required = f"{level.value} asks for {level.threshold:.3g}"
    context = f"{safe_line(before)}〔{safe_line(mention.text)}〕{safe_line(after)}"
    return (
        f"{file}:{mention.start}  {context}\n"
        f"    {mention.concept.id}: {reason}; score {mention.score:.2f}, {required}\n"
    )
