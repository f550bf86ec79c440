"""Put a text and its translation together: align them, find their terms, link these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, product, starmap
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.annotate import Annotation, annotations_of, in_block, joined
from glossary.documents.document import Block, Document, TextRun
from glossary.translate.bitext.links import Linker, are_renderings
from glossary.translate.bitext.model import Bitext, Link, Side
from glossary.translate.bitext.rows import Row, aligned_rows, rows_of_table
from glossary.translate.bitext.side_terms import SideTerms
from glossary.translate.bitext.stretches import Stretch, with_paragraphs

if TYPE_CHECKING:
    from glossary.find import Finder, Mention
    from termbase.model.unit import TranslationUnit


def bitext_of_texts(
    finder: Finder,
    source: Document,
    target: Document,
    alignment: Path | None = None,
    polity: str = "",
    encoding: str | None = None,
) -> Bitext:
    """Return a text and its translation, aligned sentence by sentence.

    Args:
        finder: The finder of their terms.
        source: The text.
        target: Its translation.
        alignment: A table with the pairs of their sentences; by default they are aligned.
        polity: As for :meth:`Finder.find`.
        encoding: The encoding of a table that does not tell it.

    Raises:
        InputError: If the table cannot be read or is not of these texts.
    """
    source, target = with_paragraphs(source), with_paragraphs(target)
    if alignment is None:
        rows = aligned_rows(finder, source, target)
    else:
        rows = rows_of_table(alignment, source, target, encoding)
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
    source, target = (_segments([pair[side] for pair in texts], name) for side in (0, 1))
    rows = [
        Row((Stretch(number, 0, len(text)),), (Stretch(number, 0, len(translation)),), 1.0)
        for number, (text, translation) in enumerate(texts)
    ]
    # What a file pairs is certain, so that nothing is looked for in other rows.
    return _bitext(finder, source, target, rows, polity, nearby=False)


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
    linker = Linker(ours, theirs)
    linker.link(len(rows), nearby=nearby)
    own = finder.snapshot().own_ids
    left, right = _side(source, ours, own), _side(target, theirs, own)
    return Bitext(left, right, tuple(rows), tuple(_links(left, right, linker.links)))


def _side(document: Document, terms: SideTerms, own: Container[str]) -> Side:
    mentions = _by_block(document, terms.chosen.values())
    return Side(document, tuple(annotations_of(document, mentions, own, appositions=True)))


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
    found = _by_offset(source), _by_offset(target)
    used: tuple[set[int], set[int]] = set(), set()
    for ours, theirs in sorted(pairs, key=lambda pair: pair[0].start):
        left, right = found[0][ours.start], found[1][theirs.start]
        if left.number not in used[0] and right.number not in used[1]:
            used[0].add(left.number)
            used[1].add(right.number)
            is_listed = any(starmap(are_renderings, product(left.mentions, right.mentions)))
            yield Link(left.number, right.number, is_listed)


def _by_offset(side: Side) -> dict[int, Annotation]:
    """Return the annotation at each offset of the joined blocks that one is at."""
    _, starts = joined(side.document)
    return {
        starts[block] + offset: annotation
        for block, spans in enumerate(side.spans)
        for start, end, annotation in spans
        for offset in range(start, end)
    }
