"""Time and memory for a long Word document and a long book, against unpacking and parsing alone.

Run it as ``python benchmarks/documents.py [PAGES]``; figures are seconds of processor time. The
book has ten chapters for every three pages.
"""

from __future__ import annotations

import gc
import io
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

import glossary
from glossary.annotate import annotate, select
from glossary.documents.docx.parts import Parts
from glossary.documents.docx.removal import removal
from glossary.documents.package import Package
from glossary.documents.registry import parse_file
from glossary.views.registry import render

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHINESE = "会议强调，要坚持和发展中国特色社会主义，推动改革开放向纵深发展，全面推进乡村振兴。"
ENGLISH = "Reform and opening up should be deepened, the meeting stressed, across the board. "
PAGES = 300
OBJECTS_BETWEEN_COLLECTIONS = 20_000
# A page in Word has about as many paragraphs of several runs.
PARAGRAPHS, RUNS = 8, 6
NAME = "long.docx"
# A chapter of a novel with notes: paragraphs with emphasis and a link.
CHAPTER_PARAGRAPHS = 20
BOOK_NAME = "long.epub"


def document(pages: int) -> bytes:
    """A document of plain paragraphs whose runs differ, as people's do."""
    look = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:b/><w:sz w:val="22"/></w:rPr>'
    body = []
    for number in range(pages * PARAGRAPHS):
        text = (ENGLISH if number % 3 == 0 else CHINESE) * 3
        size = len(text) // RUNS + 1
        runs = "".join(
            f'<w:r w:rsidR="00AB12CD">{look * (at % 2)}<w:t xml:space="preserve">'
            f"{text[at * size : (at + 1) * size]}</w:t></w:r>"
            for at in range(RUNS)
        )
        spacing = '<w:pPr><w:spacing w:after="120"/><w:jc w:val="both"/></w:pPr>'
        body.append(f'<w:p w:rsidR="00AB12CD">{spacing}{runs}</w:p>')
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", links)
        main = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
        archive.writestr("word/document.xml", main)
    return out.getvalue()


def book(chapters: int) -> bytes:
    """A book of chapters with some markup in each paragraph."""
    numbers = range(chapters)
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="book.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    paragraphs = "".join(
        f'<p class="text">{CHINESE if n % 3 else ENGLISH}<em>{CHINESE}</em>{CHINESE} '
        f'<a href="#note{n}">{n}</a></p>\n'
        for n in range(CHAPTER_PARAGRAPHS)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr(
            "book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for n in numbers:
            archive.writestr(
                f"c{n}.xhtml",
                f'<html xmlns="http://www.w3.org/1999/xhtml" lang="zh"><head><title>{n}</title>'
                f"</head><body><h1>{n}</h1>\n{paragraphs}</body></html>",
            )
    return out.getvalue()


def best(call: Callable[[], object], times: int = 3) -> float:
    """The least processor time of some calls, in seconds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return min(found)


def parse_alone(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    # As the command line does.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    data = document(pages)
    alone = best(lambda: parse_alone(data))
    read = best(lambda: parse_file(data, Path(NAME), NAME))
    parsed = parse_file(data, Path(NAME), NAME)
    finder = glossary.open(builtin=True).finder
    annotations = select(annotate(parsed, finder), None)
    from glossary.views import docx

    write = {
        which: best(lambda which=which: docx.write(parsed, annotations, {"mentions": which}))  # type: ignore[misc]
        for which in ("first", "all")
    }
    whole = best(lambda: render(parse_file(data, Path(NAME), NAME), finder, "docx"), 1)
    every = docx.write(parsed, annotations, {"mentions": "all"})
    out = best(lambda: removal(Parts.of(Package(every, NAME))))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pages} pages, {len(parsed.source):,} characters, {len(annotations):,} mentions")
    print(f"unpack and parse alone      {alone:7.3f} s")
    print(f"read                        {read:7.3f} s  {read / alone:5.1f} times that")
    for which, seconds in write.items():
        both = f"{(read + seconds) / alone:5.1f} times with reading"
        print(f"write, {which:5} mentions       {seconds:7.3f} s  {both}")
    print(f"take out of all mentions    {out:7.3f} s")
    print(f"whole, with finding         {whole:7.3f} s")
    print(f"peak memory                 {peak:7.0f} MB")
    chapters = book(pages * 10 // 3)
    alone = best(lambda: parse_alone(chapters))
    read = best(lambda: parse_file(chapters, Path(BOOK_NAME), BOOK_NAME))
    print(f"book: unpack and parse      {alone:7.3f} s")
    print(f"book: read                  {read:7.3f} s  {read / alone:5.1f} times that")


if __name__ == "__main__":
    main()
