"""Rows: every sentence is in one, in order; tables that a person has corrected."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.documents import Document, parse
from glossary.translate.bitext import Bitext, Side, Stretch, bitext_of_texts
from termbase.errors import InputError
from tests.glossary.find.test_find_laws import texts
from tests.markup import PIECES

SOURCE = "# 裸官\n\n裸官外逃。他们\n都走了。\n\n## 后来\n\n再也没有回来。"
TARGET = "# Naked officials\n\nNaked officials fled. They\nhave all gone.\n\n## Later\n\nThey did not come back."


def stretches(bitext: Bitext) -> tuple[list[Stretch], list[Stretch]]:
    return (
        [one for row in bitext.rows for one in row.source],
        [one for row in bitext.rows for one in row.target],
    )


def assert_whole(side: Side, found: list[Stretch]) -> None:
    """The stretches are the whole text of the side, in order."""
    at = dict.fromkeys(range(len(side.document.blocks)), 0)
    for one in found:
        assert at[one.block] == one.start < one.end
        at[one.block] = one.end
    assert [one.block for one in found] == sorted(one.block for one in found)
    assert at == {n: len(block.text) for n, block in enumerate(side.document.blocks)}


def documents_in(format: str) -> st.SearchStrategy[Document]:
    pieces = st.lists(st.sampled_from(PIECES[format]), max_size=25).map("".join)
    return st.builds(parse, texts | pieces, st.just(format))


documents = st.sampled_from(sorted(PIECES)).flatmap(documents_in)


@given(source=documents, target=documents)
def test_every_sentence_is_in_one_row(small: Glossary, source: Document, target: Document) -> None:
    bitext = bitext_of_texts(small.finder, source, target)
    for side, found in zip((bitext.source, bitext.target), stretches(bitext), strict=True):
        assert_whole(side, found)
    assert all(row.source or row.target for row in bitext.rows)


def test_headings_and_paragraphs_are_kept(small: Glossary) -> None:
    bitext = bitext_of_texts(small.finder, parse(SOURCE, "markdown"), parse(TARGET, "markdown"))
    assert [block.heading for block in bitext.source.document.blocks] == [1, 0, 2, 0]
    assert [[s.strip() for s in bitext.source.texts(row.source)] for row in bitext.rows] == [
        ["裸官"], ["裸官外逃。"], ["他们\n都走了。"], ["后来"], ["再也没有回来。"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("题目\n\n一。\n二。\n\n三。", [("题目", 1), ("一。\n二。", 0), ("三。", 0)]),
        ("题目\n一。\n二。", [("题目", 1), ("一。", 0), ("二。", 0)]),
        ("一。\n\n题目", [("一。", 0), ("题目", 0)]),
        (" \n\n一。 \n \n", [("一。", 0)]),
        ("", []),
    ],
)
def test_paragraphs_of_plain_text(source: str, expected: list[tuple[str, int]]) -> None:
    from glossary.documents.text import paragraphs

    assert [(block.text, block.heading) for block in paragraphs(source)] == expected


def test_headings_of_html() -> None:
    html = "<h2>A <b>b</b></h2><p>c</p><h3>d<p>e</h3>f"
    found = [(block.text, block.heading) for block in parse(html, "html").blocks]
    assert found == [("A b", 2), ("c", 0), ("d", 3), ("e", 3), ("f", 0)]


def aligned(small: Glossary, table: Path) -> Bitext:
    return bitext_of_texts(
        small.finder,
        parse("一。二。三。\n\n四。", name="zh.txt"),
        parse("One. Two. Three.\n\nFour.", name="en.txt"),
        table,
    )


def rows_of(bitext: Bitext) -> list[tuple[str, str]]:
    return [
        (
            "|".join(text.strip() for text in bitext.source.texts(row.source)),
            "|".join(text.strip() for text in bitext.target.texts(row.target)),
        )
        for row in bitext.rows
    ]


CORRECTED = [
    # As a person wants it, however the sentences are cut.
    ("一。二。\tOne. Two.\n三。四。\tThree.\n", [("一。二。", "One. Two."), ("三。|四。", "Three."), ("", "Four.")]),
    ("一。\tOne.\n二。三。四。\tTwo. Three. Four.\n", [("一。", "One."), ("二。三。|四。", "Two. Three.|Four.")]),
    # White space counts for nothing, and what no row has is in rows with one side.
    (" 二。 三。\tTwo.Three.\n", [("一。", ""), ("", "One."), ("二。三。", "Two. Three."), ("四。", ""), ("", "Four.")]),
    # A cell may end within a sentence.
    ("一\tOne\n。二。三。四。\t. Two. Three. Four.\n", [("一", "One"), ("。二。三。|四。", ". Two. Three.|Four.")]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), CORRECTED)
def test_a_corrected_table(
    small: Glossary, tmp_path: Path, table: str, expected: list[tuple[str, str]]
) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(f"source\ttarget\n{table}", encoding="utf-8")
    bitext = aligned(small, path)
    assert rows_of(bitext) == expected
    for side, found in zip((bitext.source, bitext.target), stretches(bitext), strict=True):
        assert_whole(side, found)


def test_in_the_table_of_an_alignment_the_numbers_decide(small: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(
        "source sentences\ttarget sentences\tconfidence\tsource\ttarget\n"
        "1 2\t1\t0.9\t一。\tOne.Two.\n4\t3 4\t\t\t\n",
        encoding="utf-8",
    )
    bitext = aligned(small, path)
    assert rows_of(bitext) == [
        ("一。二。", "One."), ("三。", ""), ("", "Two."), ("四。", "Three.|Four."),
    ]  # fmt: skip
    assert [row.confidence for row in bitext.rows] == [0.9, 0.0, 0.0, 1.0]


def quoted(table: str, delimiter: str, *, always: bool = False) -> str:
    """Return a table as spreadsheets save it."""
    out = io.StringIO()
    style: Literal[0, 1] = csv.QUOTE_ALL if always else csv.QUOTE_MINIMAL
    rows = [line.split("\t") for line in table.splitlines()]
    csv.writer(out, delimiter=delimiter, quoting=style).writerows(rows)
    return out.getvalue()


NUMBERED = (
    "source sentences\ttarget sentences\tconfidence\tsource\ttarget\n"
    "1 2\t1\t1\t一。二。\tOne.\n3\t2 3\t0.5\t三。\tTwo. Three.\n4\t4\t1\t四。\tFour.\n"
)
SAVED = [
    ("a.csv", quoted(NUMBERED, ","), "utf-8-sig"),
    ("a.csv", quoted(NUMBERED.replace("0.5", "0,5"), ";"), "utf-8-sig"),
    ("a.csv", quoted(NUMBERED, ",", always=True), "gb18030"),
    ("a.csv", "sep=;\n" + quoted(NUMBERED, ";"), "utf-8"),
    ("a.tsv", quoted(NUMBERED, "\t", always=True), "utf-16"),
    ("a.txt", NUMBERED.replace("\n", "\r\n"), "utf-8-sig"),
    ("a.tsv", f"\n{NUMBERED.replace('1 2', ' 1  2 ')}\t\t\n", "utf-8"),
    ("a.tsv", NUMBERED.replace("source sentences", " Source  Sentences"), "utf-8"),
    ("a.tsv", NUMBERED.replace("target sentences", "TARGET SENTENCES "), "utf-8"),
]


@pytest.mark.parametrize(("name", "table", "encoding"), SAVED)
def test_a_table_may_be_saved_by_any_spreadsheet(
    small: Glossary, tmp_path: Path, name: str, table: str, encoding: str
) -> None:
    path = tmp_path / name
    path.write_bytes(table.encode(encoding))
    expected = [("一。二。", "One."), ("三。", "Two. Three."), ("四。", "Four.")]
    bitext = aligned(small, path)
    assert rows_of(bitext) == [*expected[:2], ("四。", "Four.")]
    assert [row.confidence for row in bitext.rows] == [1.0, 0.5, 1.0]
    pairs = small.align("一。二。三。\n四。", "One. Two. Three.\nFour.", corrected=path)
    assert [("".join(one.source), " ".join(one.target)) for one in pairs] == expected


def test_a_workbook_is_a_table_too(small: Glossary, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in NUMBERED.splitlines():
        book.active.append([int(c) if c.isdigit() else c for c in line.split("\t")])
    book.save(tmp_path / "a.xlsx")
    assert len(rows_of(aligned(small, tmp_path / "a.xlsx"))) == 3


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("source sentences,target\n1,One.\n", "a.csv:1: no column 'target sentences'"),
        ("source,target\n1 2,1\n3 4,2\n", "a.csv: numbers in place of texts; name their columns"),
    ],
)
def test_numbers_are_not_texts(small: Glossary, tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError) as error:
        aligned(small, tmp_path / "a.csv")
    assert message in str(error.value)


def test_texts_in_the_quotation_marks_of_a_spreadsheet(small: Glossary, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(
        'source\ttarget\n甲说：“走。”\t"""Go,"" said A."\n"乙。"\t"B" came.\n', encoding="utf-8"
    )
    sides = parse("甲说：“走。”乙。"), parse('"Go," said A. "B" came.')
    bitext = bitext_of_texts(small.finder, *sides, tmp_path / "a.tsv")
    assert rows_of(bitext) == [("甲说：“走。”", '"Go," said A.'), ("乙。", '"B" came.')]


def test_the_confidence_of_a_table(small: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(
        "source\ttarget\tconfidence\n一。\tOne.\t0.25\n二。\tTwo.\t\n三。\tThree.\tx\n四。\tFour.\t7\n",
        encoding="utf-8",
    )
    assert [row.confidence for row in aligned(small, path).rows] == [0.25, 1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("一。\tOne.\n五。\tTwo.\n", "table.tsv:3: the source '五。' is not in zh.txt after that"),
        ("二。\tTwo.\n一。\tOne.\n", "table.tsv:3: the source '一。' is not in zh.txt after that"),
        ("一。\tOne.\n二。\tOne.\n", "table.tsv:3: the target 'One.' is not in en.txt after that"),
    ],
)
def test_a_table_of_other_texts_is_refused(
    small: Glossary, tmp_path: Path, table: str, message: str
) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(f"source\ttarget\n{table}", encoding="utf-8")
    with pytest.raises(InputError) as error:
        aligned(small, path)
    assert message in str(error.value)
