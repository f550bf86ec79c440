"""Pairs of sentences that are translations of each other, and the units made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from termbase.language.script import HAN
from termbase.model.tags import guess_language
from termbase.model.unit import TranslationUnit

_WIDE = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that are translations of each other.

    Attributes:
        source: Sentences of the text; none if the other side is an addition.
        target: Sentences of the translation; none if the other side is left out.
        confidence: The estimated probability, from 0 to 1; 0 where one side is missing.
        source_start: The index, from 0, of the first of these sentences among those of the text;
            where there is none, of the sentence that follows.
        target_start: The same in the translation.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    confidence: float
    source_start: int = 0
    target_start: int = 0


def as_units(
    pairs: Sequence[Pair], origin: str = "", at_least: float = 0.0
) -> Iterator[TranslationUnit]:
    """Yield the pairs with both sides as units; the property ``confidence`` has the confidence.

    Args:
        pairs: The pairs that :func:`~glossary.translate.align.align` returns.
        origin: The name of the file.
        at_least: The lowest confidence that is accepted, from 0 to 1.
    """
    whole = [pair for pair in pairs if pair.source and pair.target]
    texts = [tuple(map(joined, (pair.source, pair.target))) for pair in whole]
    for number, (pair, (source, target)) in enumerate(zip(whole, texts, strict=True)):
        if pair.confidence >= at_least:
            yield TranslationUnit(
                source,
                target,
                guess_language(source),
                guess_language(target),
                origin=origin,
                before=texts[number - 1][0] if number else "",
                after=texts[number + 1][0] if number + 1 < len(texts) else "",
                properties={"confidence": f"{pair.confidence:.2f}"},
            )


def joined(sentences: Sequence[str]) -> str:
    """Return sentences as one text, with a space between English ones."""
    text = "".join(sentences[:1])
    for sentence in sentences[1:]:
        wide = _WIDE.match(sentence) or _WIDE.search(text[-2:])
        text += sentence if wide else f" {sentence}"
    return text
