"""A query of the look-up box in all its interpretations: 汉字, pinyin, initials, English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from termbase.language import english, pinyin
from termbase.language.romanizations import from_zhuyin, from_zhuyin_initials
from termbase.language.script import Script, detect_script, is_han
from termbase.patterns import compiled
from termbase.store.keys import KeyKind, han_key

if TYPE_CHECKING:
    from termbase.store import Store

_LATIN = re.compile(r"[^\W\d_]")
_MARKED_BY_NUMBER = "(?<![A-Za-zü])([A-Za-zü]+)([1-5])"
_GAP = re.compile(r"[\s'’]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Longer queries in Latin letters are not the pinyin of anything.
_LONGEST_PINYIN = 2_000


class Query(NamedTuple):
    """A query in all its interpretations.

    Attributes:
        keys: The key to look for, for each kind that the query can be.
        syllables: The syllables of a query in pinyin, lower case, each with its tone (0: none).
        has_tones: Whether it has tone marks or numbers.
        has_gaps: Whether spaces or apostrophes divide it.
        script: Traditional, if it is written so.
    """

    keys: dict[KeyKind, str]
    syllables: Sequence[tuple[str, int]]
    has_tones: bool
    has_gaps: bool
    script: Script | None


def parse(stores: Sequence[Store], query: str) -> Query:
    """Return what a query may be.

    Args:
        stores: Those that are searched; they know the base forms of English words.
        query: Any text.
    """
    # A lone surrogate, half a character, cannot occur in a term.
    text = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", query.strip()))
    text = from_zhuyin(text) or from_zhuyin_initials(text) or text
    keys: dict[KeyKind, str] = {}
    syllables: tuple[str, ...] = ()
    has_han, has_letters = any(map(is_han, text)), bool(_LATIN.search(text))
    # Digits are in terms of both languages: 996, 228事件, 1992 Consensus.
    if has_han or not has_letters:
        keys[KeyKind.HAN] = han_key(text)
    if not has_han:
        words = [english.slot(word) for word in english.words(text)]
        lemmas = {form: base for store in stores for form, base in store.lemma(words).items()}
        keys[KeyKind.ENGLISH] = english.lookup_key(text, lemmas)
    if has_letters and not has_han:
        syllables = _parse_pinyin(text) if len(text) <= _LONGEST_PINYIN else ()
        keys[KeyKind.PINYIN] = pinyin.plain("".join(syllables) or text)
        keys[KeyKind.INITIALS] = re.sub(r"\s", "", text.lower())
    tones = [pinyin.split_tone(syllable.lower()) for syllable in syllables]
    return Query(
        {kind: key for kind, key in keys.items() if key},
        tones,
        any(tone for _, tone in tones),
        bool(_GAP.search(text)),
        Script.TRADITIONAL if detect_script(text) is Script.TRADITIONAL else None,
    )


def _parse_pinyin(text: str) -> tuple[str, ...]:
    """Return the syllables of a query in pinyin, with tone marks for marks or numbers."""
    text = re.sub("[Uu]:|[Vv]", "ü", text)
    by_number = compiled(_MARKED_BY_NUMBER)
    marked = by_number.sub(lambda m: pinyin.with_tone_mark(m[1] + m[2]) + "'", text)
    return pinyin.syllables(marked)
