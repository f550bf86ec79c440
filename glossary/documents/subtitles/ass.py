"""SubStation Alpha subtitles (.ass, .ssa): the text of the dialogue events.

Format: the "ASS File Format Specification" of libass, sections "Events" and "Override tags".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.documents.document import Block, Document, TextRun
from glossary.documents.subtitles.cues import (
    Cue,
    blocks_of,
    lines_with_text,
    milliseconds,
    split_lines,
    without_repetition,
)
from glossary.documents.subtitles.transcript import transcript

# An override block without a backslash is a comment: players skip it.
SIGNATURE = "{zg}"
# In brackets, or in a line of its own.
_NOTE = re.compile(r"\{zg\}(?=（| \(|\\N)[^{}]*\{zg\}")
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect")
_TIME = re.compile(r"\s*(\d{1,9}):(\d{1,9}):(\d{1,9})[.:](\d{1,9})")
_TOKEN = re.compile(r"\{(?P<override>[^{}]*)\}|(?P<break>\\[Nn])|(?P<blank>\\h)")
_DRAWING = re.compile(r"\\p(\d+)")


def remove_annotations(source: str) -> str:
    """Return the source without the notes that an earlier annotation put in."""
    return _NOTE.sub("", source)


def blocks(source: str) -> tuple[Block, ...]:
    """Return the text of each dialogue event."""
    return blocks_of(_cues(source))


def as_html(document: Document) -> str:
    """Return what is said as paragraphs, in the order of time, with who says it if it is named."""
    cues = sorted(_cues(document.source), key=lambda cue: cue.start)
    return transcript(without_repetition(cues))


def _cues(source: str) -> Iterator[Cue]:
    in_events, fields = False, list(_FIELDS)
    for start, end in split_lines(source):
        line = source[start:end]
        if line.startswith("["):
            in_events = line.strip().lower() == "[events]"
        kind, colon, rest = line.partition(":")
        if not (in_events and colon):
            continue
        kind = kind.strip().lower()
        if kind == "format":
            names = [name.strip().lower() for name in rest.split(",")]
            # The text is the last field, for it may contain commas.
            fields = names[:-1] if names[-1] == "text" else list(_FIELDS)
        elif kind == "dialogue":
            *values, text = rest.split(",", len(fields))
            if len(values) == len(fields):
                event = dict(zip(fields, values, strict=True))
                lines = lines_with_text(_lines(source, end - len(text), end))
                times = _time(event.get("start", "")), _time(event.get("end", ""))
                yield Cue(*times, lines, event.get("name", "").strip())


def _time(text: str) -> int:
    match = _TIME.match(text)
    return milliseconds(*match.groups()) if match else 0


def _lines(source: str, start: int, end: int) -> Iterator[list[TextRun]]:
    runs: list[TextRun] = []
    offset, is_drawing = start, False
    for token in [*_TOKEN.finditer(source, start, end), None]:
        stop = token.start() if token else end
        if offset < stop and not is_drawing:
            runs.append(TextRun(offset, stop, source[offset:stop]))
        if token is None:
            break
        offset = token.end()
        if token["break"]:
            yield runs
            runs = []
        elif token["blank"]:
            runs.append(TextRun(token.start(), offset, "\xa0"))
        elif modes := _DRAWING.findall(token["override"]):
            is_drawing = modes[-1].strip("0") != ""
    yield runs
