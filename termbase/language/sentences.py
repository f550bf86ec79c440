"""Split Chinese and English texts into sentences; no sentence spans two lines."""

from __future__ import annotations

import re

_OPENERS = "“‘「『\"'《（("
_CLOSERS = "”’」』）)】》〉\\]\"'"
_ABBREVIATIONS = frozenset(
    (
        "Mr Mrs Ms Messrs Dr Drs Prof Profs St Mt Ft Rev Hon Fr Pres Amb Sec Secy Gov Govs Rep "
        "Reps Sen Sens Adm Gen Gens Maj Col Cmdr Capt Brig Lt Sgt Cpl Pvt Supt Insp "
        "No Nos Vol Vols Art Arts Ch Chs Fig Figs Para Paras Ed Eds Dept Univ Assn Bros "
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
        "e.g i.e etc vs cf al ca approx Inc Ltd Co Corp U.S U.K U.N Ph.D pp p ch fig"
    ).split()
)
# Of what is before a full stop, so much is looked at; no abbreviation is longer.
_LONGEST_WORD = 24
# A reference to a note after a sentence belongs to it: [^1]; as it is shown, [1], 〔1〕 or ¹; in
# the text of a document, an object replacement character.
_NOTE = r"(?:\[\^[^\s\[\]]+\]|[\[〔［]\d{1,3}[\]〕］]|[¹²³⁰⁴-⁹]+|\ufffc)"
_ENDS = re.compile(
    rf"((?:[。！？!?｡]|……|…(?!…))+[{_CLOSERS}]*"
    rf"|(?<!\.)\.[{_CLOSERS}]*(?={_NOTE}*\s)"
    rf"|．[{_CLOSERS}]*(?![0-9０-９])){_NOTE}*"
)
# A sentence goes on with these after an ellipsis or a quotation.
_CONTINUATION = re.compile(r"\s*[，,、；;：:。a-z的地得了吗呢吧啊]")
# "“……。”他说。": the speaker of a quotation that begins the sentence.
_SPEAKER = re.compile(
    "[^，。！？；：“”「」]{0,12}?(?:说|說|道|问|問|表示|指出|强调|強調|称|稱|回答|补充|補充|解释|解釋)"
    "(?:[。，：]|$)"
    r"|\s+(?:[A-Z][\w.'’-]*\s+){1,4}(?:said|says|asked|added|replied|told|wrote|cried|warned)\b"
)
# A number, letter or Roman numeral that counts the items of a list, at the start of a line.
_MARKER = re.compile(r"\s*[(（]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)）．]\s*")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text, in order, without white space around them.

    A quotation stays in its sentence where that goes on after it, as with its speaker. An ellipsis
    ends a sentence unless it goes on; abbreviations, initials and list numbers end none. The
    full-width stop ``．`` ends one in lines without ``。``; elsewhere it separates parts of names.
    References to notes belong to the sentence before them.

    Args:
        text: A text in Chinese, English or both.
    """
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the start and end offsets of the sentences of a text, as :func:`split_sentences`.

    Only white space is outside of all of them.
    """
    found: list[tuple[int, int]] = []
    offset = 0
    for whole in text.splitlines(keepends=True):
        (line,) = whole.splitlines()
        start = 0
        marker = _MARKER.match(line)
        for match in _ENDS.finditer(line, marker.end() if marker else 0):
            if _is_end(line, start, match):
                found.append((offset + start, offset + match.end()))
                start = match.end()
        found.append((offset + start, offset + len(line)))
        offset += len(whole)
    trimmed = (_without_white_space(text, start, end) for start, end in found)
    return [(start, end) for start, end in trimmed if start < end]


def _without_white_space(text: str, start: int, end: int) -> tuple[int, int]:
    sentence = text[start:end]
    left = len(sentence) - len(sentence.lstrip())
    return start + left, start + max(left, len(sentence.rstrip()))


def _is_end(line: str, start: int, match: re.Match[str]) -> bool:
    """Return True if a mark ends the sentence that begins at ``start``."""
    mark, end = match[1], match.end()
    closes = len(mark.rstrip(_CLOSERS.replace("\\", ""))) < len(mark)
    if closes and line[start:].lstrip()[:1] in _OPENERS and _SPEAKER.match(line, end):
        return False
    if mark.startswith("．"):
        return "。" not in line
    if mark.startswith("."):
        return not is_abbreviation(line[: match.start()]) and not re.match(r"\s+[a-z]", line[end:])
    if closes or "…" in mark or mark[0] in "!?":
        return not _CONTINUATION.match(line, end)
    return True


def is_abbreviation(text: str) -> bool:
    """Return True if a full stop after a text belongs to an abbreviation or initial.

    An abbreviation may also end a sentence; too long a sentence is the lesser error.
    """
    word = re.split(r"[\s(“\"'‘—-]", text[-_LONGEST_WORD:])[-1]
    return word.rstrip(".") in _ABBREVIATIONS or bool(
        re.fullmatch(r"[A-Z]|(?:[A-Z]\.)+[A-Z]?", word)
    )
