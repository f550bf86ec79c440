"""The parts of a workbook that get comments, and new ones where there are none."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from glossary.documents.opc import DECLARATION, xml_part
from glossary.documents.own_parts import OWN
from glossary.documents.xlsx.names import AUTHOR, STRICT, TRANSITIONAL, local
from glossary.documents.xlsx.removal import Comments
from glossary.documents.xlsx.vml import has_type, highest_id, with_shapes
from glossary.documents.xlsx.workbook import Sheet, Workbook
from glossary.documents.xml import Element, root_of
from glossary.views.package_changes import PackageChanges
from glossary.views.summary import Summary
from glossary.views.xlsx.notes import (
    SHAPE_TYPE,
    comment_xml,
    drawing_xml,
    plain_notes,
    runs_xml,
    shape_type_xml,
    shape_xml,
)
from glossary.views.xlsx.sheet_comments import SheetComments
from termbase.errors import InputError

Place = tuple[int, int]
Notes = Mapping[Place, Sequence[Summary]]

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What follows the mention of the drawing of comments in a sheet (ECMA-376, part 1, 18.3.1.99).
_AFTER_DRAWING = frozenset(
    """
    legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst
    AlternateContent
    """.split()
)
# The numbers of the shapes in a drawing.
_BLOCK = 1024


class WorkbookChanges:
    """Comments that are added to the sheets of a workbook.

    Args:
        workbook: The workbook.

    Attributes:
        package: The changes of the package.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._folder = posixpath.dirname(workbook.main)
        prefixes = STRICT if workbook.is_strict else TRANSITIONAL
        self.package = PackageChanges(workbook.package, prefixes, is_strict=workbook.is_strict)

    def add_comments(self, sheet: Sheet, found: SheetComments, notes: Notes) -> None:
        """Add notes to the cells of a sheet.

        Args:
            sheet: The sheet.
            found: The comments that it has.
            notes: The notes by the row and column of their cells.
        """
        new = {place: notes[place] for place in sorted(notes.keys() - found.by_place.keys())}
        if found.comments:
            self._add_to_part(found.part, found.comments, found, notes, new)
        else:
            self._add_part(sheet, new)
        if new:
            self._add_shapes(sheet, found.drawing, list(new))

    def _add_to_part(
        self, part: str, comments: Comments, found: SheetComments, notes: Notes, new: Notes
    ) -> None:
        insertions = [
            insertion
            for place in sorted(notes.keys() & found.by_place.keys())
            for insertion in _addition(comments, found.by_place[place], notes[place])
        ]
        if new and comments.author_list and comments.comment_list:
            author = f"<author>{AUTHOR}</author>"
            insertions.append((comments.author_list.content_end, author))
            number = len(comments.authors)
            insertions += [
                (comments.comment_list.content_end, comment_xml(place, number, new[place]))
                for place in new
            ]
        self.package.insert(part, *insertions)

    def _add_part(self, sheet: Sheet, new: Notes) -> None:
        part = f"{self._folder}/comments/{OWN}comments{sheet.number}.xml"
        namespace = next(iter(self.package.prefixes))
        comments = "".join(comment_xml(place, 0, notes) for place, notes in new.items())
        content = (
            f'{DECLARATION}<comments xmlns="{namespace}"><authors><author>{AUTHOR}</author>'
            f"</authors><commentList>{comments}</commentList></comments>"
        )
        self.package.add(part, content, _COMMENTS_TYPE)
        self.package.relate(sheet.part, "zgComments", "comments", part)

    def _add_shapes(self, sheet: Sheet, drawing: str, places: Sequence[Place]) -> None:
        if not drawing:
            self._add_drawing(sheet, places)
            return
        content = self._workbook.package.read(drawing)
        first = max(highest_id(content), _BLOCK) + 1
        shapes = "".join(shape_xml(place, first + n) for n, place in enumerate(places))
        type = "" if has_type(content, SHAPE_TYPE) else shape_type_xml()
        changed = with_shapes(content, type + shapes)
        if changed is None:
            name = self._workbook.package.name
            raise InputError(f"{name}: {drawing} has no end; save it again")
        self.package.replace(drawing, changed)

    def _add_drawing(self, sheet: Sheet, places: Sequence[Place]) -> None:
        part = f"{self._folder}/drawings/{OWN}vmlDrawing{sheet.number}.vml"
        first = sheet.number * _BLOCK + 1
        shapes = "".join(shape_xml(place, first + n) for n, place in enumerate(places))
        self.package.add(part, drawing_xml(shapes, sheet.number).encode(), _DRAWING_TYPE)
        self.package.relate(sheet.part, "zgDrawing", "vmlDrawing", part)
        root = root_of(xml_part(self._workbook.package, sheet.part).text)
        following = (one.start for one in root.elements if local(one.name) in _AFTER_DRAWING)
        offset = next(following, root.content_end)
        self.package.insert(sheet.part, (offset, '<legacyDrawing r:id="zgDrawing"/>'))


def _addition(
    comments: Comments, comment: Element, notes: Sequence[Summary]
) -> list[tuple[int, str]]:
    """Return what is put at the end of a comment of another author."""
    text = comments.text_of(comment) or comment
    last = list(text.elements)[-1]
    if local(last.name) == "t":
        return [(last.content_end, plain_notes(notes))]
    return [(last.end, run) for run in runs_xml(notes, before="\n")]
