"""The annotations that get a note in a document that is given back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glossary.annotate import Annotation, select
from glossary.choose import shown_up_to, start_level
from glossary.documents import Document
from glossary.views.entries import Entry, entries
from glossary.views.options import AnnotateOptions
from glossary.views.summary import Summary, summary


def noted(
    document: Document,
    annotations: Sequence[Annotation],
    options: AnnotateOptions,
    can_carry: Callable[[Annotation], bool],
) -> list[Annotation]:
    """Return the annotations that get a note: the first of each term that can carry one, or all.

    Args:
        document: The document.
        annotations: Its chosen annotations, in order, of all levels.
        options: The level and the mentions that are asked for.
        can_carry: A function that returns True if a note can be put at an annotation.
    """
    which = options.get("mentions") or "first"
    # Which terms get a note is the same if all of their mentions do.
    level = options.get("level") or start_level(select(annotations, "first"), document)
    found: list[Annotation] = []
    # The entries of which no mention gets a note any more. Most mentions are of one of them.
    settled: set[str] = set()
    for annotation in annotations:
        if annotation.entry in settled:
            continue
        is_shown = shown_up_to(annotation) >= level
        if is_shown and can_carry(annotation):
            found.append(annotation)
            if which == "first":
                settled.add(annotation.entry)
        elif not is_shown:
            settled.add(annotation.entry)
    return found


def notes_of(
    document: Document, annotations: Sequence[Annotation], options: AnnotateOptions
) -> list[tuple[Entry, Summary]]:
    """Return the entries of noted annotations with their notes, the user's own first."""
    return notes_within(annotations, options, is_traditional=document.is_traditional)


def notes_within(
    annotations: Sequence[Annotation], options: AnnotateOptions, *, is_traditional: bool
) -> list[tuple[Entry, Summary]]:
    """Return the same for the annotations of a part of a document, such as a chapter.

    Args:
        annotations: Those that are noted in the part, in order.
        options: The options.
        is_traditional: True if the document is in traditional characters.
    """
    found = entries(annotations, is_traditional=is_traditional)
    has_gloss = options.get("gloss") != "none"
    has_both = len({entry.is_own for entry in found}) > 1
    return [
        (entry, summary(entry, has_gloss=has_gloss, marks_own=has_both))
        for entry in sorted(found, key=lambda entry: not entry.is_own)
    ]
