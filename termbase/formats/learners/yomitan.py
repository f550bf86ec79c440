"""Write dictionaries of Yomitan: a ZIP of an index, banks of terms and a bank of tags, in JSON.

Sources: ``dictionary-index-schema.json``, ``dictionary-term-bank-v3-schema.json`` and
``dictionary-tag-bank-v3-schema.json`` of Yomitan, and its "Making Yomitan Dictionaries".
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from termbase.formats.characters import first_unwritable
from termbase.formats.learners.cards import (
    Card,
    Quotation,
    cards_of,
    label,
    lost_by_cards,
    name_of,
)
from termbase.formats.learners.forms import Form
from termbase.model.concept import Concept, Term

_NOT_WRITTEN = frozenset(
    (
        *("id", "kind", "first_use", "event", "in_force", "as_of", "reviewed", "related"),
        *("sources", "term part_of_speech", "term inflects", "term case_sensitive"),
        *("term cues", "term checked", "term sources"),
    )
)
_ROWS_IN_BANK = 10_000
# The date of all files in the ZIP, the first one that it can hold: the clock changes nothing.
_DATE = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
# A digest that is an exact integer in JavaScript, which has 53 bits for it.
_SEQUENCE_BYTES = 6
# Above the score of any level.
_RETIRED_SCORE = -10
_HIGHEST_LEVEL = 5

# A node of structured content: a text, nodes in a row, or an element.
_Node = str | list["_Node"] | dict[str, "_Node"]
# Term, reading, tags, inflection rules, score, definitions, sequence number, tags of the term.
_Row = tuple[str, str, str, str, int, list[_Node], int, str]


class _Tag(NamedTuple):
    """A tag: its name, its category (which gives it a colour), its order, and its explanation."""

    name: str
    category: str
    order: int
    notes: str


def write(concepts: Sequence[Concept], quotations: Sequence[Quotation] = ()) -> bytes:
    """Format concepts as a dictionary with a row for each form of each Chinese term.

    Args:
        concepts: The concepts.
        quotations: As for :func:`~termbase.formats.learners.cards.cards_of`.

    Raises:
        ValueError: If a concept has a control character.
    """
    if any(map(first_unwritable, concepts)):
        raise ValueError("control character")
    rows: list[_Row] = []
    tags: dict[str, _Tag] = {}
    seen: set[tuple[str, str, str]] = set()
    for card in cards_of(concepts, quotations):
        own = {tag.name: tag for tag in _tags(card)}
        tags.update({name: tag for name, tag in own.items() if name not in tags})
        for form in card.forms:
            key = card.concept.id, form.text, form.reading
            if key not in seen:
                seen.add(key)
                rows.append(_row(card, form, " ".join(own)))
    starts = range(0, max(len(rows), 1), _ROWS_IN_BANK)
    files = {
        f"term_bank_{number}.json": _json(rows[start : start + _ROWS_IN_BANK])
        for number, start in enumerate(starts, 1)
    }
    files["tag_bank_1.json"] = _json(
        [(*tag, 0) for tag in sorted(tags.values(), key=lambda tag: (tag.order, tag.name))]
    )
    revision = blake2b(b"\0".join(files.values()), digest_size=4).hexdigest()
    return _zip({"index.json": _index(": ".join(name_of(concepts, quotations)), revision), **files})


def losses(concepts: Sequence[Concept]) -> Counter[str]:
    """Count the concepts that lose some of a field, as :func:`termbase.formats.losses.losses`."""
    return lost_by_cards(concepts, _NOT_WRITTEN)


def _index(title: str, revision: str) -> bytes:
    index = {
        "title": title,
        "format": 3,
        "revision": revision,
        "sequenced": True,
        "author": "The zh-en-glossary authors",
        "description": "Chinese political terms with their English renderings and who uses them.",
        "attribution": "Built-in terms: the zh-en-glossary authors, MIT License.",
        "sourceLanguage": "zh",
        "targetLanguage": "en",
    }
    return _json(index)


def _row(card: Card, form: Form, tags: str) -> _Row:
    concept = card.concept
    score = _HIGHEST_LEVEL + 1 - concept.level if concept.level else 0
    if card.term.status.is_retired:
        score += _RETIRED_SCORE
    digest = blake2b(concept.id.encode(), digest_size=_SEQUENCE_BYTES).digest()
    definition: _Node = {"type": "structured-content", "content": _definition(card, form)}
    sequence = int.from_bytes(digest)
    return form.text, form.reading, tags, "", score, [definition], sequence, ""


def _tags(card: Card) -> Iterator[_Tag]:
    """Yield the status of the term, whose it is, the subject and the users of the term."""
    concept, term = card.concept, card.term
    if term.status.is_retired:
        yield _Tag(term.status.value, "archaism", 0, f"{term.status.value} term")
    if concept.polity:
        yield _Tag(concept.polity, "name", 1, f"polity: {concept.polity}")
    if name := "-".join(concept.subject.split()):
        yield _Tag(name, "expression", 2, f"subject: {concept.subject}")
    for usage in term.usage:
        yield _Tag(usage.value, "partOfSpeech", 3, f"used by: {usage.value}")


def _definition(card: Card, form: Form) -> _Node:
    concept = card.concept
    parts: list[_Node] = []
    if card.renderings:
        parts.append(_element("ul", list(map(_rendering, card.renderings)), "renderings"))
    if concept.gloss:
        parts.append(_element("div", concept.gloss, "gloss"))
    if card.literal:
        parts.append(_element("div", f"Literally: “{card.literal}”", "literal"))
    if concept.note:
        parts.append(_element("div", concept.note, "note"))
    if others := [_form(other) for other in card.forms if other is not form]:
        parts.append(_element("div", ["Written also: ", *_joined(others)], "forms"))
    if others := [_other(card, other, form) for other in card.others]:
        parts.append(_element("div", ["Also: ", *_joined(others)], "others"))
    parts.extend(_examples(card))
    # A definition without anything in it would not be shown, and the form not be found.
    return {**_element("div", parts or concept.id, "entry"), "lang": "en"}


def _rendering(term: Term) -> _Node:
    text: _Node = term.text
    if term.status.is_retired:
        text = {"tag": "span", "content": text, "style": {"textDecorationLine": "line-through"}}
    about = label(term)
    return {"tag": "li", "content": [text, _small(f" ({about})")] if about else text}


def _form(form: Form) -> _Node:
    text = _chinese(form.text, form.tag)
    return [text, _small(f" ({form.region})")] if form.region else text


def _other(card: Card, term: Term, form: Form) -> _Node:
    """Return another term in the script of the form, with its rendering if that differs."""
    is_traditional = form.is_traditional and bool(term.traditional)
    text = term.traditional if is_traditional else term.text
    parts: list[_Node] = [_chinese(text, "zh-Hant" if is_traditional else "zh-Hans")]
    if term.pinyin:
        parts.append({"tag": "span", "content": f" {term.pinyin}", "lang": "zh-Latn-pinyin"})
    rendering = card.concept.rendering(term)
    notes = [rendering.text] if rendering and rendering not in card.renderings else []
    notes += [about] if (about := label(term)) else []
    return [*parts, _small(f" ({'; '.join(notes)})")] if notes else parts


def _examples(card: Card) -> Iterator[_Node]:
    for sentence in card.sentences:
        word: _Node = {
            "tag": "span",
            "content": sentence.word,
            "style": {"fontWeight": "bold"},
        }
        parts: list[_Node] = [sentence.before, word, sentence.after]
        shown = {**_element("div", parts, "example"), "lang": sentence.language}
        yield shown
        if sentence.translation:
            yield _element("div", sentence.translation, "example-translation")
    if card.quotation and card.quotation.document:
        yield _element("div", _small(f"– {card.quotation.document}"), "example-source")


def _chinese(text: str, tag: str) -> _Node:
    return {"tag": "span", "content": text, "lang": tag}


def _small(text: str) -> _Node:
    return {"tag": "span", "content": text, "style": {"fontSize": "0.85em"}}


def _element(tag: str, content: _Node, kind: str) -> dict[str, _Node]:
    """Return an element with its kind, which the user's own style sheets can name."""
    return {"tag": tag, "content": content, "data": {"content": kind}}


def _joined(nodes: Sequence[_Node]) -> list[_Node]:
    """Return nodes with a semicolon between each two."""
    found: list[_Node] = []
    for node in nodes:
        found += ["; ", node] if found else [node]
    return found


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    """Return a ZIP file whose bytes depend on nothing but its contents."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _DATE)
            # By default the system that it is written on.
            entry.create_system, entry.external_attr = 3, _READABLE
            archive.writestr(entry, data, ZIP_DEFLATED, compresslevel=9)
    return whole.getvalue()
