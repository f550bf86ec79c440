"""Rows of the built-in terms as text: those that follow plainly from a record are left out.

Nearly all terms have one form to find, as it is written, and the keys of this form. Deriving rows
in full takes many times as long as guessing the plain ones, and keeping all rows would make the
file a quarter larger; so the rows of a term are kept where they differ from the plain ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from termbase.language.pinyin import plain
from termbase.store.keys import KeyKind, LookupKey, SearchForm

_Row = TypeVar("_Row", SearchForm, LookupKey)


def packed(
    record: str, forms: Sequence[SearchForm], keys: Sequence[LookupKey], lemmas: Mapping[str, str]
) -> str:
    """Return the rows of a concept as a line.

    Args:
        record: Its JSON.
        forms: Its forms, sorted by term.
        keys: Its keys, sorted by term.
        lemmas: Base forms by inflected form, of all concepts.
    """
    concept = json.loads(record)
    # By term: forms, keys, and the syllables of plain keys.
    other_forms, other_keys, syllables = {}, {}, {}
    for number, term in enumerate(concept["terms"]):
        its_forms, its_keys = _of_term(forms, number), _of_term(keys, number)
        if its_forms != _plain_forms(concept["id"], number, term):
            other_forms[number] = [form[2:] for form in its_forms]
        spoken = next((key.syllables for key in its_keys if key.syllables), "")
        if its_keys != _plain_keys(concept["id"], number, term, spoken, lemmas):
            other_keys[number] = [key[2:] for key in its_keys]
        elif spoken:
            syllables[number] = spoken
    return "\t".join((record, *map(as_json, (other_forms, other_keys, syllables))))


def unpacked(
    line: str, lemmas: Mapping[str, str]
) -> tuple[tuple[str, str, str], list[SearchForm], list[LookupKey]]:
    """Return id, subject and record of a concept, its forms and its keys.

    Args:
        line: What :func:`packed` has returned.
        lemmas: The base forms that it was given.
    """
    record, *rest = line.split("\t")
    other_forms, other_keys, syllables = map(json.loads, rest)
    concept = json.loads(record)
    name = concept["id"]
    forms: list[SearchForm] = []
    keys: list[LookupKey] = []
    for number, term in enumerate(concept["terms"]):
        index = str(number)
        if (rows := other_forms.get(index)) is None:
            forms += _plain_forms(name, number, term)
        else:
            forms += (SearchForm(name, number, *row) for row in rows)
        if (rows := other_keys.get(index)) is None:
            keys += _plain_keys(name, number, term, syllables.get(index, ""), lemmas)
        else:
            keys += (LookupKey(name, number, *row) for row in rows)
    return (name, concept["subject"], record), forms, keys


def as_json(value: object) -> str:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _of_term(rows: Iterable[_Row], number: int) -> list[_Row]:
    return [row for row in rows if row.term == number]


def _plain_forms(name: str, number: int, term: Mapping[str, Any]) -> list[SearchForm]:
    text = term["simplified"] if term["language"] == "zh" else term["text"]
    return [SearchForm(name, number, term["language"], text)]


def _plain_keys(
    name: str, number: int, term: Mapping[str, Any], syllables: str, lemmas: Mapping[str, str]
) -> list[LookupKey]:
    if term["language"] == "zh":
        letters = plain(syllables)
        texts = [
            (KeyKind.HAN, term["simplified"]),
            *dict.fromkeys((KeyKind.PINYIN, text) for text in (letters, letters.replace("v", "u"))),
            (KeyKind.INITIALS, plain("".join(part[0] for part in syllables.split()))),
        ]
    else:
        words = term["text"].lower().replace("-", " ").replace("'s", "").split()
        texts = [(KeyKind.ENGLISH, " ".join(lemmas.get(word, word) for word in words))]
    return [
        LookupKey(
            name,
            number,
            kind.value,
            text,
            term["status"],
            syllables if kind is KeyKind.PINYIN else "",
        )
        for kind, text in texts
    ]
