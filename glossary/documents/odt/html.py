"""An OpenDocument text as HTML: the body of a page, footnotes at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from glossary.documents.odt.file import CONTENT, OdtFile
from glossary.documents.odt.names import PARAGRAPHS, TABLE, XLINK, office, text
from glossary.documents.odt.styles import Styles
from glossary.documents.odt.text import character, heading_of, hidden_styles, is_unread
from glossary.documents.xml import Element, Token, root_of
from glossary.documents.xml.tree import shown

# What a link may lead to; anything else, such as a script, is left out.
_ADDRESS = re.compile(r"(?:https?|mailto|ftp|tel):|#", re.IGNORECASE)
_STYLE_NAME = text("style-name")
_BOOKMARKS = frozenset({text("bookmark"), text("bookmark-start")})
_TABLE_PREFIX = f"{{{TABLE}}}"
_ROW, _CELL, _HEADER_ROWS = (
    f"{_TABLE_PREFIX}{name}" for name in ("table-row", "table-cell", "table-header-rows")
)
_TABLE = f"{_TABLE_PREFIX}table"
_SPANS = {
    "colspan": f"{_TABLE_PREFIX}number-columns-spanned",
    "rowspan": f"{_TABLE_PREFIX}number-rows-spanned",
}


def to_html(file: OdtFile) -> str:
    """Return the body of a file as HTML, without headers and footers."""
    roots = {name: root_of(part.text) for name, part in file.parts.items()}
    styles = Styles.of([root for name, root in roots.items() if name != CONTENT])
    content = roots[CONTENT]
    own = Styles.of([content])
    styles.styles.update(own.styles)
    styles.lists.update(own.lists)
    hidden = frozenset().union(*map(hidden_styles, roots.values()))
    writer = _Writer(file.parts[CONTENT].text, styles, hidden)
    parts = [part for body in content.all(office("body")) for part in writer.blocks(body)]
    return "".join(parts) + writer.footnotes()


class _Writer:
    """Writes elements as HTML and collects the notes in them.

    Args:
        source: The text of the part.
        styles: The styles.
        hidden: The names of the styles of hidden text.
    """

    def __init__(self, source: str, styles: Styles, hidden: frozenset[str]) -> None:
        self._source = source
        self._styles = styles
        self._hidden = hidden
        self._notes: list[str] = []

    def blocks(self, parent: Element, level: int = 0, list_style: str = "") -> Iterator[str]:
        """Yield the blocks in an element: those of a list at a level, 0 outside of lists."""
        for element in parent.elements:
            if is_unread(element):
                continue
            if element.name in PARAGRAPHS:
                yield from self._paragraph(element)
            elif element.name == text("list"):
                name = element.get(_STYLE_NAME) or list_style
                tag = self._styles.list_tag(name, level + 1)
                items = "".join(
                    f"<li>{_unwrapped(self.blocks(item, level + 1, name))}</li>\n"
                    for item in element.elements
                )
                yield f"<{tag}>\n{items}</{tag}>\n"
            elif element.name == _TABLE:
                yield f"<table>\n{''.join(self._rows(element))}</table>\n"
            else:
                yield from self.blocks(element, level, list_style)

    def footnotes(self) -> str:
        """Return the notes that were collected, as a list."""
        if not self._notes:
            return ""
        items = "".join(
            f'<li id="fn{number}" class="footnote-item">{note}</li>\n'
            for number, note in enumerate(self._notes, 1)
        )
        return (
            '<hr class="footnotes-sep">\n<section class="footnotes">\n'
            f'<ol class="footnotes-list">\n{items}</ol>\n</section>\n'
        )

    def _paragraph(self, element: Element) -> Iterator[str]:
        """Yield a paragraph, then what is anchored in it, such as text boxes."""
        name = element.get(_STYLE_NAME)
        if name in self._hidden:
            return
        nested: list[Element] = []
        content = self._inline(element, nested).strip()
        level = heading_of(element) or int(self._styles.is_title(name))
        tag = f"h{level}" if level else "p"
        if content:
            yield f"<{tag}>{content}</{tag}>\n"
        for inner in nested:
            yield from self.blocks(inner)

    def _inline(self, parent: Element, nested: list[Element]) -> str:
        parts = []
        for child in parent.children:
            if isinstance(child, Token):
                parts.append(escape(shown(self._source, child)))
            elif child.name in _BOOKMARKS:
                parts.append(f'<span id="{escape(child.get(text("name")))}"></span>')
            elif child.name == text("line-break"):
                parts.append("<br>\n")
            elif text_shown := character(child):
                parts.append(text_shown)
            elif child.name == text("note"):
                parts.append(self._note(child))
            elif child.name == text("ruby"):
                parts.append(self._ruby(child, nested))
            elif child.name.startswith(text("")) and not is_unread(child):
                parts.append(self._span(child, nested))
            elif not is_unread(child):
                nested.append(child)
        return "".join(parts)

    def _span(self, element: Element, nested: list[Element]) -> str:
        name = element.get(_STYLE_NAME)
        if name in self._hidden:
            return ""
        content = self._inline(element, nested)
        if not content.strip():
            return content
        address = element.get(f"{{{XLINK}}}href").strip()
        if element.name == text("a") and _ADDRESS.match(address):
            return f'<a href="{escape(address)}">{content}</a>'
        for tag in reversed(self._styles.tags(name) if element.name == text("span") else []):
            content = f"<{tag}>{content}</{tag}>"
        return content

    def _ruby(self, element: Element, nested: list[Element]) -> str:
        base, reading = element.child(text("ruby-base")), element.child(text("ruby-text"))
        content = self._inline(base, nested) if base else ""
        over = escape(reading.text(self._source)) if reading else ""
        return f"<ruby>{content}<rt>{over}</rt></ruby>" if over else content

    def _note(self, element: Element) -> str:
        body = element.child(text("note-body"))
        # Its number is taken before that of notes in it.
        number = len(self._notes) + 1
        self._notes.append("")
        self._notes[number - 1] = "".join(self.blocks(body)) if body else ""
        return f'<sup class="footnote-ref"><a href="#fn{number}">[{number}]</a></sup>'

    def _rows(self, parent: Element, tag: str = "td") -> Iterator[str]:
        for element in parent.elements:
            if element.name == _ROW:
                cells = (cell for cell in element.elements if cell.name == _CELL)
                yield f"<tr>{''.join(self._cell(cell, tag) for cell in cells)}</tr>\n"
            else:
                yield from self._rows(element, "th" if element.name == _HEADER_ROWS else tag)

    def _cell(self, element: Element, tag: str) -> str:
        spans = "".join(
            f' {attribute}="{count}"'
            for attribute, name in _SPANS.items()
            if (count := element.get(name)).isdecimal() and count != "1"
        )
        return f"<{tag}{spans}>{_unwrapped(self.blocks(element))}</{tag}>"


def _unwrapped(blocks: Iterable[str]) -> str:
    """Return blocks; one paragraph by itself without its tags, as in a tight list."""
    parts = list(blocks)
    if len(parts) == 1 and parts[0].startswith("<p>"):
        return parts[0].removeprefix("<p>").removesuffix("</p>\n")
    return "".join(parts)
