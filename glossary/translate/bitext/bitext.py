"""A text and its translation: rows of sentences, annotations of both sides, and their links."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.annotate import Annotation, annotations_of, in_block, joined
from glossary.documents.document import Block, Document, TextRun
from glossary.translate.bitext.links import Linker, SideTerms, are_renderings
from glossary.translate.bitext.rows import Row, aligned_rows, rows_of_table
from glossary.translate.bitext.stretches import Stretch, texts_of, with_paragraphs
from termbase.errors import InputError
from termbase.language.script import Script, detect_script, is_han
from termbase.model.concept import Language

if TYPE_CHECKING:
    from glossary.find import Finder, Mention
    from termbase.model.unit import TranslationUnit

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


def bitext_of_texts(
    finder: Finder,
    source: Document,
    target: Document,
    alignment: Path | None = None,
    polity: str = "",
) -> Bitext:
    """Return a text and its translation, aligned sentence by sentence.

    Args:
        finder: The finder of their terms.
        source: The text.
        target: Its translation.
        alignment: A table with the pairs of their sentences; by default they are aligned.
        polity: As for :meth:`Finder.find`.

    Raises:
        InputError: If the table cannot be read or is not of these texts.
    """
    source, target = with_paragraphs(source), with_paragraphs(target)
    if alignment is None:
        rows = aligned_rows(finder, source, target)
    else:
        rows = rows_of_table(alignment, source, target)
    return _bitext(finder, source, target, rows, polity, nearby=True)


def bitext_of_units(
    finder: Finder, units: Iterable[TranslationUnit], name: str = "", polity: str = ""
) -> Bitext:
    """Return the sources and targets of translation units as a text and its translation.

    Args:
        finder: The finder of their terms.
        units: The units, each of which is a row.
        name: The name of their file.
        polity: As for :meth:`Finder.find`.
    """
    texts = [(unit.source, unit.target) for unit in units]
    if not texts:
        raise InputError(f"{name}: not a segment with a translation in it")
    source, target = (_segments([pair[side] for pair in texts], name) for side in (0, 1))
    rows = [
        Row((Stretch(number, 0, len(text)),), (Stretch(number, 0, len(translation)),), 1.0)
        for number, (text, translation) in enumerate(texts)
    ]
    # What a file pairs is certain, so that nothing is looked for in other rows.
    return _bitext(finder, source, target, rows, polity, nearby=False)


def _rows_of(side: Side, rows: Sequence[tuple[Stretch, ...]]) -> dict[int, int]:
    return {
        annotation.number: number
        for number, stretches in enumerate(rows, 1)
        for one in stretches
        for _, _, annotation in side.annotations_in(one)
    }


def _segments(texts: Sequence[str], name: str) -> Document:
    """Return segments as a document, one a block."""
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block((TextRun(at, at + len(text), text),)))
        at += len(text) + 2
    return Document("\n\n".join(texts), "text", tuple(blocks), name)


def _bitext(
    finder: Finder,
    source: Document,
    target: Document,
    rows: Sequence[Row],
    polity: str,
    *,
    nearby: bool,
) -> Bitext:
    ours = _terms(finder, source, [row.source for row in rows], polity)
    theirs = _terms(finder, target, [row.target for row in rows], polity)
    own = finder.snapshot().own_ids
    linker = Linker(ours, theirs)
    linker.link(len(rows), nearby=nearby)
    left, right = (
        Side(
            document,
            tuple(annotations_of(document, _by_block(document, terms.chosen.values()), own)),
        )
        for document, terms in ((source, ours), (target, theirs))
    )
    return Bitext(left, right, tuple(rows), tuple(_links(left, right, linker.links)))


def _terms(
    finder: Finder, document: Document, rows: Sequence[tuple[Stretch, ...]], polity: str
) -> SideTerms:
    text, starts = joined(document)
    stretches = [
        (starts[one.block] + one.start, starts[one.block] + one.end, number)
        for number, row in enumerate(rows)
        for one in row
    ]
    return SideTerms(finder, text, stretches, polity)


def _by_block(
    document: Document, mentions: Iterable[Sequence[Mention]]
) -> Iterator[tuple[Block, list[Mention]]]:
    """Yield the blocks of a document, each with its mentions, of those of all its rows."""
    _, starts = joined(document)
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(chain.from_iterable(mentions), key=lambda one: one.start):
        number, within = in_block(starts, mention)
        found[number].append(within)
    for number, block in enumerate(document.blocks):
        yield block, found[number]


def _links(source: Side, target: Side, pairs: Iterable[tuple[Mention, Mention]]) -> Iterator[Link]:
    """Yield the links between the annotations that mentions are in, each in one at most."""
    numbers = _numbers(source), _numbers(target)
    used: tuple[set[int], set[int]] = set(), set()
    for ours, theirs in sorted(pairs, key=lambda pair: pair[0].start):
        left, right = numbers[0][ours.start], numbers[1][theirs.start]
        if left not in used[0] and right not in used[1]:
            used[0].add(left)
            used[1].add(right)
            yield Link(left, right, are_renderings(ours, theirs))


def _numbers(side: Side) -> dict[int, int]:
    """Return the number of the annotation at each offset of the joined blocks that one is at."""
    _, starts = joined(side.document)
    return {
        starts[block] + offset: annotation.number
        for block, spans in enumerate(side.spans)
        for start, end, annotation in spans
        for offset in range(start, end)
    }
