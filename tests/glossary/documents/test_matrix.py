"""Every format of documents becomes every output, or is refused in one line."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from glossary import Glossary
from glossary.documents import Document
from glossary.documents.registry import FORMATS, parse_file
from glossary.views.registry import VIEWS, Output, render
from termbase.errors import InputError
from tests.glossary.documents import (
    test_docx,
    test_epub,
    test_odt,
    test_pdf,
    test_pptx,
    test_subtitles,
    test_xlsx,
)
from tests.glossary.documents.contract import DocumentContract, members

PARAGRAPHS = [["三名", "裸官", "来了。"], ["A 5 < 6 offi", "cial & 两会."]]
WRITERS: dict[str, type[DocumentContract]] = {
    "docx": test_docx.TestDocx,
    "epub": test_epub.TestEpub,
    "odt": test_odt.TestOdt,
    "pptx": test_pptx.TestPptx,
    "xlsx": test_xlsx.TestXlsx,
    "pdf": test_pdf.TestPDF,
    "srt": test_subtitles.TestSRT,
    "vtt": test_subtitles.TestVTT,
    "ass": test_subtitles.TestASS,
}
TEXTS = {
    "text": "三名裸官来了。\n\nA 5 < 6 official & 两会.\n",
    "markdown": "三名**裸官**来了。\n\nA 5 < 6 official & 两会.\n",
    "html": "<p>三名<b>裸官</b>来了。</p><p>A 5 &lt; 6 official &amp; 两会.</p>",
}
OUTPUTS = [name for name, view in VIEWS.items() if not view.is_own_only]
# Outputs from which the text can be read again.
READ_AGAIN = ("html", "markdown", "docx", "epub")


@cache
def sample(format: str) -> Document:
    """Return a document of a format with the paragraphs."""
    data = TEXTS[format].encode() if format in TEXTS else WRITERS[format]().make(PARAGRAPHS)
    return parse_file(data, Path(f"a{FORMATS[format].suffixes[0]}"), "a")


def words(document: Document) -> str:
    """Return the text of a document without white space."""
    text = "".join(block.text for block in document.blocks)
    return "".join(text.replace("\ufffc", "").split())


def has_in_order(text: str, wanted: str) -> bool:
    rest = iter(text)
    return all(char in rest for char in wanted)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("to", OUTPUTS)
def test_text_and_terms_come_through(format: str, to: Output, small: Glossary) -> None:
    document = sample(format)
    result = render(document, small.finder, to, level=1)
    assert result == render(document, small.finder, to, level=1)
    if isinstance(result, bytes):
        shown = b"".join(members(result).values()).decode("utf-8", "ignore")
    else:
        shown = result
    assert "naked official" in shown
    if to == "json":
        assert [record["text"] for record in json.loads(shown)] == ["裸官", "两会"]
    elif to in READ_AGAIN:
        data = result if isinstance(result, bytes) else result.encode()
        again = parse_file(data, Path(f"a{FORMATS[to].suffixes[0]}"), "a")
        assert has_in_order(words(again), words(document))
        assert "三名裸官来了。" in words(again)
        assert "A5<6official&两会." in words(again)
    else:
        assert has_in_order(shown, words(document))


@pytest.mark.parametrize("to", [name for name in VIEWS if name not in OUTPUTS])
def test_only_a_file_of_its_own_format_becomes_these(to: Output, small: Glossary) -> None:
    for format in FORMATS.keys() - {to}:
        with pytest.raises(InputError) as raised:
            render(sample(format), small.finder, to)
        assert str(raised.value) == (
            f"a: not a {to} file; its result can be one of: html, markdown, json, text, docx, epub"
        )
