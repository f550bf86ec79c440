"""View ``markdown``: a footnote for every term (CommonMark with GitHub's footnotes, no HTML)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from glossary.annotate import Annotation
from glossary.documents import Document, as_html, parse
from glossary.documents.insertion import insert
from glossary.documents.markdown_escape import escape
from glossary.views.noted import noted, notes_of
from glossary.views.options import AnnotateOptions
from glossary.views.summary import Summary, Words
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.documents.markdown import ReferencePoints

# What makes a link of brackets before it, or gives attributes to what is before it; a template, or
# a reference to a footnote of the text, does not.
_LINK_START = re.compile(r"\(|\{(?![{%])|\[(?!\^[^\s\[\]\\]+\])")
# What marks of emphasis consist of.
_EMPHASIS = frozenset("*_~")
# References in blocks that they change are left out; then there may be others in such blocks.
_MOST_TRIES = 3

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
    from glossary.documents.markdown import changed_spans, reference_points, remove_annotations

    source = document.source
    if not annotations:
        return source
    points = reference_points(source)
    excluded: list[tuple[int, int]] = []
    result = source
    for _ in range(_MOST_TRIES):
        with_notes = noted(
            document, annotations, options, partial(_can_carry, source, points.after, excluded)
        )
        if not with_notes:
            return source
        result = _with_footnotes(document, with_notes, points, options)
        changed = changed_spans(source, result)
        if not changed:
            break
        excluded += changed
    if remove_annotations(result) != source:
        raise InputError(f"{document.name or 'Markdown'}: markup too broken to be annotated safely")
    return result


def _with_footnotes(
    document: Document,
    annotations: Sequence[Annotation],
    points: ReferencePoints,
    options: AnnotateOptions,
) -> str:
    """Return the document with references at annotations, and their footnotes."""
    source = document.source
    notes = "".join(
        f"[^zg-{entry.id}]: {_note(note)}\n"
        for entry, note in notes_of(document, annotations, options)
    )
    end = "\n" if points.is_unclosed else ""
    references = (
        (_offset(source, annotation.end, points.after), f"[^zg-{annotation.entry}]")
        for annotation in annotations
    )
    return insert(source, [*references, (points.definitions, f"\n\n{notes}{end}")])


def _offset(source: str, end: int, after: Mapping[int, int]) -> int:
    """Return the offset of a reference: where the term ends, or behind marks of emphasis there.

    Between a bracket and a letter a mark cannot end emphasis (CommonMark, section 6.2):
    ``**裸官[^1]**外逃``.

    Args:
        source: The document.
        end: The end of the term.
        after: The offsets after marks of emphasis, by the ends of text.
    """
    behind = end
    while after.get(behind, behind) > behind:
        behind = after[behind]
    following = source[behind : behind + 1]
    if following in _EMPHASIS:
        return behind
    ends_word = following in "\t\n\f\r" or unicodedata.category(following)[0] in "PZ"
    return end if ends_word else behind


def _can_carry(
    source: str,
    after: Mapping[int, int],
    excluded: Iterable[tuple[int, int]],
    annotation: Annotation,
) -> bool:
    """Return True if a reference after it would be one, and change nothing else."""
    offset = _offset(source, annotation.end, after)
    # What marks no emphasis now could do so after a bracket.
    begins_emphasis = source[offset : offset + 1] in _EMPHASIS and offset not in after
    is_taken = _LINK_START.match(source, offset) or begins_emphasis
    is_excluded = any(start <= annotation.start < end for start, end in excluded)
    is_image = source[annotation.end - 1] == "!"
    return not (annotation.in_link or is_taken or is_excluded or is_image)


def _note(note: Summary) -> str:
    """Return the text of a footnote, in one line."""
    return ": ".join(filter(None, (_joined(note.head), " · ".join(map(_joined, note.lines)))))


def _joined(words: Sequence[Words]) -> str:
    return " ".join(f"{_MARKS[one.style]}{escape(one.text)}{_MARKS[one.style]}" for one in words)
