"""View ``xlsx``: a workbook with comments on the cells that have terms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.documents.package import Package
from glossary.documents.xlsx.cells import Cell
from glossary.documents.xlsx.removal import without_annotations
from glossary.documents.xlsx.workbook import Sheet, Workbook
from glossary.views.noted import noted, notes_of
from glossary.views.options import AnnotateOptions
from glossary.views.summary import Summary
from glossary.views.xlsx.parts import WorkbookChanges
from glossary.views.xlsx.sheet_comments import SheetComments
from termbase.errors import InputError


def prepare(document: Document) -> Document:
    """Return the document as it is: only workbooks are written so."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> bytes:
    """Return the workbook with notes of its terms.

    Raises:
        InputError: If the notes could not be taken out of the result again.
    """
    workbook = Workbook(Package(document.original, document.name))
    places = _Places(document, workbook)
    marked = noted(document, annotations, options, places.can_carry)
    if not marked:
        return document.original
    summaries = {entry.id: summary for entry, summary in notes_of(document, marked, options)}
    of_cells: dict[int, dict[tuple[int, int], dict[str, Summary]]] = {}
    for annotation in marked:
        sheet, cell = places.cell_of(annotation)
        if cell:
            of_sheet = of_cells.setdefault(sheet.number, {})
            of_cell = of_sheet.setdefault((cell.row, cell.column), {})
            of_cell[annotation.entry] = summaries[annotation.entry]
    changes = WorkbookChanges(workbook)
    for sheet in workbook.sheets:
        if sheet.number in of_cells:
            notes = {place: list(found.values()) for place, found in of_cells[sheet.number].items()}
            changes.add_comments(sheet, places.comments[sheet.number], notes)
    result = changes.package.applied()
    if not changes.package.can_be_undone(without_annotations(Package(result, document.name))):
        raise InputError(f"{document.name}: too unusual to be annotated safely; save it again")
    return result


class _Places:
    """Finds the cells of annotations in a workbook.

    Attributes:
        comments: The comments that each sheet has, by its number.
    """

    def __init__(self, document: Document, workbook: Workbook) -> None:
        self._starts = [block.runs[0].start for block in document.blocks]
        # A paragraph without text has no block.
        self._cells: list[tuple[Sheet, Cell | None]] = [
            (sheet, cell)
            for sheet, cell, paragraph in workbook.paragraphs()
            if any(piece.text.strip() for piece in paragraph.pieces)
        ]
        self.comments = {
            sheet.number: SheetComments.of(workbook.package, sheet) for sheet in workbook.sheets
        }

    def cell_of(self, annotation: Annotation) -> tuple[Sheet, Cell | None]:
        """Return the sheet of an annotation, and its cell unless it is in the name of a sheet."""
        return self._cells[bisect_right(self._starts, annotation.start) - 1]

    def can_carry(self, annotation: Annotation) -> bool:
        """Return True if there can be a comment on the cell of an annotation."""
        sheet, cell = self.cell_of(annotation)
        return cell is not None and self.comments[sheet.number].can_carry(cell.row, cell.column)
