"""Words of Chinese text by jieba's dictionary: the sole importer of jieba, and only of its data.

Conversion between scripts and readings depend on words: 干 is 乾 in 干燥 and 幹 in 干部. Starting
jieba itself takes more than a second, so its dictionary is read here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import NamedTuple

from termbase.derived import DerivedFile, source_of
from termbase.errors import Error
from termbase.language.surnames import SURNAMES

_LONGEST = 8
_UNKNOWN_NAME_SCORE = 1.0
# Words of a higher frequency in the dictionary are ordinary words, whatever it takes them for.
_COMMON = 30
# As in jieba, only these characters are joined into words.
HAN = "\u4e00-\u9fd5"
_RUN = f"([{HAN}]+)|[^{HAN}]+"
# The dictionary has parts of sentences such as 地走了.
_PARTICLE_AND_VERB = re.compile("[地得].*[了着]")
# Kinds of words that something depends on, and their tags in the dictionary.
_TAGS = {
    "name": ("nr", "nrfg"),
    "idiom": ("i",),
    "phrase": ("i", "l", "z"),
    "adverb": ("d", "ad", "a"),
    "verb": ("v", "vd", "vg", "vn", "a", "ad", "an", "zg"),
}


class Entry(NamedTuple):
    """A word of jieba's dictionary, its frequency, and its part of speech (``nr``: a name)."""

    word: str
    frequency: int
    tag: str


def dictionary() -> Path:
    """Return the path of jieba's dictionary.

    Raises:
        Error: If jieba is not installed as it should be.
    """
    jieba = find_spec("jieba")
    if jieba is None or jieba.origin is None:
        raise Error("jieba is not installed; install it with: pip install jieba")
    return Path(jieba.origin).with_name("dict.txt")


def entries() -> Iterator[Entry]:
    """Yield the entries of jieba's dictionary."""
    with dictionary().open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency, tag = line.split()
            yield Entry(word, int(frequency), tag)


def cut(text: str, longest: int = _LONGEST) -> list[str]:
    """Cut a text into its most probable words, as jieba does without its hidden Markov model.

    Args:
        text: Simplified Chinese; stretches of other characters are words of their own.
        longest: The length of the longest words.
    """
    return [
        word
        for run in re.finditer(_RUN, text)
        for word in (_cut_run(run[0], longest) if run[1] else [run[0]])
    ]


def is_word(text: str) -> bool:
    """Return whether the dictionary has a word that is not a personal name."""
    return text in _words() and not is_name(text)


def is_name(text: str) -> bool:
    """Return whether the dictionary has a personal name; it takes some other words for names."""
    return text in _of_kind("name")


def is_common(text: str) -> bool:
    """Return whether the dictionary has a word, also one that it takes for a name, as frequent."""
    return _words().get(text, 0) > _COMMON


def is_idiom(text: str) -> bool:
    """Return whether the dictionary has an idiom (成语)."""
    return text in _of_kind("idiom")


def is_adverbial(text: str) -> bool:
    """Return whether the dictionary has an adverb, an adjective or a phrase of four characters."""
    return text in _of_kind("adverb") or (len(text) > 3 and text in _of_kind("phrase"))


def is_verb(text: str) -> bool:
    """Return whether the dictionary has a verb or an adjective."""
    return text in _of_kind("verb")


def name_score(given: str) -> float:
    """Return how much likelier characters are in given names than in words.

    Returns:
        The sum of the natural logarithms of the ratios, by the names in the dictionary.
    """
    scores = _tables()[2]
    return sum(scores.get(char, _UNKNOWN_NAME_SCORE) for char in given)


def surname_score(surname: str) -> float:
    """Return how much likelier a character is to begin names than words, as a logarithm."""
    return _tables()[3].get(surname, 0.0)


def _cut_run(run: str, longest: int) -> list[str]:
    words, total = _words(), log(_words()[""])
    # For each start, from the end on: the logarithm of the probability of the best way, and the
    # end of its first word.
    best = [(0.0, 0)] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        best[start] = max(
            (log(words.get(run[start:end], 1)) - total + best[end][0], end)
            for end in range(start + 1, min(len(run), start + longest) + 1)
            if end == start + 1 or run[start:end] in words
        )
    found, start = [], 0
    while start < len(run):
        end = best[start][1]
        found.append(run[start:end])
        start = end
    return found


_Tables = tuple[dict[str, int], dict[str, frozenset[str]], dict[str, float], dict[str, float]]


@cache
def _tables() -> _Tables:
    frequencies, kinds, given, surnames = json.loads(bytes(FREQUENCIES_FILE.content()))
    return frequencies, {kind: frozenset(found) for kind, found in kinds.items()}, given, surnames


def _words() -> dict[str, int]:
    """Frequencies by word; that of all together under the empty string."""
    return _tables()[0]


def _of_kind(kind: str) -> frozenset[str]:
    return _tables()[1][kind]


def _write(path: Path) -> None:
    listed = list(entries())
    frequencies = {
        entry.word: entry.frequency
        for entry in listed
        if entry.frequency and not _PARTICLE_AND_VERB.fullmatch(entry.word)
    }
    frequencies[""] = sum(frequencies.values())
    kinds = {
        kind: [entry.word for entry in listed if entry.tag in tags] for kind, tags in _TAGS.items()
    }
    names = frozenset(kinds["name"])
    tables = frequencies, kinds, *_name_scores(frequencies, names)
    path.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")


def _name_scores(
    words: Iterable[str], names: frozenset[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Compare how often characters are in the names and in the words of the dictionary.

    Returns:
        The scores of characters in given names, and those of surnames.
    """
    full = [name for name in names if len(name) == 3 and name[0] in SURNAMES]
    others = [word for word in words if word and word not in names]
    given = _log_ratios(
        Counter(char for name in full for char in name[1:]),
        Counter(char for word in others for char in word),
    )
    begins = Counter(word[0] for word in others)
    return given, _log_ratios(Counter(name[0] for name in full), begins)


def _log_ratios(in_names: Counter[str], in_words: Counter[str]) -> dict[str, float]:
    ratio = in_words.total() / in_names.total()
    return {
        char: log((in_names[char] + 0.5) / (in_words[char] + 5) * ratio)
        for char in in_names | in_words
    }


def _inputs() -> Iterator[Path]:
    yield dictionary()
    yield from source_of(Path(__file__), Path(__file__).with_name("surnames.py"))


FREQUENCIES_FILE = DerivedFile(
    "frequencies.json", _write, _inputs, announced="the frequencies of Chinese words"
)
