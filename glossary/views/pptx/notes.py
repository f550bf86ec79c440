"""Notes of terms as DrawingML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from glossary.documents.own_parts import OWN
from glossary.documents.pptx.names import OWN_BODY, SIGNATURE
from glossary.views.summary import Summary, Words
from termbase.formats.characters import UNWRITABLE

# Office has no name for pinyin.
_LANGUAGES = {
    "zh-Hans": 'lang="zh-CN" altLang="en-US"',
    "zh-Hant": 'lang="zh-TW" altLang="en-US"',
    "en": 'lang="en-US" altLang="zh-CN"',
    "zh-Latn-pinyin": 'lang="en-US" altLang="zh-CN" noProof="1"',
}
_STYLES = {"": "", "bold": ' b="1"', "italic": ' i="1"'}


def paragraph_xml(summary: Summary) -> str:
    """Return the note of a term as one paragraph, which is recognised as ours."""
    return f"<a:p>{''.join(_runs(summary))}</a:p>"


def body_xml(paragraphs: str) -> str:
    """Return the text body of a shape that had none."""
    return f"<p:txBody>{OWN_BODY}<a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody>"


def shape_xml(paragraphs: str, id: int) -> str:
    """Return the shape of notes, with an id that is unique on the page."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{OWN}notes"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def _runs(summary: Summary) -> Iterator[str]:
    yield _run(Words(SIGNATURE))
    for number, line in enumerate((summary.head, *summary.lines)):
        if number:
            yield _run(Words(": " if number == 1 else " · "))
        for position, words in enumerate(line):
            yield _run(words._replace(text=f"{' ' if position else ''}{words.text}"))


def _run(words: Words) -> str:
    properties = f"{_LANGUAGES[words.language]}{_STYLES[words.style]}"
    text = escape(UNWRITABLE.sub("", words.text), quote=False)
    return f"<a:r><a:rPr {properties}/><a:t>{text}</a:t></a:r>"
