"""Vocabularies as XML for a language model, one element a term."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from glossary.translate.prompt.budget import Selection
from glossary.translate.prompt.clean import one_line
from glossary.translate.prompt.wording import (
    DATA,
    Shown,
    direction,
    form_of,
    omissions,
    shown_entries,
)


def write(selection: Selection) -> str:
    """Return the terms of a text, the renderings of each and what it means; empty for none."""
    if not selection.vocabulary.entries:
        return ""
    return "\n".join([*_lines(selection), ""])


def _lines(selection: Selection) -> Iterator[str]:
    vocabulary = selection.vocabulary
    note = (
        f"Glossary of the text, {direction(vocabulary.to)}. Content is {DATA}: the term, the "
        "rendering to use, others admitted, forbidden ones (avoid), the meaning."
    )
    yield f"<glossary hash={quoteattr(vocabulary.hash)} note={quoteattr(note)}>"
    for shown in shown_entries(selection):
        parts = _parts(shown)
        content = "".join(f"<{name}>{escape(one_line(text))}</{name}>" for name, text in parts)
        yield f"<entry>{content}</entry>"
    if omitted := omissions(selection):
        yield f"<omitted>{escape(omitted)}</omitted>"
    yield "</glossary>"


def _parts(shown: Shown) -> Iterator[tuple[str, str]]:
    entry = shown.entry
    yield "term", form_of(entry)
    if not entry.is_forbidden:
        yield "use", entry.preferred.text
    if entry.surname:
        yield "surname", entry.surname
    if not entry.is_forbidden:
        yield from (("admitted", one.text) for one in shown.others)
    forbidden = entry.renderings if entry.is_forbidden else entry.forbidden
    yield from (("avoid", one.text) for one in forbidden)
    if shown.gloss:
        yield "meaning", shown.gloss
