"""Markdown documents: text with its offsets.

markdown-it gives the lines of a block and the text in it, but not the offsets in the lines; so the
texts are searched for in the source one after the other, past everything that is not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from glossary.documents.document import Block, Document
from glossary.documents.markdown_parser import markdown_parser, normalize, without_front_matter
from glossary.documents.markdown_raw import RawHtml
from glossary.documents.markdown_runs import RunReader

_LABEL = r"\[\^zg-[a-z0-9._-]+\]"
_DEFINITIONS = re.compile(rf"\n\n(?:{_LABEL}: [^\n]*(?:\n|\Z))+\Z")
# Definitions are written before a last block that is not closed, such as a code fence.
_EARLY_DEFINITIONS = re.compile(rf"\n\n(?:{_LABEL}: [^\n]*\n)+\n")
_REFERENCE_PART = re.compile(r"(\[\^zg-|\])")
_LABEL_NAME = re.compile(r"[a-z0-9._-]+")


def remove_annotations(source: str) -> str:
    """Return the source without the footnotes that an earlier annotation put in."""
    if "[^zg-" not in source:
        return source
    return _without_references(_EARLY_DEFINITIONS.sub("", _DEFINITIONS.sub("", source)))


def _without_references(source: str) -> str:
    """Return the source without references, nested ones included: ``[^zg-a[^zg-a]]``."""
    parts: list[str] = []
    opened: list[int] = []
    for part in _REFERENCE_PART.split(source):
        if part == "]" and opened and _LABEL_NAME.fullmatch("".join(parts[opened[-1] + 1 :])):
            del parts[opened.pop() :]
            continue
        if part == "]":
            # A label that contains a bracket is none, so that no reference began before.
            opened.clear()
        elif part == "[^zg-":
            opened.append(len(parts))
        parts.append(part)
    return "".join(parts)


def blocks(source: str) -> tuple[Block, ...]:
    """Return the text of a Markdown document, block by block."""
    return tuple(_read(source, _parse(normalize(source)))[0])


class ReferencePoints(NamedTuple):
    """Offsets in the source of a document at which footnotes can be put.

    Attributes:
        definitions: That of the definitions: the end, or the start of a last block that is not
            closed, such as a code fence, for text after it would be a part of it.
        is_unclosed: True if there is such a block.
        after: Those of references behind text, by the end of the text, where that is beside marks
            of emphasis: after a mark that ends there.
    """

    definitions: int
    is_unclosed: bool
    after: Mapping[int, int]


def reference_points(source: str) -> ReferencePoints:
    """Return where footnotes can be put into a document."""
    more = f"{source}\n\n."
    tokens = _parse(normalize(more))
    after = _read(more, tokens)[1]
    last = tokens[-1]
    if last.type not in ("fence", "html_block") or last.level or not last.map:
        return ReferencePoints(len(source), False, after)
    return ReferencePoints(_line_starts(normalize(more))[last.map[0]], True, after)


def changed_spans(source: str, annotated: str) -> list[tuple[int, int]]:
    """Return the spans of a document's blocks in which its footnotes changed more than they add."""
    normalized = normalize(source)
    before = [token for token in _parse(normalized) if token.type == "inline" and token.map]
    after = _inline_tokens(_parse(normalize(annotated)))
    if len(before) != len(after):
        return [(0, len(source))]
    starts = _line_starts(normalized)
    changed = (
        token.map or [0, 0]
        for token, other in zip(before, after, strict=True)
        if _outline(token) != _outline(other)
    )
    return [(starts[first], starts[min(end, len(starts) - 1)]) for first, end in changed]


def _inline_tokens(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens of text outside footnotes of an annotation."""
    found = []
    is_own = False
    for token in tokens:
        if token.type == "footnote_reference_open":
            is_own = token.meta["label"].startswith("zg-")
        elif token.type == "footnote_reference_close":
            is_own = False
        elif token.type == "inline" and token.map and not is_own:
            found.append(token)
    return found


def _outline(token: Token) -> list[tuple[object, ...]]:
    """Return what a text is without references of an annotation."""
    parts: list[tuple[object, ...]] = []
    for child in token.children or ():
        if child.type == "footnote_ref" and child.meta["label"].startswith("zg-"):
            continue
        if child.type in ("text", "text_special"):
            parts += [(char,) for char in child.content]
        else:
            parts.append((child.type, child.markup, child.content, str(child.attrs)))
    return parts


def _parse(normalized: str) -> list[Token]:
    return _parser().parse(without_front_matter(normalized))


def _read(source: str, tokens: Sequence[Token]) -> tuple[list[Block], dict[int, int]]:
    """Return the text of a document, and the marks of emphasis beside it."""
    normalized = normalize(source)
    starts = _line_starts(normalized)
    html = RawHtml(normalized, source, starts)
    found: list[Block] = []
    marks: dict[int, int] = {}
    offset, heading = 0, 0
    for token in tokens:
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "footnote_reference_open" and token.map:
            label = f"[^{token.meta['label']}]:"
            offset = normalized.index(label, max(offset, starts[token.map[0]])) + len(label)
        elif token.type == "html_block":
            found.extend(html.blocks(token))
        elif token.type == "inline" and token.map:
            offset = max(offset, starts[token.map[0]])
            end = starts[min(token.map[1], len(starts) - 1)]
            reader = RunReader(normalized, source, offset, end, in_link=html.is_link)
            runs = reader.runs(token.children or ())
            offset = reader.offset
            marks.update(reader.marks)
            if runs and html.is_searched:
                found.append(Block(runs, heading))
    return found, marks


def as_html(document: Document) -> str:
    """Return the document as the body of an HTML page."""
    from glossary.documents.markdown_html import to_html

    return to_html(document.source)


def _line_starts(normalized: str) -> list[int]:
    lengths = map(len, normalized.split("\n"))
    return list(accumulate(lengths, lambda start, length: start + length + 1, initial=0))


@cache
def _parser() -> MarkdownIt:
    # Without text_join, an escaped character stays a token of its own, distinct from plain text.
    return markdown_parser().disable("text_join")
