"""Import of units from files of other tools: characters, compression, tables, Trados, Wordfast."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase.errors import ContentError, InputError
from termbase.memory import Memory
from termbase.memory.files import MemoryImport, export, import_file
from termbase.model.unit import TranslationUnit
from tests.processes import file_of
from tests.termbase.memory.test_exchange import tmx, written


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.db") as opened:
        yield opened


def imported(memory: Memory, name: str, data: str | bytes, **options: object) -> MemoryImport:
    path = file_of(memory.address).parent / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return import_file(memory, path, **options)  # type: ignore[arg-type]


def pairs(memory: Memory) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in memory]


def tu(source: str, target: str = "a") -> str:
    return (
        f'<tu><tuv xml:lang="zh"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{target}</seg></tuv></tu>\n'
    )


ZH = 'srclang="zh"'

# --- characters that exchange formats cannot hold ------------------------------------------------

BAD_CHARACTERS = [
    ("a.tmx", tmx(tu("好") + tu("竖&#x1F;排"), ZH), "a.tmx:5: U+001F in '竖\\x1f排'", "竖排"),
    ("a.tmx", tmx(tu("好") + tu("竖&#31;排"), ZH), "a.tmx:5: U+001F", "竖排"),
    ("a.tmx", tmx(tu("好") + tu("竖\x0b排"), ZH), "a.tmx:5: U+000B", "竖排"),
    ("a.tmx", tmx(tu("好") + tu("竖&#xD83D;排"), ZH), "a.tmx:5: U+D83D", "竖排"),
    ("a.tmx", tmx(tu("好") + tu("竖&#xFFFE;排"), ZH), "a.tmx:5: U+FFFE", "竖排"),
    ("a.tsv", "zh\ten\n好\ta\n竖\x1f排\ta\n", "a.tsv:3: U+001F", "竖排"),
    ("a.csv", "zh,en\n好,a\n竖\x0b排,a\n", "a.csv:3: U+000B", "竖排"),
    ("a.po", 'msgid "好"\nmsgstr "a"\n\nmsgid "竖\\v排"\nmsgstr "a"\n', "a.po:4: U+000B", "竖排"),
    ("a.po", 'msgid "好"\nmsgstr "a"\n\nmsgid "竖\x0c排"\nmsgstr "a"\n', "a.po:4: U+000C", "竖排"),
    (
        "a.xlf",
        (
            '<xliff version="1.2"><file source-language="zh" target-language="en"><body>\n'
            "<trans-unit><source>好</source><target>a</target></trans-unit>\n"
            "<trans-unit><source>竖&#7;排</source><target>a</target></trans-unit></body></file></xliff>"
        ),
        "a.xlf:3: U+0007",
        "竖排",
    ),
]


@pytest.mark.parametrize(("name", "text", "message", "cleaned"), BAD_CHARACTERS)
def test_unwritable_characters_in_files(
    memory: Memory, name: str, text: str, message: str, cleaned: str
) -> None:
    """F4: they came in, and one of them stopped every export afterwards."""
    with pytest.raises(ContentError) as caught:
        imported(memory, name, text)
    assert message in str(caught.value)
    assert "clean (--clean) removes it, skip_bad (--skip-bad) skips the unit" in str(caught.value)
    assert pairs(memory) == []
    skipped = imported(memory, name, text, skip_bad=True)
    assert (skipped.added, [problem.code for problem in skipped.skipped]) == (1, ["unwritable"])
    assert imported(memory, name, text, clean=True).added == 1
    assert pairs(memory) == [("好", "a"), (cleaned, "a")]


def test_unwritable_characters_are_not_added(memory: Memory) -> None:
    with pytest.raises(InputError, match=r"U\+000B in '竖\\x0b排'"):
        memory.add("竖\x0b排", "x")
    with pytest.raises(InputError, match=r"U\+D83D"):
        memory.add("半", "\ud83d")


@pytest.mark.parametrize("pair", ["&#xD83D;&#xDE00;", "&#xd83d;&#xde00;", "&#55357;&#56832;"])
@pytest.mark.parametrize("padding", range(0, 40, 7))
def test_surrogate_pairs_are_one_character(memory: Memory, pair: str, padding: int) -> None:
    # The reader reads 32 kB at once; the pair is cut at each of its places.
    start = tmx("", ZH).index("</body>")
    filler = "x" * ((1 << 15) - start - len('<tu><tuv xml:lang="zh"><seg>') - padding)
    text = tmx(tu(f"{filler}{pair}好"), ZH)
    assert imported(memory, "a.tmx", text).added == 1
    assert pairs(memory)[0][0][-2:] == "😀好"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030"])
def test_surrogate_pairs_in_other_encodings(memory: Memory, encoding: str) -> None:
    text = tmx(tu("好&#xD83D;&#xDE00;"), ZH)
    declared = encoding if encoding == "gb18030" else "utf-16"
    text = text.replace('version="1.0"', f'version="1.0" encoding="{declared}"', 1)
    assert imported(memory, "a.tmx", text.encode(encoding)).added == 1
    assert pairs(memory) == [("好😀", "a")]


def test_damaged_utf_16(memory: Memory) -> None:
    with pytest.raises(InputError, match=r"a\.tmx: not valid utf-16"):
        imported(memory, "a.tmx", tmx(tu("好"), ZH).encode("utf-16") + b"x")


# --- TMX -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "space", ["http://www.lisa.org/tmx14", "http://www.lisa.org/TMX14", "urn:x"]
)
@pytest.mark.parametrize("prefix", ["", "t"])
def test_namespaces(memory: Memory, space: str, prefix: str) -> None:
    text = tmx(tu('好<bpt i="1">b</bpt>的<ept i="1">e</ept>'), ZH)
    if prefix:
        text = text.replace("</", "</t:").replace("<", "<t:").replace("<t:/t:", "</t:")
        text = text.replace("<t:?", "<?").replace("<t:tmx ", f'<t:tmx xmlns:t="{space}" ')
    else:
        text = text.replace("<tmx ", f'<tmx xmlns="{space}" ')
    assert imported(memory, "a.tmx", text).added == 1
    (unit,) = memory
    assert unit.source == "好的"
    assert unit.source_markup == '好<bpt i="1">b</bpt>的<ept i="1">e</ept>'
    assert b"xmlns" not in written([unit])


def test_a_tuv_without_seg_is_a_segment_without_text(memory: Memory) -> None:
    text = tmx(
        '<tu><tuv xml:lang="zh"/><tuv xml:lang="en"><seg>a</seg></tuv></tu>\n' + tu("好"), ZH
    )
    done = imported(memory, "a.tmx", text)
    assert (done.added, [problem.line for problem in done.skipped]) == (1, [4])


def test_a_unit_without_language_is_skipped_when_asked(memory: Memory) -> None:
    text = tmx("<tu><tuv><seg>a</seg></tuv></tu>\n" + tu("好"), ZH)
    with pytest.raises(ContentError, match=r"a\.tmx:4: a <tuv> without xml:lang"):
        imported(memory, "a.tmx", text)
    assert imported(memory, "a.tmx", text, skip_bad=True).added == 1


def test_what_a_memory_cannot_hold_of_a_header_is_reported(memory: Memory) -> None:
    text = tmx(tu("好"), ZH).replace("/>", "><note>n</note><prop type='p'>q</prop></header>", 1)
    done = imported(memory, "a.tmx", text)
    assert [problem.code for problem in done.skipped] == ["dropped", "dropped"]
    assert done.added == 1


def test_empty_properties_come_back(memory: Memory) -> None:
    text = tmx(tu("好").replace("<tu>", '<tu><prop type="prev"/><prop type="x"/>'), ZH)
    imported(memory, "a.tmx", text)
    out = written(list(memory)).decode()
    assert '<prop type="prev"></prop>' in out or '<prop type="prev"/>' in out
    assert '<prop type="x"></prop>' in out or '<prop type="x"/>' in out


PRETTY = [
    ("\n      裸官\n    ", "裸官"),
    ("\n  打老虎，\n  拍苍蝇\n", "打老虎，拍苍蝇"),
    ("\n  one line\n  and another\n", "one line and another"),
    ("\n  打老虎\n  <hi>拍\n  苍蝇</hi>\n", "打老虎拍苍蝇"),
    # Not pretty-printed: the line breaks are part of the text.
    ("打老虎\n拍苍蝇", "打老虎\n拍苍蝇"),
    ("  裸官 ", "  裸官 "),
]


def test_named_entities(memory: Memory) -> None:
    """F3: entities vanished from texts, and stopped every export afterwards."""
    doctype = '?><!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    text = tmx(tu("第一条", "Article&nbsp;1 caf&eacute; <ph>&nbsp;</ph>"), ZH)
    imported(memory, "a.tmx", text.replace("?>", doctype, 1))
    (unit,) = memory
    assert unit.target == "Article\u00a01 café "
    assert unit.target_markup == "Article\u00a01 café <ph>\u00a0</ph>"
    assert "Article\u00a01 café <ph>\u00a0</ph>" in written([unit]).decode()
    with pytest.raises(InputError, match=r"b\.tmx:4: entity &nbsp; is not declared"):
        imported(memory, "b.tmx", text)
    with pytest.raises(InputError, match=r"c\.tmx:4: entity &foo; is not declared"):
        imported(memory, "c.tmx", text.replace("?>", doctype, 1).replace("nbsp", "foo"))


@pytest.mark.parametrize(("seg", "text"), PRETTY)
def test_pretty_printed_segments(memory: Memory, seg: str, text: str) -> None:
    imported(memory, "a.tmx", tmx(tu(seg), ZH))
    assert pairs(memory)[0][0] == text


def test_gzip(memory: Memory) -> None:
    data = tmx(tu("好"), ZH).encode()
    assert imported(memory, "a.tmx.gz", gzip.compress(data)).added == 1
    assert imported(memory, "b.TMX", gzip.compress(data)).unchanged == 1
    with pytest.raises(InputError, match=r"c\.tmx\.gz: damaged gzip file"):
        imported(memory, "c.tmx.gz", gzip.compress(data)[:-20])
    with pytest.raises(InputError, match=r"not well-formed|damaged"):
        imported(memory, "d.tmx.gz", b"\x1f\x8bnonsense")


def test_language_tags_are_in_one_case(memory: Memory) -> None:
    """C8: en-us, EN-US and En-uS were three languages."""
    for number, tag in enumerate(("en-us", "EN-US", "En-uS", "en_us")):
        imported(memory, f"{number}.tmx", tmx(tu("好").replace('"en"', f'"{tag}"'), ZH))
    memory.add("好", "a", "ZH", "EN-us", origin="x")
    memory.add_many([TranslationUnit("坏", "bad", "zh", "en_US")])
    assert memory.stats()["languages"] == {"zh → en-US": 2}


def test_the_version_of_the_package_is_written() -> None:
    from importlib.metadata import version

    expected = f'creationtoolversion="{version("zh-en-glossary")}"'
    assert expected in written([TranslationUnit("甲", "a")]).decode()


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        (tmx(tu("R&D"), ZH), "write & as &amp;"),
        (tmx(tu("a < b"), ZH), "write < in a text as &lt;"),
        (
            tmx(tu("a"), ZH).replace("?>", ' encoding="UTF-16"?>'),
            "in the encoding that its first line",
        ),
    ],
)
def test_what_to_do_about_ill_formed_files(memory: Memory, text: str, remedy: str) -> None:
    with pytest.raises(InputError, match=remedy):
        imported(memory, "a.tmx", text)


def test_malformed_codes_do_not_stop_an_export() -> None:
    import io

    out = io.BytesIO()
    problems: list[object] = []
    unit = TranslationUnit("甲", "a", source_markup="甲&nbsp;<ph/>", id=3)
    assert export([unit], out, "tmx", problems.append) == 1
    assert "<seg>甲</seg>" in out.getvalue().decode()
    assert "unit 3: written without its inline codes" in str(problems[0])


def test_properties_that_xml_cannot_hold_do_not_cost_the_unit() -> None:
    import io

    out = io.BytesIO()
    problems: list[object] = []
    unit = TranslationUnit(
        "甲", "a", properties={"target.a:b": "x", "target.usagecount": "2"}, id=3
    )
    assert export([unit], out, "tmx", problems.append) == 1
    assert '<tuv xml:lang="en"><seg>a</seg>' in out.getvalue().decode()
    assert "unit 3: written without its properties, of which XML cannot hold one" in str(
        problems[0]
    )


def test_carriage_returns_between_codes_come_back(memory: Memory, tmp_path: Path) -> None:
    unit = TranslationUnit("甲\r乙", "a", source_markup='甲\r<ph x="1"></ph>乙')
    with (tmp_path / "a.tmx").open("wb") as file:
        export([unit], file, "tmx")
    import_file(memory, tmp_path / "a.tmx")
    assert [found.source for found in memory] == ["甲\r乙"]


# --- tables --------------------------------------------------------------------------------------

TABLES = [
    ("a.tsv", "source\ttarget\n裸官\tnaked official\n"),
    ("a.tsv", "zh\ten\n裸官\tnaked official\n"),
    ("a.tsv", "zh-CN\ten-US\n裸官\tnaked official\n"),
    ("a.tsv", "中文\t英文\n裸官\tnaked official\n"),
    ("a.csv", "Chinese,English\n裸官,naked official\n"),
    ("a.csv", "原文;译文\n裸官;naked official\n"),
    ("a.csv", '\ufeff"ID","Simplified Chinese","English"\n"7","裸官","naked official"\n'),
    ("a.csv", "Source Text,Target Text\n裸官,naked official\n"),
    ("a.csv", "zh,en\r\n裸官,naked official\r\n"),
    ("a.tsv", "zh\ten\r裸官\tnaked official\r"),  # old Mac
    ("a.tsv", "裸官\tnaked official\n"),  # without a header
    ("a.csv", "裸官,naked official,ZH,EN\n"),  # DeepL
    ("a.csv", "zh,en,备注\n裸官,naked official\n"),  # a short row
]


@pytest.mark.parametrize(("name", "text"), TABLES)
def test_tables(memory: Memory, name: str, text: str) -> None:
    assert imported(memory, name, text).added == 1
    (unit,) = memory
    assert (unit.source, unit.target) == ("裸官", "naked official")
    assert unit.source_language.startswith("zh")
    assert unit.target_language.startswith("en")


def test_workbooks(memory: Memory, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (("English", "中文"), ("naked official", "裸官"), (None, None), ("tiger", "老虎")):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert import_file(memory, tmp_path / "a.xlsx").added == 2
    assert pairs(memory) == [("naked official", "裸官"), ("tiger", "老虎")]


@pytest.mark.parametrize(
    "status", ["Draft", "Draft (57%)", "Translation Rejected", "Not translated", "草稿"]
)
def test_drafts_in_a_table(memory: Memory, status: str) -> None:
    """A review export of Trados has all segments."""
    head = "Segment ID,Segment status,Source segment,Target segment\n"
    text = f"{head}1,Translated,甲,a\n2,{status},乙,b\n3,Signed Off,丙,c\n"
    assert [problem.code for problem in imported(memory, "a.csv", text).skipped] == ["unconfirmed"]
    assert [unit.source for unit in memory] == ["甲", "丙"]


def test_a_title_above_the_header(memory: Memory) -> None:
    """The rows above it are counted."""
    result = imported(memory, "a.csv", "审校表\n\n原文,译文,审校\n甲,a,x\n")
    assert (result.added, [problem.code for problem in result.skipped]) == (1, ["dropped"])


@pytest.mark.parametrize("head", ["", "source\ttarget\n"])
def test_rows_that_do_not_tell_their_languages(memory: Memory, head: str) -> None:
    """They have those of the table, so that they are found from the same side."""
    imported(memory, "a.tsv", f"{head}甲\ta\n2024\t2024\nWHO\tWHO\n的\tthe sign 的\n")
    assert {(unit.source_language, unit.target_language) for unit in memory} == {("zh", "en")}


def test_several_target_columns(memory: Memory) -> None:
    imported(memory, "a.csv", "zh,en,en,note,id\n裸官,naked official,bare official,n,7\n")
    assert pairs(memory) == [("裸官", "naked official"), ("裸官", "bare official")]
    assert [(unit.notes, unit.properties) for unit in memory] == [(("n",), {"id": "7"})] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("source\ttarget\na\rb\tc\n", [("a\rb", "c")]),
        ("source\ttarget\r\na\rb\tc\r\n", [("a\rb", "c")]),
        ("source\ttarget\ra\tb\r\rc\td", [("a", "b"), ("c", "d")]),
    ],
)
def test_line_ends(memory: Memory, text: str, expected: list[tuple[str, str]]) -> None:
    """A TSV with carriage returns ended in a traceback of the csv module."""
    imported(memory, "a.tsv", text)
    assert pairs(memory) == expected


@pytest.mark.parametrize("text", ["=2+2", "+1", "-1", "@x", "'=x", "'t", "＝1", "\t=1", "\ufeffx"])
def test_a_tsv_has_no_formulas(memory: Memory, text: str) -> None:
    memory.add(text, "甲")
    data = written(list(memory), "tsv")
    assert not data.decode().splitlines()[1].startswith(("=", "+", "-", "@", "＝"))
    with Memory(file_of(memory.address).parent / "b.db") as other:
        imported(other, "a.tsv", data)
        assert pairs(other) == [(text, "甲")]


def test_ragged_rows_are_skipped_when_asked(memory: Memory) -> None:
    text = "source\ttarget\n裸官\tx\ty\n老虎\ttiger\n"
    with pytest.raises(ContentError, match=r"a\.tsv:2: 3 cells, where the header has 2"):
        imported(memory, "a.tsv", text)
    done = imported(memory, "a.tsv", text, skip_bad=True)
    assert (done.added, [problem.line for problem in done.skipped]) == (1, [2])


# --- Trados and Wordfast -------------------------------------------------------------------------


def sdltm(path: Path, segments: list[tuple[str, str]]) -> None:
    """Write a translation memory of Trados Studio, with the tables that a reader needs."""
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            CREATE TABLE parameters (translation_memory_id INTEGER, name TEXT, value TEXT);
            INSERT INTO parameters VALUES (NULL, 'VERSION', '8.06');
            CREATE TABLE translation_memories (id INTEGER PRIMARY KEY, guid TEXT, name TEXT,
                source_language TEXT, target_language TEXT);
            INSERT INTO translation_memories VALUES (1, 'g', 'politics', 'zh-CN', 'en-US');
            CREATE TABLE translation_units (id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT,
                translation_memory_id INTEGER, source_hash INTEGER, source_segment TEXT,
                target_hash INTEGER, target_segment TEXT, creation_date DATETIME,
                creation_user TEXT, change_date DATETIME, change_user TEXT, flags INTEGER);
            """
        )
        connection.executemany(
            "INSERT INTO translation_units (translation_memory_id, source_segment, target_segment, "
            "creation_date, creation_user, change_date, change_user) "
            "VALUES (1, ?, ?, '2020-01-02 03:04:05', 'Wu', '2021-01-02T03:04:05Z', NULL)",
            segments,
        )
    connection.close()


def segment(content: str, language: str = "zh-CN") -> str:
    return (
        '<Segment xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Elements>'
        f"{content}</Elements><CultureName>{language}</CultureName></Segment>"
    )


def text_element(text: str) -> str:
    return f"<Text><Value>{text}</Value></Text>"


def tag(kind: str, anchor: int, alignment: int | None = None) -> str:
    aligned = f"<AlignmentAnchor>{alignment}</AlignmentAnchor>" if alignment else ""
    return f"<Tag><Type>{kind}</Type><Anchor>{anchor}</Anchor>{aligned}<TagID>1</TagID></Tag>"


def test_trados(memory: Memory, tmp_path: Path) -> None:
    path = tmp_path / "a.sdltm"
    source = tag("Start", 1, 5) + text_element("打 &amp; 老虎") + tag("End", 1)
    target = text_element("Swat ") + tag("Start", 2, 5) + text_element("tigers") + tag("End", 2)
    sdltm(
        path,
        [
            (segment(source), segment(target)),
            (segment(text_element("裸官")), segment(text_element("naked official"))),
            (segment(text_element(" ")), segment(text_element("x"))),
            (segment(tag("Standalone", 1)), segment("")),
        ],
    )
    before = path.read_bytes()
    done = import_file(memory, path)
    assert (done.added, [problem.code for problem in done.skipped]) == (2, ["untranslated"] * 2)
    first, second = memory
    assert (first.source, first.target) == ("打 & 老虎", "Swat tigers")
    assert first.source_markup == '<bpt i="1"></bpt>打 &amp; 老虎<ept i="1"></ept>'
    assert first.target_markup == 'Swat <bpt i="1"></bpt>tigers<ept i="1"></ept>'
    assert (first.created, first.created_by) == ("2020-01-02T03:04:05+00:00", "Wu")
    assert (first.changed, first.origin) == ("2021-01-02T03:04:05+00:00", "politics")
    assert (second.source_language, second.target_language) == ("zh-CN", "en-US")
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.glob("a.sdltm*")) == ["a.sdltm"]


def test_malformed_units_of_trados(memory: Memory, tmp_path: Path) -> None:
    good = segment(text_element("裸官")), segment(text_element("naked official"))
    sdltm(tmp_path / "a.sdltm", [("<Segment>", good[1]), good])
    with pytest.raises(ContentError, match="unit 1: a malformed segment"):
        import_file(memory, tmp_path / "a.sdltm")
    assert import_file(memory, tmp_path / "a.sdltm", skip_bad=True).added == 1


@pytest.mark.parametrize("value", ["NULL", "x'00ff'", "''"])
def test_values_of_any_type_in_a_memory_of_trados(
    memory: Memory, tmp_path: Path, value: str
) -> None:
    good = segment(text_element("裸官")), segment(text_element("naked official"))
    for table, column, added in [
        ("translation_memories", "target_language", 0),
        ("translation_memories", "name", 1),
        ("translation_units", "source_segment", 0),
        ("translation_units", "change_date", 1),
    ]:
        path = tmp_path / f"{column}.sdltm"
        sdltm(path, [good])
        with sqlite3.connect(path) as connection:
            connection.execute(f"UPDATE {table} SET {column} = {value}")
        connection.close()
        with memory.trial():
            assert import_file(memory, path, skip_bad=True).added == added


@pytest.mark.parametrize(
    "data", [b"", b"<tmx/>", b"SQLite format 3\0", b"SQLite format 3\0" + b"x" * 4096]
)
def test_files_that_are_not_of_trados(memory: Memory, data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.sdltm: not an SDLTM"):
        imported(memory, "a.sdltm", data)


def test_another_database_is_not_of_trados(memory: Memory, tmp_path: Path) -> None:
    Memory(tmp_path / "b.sdltm").close()
    with pytest.raises(InputError, match=r"b\.sdltm: not an SDLTM"):
        import_file(memory, tmp_path / "b.sdltm")


WORDFAST = (
    "%20200102~030405\t%User ID,WU,WU Wu\t%TU=00000002\t%ZH-CN\t%Wordfast TM v.546/00\t%EN-US\t%\t\r\n"
    "20200102~030405\tWU\t2\tZH-CN\t打老虎&tA;\tEN-US\tSwat tigers&tA;, don&'92;t wait \t\t\r\n"
    "20200102~030405\tWU\t0\tZH-CN\t裸官\tEN-US\tnaked official\r\n"
    "20200102~030405\tWU\t0\tZH-CN\t\tEN-US\tx\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_wordfast(memory: Memory, encoding: str) -> None:
    done = imported(memory, "a.txt", WORDFAST.encode(encoding))
    assert (done.added, [problem.line for problem in done.skipped]) == (2, [4])
    first, _ = memory
    assert (first.source, first.target) == ("打老虎", "Swat tigers, don’t wait")
    assert first.source_markup == "打老虎<ph>&amp;tA;</ph>"
    assert (first.source_language, first.target_language) == ("zh-CN", "en-US")
    assert (first.created, first.created_by) == ("2020-01-02T03:04:05+00:00", "WU")


def test_a_blank_beside_a_code_of_wordfast_is_kept(memory: Memory) -> None:
    row = "20200102~030405\tWU\t0\tZH-CN\t打老虎 &tA;\tEN-US\t &tA; Swat tigers "
    imported(memory, "a.txt", f"{WORDFAST.splitlines()[0]}\r\n{row}".encode())
    (unit,) = memory
    assert (unit.source, unit.target) == ("打老虎 ", " Swat tigers")
    assert unit.source_markup == "打老虎 <ph>&amp;tA;</ph>"


def test_short_rows_of_wordfast(memory: Memory) -> None:
    text = WORDFAST + "20200102~030405\tWU\n"
    with pytest.raises(ContentError, match=r"a\.txt:5: 2 columns"):
        imported(memory, "a.txt", text)
    assert imported(memory, "a.txt", text, skip_bad=True).added == 2
