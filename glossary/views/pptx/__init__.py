"""View ``pptx``: a presentation with the terms of each slide in its notes."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.documents.package import Package
from glossary.documents.pptx.deck import Slide, slides
from glossary.documents.pptx.removal import without_annotations
from glossary.views.noted import noted, notes_of
from glossary.views.options import AnnotateOptions
from glossary.views.pptx.notes import paragraph_xml
from glossary.views.pptx.parts import Notes
from termbase.errors import InputError


def prepare(document: Document) -> Document:
    """Return the document as it is: only presentations are written so."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> bytes:
    """Return the presentation with notes of its terms; the slides themselves stay as they are.

    Raises:
        InputError: If the notes could not be taken out of the result again.
    """
    marked = noted(document, annotations, options, _can_carry)
    if not marked:
        return document.original
    package = Package(document.original, document.name)
    # A part that is on several slides belongs to the first of them.
    slide_of: dict[str, Slide] = {}
    for slide in slides(package):
        for part in slide.parts:
            slide_of.setdefault(part.name, slide)
    summaries = {entry.id: summary for entry, summary in notes_of(document, marked, options)}
    by_slide: dict[int, dict[str, str]] = {}
    for annotation in marked:
        place = document.locate(annotation.start, annotation.end)[0]
        of_slide = by_slide.setdefault(slide_of[place.part].number, {})
        of_slide[annotation.entry] = paragraph_xml(summaries[annotation.entry])
    notes = Notes(package)
    for slide in {slide.number: slide for slide in slide_of.values()}.values():
        if slide.number in by_slide:
            notes.add(slide, "".join(by_slide[slide.number].values()))
    result = notes.changes.applied()
    if not notes.changes.can_be_undone(without_annotations(Package(result, document.name))):
        raise InputError(f"{document.name}: too unusual to be annotated safely; save it again")
    return result


def _can_carry(_: Annotation) -> bool:
    """Return True: every slide can have notes."""
    return True
