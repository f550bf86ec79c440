"""Time and memory for a long Word document, against unpacking and parsing it alone.

Run it as ``python benchmarks/documents.py [PAGES]``; figures are seconds of processor time.
"""

from __future__ import annotations

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
# A page in Word has about as many paragraphs of several runs.
PARAGRAPHS, RUNS = 8, 6
NAME = "long.docx"


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


if __name__ == "__main__":
    main()
