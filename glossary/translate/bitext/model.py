"""The model of a text and its translation: rows of sentences, annotations, and their links."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary.annotate import Annotation
from glossary.documents.document import Document
from glossary.translate.bitext.rows import Row
from glossary.translate.bitext.stretches import Stretch, texts_of
from termbase.language.script import Script, detect_script, is_han
from termbase.model.concept import Language

# A Chinese character has about the content of three letters of English.
_LETTERS_A_HAN = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A term and its rendering.

    Attributes:
        source: The number of the annotation in the text, from 1.
        target: The number of the annotation in the translation, from 1.
        is_listed: True if the base has one of them as a rendering of the other; else they are
            other forms of one concept.
    """

    source: int
    target: int
    is_listed: bool


@dataclass(frozen=True)
class Side:
    """A text or its translation.

    Attributes:
        document: The document, whose blocks are its paragraphs and headings.
        annotations: Its annotations, in order; their offsets are those of its source.
    """

    document: Document
    annotations: tuple[Annotation, ...]

    @cached_property
    def language(self) -> Language:
        """The language that most of it is in."""
        text = "".join(block.text for block in self.document.blocks)
        chinese = sum(map(is_han, text))
        letters = sum(char.isascii() and char.isalpha() for char in text)
        is_english = chinese * _LETTERS_A_HAN < letters
        return Language.ENGLISH if is_english else Language.CHINESE

    @cached_property
    def is_traditional(self) -> bool:
        """True if its Chinese is in traditional characters."""
        return self.document.is_traditional

    @cached_property
    def tag(self) -> str:
        """The BCP 47 tag of its language: ``en``, ``zh-Hans`` or ``zh-Hant``."""
        if self.language is Language.ENGLISH:
            return "en"
        text = "".join(block.text for block in self.document.blocks)
        return f"zh-{detect_script(text) or Script.SIMPLIFIED}"

    @cached_property
    def spans(self) -> list[list[tuple[int, int, Annotation]]]:
        """For each block the start and end of its annotations in the text of the block."""
        blocks = self.document.blocks
        found: list[list[tuple[int, int, Annotation]]] = [[] for _ in blocks]
        starts = [block.runs[0].start for block in blocks]
        for annotation in self.annotations:
            number = bisect_right(starts, annotation.start) - 1
            first, last = annotation.runs[0], annotation.runs[-1]
            end = blocks[number].offset_of(last.start) + len(last.text)
            found[number].append((blocks[number].offset_of(first.start), end, annotation))
        return found

    def only(self, numbers: Container[int]) -> Side:
        """Return it with the annotations that have some numbers."""
        kept = tuple(one for one in self.annotations if one.number in numbers)
        return Side(self.document, kept)

    def texts(self, stretches: Sequence[Stretch]) -> list[str]:
        """Return the texts of some of its stretches."""
        return texts_of(self.document, stretches)

    def annotations_in(self, stretch: Stretch) -> list[tuple[int, int, Annotation]]:
        """Return the annotations that begin in a stretch, as :attr:`spans` has them."""
        return [
            span for span in self.spans[stretch.block] if stretch.start <= span[0] < stretch.end
        ]


@dataclass(frozen=True)
class Bitext:
    """A text and its translation.

    Attributes:
        source: The text.
        target: Its translation.
        rows: Rows of sentences in order; every sentence of both sides is in one.
        links: The terms and their renderings, in the order of the text; an annotation is in one
            link at most.
    """

    source: Side
    target: Side
    rows: tuple[Row, ...]
    links: tuple[Link, ...]

    @cached_property
    def pairs(self) -> list[tuple[Annotation, Annotation]]:
        """The annotations that are linked, in the order of the text."""
        source, target = (
            {annotation.number: annotation for annotation in side.annotations}
            for side in (self.source, self.target)
        )
        return [(source[link.source], target[link.target]) for link in self.links]

    def select(self, choose: Callable[[Sequence[Annotation]], Iterable[Annotation]]) -> Bitext:
        """Return it with some annotations only; of a pair that is linked, with both or none.

        Args:
            choose: Called with the annotations of a side; returns those to keep, in order.
        """
        source, target = (
            {annotation.number for annotation in choose(side.annotations)}
            for side in (self.source, self.target)
        )
        for link in self.links:
            if not (link.source in source and link.target in target):
                source.discard(link.source)
                target.discard(link.target)
        return Bitext(
            self.source.only(source),
            self.target.only(target),
            self.rows,
            tuple(link for link in self.links if link.source in source),
        )

    @cached_property
    def source_rows(self) -> dict[int, int]:
        """The number of the row, from 1, that each annotation of the text is in, by its number."""
        return _rows_of(self.source, [row.source for row in self.rows])

    @cached_property
    def target_rows(self) -> dict[int, int]:
        """The same for the annotations of the translation."""
        return _rows_of(self.target, [row.target for row in self.rows])


def _rows_of(side: Side, rows: Sequence[tuple[Stretch, ...]]) -> dict[int, int]:
    return {
        annotation.number: number
        for number, stretches in enumerate(rows, 1)
        for one in stretches
        for _, _, annotation in side.annotations_in(one)
    }
