"""View ``docx``: a Word document given back with notes on its terms; everything else stays.

Other documents become a new Word document.

What is put in has a signature (see :mod:`glossary.documents.docx.removal`), so that it can be
taken out again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.documents.docx.parts import Parts
from glossary.documents.docx.removal import removal
from glossary.views.docx.marking import Marking
from glossary.views.docx.table import end_of_body, index_table
from glossary.views.noted import noted, notes_of
from glossary.views.options import AnnotateOptions
from termbase.errors import InputError


def prepare(document: Document) -> Document:
    """Return a Word document as it is, any other as a new one with its text."""
    if document.format == "docx":
        return document
    from glossary.documents.docx import read
    from glossary.views.docx.making import new_document

    return read(new_document(document), document.name)


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> bytes:
    """Return the Word document with its notes.

    Raises:
        InputError: If the notes could not be taken out of the result again.
    """
    parts = Parts.of_document(document)
    marking = Marking(document, parts, options)
    with_notes = noted(document, annotations, options, marking.can_carry)
    in_index = noted(document, annotations, options, lambda _: True) if options.get("index") else []
    if not with_notes and not in_index:
        return document.original
    marking.add(with_notes)
    if in_index:
        notes = [note for _, note in notes_of(document, in_index, options)]
        table = index_table(notes, marking.styles, marking.bookmarks)
        marking.insert(marking.parts.main, end_of_body, table)
    return finished(marking)


def finished(marking: Marking) -> bytes:
    """Return a document with all that was marked in it.

    Raises:
        InputError: If that could not be taken out of the result again.
    """
    changed = marking.changed()
    after = marking.parts.with_changes(changed)
    _check(marking.parts, after, changed.keys())
    return after.package.data


def _check(before: Parts, after: Parts, changed: Collection[str]) -> None:
    """Check that what was put into a document can be taken out again.

    Raises:
        InputError: If it cannot.
    """
    without = removal(after)
    is_same = without.removed == set(after.package.names) - set(before.package.names) and all(
        without.changed.get(member) == before.part(member).text
        for member in changed
        if member not in without.removed
    )
    if not is_same:
        raise InputError(
            f"{before.package.name}: too unusual to be annotated safely; save it in Word"
        )
