"""View ``odt``: an OpenDocument text with comments, footnotes, pinyin or notes in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.documents.insertion import insert
from glossary.documents.odt.annotations import without_annotations
from glossary.documents.odt.file import CONTENT, OdtFile
from glossary.documents.odt.names import PREFIXES
from glossary.documents.xml.binding import bound
from glossary.views.noted import noted, notes_of
from glossary.views.odt import notes
from glossary.views.odt.index import index_of
from glossary.views.odt.places import Places
from glossary.views.odt.styles import style_insertions
from glossary.views.options import AnnotateOptions
from glossary.views.summary import in_brackets
from termbase.errors import InputError

_Insertion = tuple[int, str]


def prepare(document: Document) -> Document:
    """Return the document as it is: only OpenDocument texts are written so."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> bytes:
    """Return the file with notes of its terms.

    Raises:
        InputError: If the notes could not be taken out of the result again.
    """
    file = OdtFile.parse(document.original, document.name)
    places = Places(document, file, options.get("notes") or "comments")
    marked = noted(document, annotations, options, places.can_carry)
    listed = noted(document, annotations, options, _is_listed) if options.get("index") else []
    if not (marked or listed):
        return document.original
    insertions: dict[str, list[_Insertion]] = {part: [] for part in file.parts}
    for part, insertion in _notes(document, marked, options, places):
        insertions[part].append(insertion)
    if listed:
        table = index_of(notes_of(document, listed, options))
        insertions[CONTENT].append((places.end_of_text, table))
    part, styles = style_insertions(file)
    insertions[part] += styles
    texts = {
        part: insert(xml.text, bound(insertions[part], xml.text, PREFIXES))
        for part, xml in file.parts.items()
    }
    if any(without_annotations(text) != file.parts[part].text for part, text in texts.items()):
        raise InputError(f"{document.name}: too unusual to be annotated safely; save it again")
    return file.changed(texts)


def _is_listed(_: Annotation) -> bool:
    """Return True: the index has terms that cannot carry a note too."""
    return True


def _notes(
    document: Document, marked: Sequence[Annotation], options: AnnotateOptions, places: Places
) -> Iterator[tuple[str, _Insertion]]:
    """Yield what is inserted at annotations, each with its part."""
    if places.form == "ruby":
        for part, start, end, reading in places.readings(marked):
            yield part, (start, notes.RUBY_START)
            yield part, (end, notes.ruby_end(reading))
        return
    found = notes_of(document, marked, options)
    summaries = {entry.id: summary for entry, summary in found}
    has_gloss = options.get("gloss") != "none"
    brackets = {entry.id: in_brackets(entry, has_translation=has_gloss) for entry, _ in found}
    for number, annotation in enumerate(marked, 1):
        part, start, end = places.span(annotation)
        summary = summaries[annotation.entry]
        if places.form == "comments":
            yield part, (start, notes.comment_start(summary, number))
            yield part, (end, notes.comment_end(number))
        elif places.form == "footnotes":
            citation = places.notes_before(end) + number
            yield part, (end, notes.footnote(summary, number, citation))
        else:
            yield part, (end, notes.brackets(brackets[annotation.entry]))
