"""View ``text``: a text whose terms have numbers, and a numbered table of them below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from glossary.annotate import Annotation
from glossary.choose import from_level, start_level
from glossary.documents import Document, TextRun
from glossary.views.entries import Entry, entries
from glossary.views.options import AnnotateOptions
from glossary.views.terminal import format_table
from glossary.views.words import counted, safe_text
from termbase.model.concept import Language

# Formats whose markup is not for reading.
_MARKED_UP = frozenset(("html", "srt", "vtt", "ass"))
_HEADER = ("", "term", "pinyin", "translation", "count")
_UNDERLINE, _NO_UNDERLINE = "\x1b[4m", "\x1b[24m"
# A text with references of its own, such as [1], gets other brackets.
_BRACKETS = ("[]", "〔〕", "⟦⟧", "⦗⦘")


class _Row(NamedTuple):
    """A row of the table; entries that look alike share one."""

    term: str
    pinyin: str
    translation: str
    is_own: bool


def prepare(document: Document) -> Document:
    """Return the document as it is."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the text of the document, and below it a table of its terms.

    Both are joined by numbers: that of a term comes after each of its mentions.
    """
    level = options.get("level") or start_level(annotations, document)
    shown = from_level(annotations, level)
    rows = {
        entry.id: _row(entry) for entry in entries(shown, is_traditional=document.is_traditional)
    }
    # The user's own terms come first.
    ordered = sorted(dict.fromkeys(rows.values()), key=lambda row: not row.is_own)
    numbers = {row: number for number, row in enumerate(ordered, 1)}
    brackets = _brackets(document)
    labels = {entry: _label(numbers[row], brackets) for entry, row in rows.items()}
    text = "".join(_text(document, shown, labels, styled=options.get("styled", False)))
    parts = [text.rstrip("\n") + "\n"]
    if ordered:
        counts = Counter(rows[annotation.entry] for annotation in shown)
        parts.append(_table(counts, numbers, brackets, options.get("width")))
    if hidden := len({a.entry for a in annotations} - rows.keys()):
        parts.append(
            f"{counted(hidden, 'term')} below level {level} not marked; level 1 marks all\n"
        )
    return "\n".join(parts)


def _row(entry: Entry) -> _Row:
    chinese = next(iter(entry.chinese_forms), "")
    pinyin = entry.chinese.pinyin if entry.chinese else ""
    is_chinese = entry.language is Language.CHINESE
    term, translation = (chinese, entry.english) if is_chinese else (entry.english, chinese)
    return _Row(term, pinyin, translation, entry.annotations[0].is_own)


def _table(
    counts: Mapping[_Row, int], numbers: Mapping[_Row, int], brackets: str, width: int | None
) -> str:
    # Where all terms are the user's own there is nothing to tell apart.
    marks_own = len({row.is_own for row in numbers}) > 1
    header = (*_HEADER, "your own") if marks_own else _HEADER
    lines = [
        (
            _label(number, brackets),
            *row[:3],
            str(counts[row]),
            *(("yes" if row.is_own else "",) if marks_own else ()),
        )
        for row, number in numbers.items()
    ]
    return format_table(header, lines, width)


def _brackets(document: Document) -> str:
    """Return brackets in which the text has no number; the last ones if it has all."""
    text = "".join(run.text for run in _shown(document))
    unused = (pair for pair in _BRACKETS if not _pattern(pair).search(text))
    return next(unused, _BRACKETS[-1])


def _pattern(brackets: str) -> re.Pattern[str]:
    opening, closing = map(re.escape, brackets)
    return re.compile(rf"{opening}\d+{closing}")


def _label(number: int, brackets: str) -> str:
    return f"{brackets[0]}{number}{brackets[1]}"


def _text(
    document: Document,
    annotations: Sequence[Annotation],
    labels: Mapping[str, str],
    *,
    styled: bool,
) -> Iterator[str]:
    before, after = (_UNDERLINE, _NO_UNDERLINE) if styled else ("", "")
    annotated = (
        (run, labels[annotation.entry] if run is annotation.runs[-1] else "")
        for annotation in annotations
        for run in annotation.runs
    )
    term, label = next(annotated, (None, ""))
    for run in _shown(document):
        offset = 0
        while term and term.start < run.end:
            # A reference such as &amp; is one character, and a term of its own run.
            start = term.start - run.start if run.is_literal else 0
            end = term.end - run.start if run.is_literal else len(run.text)
            yield safe_text(run.text[offset:start])
            yield f"{before}{safe_text(run.text[start:end])}{after}{label}"
            offset = end
            term, label = next(annotated, (None, ""))
        yield safe_text(run.text[offset:])


def _shown(document: Document) -> Iterator[TextRun]:
    """Yield what is shown: the whole source, or of HTML and subtitles their text.

    Between the blocks of that is an empty line.
    """
    if document.format not in _MARKED_UP:
        yield TextRun(0, len(document.source), document.source)
        return
    for block in document.blocks:
        yield from block.runs
        yield TextRun(block.runs[-1].end, block.runs[-1].end, "\n\n")
