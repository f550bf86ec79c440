"""Pinyin and the other script, shown over or instead of characters of a source.

There is one ruby for each word. Its pinyin is in an attribute and shown by the style sheet, so that
it is neither copied with the text nor in the way of a search in the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from glossary.annotate import Annotation
from glossary.documents.document import Block, TextRun
from termbase.language import pinyin
from termbase.language.script import Script, convert, fold, is_han
from termbase.language.wordings import usual
from termbase.model.concept import Language


class Overlay(NamedTuple):
    """The additions to one character of the source.

    Attributes:
        width: The length of the character in the source; more than 1 for a reference.
        reading: Its pinyin; empty for none.
        begins: True if it is the first character of a word.
        in_term: True if it is shown when only terms have pinyin.
        other: The character in the other script; empty if it is the same.
    """

    width: int
    reading: str = ""
    begins: bool = False
    in_term: bool = False
    other: str = ""


class OverlayWriter:
    """Writes a source with its overlays.

    Args:
        overlays: The overlays by the offsets of their characters in the source.
        language: The BCP 47 tag of the Chinese in the source; empty where the elements around the
            characters have it.
        is_zhuyin: True if the readings are in Zhuyin.
    """

    def __init__(
        self, overlays: Mapping[int, Overlay], language: str, *, is_zhuyin: bool = False
    ) -> None:
        self._overlays = overlays
        self._language = f' lang="{language}"' if language else ""
        self._reading_language = ' lang="zh-Bopo"' if is_zhuyin else ""
        self._offsets = sorted(overlays)

    def write(self, source: str, start: int, end: int) -> Iterator[str]:
        """Yield a stretch of the source as HTML with its overlays, in parts."""
        first, last = (bisect_left(self._offsets, offset) for offset in (start, end))
        for run in self._runs(self._offsets[first:last]):
            yield source[start : run[0]]
            yield from self._run(source, run)
            start = run[-1] + self._overlays[run[-1]].width
        yield source[start:end]

    def _runs(self, offsets: list[int]) -> Iterator[list[int]]:
        """Yield offsets of adjacent characters that share one ruby element, or need none."""
        run: list[int] = []
        for offset in offsets:
            if run and not self._continues(run[-1], offset):
                yield run
                run = []
            run.append(offset)
        if run:
            yield run

    def _continues(self, left: int, right: int) -> bool:
        before, after = self._overlays[left], self._overlays[right]
        alike = (bool(before.reading), before.in_term) == (bool(after.reading), after.in_term)
        return left + before.width == right and alike

    def _run(self, source: str, offsets: list[int]) -> Iterator[str]:
        first = self._overlays[offsets[0]]
        if not first.reading:
            yield from (self._base(source, offset) for offset in offsets)
            return
        kind = ' class="zg-term"' if first.in_term else ""
        yield f'<ruby data-zg="keep"{kind}{self._language}>'
        word: list[int] = []
        for offset in offsets:
            if word and self._overlays[offset].begins:
                yield self._word(source, word)
                word = []
            word.append(offset)
        yield self._word(source, word)
        yield "</ruby>"

    def _word(self, source: str, offsets: Sequence[int]) -> str:
        """Return a word and its reading as ruby text."""
        base = "".join(self._base(source, offset) for offset in offsets)
        if len(offsets) > 1:
            # No line begins within a word, whose reading would be above the first part only.
            base = f'<rb data-zg="keep">{base}</rb>'
        text = escape(pinyin.joined(self._overlays[offset].reading for offset in offsets))
        return f'{base}<rt data-zg="drop"{self._reading_language} data-zg-text="{text}"></rt>'

    def _base(self, source: str, offset: int) -> str:
        """Return a character of the source, with the one of the other script."""
        overlay = self._overlays[offset]
        base = source[offset : offset + overlay.width]
        if not overlay.other:
            return base
        return f'<span data-zg="keep" data-zg-other="{escape(overlay.other)}">{base}</span>'


def of_terms(annotations: Iterable[Annotation]) -> dict[int, Overlay]:
    """Return the pinyin of the Chinese terms of annotations; only the first of each has to show."""
    found: dict[int, Overlay] = {}
    for annotation in annotations:
        for mention in annotation.mentions:
            if mention.language is not Language.CHINESE:
                continue
            chars = [
                (offset, width, char)
                for offset, width, char in _characters(annotation.runs)
                if mention.start <= offset < mention.end and is_han(char)
            ]
            term = mention.term
            # The pinyin of a term is that of its other spellings, not of regional words.
            written = fold("".join(char for *_, char in chars))
            if usual(written) != usual(_han(fold(term.text))):
                continue
            syllables = pinyin.term_syllables(term.text, term.pinyin)
            begins = pinyin.begins_word(term.pinyin, syllables)
            for (offset, width, _), reading, is_start in zip(
                chars, syllables, begins, strict=False
            ):
                found[offset] = Overlay(width, reading, is_start, annotation.is_first)
    return found


def of_text(blocks: Iterable[Block]) -> dict[int, Overlay]:
    """Return generated pinyin for all Chinese text."""
    from termbase.language.readings import word_readings

    found = {}
    for block in blocks:
        chars = list(_characters(block.runs))
        generated = word_readings("".join(char for _, _, char in chars))
        for (offset, width, _), (reading, begins) in zip(chars, generated, strict=True):
            if reading:
                found[offset] = Overlay(width, reading, begins)
    return found


def in_zhuyin(overlays: Mapping[int, Overlay]) -> dict[int, Overlay]:
    """Return overlays with Zhuyin instead of pinyin, for each character by itself."""
    from termbase.language.romanizations import to_zhuyin

    return {
        offset: overlay._replace(reading=to_zhuyin(overlay.reading), begins=True)
        for offset, overlay in overlays.items()
    }


def in_other_script(
    blocks: Iterable[Block], overlays: Mapping[int, Overlay], to: Script
) -> dict[int, Overlay]:
    """Return overlays with the characters that differ in the other script added.

    A block whose length would change in the conversion gets none.
    """
    found = dict(overlays)
    for block in blocks:
        chars = list(_characters(block.runs))
        text = "".join(char for _, _, char in chars)
        converted = convert(text, to)
        if len(converted) != len(text):
            continue
        for (offset, width, char), other in zip(chars, converted, strict=True):
            if other != char:
                found[offset] = found.get(offset, Overlay(width))._replace(other=other)
    return found


def _han(text: str) -> str:
    return "".join(filter(is_han, text))


def _characters(runs: Iterable[TextRun]) -> Iterator[tuple[int, int, str]]:
    """Yield the characters of runs: offset and length in the source, and the character.

    Text inside ruby annotations of the document has its readings already.
    """
    for run in runs:
        if run.in_ruby:
            continue
        if run.is_literal:
            for index, char in enumerate(run.text):
                yield run.start + index, 1, char
        elif len(run.text) == 1 and run.end > run.start:
            yield run.start, run.end - run.start, run.text
