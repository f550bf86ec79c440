"""Texts cut into sentences, Chinese and English; each line is cut by itself."""

from __future__ import annotations

import re

_CLOSERS = "”’」』）)】》〉\\]\"'"
_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Prof Gen Col Lt Sgt Capt Sen Rep Gov St No Nos Vol Art Jan Feb Mar Apr Jun Jul "
    "Aug Sep Sept Oct Nov Dec e.g i.e etc vs cf al Inc Ltd Co Corp U.S U.K U.N Ph.D pp p ch fig"
).split()
_ENDS = re.compile(
    rf"(?:[。！？!?]|……|…(?!…))+[{_CLOSERS}]*"
    rf"|(?<!\.)\.[{_CLOSERS}]*(?=\s)"
)
# What a sentence may go on with, after an ellipsis or a quotation that is not its end.
_GOES_ON = re.compile(r"\s*[，,、；;：:。a-z的地得了吗呢吧啊]")
# 1. 2) (3) at the beginning of a line are no sentences.
_MARKER = re.compile(r"\s*[(（]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)）]\s*")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, in order, without the white space around them.

    A quotation stays in its sentence where that goes on after it; an ellipsis ends a sentence
    only where none goes on; abbreviations, initials and list numbers end none.
    """
    found: list[str] = []
    for line in text.splitlines():
        start = 0
        marker = _MARKER.match(line)
        for match in _ENDS.finditer(line, marker.end() if marker else 0):
            if _ends_here(line, match):
                found.append(line[start : match.end()].strip())
                start = match.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends_here(line: str, match: re.Match[str]) -> bool:
    mark, end = match[0], match.end()
    if mark.startswith("."):
        word = re.split(r"[\s(“\"'‘—-]", line[: match.start()])[-1]
        if word.rstrip(".") in _ABBREVIATIONS or re.fullmatch(r"[A-Z]|(?:[A-Z]\.)+[A-Z]?", word):
            # An abbreviation may end a sentence, but then it is a capitalised word that follows
            # a country or so; of two errors, the longer sentence is the lesser.
            return False
        return not re.match(r"\s+[a-z]", line[end:])
    in_quotes = len(mark.rstrip(_CLOSERS.replace("\\", ""))) < len(mark)
    if in_quotes or "…" in mark or mark[0] in "!?":
        return not _GOES_ON.match(line, end)
    return True
