"""Read PDF files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from glossary.documents.assembly import assemble
from glossary.documents.document import Document
from glossary.documents.paragraph import Paragraph
from glossary.documents.pdf.forms import check_forms
from glossary.documents.pdf.increment import is_ours, with_annotations, without_update
from glossary.documents.pdf.layout import columns
from glossary.documents.pdf.page_text import Page, opened
from glossary.documents.pdf.paragraphs import headings, paragraphs_of, pieces, words_of
from glossary.documents.pdf.running_heads import without_running_heads
from termbase.errors import InputError
from termbase.language.script import is_han

# The part of all places: characters are numbered through all pages.
PART = "pages"
_MOST_PAGES = 20_000
# The shares of characters that fonts do not name, and of those like the one before.
_MOST_UNKNOWN = 0.2
_MOST_REPEATED = 0.3


def read(data: bytes, name: str) -> Document:
    """Return the document in a PDF file, without the annotations of an earlier run.

    Args:
        data: The bytes of the file.
        name: Its name, for messages and for people to read.

    Raises:
        InputError: If it is damaged, needs a password, or has no text.
    """
    original = without_update(data)
    check_forms(original, name)
    pages, first, drawn, annotated = [], 0, [], []
    with opened(original, name) as file:
        if len(file) > _MOST_PAGES:
            raise InputError(f"{name}: more than {_MOST_PAGES:,} pages; divide it")
        for number in range(len(file)):
            with Page(file, number, name) as page:
                found = page.glyphs()
                pages.append((first, columns(found)))
                first += page.count
                if not found and page.is_drawn:
                    drawn.append(number + 1)
                if any(is_ours(*names) for names in page.annotation_names()):
                    annotated.append(number)
    # Another program has written the file since, so that there is nothing to cut off.
    original = with_annotations(original, dict.fromkeys(annotated, ()), name)
    if not any(found for _, found in pages):
        problem = "only pictures; scanned; needs OCR, such as ocrmypdf" if drawn else "blank"
        raise InputError(f"{name}: no text, {problem}")
    paragraphs = paragraphs_of(list(without_running_heads(pages)))
    words = words_of(paragraphs)
    document = assemble(
        (
            Paragraph(PART, tuple(pieces(paragraph, words)), level)
            for paragraph, level in zip(paragraphs, headings(paragraphs), strict=True)
        ),
        "pdf", name, original,
    )  # fmt: skip
    return replace(document, warnings=tuple(_warnings(document.source, drawn, name)))


def _warnings(text: str, drawn: list[int], name: str) -> Iterator[str]:
    """Yield what a person should know of the text, and of the pages with pictures only."""
    if drawn:
        shown = ", ".join(map(str, drawn[:10])) + ("" if len(drawn) <= 10 else " …")
        yield f"{name}: no text on page {shown}; scanned?"
    characters = [character for character in text if not character.isspace()]
    repeated = sum(one == other and is_han(one) for one, other in pairwise(characters))
    unknown = characters.count("\ufffd")
    if unknown > _MOST_UNKNOWN * len(characters) or repeated > _MOST_REPEATED * len(characters):
        yield (
            f"{name}: its fonts do not say which characters they show, or say it wrong; what is "
            "found may be wrong; OCR may help"
        )
