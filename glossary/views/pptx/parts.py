"""The parts of a presentation that get notes, and new ones where there are none."""

from __future__ import annotations

import posixpath

from glossary.documents.opc import (
    find_member,
    main_part,
    relationships,
    relationships_member,
    xml_part,
)
from glossary.documents.own_parts import OWN
from glossary.documents.package import Package
from glossary.documents.pptx.deck import Part, Slide
from glossary.documents.pptx.names import STRICT, TRANSITIONAL, short
from glossary.documents.pptx.text import placeholder, shapes
from glossary.documents.xml import Element, root_of, unused_ids
from glossary.views.package_changes import PackageChanges
from glossary.views.pptx.notes import body_xml, shape_xml
from glossary.views.pptx.templates import notes_master, notes_page

_TYPE = "application/vnd.openxmlformats-officedocument.{}+xml"
_NOTES_TYPE = _TYPE.format("presentationml.notesSlide")
_MASTER_TYPE = _TYPE.format("presentationml.notesMaster")
_THEME_TYPE = _TYPE.format("theme")


class Notes:
    """The notes of the slides of a presentation.

    Args:
        package: The presentation.

    Attributes:
        changes: The changes of the presentation.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = main_part(package)
        root = root_of(xml_part(package, self._main).text)
        is_strict = root.name.removeprefix("{").partition("}")[0] in STRICT
        prefixes = STRICT if is_strict else TRANSITIONAL
        self.changes = PackageChanges(package, prefixes, is_strict=is_strict)
        self._folder = posixpath.dirname(self._main)
        links = relationships(package, self._main)
        masters = (link.target for link in links if link.kind == "notesMaster")
        self._master = next(masters, "")

    def add(self, slide: Slide, paragraphs: str) -> None:
        """Add paragraphs to the notes of a slide."""
        if slide.notes:
            self._add_to_page(slide.notes, paragraphs)
        else:
            self._add_page(slide, paragraphs)

    def _add_to_page(self, notes: Part, paragraphs: str) -> None:
        body = next((one for one in shapes(notes.root) if placeholder(one) == "body"), None)
        if body is None:
            offset, xml = _end_of_shapes(notes.root), shape_xml(paragraphs, _unused_id(notes.root))
        else:
            text = next((one for one in body.elements if short(one.name) == "p:txBody"), None)
            offset = text.content_end if text else body.content_end
            xml = paragraphs if text else body_xml(paragraphs)
        self.changes.insert(notes.name, (offset, xml))

    def _add_page(self, slide: Slide, paragraphs: str) -> None:
        if not self._master:
            self._add_master()
        page = f"{self._folder}/notesSlides/{OWN}notesSlide{slide.number}.xml"
        self.changes.add(page, notes_page(paragraphs, self.changes.prefixes), _NOTES_TYPE)
        self.changes.relate(slide.part.name, "zgNotes", "notesSlide", page)
        self.changes.relate(page, "zgMaster", "notesMaster", self._master)
        self.changes.relate(page, "zgSlide", "slide", slide.part.name)

    def _add_master(self) -> None:
        """Add a master of notes with a copy of the theme of the presentation."""
        self._master = f"{self._folder}/notesMasters/{OWN}notesMaster.xml"
        self.changes.add(self._master, notes_master(self.changes.prefixes), _MASTER_TYPE)
        self.changes.relate(self._main, "zgNotesMaster", "notesMaster", self._master)
        links = relationships(self._package, self._main)
        theme = next((link.target for link in links if link.kind == "theme"), "")
        if theme in self._package:
            copy = f"{posixpath.dirname(theme)}/{OWN}theme.xml"
            self.changes.add(copy, self._package.read(theme), _THEME_TYPE)
            self.changes.relate(self._master, "zgTheme", "theme", copy)
            if pictures := find_member(self._package, relationships_member(theme)):
                self.changes.add(relationships_member(copy), self._package.read(pictures))
        source = xml_part(self._package, self._main).text
        self.changes.insert(self._main, _master_list(source))


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
    shapes = (one for one in _everything(root) if short(one.name) == "p:cNvPr")
    return next(unused_ids((shape.get("id") for shape in shapes), 2))


def _everything(parent: Element) -> list[Element]:
    found = []
    for element in parent.elements:
        found += [element, *_everything(element)]
    return found
