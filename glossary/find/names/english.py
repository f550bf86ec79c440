"""Checks of English candidates for longer names and other words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from glossary.find.evidence import common_words
from glossary.find.names import english_words as data
from glossary.find.names.common import (
    BODIES,
    LONGEST_BEFORE,
    MAINLAND,
    NAMESAKES,
    Check,
    contradicting,
    has_national_word,
)
from glossary.find.names.english_compounds import (
    FROM_VERB,
    VERB_FORM,
    after_prefix,
    in_compound,
    is_verb_form,
    is_verb_with_particle,
)
from termbase.language.syllables import SYLLABLES
from termbase.model.concept import Concept
from termbase.patterns import compiled


def checks_of(form: str, concept: Concept) -> Iterator[Check]:
    """Yield the checks that an English term needs.

    Args:
        form: The term as it is written in the termbase.
        concept: Its concept.
    """
    words = form.split()
    yield after_prefix
    if concept.kind in _BEFORE_FIRMS:
        yield _before_firm
    if form.islower() and concept.kind == "place":
        yield _in_proper_name
    if form.islower() and concept.kind not in ("person", "place"):
        yield _in_title_case
    yield from _of_word(form, concept) if len(words) == 1 else _of_words(form, concept)
    if concept.kind == "person":
        yield from _of_person(words, concept)
    if form[:1].isupper():
        yield from _of_proper_name(form, concept)
    if concept.polity == MAINLAND and concept.kind in BODIES:
        yield _after_english_owner
    if concept.polity == MAINLAND and concept.kind == "office":
        yield _before_foreign_name
    if form.lower() == "party school":
        yield _before_system
    if form in data.OTHER_KINDS_EN:
        yield _after_one_of(form)


def _of_word(form: str, concept: Concept) -> Iterator[Check]:
    if form.islower():
        yield in_compound
    if concept.kind in _NAMES_OF_THINGS and not VERB_FORM.search(form):
        yield is_verb_form
    if FROM_VERB.fullmatch(form):
        yield is_verb_with_particle


def _of_words(form: str, concept: Concept) -> Iterator[Check]:
    if concept.kind in _NAMES_OF_NOTIONS and not VERB_FORM.search(form):
        yield is_verb_form


def _of_proper_name(form: str, concept: Concept) -> Iterator[Check]:
    if concept.kind not in NAMESAKES:
        yield _before_english_head
    if "Five-Year" in form.split():
        yield _after_ordinal
    if _is_national(form, concept):
        yield _after_english_place


def _of_person(words: list[str], concept: Concept) -> Iterator[Check]:
    if words[0] in data.TITLES_EN and len(words) > 1:
        yield _before_given_name
    names = [other.text for other in concept.english if other.text.startswith(f"{words[0]} ")]
    if len(words) == 1 and names:
        yield _after_namesake(words[0], names)
    yield _beside_english_occupation(concept.gloss)


def _is_national(form: str, concept: Concept) -> bool:
    """Return True if a form is short for the name of one body of the whole country."""
    return (
        concept.kind == "institution"
        and concept.polity == MAINLAND
        and form.rsplit(maxsplit=1)[-1] in data.ORGAN_ENDS_EN
        and not has_national_word(form)
        and any(has_national_word(other.text) for other in concept.english)
    )


# Kinds of concepts whose names are nouns.
_NAMES_OF_THINGS = frozenset(
    (
        "institution",
        "person type",
        "office",
        "rank",
        "place",
        "document",
        "group",
        "thing",
        "nickname",
    )
)
# Of several words, those of ideas are nouns as well; *a mass lined with tissue* is another thing.
_NAMES_OF_NOTIONS = _NAMES_OF_THINGS | {"notion", "doctrine", "meeting", "law", "event"}
# A body that is named after an idea: Commission for Internal Affairs.
_BODY_FOR = (
    r"\b(?:Commission|Committee|Council|Office|Bureau|Institute|Cent(?:er|re)|Association|Foundation"
    r"|Alliance|Group|Society|Academy|School|College|Faculty|Department|Journal) "
    r"(?:for|on|of|against) (?:the )?(?:(?:Contemporary|Modern|Advanced|International) )?"
    r"(?:(?:Chinese|(?:East )?Asian|Taiwanese|Korean) )?\Z"
)


def _in_title_case(text: str, start: int, end: int) -> str:
    """*Human Rights Lawyers* Day: an idea with a capital, in the name of something else."""
    if not text[start].isupper():
        return ""
    body = compiled(_BODY_FOR).search(text, max(0, start - LONGEST_BEFORE), start)
    if body:
        return f"part of {body[0]}{text[start:end]}"
    words = text[start:end].split()
    return _before_english_head(text, start, end) if words[-1][0].isupper() else ""


# Kinds of what firms and papers are named after: People's Court|Daily.
_BEFORE_FIRMS = frozenset(("place", "institution", "group", "notion", "person type"))
_NAME_BEFORE = r"(?<![.!?:”\"] )(?<![A-Z])\b[A-Z][a-z’'-]+ \Z"


def _in_proper_name(text: str, start: int, end: int) -> str:
    """The Id Kah|Mosque: a capital after the capital of a name."""
    if not text[start].isupper():
        return ""
    name = compiled(_NAME_BEFORE).search(text, max(0, start - LONGEST_BEFORE), start)
    return f"part of {name[0]}{text[start:end]}" if name else ""


# The name of a firm, a paper, a school that begins with a place: Hong Kong|China News Agency.
_FIRM = rf"(?: [A-Z][\w&’'-]*){{0,3}} (?:{'|'.join(data.FIRMS_EN)})\b"


def _before_firm(text: str, start: int, end: int) -> str:
    if not text[start].isupper() or text[end : end + 1] != " ":
        return ""
    name = compiled(_FIRM).match(text, end)
    return f"part of {text[start:end]}{name[0]}" if name else ""


_NEXT_WORD = re.compile(r"[ \n]([A-Z][\w’'-]*)")
_WORDS_BEFORE = re.compile(r"([\w’'.-]+)[ \n-]\Z")
_APPOSITION = r"(?:,| \(|, who (?:is|was)|:)? (?:is |was )?(?:an?|the) ((?:[\w’'-]+ ){0,4}[\w’'-]+)"


def _next_word(text: str, end: int) -> str:
    word = _NEXT_WORD.match(text, end)
    return word[1] if word else ""


def _word_before(text: str, start: int) -> str:
    word = _WORDS_BEFORE.search(text[max(0, start - LONGEST_BEFORE) : start])
    return word[1] if word else ""


def _before_given_name(text: str, start: int, end: int) -> str:
    """President Xi|Jinping: the name goes on."""
    if text[end : end + 1] not in " \n":
        return ""
    name = _next_word(text, end)
    if name and _is_given_name(name.removesuffix("'s").removesuffix("’s")):
        return f"part of {text[start:end]} {name}"
    return ""


def _is_given_name(word: str) -> bool:
    head, hyphen, tail = word.partition("-")
    if hyphen:
        return tail[:1].islower() and head.isalpha()
    lower = word.lower()
    return word not in data.NOT_GIVEN_NAMES and any(
        lower[:size] in SYLLABLES and (size == len(lower) or lower[size:] in SYLLABLES)
        for size in range(1, min(len(lower), 6) + 1)
    )


def _before_english_head(text: str, start: int, end: int) -> str:
    if text[end : end + 1] not in " \n":
        return ""
    head = _next_word(text, end)
    return f"part of {text[start:end]} {head}" if head in data.HEADS_EN else ""


def _after_ordinal(text: str, start: int, end: int) -> str:
    word = _word_before(text, start)
    return f"part of {word} {text[start:end]}" if word in data.ORDINALS_EN else ""


def _after_english_owner(text: str, start: int, end: int) -> str:
    word = _word_before(text, start)
    return f"of another body: {word}" if word in _OWNERS_EN else ""


def _after_english_place(text: str, start: int, end: int) -> str:
    return "local organ" if _word_before(text, start) in _LOCAL_EN else ""


def _before_system(text: str, start: int, end: int) -> str:
    return "kind of school" if text.startswith(" system", end) else ""


_FULL_NAME = r" ([A-Z][a-z]+) ([A-Z][a-z]+)(?= [a-z]|[^\w ]|\Z)"


def _before_foreign_name(text: str, start: int, end: int) -> str:
    """Foreign Minister|Taro Kono: on the mainland nobody has such a name."""
    name = compiled(_FULL_NAME).match(text, end) if text[end : end + 1] == " " else None
    if not name or all(map(_is_given_name, name.groups())):
        return ""
    first, last = name[1].lower(), name[2].lower()
    # In headlines all words have capitals: Visits Moscow.
    is_headline = last in common_words() or (first.endswith("s") and first in common_words())
    return "" if is_headline else f"title of{name[0]}"


def _after_namesake(surname: str, names: list[str]) -> Check:
    """Return the check for a surname in a text that has it in the name of somebody else only."""
    full = re.compile(rf"\b{re.escape(surname)} ([A-Z][a-z-]+)")

    # A text may have the surname thousands of times, and is searched once.
    @lru_cache(maxsize=1)
    def namesake(text: str) -> re.Match[str] | None:
        if any(name in text for name in names):
            return None
        return next((name for name in full.finditer(text) if _is_given_name(name[1])), None)

    def check(text: str, start: int, end: int) -> str:
        found = namesake(text)
        return f"namesake: {found[0]}" if found and found.end() <= start else ""

    return check


_OWNERS_EN = frozenset(data.OWNERS_EN)
_LOCAL_EN = frozenset(data.LOCAL_EN)


def _after_one_of(form: str) -> Check:
    """Return the check for compounds of another kind: press briefing."""
    kinds = frozenset(data.OTHER_KINDS_EN[form].split())

    def check(text: str, start: int, end: int) -> str:
        word = _word_before(text, start)
        return f"another kind of {form}" if word in kinds or word.lower() in kinds else ""

    return check


def _beside_english_occupation(gloss: str) -> Check:
    """Return the check for namesakes of a person: Pastor Wang Yi; Wang Yi, a singer."""
    others = frozenset(contradicting(data.OCCUPATIONS_EN, gloss))

    def check(text: str, start: int, end: int) -> str:
        before = _word_before(text, start).rstrip(".").lower()
        if before in others:
            return f"namesake: {before}"
        found = compiled(_APPOSITION).match(text, end)
        if found:
            for word in found[1].lower().split():
                if word in others:
                    return f"namesake: {word}"
        return ""

    return check
