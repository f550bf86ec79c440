"""WebVTT (.vtt): https://www.w3.org/TR/webvtt1/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from glossary.documents.document import Block, Document, TextRun
from glossary.documents.subtitles.cues import (
    Cue,
    blocks_of,
    lines_with_text,
    split_lines,
    timing,
    without_repetition,
)
from glossary.documents.subtitles.transcript import transcript

CLASS = "zg"
_NOTE = re.compile(rf"<c\.{CLASS}>[^<]*</c>")
_RUBY = re.compile(rf"<ruby\.{CLASS}>([^<]*)<rt>[^<]*</rt></ruby>")
_TOKEN = re.compile(r"(?P<tag><(?P<name>/?[a-z]*)[^>]*(?:>|\Z))|(?P<entity>&#?\w+;)", re.DOTALL)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>]*)>")
_INVISIBLE = "\u200e\u200f\u200b\ufeff"


def remove_annotations(source: str) -> str:
    """Return the source without the notes and ruby that an earlier annotation put in."""
    return _RUBY.sub(r"\1", _NOTE.sub("", source))


def blocks(source: str) -> tuple[Block, ...]:
    """Return the text of each cue, without lines that were shown right before."""
    return blocks_of(without_repetition(_cues(source)))


def as_html(document: Document) -> str:
    """Return what is said as paragraphs, with who says it where that is marked."""
    return transcript(without_repetition(_cues(document.source)))


def after_ruby(source: str, offset: int) -> int:
    """Return the offset after the ruby annotations that a character is in."""
    end = source.find("</ruby>", offset)
    return offset if end < 0 else end + len("</ruby>")


def _cues(source: str) -> Iterator[Cue]:
    lines = list(split_lines(source))
    for number, (start, end) in enumerate(lines):
        if times := timing(source[start:end]):
            shown = list(_payload(source, lines, number + 1))
            if shown:
                payload = source[shown[0][0] : shown[-1][1]]
                speakers = dict.fromkeys(name.strip() for name in _VOICE.findall(payload))
                speaker = unescape(next(iter(speakers))) if len(speakers) == 1 else ""
                yield Cue(*times, lines_with_text(_runs(source, shown)), speaker)


def _payload(source: str, lines: list[tuple[int, int]], number: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a cue from a number on: up to an empty line, or another cue's times."""
    for index in range(number, len(lines)):
        start, end = lines[index]
        if start == end or "-->" in source[start:end]:
            return
        yield start, end


def _runs(source: str, lines: list[tuple[int, int]]) -> Iterator[list[TextRun]]:
    """Yield the text of each line; tags, and ruby elements, may reach over several."""
    in_ruby = in_rt = False
    for start, end in lines:
        runs: list[TextRun] = []
        offset = start
        for token in [*_TOKEN.finditer(source, start, end), None]:
            stop = token.start() if token else end
            if offset < stop and not in_rt:
                runs.append(TextRun(offset, stop, source[offset:stop], in_ruby=in_ruby))
            if token is None:
                break
            offset = token.end()
            if token["entity"]:
                text = unescape(token[0])
                if not in_rt and text.strip(_INVISIBLE):
                    runs.append(TextRun(token.start(), offset, text, in_ruby=in_ruby))
            elif token["name"].strip("/") in ("ruby", "rt"):
                in_rt = token["name"] == "rt"
                in_ruby = token["name"] != "/ruby"
        yield runs
