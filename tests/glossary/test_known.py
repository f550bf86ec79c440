"""Files of known words: lists, what a page exports, lists by name; and the options of the command."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.hsk import HSK_LISTS, hsk_words
from glossary.known import KnownWords, read_known
from termbase.errors import InputError
from tests.glossary.conftest import Run

LISTS = [
    ("干部\n裸官\n", ["干部", "裸官"]),
    ("\ufeff干部\r\n裸官\r\n", ["干部", "裸官"]),
    ("# 干部\n裸官 # 两会\n\n   \n", ["裸官"]),
    ("幹部\n兩會", ["干部", "两会"]),
    ("干部\tgànbù\t官员\n", ["干部"]),
    ("1,干部,gànbù\n2;两会;liǎnghuì\n", ["干部", "两会"]),
    ("干部 幹部 [gan4 bu4] /cadre/\n", ["干部"]),
    ("得（děi）\n爸爸|爸\n", ["得", "爸爸", "爸"]),
    ("naked official\nCCDI\t中纪委?\n", ["naked official", "中纪委?"]),
    ("《学习时报》\n德才兼备、以德为先\n", ["学习时报", "德才兼备、以德为先"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists_of_words(tmp_path: Path, text: str, expected: list[str]) -> None:
    path = tmp_path / "known.txt"
    path.write_bytes(text.encode())
    assert read_known([path]) == read_known(expected)


def test_a_list_in_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "known.txt"
    path.write_bytes("干部\n两会\n改革开放\n中国共产党\n".encode("gb18030"))
    assert read_known([path]) == read_known(["干部", "两会", "改革开放", "中国共产党"])


def test_what_a_page_exports(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text('{"zh-en-glossary-known": 1, "known": ["luoguan", "ccdi"], "more": 1}')
    concepts = frozenset(("luoguan", "ccdi"))
    assert read_known([path]) == KnownWords(frozenset(), frozenset(), concepts)
    assert not read_known([])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "known.json:1: not valid JSON; export it from the page again"),
        ('{"a": 1}', "known.json: not a list of known words; expected one word a line, or what a"),
        ('{"zh-en-glossary-known": 1, "known": "x"}', "known.json: not a list of known words;"),
        ('{"zh-en-glossary-known": 1, "known": [1]}', "known.json: not a list of known words;"),
        ('{"zh-en-glossary-known": 2, "known": []}', "known.json: written by a later version;"),
        ('{"zh-en-glossary-known": true, "known": []}', "known.json: not a list of known words;"),
        ('["裸官"]', "known.json: not a list of known words;"),
        ('["裸官', "known.json:1: not valid JSON"),
        ("<!DOCTYPE html><p>裸官", "known.json: a page, not a list of known words;"),
        ("\n<html>", "known.json: a page, not a list of known words;"),
        ("{" * 100_000, "known.json:1: not valid JSON"),
        ('{"known": ' + "9" * 5000 + "}", "known.json:1: not valid JSON"),
    ],
)
def test_malformed_files(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(content)
    with pytest.raises(InputError, match=message):
        read_known([path])


@given(
    content=st.one_of(
        st.binary(max_size=40),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(str.encode),
    )
)
def test_any_file_is_read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "known"
        path.write_bytes(content)
        with suppress(InputError):
            assert read_known([path]).concepts == frozenset()


def test_the_command_reads_known_words(run: Run, tmp_path: Path) -> None:
    assert run("add", "裸官", "naked official", "--subject", "corruption", "--no-builtin").code == 0
    assert run("add", "村霸", "village tyrant", "--subject", "crime", "--no-builtin").code == 0
    Path("text.txt").write_text("裸官、村霸", encoding="utf-8")
    Path("words").write_text("村霸\n", encoding="utf-8")
    annotate = ("annotate", "text.txt", "--no-builtin")

    def texts(*options: str) -> list[str]:
        result = run(*annotate, "--to", "json", *options)
        assert (result.code, result.err) == (0, "")
        return [row["text"] for row in json.loads(result.out)]

    ids = [row["concept"] for row in json.loads(run(*annotate, "--to", "json").out)]
    export = json.dumps({"zh-en-glossary-known": 1, "known": ids[:1]})
    Path("page.json").write_text(export, encoding="utf-8")
    assert texts() == ["裸官", "村霸"]
    assert texts("--known", "words") == ["裸官"]
    assert texts("--known", "page.json") == ["村霸"]
    assert texts("--known", "page.json", "--known", "words") == []
    assert texts("--subject", "crime", "--level", "1", "--gloss", "none") == ["村霸"]
    assert texts("--usage", "official") == []


def test_lists_by_name(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.cli.known.data_folder", lambda: tmp_path / "data")
    Path("text.txt").write_text("裸官", encoding="utf-8")
    missing = run("annotate", "text.txt", "--known", "week1", "-o", "out.html")
    listed = tmp_path / "data/known/week1.txt"
    assert (missing.code, missing.out) == (3, "")
    assert missing.err == (
        "glossary: week1: no such file, and no list of this name; expected hsk1 to hsk6 or hsk7-9, "
        f"followed by -2021 or -2.0 for an earlier syllabus, or one word a line in {listed}\n"
    )
    assert not Path("out.html").exists()
    listed.parent.mkdir(parents=True)
    listed.write_text("裸官\n", encoding="utf-8")
    assert json.loads(run("annotate", "text.txt", "--known", "week1", "--to", "json").out) == []


def test_levels_of_the_hsk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.cli.known.data_folder", lambda: tmp_path / "data")
    Path("text.txt").write_text("中央政府要求幹部學習，通報裸官。", encoding="utf-8")

    def marked(*options: str) -> set[str]:
        rows = json.loads(run("annotate", "text.txt", "--to", "json", *options).out)
        return {row["simplified"] for row in rows}

    everything = marked("--level", "1")
    assert {"干部", "通报", "裸官"} <= everything
    assert everything - marked("--level", "1", "--known", "hsk7-9") == {"干部", "通报"}
    assert {"干部", "通报"} <= marked("--level", "1", "--known", "hsk1")
    # A list of the user with this name is preferred.
    (tmp_path / "data/known").mkdir(parents=True)
    (tmp_path / "data/known/hsk1.txt").write_text("裸官", encoding="utf-8")
    assert everything - marked("--level", "1", "--known", "hsk1") == {"裸官"}


def test_levels_of_the_hsk_are_cumulative() -> None:
    names = ["hsk1", "hsk2", "hsk3", "hsk4", "hsk5", "hsk6", "hsk7-9"]
    for suffix in ("", "-2021", "-2.0"):
        lists = [hsk_words(name + suffix) for name in names if name + suffix in HSK_LISTS]
        for shorter, longer in pairwise(lists):
            assert longer[: len(shorter)] == shorter
            assert len(longer) > len(shorter)
    # 11,000 entries of the syllabus, of which homographs are one word.
    assert len(hsk_words("hsk7-9")) == len(set(hsk_words("hsk7-9"))) == 10_896
    for invalid in ("hsk7", "hsk0", "hsk7-9-2.0", "HSK", "hsk4-2020"):
        with pytest.raises(InputError, match="invalid HSK list"):
            hsk_words(invalid)


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--known", "no.txt"), 3, "glossary: no.txt: no such file"),
        (("--known", "no/list"), 3, "glossary: no/list: no such file"),
        (("--level", "6"), 2, "6 is not in the range 1<=x<=5"),
        (("--level", "strict"), 2, "'strict' is not a valid integer"),
        (("--subject", "corrupton"), 2, "invalid subject 'corrupton'; expected one of: corruption"),
        (("--usage", "rude"), 2, "'rude' is not one of 'official'"),
        (("--gloss", "some"), 2, "'some' is not one of 'none', 'first', 'all', 'inline'"),
    ],
)
def test_wrong_options(run: Run, options: tuple[str, ...], code: int, message: str) -> None:
    Path("text.txt").write_text("裸官", encoding="utf-8")
    result = run("annotate", "text.txt", *options, "-o", "out.html")
    assert (result.code, result.out) == (code, "")
    assert message in result.err
    assert not Path("out.html").exists()
