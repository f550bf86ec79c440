"""A table of the terms at the end of a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.documents.docx.names import short
from glossary.documents.docx.signature import INDEX_BOOKMARK
from glossary.documents.docx.styles import Styles
from glossary.documents.xml import Kind, scan
from glossary.views.docx.markup import paragraph_style, runs, text_run
from glossary.views.summary import Summary, Words

_TITLE = "Terms"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_LEFT, _RIGHT = 1700, 3300


def index_table(notes: Sequence[Summary], styles: Styles, bookmarks: Iterator[int]) -> str:
    """Return the table with its heading.

    It is recognised by hidden bookmarks: in its heading, in its last row, and after it. LibreOffice
    loses one over the whole, and the one after it, if the text before ends with a table; of a
    content control it would make a form field.

    Args:
        notes: The notes of the terms, in order, at least one.
        styles: The styles of the document.
        bookmarks: Unused identifiers of bookmarks.
    """
    names = (INDEX_BOOKMARK, f"{INDEX_BOOKMARK}_row", f"{INDEX_BOOKMARK}_end")
    in_heading, in_row, after = (_bookmark(next(bookmarks), name) for name in names)
    marks = [*[""] * (len(notes) - 1), in_row]
    rows = "".join(
        f"<w:tr>{_cell(_LEFT, [note.head], mark)}{_cell(_RIGHT, note.lines)}</w:tr>"
        for note, mark in zip(notes, marks, strict=True)
    )
    heading = styles.id_of("heading 1")
    title = text_run(_TITLE, "" if heading else "<w:rPr><w:b/><w:bCs/></w:rPr>")
    return (
        f"<w:p>{paragraph_style(heading)}{in_heading}{title}</w:p>"
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{_LEFT * 2}"/><w:gridCol w:w="{_RIGHT * 2}"/>'
        f"</w:tblGrid>{rows}</w:tbl><w:p>{after}</w:p>"
    )


def _bookmark(id: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{id}" w:name="{name}"/><w:bookmarkEnd w:id="{id}"/>'


def end_of_body(text: str) -> int:
    """Return the offset of the last section's properties in the main part, or of the body's end."""
    depth, section, end = 0, -1, len(text)
    for token in scan(text):
        if token.kind in (Kind.START, Kind.EMPTY):
            if depth == 2:
                section = token.start if short(token.name) == "sectPr" else -1
            depth += token.kind is Kind.START
        elif token.kind is Kind.END:
            depth -= 1
            if depth == 1 and short(token.name) == "body":
                end = token.start
    return end if section < 0 else section


def _cell(width: int, lines: Sequence[Sequence[Words]], mark: str = "") -> str:
    paragraphs = "".join(f"<w:p>{mark}{runs(line)}</w:p>" for line in lines)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/></w:tcPr>{paragraphs or "<w:p/>"}</w:tc>'
    )
