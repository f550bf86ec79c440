"""Plain text documents: all of a source is text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from glossary.documents.document import Block, Document, TextRun

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
# White space around and between paragraphs.
_AROUND = re.compile(r"(\n\s*\n|\A\s+|\s+\Z)")
_SENTENCE_END = tuple(".。!！?？;；:：,，…")
_LONGEST_TITLE = 120


def remove_annotations(source: str) -> str:
    """Return the source as it is: nothing is put into plain text."""
    return source


def blocks(source: str) -> tuple[Block, ...]:
    """Return the whole text as one block."""
    return (Block((TextRun(0, len(source), source),)),) if source else ()


def as_html(document: Document) -> str:
    """Return the text with its paragraphs marked up; without the tags it is the escaped text."""
    parts = []
    for number, part in enumerate(_AROUND.split(document.source)):
        if number % 2 or not part:
            parts.append(part)
        else:
            tag = "h1" if number == 0 and _is_title(part) else "p"
            parts.append(f"<{tag}>{escape(part, quote=False)}</{tag}>")
    return "".join(parts)


def paragraphs(source: str) -> Iterator[Block]:
    """Yield the paragraphs of a text without white space around them, a title as a heading.

    Paragraphs end at blank lines; in a text without any, each line is one.
    """
    between = _BLANK_LINES if _BLANK_LINES.search(source.strip()) else re.compile(r"\n")
    offset, is_first = 0, True
    for part in between.split(source):
        offset = source.index(part, offset)
        if text := part.strip():
            start = source.index(text, offset)
            run = TextRun(start, start + len(text), text)
            yield Block((run,), heading=int(is_first and _is_title(text)))
            is_first = False
        offset += len(part)


def _is_title(text: str) -> bool:
    is_short = "\n" not in text and len(text) <= _LONGEST_TITLE
    return is_short and not text.endswith(_SENTENCE_END) and "://" not in text
