"""What of a text a memory holds, where it holds nothing like the whole of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from termbase.language.script import is_han
from termbase.memory.memory import Memory
from termbase.memory.tokens import surface, tokenize
from termbase.model.unit import TranslationUnit

# So many tokens are worth showing.
_HAN, _WORDS = 4, 3
_LOOKED_AT = 300
_LONGEST = 10
# In so great a part of the translations, and in so much fewer of others, must a counterpart be.
_SHARE, _LEAD = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a text that stands in units of a memory.

    Attributes:
        text: The stretch, as it stands in the text.
        counterpart: What most translations of those units have in common and others lack;
            empty where there is nothing of the kind.
        units: The units, the shortest first.
    """

    text: str
    counterpart: str
    units: tuple[TranslationUnit, ...]


def fragments(memory: Memory, text: str, limit: int = 5) -> list[Fragment]:
    """The longest stretches that a text shares with units, of 4 汉字 or 3 words and more.

    Units are looked for by the rare tokens they share with the text; of very common words alone
    not every stretch is found.

    Args:
        memory: Where to look.
        text: A segment in either language.
        limit: How many at most.
    """
    ours, written = tokenize(text), surface(text)
    records = [
        (unit, side, tokenize(unit.source if side else unit.target))
        for unit, side in memory.sharing(ours, _LOOKED_AT)
    ]
    spans: Counter[tuple[int, int]] = Counter()
    for _, _, theirs in records:
        matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
        for block in matcher.get_matching_blocks():
            span = _trimmed(ours, block.b, block.b + block.size)
            if _is_worth_it(ours[slice(*span)]):
                spans[span] += 1
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], -spans[span])):
        if all(end <= first or start >= last for first, last in chosen):
            chosen.append((start, end))
    return [
        _fragment(ours[start:end], _joined(written[start:end]), records)
        for start, end in sorted(chosen[:limit])
    ]


_Record = tuple[TranslationUnit, bool, list[str]]


def _fragment(tokens: list[str], text: str, records: Sequence[_Record]) -> Fragment:
    having = [record for record in records if _holds(record[2], tokens)]
    others = [record for record in records if not _holds(record[2], tokens)]
    units = {unit.id: unit for unit, _, _ in having}.values()
    shortest = sorted(units, key=lambda unit: len(unit.source))
    return Fragment(text, _counterpart(having, others), tuple(shortest))


def _counterpart(having: Sequence[_Record], others: Sequence[_Record]) -> str:
    """The stretch that most translations have and others lack; the longest of equal ones."""
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
    words = surface(text)
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
            if words[start][0].isalnum() and words[end - 1][0].isalnum():
                yield tuple(words[start:end])


def _holds(tokens: list[str], part: list[str]) -> bool:
    count = len(part)
    return any(tokens[start : start + count] == part for start in range(len(tokens) - count + 1))


def _trimmed(tokens: list[str], start: int, end: int) -> tuple[int, int]:
    """A stretch without signs at its ends."""
    while start < end and not tokens[start][0].isalnum():
        start += 1
    while start < end and not tokens[end - 1][0].isalnum():
        end -= 1
    return start, end


def _is_worth_it(tokens: list[str]) -> bool:
    han = sum(map(is_han, "".join(tokens)))
    return han >= _HAN or sum(token[0].isalnum() for token in tokens) - han >= _WORDS


def _joined(tokens: Sequence[str]) -> str:
    """Tokens with spaces where words of letters stand side by side."""
    text = ""
    for token in tokens:
        if text and token[0].isalnum() and not is_han(token[0]) and not is_han(text[-1]):
            text += " " if text[-1].isalnum() or text[-1] in ',;:%)”"' else ""
        text += token
    return text
