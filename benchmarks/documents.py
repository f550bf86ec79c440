"""Time and memory for a long Word document and a long book, against unpacking and parsing alone.

Run it as ``python benchmarks/documents.py [PAGES]``; figures are seconds of processor time, the
least of calls made by turns. The book has ten chapters for every three pages.
"""

from __future__ import annotations

import gc
import io
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from lxml import etree

import glossary
from glossary.annotate import Annotation, annotate
from glossary.documents import Document
from glossary.documents.docx.parts import Parts
from glossary.documents.docx.removal import removal
from glossary.documents.package import Package
from glossary.documents.registry import parse_file
from glossary.find import Finder
from glossary.views import docx, epub
from glossary.views.options import AnnotateOptions
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
Write = Callable[[Document, Sequence[Annotation], AnnotateOptions], bytes]
# A chapter of a novel with notes: paragraphs with emphasis and a link.
CHAPTER_PARAGRAPHS = 20
_MUCH = 300_000
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
    return least(call, times=times)[0]


def least(*calls: Callable[[], object], times: int = 7) -> list[float]:
    """The least processor times of some calls, in seconds, made by turns."""
    found = []
    for _ in range(times):
        seconds = []
        for call in calls:
            # The C library joins what is freed when it is next asked for much: without this, the
            # tree of parsing alone is paid for by what comes after it.
            bytearray(_MUCH)
            start = time.process_time()
            call()
            seconds.append(time.process_time() - start)
        found.append(seconds)
    return [min(column) for column in zip(*found, strict=True)]


def parse_alone(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


def show(name: str, data: bytes, finder: Finder, write: Write) -> tuple[Document, list[Annotation]]:
    """Show the times for a file: reading, then writing with the first mention of each term."""
    path = Path(name)
    annotations = list(annotate(parse_file(data, path, name), finder))
    # When a file is read there are no annotations yet to be looked at by the collector.
    gc.collect()
    gc.freeze()
    read_before: list[Document] = []

    def read() -> None:
        read_before.append(parse_file(data, path, name))

    def write_first() -> None:
        write(read_before[0], annotations, {"mentions": "first"})

    # Its stretches are cut out of the paragraphs with a mention; here that is all of them.
    def cut() -> None:
        for block in read_before.pop().blocks:
            assert block.runs

    alone, *times = least(partial(parse_alone, data), read, write_first, cut)
    document = parse_file(data, path, name)
    size = f"{len(document.source):,} characters, {len(annotations):,} mentions"
    print(f"{name}: {size}\n  unpack and parse alone     {alone:7.3f} s")
    for what, seconds in zip(("read", "write, first mentions", "cut all runs"), times, strict=True):
        print(f"  {what:26} {seconds:7.3f} s  {seconds / alone:5.1f} times that")
    print(f"  read and write             {sum(times[:2]):7.3f} s  {sum(times[:2]) / alone:5.1f}")
    return document, annotations


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    # As the command line does.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    finder = glossary.open(builtin=True).finder
    data = document(pages)
    parsed, annotations = show(NAME, data, finder, docx.write)
    every = docx.write(parsed, annotations, {"mentions": "all"})
    all_mentions = best(lambda: docx.write(parsed, annotations, {"mentions": "all"}))
    out = best(lambda: removal(Parts.of(Package(every, NAME))))
    whole = best(lambda: render(parse_file(data, Path(NAME), NAME), finder, "docx"), 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  write, all mentions        {all_mentions:7.3f} s")
    print(f"  take out of all mentions   {out:7.3f} s")
    print(f"  whole, with finding        {whole:7.3f} s")
    print(f"  peak memory                {peak:7.0f} MB")
    show(BOOK_NAME, book(pages * 10 // 3), finder, epub.write)


if __name__ == "__main__":
    main()
