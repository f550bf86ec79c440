"""Stretches of a document: its sentences, and the places of texts that others have cut from it.

A stretch reaches to the beginning of the next one, so that those of a block make up its whole text.
Texts that a person or a program cut from the document are located without regard to white space.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from glossary.documents.document import Document
from glossary.documents.text import paragraphs
from termbase.language.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text of one block of a document.

    Attributes:
        block: The number of the block, from 0.
        start: Offset of its first character in the text of the block, from 0.
        end: Offset after its last character.
    """

    block: int
    start: int
    end: int


def with_paragraphs(document: Document) -> Document:
    """Return a document whose blocks are its paragraphs and headings, none without text."""
    if document.format == "text":
        return replace(document, blocks=tuple(paragraphs(document.source)))
    blocks = tuple(block for block in document.blocks if block.text.strip())
    return replace(document, blocks=blocks)


def lines_of(document: Document) -> str:
    """Return the text of a document, a paragraph a line."""
    return "\n".join(" ".join(block.text.split()) for block in document.blocks)


class Characters:
    """The characters of a document that are not white space, numbered through all its blocks.

    Args:
        document: The document, each of whose blocks has text.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._places = [
            (number, offset)
            for number, block in enumerate(document.blocks)
            for offset, char in enumerate(block.text)
            if not char.isspace()
        ]
        self._text = "".join(document.blocks[n].text[offset] for n, offset in self._places)

    def __len__(self) -> int:
        return len(self._places)

    def find(self, text: str, start: int) -> tuple[int, int] | None:
        """Return the numbers of the first and after the last character of a text; None if absent.

        Args:
            text: A text, with white space anywhere.
            start: The number of the character to begin at.
        """
        wanted = without_space(text)
        first = self._text.find(wanted, start)
        return (first, first + len(wanted)) if first >= 0 else None

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of the document, in order."""
        return [
            sentence
            for block in self._document.blocks
            # Within a paragraph a line end is white space.
            for sentence in split_sentences(" ".join(block.text.split()))
        ]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        starts, at = [], 0
        for sentence in self.sentences:
            starts.append(at)
            at += len(without_space(sentence))
        return starts

    def by_sentence(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of some characters that are in one sentence each."""
        starts = self._sentence_starts
        inner = starts[bisect_left(starts, start + 1) : bisect_left(starts, end)]
        cuts = [start, *inner, end] if start < end else []
        yield from pairwise(cuts)

    def stretches(self, start: int, end: int) -> tuple[Stretch, ...]:
        """Return the stretches of some characters, one for each block."""
        found: list[Stretch] = []
        while start < end:
            block, offset = self._places[start]
            last = min(end, bisect_left(self._places, (block + 1, 0)))
            is_first = start == 0 or self._places[start - 1][0] < block
            text = self._document.blocks[block].text
            is_last = last == len(self._places) or self._places[last][0] > block
            stop = len(text) if is_last else self._places[last][1]
            found.append(Stretch(block, 0 if is_first else offset, stop))
            start = last
        return tuple(found)


def without_space(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def texts_of(document: Document, stretches: Sequence[Stretch]) -> list[str]:
    """Return the texts of stretches of a document."""
    return [document.blocks[one.block].text[one.start : one.end] for one in stretches]
