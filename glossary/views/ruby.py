"""What is shown over single characters of a source: pinyin, and the same in the other script."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from glossary.annotate import Annotation
from glossary.documents.document import Block, TextRun
from termbase.language import pinyin
from termbase.language.script import Script, convert, fold, is_han
from termbase.model.concept import Language


class Overlay(NamedTuple):
    """What is shown with one character of the source.

    Attributes:
        width: How much of the source says the character; more than 1 for a reference.
        reading: Its pinyin; empty for none.
        in_term: Whether the reading is a term's, and not generated.
        other: The character in the other script; empty where it is the same.
    """

    width: int
    reading: str = ""
    in_term: bool = False
    other: str = ""


class OverlayWriter:
    """The characters of a source that something is shown over, by their places.

    Args:
        over: By the place of each character in the source.
        language: The BCP 47 tag of the Chinese in the source.
    """

    def __init__(self, over: Mapping[int, Overlay], language: str) -> None:
        self._over = over
        self._language = language
        self._places = sorted(over)

    def write(self, source: str, start: int, end: int) -> Iterator[str]:
        """A stretch of the source as HTML, in parts, with what is shown over it."""
        first, last = (bisect_left(self._places, place) for place in (start, end))
        for run in self._runs(self._places[first:last]):
            yield source[start : run[0]]
            yield from self._run(source, run)
            start = run[-1] + self._over[run[-1]].width
        yield source[start:end]

    def _runs(self, places: list[int]) -> Iterator[list[int]]:
        """Places that touch each other and get one ruby, or none, together."""
        run: list[int] = []
        for place in places:
            if run and not self._continues(run[-1], place):
                yield run
                run = []
            run.append(place)
        if run:
            yield run

    def _continues(self, left: int, right: int) -> bool:
        before, after = self._over[left], self._over[right]
        alike = (bool(before.reading), before.in_term) == (bool(after.reading), after.in_term)
        return left + before.width == right and alike

    def _run(self, source: str, places: list[int]) -> Iterator[str]:
        first = self._over[places[0]]
        if first.reading:
            kind = "zg-term" if first.in_term else "zg-rest"
            yield f'<ruby data-zg="keep" class="{kind}" lang="{self._language}">'
        for place in places:
            over = self._over[place]
            base = source[place : place + over.width]
            if over.other:
                base = f'<span data-zg="keep" data-zg-other="{escape(over.other)}">{base}</span>'
            yield base
            if over.reading:
                yield '<rp data-zg="drop">(</rp>'
                yield f'<rt data-zg="drop">{escape(over.reading)}</rt>'
                yield '<rp data-zg="drop">)</rp>'
        if first.reading:
            yield "</ruby>"


def of_terms(annotations: Iterable[Annotation]) -> dict[int, Overlay]:
    """The pinyin of the Chinese terms mentioned, syllable by syllable."""
    found: dict[int, Overlay] = {}
    for annotation in annotations:
        for mention in annotation.mentions:
            if mention.language is not Language.CHINESE:
                continue
            chars = [
                (place, width, char)
                for place, width, char in _characters(annotation.runs)
                if mention.start <= place < mention.end and is_han(char)
            ]
            # A region's own word for it is said otherwise.
            if fold("".join(char for *_, char in chars)) != _han(fold(mention.term.text)):
                continue
            syllables = pinyin.term_syllables(mention.term.text, mention.term.pinyin)
            for (place, width, _), syllable in zip(chars, syllables, strict=False):
                found[place] = Overlay(width, syllable, in_term=True)
    return found


def of_text(blocks: Iterable[Block]) -> dict[int, Overlay]:
    """Generated pinyin for all Chinese text."""
    found = {}
    for block in blocks:
        chars = list(_characters(block.runs))
        readings = pinyin.readings("".join(char for _, _, char in chars))
        for (place, width, _), reading in zip(chars, readings, strict=True):
            if reading:
                found[place] = Overlay(width, reading)
    return found


def in_other_script(
    blocks: Iterable[Block], over: Mapping[int, Overlay], to: Script
) -> dict[int, Overlay]:
    """What is shown already, with the characters that are others in the other script.

    Text whose length the conversion would change stays as it is.
    """
    found = dict(over)
    for block in blocks:
        chars = list(_characters(block.runs))
        text = "".join(char for _, _, char in chars)
        converted = convert(text, to)
        if len(converted) != len(text):
            continue
        for (place, width, char), other in zip(chars, converted, strict=True):
            if other != char:
                found[place] = found.get(place, Overlay(width))._replace(other=other)
    return found


def _han(text: str) -> str:
    return "".join(filter(is_han, text))


def _characters(pieces: Iterable[TextRun]) -> Iterator[tuple[int, int, str]]:
    """The characters that pieces say: place in the source, width there, and the character."""
    for piece in pieces:
        if piece.is_literal:
            for offset, char in enumerate(piece.text):
                yield piece.start + offset, 1, char
        elif len(piece.text) == 1 and piece.end > piece.start:
            yield piece.start, piece.end - piece.start, piece.text
