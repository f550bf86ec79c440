"""Formats of terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from termbase.errors import InputError
from termbase.formats import format_of, parse, read, write
from termbase.formats.tables import csv, tsv
from termbase.model.concept import Concept, Status, Usage
from tests.contracts import SIMPLE, WholeContract
from tests.strategies import bases

_TABLES_LOSE = {
    "polity", "level", "event", "in_force", "as_of", "reviewed", "term renderings",
    "related", "examples", "first_use", "sources", "terms", "concept", "term status", "term usage", "term taiwan",
    "term hong_kong", "term checked", "term cues", "term sources", "term inflects", "term case_sensitive",
    "term part_of_speech", "term text", "term pinyin", "term traditional", "subject", "kind", "gloss", "literal",
    "note", *(f"pass-through ({name})" for name in ("tbx", "table", "memoq", "omegat", "utx")),
}  # fmt: skip


class TestJson(WholeContract):
    name = "json"

    @given(concepts=bases)
    def test_holds_everything(self, concepts: list[Concept]) -> None:
        assert self.again(concepts) == concepts


class TestCsv(WholeContract):
    name = "csv"
    cannot_hold = frozenset(_TABLES_LOSE)


class TestTsv(WholeContract):
    name = "tsv"
    cannot_hold = frozenset(_TABLES_LOSE)


def one(text: str) -> Concept:
    reading = csv.read(text, "a.csv")
    assert reading.problems == ()
    (concept,) = reading.concepts
    return concept


def test_the_smallest_table() -> None:
    concept = one("simplified,english\n裸官,naked official | bare official\n")
    assert concept.id == "luoguan"
    assert [(t.language, t.text, t.status) for t in concept.terms] == [
        ("zh", "裸官", "preferred"), ("en", "naked official", "preferred"), ("en", "bare official", "admitted"),
    ]  # fmt: skip


def test_all_columns_and_any_order() -> None:
    concept = one(
        "English,PINYIN,simplified,traditional,usage,status,gloss,source,id\n"
        'a | b,yī | èr,一 | 二,一 | 貳,"official, media | ",admitted | preferred,"x, y",One | Two,my-id\n'
    )
    assert concept.id == "my-id"
    assert [(t.text, t.traditional, t.pinyin) for t in concept.chinese] == [
        ("一", "一", "yī"),
        ("二", "貳", "èr"),
    ]
    assert [(t.text, t.status, t.usage) for t in concept.english] == [
        ("a", Status.ADMITTED, (Usage.OFFICIAL, Usage.MEDIA)), ("b", Status.PREFERRED, ()),
    ]  # fmt: skip
    assert [source.title for source in concept.sources] == ["One", "Two"]


def test_headings_as_people_write_them() -> None:
    concept = one(
        "id,简体,繁體,拼音,英文,释义,备注,领域,来源\nx,党委,黨委,dǎngwěi,party committee,g,n,s,t\n"
    )
    assert (concept.id, concept.gloss, concept.note, concept.subject) == ("x", "g", "n", "s")
    assert concept.chinese[0].traditional == "黨委"
    concept = one(
        "Chinese (Simplified),Translation,Definition,Subject_Field\n党委,party committee,g,s\n"
    )
    assert (concept.english[0].text, concept.gloss, concept.subject) == (
        "party committee",
        "g",
        "s",
    )
    concept = one("简体,Chinese,英文\n甲,乙,a\n")
    assert [term.text for term in concept.chinese] == ["甲", "乙"]


def test_traditional_alone_is_enough() -> None:
    concept = one("traditional,english\n黨委,party committee\n")
    assert (concept.chinese[0].text, concept.chinese[0].traditional) == ("党委", "黨委")


def test_a_byte_order_mark_and_blank_rows_do_not_matter() -> None:
    assert one("\ufeffsimplified,english\n\n裸官,naked official\n,\n").id == "luoguan"


def test_a_bar_within_a_term() -> None:
    concept = one("simplified,english\n裸官,a\\|b | c|d\n")
    assert [term.text for term in concept.english] == ["a|b", "c", "d"]


def test_formulas_are_disarmed_on_the_way_out() -> None:
    from dataclasses import replace

    text = csv.write([replace(SIMPLE, gloss="=HYPERLINK(1)")])
    assert ",'=HYPERLINK(1)," in text


PROBLEMS = [
    ("simplified,english\n甲,a\n乙\n丙,c,d\n", [("ragged-row", 4)]),
    ("simplified,english\n\"甲\n乙\",a\n丙,b,c\n", [("ragged-row", 4)]),
    ("german,french\n", [("no-term-column", 1)]),
    ("english\na\n", [("no-term-column", 1)]),
    ("", [("empty", 1)]),
    ("simplified,pinyin\n甲,jiǎ | yǐ\n", [("invalid", 2)]),
    ("id,simplified\nNo Id,甲\n", [("invalid", 2)]),
    ('simplified,english\n甲,"a\n', [("csv", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROBLEMS)
def test_problems_with_their_lines(text: str, expected: list[tuple[str, int]]) -> None:
    problems = csv.read(text, "a.csv").problems
    assert [(problem.code, problem.line) for problem in problems] == expected
    assert all(problem.file == "a.csv" for problem in problems)


WARNINGS = [
    ("simplified,english,status\n甲,a,good\n", "invalid status 'good', read as 'admitted'"),
    ("simplified,english,usage\n甲,a,nobody\n", "invalid usage 'nobody', left out"),
]


@pytest.mark.parametrize(("text", "message"), WARNINGS)
def test_unknown_values_cost_no_row(text: str, message: str) -> None:
    parsed = csv.read(text, "a.csv")
    (warning,) = parsed.warnings
    assert (warning.line, warning.message.partition(";")[0]) == (2, message)
    assert [len(concept.terms) for concept in parsed.concepts] == [2]


def test_rows_without_chinese_are_counted() -> None:
    parsed = csv.read("simplified,english\n,a\n甲,b\n", "a.csv")
    assert parsed.dropped == {"rows without a Chinese term": 1}
    assert len(parsed.concepts) == 1


def test_homophones_get_numbers() -> None:
    reading = csv.read("simplified\n公事\n攻势\n公式\n", "a.csv")
    assert [concept.id for concept in reading.concepts] == ["gongshi", "gongshi-2", "gongshi-3"]


def test_tabs() -> None:
    (concept,) = tsv.read("simplified\tenglish\n裸官\tnaked, official\n", "a.tsv").concepts
    assert concept.english[0].text == "naked, official"


JSON_PROBLEMS = [
    ("{", 1), ("[1]", 0), ('{"concepts": 1}', 1), ('{"concepts": [{}]}', 0), ("[" * 100_000, 0),
    ('{"concepts": [{"id": "a", "terms": []}]}', 0),
    ('{"concepts": [{"id": "a", "gloss": "\\ud800", "terms": [{"language": "en", "text": "x"}]}]}', 0),
    ('{"concepts": [{"id": "a", "terms": [{"language": "fr", "text": "x"}]}]}', 0),
    ('{"concepts": [{"id": "a", "terms": [{"language": "en", "text": "x", "status": "best"}]}]}', 0),
    ('{"concepts": [{"id": "a", "colour": 1, "terms": [{"language": "en", "text": "x"}]}]}', 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), JSON_PROBLEMS)
def test_json_problems(text: str, line: int) -> None:
    (problem,) = parse(text.encode(), "json", "a.json").problems
    assert problem.file == "a.json"
    if line:
        assert problem.line == line


def test_formats_by_suffix_and_name() -> None:
    assert format_of(Path("A.CSV")) == "csv"
    assert format_of(Path("a.txt"), "tsv") == "tsv"
    with pytest.raises(InputError, match=r"unknown suffix '\.doc'; name the format"):
        format_of(Path("a.doc"))
    with pytest.raises(InputError, match="'doc'"):
        format_of(Path("a.csv"), "doc")


def test_reads_what_it_wrote(tmp_path: Path) -> None:
    for name in ("csv", "tsv", "json"):
        path = tmp_path / f"a.{name}"
        path.write_bytes(write([SIMPLE], name)[0])
        assert read(path).concepts == [SIMPLE]
