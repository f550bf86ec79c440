"""A small writer of PDF files for tests: Chinese and English in a font that is not embedded."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

SIZE = 12
# A picture of one grey point.
PICTURE = "q 400 0 0 600 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q"
LINE = "50 780 m 550 780 l S"


class Text(NamedTuple):
    """Text on a page: its runs, and the matrix before its place."""

    runs: Sequence[str]
    x: float
    y: float
    size: float = SIZE
    matrix: str = "1 0 0 1"


def pdf(
    pages: Iterable[Sequence[Text | str]],
    *,
    page_keys: str = "/MediaBox [0 0 595 842]",
    as_stream: bool = False,
) -> bytes:
    """Return a PDF file.

    Args:
        pages: The texts of each page, and operators that draw something else.
        page_keys: What else is in the dictionary of a page.
        as_stream: True for a directory that is a stream, as from PDF 1.5 on.
    """
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        4: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
        5: b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox"
        b" [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        6: b"<< /Producer (tests) >>",
    }
    kids = []
    for texts in pages:
        number = max(objects) + 1
        content = "".join(map(_drawn, texts)).encode()
        objects[number] = _stream(content)
        objects[number + 1] = (
            f"<< /Type /Page /Parent 2 0 R {page_keys} /Contents {number} 0 R >>".encode()
        )
        kids.append(f"{number + 1} 0 R")
    objects[2] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] "
        f"/Resources << /Font << /F1 3 0 R >> >> >>".encode()
    )
    return _written(objects, as_stream=as_stream)


def pdf_of_drawings(drawings: Sequence[tuple[str, int, int]]) -> bytes:
    """Return a PDF file with a line of characters, each of a font of its own that is drawings.

    Browsers print fonts so that they do not embed.

    Args:
        drawings: Each character with the lower and the upper edge of its ink, in thousandths.
    """
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 6: b"<< >>"}
    content, fonts = "BT 1 0 0 1 72 700 Tm\n", ""
    for position, (character, bottom, top) in enumerate(drawings):
        number = max(objects) + 1
        ink = f"1000 0 0 {bottom} 1000 {top} d1 0 {bottom} 1000 {top - bottom} re f".encode()
        to_unicode = (
            b"/CMapName /zg def 1 begincodespacerange <00> <FF> endcodespacerange "
            b"1 beginbfchar <01> <%s> endbfchar" % character.encode("utf-16-be").hex().encode()
        )
        objects[number] = (
            f"<< /Type /Font /Subtype /Type3 /FontBBox [0 {bottom} 1000 {top}] "
            f"/FontMatrix [.001 0 0 .001 0 0] /CharProcs << /g {number + 1} 0 R >> "
            f"/Encoding << /Type /Encoding /Differences [1 /g] >> /FirstChar 1 /LastChar 1 "
            f"/Widths [1000] /ToUnicode {number + 2} 0 R /Resources << >> >>".encode()
        )
        objects[number + 1] = _stream(ink)
        objects[number + 2] = _stream(to_unicode)
        fonts += f"/F{position} {number} 0 R "
        content += f"/F{position} {SIZE} Tf <01> Tj\n"
    number = max(objects) + 1
    objects[number] = _stream(f"{content}ET".encode())
    objects[number + 1] = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R "
        f"/Resources << /Font << {fonts}>> >> >>".encode()
    )
    objects[2] = f"<< /Type /Pages /Count 1 /Kids [{number + 1} 0 R] >>".encode()
    return _written(objects, as_stream=False)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _drawn(text: Text | str) -> str:
    if isinstance(text, str):
        return f"{text}\n"
    shown = " ".join(f"<{run.encode('utf-16-be').hex()}> Tj" for run in text.runs)
    return f"BT /F1 {text.size} Tf {text.matrix} {text.x} {text.y} Tm {shown} ET\n"


def _written(objects: Mapping[int, bytes], *, as_stream: bool) -> bytes:
    data, offsets = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", {}
    for number in sorted(objects):
        offsets[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, size = len(data), max(objects) + 1
    keys = b"/Size %d /Root 1 0 R /Info 6 0 R /ID [<00> <00>]"
    if not as_stream:
        rows = b"".join(b"%010d 00000 n \n" % offsets[number] for number in sorted(offsets))
        data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
        return data + b"trailer\n<< " + keys % size + b" >>\nstartxref\n%d\n%%%%EOF\n" % start
    offsets[size] = start
    table = bytes(7) + b"".join(
        b"\1" + offsets[number].to_bytes(4, "big") + b"\0\0" for number in sorted(offsets)
    )
    packed = zlib.compress(table)
    data += b"%d 0 obj\n<< /Type /XRef /W [1 4 2] /Filter /FlateDecode /Length %d %s >>" % (
        size, len(packed), keys % (size + 1),
    )  # fmt: skip
    return data + b"\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (packed, start)


def pdf_of_forms(depth: int, times: int) -> bytes:
    """Return a PDF file whose forms draw one another.

    Args:
        depth: The number of forms within each other.
        times: How often each draws the next one.
    """
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X 7 0 R >> >> >>"
    )
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: page,
        4: _stream(b"/X Do"),
        5: b"<< >>",
        6: b"<< >>",
    }
    for number in range(7, 7 + depth):
        is_last = number == 6 + depth
        content = b"0 0 10 10 re f" if is_last else b"/X Do " * times
        resources = b"" if is_last else b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
        objects[number] = (
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] %s /Length %d >>\n"
            b"stream\n%s\nendstream" % (resources, len(content), content)
        )
    return _written(objects, as_stream=False)
