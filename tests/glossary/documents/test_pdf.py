"""PDF: text by its place, and highlights appended to the file."""

from __future__ import annotations

import io
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from glossary import Glossary
from glossary.documents import as_html, read
from glossary.documents.document import Document
from glossary.documents.registry import parse_file
from termbase.errors import InputError
from tests.glossary.documents.contract import RANDOM, SPLIT, DocumentContract, Paragraphs, refusal
from tests.glossary.documents.pdf_writer import (
    LINE,
    PICTURE,
    Text,
    pdf,
    pdf_of_drawings,
    pdf_of_forms,
)


def parsed(data: bytes) -> Document:
    return parse_file(data, Path("a.pdf"), "a.pdf")


def blocks(data: bytes) -> list[str]:
    return [block.text for block in parsed(data).blocks]


def annotated(data: bytes, glossary: Glossary, **options: Any) -> bytes:
    result = glossary.annotate(parsed(data), "pdf", level=1, **options)
    assert isinstance(result, bytes)
    return result


def highlights(data: bytes, page: int = 0) -> list[Any]:
    found: Any = PdfReader(io.BytesIO(data), strict=True).pages[page].get("/Annots")
    return [one.get_object() for one in found.get_object()] if found else []


def kinds(data: bytes) -> list[str]:
    return [str(one["/Subtype"]) for one in highlights(data)]


def encrypted(data: bytes, password: str, algorithm: str = "RC4-128") -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class TestPDF(DocumentContract):
    """Each paragraph is a line, with room below it."""

    format = "pdf"

    def make(self, paragraphs: Paragraphs) -> bytes:
        return pdf([[Text(runs, 50, 780 - 60 * n) for n, runs in enumerate(paragraphs)]])

    def count_notes(self, data: bytes) -> int:
        return len(set(re.findall(rb"/NM \((zg[^)]*)\)", data)))

    # PDFium looks for a font on each page that it opens.
    @settings(max_examples=12, suppress_health_check=[HealthCheck.differing_executors])
    @given(RANDOM, st.data())
    def test_laws_hold_for_any_text(
        self, small: Glossary, paragraphs: Paragraphs, data: st.DataObject
    ) -> None:
        test = DocumentContract.test_laws_hold_for_any_text
        test.hypothesis.inner_test(self, small, paragraphs, data)  # type: ignore[attr-defined]

    def encrypted(self) -> bytes:
        return encrypted(self.make(SPLIT), "secret")


LINES = [
    # Lines are joined to paragraphs, Chinese without a blank.
    ([["坚持和发展裸"], ["官，推动改革"]], ["坚持和发展裸官，推动改革"]),
    ([["he is a naked"], ["official, they"]], ["he is a naked official, they"]),
    # A hyphen divides a word, or belongs to it.
    ([["the naked offi-"], ["cial has fled."]], ["the naked official has fled."]),
    ([["owned by a state"], ["in a state-"], ["owned company"]],
     ["owned by a state in a state-owned company"]),
    ([["of state-owned ones"], ["in state-"], ["owned company"]],
     ["of state-owned ones in state-owned company"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), LINES)
def test_lines_are_joined(lines: list[list[str]], expected: list[str]) -> None:
    texts = [Text(line, 50, 700 - 18 * number) for number, line in enumerate(lines)]
    assert blocks(pdf([texts])) == expected


def test_paragraphs_begin_with_an_indent_or_after_a_gap() -> None:
    at = [("　　一二三四五六七八九十", 50, 700), ("裸官裸官裸官裸官裸官裸官", 50, 682),
          ("一二三四五六七八九十", 74, 664), ("裸官裸官裸官裸官裸官裸官", 50, 646),
          ("after a gap", 50, 600)]  # fmt: skip
    found = blocks(pdf([[Text([text], x, y) for text, x, y in at]]))
    assert [block[:1] for block in found] == ["一", "一", "a"]


COLUMNS = [
    Text(["标题在两栏之上标题在两栏之上标题在两栏之上标题在两栏之上"], 50, 760),
    *(Text([f"左{n}文文文文文文文文文文文文"], 50, 700 - 18 * n) for n in range(4)),
    *(Text([f"右{n}文文文文文文文文文文文文"], 300, 700 - 18 * n) for n in range(4)),
    Text(["脚注在两栏之下脚注在两栏之下脚注在两栏之下脚注在两栏之下"], 50, 500),
]


@pytest.mark.parametrize("order", [1, -1])
def test_columns_are_read_one_after_the_other(order: int) -> None:
    text = "".join(blocks(pdf([COLUMNS[::order]])))
    assert re.findall("[标左右脚]", text.replace("标题在", "", 0)) == [
        *"标" * 4, *"左" * 4, *"右" * 4, *"脚" * 4
    ]  # fmt: skip


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page(small: Glossary) -> None:
    full = "文文文文文文文文文文"
    columns = [
        *(Text([full], 50, 700 - 18 * n) for n in range(3)), Text(["文文文文文文文文文裸"], 50, 646),
        Text(["官" + full[1:]], 300, 700), *(Text([full], 300, 700 - 18 * n) for n in range(1, 4)),
    ]  # fmt: skip
    pages = [columns, [Text([full + full], 50, 700)]]
    assert len(blocks(pdf(pages))) == 1
    marks = highlights(annotated(pdf(pages), small))
    assert len(marks) == 1
    assert len(marks[0]["/QuadPoints"]) == 16


def test_running_heads_and_page_numbers_do_not_interrupt(small: Glossary) -> None:
    pages = [
        [Text(["第三章 历史"], 50, 800), Text(["文文文文文文文文文文裸"], 50, 700),
         Text([f"- {number} -"], 280, 30)]
        for number in (7, 8)
    ]  # fmt: skip
    pages[1][1] = Text(["官文文文文"], 50, 700)
    data = pdf(pages)
    assert blocks(data) == ["第三章 历史", "文文文文文文文文文文裸官文文文文"]
    assert [len(highlights(annotated(data, small), page)) for page in (0, 1)] == [1, 1]


def test_vertical_lines_run_from_the_right_to_the_left(small: Glossary) -> None:
    texts = [
        Text([character], 300 - 20 * column, 700 - 12 * row)
        for column, line in enumerate(["一二三四裸", "官六七八。", "两会开幕"])
        for row, character in enumerate(line)
    ]
    assert blocks(pdf([texts])) == ["一二三四裸官六七八。两会开幕"]
    marks = highlights(annotated(pdf([texts]), small))
    assert [len(mark["/QuadPoints"]) for mark in marks] == [16, 8]
    left, bottom, right, top = map(float, marks[1]["/Rect"])
    assert round((right - left) / 12) == 1
    assert round((top - bottom) / 12) == 2


def test_a_vertical_line_beside_horizontal_ones(small: Glossary) -> None:
    lines = [Text(["会议今天在北京开幕，代表出席。"], 200, 700 - 16 * row) for row in range(6)]
    down = [Text([character], 100, 700 - 13 * row) for row, character in enumerate("三名裸官外逃")]
    data = pdf([[*lines, *down]])
    assert blocks(data)[-1] == "三名裸官外逃"
    assert [len(mark["/QuadPoints"]) for mark in highlights(annotated(data, small))] == [8]
    # The cells of a table are farther apart.
    rows = [Text([character], 100, 700 - 18 * row) for row, character in enumerate("是否是否")]
    assert "是否是否" not in blocks(pdf([[*lines, *rows]]))


def test_a_watermark_is_not_part_of_the_lines_under_it() -> None:
    texts = [
        Text(["一二三四裸官七八九十"], 50, 700), Text(["密"], 80, 690, 60),
        Text(["内部"], 98, 688, 12, "0.707 0.707 -0.707 0.707"),
    ]  # fmt: skip
    assert "一二三四裸官七八九十" in blocks(pdf([texts]))


# Each character with the lower and the upper edge of its ink, in thousandths of the size.
@pytest.mark.parametrize(
    "drawings",
    [
        [("他", -80, 850), ("一", 350, 430), ("国", -90, 790), ("。", -60, 180)],
        [("上", 0, 800), ("二", 60, 700), ("—", 370, 410), ("、", -90, 110), ("丁", -80, 760)],
    ],
)
def test_thin_characters_of_a_font_without_a_height_are_on_their_line(
    drawings: list[tuple[str, int, int]],
) -> None:
    assert blocks(pdf_of_drawings(drawings)) == ["".join(text for text, *_ in drawings)]


def test_letters_of_a_ligature_are_found(small: Glossary) -> None:
    data = pdf([[Text(["naked of\ufb01cial"], 50, 700)]])
    assert blocks(data) == ["naked official"]
    assert len(highlights(annotated(data, small))) == 1


def test_headings_are_larger() -> None:
    texts = [
        Text(["标题"], 50, 760, 24),
        Text(["小标题"], 50, 720, 18),
        Text(["正文" * 9], 50, 690),
    ]
    assert [block.heading for block in parsed(pdf([texts])).blocks] == [1, 2, 0]
    body = as_html(parsed(pdf([texts])))
    assert body.startswith("<h1>标题</h1>\n<h2>小标题</h2>\n<p>")


def test_glyphs_drawn_twice_are_read_once(small: Glossary) -> None:
    data = pdf([[Text(["裸官裸官"], 50, 700), Text(["裸官裸官"], 50.3, 700)]])
    assert blocks(data) == ["裸官裸官"]
    assert len(highlights(annotated(data, small, mentions="all"))) == 2


def test_compatibility_radicals_are_found_and_kept() -> None:
    # U+2F00 looks as U+4E00 does; files of some programs have it in its place.
    assert blocks(pdf([[Text(["⼀国两制"], 50, 700)]])) == ["⼀国两制"]


TURNED = [
    ("1 0 0 1", (100, 700), ""), ("0 1 -1 0", (100, 300), ""), ("-1 0 0 -1", (300, 300), ""),
    ("0 -1 1 0", (100, 500), ""), ("0 1 -1 0", (100, 300), "/Rotate 90"),
    ("1 0 0 1", (-50, 120), "/CropBox [-80 80 400 400]"),
]  # fmt: skip


@pytest.mark.parametrize(("matrix", "place", "keys"), TURNED)
def test_highlights_lie_on_their_text(
    small: Glossary, matrix: str, place: tuple[int, int], keys: str
) -> None:
    data = pdf(
        [[Text(["文文裸官"], *place, 12, matrix)]],
        page_keys=f"/MediaBox [-100 -100 595 842] {keys}",
    )
    (mark,) = highlights(annotated(data, small))
    left, bottom, right, top = map(float, mark["/Rect"])
    a, b, *_ = map(int, matrix.split())
    # Two characters before it, two in it; the middle of a line is half a height above its base.
    middle = (place[0] + a * 36 - b * 5, place[1] + b * 36 + a * 5)
    assert abs((left + right) / 2 - middle[0]) < 3
    assert abs((bottom + top) / 2 - middle[1]) < 3
    assert sorted(round(size / 6) for size in (right - left, top - bottom)) == [2, 4]


def test_a_note(small: Glossary) -> None:
    data = pdf([[Text(["裸官裸官"], 50, 700)]])
    (mark,) = highlights(annotated(data, small))
    assert mark["/Subtype"] == "/Highlight"
    assert mark["/T"] == "glossary"
    assert mark["/Contents"] == (
        "裸官 luǒguān\nnaked official\nAn official whose family and money are abroad."
    )


@pytest.mark.parametrize("as_stream", [False, True])
def test_the_file_is_a_prefix_and_all_else_is_kept(small: Glossary, as_stream: bool) -> None:
    data = pdf([[Text(["裸官"], 50, 700)], [Text(["国会"], 50, 700)]], as_stream=as_stream)
    result = annotated(data, small)
    assert result.startswith(data)
    reader = PdfReader(io.BytesIO(result), strict=True)
    assert reader.metadata is not None
    assert reader.metadata.producer == "tests"
    assert [page.extract_text().strip() for page in reader.pages] == ["裸官", "国会"]
    assert [len(highlights(result, page)) for page in (0, 1)] == [1, 1]
    assert (b"/XRef" in result) is as_stream


def test_annotations_of_others_stay_also_after_other_programs(small: Glossary) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf([[Text(["裸官"], 50, 700)]])))
    writer.add_annotation(0, _link())
    result = annotated(_saved(writer), small)
    assert kinds(result) == ["/Link", "/Highlight"]
    # Another program has written the file anew: ours are taken out, and not there twice.
    again = annotated(_saved(PdfWriter(clone_from=io.BytesIO(result))), small)
    assert kinds(again) == ["/Link", "/Highlight"]
    assert kinds(parsed(again).original) == ["/Link"]


def _link() -> DictionaryObject:
    from pypdf.annotations import Link

    return Link(rect=(0, 0, 9, 9), url="x:y")


def _saved(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_an_empty_password_is_no_obstacle(small: Glossary, algorithm: str) -> None:
    data = encrypted(pdf([[Text(["裸官"], 50, 700)]]), "", algorithm)
    result = annotated(data, small)
    assert result.startswith(data)
    reader = PdfReader(io.BytesIO(result))
    reader.decrypt("")
    marks: Any = reader.pages[0]["/Annots"]
    assert "naked official" in marks[0]["/Contents"]
    assert parsed(result).original == data
    # AES begins with bytes at random.
    assert "AES" in algorithm or annotated(result, small) == result


REFUSED = [
    (pdf([[PICTURE]]), "scanned; needs OCR"),
    (pdf([[LINE] * 30]), "scanned; needs OCR"),
    (pdf([[]]), "no text, blank$"),
    (encrypted(pdf([[Text(["裸官"], 50, 700)]]), "secret"), "encrypted"),
    (b"%PDF-1.7\nnothing", "damaged"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as error:
        read(path)
    assert "\n" not in str(error.value)


def test_pages_without_text_are_named() -> None:
    document = parsed(pdf([[Text(["裸官"], 50, 700)], [LINE, PICTURE], [], [LINE]]))
    assert document.warnings == ("a.pdf: no text on page 2; scanned?",)


def test_a_font_that_gives_the_wrong_characters_is_reported() -> None:
    (warning,) = parsed(pdf([[Text(["轉轉：針針針針針針針"], 50, 700)]])).warnings
    assert "fonts" in warning
    assert parsed(pdf([[Text(["天天向上，人人有责。"], 50, 700)]])).warnings == ()


def test_a_repaired_file_is_read_but_not_written_on(small: Glossary) -> None:
    data = pdf([[Text(["裸官"], 50, 700)]])
    for damaged in (
        re.sub(rb"startxref\n\d+", b"startxref\n99999", data), b"HTTP/1.1 200 OK\r\n\r\n" + data
    ):  # fmt: skip
        assert blocks(damaged) == ["裸官"]
        with pytest.raises(InputError, match="too damaged to be annotated in place"):
            annotated(damaged, small)
        assert "naked official" in str(small.annotate(parsed(damaged), "html"))


def test_real_files(common: Glossary, data: Path, tmp_path: Path) -> None:
    """Those that can be read are prefixes of their results; the others are refused in one line."""
    marked = 0
    for path in sorted((data / "documents" / "pdf" / "dev").glob("*.pdf")):
        if path.stat().st_size > 500_000:
            continue
        out = tmp_path / path.name
        message = refusal(partial(common.annotate_file, path, out, level=1, warn=str))
        assert out.exists() is not bool(message)
        assert "\n" not in message
        if message:
            assert path.name in message
            continue
        result = out.read_bytes()
        assert result.startswith(path.read_bytes())
        assert common.annotate_file(out, level=1, to="pdf", warn=str) == result
        marked += len(result) > path.stat().st_size
    assert marked >= 5


def test_forms_that_draw_each_other_too_often_are_refused() -> None:
    """PDFium would draw 20 ** 7 of them, and end the process when the memory is used up."""
    with pytest.raises(InputError, match="page 1 draws more than 200,000 forms in each other"):
        parsed(pdf_of_forms(depth=8, times=20))
    with pytest.raises(InputError, match="no text"):
        parsed(pdf_of_forms(depth=8, times=2))
