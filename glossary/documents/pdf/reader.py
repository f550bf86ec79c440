"""Read PDF files."""

from __future__ import annotations

from dataclasses import replace

from glossary.documents.assembly import Paragraph, assemble
from glossary.documents.document import Document
from glossary.documents.pdf.increment import is_ours, with_annotations, without_update
from glossary.documents.pdf.layout import columns
from glossary.documents.pdf.page_text import Page, opened
from glossary.documents.pdf.paragraphs import headings, paragraphs_of, pieces, words_of
from termbase.errors import InputError

# The part of all places: characters are numbered through all pages.
PART = "pages"
_MOST_PAGES = 20_000


def read(data: bytes, name: str) -> Document:
    """Return the document in a PDF file, without the annotations of an earlier run.

    Args:
        data: The bytes of the file.
        name: Its name, for messages and for people to read.

    Raises:
        InputError: If it is damaged, needs a password, or has no text.
    """
    original = without_update(data)
    pages, first, empty, annotated = [], 0, [], []
    with opened(original, name) as file:
        if len(file) > _MOST_PAGES:
            raise InputError(f"{name}: more than {_MOST_PAGES:,} pages; divide it")
        for number in range(len(file)):
            with Page(file, number, name) as page:
                found = page.glyphs()
                pages.append((first, columns(found)))
                first += page.count
                if not found:
                    empty.append(number + 1)
                if any(is_ours(*names) for names in page.annotation_names()):
                    annotated.append(number)
    # Another program has written the file since, so that there is nothing to cut off.
    original = with_annotations(original, dict.fromkeys(annotated, ()), name)
    if len(empty) == len(pages):
        raise InputError(f"{name}: no text, only pictures; scanned; needs OCR, such as ocrmypdf")
    paragraphs = paragraphs_of(pages)
    words = words_of(paragraphs)
    document = assemble(
        (
            Paragraph(PART, tuple(pieces(paragraph, words)), level)
            for paragraph, level in zip(paragraphs, headings(paragraphs), strict=True)
        ),
        "pdf", name, original,
    )  # fmt: skip
    if empty:
        shown = ", ".join(map(str, empty[:10])) + ("" if len(empty) <= 10 else " …")
        document = replace(document, warnings=(f"{name}: no text on page {shown}; scanned?",))
    return document
