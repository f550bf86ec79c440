"""The parts of a presentation that get notes, and new ones where there are none."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from glossary.documents.insertion import insert
from glossary.documents.opc import (
    CONTENT_TYPES,
    NEW_RELATIONSHIPS,
    filled,
    find_member,
    main_part,
    override_xml,
    relationship_xml,
    relationships,
    relationships_member,
    xml_part,
)
from glossary.documents.package import Package
from glossary.documents.pptx.deck import Part, Slide
from glossary.documents.pptx.names import OWN, STRICT, TRANSITIONAL, short
from glossary.documents.pptx.text import placeholder, shapes
from glossary.documents.xml import Element, XmlPart, root_of
from glossary.documents.xml.binding import bound
from glossary.views.pptx.notes import body_xml, shape_xml
from glossary.views.pptx.templates import notes_master, notes_page

_TYPE = "application/vnd.openxmlformats-officedocument.{}+xml"
_NOTES_TYPE = _TYPE.format("presentationml.notesSlide")
_MASTER_TYPE = _TYPE.format("presentationml.notesMaster")
_THEME_TYPE = _TYPE.format("theme")


class Changes:
    """Changes of a presentation that are collected and then made at once.

    Args:
        package: The presentation.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = main_part(package)
        self._texts: dict[str, str] = {}
        self._new: dict[str, str] = {}
        self._copies: dict[str, bytes] = {}
        root = root_of(xml_part(package, self._main).text)
        self._is_strict = root.name.removeprefix("{").partition("}")[0] in STRICT
        self._prefixes: Mapping[str, str] = STRICT if self._is_strict else TRANSITIONAL
        self._folder = posixpath.dirname(self._main)
        self._master = next(
            (
                link.target
                for link in relationships(package, self._main)
                if link.kind == "notesMaster"
            ),
            "",
        )

    def add_notes(self, slide: Slide, paragraphs: str) -> None:
        """Add paragraphs to the notes of a slide."""
        if slide.notes:
            self._add_to_page(slide.notes, paragraphs)
        else:
            self._add_page(slide, paragraphs)

    def applied(self) -> bytes:
        """Return the presentation with all changes."""
        parts = {
            member: xml_part(self._package, member).with_text(text)
            for member, text in self._texts.items()
        }
        new = {member: XmlPart(member, "").with_text(text) for member, text in self._new.items()}
        return self._package.changed(parts | new | self._copies)

    def can_be_undone(self, original: bytes) -> bool:
        """Return True if a file without our notes has the members that there were."""
        found = Package(original, self._package.name)
        return found.names == self._package.names and all(
            found.read(member) == self._package.read(member) for member in self._texts
        )

    def _add_to_page(self, notes: Part, paragraphs: str) -> None:
        body = next((one for one in shapes(notes.root) if placeholder(one) == "body"), None)
        if body is None:
            offset, xml = _end_of_shapes(notes.root), shape_xml(paragraphs, _unused_id(notes.root))
        else:
            text = next((one for one in body.elements if short(one.name) == "p:txBody"), None)
            offset = text.content_end if text else body.content_end
            xml = paragraphs if text else body_xml(paragraphs)
        source = notes.xml.text
        self._texts[notes.name] = insert(source, self._bound(source, offset, xml))

    def _add_page(self, slide: Slide, paragraphs: str) -> None:
        if not self._master:
            self._add_master()
        page = f"{self._folder}/notesSlides/{OWN}notesSlide{slide.number}.xml"
        self._new[page] = notes_page(paragraphs, self._prefixes)
        self._state_type(page, _NOTES_TYPE)
        self._relate(slide.part.name, "zgNotes", "notesSlide", page)
        self._relate(page, "zgMaster", "notesMaster", self._master)
        self._relate(page, "zgSlide", "slide", slide.part.name)

    def _add_master(self) -> None:
        """Add a master of notes with a copy of the theme of the presentation."""
        self._master = f"{self._folder}/notesMasters/{OWN}notesMaster.xml"
        self._new[self._master] = notes_master(self._prefixes)
        self._state_type(self._master, _MASTER_TYPE)
        self._relate(self._main, "zgNotesMaster", "notesMaster", self._master)
        links = relationships(self._package, self._main)
        for theme in (link.target for link in links if link.kind == "theme"):
            copy = f"{posixpath.dirname(theme)}/{OWN}theme.xml"
            self._copies[copy] = self._package.read(theme)
            self._state_type(copy, _THEME_TYPE)
            self._relate(self._master, "zgTheme", "theme", copy)
            pictures = find_member(self._package, relationships_member(theme))
            if pictures:
                self._copies[relationships_member(copy)] = self._package.read(pictures)
            break
        source = xml_part(self._package, self._main).text
        self._texts[self._main] = insert(source, self._bound(source, *_master_list(source)))

    def _state_type(self, part: str, content_type: str) -> None:
        text = self._text(CONTENT_TYPES)
        self._texts[CONTENT_TYPES] = filled(text, override_xml(text, part, content_type))

    def _relate(self, part: str, id: str, kind: str, target: str) -> None:
        """Add a relationship from a part to another one."""
        name = relationships_member(part)
        member = find_member(self._package, name)
        text = self._text(member) if member else self._new.get(name, NEW_RELATIONSHIPS)
        xml = relationship_xml(text, id, kind, target, is_strict=self._is_strict)
        (self._texts if member else self._new)[member or name] = filled(text, xml)

    def _text(self, member: str) -> str:
        return self._texts.get(member) or xml_part(self._package, member).text

    def _bound(self, source: str, offset: int, xml: str) -> list[tuple[int, str]]:
        return list(bound([(offset, xml)], source, self._prefixes))


def _master_list(source: str) -> tuple[int, str]:
    """Return where the list of masters of notes is inserted into the presentation, and the list."""
    root = root_of(source)
    masters = (one for one in root.elements if short(one.name) == "p:sldMasterIdLst")
    before = next(masters, None)
    offset = before.end if before else root.tag.end
    master = '<p:notesMasterId r:id="zgNotesMaster"/>'
    return offset, f"<p:notesMasterIdLst>{master}</p:notesMasterIdLst>"


def _end_of_shapes(root: Element) -> int:
    """Return the offset after the last shape of a page."""
    tree = next(
        one for part in root.elements for one in part.elements if short(one.name) == "p:spTree"
    )
    extensions = (one.start for one in tree.elements if short(one.name) == "p:extLst")
    return next(extensions, tree.content_end)


def _unused_id(root: Element) -> int:
    """Return an id that no shape of a page has."""
    used = [
        int(value)
        for shape in _everything(root)
        if short(shape.name) == "p:cNvPr" and (value := shape.get("id")).isdecimal()
    ]
    return max(used, default=1) + 1


def _everything(parent: Element) -> list[Element]:
    found = []
    for element in parent.elements:
        found += [element, *_everything(element)]
    return found
