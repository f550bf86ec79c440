"""The table of terms at the end of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glossary.documents.odt.names import INDEX
from glossary.views.entries import Entry
from glossary.views.odt.xml import spans
from glossary.views.summary import Summary, Words

_TITLE = "Terms in this text"
_HEADINGS = ("Term", "Meaning")


def index_of(notes: Iterable[tuple[Entry, Summary]]) -> str:
    """Return a section with the table of terms and their notes."""
    rows = "".join(
        _row(spans(summary.head), *(spans(line) for line in summary.lines)) for _, summary in notes
    )
    return (
        f'<text:section text:name="{INDEX}"><text:h text:outline-level="1">{_TITLE}</text:h>'
        f'<table:table table:name="{INDEX}"><table:table-column '
        f'table:number-columns-repeated="{len(_HEADINGS)}"/>'
        f"<table:table-header-rows>{_row(*map(_heading, _HEADINGS))}</table:table-header-rows>"
        f"{rows}</table:table></text:section>"
    )


def _heading(text: str) -> str:
    return spans([Words(text, style="bold")])


def _row(term: str, *lines: str) -> str:
    """Return a row: the term, and what is known of it in one paragraph a line."""
    return f"<table:table-row>{_cell([term])}{_cell(lines)}</table:table-row>"


def _cell(paragraphs: Sequence[str]) -> str:
    content = "".join(
        f'<text:p text:style-name="{INDEX}">{paragraph}</text:p>'
        for paragraph in paragraphs or [""]
    )
    return f'<table:table-cell office:value-type="string">{content}</table:table-cell>'
