"""Put a document together from the text that a reader found in the parts of a file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

from glossary.documents.document import OBJECT_REPLACEMENT, Block, Document, TextRun
from glossary.documents.paragraph import Paragraph
from glossary.documents.places import Places

_BREAK = "\n\n"


class _PlacedBlock(Block):
    """The block of a paragraph; its runs are made when they are asked for.

    Args:
        paragraph: The paragraph.
        start: Offset of its text in the source of the document, from 0.
    """

    __slots__ = ("_paragraph", "_start")

    def __init__(self, paragraph: Paragraph, start: int) -> None:
        self.heading = paragraph.heading
        self._paragraph = paragraph
        self._start = start

    @property
    def text(self) -> str:
        """The text of all runs."""
        # What is read late has no objects.
        return self._paragraph.shown if self._paragraph.is_late else super().text

    @cached_property
    def runs(self) -> tuple[TextRun, ...]:
        """Its text runs, in order."""
        found = []
        offset = self._start
        for text, _, _, in_link, in_ruby, alt in self._paragraph.pieces:
            first, offset = offset, offset + len(text)
            found.append(TextRun(first, offset, text or OBJECT_REPLACEMENT, in_link, in_ruby, alt))
        return tuple(found)


def assemble(
    paragraphs: Iterable[Paragraph],
    format: str,
    name: str,
    original: bytes,
    warnings: Iterable[str] = (),
) -> Document:
    """Return the document whose text is that of paragraphs, those without text left out.

    Args:
        paragraphs: The paragraphs, in the order of reading.
        format: The name of the format.
        name: The name of the file, for people to read.
        original: The bytes of the file.
        warnings: What a person should know of how it was read.
    """
    shown = [one for one in paragraphs if one.shown and not one.shown.isspace()]
    texts = [paragraph.shown for paragraph in shown]
    starts = list(accumulate((len(text) + len(_BREAK) for text in texts), initial=0))
    return Document(
        _BREAK.join(texts), format, tuple(map(_PlacedBlock, shown, starts)), name,
        original=original, places=Places(shown, starts), warnings=tuple(warnings),
    )  # fmt: skip
