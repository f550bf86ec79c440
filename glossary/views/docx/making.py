"""A new Word document from a document in another format.

It is written out rather than with a library: what is kept of the other document is text with few
kinds of markup, and the same document gives the same bytes.
"""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from glossary.documents import Document
from glossary.documents.docx.names import WORD
from glossary.documents.opc import CONTENT_TYPES, DECLARATION
from glossary.documents.reduction import reduced_blocks
from glossary.views.docx.body import Body
from glossary.views.docx.inline import Links
from glossary.views.docx.template import SECTION, SETTINGS, numbering, styles
from glossary.views.page import guess_language

# The first time that ZIP can express: the same document gives the same file at any time.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LINK = re.compile(r'\shref="#([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
_TYPE = "application/vnd.openxmlformats-"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
# The parts of the package with their types.
_PARTS = {
    "word/document.xml": "officedocument.wordprocessingml.document.main+xml",
    "word/styles.xml": "officedocument.wordprocessingml.styles+xml",
    "word/numbering.xml": "officedocument.wordprocessingml.numbering+xml",
    "word/settings.xml": "officedocument.wordprocessingml.settings+xml",
    "docProps/core.xml": "package.core-properties+xml",
}


def new_document(document: Document) -> bytes:
    """Return a Word document with the text of a document."""
    from lxml import etree

    blocks = reduced_blocks(document)
    joined = "".join(blocks)
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    root = etree.fromstring(f"<body>{joined}</body>".encode(), parser)
    # Names of bookmarks that begin so are not shown by Word.
    targets = set(_LINK.findall(joined)) & set(_ID.findall(joined))
    links = Links({id: f"_text{number}" for number, id in enumerate(sorted(targets), 1)})
    body = Body(links)
    content = body.write(root)
    language = guess_language(document.source)
    title = _title(root) or Path(document.name).stem
    return _zipped(
        {
            CONTENT_TYPES: _content_types(),
            "_rels/.rels": _relationships(
                ("r1", f"{_RELATIONS}/officeDocument", "word/document.xml"),
                ("r2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _properties(title, language),
            "word/document.xml": (
                f'{DECLARATION}<w:document xmlns:w="{WORD[0]}" xmlns:r="{_RELATIONS}"><w:body>'
                f"{content}{SECTION}</w:body></w:document>"
            ),
            "word/_rels/document.xml.rels": _relationships(
                *(
                    (f"r{number}", f"{_RELATIONS}/{kind}", f"{kind}.xml")
                    for number, kind in enumerate(("styles", "numbering", "settings"), 1)
                ),
                links=links.addresses,
            ),
            "word/styles.xml": styles("zh-TW" if language == "zh-Hant" else "zh-CN"),
            "word/numbering.xml": numbering(body.lists),
            "word/settings.xml": SETTINGS,
        }
    )


def _title(root: Any) -> str:
    heading = root.find(".//h1")
    return "" if heading is None else " ".join("".join(heading.itertext()).split())


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}{type}"/>'
        for name, type in _PARTS.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{_TYPE}package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*parts: tuple[str, str, str], links: dict[str, str] | None = None) -> str:
    inside = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in parts
    )
    outside = "".join(
        f'<Relationship Id="{id}" Type="{_RELATIONS}/hyperlink" Target="{escape(address)}" '
        'TargetMode="External"/>'
        for address, id in (links or {}).items()
    )
    namespace = f"{_PACKAGE}/relationships"
    return f'{DECLARATION}<Relationships xmlns="{namespace}">{inside}{outside}</Relationships>'


def _properties(title: str, language: str) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title, quote=False)}</dc:title><dc:language>{language}</dc:language>"
        "</cp:coreProperties>"
    )


def _zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _EPOCH), content, ZIP_DEFLATED)
    return out.getvalue()
