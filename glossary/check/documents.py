"""Segments of a document and its translation, as the aligner pairs their sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from glossary.check.accepted import accepted_in, comments
from glossary.check.job import Segment
from glossary.check.languages import languages_of
from glossary.translate.bitext.rows import aligned_rows
from glossary.translate.bitext.stretches import texts_of, with_paragraphs
from glossary.translate.sides import check_languages

if TYPE_CHECKING:
    from glossary.documents import Document
    from glossary.find import Finder
    from glossary.translate.bitext.stretches import Stretch

# The aligner's pairs above are right in 95 of 100 cases.
_CERTAIN = 0.9


def aligned_segments(finder: Finder, source: Document, target: Document) -> Iterator[Segment]:
    """Yield the sentences of a document with their translations.

    Args:
        finder: The finder of the terms that help to pair them.
        source: The document.
        target: Its translation.

    Raises:
        InputError: If one of them has no sentence, or both are in one language.
    """
    sides = _Side(source, "the source"), _Side(target, "the translation")
    check_languages(*((side.name, side.text) for side in sides))
    languages = languages_of(sides[0].text, sides[1].text)
    rows = aligned_rows(finder, sides[0].document, sides[1].document)
    for number, row in enumerate(rows, 1):
        yield Segment(
            number,
            sides[0].text_of(row.source),
            sides[1].text_of(row.target),
            *languages,
            source.name,
            sides[0].line_of(row.source),
            target.name,
            sides[1].line_of(row.target),
            accepted=sides[0].accepted(row.source) | sides[1].accepted(row.target),
            is_certain=row.confidence >= _CERTAIN,
            paragraphs=(_paragraphs(row.source), _paragraphs(row.target)),
        )


def _paragraphs(stretches: Sequence[Stretch]) -> int:
    return len({one.block for one in stretches})


class _Side:
    """A document with its lines and its notes.

    Args:
        document: The document.
        name: Its name in messages, if it has none of its own.
    """

    def __init__(self, document: Document, name: str) -> None:
        self.document = with_paragraphs(document)
        self.name = document.name or name
        self._starts = [block.runs[0].start if block.runs else 0 for block in self.document.blocks]
        self._line_ends = [n for n, char in enumerate(document.source) if char == "\n"]
        self._notes = self._notes_of_blocks()

    @property
    def text(self) -> str:
        """The text of all blocks."""
        return "\n".join(block.text for block in self.document.blocks)

    def text_of(self, stretches: Sequence[Stretch]) -> str:
        """Return the text of stretches, a line for each."""
        return "\n".join(map(str.strip, texts_of(self.document, stretches)))

    def line_of(self, stretches: Sequence[Stretch]) -> int:
        """Return the line of the first stretch, from 1; 0 if there is none."""
        if not stretches:
            return 0
        block = self.document.blocks[stretches[0].block]
        runs = block.slice(stretches[0].start, stretches[0].end)
        return self._line_at(runs[0].start) if runs else 0

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._line_ends, offset - 1) + 1

    def accepted(self, stretches: Sequence[Stretch]) -> frozenset[str]:
        """Return the ids of the rules that notes accept for stretches."""
        notes = (self._notes.get(one.block, frozenset()) for one in stretches)
        return frozenset().union(*notes)

    def _notes_of_blocks(self) -> dict[int, frozenset[str]]:
        """Return the ids that the comment within or before a block accepts, by block."""
        found: dict[int, frozenset[str]] = {}
        for start, text in comments(self.document.source):
            block = bisect_right(self._starts, start) - 1
            # A comment after the end of a block is before the next one.
            if block < 0 or self.document.blocks[block].runs[-1].end <= start:
                block += 1
            found[block] = found.get(block, frozenset()) | accepted_in(
                text, f"{self.name}:{self._line_at(start)}"
            )
        return found
