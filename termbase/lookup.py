"""One query box for everything: 汉字, pinyin of any kind, initials, English.

The score says how the query matched, in the order in which a person would rank:

======== =====================================================
100…90   the query is the term (or its pinyin, tones agreeing)
89…85    it is the term's initials
84…70    the term begins with it
69…50    the term contains it
49…1     it is probably a slip for the term
======== =====================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from termbase.language import english, pinyin
from termbase.language.script import is_han
from termbase.model.concept import Concept, Status, Term
from termbase.store.keys import KeyKind, LookupKey, han_key

if TYPE_CHECKING:
    from termbase.store import Store
    from termbase.termbase import Termbase

_LATIN = re.compile(r"[^\W\d_]")

_EXACT = {KeyKind.HAN: 100.0, KeyKind.ENGLISH: 100.0, KeyKind.PINYIN: 99.0, KeyKind.INITIALS: 89.0}
# Below these shares of equal characters nobody would call it a slip.
_SIMILAR = {KeyKind.HAN: 60.0, KeyKind.PINYIN: 80.0, KeyKind.ENGLISH: 75.0}
# A shorter text stands inside too many terms to tell anything.
_SHORTEST_INSIDE = {KeyKind.HAN: 1, KeyKind.PINYIN: 4, KeyKind.ENGLISH: 3}

_STATUS_COST = {
    Status.PREFERRED: 0.0,
    Status.ADMITTED: 1.0,
    Status.SUPERSEDED: 2.0,
    Status.DEPRECATED: 3.0,
}


class Hit(NamedTuple):
    """A concept that answers a query.

    Attributes:
        score: 0 to 100; see the module.
        matched: The term, or the pinyin, that the query matched.
        concept: The concept.
    """

    score: float
    matched: str
    concept: Concept

    def __repr__(self) -> str:
        return f"<Hit {self.score} {self.matched}: {self.concept!r}>"


class _Query(NamedTuple):
    """A query in every way it may be meant; what it cannot be is empty."""

    text: str
    keys: dict[KeyKind, str]
    syllables: tuple[str, ...]


def lookup(termbase: Termbase, query: str, limit: int = 10) -> list[Hit]:
    """Concepts that a query may mean, the best first, each once.

    Args:
        termbase: Where to look.
        query: 汉字 in any script, pinyin with marks, numbers or neither, with or without spaces
            and apostrophes, initials, or English in any inflection.
        limit: How many at most.
    """
    meant = _understand(termbase, query)
    best: dict[str, Hit] = {}
    for store in termbase.stores:
        hidden = termbase.hidden_in(store)
        for stage in (_exact, _partial, _similar):
            # Slips are looked for only where nothing else was found.
            if stage is _similar and best:
                continue
            for score, key in stage(store, meant):
                if key.concept in hidden or not (concept := store.get(key.concept)):
                    continue
                hit = _hit(meant, score, key, concept)
                if concept.id not in best or hit.score > best[concept.id].score:
                    best[concept.id] = hit
    own = termbase.own
    ranked = sorted(
        best.values(),
        key=lambda hit: (-hit.score, not (own and hit.concept.id in own), hit.concept.id),
    )
    return ranked[:limit]


def _understand(termbase: Termbase, query: str) -> _Query:
    text = query.strip()
    keys = {}
    syllables: tuple[str, ...] = ()
    if any(map(is_han, text)):
        keys[KeyKind.HAN] = han_key(text)
    elif _LATIN.search(text):
        lemmas = termbase.lemma([english.slot(word) for word in english.words(text)])
        keys[KeyKind.ENGLISH] = english.lookup_key(text, lemmas)
        syllables = _read_pinyin(text)
        keys[KeyKind.PINYIN] = pinyin.plain("".join(syllables)) if syllables else pinyin.plain(text)
        keys[KeyKind.INITIALS] = re.sub(r"\s", "", text.lower())
    return _Query(text, {style: key for style, key in keys.items() if key}, syllables)


def _read_pinyin(text: str) -> tuple[str, ...]:
    """The syllables of a query in pinyin, with tone marks where it has marks or numbers."""
    text = re.sub("[Uu]:|[Vv]", "ü", text)
    marked = re.sub(
        r"([A-Za-zü]+)([1-5])", lambda m: pinyin.with_tone_mark(m[1] + m[2]) + "'", text
    )
    return pinyin.syllables(marked)


def _exact(store: Store, query: _Query) -> Iterator[tuple[float, LookupKey]]:
    for style, text in query.keys.items():
        for key in store.keys_equal(text, style):
            yield _EXACT[style], key


def _partial(store: Store, query: _Query) -> Iterator[tuple[float, LookupKey]]:
    texts = {style: query.keys[style] for style in _SHORTEST_INSIDE if style in query.keys}
    for key in store.keys_containing(texts):
        style = KeyKind(key.style)
        text = texts[style]
        share = len(text) / len(key.text)
        if key.text.startswith(text):
            yield 74 + 10 * share, key
        elif len(text) >= _SHORTEST_INSIDE[style] and (
            style is not KeyKind.ENGLISH or f" {text}" in key.text
        ):
            yield 54 + 15 * share, key


def _similar(store: Store, query: _Query) -> Iterator[tuple[float, LookupKey]]:
    from rapidfuzz import fuzz, process

    for style, cutoff in _SIMILAR.items():
        if text := query.keys.get(style):
            keys = store.keys(style)
            choices = [key.text for key in keys]
            found = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=50)
            for _, score, place in found:
                yield score * 0.49, keys[place]


def _hit(query: _Query, score: float, key: LookupKey, concept: Concept) -> Hit:
    term = concept.terms[key.term]
    matched = term.text
    if key.style in (KeyKind.PINYIN, KeyKind.INITIALS):
        matched = term.pinyin
        score -= _reading_cost(query, term) if key.style == KeyKind.PINYIN else 0
    score -= _STATUS_COST[term.status]
    return Hit(round(max(score, 1.0), 1), matched, concept)


def _reading_cost(query: _Query, term: Term) -> float:
    """What it costs that tones were left out, are others, or syllables are divided otherwise."""
    wanted = [pinyin.split_tone(syllable.lower()) for syllable in query.syllables]
    there = [
        pinyin.split_tone(syllable.lower())
        for syllable in pinyin.term_syllables(term.text, term.pinyin)
    ]
    cost = 0.0
    if any(tone for _, tone in wanted) and len(wanted) == len(there):
        given = [(a, b) for (_, a), (_, b) in zip(wanted, there, strict=True) if a]
        cost += 4.0 if any(a != b for a, b in given) else 0.0
    else:
        cost += 1.0
    apart = re.search(r"[\s'’]", query.text)
    if apart and [letters for letters, _ in wanted] != [letters for letters, _ in there]:
        cost += 2.0
    return cost
