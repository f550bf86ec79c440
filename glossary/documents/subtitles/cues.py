"""Cues of subtitles: lines that are shown for a time, with their offsets in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from glossary.documents.document import Block, TextRun

# Files that went through several programs have line ends such as CR CR LF.
_LINE_ENDS = re.compile(r"\n|\r+\n?")
# More digits are not those of a time, and Python refuses to convert thousands of them.
_NUMBER = r"(\d{1,9})"
_TIME = rf"(?:{_NUMBER}:)?{_NUMBER}:{_NUMBER}(?:[.,:](\d{{1,3}}))?"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?=\s|\Z)")


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines that are shown together.

    Attributes:
        start: When they appear, in milliseconds.
        end: When they vanish.
        lines: The text runs of each line that has text.
        speaker: Who speaks, if that is known.
    """

    start: int
    end: int
    lines: tuple[tuple[TextRun, ...], ...]
    speaker: str = ""


def split_lines(source: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets at which each line begins and ends, without its line end."""
    start = 0
    for found in _LINE_ENDS.finditer(source):
        end, after = found.span()
        yield start, end
        if source[after - 1] == "\r":
            # Each of them ends a line.
            yield from ((offset, offset) for offset in range(end + 1, after))
        start = after
    yield start, len(source)


def line_end_before(source: str, offset: int) -> str:
    """Return what ends the last line that ends before an offset; a line feed if there is none."""
    end = offset
    while end and source[end - 1] not in "\r\n":
        end -= 1
    start = end - 1
    if not end or source[start] == "\r":
        return source[start:end] or "\n"
    while start and source[start - 1] == "\r":
        start -= 1
    return source[start:end]


def timing(line: str) -> tuple[int, int] | None:
    """Return the times in a line such as ``00:00:01,500 --> 00:00:03,000``; None without them."""
    match = _TIMING.match(line)
    return (milliseconds(*match.groups()[:4]), milliseconds(*match.groups()[4:])) if match else None


def milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    """Return a time in milliseconds."""
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "").ljust(3, "0"))


def text_between(source: str, start: int, end: int, markup: re.Pattern[str]) -> list[TextRun]:
    """Return the text of a line around what is markup in it."""
    runs, offset = [], start
    for match in markup.finditer(source, start, end):
        runs.append(TextRun(offset, match.start(), source[offset : match.start()]))
        offset = match.end()
    runs.append(TextRun(offset, end, source[offset:end]))
    return [run for run in runs if run.text]


def lines_with_text(lines: Iterable[Sequence[TextRun]]) -> tuple[tuple[TextRun, ...], ...]:
    """Return those lines that show something."""
    return tuple(tuple(line) for line in lines if text_of(line))


def text_of(line: Iterable[TextRun]) -> str:
    """Return the text of a line without white space around it."""
    return "".join(run.text for run in line).strip()


def without_repetition(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield cues without the lines that the cue right before shows already.

    Rolling captions show each line two or three times, one place higher each time.
    """
    previous, end = frozenset[str](), -1
    for cue in cues:
        texts = [text_of(line) for line in cue.lines]
        shown = previous if cue.start <= end else frozenset()
        lines = [line for line, text in zip(cue.lines, texts, strict=True) if text not in shown]
        if lines:
            yield Cue(cue.start, cue.end, tuple(lines), cue.speaker)
        previous, end = frozenset(texts), cue.end


def blocks_of(cues: Iterable[Cue]) -> tuple[Block, ...]:
    """Return a block for each cue that shows text; the end of a line in it is a line feed."""
    blocks = []
    for cue in cues:
        runs: list[TextRun] = []
        for line in cue.lines:
            if runs:
                runs.append(TextRun(runs[-1].end, line[0].start, "\n"))
            runs += line
        if runs:
            blocks.append(Block(tuple(runs)))
    return tuple(blocks)
