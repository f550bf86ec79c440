"""Small EPUBs for tests, written without the code that is tested."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTAINER = (
    '<?xml version="1.0"?>\n<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
XHTML_11 = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
    '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
)


def chapter(body: str, version: int = 3, attributes: str = "", head: str = "") -> str:
    """A chapter in XHTML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"{'<!DOCTYPE html>' if version == 3 else XHTML_11}\n"
        f'<html xmlns="http://www.w3.org/1999/xhtml"{attributes}>\n'
        f"<head><title>t</title>{head}</head>\n<body>{body}</body>\n</html>"
    )


def book(
    chapters: Mapping[str, str | bytes],
    version: int = 3,
    *,
    metadata: str = "",
    itemref: str = "",
    more: Mapping[str, bytes] | None = None,
    mimetype_first: bool = True,
) -> bytes:
    """An EPUB with chapters by the references to them, and a table of contents."""
    names = {reference: f"c{number}" for number, reference in enumerate(chapters, 1)}
    items = "".join(
        f'<item id="{id}" href="{reference}" media-type="application/xhtml+xml"/>'
        for reference, id in names.items()
    )
    spine = "".join(f'<itemref idref="{id}"{itemref}/>' for id in names.values())
    if version == 3:
        metadata += '<meta property="dcterms:modified">2020-01-01T00:00:00Z</meta>'
        items += (
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        )
    package = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" '
        f'version="{version}.0" unique-identifier="id"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:isbn:1</dc:identifier>'
        f"<dc:title>书</dc:title><dc:language>zh</dc:language>{metadata}</metadata>\n<manifest>"
        f'<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{items}</manifest>\n'
        f'<spine toc="ncx">{spine}</spine></package>'
    )
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>章</text></navLabel>'
        f'<content src="{reference}"/></navPoint>'
        for number, reference in enumerate(names, 1)
    )
    ncx = (
        '<?xml version="1.0"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        '<head><meta name="dtb:uid" content="urn:isbn:1"/></head><docTitle><text>书</text></docTitle>'
        f"<navMap>{points}</navMap></ncx>"
    )
    links = "".join(f'<li><a href="{reference}">裸官</a></li>' for reference in names)
    nav = chapter(
        f'<nav epub:type="toc"><ol>{links}</ol></nav>'
        f'<nav epub:type="page-list"><ol><li><a href="{next(iter(names))}">1</a></li></ol></nav>',
        attributes=' xmlns:epub="http://www.idpf.org/2007/ops"',
    )
    from urllib.parse import unquote

    members: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
        "OEBPS/toc.ncx": ncx,
        **({"OEBPS/nav.xhtml": nav} if version == 3 else {}),
        **{f"OEBPS/{unquote(reference)}": content for reference, content in chapters.items()},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype_first:
            archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in members.items():
            archive.writestr(name, content)
        if not mimetype_first:
            archive.writestr("mimetype", "application/epub+zip")
    return out.getvalue()
