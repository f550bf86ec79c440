"""Tell titles and slogans, which are translated freely."""

from __future__ import annotations

import re

from glossary.check.rule import Span

# The longest title, in characters, and what ends a sentence.
_HEADING, _SENTENCE_ENDS = 60, (".", "。", "!", "！", "?", "？", ";", "；")
# The mark of a title in Markdown, and a slogan in quotation marks.
_TITLE = re.compile(r"\s*#")
_SLOGAN = re.compile("「[^」]*」|『[^』]*』|“[^”]*”")


def is_heading(text: str) -> bool:
    """Return True for a title, which need not name what the whole text is about."""
    return len(text) <= _HEADING and not text.rstrip().endswith(_SENTENCE_ENDS)


def is_in_title_or_slogan(span: Span, text: str) -> bool:
    """Return True for a span of a title, or of a slogan of several clauses in quotation marks.

    Args:
        span: The start and the end in the text, in code points.
        text: The text of a segment.
    """
    start, end = span
    return _TITLE.match(text) is not None or any(
        match.start() < start and end < match.end() and "，" in match[0]
        for match in _SLOGAN.finditer(text)
    )
