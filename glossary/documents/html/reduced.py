"""HTML reduced to elements that every format has: valid, without styles, menus and pictures.

Elements that are kept are built anew, so that the result is valid HTML and well-formed XML
whatever it was made of. Divisions are resolved into their paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from glossary.documents.html.names import INLINE
from termbase.formats.xml.safe import local

_KEPT_INLINE = frozenset(
    (
        "b bdi cite code del em i ins kbd mark q rt ruby s samp small span strong sub sup u var"
    ).split()
)
_INLINE = INLINE | _KEPT_INLINE | frozenset(("img", "math", "rb", "rtc"))
_HIDDEN = frozenset(
    (
        "audio button canvas datalist embed head iframe input link meta nav noembed noframes "
        "noscript object rp script select style svg template textarea title video"
    ).split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = _HEADINGS | frozenset("blockquote div dl dir menu ol p pre table ul".split())
_IN_TABLE = frozenset("thead tbody tfoot tr".split())
_CELLS = frozenset(("td", "th"))
_LISTS = {"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"}
_LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_UNSAFE = re.compile(r"[^\w.-]", re.ASCII)
_SPAN = re.compile("[1-9][0-9]{0,2}")
# Elements that are nested deeper count for their text only.
_MOST_DEPTH = 60
# XML has no other control characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def safe_id(identifier: str) -> str:
    """Return an identifier without characters that XML has in none."""
    return _UNSAFE.sub(lambda match: f"_{ord(match[0]):x}", identifier)


class Reducer:
    """Reduces the trees of one document, in which every identifier is used once."""

    def __init__(self) -> None:
        self._link: Callable[[str], str | None] = str
        self._identifier: Callable[[str], str] = str
        self._used: set[str] = set()
        # Identifiers of elements that are not kept, for the next text.
        self._pending: list[str] = []

    def blocks(
        self,
        body: Any,
        link: Callable[[str], str | None],
        identifier: Callable[[str], str] = safe_id,
        anchor: str = "",
    ) -> list[str]:
        """Return the blocks of an element: headings, paragraphs, lists, tables.

        Args:
            body: An lxml element.
            link: A function that returns the target of a link, or nothing for one that is not kept.
            identifier: A function that returns the new identifier for an old one.
            anchor: A new identifier for its beginning.
        """
        self._link, self._identifier = link, identifier
        self._pending = [anchor] if anchor else []
        found = list(self._flow(body, 0))
        return [*found, f"<p>{self._anchors()}</p>"] if self._pending else found

    def _flow(self, element: Any, depth: int) -> Iterator[str]:
        """Yield the content of an element as blocks; text among them becomes paragraphs."""
        text = [_text(element.text)]
        for child in element:
            name = local(child)
            if name in _INLINE and not _has_block(child):
                text.append(self._inline(child, depth + 1))
            elif name == "br":
                text.append("<br/>")
            elif name not in _HIDDEN:
                yield from self._paragraph(text)
                text = []
                yield from self._block(child, name, depth + 1)
            text.append(_text(child.tail))
        yield from self._paragraph(text)

    def _paragraph(self, text: list[str]) -> Iterator[str]:
        if content := _without_last_breaks("".join(text)):
            yield f"<p>{self._anchors()}{content}</p>"

    def _block(self, element: Any, name: str, depth: int) -> Iterator[str]:
        if depth > _MOST_DEPTH:
            yield from self._paragraph([_text("".join(element.itertext()))])
        elif name in _HEADINGS or name == "pre" or (name == "p" and not _has_block(element)):
            attributes = self._attributes(element)
            content = self._content(element, depth)
            if name != "pre":
                content = _without_last_breaks(content)
            if content.strip():
                yield f"<{name}{attributes}>{self._anchors()}{content}</{name}>"
        elif name in _LISTS:
            yield from self._list(element, _LISTS[name], depth)
        elif name == "table":
            yield from self._table(element, depth)
        elif name == "blockquote":
            yield from self._around(element, name, depth)
        elif name == "hr":
            yield "<hr/>"
        else:
            self._keep_id(element)
            yield from self._flow(element, depth)

    def _around(self, element: Any, name: str, depth: int, more: str = "") -> Iterator[str]:
        attributes = self._attributes(element)
        if content := "".join(self._flow(element, depth)):
            yield f"<{name}{attributes}{more}>{content}</{name}>"

    def _list(self, element: Any, name: str, depth: int) -> Iterator[str]:
        attributes = self._attributes(element)
        items = self._loose_item(element.text)
        for child in element:
            if local(child) == "li":
                items += self._around(child, "li", depth + 1)
            elif local(child) and local(child) not in _HIDDEN:
                content = "".join(self._block(child, local(child), depth + 1))
                items += [f"<li>{content}</li>"] if content else []
            items += self._loose_item(child.tail)
        if items:
            yield f"<{name}{attributes}>{''.join(items)}</{name}>"

    def _loose_item(self, text: str | None) -> list[str]:
        """Return text in a list that is in none of its items as one."""
        return [f"<li>{paragraph}</li>" for paragraph in self._paragraph([_text(text)])]

    def _table(self, element: Any, depth: int) -> Iterator[str]:
        attributes = self._attributes(element)
        yield from self._outside_cells(element, depth)
        rows = []
        for row in _rows_of(element):
            cells = []
            for cell in row:
                if local(cell) in _CELLS:
                    more = "".join(
                        f' {key}="{value}"'
                        for key in ("colspan", "rowspan")
                        if _SPAN.fullmatch(value := cell.get(key, ""))
                    )
                    attributes_of_cell = self._attributes(cell) + more
                    content = "".join(self._flow(cell, depth + 3))
                    cells.append(f"<{local(cell)}{attributes_of_cell}>{content}</{local(cell)}>")
            if cells:
                rows.append(f"<tr>{''.join(cells)}</tr>")
        if rows:
            yield f"<table{attributes}>{''.join(rows)}</table>"

    def _outside_cells(self, element: Any, depth: int) -> Iterator[str]:
        """Yield what is in a table but in none of its cells, such as a caption."""
        yield from self._paragraph([_text(element.text)])
        for child in element:
            name = local(child)
            if name in _IN_TABLE:
                yield from self._outside_cells(child, depth + 1)
            elif name and name not in _HIDDEN and not (local(element) == "tr" and name in _CELLS):
                yield from self._block(child, name, depth + 1)
            yield from self._paragraph([_text(child.tail)])

    def _content(self, element: Any, depth: int, *, in_link: bool = False) -> str:
        """Return the content of an element within a line."""
        parts = [_text(element.text)]
        for child in element:
            parts += [self._inline(child, depth + 1, in_link=in_link), _text(child.tail)]
        return "".join(parts)

    def _inline(self, element: Any, depth: int, *, in_link: bool = False) -> str:
        name = local(element)
        if name in _HIDDEN or not name:
            return ""
        if depth > _MOST_DEPTH or name in ("br", "img", "math"):
            return _object(element, name)
        if name == "a":
            return self._anchor(element, depth, in_link=in_link)
        if name not in _KEPT_INLINE or not _is_in_place(element, name):
            anchor = f'<span id="{new}"></span>' if (new := self._new_id(element)) else ""
            content = self._content(element, depth, in_link=in_link)
            return anchor + (content if name in _INLINE else f" {content} ")
        attributes = self._attributes(element)
        content = self._content(element, depth, in_link=in_link)
        if name == "span" and not attributes:
            return content
        return f"<{name}{attributes}>{content}</{name}>"

    def _anchor(self, element: Any, depth: int, *, in_link: bool) -> str:
        target = None if in_link else self._link(element.get("href") or "")
        attributes = self._attributes(element)
        content = self._content(element, depth, in_link=in_link or target is not None)
        if target is not None:
            return f'<a{attributes} href="{escape(target)}">{content}</a>'
        return f"<span{attributes}>{content}</span>" if attributes else content

    def _attributes(self, element: Any) -> str:
        new = self._new_id(element)
        language = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
        parts = [f' id="{new}"'] if new else []
        if language and _LANGUAGE.fullmatch(language):
            parts.append(f' lang="{language}"')
        return "".join(parts)

    def _new_id(self, element: Any) -> str:
        old = element.get("id") or (element.get("name") if local(element) == "a" else "")
        new = self._identifier(old) if old else ""
        if new in self._used:
            return ""
        self._used.add(new)
        return new

    def _keep_id(self, element: Any) -> None:
        if new := self._new_id(element):
            self._pending.append(new)

    def _anchors(self) -> str:
        anchors = "".join(f'<span id="{one}"></span>' for one in self._pending)
        self._pending = []
        return anchors


def _has_block(element: Any) -> bool:
    """Return True if an element of a line has a block in it, as HTML 5 allows for links."""
    return any(local(child) in _BLOCKS for child in element.iter() if child is not element)


def _without_last_breaks(content: str) -> str:
    """Return content without white space around it, and breaks at its end, which HTML ignores."""
    content = content.strip()
    while content.endswith("<br/>"):
        content = content.removesuffix("<br/>").rstrip()
    return content


def _object(element: Any, name: str) -> str:
    """Return a line break, the words for a picture or a formula, or the text of what else it is."""
    if name == "br":
        return "<br/>"
    words = element.get("alt") or element.get("alttext") or ""
    if name != "img" and not words:
        words = " ".join("".join(element.itertext()).split())
    return f"<em>{_text(words)}</em>" if words.strip() and name in ("img", "math") else _text(words)


def _is_in_place(element: Any, name: str) -> bool:
    """Return False for a ruby element without readings, and for a reading outside of one."""
    if name == "ruby":
        return any(local(child) == "rt" for child in element)
    return name != "rt" or local(element.getparent()) == "ruby"


def _rows_of(element: Any) -> Iterator[Any]:
    for child in element:
        if local(child) == "tr":
            yield child
        elif local(child) in _IN_TABLE:
            yield from _rows_of(child)


def _text(text: str | None) -> str:
    # Quotation marks too, so that an attribute is never a part of text.
    return escape(_CONTROL.sub("", text or ""))
