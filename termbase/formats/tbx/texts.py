"""The texts that a concept has in a TBX file: its forms, sources and notes."""

from __future__ import annotations

from collections.abc import Iterator

from termbase.formats.tbx.names import FIRST_USE, KIND, LITERAL, TAGS
from termbase.model.concept import Concept, Language, Source, Term


def is_linked(source: Source) -> bool:
    """Return True if a source has an address that the module Min allows."""
    return source.url.startswith(("http://", "https://"))


def source_text(source: Source) -> str:
    """Return a source in one line: title, publisher and date, separated by bars."""
    parts = (source.title, source.publisher, source.date)
    return " | ".join(parts).rstrip(" |") if any(parts[1:]) else source.title


def given_forms(term: Term, version: int) -> dict[str, str]:
    """Return the written forms of a term that were given, and their language tags."""
    if term.language is Language.ENGLISH:
        return {"text": "en"}
    generated = {"text"} if term.is_converted else set()
    given = {
        form: tag
        for form, tag in TAGS[version].items()
        if getattr(term, form) and form not in generated
    }
    return given or {"text": TAGS[version]["text"]}


def note_texts(concept: Concept) -> Iterator[str]:
    """Yield the notes of an entry: fields without a data category, and the lines of the note."""
    if concept.literal:
        yield LITERAL + concept.literal
    if concept.kind:
        yield KIND + concept.kind
    if concept.first_use:
        where = f" ({concept.first_use.where})" if concept.first_use.where else ""
        yield f"{FIRST_USE}{concept.first_use.date}{where}"
    # The lines of a note were notes of their own.
    yield from filter(None, map(str.strip, concept.note.split("\n")))
