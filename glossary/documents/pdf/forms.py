"""Refuse PDF files whose drawings use each other so often that no program can draw them.

A form (ISO 32000-1, 8.10) may draw others any number of times, and each of them others again: eight
forms of a few bytes draw billions. PDFium unrolls them all and takes all memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from glossary.documents.pdf.increment import reader_of
from termbase.errors import InputError

_FORM = re.compile(rb"/Subtype\s*/Form\b")
_USE = re.compile(rb"/([^\s/<>\[\]()%{}]+)\s+Do\b")
# Forms that a page may draw, those in others counted as often as they are drawn.
_MOST = 200_000
# So many forms within each other are harmless.
_FEWEST = 4


def check_forms(data: bytes, name: str) -> None:
    """Refuse a file with a page that draws too many forms.

    Args:
        data: The file.
        name: Its name in messages.

    Raises:
        InputError: If a page does.
    """
    # The dictionary of a form is never compressed.
    if len(_FORM.findall(data)) < _FEWEST:
        return
    try:
        pages = reader_of(data, name).pages
    except InputError:
        # What pypdf cannot read PDFium may; it refuses what is damaged itself.
        return
    drawn: dict[int, int] = {}
    for number, page in enumerate(pages, 1):
        if _drawn(page, drawn) > _MOST:
            raise InputError(
                f"{name}: page {number} draws more than {_MOST:,} forms in each other; not read"
            )


def _drawn(holder: Any, drawn: dict[int, int]) -> int:
    """Return how many forms a page or a form draws.

    Args:
        holder: The page or form.
        drawn: The numbers of the forms that are known, by the numbers of their objects; added to.
    """
    from pypdf.errors import PyPdfError

    try:
        forms = _forms(holder)
        uses = _uses(holder) if forms else {}
    except (PyPdfError, AttributeError, KeyError, TypeError, ValueError):
        # It is damaged, so that it draws nothing.
        return 0
    count = sum(
        times * (1 + _of_form(forms[name], drawn)) for name, times in uses.items() if name in forms
    )
    return min(count, _MOST + 1)


def _of_form(form: Any, drawn: dict[int, int]) -> int:
    number = form.idnum
    if number not in drawn:
        # A form within itself is drawn once.
        drawn[number] = 0
        drawn[number] = _drawn(form.get_object(), drawn)
    return drawn[number]


def _forms(holder: Any) -> dict[str, Any]:
    """Return the references to the forms among the resources of a page or form, by their names."""
    from pypdf.generic import DictionaryObject, IndirectObject

    resources = holder.get("/Resources", DictionaryObject()).get_object()
    objects = resources.get("/XObject", DictionaryObject()).get_object()
    return {
        name.removeprefix("/"): reference
        for name, reference in objects.items()
        if isinstance(reference, IndirectObject)
        and isinstance(drawing := reference.get_object(), DictionaryObject)
        and drawing.get("/Subtype") == "/Form"
    }


def _uses(holder: Any) -> Mapping[str, int]:
    """Return how often a page or form draws each of its objects, by their names."""
    content = holder.get_contents() if "/Type" in holder and holder["/Type"] == "/Page" else holder
    data = content.get_data() if content is not None else b""
    return Counter(match.decode("latin-1") for match in _USE.findall(data))
