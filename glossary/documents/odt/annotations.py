"""Take the annotations of an earlier run out of a part, also after another program saved it."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.documents.odt.names import (
    AUTHOR,
    BOOKMARK,
    DC,
    INDEX,
    INLINE_STYLE,
    OWN_STYLES,
    PINYIN_STYLE,
    PREFIX,
    office,
    style,
    text,
)
from glossary.documents.xml import Element, root_of, without

_SIGNS = (PREFIX, BOOKMARK, AUTHOR)
_COMMENT_NAME = office("name")


def without_annotations(source: str) -> str:
    """Return the text of a part without annotations of ours."""
    if not any(sign in source for sign in _SIGNS):
        return source
    root = root_of(source)
    comments = {
        comment.get(_COMMENT_NAME)
        for comment in root.all(office("annotation"))
        if _is_own_comment(comment, source)
    }
    return without(source, _own_spans(root, source, comments - {""}))


def _own_spans(parent: Element, source: str, comments: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of what is ours in an element; comments are the names of our comments."""
    for element in parent.elements:
        if _is_own(element, source, comments):
            yield element.start, element.end
            continue
        if element.name == text("ruby"):
            yield from _own_ruby(element)
        elif element.name == office("styles") and source.endswith(OWN_STYLES, 0, element.start):
            yield element.start - len(OWN_STYLES), element.end
        yield from _own_spans(element, source, comments)


def _is_own(element: Element, source: str, comments: set[str]) -> bool:
    name = element.name
    if name == office("annotation"):
        return _is_own_comment(element, source)
    if name == office("annotation-end"):
        return element.get(_COMMENT_NAME) in comments
    if name == text("note"):
        marks = element.all(text("bookmark"), text("bookmark-start"))
        return any(mark.get(text("name")).startswith(BOOKMARK) for mark in marks)
    if name == text("span"):
        return element.get(text("style-name")) == INLINE_STYLE
    if name == text("section"):
        return element.get(text("name")) == INDEX
    return name == style("style") and element.get(style("name")).startswith(PREFIX)


def _is_own_comment(comment: Element, source: str) -> bool:
    creator = comment.child(f"{{{DC}}}creator")
    return creator is not None and creator.text(source) == AUTHOR


def _own_ruby(ruby: Element) -> Iterator[tuple[int, int]]:
    """Yield the tags and the text of a ruby of ours, whose base stays."""
    base, reading = ruby.child(text("ruby-base")), ruby.child(text("ruby-text"))
    if base and reading and reading.get(text("style-name")) == PINYIN_STYLE:
        yield ruby.start, base.tag.end
        yield base.content_end, ruby.end
