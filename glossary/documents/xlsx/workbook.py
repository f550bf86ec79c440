"""The sheets of a workbook and the text in their cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from glossary.documents.opc import main_part, relationships, xml_part
from glossary.documents.package import Package
from glossary.documents.paragraph import Paragraph, Piece
from glossary.documents.xlsx.cells import Cell, cells, shared_strings, text_of
from glossary.documents.xlsx.names import STRICT, local
from glossary.documents.xml import Element, root_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with cells.

    Attributes:
        number: Its number among those that are read, from 1.
        name: Its name.
        part: The part that it is.
        title: The paragraph that its name is.
    """

    number: int
    name: str
    part: str
    title: Paragraph


class Workbook:
    """A workbook.

    Args:
        package: The package.

    Attributes:
        package: The package.
        main: The name of its main part.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = main_part(package)

    @cached_property
    def root(self) -> Element:
        """The main part."""
        return root_of(xml_part(self.package, self.main).text)

    @property
    def is_strict(self) -> bool:
        """True for a strict file."""
        return self.root.name.removeprefix("{").partition("}")[0] in STRICT

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets with cells, in their order, hidden ones left out."""
        links = {link.id: link for link in relationships(self.package, self.main)}
        found: list[Sheet] = []
        for element in self.root.all(*_named(self.root, "sheet")):
            link = links.get(relationship_id(element))
            is_hidden = element.get("state") in ("hidden", "veryHidden")
            if link is None or link.kind != "worksheet" or is_hidden:
                continue
            name, number = element.get("name"), len(found) + 1
            piece = Piece(name, element.start, element.end)
            title = Paragraph(self.main, (piece,), heading=1 if number == 1 else 2)
            found.append(Sheet(number, name, link.target, title))
        return found

    @cached_property
    def shared(self) -> tuple[str, list[list[Piece]]]:
        """The part of the shared strings, and these; an empty list if it has none."""
        for link in relationships(self.package, self.main):
            if link.kind == "sharedStrings" and link.target in self.package:
                source = xml_part(self.package, link.target).text
                return link.target, shared_strings(source)
        return "", []

    def paragraphs(self) -> Iterator[tuple[Sheet, Cell | None, Paragraph]]:
        """Yield the name of each sheet, then the cells with text, each as a paragraph.

        Raises:
            InputError: If a sheet is missing or damaged.
        """
        strings, shared = self.shared
        for sheet in self.sheets:
            yield sheet, None, sheet.title
            for cell in cells(xml_part(self.package, sheet.part).text):
                if pieces := text_of(cell, shared):
                    part = strings if cell.type == "s" else sheet.part
                    yield sheet, cell, Paragraph(part, pieces)


def relationship_id(element: Element) -> str:
    """Return the id of the relationship that an element has in its attribute ``r:id``."""
    attributes = element.tag.attributes
    return next((value for name, value in attributes.items() if name.endswith("}id")), "")


def _named(root: Element, name: str) -> tuple[str, ...]:
    """Return the names of elements with a local name in the namespace of the root."""
    return (root.name.replace(local(root.name), name),)
