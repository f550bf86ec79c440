"""The comments that a sheet has, and the parts that they are in."""

from __future__ import annotations

from dataclasses import dataclass, field

from glossary.documents.opc import relationships, xml_part
from glossary.documents.package import Package
from glossary.documents.xlsx.cells import position
from glossary.documents.xlsx.names import THREADED, local
from glossary.documents.xlsx.removal import Comments
from glossary.documents.xlsx.workbook import Sheet, relationship_id
from glossary.documents.xml import Element, root_of


@dataclass(frozen=True, slots=True)
class SheetComments:
    """The comments of a sheet.

    Attributes:
        part: The part that they are in; empty if there is none.
        comments: The comments in it; None if there is no part.
        drawing: The drawing that shows them, or form controls; empty if there is none.
        by_place: The comments by their row and column, from 1.
    """

    part: str
    comments: Comments | None
    drawing: str
    by_place: dict[tuple[int, int], Element] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, sheet: Sheet) -> SheetComments:
        """Return the comments of a sheet."""
        links = {
            link.id: link for link in relationships(package, sheet.part) if link.target in package
        }
        parts = [link.target for link in links.values() if link.kind == "comments"]
        root = root_of(xml_part(package, sheet.part).text) if links else None
        drawings = (
            (one for one in root.elements if local(one.name) == "legacyDrawing") if root else ()
        )
        ids = [relationship_id(one) for one in drawings]
        drawing = next((links[id].target for id in ids if id in links), "")
        if not parts:
            return cls("", None, drawing)
        found = Comments(xml_part(package, parts[0]).text)
        by_place = {
            place: comment
            for comment in found.comments
            if (place := position(comment.get("ref"))) is not None
        }
        return cls(parts[0], found, drawing, by_place)

    def can_carry(self, row: int, column: int) -> bool:
        """Return True if a cell has no comment, or one that can be added to.

        A threaded comment is in a part of its own, of which this one is a copy.
        """
        if self.comments is None:
            return True
        comment = self.by_place.get((row, column))
        if comment is None:
            return not (
                _is_closed(self.comments.author_list) or _is_closed(self.comments.comment_list)
            )
        text = self.comments.text_of(comment)
        is_threaded = self.comments.author_of(comment).startswith(THREADED)
        return not is_threaded and text is not None and any(True for _ in text.elements)


def _is_closed(element: Element | None) -> bool:
    """Return True if nothing can be put into an element."""
    return element is None or element.is_empty_tag
