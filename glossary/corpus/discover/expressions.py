"""Expressions that are not in the glossary, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2
from typing import TYPE_CHECKING

import numpy as np

from glossary.corpus.discover.makeup import parts
from glossary.corpus.discover.preparing import Article, text_of
from glossary.corpus.discover.scoring import scores_of
from glossary.corpus.discover.traits import traits
from termbase.language.words import is_word, name_score, surname_score
from termbase.model.concept import Language
from termbase.termbase import Termbase

if TYPE_CHECKING:
    from glossary.corpus.discover.grams import Text

# Names are many, and none of a glossary's terms looks like the name of just anybody.
_NAMES = ("person", "place")
_LEAST_NAME = 4.0
# What a term looks like is learned from all sequences that occur so often, also where only more
# frequent expressions are wanted: few terms are frequent.
_LEAST_LEARNED = 5
# In a large corpus an expression has to occur once in so many 汉字: what is rare is mostly not one
# that a glossary lists, and there is ten times as much of it.
_OFTEN = 75_000
# The 1 % point of the chi square distribution with one degree of freedom.
_CHANCE = 6.63
# An expression is a piece of another if it is so often at most.
_MOSTLY = 0.8
_CONTEXT = 30


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that the glossary lacks.

    Attributes:
        text: The expression, in simplified characters.
        score: The logarithm of the odds that it is like the terms of the glossary.
        count: Its occurrences outside of longer terms.
        articles: The articles that have it.
        rise: The binary logarithm of its frequency since the date, divided by that before.
        ratio: The log likelihood ratio of the rise; see :func:`keyness`.
        contexts: Some places: the id of an article, and the text around it.
    """

    text: str
    score: float
    count: int
    articles: int
    rise: float
    ratio: float
    contexts: tuple[tuple[str, str], ...]


def known_forms(termbase: Termbase) -> dict[str, bool]:
    """Return the Chinese forms of a termbase, folded; True for those that are examples of terms.

    Names of persons and places are not examples.
    """
    names = {concept.id for concept in termbase if concept.kind in _NAMES}
    found: dict[str, bool] = {}
    for form in termbase.forms(Language.CHINESE):
        found[form.text] = found.get(form.text, False) or form.concept not in names
    return found


def expressions(
    articles: Iterable[Article],
    known: Mapping[str, bool],
    *,
    since: str = "",
    least: int | None = None,
    limit: int | None = None,
    contexts: int = 3,
) -> list[Expression]:
    """Return the expressions of a corpus that are not known, those likest to known ones first.

    What a term looks like is learned from the known terms that occur in the corpus: how fixed their
    parts are, what may be before and after them, which characters they consist of, where they are.
    Numbers, dates and names of persons are left out, and pieces of longer expressions.

    Args:
        articles: The corpus; the order does not matter.
        known: The terms that are known, folded; True for those from which is learned.
        since: Only expressions that are more frequent from this date on than before, beyond what
            is chance (1 %); empty for all.
        least: The least number of occurrences; by default five, and where nothing has to rise one
            in 75,000 汉字 if that is more.
        limit: The largest number of expressions.
        contexts: The number of quotations of each.
    """
    ordered = sorted(articles, key=lambda one: (one.date, one.id, one.text))
    text = text_of(ordered, known, since)
    size = int(np.count_nonzero(text.characters))
    if least is None:
        # What is to rise may be new, and so not yet frequent in the whole corpus.
        least = _LEAST_LEARNED if since else max(_LEAST_LEARNED, size // _OFTEN)
    found, frequencies = traits(text, min(least, _LEAST_LEARNED))
    if not found.texts:
        return []
    scores = scores_of(text, found, frequencies, known)
    recent = float(np.count_nonzero(text.characters[text.recent]))
    before = size - recent
    # Quotations of what rises are recent ones.
    start = int(np.argmax(text.recent)) if since and len(text.recent) else 0
    chosen: list[Expression] = []
    pieces = _Pieces()
    for place in np.argsort(-scores, kind="stable").tolist():
        name = found.texts[place]
        count, late = int(found.counts[place]), int(found.recent[place])
        if count < least or name in known or _is_name(name):
            continue
        ratio = keyness(late, count - late, recent, before)
        if since and (ratio < _CHANCE or late / recent <= (count - late) / max(before, 1.0)):
            continue
        if pieces.has(name, count):
            continue
        pieces.add(name, count)
        rise = log2((late + 0.5) / (recent + 1) / ((count - late + 0.5) / (before + 1)))
        chosen.append(
            Expression(
                name, round(float(scores[place]), 3), count, int(found.articles[place]),
                round(rise, 2) if since else 0.0, round(ratio, 1) if since else 0.0,
                _contexts(text, ordered, name, max(start, int(found.first[place])), contexts),
            )
        )  # fmt: skip
        if limit and len(chosen) >= limit:
            break
    return chosen


def keyness(late: int, early: int, recent: float, before: float) -> float:
    """Return the log likelihood ratio of frequencies in two parts of a corpus.

    Rayson and Garside, "Comparing Corpora using Frequency Profiling", 2000.

    Args:
        late: The occurrences in one part.
        early: The occurrences in the other.
        recent: The size of the first part.
        before: The size of the other.
    """
    total = recent + before
    if not recent or not before:
        return 0.0
    expected = (late + early) * recent / total, (late + early) * before / total
    parts = zip((late, early), expected, strict=True)
    return 2 * sum(seen * log(seen / likely) for seen, likely in parts if seen)


class _Pieces:
    """The expressions chosen so far, to leave out pieces of them and what only extends them."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._parts: dict[str, int] = {}

    def add(self, text: str, count: int) -> None:
        self._counts[text] = count
        for part in parts(text):
            self._parts[part] = max(count, self._parts.get(part, 0))

    def has(self, text: str, count: int) -> bool:
        """Return whether an expression is mostly a piece of another, or mostly another extended."""
        if self._parts.get(text, 0) >= _MOSTLY * count:
            return True
        return any(
            part in self._counts and self._counts[part] * _MOSTLY <= count for part in parts(text)
        )


def _is_name(text: str) -> bool:
    """Return whether a sequence is likely the name of a person."""
    if not 2 <= len(text) <= 3 or is_word(text):
        return False
    family, given = surname_score(text[0]), name_score(text[1:])
    return family > 0 and given > 0 and family + given > _LEAST_NAME


def _contexts(
    text: Text, articles: Sequence[Article], name: str, first: int, count: int
) -> tuple[tuple[str, str], ...]:
    """Return the first places of an expression from a place on, at most one of an article."""
    contexts: list[tuple[str, str]] = []
    place = text.text.find(name, first)
    while place >= 0 and len(contexts) < count:
        article = text.articles[place]
        offset = place - int(np.searchsorted(text.articles, article))
        whole = articles[article].text
        low, high = max(0, offset - _CONTEXT), offset + len(name) + _CONTEXT
        quoted = f"{whole[low:offset]}〔{whole[offset : offset + len(name)]}〕"
        quoted += whole[offset + len(name) : high]
        contexts.append((articles[article].id, " ".join(quoted.split())))
        following = int(np.searchsorted(text.articles, article + 1))
        place = text.text.find(name, following)
    return tuple(contexts)
