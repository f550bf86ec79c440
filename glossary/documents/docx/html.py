"""A Word document as HTML: its text with headings, lists, tables, links, emphasis, ruby, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from glossary.documents.document import Document
from glossary.documents.docx.names import OFF, attribute, short
from glossary.documents.docx.parts import Parts
from glossary.documents.docx.story import Layout, NoteMark, Run, Story
from glossary.documents.opc import relationships
from glossary.documents.paragraph import Paragraph
from termbase.formats.xml.safe import tree_of

_PROPERTY = re.compile(r'<(?:[\w.-]+:)?(\w+)(?:\s[^<>]*?val="([^"]*)")?[^<>]*/>')
# Values of properties, and the elements that they are as HTML.
_EMPHASIS = {"b": "strong", "i": "em", "strike": "s", "dstrike": "s"}
_POSITIONS = {"superscript": "sup", "subscript": "sub"}
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_READING = re.compile(r"<((?:[\w.-]+:)?)rt(?:\s[^<>]*)?>(.*?)</\1rt>", re.DOTALL)
_TEXT = re.compile(r"<(?:[\w.-]+:)?t(?:\s[^<>]*)?>([^<]*)<")
# The most characters between a reading and the end of what is below it.
_FARTHEST = 50_000
_UNORDERED = frozenset(("bullet", "none"))


class _Reading(NamedTuple):
    """A reading over text.

    Attributes:
        offset: Its offset in the part, from 0; -1 for none.
        text: The reading.
    """

    offset: int = -1
    text: str = ""


_NO_READING = _Reading()


def to_html(document: Document) -> str:
    """Return the content of a document as the body of an HTML page."""
    parts = Parts.of_document(document)
    bullets = _bullets(parts)
    return "".join(
        line
        for member in parts.stories
        for line in _Writer(parts, member, bullets).write(parts.story(member))
    )


class _Writer:
    """Writes the text of one part."""

    def __init__(self, parts: Parts, member: str, bullets: frozenset[str]) -> None:
        self._bullets = bullets
        self._text = parts.part(member).text
        self._targets = {
            one.id: one.target for one in relationships(parts.package, member) if one.is_external
        }
        kinds = {one.target: one.kind for one in parts.related}
        self._kind = kinds.get(member, "").removesuffix("s")

    def write(self, story: Story) -> Iterator[str]:
        """Yield the lines of the text."""
        marks = list(story.marks)
        # The tags that are open: of tables and lists.
        cells: tuple[int, ...] = ()
        lists: list[str] = []
        for paragraph, layout in zip(story.paragraphs, story.layouts, strict=True):
            if layout.cells != cells or not layout.list_id:
                yield from _close_lists(lists, 0)
            yield from _tables(cells, layout.cells)
            cells = layout.cells
            content = self._content(paragraph, story, marks)
            if not content.replace("<br>", "").strip():
                continue
            if layout.list_id and layout.list_id != "0" and not paragraph.heading:
                yield from self._item(content, layout, lists)
                continue
            yield from _close_lists(lists, 0)
            tag = f"h{paragraph.heading}" if paragraph.heading else "p"
            yield f"<{tag}>{self._note(layout)}{content}</{tag}>\n"
        yield from _close_lists(lists, 0)
        yield from _tables(cells, ())

    def _note(self, layout: Layout) -> str:
        """Return the mark at the beginning of a note."""
        if not layout.note:
            return ""
        name = f"{self._kind}-{escape(layout.note)}"
        return f'<a id="{name}" href="#{name}-ref">[{escape(layout.note)}]</a>'

    def _item(self, content: str, layout: Layout, lists: list[str]) -> Iterator[str]:
        tag = "ul" if layout.list_id in self._bullets else "ol"
        depth = layout.list_level + 1
        yield from _close_lists(lists, depth)
        if len(lists) == depth:
            if lists[-1] != tag:
                yield from _close_lists(lists, depth - 1)
            else:
                yield "</li>\n"
        while len(lists) < depth:
            yield f"<{tag}>" if len(lists) == depth - 1 else f"<{tag}><li>"
            lists.append(tag)
        yield f"<li>{content}"

    def _content(self, paragraph: Paragraph, story: Story, marks: list[NoteMark]) -> str:
        """Return the text of a paragraph with its marks."""
        # What is shown, with the reading over it.
        parts: list[tuple[str, _Reading]] = []
        former: Run | None = None
        texts: list[str] = []
        for piece in paragraph.pieces:
            if not piece.text:
                continue
            while marks and marks[0].offset < piece.start:
                parts += [self._marked("".join(texts), former), _reference(marks.pop(0))]
                texts = []
            run = story.children.at(piece.start).run
            if former and run is not former:
                parts.append(self._marked("".join(texts), former))
                texts = []
            former = run
            texts.append(escape(piece.text, quote=False).replace("\n", "<br>"))
        parts.append(self._marked("".join(texts), former))
        last = paragraph.pieces[-1].end if paragraph.pieces else 0
        end = story.children.start_after(last)
        while marks and last <= marks[0].offset and (end is None or marks[0].offset < end):
            parts.append(_reference(marks.pop(0)))
        return "".join(
            _with_reading("".join(part for part, _ in group), reading.text)
            for reading, group in groupby(parts, key=itemgetter(1))
        )

    def _marked(self, text: str, run: Run | None) -> tuple[str, _Reading]:
        """Return the text of a run with its emphasis and its link, and the reading over it."""
        if not run or not text.strip():
            return text, _NO_READING
        target = self._targets.get(run.target, "")
        is_link = bool(_ADDRESS.match(target))
        for tag in _tags(run.properties):
            # A link is underlined as it is.
            if not (tag == "u" and is_link):
                text = f"<{tag}>{text}</{tag}>"
        return f'<a href="{escape(target)}">{text}</a>' if is_link else text, self._reading(run)

    def _reading(self, run: Run) -> _Reading:
        """Return the reading over a run."""
        if not run.outer:
            return _NO_READING
        # There may be several in the run around.
        first = max(run.outer.start, run.start - _FARTHEST)
        base = self._text.rfind("rubyBase", first, run.start)
        start = max(self._text.rfind("ruby>", first, base), first)
        match = _READING.search(self._text, start, base)
        return _Reading(base, unescape("".join(_TEXT.findall(match[2])))) if match else _NO_READING


def _tags(properties: str) -> Iterator[str]:
    """Yield the elements that set off a run with some properties."""
    for name, value in _PROPERTY.findall(properties):
        if name in _EMPHASIS and value not in OFF:
            yield _EMPHASIS[name]
        elif name == "u" and value and value not in OFF:
            yield "u"
        elif name == "vertAlign" and value in _POSITIONS:
            yield _POSITIONS[value]


def _with_reading(content: str, reading: str) -> str:
    over = escape(reading, quote=False)
    return f"<ruby>{content}<rt>{over}</rt></ruby>" if over else content


def _reference(mark: NoteMark) -> tuple[str, _Reading]:
    name = f"{mark.kind}-{escape(mark.id)}"
    link = f'<sup><a id="{name}-ref" href="#{name}">[{escape(mark.id)}]</a></sup>'
    return link, _NO_READING


def _close_lists(lists: list[str], depth: int) -> Iterator[str]:
    while len(lists) > depth:
        yield f"</li></{lists.pop()}>\n"


def _tables(before: tuple[int, ...], after: tuple[int, ...]) -> Iterator[str]:
    """Yield the tags between paragraphs in two cells."""
    names = ("table", "tr", "td")
    common = 0
    while common < min(len(before), len(after)) and before[common] == after[common]:
        common += 1
    for depth in range(len(before) - 1, common - 1, -1):
        yield f"</{names[depth % 3]}>\n"
    for depth in range(common, len(after)):
        yield f"<{names[depth % 3]}>"


def _bullets(parts: Parts) -> frozenset[str]:
    """Return the identifiers of the lists that have no numbers."""
    member = parts.related_part("numbering")
    if not member:
        return frozenset()
    formats: dict[str, str] = {}
    found: set[str] = set()
    abstract = number = ""
    for element in tree_of(parts.part(member).text.encode(), member).iter():
        name = short(element.tag)
        if name == "abstractNum":
            abstract = attribute(element.attrib, "abstractNumId")
        elif name == "numFmt":
            formats.setdefault(abstract, attribute(element.attrib, "val"))
        elif name == "num":
            number = attribute(element.attrib, "numId")
        elif (
            name == "abstractNumId" and formats.get(attribute(element.attrib, "val")) in _UNORDERED
        ):
            found.add(number)
    return frozenset(found)
