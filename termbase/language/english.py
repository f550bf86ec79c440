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

from termbase.language.script import INVISIBLE
from termbase.language.varieties import american

# Latin letters and digits; a soft hyphen or a zero-width character does not end a word.
LETTER = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
ANY_LETTER = re.compile(f"[{LETTER}]")
# Where letters with dots are not an abbreviation, as in a.b.c, none is looked for among the rest of
# them: many would take quadratic time.
WORD = re.compile(
    rf"[A-Za-z]\.(?<!(?<![{LETTER}])[A-Za-z]\.[A-Za-z]\.)(?:[A-Za-z]\.)++(?![{LETTER}])"
    rf"|[{LETTER}][{LETTER}{INVISIBLE}]*(?:['’][{LETTER}]+)*['’]?"
)
_DROPPED = re.compile(rf"[.{INVISIBLE}]")
_POSSESSIVE = re.compile(r"(?:'[sS])$|(?<=[sS])'$|'$")

ONES = "one's"
PRONOUNS = frozenset(["my", "your", "his", "her", "its", "our", "their", "one's"])
_ARTICLES = frozenset(("a", "an", "the"))
# A word before one of these is a verb, if it can be one: serve the people, hide one's capabilities,
# live off the land.
AFTER_VERBS = _ARTICLES | frozenset(
    f"{ONES} this that these those off up out down away back".split()
)
_NO_VERBS = frozenset(
    "a about above across after against all and as at before behind between both but by down for"
    " from half in inside into it like of off on one one's once only or out outside over than that"
    " the through to under until up with within without".split()
)


def bare_word(token: str) -> str:
    """Return a word without possessive ending, invisible characters and dots of abbreviations."""
    if token.isalnum():
        return token
    token = _DROPPED.sub("", token.replace("’", "'"))
    return token if token.lower() == ONES else _POSSESSIVE.sub("", token)


def words(text: str) -> list[str]:
    """Return the bare words of a text, in order, their case kept, accents composed."""
    tokens = WORD.findall(unicodedata.normalize("NFC", text))
    return [word for token in tokens if (word := bare_word(token))]


def slot(word: str) -> str:
    """Return a word in lower case and American spelling, or ``one's`` for a possessive pronoun."""
    word = word.lower()
    return ONES if word in PRONOUNS else american(word)


def without_article(parts: list[str]) -> list[str]:
    """Return words without a leading article, unless the article is the only word."""
    return parts[1:] if len(parts) > 1 and parts[0].lower() in _ARTICLES else parts


def lookup_key(text: str, lemmas: Mapping[str, str]) -> str:
    """Return the key of an English term or query: base forms as :func:`slot` gives them.

    A leading article is left out.
    """
    parts = map(slot, without_article(words(text)))
    return " ".join(lemmas.get(part, part) for part in parts)


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
    if re.fullmatch(r"[a-z]{3,}", base) and (plural := _plural(base)) not in _dictionary():
        forms.append(plural)
    return tuple(forms)


def _plural(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", word) + "s"


def verb_forms(slots: Sequence[str]) -> list[tuple[str, ...]]:
    """Return for each word of a term its forms in -s and -ing if it is a verb, else none.

    The dictionary of base forms often has another word for these: *crossing*, *serving*,
    *building* are nouns, *crosses* is the plural of *crosse*. Only before an article, a pronoun
    or an adverb is a word of a term surely a verb; a *working unit* is not a *work unit*.

    Args:
        slots: The words of a term as :func:`slot` gives them.
    """
    following = [*slots[1:], ""]
    return [
        _verb_forms(word) if after in AFTER_VERBS and word not in _NO_VERBS else ()
        for word, after in zip(slots, following, strict=True)
    ]


def _verb_forms(word: str) -> tuple[str, ...]:
    stem = re.sub(r"(?<=[^eoy])e$", "", re.sub(r"ie$", "y", word))
    # Of one syllable with a short vowel: cut, cutting.
    if re.fullmatch(r"(?:[^aeiou]|qu)+[aeiou][bdfgklmnprtvz]", word):
        stem += word[-1]
    return _plural(word), stem + "ing"


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
