"""Write a user dictionary of Pleco, which is also a list of flashcards: one line per term.

A line has the simplified form, the traditional one in brackets, the pinyin with tone numbers and
the definition, separated by tabs; a line that begins with two slashes names the category of those
after it. As in the files that Pleco exports, there is a byte order mark, lines end with carriage
return and line feed, and the traditional form is given even if it is the same. A line within a
definition ends with a character of the private use area.

Sources: the Pleco manual, "Flashcards: Import / Export File Format"; for the character, Pleco's
forum, "Multiple new lines in user defined flashcards".
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from termbase.formats.characters import one_line
from termbase.formats.learners.cards import Card, Quotation, cards_of, label, lost_by_cards, name_of
from termbase.formats.learners.forms import Form
from termbase.language.pinyin import split_tone, term_syllables
from termbase.model.concept import Concept, Term

_NOT_WRITTEN = frozenset(
    (
        *("id", "kind", "polity", "level", "first_use", "event", "in_force", "as_of", "reviewed"),
        *("related", "sources", "term part_of_speech", "term inflects", "term case_sensitive"),
        *("term cues", "term checked", "term sources"),
    )
)
_BYTE_ORDER_MARK = "\ufeff"
_NEW_LINE = "\ueab1"
# Brackets hold the traditional form, slashes begin a category and separate its parts.
_FULL_WIDTH = str.maketrans("[]/", "［］／")


def write(concepts: Sequence[Concept], quotations: Sequence[Quotation] = ()) -> str:
    """Format concepts as lines: those of a document in its order, others by subject.

    Args:
        concepts: The concepts.
        quotations: As for :func:`~termbase.formats.learners.cards.cards_of`.
    """
    cards = list(cards_of(concepts, quotations))
    name = name_of(concepts, quotations)
    if not quotations:
        cards.sort(key=lambda card: card.concept.subject)
    found: list[str] = []
    category = ""
    for card in cards:
        parts = name if quotations else (name[0], card.concept.subject)
        if (line := _category(parts)) != category:
            category = line
            found.append(category)
        found.extend(_lines(card))
    return _BYTE_ORDER_MARK + "".join(f"{line}\r\n" for line in found)


def losses(concepts: Sequence[Concept]) -> Counter[str]:
    """Count the concepts that lose some of a field, as :func:`termbase.formats.losses.losses`."""
    return lost_by_cards(concepts, _NOT_WRITTEN)


def _category(parts: Sequence[str]) -> str:
    return "//" + "/".join(_name(part) for part in parts if part)


def _lines(card: Card) -> Iterator[str]:
    """Yield a line for the term, and one for each regional form of it."""
    definition = _NEW_LINE.join(filter(None, map(one_line, _definition(card))))
    for form in card.forms:
        if form.is_traditional and not form.region:
            continue
        traditional = form.text if form.region else card.traditional
        head = f"{_name(form.simplified)}[{_name(traditional)}]"
        yield f"{head}\t{_numbered(form)}\t{definition}"


def _name(text: str) -> str:
    return one_line(text).translate(_FULL_WIDTH)


def _numbered(form: Form) -> str:
    """Return the reading of a form with tone numbers: ``luo3guan1``, ``23 tiao2li4fa3``.

    As it is, with tone marks, where it cannot be divided; Pleco reads both.
    """
    reading = unicodedata.normalize("NFC", form.reading)
    parts, end = [], 0
    for syllable in term_syllables(form.text, reading):
        start = reading.index(syllable, end)
        other = reading[end:start].strip(" '’-·")
        letters, tone = split_tone(syllable)
        parts += [f" {other} "] if other else []
        parts.append(f"{letters}{tone or 5}")
        end = start + len(syllable)
    return one_line("".join([*parts, " ", reading[end:]]) if parts else reading)


def _definition(card: Card) -> Iterator[str]:
    """Yield the lines of a definition."""
    concept = card.concept
    yield "; ".join(map(_rendering, card.renderings))
    yield concept.gloss
    if card.literal:
        yield f"Literally: “{card.literal}”"
    yield concept.note
    if about := label(card.term):
        yield f"Usage: {about}"
    for term in card.others:
        best = concept.rendering(term)
        rendering = _rendering(best) if best and best not in card.renderings else ""
        yield f"Also: {term.text} {term.pinyin} {rendering}"
    for sentence in card.sentences:
        yield sentence.text
        yield sentence.translation


def _rendering(term: Term) -> str:
    about = label(term)
    return f"{term.text} ({about})" if about else term.text
