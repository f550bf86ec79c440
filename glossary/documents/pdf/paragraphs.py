"""Paragraphs of a PDF file from its lines: which belong together, and how their ends are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from glossary.documents.paragraph import Piece
from glossary.documents.pdf.glyphs import WIDE_MARKS, is_wide
from glossary.documents.pdf.layout import Line
from glossary.documents.pdf.running_heads import PageLines
from termbase.language.script import is_han

# In heights of a character: an indent, and what a line lacks that ends a paragraph.
_INDENT = 0.8
_SHORT = 2.5
_LARGER_LEADING = 1.4
_FAR_APART = 1.5
_OTHER_SIZE = 1.12
_AROUND_WORDS = ".,;:!?()[]“”‘’\"'"
# What an item of a list begins with.
_ITEM = re.compile(r"[•·●○▪■◦–—*-]\s|\(?\d{1,3}[.)、．]|[（(][一二三四五六七八九十]{1,3}[）)]")
_LONGEST_HEADING = 150
_MOST_LEVELS = 4
_SENTENCE_END = tuple('.。!！?？:：;；…"”’」』)）')


@dataclass(slots=True)
class TextParagraph:
    """Lines that belong together, with the number of the first character of their page.

    Attributes:
        lines: The lines, each with that number.
        is_open: True if the last line is full and ends no sentence.
        is_indented: True if the first line is set in.
    """

    lines: list[tuple[int, Line]] = field(default_factory=list)
    is_open: bool = False
    is_indented: bool = False

    @property
    def size(self) -> float:
        """The size of its font."""
        return median(line.size for _, line in self.lines)

    @property
    def length(self) -> int:
        """The number of its characters."""
        return sum(len(line.glyphs) for _, line in self.lines)


def paragraphs_of(pages: Sequence[PageLines]) -> list[TextParagraph]:
    """Return the paragraphs of all pages; one may go on in the next column or on the next page."""
    found: list[TextParagraph] = []
    last: TextParagraph | None = None
    for page in pages:
        found += [TextParagraph([(page.first, line)]) for line in page.heads]
        for column in page.columns:
            for number, paragraph in enumerate(_of_column(column, page.first)):
                if number == 0 and last and _goes_on(last, paragraph):
                    last.lines += paragraph.lines
                    last.is_open = paragraph.is_open
                else:
                    found.append(paragraph)
                    last = paragraph
    return found


def headings(paragraphs: Sequence[TextParagraph]) -> list[int]:
    """Return the level of each paragraph as a heading by its size; 0 for text."""
    counts: Counter[float] = Counter()
    for paragraph in paragraphs:
        counts[round(paragraph.size, 1)] += paragraph.length
    body = counts.most_common(1)[0][0] if counts else 0.0
    large = [
        round(p.size) if p.size > _OTHER_SIZE * body and p.length <= _LONGEST_HEADING else 0
        for p in paragraphs
    ]
    sizes = sorted({size for size in large if size}, reverse=True)
    return [min(sizes.index(size) + 1, _MOST_LEVELS) if size else 0 for size in large]


def words_of(paragraphs: Iterable[TextParagraph]) -> frozenset[str]:
    """Return the words that no end of a line divides, in small letters."""
    found: set[str] = set()
    for paragraph in paragraphs:
        is_divided = False
        for _, line in paragraph.lines:
            words = line.text.split()[is_divided:]
            is_divided = line.text.endswith("-")
            found.update(word.strip(_AROUND_WORDS).lower() for word in words)
    return frozenset(found)


def pieces(paragraph: TextParagraph, words: Container[str]) -> Iterator[Piece]:
    """Yield the pieces of a paragraph, offsets being the numbers of characters in the file.

    Args:
        paragraph: The paragraph.
        words: The words of the file, to tell what a hyphen at the end of a line is.
    """
    text, start, end = "", 0, 0
    last = ""
    for number, (first, line) in enumerate(paragraph.lines):
        glyphs = line.glyphs
        following = paragraph.lines[number + 1][1].text if number + 1 < len(paragraph.lines) else ""
        drops_hyphen = _is_hyphenated(line.text, following, words)
        for position, glyph in enumerate(glyphs[: len(glyphs) - drops_hyphen]):
            between = (
                glyph.has_space if position else bool(last) and _has_space_between(last, glyph.text)
            )
            index, after = first + glyph.index, first + glyph.end
            # What is not shown character by character is a piece of its own.
            is_next = index == end + between and len(text) == end - start
            if text and is_next and len(glyph.text) == after - index:
                text += " " * between + glyph.text
            else:
                if text:
                    yield Piece(text, start, end)
                if between:
                    yield Piece(" ", end, end)
                text, start = glyph.text, index
            end = after
            last = glyph.text
        if drops_hyphen:
            last = ""
        elif following and line.text.endswith("-"):
            last = "" if line.text[-2:-1].isalpha() else "-"
    if text:
        yield Piece(text, start, end)


def _of_column(lines: Sequence[Line], first: int) -> Iterator[TextParagraph]:
    if not lines:
        return
    left, right = _left(lines), max(line.box.end for line in lines)
    leadings = [above.box.middle - below.box.middle for above, below in pairwise(lines)]
    leading = median(leadings) if leadings else 0.0
    paragraph = TextParagraph()
    for number, line in enumerate(lines):
        if number and _begins(lines[number - 1], line, left, right, leading):
            yield paragraph
            paragraph = TextParagraph()
        if not paragraph.lines:
            paragraph.is_indented = line.box.start > left + _INDENT * line.size
        paragraph.lines.append((first, line))
        paragraph.is_open = not _is_short(line, right) and not line.text.endswith(_SENTENCE_END)
    yield paragraph


def _left(lines: Sequence[Line]) -> float:
    """Return where most lines begin."""
    starts = sorted(line.box.start for line in lines)
    return starts[len(starts) // 3]


def _begins(above: Line, line: Line, left: float, right: float, leading: float) -> bool:
    """Return True if a line begins a paragraph."""
    larger, smaller = max(above.size, line.size), min(above.size, line.size)
    distance = above.box.middle - line.box.middle
    return (
        larger > _OTHER_SIZE * smaller
        or distance > max(_LARGER_LEADING * min(leading, 2 * larger), _FAR_APART * larger)
        or (
            line.box.start - max(above.box.start, left) > _INDENT * line.size
            and not _are_centred(above, line)
            and not _ITEM.match(above.text)
        )
        or (_ITEM.match(line.text) is not None and line.box.start <= above.box.start)
        or (_is_short(above, right) and above.text.endswith(_SENTENCE_END))
        or (right - above.box.end > 0.3 * (right - left) and not above.text.endswith("-"))
    )


def _are_centred(above: Line, line: Line) -> bool:
    middles = (sum((one.box.start, one.box.end)) / 2 for one in (above, line))
    return abs(next(middles) - next(middles)) < 0.3 * line.size


def _is_short(line: Line, right: float) -> bool:
    return right - line.box.end > _SHORT * line.size


def _goes_on(last: TextParagraph, following: TextParagraph) -> bool:
    sizes = sorted((last.size, following.size))
    before, after = last.lines[-1][1].glyphs[-1], following.lines[0][1].glyphs[0]
    first = after.text
    return (
        last.is_open
        and (before.turn, before.is_slanted) == (after.turn, after.is_slanted)
        and not following.is_indented
        and sizes[1] <= 1.03 * sizes[0]
        and (first.islower() or is_han(first))
    )


def _is_hyphenated(line: str, following: str, words: Container[str]) -> bool:
    """Return True if a line ends in a hyphen that divides a word."""
    if not line.endswith("-") or not line[-2:-1].isalpha() or not following[:1].islower():
        return False
    head = line[:-1].rsplit(maxsplit=1)[-1].strip(_AROUND_WORDS).lower()
    tail = following.split(maxsplit=1)[0].strip(_AROUND_WORDS).lower()
    # In state-owned the hyphen belongs to the word.
    return head + tail in words or not (
        f"{head}-{tail}" in words or "-" in head or (head in words and tail in words)
    )


def _has_space_between(last: str, first: str) -> bool:
    """Return True if there is a blank between the last character of a line and the next one."""
    return not (is_wide(last) and is_wide(first)) and last not in WIDE_MARKS
