"""A new EPUB 3 from a document in another format."""

from __future__ import annotations

import hashlib
import io
import re
import uuid
from collections.abc import Iterator, Sequence
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from glossary.documents import Document
from glossary.documents.reduction import reduced_blocks
from glossary.views.page import guess_language

# The first time that ZIP can express: the same document gives the same book at any time.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = "1980-01-01T00:00:00Z"
_HEADING = re.compile("<h1[ >]")
_TAG = re.compile("<[^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
_LINK = re.compile(r'(\shref=")#([^"]*)(")')
_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


class _Chapter(NamedTuple):
    """A chapter: the name of its file, its title, and its content as XHTML."""

    file: str
    title: str
    content: str


def new_book(document: Document) -> bytes:
    """Return an EPUB 3 with the text of a document."""
    blocks = reduced_blocks(document)
    language = guess_language(document.source)
    name = Path(document.name).stem or "Text"
    first = next((block for block in blocks if _HEADING.match(block)), "")
    title = _text_of(first) or name
    chapters = list(_chapters(blocks, title))
    digest = hashlib.sha256("\n".join((title, *blocks)).encode("utf-8", "replace")).digest()
    identifier = uuid.UUID(bytes=digest[:16], version=5)
    files = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _package_document(title, language, str(identifier), chapters),
        "EPUB/nav.xhtml": _nav(language, title, chapters),
        **{
            f"EPUB/{chapter.file}": _page(language, chapter.title, chapter.content)
            for chapter in chapters
        },
    }
    return _zipped(files)


def _chapters(blocks: Sequence[str], title: str) -> Iterator[_Chapter]:
    """Yield a chapter for each heading of the first level, and one for what is before it."""
    grouped: list[list[str]] = []
    for block in blocks:
        if not grouped or _HEADING.match(block):
            grouped.append([])
        grouped[-1].append(block)
    grouped = grouped or [[f"<p>{escape(title)}</p>"]]
    files = [f"chapter-{number}.xhtml" for number in range(1, len(grouped) + 1)]
    places = {
        id: file
        for file, group in zip(files, grouped, strict=True)
        for block in group
        for id in _ID.findall(block)
    }
    for file, group in zip(files, grouped, strict=True):
        content = "".join(f"{_linked(block, file, places)}\n" for block in group)
        heading = _text_of(group[0]) if _HEADING.match(group[0]) else ""
        yield _Chapter(file, heading or title, content)


def _linked(block: str, file: str, places: dict[str, str]) -> str:
    """Return a block whose links lead to the chapters that have their targets."""

    def link(match: re.Match[str]) -> str:
        place = places.get(match[2])
        if place is None:
            # Nothing is left to link to; without a target it is an anchor.
            return ""
        return f"{match[1]}{'' if place == file else place}#{match[2]}{match[3]}"

    return _LINK.sub(link, block)


def _text_of(block: str) -> str:
    return " ".join(unescape(_TAG.sub("", block)).split())


def _page(language: str, title: str, content: str) -> str:
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}">
<head>
<title>{escape(title)}</title>
</head>
<body>
{content}</body>
</html>
"""


def _nav(language: str, title: str, chapters: Sequence[_Chapter]) -> str:
    items = "".join(
        f'<li><a href="{chapter.file}">{escape(chapter.title)}</a></li>\n' for chapter in chapters
    )
    content = f'<nav epub:type="toc">\n<h1>{escape(title)}</h1>\n<ol>\n{items}</ol>\n</nav>\n'
    return _page(language, title, content)


def _package_document(
    title: str, language: str, identifier: str, chapters: Sequence[_Chapter]
) -> str:
    items = "".join(
        f'<item id="c{number}" href="{chapter.file}" media-type="application/xhtml+xml"/>\n'
        for number, chapter in enumerate(chapters, 1)
    )
    spine = "".join(f'<itemref idref="c{number}"/>\n' for number in range(1, len(chapters) + 1))
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
<dc:title>{escape(title)}</dc:title>
<dc:language>{language}</dc:language>
<meta property="dcterms:modified">{_MODIFIED}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
{items}</manifest>
<spine>
{spine}</spine>
</package>
"""


def _zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        # It is found at a fixed offset, so it is first and not compressed (OCF 3.3, 4.2.3).
        archive.writestr(ZipInfo("mimetype", _EPOCH), "application/epub+zip", ZIP_STORED)
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _EPOCH), content, ZIP_DEFLATED)
    return out.getvalue()
