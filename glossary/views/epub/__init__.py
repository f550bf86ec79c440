"""View ``epub``: an EPUB with notes in its chapters; everything else stays as it was.

Other documents become an EPUB 3 with a chapter for each heading of the first level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.documents.epub.book import book_of, part_of
from glossary.views import ruby
from glossary.views.epub.chapter import Layout, annotated
from glossary.views.epub.terms import members, relative, style_member
from glossary.views.noted import noted, notes_within
from glossary.views.options import AnnotateOptions, Notes
from termbase.errors import InputError


def prepare(document: Document) -> Document:
    """Return the document as an EPUB: an EPUB as it is, any other as a new one with its text."""
    if document.format == "epub":
        return document
    from glossary.documents.epub import read
    from glossary.views.epub.making import new_book

    return read(new_book(document), document.name)


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> bytes:
    """Return the EPUB with its notes.

    Raises:
        InputError: If the notes could not be taken out of the result again, or its version has no
            notes of that form.
    """
    book = book_of(document)
    form = options.get("notes") or "footnotes"
    if form == "ruby" and book.version == 2:
        raise InputError(
            f"{document.name}: EPUB 2 has no ruby; choose footnotes or inline, or make it EPUB 3"
        )
    with_notes = noted(document, annotations, options, partial(_can_carry, form))
    if form == "inline":
        # The text itself gives the translation there.
        with_notes = [annotation for annotation in with_notes if not annotation.is_self_glossed]
    by_chapter: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in with_notes:
        by_chapter[document.locate(annotation.start, annotation.end)[0].part].append(annotation)
    if not by_chapter:
        return document.original
    parts: dict[str, bytes] = {}
    links: dict[int, tuple[str, str]] = {}
    is_traditional = document.is_traditional
    for member, found in by_chapter.items():
        style = relative(style_member(book), member)
        layout = Layout(book.version, form, book.chapters[member], style, is_traditional)
        parts[member], ids = annotated(
            part_of(book.package, member), document, found, options, layout
        )
        links |= {number: (member, id) for number, id in ids.items()}
    index = None
    if options.get("index"):
        index = notes_within(with_notes, options, is_traditional=is_traditional)
    return book.package.changed(parts | members(book, index, links))


def _can_carry(form: Notes, annotation: Annotation) -> bool:
    """Return True if a note can be put at an annotation: no link can be in a link."""
    if annotation.in_link:
        return False
    return form != "ruby" or bool(ruby.of_terms([annotation]))
