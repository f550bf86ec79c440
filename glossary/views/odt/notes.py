"""The notes of terms as OpenDocument elements; they are found again by ``documents/odt``."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.documents.odt.names import AUTHOR, BOOKMARK, INITIALS, INLINE_STYLE, PINYIN_STYLE
from glossary.views.odt.xml import plain, spans
from glossary.views.summary import Summary, Words

RUBY_START = "<text:ruby><text:ruby-base>"


def comment_start(summary: Summary, number: int) -> str:
    """Return a comment, which begins before the term."""
    paragraphs = "".join(
        f"<text:p>{spans(line)}</text:p>" for line in (summary.head, *summary.lines)
    )
    return (
        f'<office:annotation office:name="zg-{number}"><dc:creator>{AUTHOR}</dc:creator>'
        f"<meta:creator-initials>{INITIALS}</meta:creator-initials>{paragraphs}</office:annotation>"
    )


def comment_end(number: int) -> str:
    """Return the end of a comment, after the term."""
    return f'<office:annotation-end office:name="zg-{number}"/>'


def footnote(summary: Summary, number: int, citation: int) -> str:
    """Return a footnote.

    Args:
        summary: Its content.
        number: Its number among our notes, from 1.
        citation: The number that it has until the document is opened.
    """
    lines = " · ".join(map(spans, summary.lines))
    content = ": ".join(filter(None, (spans(summary.head), lines)))
    return (
        f'<text:note text:id="zg-{number}" text:note-class="footnote">'
        f"<text:note-citation>{citation}</text:note-citation>"
        f'<text:note-body><text:p text:style-name="Footnote">'
        f'<text:bookmark text:name="{BOOKMARK}{number}"/>{content}</text:p></text:note-body>'
        "</text:note>"
    )


def ruby_end(reading: str) -> str:
    """Return what follows the base of a ruby: its reading."""
    return (
        f'</text:ruby-base><text:ruby-text text:style-name="{PINYIN_STYLE}">{plain(reading)}'
        "</text:ruby-text></text:ruby>"
    )


def brackets(words: Sequence[Words]) -> str:
    """Return a note in the line."""
    content = spans(words, between="")
    return f'<text:span text:style-name="{INLINE_STYLE}">{content}</text:span>'
