"""View ``markdown``: a footnote for every term (CommonMark with GitHub's footnotes, no HTML)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from glossary.annotate import Annotation
from glossary.documents import Document, as_html, parse
from glossary.documents.insertion import insert
from glossary.documents.markdown_escape import escape
from glossary.views.noted import noted, notes_of
from glossary.views.options import AnnotateOptions
from glossary.views.summary import Summary, Words
from termbase.errors import InputError

# What makes a link of brackets before it; a reference to a footnote of the text does not.
_LINK_START = re.compile(r"\(|\[(?!\^[^\s\[\]\\]+\])")

# How words are set off.
_MARKS = {"": "", "bold": "**", "italic": "*"}


def prepare(document: Document) -> Document:
    """Return the document as Markdown: a Markdown document as it is."""
    if document.format == "markdown":
        return document
    if document.format == "text":
        source = escape(document.source) + "\n"
    else:
        from glossary.documents.html import to_markdown

        is_html = document.format == "html"
        source = to_markdown(document.source if is_html else as_html(document))
    return parse(source, "markdown", document.name)


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the Markdown document with its footnotes.

    Raises:
        InputError: If the footnotes could not be taken out of the result again.
    """
    from glossary.documents.markdown import remove_annotations, unclosed_start

    source = document.source
    with_notes = noted(document, annotations, options, partial(_can_carry, source))
    if not with_notes:
        return source
    insertions = [(annotation.end, f"[^zg-{annotation.entry}]") for annotation in with_notes]
    unclosed = unclosed_start(source)
    notes = "".join(
        f"[^zg-{entry.id}]: {_note(note)}\n"
        for entry, note in notes_of(document, with_notes, options)
    )
    insertions.append(
        (len(source), f"\n\n{notes}") if unclosed is None else (unclosed, f"\n\n{notes}\n")
    )
    result = insert(source, insertions)
    if remove_annotations(result) != source:
        raise InputError(f"{document.name or 'Markdown'}: markup too broken to be annotated safely")
    return result


def _can_carry(source: str, annotation: Annotation) -> bool:
    """Return True if a reference after it would be one, and not part of a link or image."""
    begins_link = _LINK_START.match(source, annotation.end)
    return not annotation.in_link and not begins_link and source[annotation.end - 1] != "!"


def _note(note: Summary) -> str:
    """Return the text of a footnote, in one line."""
    return ": ".join(filter(None, (_joined(note.head), " · ".join(map(_joined, note.lines)))))


def _joined(words: Sequence[Words]) -> str:
    return " ".join(f"{_MARKS[one.style]}{escape(one.text)}{_MARKS[one.style]}" for one in words)
