"""English words: tokens, comparison keys and base forms.

The only importer of simplemma, which takes half a second to start. It is therefore used only when a
base is written: the words of the terms are known then, and all their inflected forms are stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from termbase.language.english_numbers import DIGITS
from termbase.language.english_verbs import NO_VERBS, with_s
from termbase.language.script import INVISIBLE
from termbase.language.varieties import american
from termbase.patterns import compiled

# Combining accents, which follow their letters in decomposed text.
_ACCENTS = "\u0300-\u036f"
# Signs that make another word of one: C++, 50%, AT&T, US$5.
SIGNS = "+#%‰&@°$€£¥"
CURRENCIES = "$€£¥"
# Characters that do not end a word: soft hyphens, zero-width characters, accents.
WITHIN = INVISIBLE + _ACCENTS
# Latin letters and digits, with the ligatures that PDF files have (ﬁ, ﬃ).
LETTER = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\ufb00-\ufb06"
ANY_LETTER = re.compile(f"[{LETTER}]")
# Straight, curly, and the accents that are typed for them: People`s.
APOSTROPHES = "'’`´"
_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# Where letters with dots are not an abbreviation, as in a.b.c, none is looked for among the rest of
# them: many would take quadratic time.
WORD = re.compile(
    rf"[A-Za-z]\.(?<!(?<![{LETTER}])[A-Za-z]\.[A-Za-z]\.)(?:[A-Za-z]\.)++(?![{LETTER}])"
    rf"|[{LETTER}][{LETTER}{WITHIN}]*(?:[{APOSTROPHES}][{LETTER}][{LETTER}{WITHIN}]*)*['’]?"
)
_SIGN_AFTER = re.compile(rf"[{SIGNS}]*")
_SIGNS_BEFORE = frozenset(f".{CURRENCIES}")
_SIGN_BEFORE = rf"[{CURRENCIES}]$|(?<![\w.])\.$"
_DROPPED = rf"[.{INVISIBLE}]"
_DOTTED = re.compile(r"\b(sb|sth|smth)\.", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:'[sS])$|(?<=[sS])'$|'$")

ONES = "one's"
PRONOUNS = frozenset(["my", "your", "his", "her", "its", "our", "their", "one's"])
_REFLEXIVE = (
    "myself yourself himself herself itself oneself ourselves yourselves themselves".split()
)
# What glossaries write for any object, inside a phrase also without abbreviating.
SOMEBODY, SOMETHING = "sb", "sth"
OBJECTS = frozenset((SOMEBODY, SOMETHING))
_OBJECTS = {"somebody": SOMEBODY, "someone": SOMEBODY, "something": SOMETHING, "smth": SOMETHING}
# Words that are compared as another one.
SAME = (
    dict.fromkeys(PRONOUNS, ONES) | dict.fromkeys(_REFLEXIVE, "oneself") | _OBJECTS | DIGITS
)  # fmt: skip
_ARTICLES = frozenset(("a", "an", "the"))
# Words without a meaning of their own.
COMMON = NO_VERBS | _ARTICLES | frozenset(
    "am are be been being can could did do does doing done get had has have having if is may must"
    " no not off s shall should so sb somebody someone something sth then there this these those"
    " was were when will would yes".split()
)  # fmt: skip
# Before these words *to* is a preposition: to each according to his work.
_NO_INFINITIVES = (
    NO_VERBS | _ARTICLES | PRONOUNS | frozenset("date each that these this those wit".split())
)


def bare_word(token: str) -> str:
    """Return a word without possessive ending, invisible characters and dots of abbreviations."""
    if token.isascii() and token.isalnum():
        return token
    token = unicodedata.normalize("NFKC", compiled(_DROPPED).sub("", token.translate(_APOSTROPHE)))
    return token if token.lower() == ONES else _POSSESSIVE.sub("", token)


def without_dots(text: str) -> str:
    """Return a text without the dots of *sb.* and *sth.*, so that *sb.'s* is a possessive."""
    return _DOTTED.sub(r"\1", text)


def words(text: str) -> list[str]:
    """Return the bare words of a text, in order, their case kept, accents composed."""
    tokens = WORD.findall(unicodedata.normalize("NFC", text))
    return [word for token in tokens if (word := bare_word(token))]


def slot(word: str) -> str:
    """Return a word as words are compared: in lower case and American spelling.

    Numbers of one word are in digits; a possessive pronoun is ``one's``.
    """
    word = word.lower()
    return SAME.get(word) or american(word)


def base(slot: str, lemmas: Mapping[str, str]) -> str:
    """Return the base form of a word, both as :func:`slot` gives them; *twos* is a form of *2*."""
    found = lemmas.get(slot, slot)
    return SAME.get(found, found)


def sign_before(text: str, start: int) -> str:
    """Return the sign before a word that belongs to it, as in ``.NET`` and ``$100``, or nothing."""
    if text[max(start - 1, 0) : start] not in _SIGNS_BEFORE:
        return ""
    found = compiled(_SIGN_BEFORE).search(text, max(start - 2, 0), start)
    return found[0] if found else ""


def sign_after(text: str, end: int) -> str:
    """Return the signs directly after a word, as in ``C++`` and ``50%``, or nothing."""
    found = _SIGN_AFTER.match(text, end)
    return found[0] if found else ""


def without_article(parts: list[str]) -> list[str]:
    """Return words without a leading article, unless the article is the only word."""
    return parts[1:] if len(parts) > 1 and parts[0].lower() in _ARTICLES else parts


def is_infinitive(parts: Sequence[str]) -> bool:
    """Return True if words, in lower case, are *to* and a verb, as glossaries write verbs."""
    return (
        len(parts) > 1
        and parts[0] == "to"
        and parts[1] not in _NO_INFINITIVES
        and not COMMON.issuperset(parts[1:])
    )


def lookup_key(text: str, lemmas: Mapping[str, str]) -> str:
    """Return the key of an English term or query: base forms as :func:`slot` gives them.

    A leading article, *to* before a verb, and *sb.* and *sth.* are left out; signs are kept.
    """
    text = re.sub(r"\s*&\s*", "&", without_dots(unicodedata.normalize("NFC", text)))
    found = [match for match in WORD.finditer(text) if bare_word(match[0])]
    parts = [bare_word(match[0]).lower() for match in found]
    first = is_infinitive(parts) or len(without_article(parts)) < len(parts)
    kept = [
        number
        for number, part in enumerate(parts)
        if number >= first and not is_object(parts, number)
    ]
    return " ".join(
        sign_before(text, found[number].start())
        + base(slot(parts[number]), lemmas)
        + sign_after(text, found[number].end())
        for number in kept or range(len(parts))
    )


def is_object(parts: Sequence[str], number: int) -> bool:
    """Return True if a word of an entry is written for any object: *sb.*, or *something* inside.

    Args:
        parts: The words of the entry in lower case.
        number: The index of the word.
    """
    is_inside = 0 < number < len(parts) - 1
    return parts[number] in OBJECTS or (is_inside and parts[number] in _OBJECTS)


def lemma(word: str) -> str:
    """Return the base form of a word in lower case; the word itself if none is known."""
    found = _dictionary().get(word)
    return found if found is not None and found.isascii() else word


def inflections(vocabulary: Iterable[str]) -> dict[str, str]:
    """Return all inflected forms of words, each with its base form.

    Args:
        vocabulary: Words in lower case.

    Returns:
        From form to base form, both in American spelling, for the given words and every other
        form of their base forms; forms that are their own base form are left out. Of two words
        with the same plural (Mary, Marie) it is that of the first.
    """
    found: dict[str, str] = {}
    for word in vocabulary:
        base = lemma(word)
        folded = american(base)
        for form in map(american, _inflected(base)):
            if form != folded:
                found.setdefault(form, folded)
    return found


# Imports ask for the same words again and again.
@lru_cache(maxsize=1 << 15)
def _inflected(base: str) -> tuple[str, ...]:
    forms = [form for form in _forms().get(base, ()) if form != base]
    # A plural that the dictionary lacks; news, which it knows, is not that of new.
    if re.fullmatch(r"[a-z]{3,}", base) and (plural := with_s(base)) not in _dictionary():
        forms.append(plural)
    return tuple(forms)


@cache
def _forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = defaultdict(list)
    for form, base in _dictionary().items():
        forms[base].append(form)
    return forms


@cache
def _dictionary() -> dict[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    # Of a capital and a lower-case entry (Times, times) the common word is the one to inflect.
    entries = DefaultDictionaryFactory().get_dictionary("en")
    return {form: base for form, base in entries.items() if form.islower() and base.islower()}
