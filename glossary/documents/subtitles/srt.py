"""SubRip subtitles (.srt), read as players read them: nearly everything is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.documents.document import Block, Document
from glossary.documents.subtitles.cues import (
    Cue,
    blocks_of,
    lines_with_text,
    split_lines,
    text_between,
    timing,
    without_repetition,
)
from glossary.documents.subtitles.transcript import transcript

# Players show nothing for an empty underline, in no encoding is it lost, and nobody writes one.
SIGNATURE = "<u></u>"
# In brackets, or in a line of its own.
_NOTE = re.compile(rf"{SIGNATURE}(?=（| \(|[\r\n])[^<>]*{SIGNATURE}")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}")


def remove_annotations(source: str) -> str:
    """Return the source without the notes that an earlier annotation put in."""
    return _NOTE.sub("", source)


def blocks(source: str) -> tuple[Block, ...]:
    """Return the text of each cue, without lines that were shown right before."""
    return blocks_of(without_repetition(_cues(source)))


def as_html(document: Document) -> str:
    """Return what is said as paragraphs."""
    return transcript(without_repetition(_cues(document.source)))


def _cues(source: str) -> Iterator[Cue]:
    lines = list(split_lines(source))
    texts = [source[start:end] for start, end in lines]
    timings = [(n, times) for n, text in enumerate(texts) if (times := timing(text))]
    ends = [*(_end_before(texts, number) for number, _ in timings[1:]), len(lines)]
    for (number, times), end in zip(timings, ends, strict=False):
        shown = (text_between(source, *line, _MARKUP) for line in lines[number + 1 : end])
        yield Cue(*times, lines_with_text(shown))


def _end_before(texts: list[str], number: int) -> int:
    """Return the number of the line after a cue, before the number of the next one."""
    return number - 1 if texts[number - 1].strip("\ufeff \t").isdecimal() else number
