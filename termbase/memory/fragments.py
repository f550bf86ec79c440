"""Fragments: the parts of a text that a memory holds, where it holds no segment like the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from termbase.language.script import is_han
from termbase.memory.automaton import SuffixAutomaton
from termbase.memory.memory import Memory
from termbase.memory.tokens import check_text, surface, tokenize
from termbase.model.unit import TranslationUnit

# The shortest fragment, in 汉字 and in words.
_HAN, _WORDS = 4, 3
_UNITS = 300  # units that are compared with the text
_LONGEST = 10  # tokens of a counterpart
_COMPARED = 2_000  # tokens of a translation in which a counterpart is looked for
# A counterpart is in this share of the translations, and in so much less of the others.
_SHARE, _LEAD = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a text that units of a memory contain.

    Attributes:
        text: The stretch, as it is written in the text.
        counterpart: The words that most translations of those units have and other translations
            lack; empty if there are none.
        units: The units, the shortest first.
    """

    text: str
    counterpart: str
    units: tuple[TranslationUnit, ...]


def fragments(memory: Memory, text: str, limit: int = 5) -> list[Fragment]:
    """Return the longest stretches that a text shares with units, of 4 汉字 or 3 words and more.

    Units are searched by the rare tokens that they share with the text; stretches of very common
    words only may be missed.

    Args:
        memory: The memory.
        text: A segment in either language.
        limit: The largest number of fragments.

    Raises:
        InputError: If the text has a lone surrogate.
    """
    check_text(text)
    ours, written = tokenize(text), surface(text)
    records = [
        (unit, side, tokenize(unit.source if side else unit.target))
        for unit, side in memory.sharing(ours, _UNITS)
    ]
    automaton = SuffixAutomaton(ours)
    spans: Counter[tuple[int, int]] = Counter()
    for _, _, theirs in records:
        shared = {_trimmed(ours, *span) for span in automaton.shared(theirs)}
        spans.update(span for span in shared if _is_worth_it(ours[slice(*span)]))
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], -spans[span])):
        if all(end <= first or start >= last for first, last in chosen):
            chosen.append((start, end))
            if len(chosen) == limit:
                break
    return [
        _fragment(ours[start:end], _joined(written[start:end]), records)
        for start, end in sorted(chosen)
    ]


_Record = tuple[TranslationUnit, bool, list[str]]


def _fragment(tokens: list[str], text: str, records: Sequence[_Record]) -> Fragment:
    having = [record for record in records if _holds(record[2], tokens)]
    others = [record for record in records if not _holds(record[2], tokens)]
    units = {unit.id: unit for unit, _, _ in having}.values()
    shortest = sorted(units, key=lambda unit: len(unit.source))
    return Fragment(text, _counterpart(having, others), tuple(shortest))


def _counterpart(having: Sequence[_Record], others: Sequence[_Record]) -> str:
    """Return the words that most translations have and others lack; the longest of equal ones."""
    translations = {_translation(record) for record in having}
    if len(translations) < 2:
        return ""
    here = Counter(gram for text in translations for gram in set(_grams(text)))
    there = Counter(gram for text in map(_translation, others) for gram in set(_grams(text)))
    best: tuple[float, int, tuple[str, ...]] = (0.0, 0, ())
    for gram, count in here.items():
        share, elsewhere = count / len(translations), there[gram] / max(1, len(others))
        if share >= _SHARE and share - elsewhere >= _LEAD:
            best = max(best, (round(share - elsewhere, 1), len(gram), gram))
    return _joined(list(best[2]))


def _translation(record: _Record) -> str:
    unit, in_source, _ = record
    return unit.target if in_source else unit.source


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    words = list(islice(surface(text), _COMPARED))
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
            if words[start][0].isalnum() and words[end - 1][0].isalnum():
                yield tuple(words[start:end])


def _holds(tokens: list[str], part: list[str]) -> bool:
    return _marked(part) in _marked(tokens)


def _marked(tokens: list[str]) -> str:
    return "\0".join(["", *tokens, ""])


def _trimmed(tokens: list[str], start: int, end: int) -> tuple[int, int]:
    """Return a span without signs at its ends."""
    while start < end and not tokens[start][0].isalnum():
        start += 1
    while start < end and not tokens[end - 1][0].isalnum():
        end -= 1
    return start, end


def _is_worth_it(tokens: list[str]) -> bool:
    han = sum(map(is_han, "".join(tokens)))
    return han >= _HAN or sum(token[0].isalnum() for token in tokens) - han >= _WORDS


def _joined(tokens: Sequence[str]) -> str:
    """Join tokens, with spaces between words of letters."""
    text = ""
    for token in tokens:
        if text and token[0].isalnum() and not is_han(token[0]) and not is_han(text[-1]):
            text += " " if text[-1].isalnum() or text[-1] in ',;:%)”"' else ""
        text += token
    return text
