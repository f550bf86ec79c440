"""Subtitles as a text to be read: the lines of cues joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from glossary.documents.subtitles.cues import Cue, text_of
from termbase.language.script import is_han

# A pause in milliseconds after which there is a new paragraph.
_PAUSE = 2500
# Characters after which a paragraph ends with its sentence, and with its cue.
_LONG, _LONGEST = 400, 1200
# After these there is room already.
_WIDE = tuple("。！？，、；：…”」』）》")
_SENTENCE_END = tuple('.。!！?？…"”」』')


def transcript(cues: Iterable[Cue]) -> str:
    """Return what is said in cues as paragraphs of HTML.

    Cues of one sentence are joined. Where cues have a line in each of two languages, each language
    has its own paragraph.
    """
    return "".join(
        f"<p>{escape(text, quote=False)}</p>\n"
        for paragraph in _paragraphs(cues)
        for text in _texts(paragraph)
    )


def _paragraphs(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    paragraph: list[Cue] = []
    size = 0
    for cue in cues:
        if not cue.lines:
            continue
        if paragraph and _is_end(paragraph[-1], cue, size):
            yield paragraph
            paragraph, size = [], 0
        paragraph.append(cue)
        size += sum(len(text_of(line)) for line in cue.lines)
    if paragraph:
        yield paragraph


def _is_end(last: Cue, following: Cue, size: int) -> bool:
    ends_sentence = text_of(last.lines[-1]).endswith(_SENTENCE_END)
    return (
        last.speaker != following.speaker
        or following.start - last.end >= _PAUSE
        or size >= _LONGEST
        or (size >= _LONG and ends_sentence)
    )


def _texts(paragraph: list[Cue]) -> Iterator[str]:
    """Yield the text of a paragraph, or one for each language."""
    speaker = f"{paragraph[0].speaker}: " if paragraph[0].speaker else ""
    by_cue = [[text_of(line) for line in cue.lines] for cue in paragraph]
    bilingual = sum(len({_is_chinese(text) for text in texts}) > 1 for texts in by_cue)
    if bilingual * 2 <= len(by_cue):
        yield speaker + _joined(by_cue)
        return
    for language in (True, False):
        of_language = [[t for t in texts if _is_chinese(t) is language] for texts in by_cue]
        yield speaker + _joined([texts for texts in of_language if texts])


def _joined(by_cue: list[list[str]]) -> str:
    """Return the lines of cues as one text; a line of Chinese continues within its cue."""
    text = ""
    for lines in by_cue:
        for number, line in enumerate(lines):
            continues = number and is_han(text[-1]) and is_han(line[0])
            is_close = not text or continues or text.endswith(_WIDE)
            text += line if is_close else f" {line}"
    return " ".join(text.split())


def joined_lines(lines: list[str]) -> str:
    """Return the lines of a cue as one text."""
    return _joined([lines])


def _is_chinese(text: str) -> bool:
    return any(map(is_han, text))
