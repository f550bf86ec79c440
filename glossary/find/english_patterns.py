"""The sequences of words that English forms are found as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product, takewhile
from typing import NamedTuple

from termbase.language import english, english_verbs
from termbase.language.script import fold
from termbase.store.keys import SearchForm

# Slots for a few words, which glossaries write as sth. and as sb.'s.
GAP, POSSESSIVE_GAP = "*", "*'s"
GAPS = GAP, POSSESSIVE_GAP
_QUOTES = "[\"'“”‘’]*"
_BLANK = r"[^\S\n]*"
# What may be between two words of a term: no dash with spaces around it, no empty line.
BETWEEN = re.compile(
    rf"{_QUOTES}(?P<mark>{_BLANK}[{english.SIGNS}]+|[,.:;?!)]?)"
    rf"(?:[-‐‑–/]\n?{_BLANK}|{_BLANK}\n?{_BLANK})(?P<open>\(?){_QUOTES}"
)
ENDING = re.compile(f"(?:[{english.APOSTROPHES}][sS]|['’])$")


class Pattern(NamedTuple):
    """The words of a form, all of which have to be in the text, one after the other.

    Attributes:
        words: Bare, in the case of the form.
        slots: As :func:`english.slot` gives them; :data:`GAP` or
            :data:`POSSESSIVE_GAP` for a few words.
        marks: For each word the punctuation, bracket or sign that follows it, or nothing.
        before: The sign before the first word, or nothing.
        is_verb: True if the first word is a verb.
        form: The form.
        form_index: Its index.
    """

    words: tuple[str, ...]
    slots: tuple[str, ...]
    marks: tuple[str, ...]
    before: str
    is_verb: bool
    form: SearchForm
    form_index: int


def variants(
    slots: tuple[str, ...], lemmas: Mapping[str, str], *, is_verb: bool
) -> Iterable[tuple[str, ...]]:
    """Return the slots of words, also with forms of the verbs that the lemmas lack.

    Args:
        slots: The slots of all or the first words of a pattern.
        lemmas: Base forms by inflected form.
        is_verb: True if the first word is a verb.
    """
    if not is_verb and english_verbs.AFTER_VERBS.isdisjoint(slots):
        return (slots,)
    forms = english_verbs.verb_forms(slots)
    if is_verb:
        forms[0] = english_verbs.forms_of_verb(slots[0])
    return product(
        *(
            (word, *(form for form in others if lemmas.get(form) != word))
            for word, others in zip(slots, forms, strict=True)
        )
    )


def patterns(form: SearchForm, index: int) -> list[Pattern]:
    """Return the patterns of a form; none if it has no word.

    Args:
        form: The form.
        index: Its index, for the patterns.
    """
    if _is_plain(form.text):
        words = tuple(form.text.split())
        slots = tuple(map(english.slot, words))
        if not _is_special(slots):
            return [Pattern(words, slots, ("",) * len(words), "", False, form, index)]
    written = _as_written(form, index)
    if written is None:
        return []
    # Not a name: To Lam. And no pattern begins with a gap: to sb foo.
    may_be_verb = written.words[0].islower() and not set(GAPS).intersection(written.slots[1:2])
    if form.inflects and may_be_verb and english.is_infinitive([*map(str.lower, written.words)]):
        words, slots, marks = written.words[1:], written.slots[1:], written.marks[1:]
        verb = written._replace(words=words, slots=slots, marks=marks, is_verb=True)
        return [written, verb]
    return [written]


def beginnings(
    form: SearchForm, lemmas: Mapping[str, str], count: int
) -> Iterator[tuple[str, ...]]:
    """Yield the slots of the first words of a form, at most so many, and those before a gap."""
    # A word is a verb by the word after it.
    parts = form.text.split(maxsplit=count + 1)[: count + 1]
    written = form.text.replace("-", " ").split() if "-" in form.text else parts
    known = list(map(_plain_slot, written))
    # Nearly all are words of plain letters, none of them a verb by what follows it.
    if known and all(known) and english_verbs.AFTER_VERBS.isdisjoint(known[1 : count + 1]):
        yield tuple(known[:count])
        return
    is_plain = _is_plain("".join(parts))
    slots = tuple(map(english.slot, parts if is_plain else english.words(fold(form.text))))
    if slots and not _is_special(slots):
        for found in variants(slots[: count + 1], lemmas, is_verb=False):
            yield found[:count]
        return
    for pattern in patterns(form, 0):
        for found in variants(pattern.slots[: count + 1], lemmas, is_verb=pattern.is_verb):
            yield tuple(takewhile(lambda slot: slot not in GAPS, found[:count]))


def first_words(forms: Iterable[SearchForm], lemmas: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the indices of the forms that may begin with a slot, by the slot."""
    found: dict[str, list[int]] = {}
    for index, form in enumerate(forms):
        for first in {slots[0] for slots in beginnings(form, lemmas, 1)}:
            found.setdefault(first, []).append(index)
    return found


@cache
def _plain_slot(word: str) -> str:
    """Return the slot of a word of plain letters; empty for objects, *to* and all others."""
    slot = english.slot(word) if _is_plain(word) else ""
    return "" if slot == "to" or slot in english.OBJECTS else slot


def mark_of(between: re.Match[str]) -> str:
    """Return the marks or signs between two words, without spaces, hyphens and quotation marks."""
    mark, opening = between.groups()
    return (mark.strip() + opening) if mark or opening else ""


def _is_plain(text: str) -> bool:
    """Return True if a text is words of plain letters, which are quick to split."""
    return text.isascii() and text.replace(" ", "").isalpha()


def _is_special(slots: tuple[str, ...]) -> bool:
    return slots[0] == "to" or not english.OBJECTS.isdisjoint(slots)


def _as_written(form: SearchForm, index: int) -> Pattern | None:
    """Return the pattern of a form with all of its words but objects at its ends."""
    # The text in which it is found is folded as well.
    text = english.without_dots(fold(form.text))
    found = [match for match in english.WORD.finditer(text) if english.bare_word(match[0])]
    words = [english.bare_word(match[0]) for match in found]
    lower = [word.lower() for word in words]
    slots = [
        _gap(match[0]) if english.is_object(lower, number) else english.slot(word)
        for number, (match, word) in enumerate(zip(found, words, strict=True))
    ]
    kept = [number for number, slot in enumerate(slots) if slot not in GAPS]
    if not kept:
        return None
    first, last = kept[0], kept[-1] + 1
    if last - first < len(words) and english.COMMON.issuperset(lower[first:last]):
        return None
    places = range(first, last)
    return Pattern(
        tuple(words[first:last]),
        tuple(slots[first:last]),
        tuple("" if slots[n] in GAPS else _mark(text, found, n) for n in places),
        english.sign_before(text, found[first].start()),
        False,
        form,
        index,
    )


def _gap(token: str) -> str:
    return POSSESSIVE_GAP if ENDING.search(token) else GAP


def _mark(text: str, found: Sequence[re.Match[str]], number: int) -> str:
    """Return the mark or sign after a word of a term; after the last, a bracket or a sign."""
    end = found[number].end()
    if number + 1 == len(found):
        bracket = text[end : end + 1]
        return ")" if bracket == ")" else english.sign_after(text, end)
    between = BETWEEN.fullmatch(text, end, found[number + 1].start())
    return mark_of(between) if between else ""
