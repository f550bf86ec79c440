"""The slides of a presentation and the parts that belong to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from glossary.documents.opc import Relationship, main_part, relationships, xml_part
from glossary.documents.package import Package
from glossary.documents.paragraph import Paragraph
from glossary.documents.pptx.names import short
from glossary.documents.pptx.text import TITLES, paragraph, paragraphs, placeholder, shapes
from glossary.documents.xml import Element, XmlPart, root_of


@dataclass(frozen=True, slots=True)
class Part:
    """A part with text.

    Attributes:
        name: Its name.
        xml: Its content.
        root: Its elements.
    """

    name: str
    xml: XmlPart
    root: Element

    @classmethod
    def of(cls, package: Package, name: str) -> Part:
        """Return a part of a package."""
        xml = xml_part(package, name)
        return cls(name, xml, root_of(xml.text))


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide.

    Attributes:
        number: Its number, from 1.
        part: The slide itself.
        diagrams: The data of the diagrams on it.
        notes: Its notes; None if it has none.
        links: The relationships of the slide by their ids.
    """

    number: int
    part: Part
    diagrams: tuple[Part, ...]
    notes: Part | None
    links: Mapping[str, Relationship]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts with text, in the order of reading."""
        notes = [self.notes] if self.notes else []
        return (self.part, *self.diagrams, *notes)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs: those of the slide, then those of its notes."""
        for part in self.parts:
            for shape in shapes(part.root):
                is_title = placeholder(shape) in TITLES and part is self.part
                heading = self.heading if is_title else 0
                for element in paragraphs(shape):
                    yield paragraph(element, part.xml.text, part.name, heading)

    @property
    def heading(self) -> int:
        """The level of its title: the first slide has that of the presentation."""
        return 1 if self.number == 1 else 2


def slides(package: Package) -> Iterator[Slide]:
    """Yield the slides of a presentation, hidden ones too, in their order.

    Raises:
        InputError: If the presentation or a slide is missing or damaged.
    """
    main = main_part(package)
    links = {link.id: link for link in relationships(package, main)}
    names = [
        links[id].target
        for element in root_of(xml_part(package, main).text).elements
        if short(element.name) == "p:sldIdLst"
        for slide in element.elements
        if (id := relationship_id(slide)) in links
    ]
    for number, name in enumerate(names, 1):
        of_slide = {link.id: link for link in relationships(package, name)}
        inner = [link for link in of_slide.values() if link.target in package]
        diagrams = [link.target for link in inner if link.kind == "diagramData"]
        notes = [link.target for link in inner if link.kind == "notesSlide"]
        yield Slide(
            number,
            Part.of(package, name),
            tuple(Part.of(package, diagram) for diagram in diagrams),
            Part.of(package, notes[0]) if notes else None,
            of_slide,
        )


def relationship_id(element: Element) -> str:
    """Return the id of the relationship that an element has in its attribute ``r:id``."""
    attributes = element.tag.attributes
    return next((value for name, value in attributes.items() if short(name) == "r:id"), "")
