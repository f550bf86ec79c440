"""Word documents: what is read, what is put in, and that it can be taken out again."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from tests.glossary.documents.contract import DocumentContract, Paragraphs, members

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="x/y"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def package(body: str, parts: dict[str, str] | None = None, links: str = "") -> bytes:
    """Return a document with the content of its body, and other parts with their relationships."""
    main = f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    content = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONSHIPS.format(main),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document {W}>'
            f"<w:body>{body}{SECTION}</w:body></w:document>"
        ),
        "custom.bin": "\x00 kept",
        **(parts or {}),
    }
    if links:
        content["word/_rels/document.xml.rels"] = RELATIONSHIPS.format(links)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


class TestDocx(DocumentContract):
    format = "docx"

    def make(self, paragraphs: Paragraphs) -> bytes:
        body = "".join(
            f"<w:p>{''.join(run(text, '<w:rPr><w:b/></w:rPr>' * (number % 2)) for number, text in enumerate(runs))}</w:p>"
            for runs in paragraphs
        )
        return package(body)

    def count_notes(self, data: bytes) -> int:
        text = b"".join(members(data).values()).decode()
        marks = [
            "<w:commentReference ",
            "<w:footnoteReference ",
            "<w:endnoteReference ",
            "<w:ruby>",
        ]
        inline = re.findall(
            r'<w:r w:rsidR="007A6703">(?:<w:rPr>.*?</w:rPr>)?<w:t xml:space="preserve"> \(', text
        )
        return sum(text.count(mark) for mark in marks) + len(inline)

    def encrypted(self) -> bytes | None:
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
