"""View ``text``: a text with its terms underlined, and a table of them below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from glossary.annotate import Annotation, select
from glossary.documents import Document, TextRun
from glossary.views.concepts import term_row
from glossary.views.entries import entries
from glossary.views.options import AnnotateOptions
from glossary.views.terminal import format_table
from glossary.views.words import safe_text

_HEADER = ("term", "pinyin", "English", "count")
_UNDERLINE, _NO_UNDERLINE = "\x1b[4m", "\x1b[24m"


def prepare(document: Document) -> Document:
    """Return the document as it is."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the text of the document, and below it a table of its terms."""
    annotations = select(annotations, options.get("mentions"))
    styled = options.get("styled", False)
    text = "".join(_text(document, annotations, styled=styled)).rstrip("\n")
    counts: Counter[tuple[str, str, str]] = Counter()
    for entry in entries(annotations, is_traditional=document.is_traditional):
        form = next(iter(entry.chinese_forms), "")
        counts[term_row(entry.chinese, entry.english, form)] += len(entry.annotations)
    rows = [(*row, str(count)) for row, count in counts.items()]
    table = format_table(_HEADER, rows, options.get("width"))
    return f"{text}\n\n{table}" if rows else f"{text}\n"


def _text(document: Document, annotations: Sequence[Annotation], *, styled: bool) -> Iterator[str]:
    before, after = (_UNDERLINE, _NO_UNDERLINE) if styled else ("", "")
    annotated = iter([run for annotation in annotations for run in annotation.runs])
    term = next(annotated, None)
    for run in _shown(document):
        offset = 0
        while term and term.start < run.end:
            # A reference such as &amp; is one character, and a term of its own run.
            start = term.start - run.start if run.is_literal else 0
            end = term.end - run.start if run.is_literal else len(run.text)
            yield safe_text(run.text[offset:start])
            yield f"{before}{safe_text(run.text[start:end])}{after}"
            offset = end
            term = next(annotated, None)
        yield safe_text(run.text[offset:])


def _shown(document: Document) -> Iterator[TextRun]:
    """Yield what is shown: the whole source; of HTML its text, an empty line between blocks."""
    if document.format != "html":
        yield TextRun(0, len(document.source), document.source)
        return
    for block in document.blocks:
        yield from block.runs
        yield TextRun(block.runs[-1].end, block.runs[-1].end, "\n\n")
