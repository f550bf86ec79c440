"""A corpus as one text: its characters, words and known terms as arrays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossary.automaton import find_all_of
from glossary.corpus.discover.grams import Text
from glossary.segment import words
from termbase.language.script import HAN, fold, is_han

if TYPE_CHECKING:
    from glossary.corpus.discover.grams import Bools, Ints

_HAN_RUN = re.compile(f"[{HAN}]+")
_CUT_AT_ONCE = 2000
# A term of so many characters is hardly ever a part of other words.
_SURE = 4


class Article(NamedTuple):
    """A text of a corpus: where it is from, its date in ISO 8601, its text."""

    id: str
    date: str
    text: str


def text_of(articles: Sequence[Article], known: Mapping[str, bool], since: str) -> Text:
    """Return a corpus as one text.

    Args:
        articles: The articles.
        known: The terms that are known, folded.
        since: The date from which on articles are recent; empty for none.
    """
    folded = [fold(article.text) for article in articles]
    text = "".join(f"{one}\n" for one in folded)
    lengths = [len(one) + 1 for one in folded]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    used, numbers = np.unique(codes, return_inverse=True)
    han = np.array([is_han(chr(code)) for code in used.tolist()], dtype=bool)
    # The numbers of 汉字 begin at 1.
    ranks = np.cumsum(han) * han
    cuts = _cuts(text)
    return Text(
        text,
        ranks[numbers].astype(np.int32),
        np.repeat(np.arange(len(articles), dtype=np.int32), lengths),
        cuts,
        _mentions(text, known, cuts),
        np.repeat(np.array([bool(since) and one.date >= since for one in articles]), lengths),
    )


def _cuts(text: str) -> Bools:
    """Return the offsets at which a word may begin or end."""
    cuts = np.ones(len(text) + 1, dtype=bool)
    runs: dict[str, list[int]] = {}
    for match in _HAN_RUN.finditer(text):
        runs.setdefault(match[0], []).append(match.start())
        cuts[match.start() + 1 : match.end()] = False
    names = list(runs)
    for start in range(0, len(names), _CUT_AT_ONCE):
        some = names[start : start + _CUT_AT_ONCE]
        for name, (ends, _) in zip(some, words().paths(some), strict=True):
            inner = np.array(ends)
            for place in runs[name]:
                cuts[place + inner] = True
    return cuts


def _mentions(text: str, known: Mapping[str, bool], cuts: Bools) -> Ints:
    """Return the number of the known term that covers each character; the longest ones count."""
    found = np.full(len(text), -1, dtype=np.int32)
    forms = [form for form in known if form and _HAN_RUN.fullmatch(form)]
    if not forms:
        return found
    end = 0
    for number, (start, minus_end, _) in enumerate(
        sorted((start, -end, form) for start, end, form in find_all_of(forms)(text))
    ):
        is_whole = (cuts[start] and cuts[-minus_end]) or -minus_end - start >= _SURE
        if start >= end and is_whole:
            end = -minus_end
            found[start:end] = number
    return found
