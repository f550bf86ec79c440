"""The formats of other tools."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from importlib import import_module
from pathlib import Path

import pytest

from termbase.errors import InputError
from termbase.formats import FORMATS, parse, read, write
from termbase.formats.losses import words_for_loss
from termbase.model.concept import Concept, Language, PassThrough, Source, Status, Term, Usage
from termbase.model.selecting import select_concepts
from termbase.model.tags import Variety, parse_tag
from tests.builtin import sample
from tests.contracts import SIMPLE, FormatContract, WholeContract, WritingContract
from tests.termbase.formats.test_formats import _TABLES_LOSE

ZH, EN = Language.CHINESE, Language.ENGLISH
EVERYTHING = frozenset({*_TABLES_LOSE, "id", "term generated", "term language"})


class TestXlsx(WholeContract):
    name = "xlsx"
    cannot_hold = EVERYTHING


class _Tbx(WholeContract):
    cannot_hold = EVERYTHING

    def kept(self, concept: Concept, text: str) -> Concept:
        # White space in XML is collapsed; each line of a note is a note, a source is one line.
        folded = " ".join(text.split())
        lines = (" ".join(line.split()) for line in text.split("\n"))
        note = "\n".join(filter(None, lines))
        terms = (concept.terms[0], replace(concept.terms[1], text=folded), concept.terms[2])
        source = (Source(*folded.split(" | ")),)
        return replace(
            concept, gloss=folded, note=note, subject=folded, terms=terms, sources=source
        )


class TestTbx(_Tbx):
    name = "tbx"


class TestTbxDct(_Tbx):
    name = "tbx-dct"


class TestTbxLinguist(_Tbx):
    name = "tbx-linguist"


class TestTbxLinguistDct(_Tbx):
    name = "tbx-linguist-dct"


class TestTbx2(_Tbx):
    name = "tbx2"


class _Lossy(FormatContract):
    cannot_hold = EVERYTHING


class TestTbxCore(_Lossy):
    name = "tbx-core"


class TestTbxMin(_Lossy):
    name = "tbx-min"


class TestTbxMinDct(_Lossy):
    name = "tbx-min-dct"


class TestOmegat(_Lossy):
    name = "omegat"


class TestDeepl(_Lossy):
    name = "deepl"


class TestGoogle(_Lossy):
    name = "google"


class TestAzure(_Lossy):
    name = "azure"


class TestWeblate(_Lossy):
    name = "weblate"


class TestUtx(_Lossy):
    name = "utx"


class TestCedict(_Lossy):
    name = "cedict"


class TestXliff(_Lossy):
    name = "xliff"


class TestMemoq(_Lossy):
    name = "memoq"


class TestSkos(WritingContract):
    name = "skos"


def _below(contract: type[WritingContract]) -> Iterator[type[WritingContract]]:
    for child in contract.__subclasses__():
        yield child
        yield from _below(child)


def test_every_format_has_its_contract() -> None:
    for path in Path(__file__).parent.glob("test_*.py"):
        import_module(f"tests.termbase.formats.{path.stem}")
    written = {contract.name for contract in _below(WritingContract) if hasattr(contract, "name")}
    assert written == {name for name, format in FORMATS.items() if format.writes}
    read = {contract.name for contract in _below(FormatContract) if hasattr(contract, "name")}
    assert read == {name for name in written if FORMATS[name].reads}


def test_every_field_has_words_for_its_loss() -> None:
    names = [field.name for field in fields(Term) if field.name != "pass_through"]
    assert [name for name in names if words_for_loss(f"term {name}").startswith("term ")] == []
    assert [name for name in EVERYTHING if "_" in words_for_loss(name)] == []


LOSSY = [contract.name for contract in _Lossy.__subclasses__()]


@pytest.mark.parametrize("name", LOSSY)
def test_terms_come_back(name: str) -> None:
    terms = (
        Term(ZH, "党委", traditional="黨委", pinyin="dǎngwěi", status=Status.PREFERRED),
        Term(EN, "party committee", status=Status.PREFERRED),
    )
    for direction in ("zh-en", "en-zh"):
        data, _ = write([Concept("dangwei", terms, gloss="A gloss.")], name, direction)
        reading = parse(data, name, "x", "utf-8")
        assert reading.problems == ()
        (concept,) = reading.concepts
        assert concept.chinese[0].text == "党委"
        assert concept.english[0].text == "party committee"
    assert parse(write([], name)[0], name, "x", "utf-8").concepts == []


def test_real_tbx(data: Path) -> None:
    found = {}
    for path in sorted((data / "formats").glob("tbx*/dev/*.tbx")):
        reading = read(path)
        assert all(concept.pass_through for concept in reading.concepts), path.name
        assert reading.problems == (), path.name
        found[path.name] = len(reading.entries)
    assert found["Basic_DCA_astronomy.tbx"] == found["Basic_DCT_astronomy.tbx"] == 39
    assert found["Good-Basic2.tbx"] == 25
    assert found["test02_win1254.tbx"] == 1
    assert found["basic_bad.tbx"] == found["basic_good.tbx"] == 39


def test_real_files_of_tools(data: Path) -> None:
    dev = data / "formats"
    assert len(read(dev / "cedict/dev/cedict_sample_1in40.u8").entries) > 3000
    assert read(dev / "cedict/dev/cedict_sample_1in40.u8").problems == ()
    assert len(read(dev / "omegat-glossary/dev/zh_CN_mdn_glossary.txt", "omegat").entries) > 3
    with pytest.raises(InputError, match="expected Chinese and English"):
        read(dev / "utx/dev/Sample_head40.utx")


BAD_XML = [
    (b"", "not well-formed"),
    (b"<tbx>", "not well-formed"),
    (b"<html/>", "expected <tbx> or <martif>"),
    (b"<x><termEntry/></x>", "not TBX: the root element is <x>"),
    (b"<tbx>" + b"<a>" * 200 + b"</a>" * 200 + b"</tbx>", "nested too deep"),
    (b'<!DOCTYPE tbx [<!ENTITY a "a">]><tbx>&a;</tbx>', "declares entities"),
]


@pytest.mark.parametrize(("data", "message"), BAD_XML)
def test_bad_tbx(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(data, "tbx", "x")


def test_bad_workbooks() -> None:
    with pytest.raises(InputError, match="not a workbook"):
        parse(b"PK", "xlsx", "x")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 50_000_000)
    with pytest.raises(InputError, match="suspicious"):
        parse(out.getvalue(), "xlsx", "x")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"b")
    with pytest.raises(InputError, match="not a readable workbook"):
        parse(out.getvalue(), "xlsx", "x")


def test_tbx_of_other_tools() -> None:
    data = """<martif type="TBX"><text><body><termEntry id="x1"><descrip type="subjectField">s</descrip>
    <langSet xml:lang="zh-TW"><tig><term>黨委</term></tig></langSet>
    <langSet xml:lang="zh_CN"><ntig><termGrp><term>党委</term>
      <termNote type="partOfSpeech">noun</termNote></termGrp></ntig></langSet>
    <langSet xml:lang="EN-us"><descrip type="definition">d</descrip><tig><term>party <hi>committee</hi></term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
    <langSet xml:lang="de"><tig><term>Parteikomitee</term></tig></langSet>
    </termEntry></body></text></martif>"""
    reading = parse(data.encode(), "tbx2", "x")
    (concept,) = reading.concepts
    assert concept.id == "dangwei"
    assert (concept.subject, concept.gloss) == ("s", "d")
    (chinese,), (english,) = concept.chinese, concept.english
    assert (chinese.text, chinese.traditional, chinese.part_of_speech) == ("党委", "黨委", "noun")
    assert (english.text, english.status) == ("party committee", Status.PREFERRED)
    assert reading.dropped == {"inline markup": 1}
    german = '<langSec xml:lang="de"><termSec><term>Parteikomitee</term></termSec></langSec>'
    assert concept.pass_through == (
        PassThrough("tbx", "id", "x1"),
        PassThrough("tbx", "de", german),
    )


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh-CN", Variety(ZH, "text")), ("zh_Hans", Variety(ZH, "text")), ("zh-Hans-HK", Variety(ZH, "text")),
        ("zh-TW", Variety(ZH, "taiwan")), ("zh-Hant-HK", Variety(ZH, "hong_kong")), ("zh-Hant", Variety(ZH, "traditional")),
        ("chi", Variety(ZH, "")), ("cmn", Variety(ZH, "")), ("en-GB", Variety(EN)), ("eng", Variety(EN)),
        ("zh-Latn-pinyin", None), ("ja", None), ("", None),
    ],
)  # fmt: skip
def test_language_tags(tag: str, expected: Variety | None) -> None:
    assert parse_tag(tag) == expected


PAIRS = [
    (
        "omegat",
        "# remark\n党委\tparty committee\ta note\n\nCCDI\t中纪委\n党委\tParty committee\n",
        2,
        0,
    ),
    ("omegat", "党委\n", 0, 1),
    ("omegat", "党委\t黨委\nparty\tcommittee\n", 0, 2),
    ("weblate", 'source,target\n"party, committee",党委\n', 1, 0),
    ("google", "党委,party committee\n", 1, 0),
    ("deepl", "\ufeff党委\tparty committee\n黨委\tparty committee\n", 1, 0),
    # Names that stay as they are, where the rest tells which side is Chinese.
    ("omegat", "CSS\t层叠样式表\nDeepL\tDeepL\n", 1, 0),
    ("omegat", "a\tb\nc\td\ne\t党\n", 1, 2),
    # With commas or tabs, whatever is usual; with languages or columns above them.
    ("omegat", "# -*- coding: utf-8 -*-\n党委,party committee,note\n", 1, 0),
    ("deepl", '"party, committee",党委,en,zh\n', 1, 0),
    ("google", "en,zh-CN\nparty committee,党委\n", 1, 0),
    ("google", "党委\tparty committee\n", 1, 0),
    ("weblate", "location,source,target,ID,developer_comments\nx,party committee,党委,7,n\n", 1, 0),
    ("weblate", "党委,party committee\n", 1, 0),
]


@pytest.mark.parametrize(("name", "text", "concepts", "problems"), PAIRS)
def test_pairs(name: str, text: str, concepts: int, problems: int) -> None:
    reading = parse(text.encode(), name, "x", "utf-8")
    assert (len(reading.concepts), len(reading.problems)) == (concepts, problems)


def test_pairs_with_the_same_chinese_are_one() -> None:
    text = "党委\tparty committee\tfirst\n黨委\tparty committee\n黨委\tCCP committee\tsecond\n"
    reading = parse(text.encode(), "omegat", "x", "utf-8")
    (concept,) = reading.concepts
    assert (concept.chinese[0].text, concept.chinese[0].traditional) == ("党委", "黨委")
    assert [term.text for term in concept.english] == ["party committee", "CCP committee"]
    assert concept.gloss == "first"
    assert [term.pass_through for term in concept.english] == [
        (),
        (PassThrough("omegat", "comment", "second"),),
    ]


def test_the_side_with_more_han_is_chinese() -> None:
    text = "Ma Ying-jeou (馬英九)\t马英九\n主要\t主な\n党委\t당위\n863计划\t863 Program\n"
    reading = parse(text.encode(), "omegat", "x", "utf-8")
    assert [concept.chinese[0].text for concept in reading.concepts] == ["马英九", "863计划"]
    assert [problem.line for problem in reading.problems] == [2, 3]


@pytest.mark.parametrize("line", ["党委\t党委\n", 'a,"党委\n'])
def test_what_is_no_table_of_pairs(line: str) -> None:
    for name in ("omegat", "google"):
        assert parse(line.encode(), name, "x", "utf-8").problems


HOMOGRAPHS = [
    ("cedict", "行 行 [hang2] /row/\n行 行 [xing2] /to walk/\n行 行 [heng2] /capable/\n"),
    (
        "tbx2",
        '<martif type="TBX"><text><body>'
        + "".join(
            f'<termEntry><langSet xml:lang="zh-CN"><tig><term>应用</term></tig></langSet>'
            f'<langSet xml:lang="en"><tig><term>{word}</term></tig></langSet></termEntry>'
            for word in ("apply", "app", "application")
        )
        + "</body></text></martif>",
    ),
]


@pytest.mark.parametrize(("name", "text"), HOMOGRAPHS)
def test_entries_with_the_same_term_are_all_read(name: str, text: str) -> None:
    reading = parse(text.encode(), name, "x", "utf-8")
    assert reading.problems == ()
    assert len({concept.id for concept in reading.concepts}) == 3


def test_what_pairs_look_like() -> None:
    terms = (
        Term(ZH, "党委", traditional="黨委"), Term(EN, "a"), Term(EN, "b", status=Status.PREFERRED),
        Term(EN, "c", status=Status.DEPRECATED),
    )  # fmt: skip
    concept = Concept("dangwei", terms, gloss="g")
    assert (
        write([concept], "omegat")[0].decode() == "党委\tb\tg\n党委\ta\tg\n黨委\tb\tg\n黨委\ta\tg\n"
    )
    assert write([concept], "deepl")[0].decode() == "党委\tb\n黨委\tb\n"
    assert write([concept], "deepl", "en-zh")[0].decode() == "b\t党委\na\t党委\n"
    assert (
        write([concept], "weblate")[0].decode()
        == "source,target,developer_comments\n党委,b,g\n黨委,b,g\n"
    )


@pytest.mark.parametrize("name", ["omegat", "weblate"])
def test_what_else_pairs_say_is_kept(name: str) -> None:
    text = {
        "omegat": "a\t党委\tfirst\nb\t党委\tsecond\nc\t党委\n",
        "weblate": "source,target,context,developer_comments\na,党委,x,first\nb,党委,y,second\n",
    }[name]
    reading = parse(text.encode(), name, "x")
    (concept,) = reading.concepts
    assert concept.gloss == "first"
    data, lost = write([concept], name, "en-zh")
    assert lost == {}
    (again,) = parse(data, name, "x").concepts
    assert [set(term.pass_through) for term in again.terms] == [
        set(t.pass_through) for t in concept.terms
    ]
    assert "b\t党委\tsecond" in data.decode() or "b,党委,second,y" in data.decode()


@pytest.mark.parametrize("name", ["deepl", "google", "azure", "weblate"])
def test_terms_that_begin_like_a_comment(name: str) -> None:
    """Only lists of OmegaT have comments."""
    concept = Concept("metoo", (Term(ZH, "#米兔"), Term(EN, "#MeToo")))
    data, lost = write([concept], name)
    (again,) = parse(data, name, "x").concepts
    assert ([term.text for term in again.terms], "concept" in str(lost)) == (
        ["#米兔", "#MeToo"],
        False,
    )


@pytest.mark.parametrize("name", ["csv", "deepl"])
def test_an_open_quotation_mark_costs_its_row_only(name: str) -> None:
    """The rows before it can be imported if bad ones are skipped."""
    head = "simplified,english\n" if name == "csv" else ""
    text = f'{head}裸官,naked official\n内卷,involution\n"躺平,lying flat\n'
    parsed = parse(text.encode(), name, "x")
    assert [concept.chinese[0].text for concept in parsed.concepts] == ["裸官", "内卷"]
    assert [(problem.code, "closed?" in problem.message) for problem in parsed.problems] == [
        ("csv", True)
    ]


def test_a_draft_of_weblate_is_not_preferred() -> None:
    """A translation that needs editing is one way to say it."""
    text = "source,target,fuzzy\n党委,committee,True\n干部,cadre,False\n"
    statuses = [c.english[0].status for c in parse(text.encode(), "weblate", "x").concepts]
    assert statuses == [Status.ADMITTED, Status.PREFERRED]


def test_a_comment_of_omegat_under_a_heading() -> None:
    for head in ("", "英文\t中文\t备注\n", "source\ttarget\tComment\n"):
        (concept,) = parse(f"{head}cadre\t干部\tg\n".encode(), "omegat", "x", "utf-8").concepts
        assert (concept.gloss, concept.pass_through) == ("g", ())


TOO_MUCH = [("omegat", "a\tb"), ("deepl", "a\u2028b"), ("deepl", "a\x01b"), ("deepl", "x" * 1025)]


@pytest.mark.parametrize(("name", "text"), TOO_MUCH)
def test_terms_that_services_do_not_take(name: str, text: str) -> None:
    concept = Concept("dangwei", (Term(ZH, "党委"), Term(EN, text)))
    data, lost = write([concept, SIMPLE], name)
    assert data == write([SIMPLE], name)[0]
    assert any(field.startswith("concept") for field in lost)


def test_utx() -> None:
    text = (
        "#UTX 1.11; en-US/zh-TW; 2024-01-01; license: x\n#description: x\n"
        "#src\t#tgt\tsrc:pos\tterm status\tcomment\n"
        "party committee\t黨委\tnoun\tapproved\tc, d\nCommittee\t黨委\t \tforbidden\n"
    )
    reading = parse(text.encode(), "utx", "x")
    (concept,) = reading.concepts
    assert (concept.chinese[0].text, concept.chinese[0].traditional) == ("党委", "黨委")
    assert [(t.status, t.part_of_speech) for t in concept.english] == [
        (Status.PREFERRED, "noun"), (Status.DEPRECATED, ""),
    ]  # fmt: skip
    data, lost = write([concept], "utx")
    assert lost == {}
    assert data.decode().splitlines()[1:] == [
        "#src\ttgt\tsrc:pos\tterm status\tcomment",
        "黨委\tparty committee\tnoun\tapproved\tc, d",
        "黨委\tCommittee\t \tforbidden\t",
    ]


def test_cedict() -> None:
    reading = parse("# x\n女兒 女儿 [nu:3 er2] /daughter/girl/\nbroken\n".encode(), "cedict", "x")
    (concept,) = reading.concepts
    assert (concept.chinese[0].pinyin, concept.chinese[0].traditional) == ("nǚ ér", "女兒")
    assert [term.text for term in concept.english] == ["daughter", "girl"]
    assert [problem.line for problem in reading.problems] == [3]
    assert (
        write([concept], "cedict")[0].decode().splitlines()[1]
        == "女兒 女儿 [nu:3 er2] /daughter/girl/"
    )


def test_skos() -> None:
    text = write([SIMPLE], "skos")[0].decode()
    assert 'skos:prefLabel "裸官"@zh-Hans' in text
    assert 'skos:altLabel "bare official"@en' in text
    old = Concept("x", (Term(ZH, "甲"), Term(EN, "a"), Term(EN, "b", status=Status.DEPRECATED)))
    text = write([old], "skos")[0].decode()
    # Found by a search, but not shown.
    assert 'skos:hiddenLabel "b"@en' in text
    assert "altLabel" not in text
    written = write(sample(60), "skos")[0].decode()
    assert written.count(" a skos:Concept ") == len(sample(60))
    with pytest.raises(InputError, match="written but not read"):
        parse(b"", "skos", "x")


def test_choosing() -> None:
    concept = replace(
        SIMPLE, terms=(*SIMPLE.terms, Term(EN, "x", usage=(Usage.MEDIA,), status=Status.DEPRECATED))
    )
    assert list(select_concepts([concept], subjects=["other"])) == []
    assert list(select_concepts([concept], subjects=["corruption"])) == [concept]
    (only,) = select_concepts([concept], usages=["media"])
    assert [term.text for term in only.english] == ["x"]
    assert list(select_concepts([concept], statuses=["superseded"])) == []
