"""Take the annotations of an earlier run out of a workbook, also after another save."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.documents.opc import Relationship, main_part, relationships, xml_part
from glossary.documents.own_parts import own_parts, without_links, without_own_parts
from glossary.documents.package import Package
from glossary.documents.xlsx.cells import position
from glossary.documents.xlsx.names import AUTHOR, SIGNATURE, local
from glossary.documents.xlsx.vml import without_notes
from glossary.documents.xlsx.workbook import relationship_id
from glossary.documents.xml import Element, root_of, whole, without

_Span = tuple[int, int]


def without_annotations(package: Package) -> bytes:
    """Return the bytes of a workbook without annotations of ours.

    Raises:
        InputError: If a part that may have some is damaged.
    """
    main, own = main_part(package), own_parts(package)
    sheets = [link.target for link in relationships(package, main) if link.kind == "worksheet"]
    texts = dict(without_links(package, sheets))
    drawings: dict[str, bytes] = {}
    for sheet in sheets:
        links = [link for link in relationships(package, sheet) if link.target in package]
        if any(link.target in own and link.kind == "vmlDrawing" for link in links):
            texts[sheet] = _without_drawing(xml_part(package, sheet).text)
        places = set()
        for comments in _of_kind(links, "comments"):
            source = xml_part(package, comments).text
            if SIGNATURE in source:
                found = Comments(source)
                places |= found.own_places
                texts[comments] = found.without_own()
        for drawing in _of_kind(links, "vmlDrawing") if places else ():
            drawings[drawing] = without_notes(package.read(drawing), places)
    texts = {member: text for member, text in texts.items() if member not in own}
    drawings = {
        member: content
        for member, content in drawings.items()
        if member not in own and content != package.read(member)
    }
    original = without_own_parts(package, texts)
    return Package(original, package.name).changed(drawings)


class Comments:
    """The comments of a sheet.

    Args:
        source: The text of their part.

    Attributes:
        authors: The elements of their authors, in order.
        comments: The elements of the comments.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.root = root_of(source)
        lists = {local(one.name): one for one in self.root.elements}
        self.author_list = lists.get("authors")
        self.comment_list = lists.get("commentList")
        self.authors = list(self.author_list.elements) if self.author_list else []
        self.comments = list(self.comment_list.elements) if self.comment_list else []

    def author_of(self, comment: Element) -> str:
        """Return the name of the author of a comment."""
        number = whole(comment.get("authorId"), len(self.authors))
        return self.authors[number].text(self.source) if number < len(self.authors) else ""

    def text_of(self, comment: Element) -> Element | None:
        """Return the text of a comment."""
        return next((one for one in comment.elements if local(one.name) == "text"), None)

    @property
    def own_places(self) -> set[tuple[int, int]]:
        """The rows and columns, from 1, of the comments that are ours as a whole."""
        places = (position(one.get("ref")) for one in self.comments if self._is_own(one))
        return {place for place in places if place}

    def without_own(self) -> str:
        """Return the text of the part without comments of ours, and without our additions."""
        return without(self.source, self._own_spans())

    def _is_own(self, comment: Element) -> bool:
        text = self.text_of(comment)
        return text is not None and text.text(self.source).startswith(SIGNATURE)

    def _own_spans(self) -> Iterator[_Span]:
        used = set()
        for comment in self.comments:
            if self._is_own(comment):
                yield comment.start, comment.end
            else:
                used.add(comment.get("authorId"))
                text = self.text_of(comment)
                if text:
                    yield from _addition(text, self.source)
        for number, author in enumerate(self.authors):
            is_last = number == len(self.authors) - 1
            if is_last and str(number) not in used and author.text(self.source) == AUTHOR:
                yield author.start, author.end


def _addition(text: Element, source: str) -> Iterator[_Span]:
    """Yield the spans of what was added to a comment of another author: all from a mark on."""
    is_ours = False
    for child in text.elements:
        if is_ours:
            yield child.start, child.end
            continue
        shown = [child] if local(child.name) == "t" else list(child.elements)
        for element in (one for one in shown if local(one.name) == "t"):
            start = source.find(SIGNATURE, element.start, element.end)
            if start < 0:
                continue
            is_ours = True
            start -= source.startswith("\n", start - 1)
            if start == element.tag.end and child is not element:
                yield child.start, child.end
            else:
                yield start, element.content_end


def _without_drawing(source: str) -> str:
    """Return the text of a sheet without the mention of a drawing of ours."""
    drawings = (one for one in root_of(source).elements if local(one.name) == "legacyDrawing")
    own = (one for one in drawings if relationship_id(one).startswith("zg"))
    return without(source, ((one.start, one.end) for one in own))


def _of_kind(links: list[Relationship], kind: str) -> list[str]:
    return [link.target for link in links if link.kind == kind]
