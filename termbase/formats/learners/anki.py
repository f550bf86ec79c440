"""Write notes for Anki: a text with header lines, one note per Chinese term.

Sources: the Anki manual, "Text Files" and "File Headers". Anki maps columns to the fields of the
note type that have their names, so that ``Back`` fills that of the note type Basic. The first
column is that of the first field where no name fits. The GUID, by which Anki knows a note
again, is made from the concept and the term.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from html import escape

from termbase.formats.learners.cards import (
    TITLE,
    Card,
    Quotation,
    Sentence,
    cards_of,
    label,
    lost_by_cards,
    name_of,
)
from termbase.model.concept import Concept, Source, Term

_NOT_WRITTEN = frozenset(
    (
        *("id", "kind", "first_use", "event", "in_force", "as_of", "reviewed", "related"),
        *("term part_of_speech", "term inflects", "term case_sensitive", "term cues"),
        *("term checked",),
    )
)
_GUID_BYTES = 10
_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# What separates tags, and quotation marks, which would begin a quoted cell.
_NOT_IN_TAG = re.compile(r'[\s"]+')
_COLUMNS = (
    *("Simplified", "Traditional", "Pinyin", "English", "Gloss", "Literal", "Note", "Also"),
    *("Example", "Source", "Back", "GUID", "Tags"),
)


def write(concepts: Sequence[Concept], quotations: Sequence[Quotation] = ()) -> str:
    """Format concepts as notes.

    Args:
        concepts: The concepts.
        quotations: As for :func:`~termbase.formats.learners.cards.cards_of`.
    """
    head = (
        "#separator:tab",
        "#html:true",
        f"#notetype:{TITLE}",
        f"#deck:{'::'.join(map(_deck, name_of(concepts, quotations)))}",
        "#columns:" + "\t".join(_COLUMNS),
        f"#guid column:{_COLUMNS.index('GUID') + 1}",
        f"#tags column:{_COLUMNS.index('Tags') + 1}",
    )
    rows = ("\t".join(_cells(card)) for card in cards_of(concepts, quotations))
    return "".join(f"{line}\n" for line in (*head, *rows))


def losses(concepts: Sequence[Concept]) -> Counter[str]:
    """Count the concepts that lose some of a field, as :func:`termbase.formats.losses.losses`."""
    return lost_by_cards(concepts, _NOT_WRITTEN)


def _cells(card: Card) -> Iterator[str]:
    """Yield the cells of a note, in the order of the columns."""
    concept = card.concept
    simplified, pinyin, gloss = map(_html, (card.term.text, card.term.pinyin, concept.gloss))
    traditional = _html(card.traditional)
    english = "<br>".join(map(_rendering, card.renderings))
    examples = "<br>".join(map(_example, card.sentences))
    # A line that begins with a number sign is a comment.
    yield simplified.replace("#", "&#35;")
    yield from (traditional, pinyin, english, gloss, _html(card.literal), _html(concept.note))
    yield "<br>".join(_others(card))
    yield examples
    yield "<br>".join(_sources(card))
    other_script = traditional if traditional != simplified else ""
    yield "<br>".join(filter(None, (pinyin, other_script, english, gloss, examples)))
    yield _guid(card)
    yield " ".join(_tags(card))


def _rendering(term: Term) -> str:
    text, about = _html(term.text), label(term)
    text = f"<s>{text}</s>" if term.status.is_retired else text
    return f"{text} <small>({_html(about)})</small>" if about else text


def _others(card: Card) -> Iterator[str]:
    """Yield the regional forms of the term, and the other terms of the concept."""
    for form in card.forms:
        if form.region:
            yield f"{_html(form.text)} {_html(form.reading)} <small>({form.region})</small>"
    for term in card.others:
        forms = " / ".join(map(_html, dict.fromkeys((term.text, term.traditional or term.text))))
        rendering = card.concept.rendering(term)
        notes = [rendering.text] if rendering and rendering not in card.renderings else []
        notes += [about] if (about := label(term)) else []
        about = f" <small>({_html('; '.join(notes))})</small>" if notes else ""
        yield f"{forms} {_html(term.pinyin)}{about}"


def _example(sentence: Sentence) -> str:
    word = f"<b>{_html(sentence.word)}</b>" if sentence.word else ""
    text = f"{_html(sentence.before)}{word}{_html(sentence.after)}"
    return f"{text}<br>{_html(sentence.translation)}" if sentence.translation else text


def _sources(card: Card) -> Iterator[str]:
    """Yield the document of the sentence, and the sources of the concept and the term."""
    if card.quotation and card.quotation.document:
        yield _html(card.quotation.document)
    for source in dict.fromkeys((*card.concept.sources, *card.term.sources)):
        yield _html(_source(source))


def _source(source: Source) -> str:
    parts = (source.title, source.publisher, source.date, source.url)
    return ", ".join(filter(None, parts))


def _tags(card: Card) -> Iterator[str]:
    concept = card.concept
    named = {"subject": concept.subject, "polity": concept.polity}
    for kind, name in named.items():
        if name := _NOT_IN_TAG.sub("-", name).strip("-"):
            yield f"{kind}::{name}"
    if concept.level:
        yield f"level::{concept.level}"
    if card.term.status.is_retired:
        yield f"status::{card.term.status.value}"
    yield from (f"usage::{usage.value}" for usage in card.term.usage)


def _guid(card: Card) -> str:
    # Terms with the same characters differ in their reading; the first is not renamed by a second.
    number = f"\0{card.number}" if card.number else ""
    name = f"{card.concept.id}\0{card.term.text}{number}"
    return blake2b(name.encode(errors="surrogatepass"), digest_size=_GUID_BYTES).hexdigest()


def _deck(name: str) -> str:
    """Return a part of the name of a deck; two colons would begin a deck below it."""
    return re.sub(":{2,}", ":", " ".join(name.split()))


def _html(text: str) -> str:
    """Return text as HTML in one cell."""
    return _LINE_ENDS.sub("<br>", escape(text)).replace("\t", " ")
