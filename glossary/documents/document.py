"""A document: its source as it came, and the text in it that can be annotated."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from glossary.documents.places import Place, Places
from termbase.language.script import Script, detect_script

# A character of a block's text for something that is not text: code, an image, a line of markup.
OBJECT_REPLACEMENT = "\ufffc"


class TextRun(NamedTuple):
    """A contiguous stretch of the source that is text.

    Attributes:
        start: Offset of its first character in the source, from 0.
        end: Offset after its last character.
        text: The text that it shows: one character for a reference such as ``&amp;``.
        in_link: True inside a link, or the summary of details: no link may be in there.
        in_ruby: True inside ruby annotations of the document itself.
        alt: The text of what is not text, where it is known: code, an address, the description
            of an image, a reference to a footnote.
    """

    start: int
    end: int
    text: str
    in_link: bool = False
    in_ruby: bool = False
    alt: str = ""

    @property
    def is_literal(self) -> bool:
        """True if the source has the text character by character."""
        return len(self.text) == self.end - self.start

    @property
    def is_object(self) -> bool:
        """True if it is not text; a character of the source that says so is text itself."""
        return self.text == OBJECT_REPLACEMENT and bool(self.alt or not self.is_literal)


class Block:
    """Text that belongs together, such as a paragraph.

    Args:
        runs: Its text runs, in order.
        heading: The level of the heading that it is, from 1 to 6; 0 for other text.

    Attributes:
        heading: The level of the heading that it is, from 1 to 6; 0 for other text.
    """

    # The dictionary is made where something is asked for: most blocks of a book need none.
    __slots__ = ("__dict__", "_runs", "heading")

    def __init__(self, runs: tuple[TextRun, ...], heading: int = 0) -> None:
        self._runs = runs
        self.heading = heading

    @property
    def runs(self) -> tuple[TextRun, ...]:
        """Its text runs, in order."""
        return self._runs

    @cached_property
    def text(self) -> str:
        """The text of all runs."""
        return "".join([run.text for run in self.runs])

    @cached_property
    def _starts(self) -> list[int]:
        """The offsets of the runs in the text, and its length."""
        return list(accumulate((len(run.text) for run in self.runs), initial=0))

    def slice(self, start: int, end: int) -> list[TextRun]:
        """Return the runs of the source behind a span of the text; neighbours are not joined.

        Args:
            start: Offset in the text, from 0.
            end: Offset after the span.
        """
        found = []
        index = bisect_right(self._starts, start) - 1
        while index < len(self.runs) and self._starts[index] < end:
            run, offset = self.runs[index], self._starts[index]
            index += 1
            if run.is_literal:
                first, last = max(start - offset, 0), min(end - offset, len(run.text))
                text = run.text[first:last]
                run = TextRun(run.start + first, run.start + last, text, run.in_link, run.in_ruby)
            found.append(run)
        return found

    def offset_of(self, start: int) -> int:
        """Return the offset in the text of the run, or a part of one, that begins in the source.

        Args:
            start: An offset in the source at which text of this block begins.
        """
        index = bisect_right(self.runs, start, key=lambda run: run.start) - 1
        # Where no text is, as of an image, there is an empty run.
        while index >= 0 and self.runs[index].start == self.runs[index].end:
            index -= 1
        run = self.runs[index]
        if index >= 0 and run.start <= start < run.end:
            return self._starts[index] + (start - run.start if run.is_literal else 0)
        raise ValueError(f"no text of this block begins at {start}")


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known of it.

    Attributes:
        source: The whole text as it came, markup and all; of a file that is not a text itself,
            such as a package, the text in it, with an empty line between blocks.
        format: The name of its format in the registry, such as ``markdown`` or ``docx``.
        blocks: The text in the source that can be annotated, in order.
        name: The file it came from, for people to read; empty if there is none.
        encoding: The encoding of that file.
        original: The bytes of a file that is not a text itself, without earlier annotations.
        places: The origins of its source in that file.
        warnings: What a person should know of how it was read.
        content: What its reader knows of the file, for the writer of the same format.
    """

    source: str
    format: str
    blocks: tuple[Block, ...]
    name: str = ""
    encoding: str = "utf-8"
    original: bytes = field(default=b"", repr=False)
    places: Places = field(default_factory=Places, repr=False, compare=False)
    warnings: tuple[str, ...] = ()
    content: object = field(default=None, repr=False, compare=False)

    def locate(self, start: int, end: int) -> list[Place]:
        """Return the places of a span of the source, cut to it; neighbours are not joined.

        Args:
            start: Offset in the source, from 0.
            end: Offset after the span.
        """
        return self.places.within(start, end)

    @property
    def is_traditional(self) -> bool:
        """True if most of its Chinese text is in traditional characters."""
        has_markup = not self.original
        text = "".join([block.text for block in self.blocks]) if has_markup else self.source
        return detect_script(text) is Script.TRADITIONAL
