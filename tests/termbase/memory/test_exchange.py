"""Units in files: TMX, TSV, aligned texts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from termbase.errors import ContentError, InputError, Problem
from termbase.formats.tables import units as tables
from termbase.formats.tmx.reader import read_units
from termbase.formats.tmx.writer import write_units
from termbase.memory import Memory
from termbase.memory.files import export, import_aligned, import_file
from termbase.model.unit import TranslationUnit


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.db") as opened:
        yield opened


def tmx(body: str, header: str = 'srclang="en"', version: str = "1.4") -> str:
    return f'<?xml version="1.0"?>\n<tmx version="{version}"><header {header}/>\n<body>\n{body}\n</body></tmx>'


def units_of(path: Path, encoding: str | None = None) -> list[TranslationUnit]:
    if path.suffix == ".tmx":
        return [found.unit for found in read_units(path)]
    return [found.unit for found in tables.read_units(path, encoding=encoding)]


def written(units: list[TranslationUnit], format: str = "tmx") -> bytes:
    out = io.BytesIO()
    export(units, out, format)
    return out.getvalue()


# --- round trips ----------------------------------------------------------------------------------

_text = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\t\n<&>\"'中𠮷"), min_size=1, max_size=12
).filter(str.strip)  # fmt: skip
_word = st.from_regex("[a-z]{1,6}", fullmatch=True)
_stamp = (
    st.datetimes()
    .map(lambda d: d.strftime("%Y-%m-%dT%H:%M:%S+00:00"))
    .filter(lambda s: len(s) == 25)
)
_units = st.lists(
    st.builds(
        TranslationUnit,
        source=_text, target=_text,
        source_language=st.sampled_from(["zh", "zh-Hant-HK", "zh_CN"]),
        target_language=st.sampled_from(["en", "EN-US", "fr"]),
        origin=_word | st.just(""), created=_stamp | st.just(""), changed_by=_word | st.just(""),
        before=_text | st.just(""), after=_text | st.just(""),
        notes=st.lists(_text, max_size=2).map(tuple),
        properties=st.dictionaries(_word.map("x-{}".format) | _word.map("target.prop.{}".format), _text, max_size=2),
    ),
    max_size=4,
)  # fmt: skip


@given(units=_units)
def test_tmx_round_trip(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    path.write_bytes(written(units))
    back = [
        replace(u, properties={k: v for k, v in u.properties.items() if k != "tu.srclang"})
        for u in units_of(path)
    ]
    # A date that was read is kept as it was written.
    assert [replace(u, properties=_own(u)) for u in back] == units


def _own(unit: TranslationUnit) -> dict[str, str]:
    return {k: v for k, v in unit.properties.items() if not k.startswith("tu.")}


@given(units=_units)
def test_tsv_round_trip(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.mktemp("tsv") / "a.tsv"
    path.write_bytes(written(units, "tsv"))
    plain = [replace(unit, notes=(), properties={}) for unit in units]
    assert units_of(path, "utf-8") == plain


def test_real_files(data: Path, tmp_path: Path) -> None:
    dtd = etree.DTD(str(data / "formats/tmx/schemas/tmx14.dtd"))
    files = sorted((data / "formats/tmx/dev").glob("*.tmx"))
    assert len(files) > 15
    for path in files:
        units = units_of(path)
        assert units or path.name in ("empty.tmx", "invalid.tmx")
        again = tmp_path / path.name
        with again.open("wb") as file:
            assert write_units(file, units) == len(units)
        assert [(u.source_markup, u.target_markup) for u in units_of(again)] == [
            (u.source_markup, u.target_markup) for u in units
        ]
        drop = {"tu.srclang"}
        for one, other in zip(units, units_of(again), strict=True):
            assert replace(one, properties={}) == replace(other, properties={})
            assert {k: v for k, v in one.properties.items() if k not in drop} == {
                k: v for k, v in other.properties.items() if k not in drop
            }
        assert dtd.validate(etree.parse(str(again))), dtd.error_log


# --- what a file may hold -----------------------------------------------------------------------


def read(tmp_path: Path, text: str) -> tuple[list[TranslationUnit], list[Problem]]:
    path = tmp_path / "a.tmx"
    path.write_text(text, encoding="utf-8")
    skipped: list[Problem] = []
    return [found.unit for found in read_units(path, skipped.append)], skipped


def test_languages_dates_and_properties(tmp_path: Path) -> None:
    (unit,), _ = read(
        tmp_path,
        tmx(
            '<tu tuid="7" creationdate="20200102T030405Z"><note>n</note><prop type="x">y</prop>'
            '<prop type="file">a.docx</prop><prop type="prev">before</prop>'
            '<tuv xml:lang="ZH-CN" changeid="Wu" changedate="20210102T030405Z"><seg>裸官</seg></tuv>'
            '<tuv xml:lang="en-US"><prop type="q">r</prop><seg>naked official</seg></tuv></tu>'
        ),
    )
    assert (unit.source, unit.target) == ("naked official", "裸官")
    assert (unit.source_language, unit.target_language) == ("en-US", "ZH-CN")
    assert (unit.created, unit.changed, unit.changed_by) == (
        "2020-01-02T03:04:05+00:00", "2021-01-02T03:04:05+00:00", "Wu",
    )  # fmt: skip
    assert (unit.origin, unit.before, unit.notes) == ("a.docx", "before", ("n",))
    assert unit.properties["tu.tuid"] == "7"
    assert unit.properties["x"] == "y"
    assert '<prop type="file">a.docx</prop>' in written([unit]).decode()
    assert '<prop type="origin">a.docx</prop>' in written([replace(unit, properties={})]).decode()
    assert unit.properties["source.prop.q"] == "r"


def test_changed_stamps_are_written(tmp_path: Path) -> None:
    (unit,), _ = read(
        tmp_path,
        tmp_tu := tmx(
            '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="zh" changedate="20210102T030405Z"><seg>b</seg></tuv></tu>'
        ),
    )
    assert 'changedate="20210102T030405Z"' in tmp_tu
    out = written([replace(unit, changed="2022-01-02T03:04:05+00:00")]).decode()
    assert 'changedate="20220102T030405Z"' in out
    assert "2021" not in out


def test_inline_codes(tmp_path: Path) -> None:
    seg = 'a <bpt i="1">&lt;b&gt;</bpt>bold<ept i="1">&lt;/b&gt;</ept> <hi>word</hi><ph x="1"/>.'
    (unit,), _ = read(
        tmp_path,
        tmx(f'<tu><tuv lang="en"><seg>{seg}</seg></tuv><tuv lang="zh"><seg>裸官</seg></tuv></tu>'),
    )
    assert unit.source == "a bold word."
    assert unit.source_markup == seg
    assert unit.target_markup == ""
    assert seg in written([unit]).decode()


def test_multilingual_and_monolingual_units(tmp_path: Path) -> None:
    units, skipped = read(
        tmp_path,
        tmx(
            '<tu><tuv xml:lang="zh"><seg>甲</seg></tuv><tuv xml:lang="en"><seg>a</seg></tuv>'
            '<tuv xml:lang="fr"><seg>f</seg></tuv></tu>\n'
            '<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>\n'
            '<tu><tuv xml:lang="en"><seg>b</seg></tuv><tuv xml:lang="zh"><seg> </seg></tuv></tu>'
        ),
    )  # fmt: skip
    assert [(u.source, u.target) for u in units] == [("a", "甲"), ("a", "f")]
    assert [(problem.code, problem.line) for problem in skipped] == [
        ("untranslated", 5),
        ("untranslated", 6),
    ]
    assert written(units).count(b"<tu ") == 1


BAD = [
    ("no xml", "a.tmx:1: not well-formed XML"),
    ("", "a.tmx:1: not well-formed XML"),
    (tmx("<tu>\n<tuv>"), "a.tmx:6: not well-formed XML"),
    ("<html/>", "a.tmx:1: not a TMX: the root is <html>"),
    (tmx("", version="2.0"), "a.tmx:2: TMX 2.0; expected version 1.1 to 1.4"),
    (tmx("<tu>\n<tuv><seg>a</seg></tuv></tu>"), "a.tmx:4: a <tuv> without xml:lang"),
    (tmx("<x>" * 200 + "</x>" * 200), "nested too deep"),
    (
        tmx("").replace("?>", '?><!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', 1),
        "declares entities",
    ),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_bad_files(memory: Memory, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.tmx").write_text(text, encoding="utf-8")
    memory.add("裸官", "naked official")
    with pytest.raises((InputError, ContentError), match=message):
        import_file(memory, tmp_path / "a.tmx")
    assert len(memory) == 1


def test_a_late_error_rolls_back_the_import(memory: Memory, tmp_path: Path) -> None:
    tu = '<tu><tuv lang="en"><seg>{}</seg></tuv><tuv lang="zh"><seg>裸官{}</seg></tuv></tu>\n'
    # Many units before it, and more lines than 16 bits count.
    text = tmx("\n" * 65_000 + "".join(tu.format(n, n) for n in range(5_000)))
    (tmp_path / "a.tmx").write_text(
        text.replace("</body>", "<tu><tuv><seg/></tuv></tu></body>"), encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"a\.tmx:70005: a <tuv> without xml:lang"):
        import_file(memory, tmp_path / "a.tmx")
    assert len(memory) == 0


@pytest.mark.parametrize("format", ["tmx", "tsv"])
@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\ud83d", "\uffff"])
def test_unwritable_units_are_left_out(format: str, char: str) -> None:
    """F4: one control character stopped the export of the whole memory."""
    bad = TranslationUnit(f"竖{char}排", "x", id=7)
    noted = TranslationUnit("甲", "a", notes=(f"n{char}",), id=8)
    out, problems = io.BytesIO(), list[Problem]()
    units = [bad, noted, TranslationUnit("好", "good")]
    if format == "tsv":
        units.remove(noted)
    assert export(units, out, format, problems.append) == 1
    assert "好" in out.getvalue().decode()
    assert problems[0].message.startswith(f"unit 7: left out: U+{ord(char):04X} in ")
    assert len(problems) == len(units) - 1


def test_importing_twice_adds_nothing(memory: Memory, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(
        written([TranslationUnit("裸官", "x"), TranslationUnit("老虎", "y", before="裸官")])
    )
    read: list[int] = []
    assert import_file(memory, path, read=read.append).added == 2
    assert sum(read) == path.stat().st_size
    again = import_file(memory, path)
    assert (again.added, again.unchanged) == (0, 2)
    assert [unit.origin for unit in memory] == ["a.tmx", "a.tmx"]
    assert memory.search("老虎", before="裸官")[0].score == 101


# --- tables and aligned texts --------------------------------------------------------------------


def test_tsv(memory: Memory, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(
        "source\ttarget\torigin\n裸官\tnaked\\tofficial\tproject\n\n老虎\t\t\n",
        encoding="utf-8-sig",
    )
    done = import_file(memory, path)
    assert (done.added, [problem.line for problem in done.skipped]) == (1, [4])
    (unit,) = memory
    assert (unit.target, unit.origin, unit.source_language) == ("naked\tofficial", "project", "zh")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\tname\n裸官\tx\n", "a.tsv:1: no columns for source and target"),
        ("source\ttarget\n裸官\tx\ty\n", "a.tsv:2: 3 cells, where the header has 2"),
        ("", "a.tsv:1: no columns for source and target"),
    ],
)
def test_bad_tables(memory: Memory, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.tsv").write_text(text, encoding="utf-8")
    with pytest.raises((InputError, ContentError), match=message):
        import_file(memory, tmp_path / "a.tsv")


def test_aligned_texts(memory: Memory, tmp_path: Path) -> None:
    one, other = tmp_path / "a.zh.txt", tmp_path / "a.en.txt"
    one.write_text("裸官\n\n老虎\n苍蝇\n", encoding="gb18030")
    other.write_text("naked official\n\ntiger\n\n", encoding="utf-8")
    done = import_aligned(memory, one, other)
    assert done.added == 2
    assert [problem.line for problem in done.skipped] == [4]
    other.write_text("one\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"5 lines|4 lines"):
        import_aligned(memory, one, other)
    with pytest.raises(InputError, match="unknown suffix"):
        import_file(memory, tmp_path / "a.docx")
