"""The rules of TBX: what is valid to the published schemas, and what must be refused."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from termbase.builtin import authored_concepts
from termbase.formats import parse, write
from termbase.formats.tbx.names import CATEGORIES, MODULES
from termbase.model.concept import Concept, Source
from tests.contracts import SIMPLE

HEAD = '<tbx type="{type}" style="{style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"{more}>'
FRAME = "<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>"
TERMS = (
    '<langSec xml:lang="zh-Hans"><termSec><term>党委</term>{term}</termSec></langSec>'
    '<langSec xml:lang="en">{lang}<termSec><term>party committee</term></termSec></langSec>'
)
GOOD = (
    '<descripGrp><descrip type="definition">d</descrip><admin type="source">s</admin></descripGrp>',
    '<transacGrp><transac type="transactionType">modification</transac><date>2020-01-01</date></transacGrp>',
    '<xref type="externalCrossReference" target="https://example.org">x</xref><note>n</note>',
)


def document(
    entry: str = "", term: str = "", lang: str = "", type: str = "TBX-Basic", style: str = "dca", more: str = ""
) -> bytes:  # fmt: skip
    """A file of one entry; what is asked about stands on lines 3 (entry), 4 (term) or 5 (lang)."""
    terms = TERMS.format(term=f"\n{term}", lang=f"\n{lang}")
    return (
        HEAD.format(type=type, style=style, more=more)
        + FRAME
        + f'\n<conceptEntry id="c1">\n{entry}{terms}</conceptEntry></body></text></tbx>'
    ).encode()


def problems(data: bytes) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in parse(data, "tbx", "x").problems]


@pytest.mark.parametrize("entry", GOOD)
def test_what_is_right(entry: str) -> None:
    assert problems(document(entry)) == []


# What stands in the entry, in the term, in the section of a language; the line; the message.
BAD = [
    ('<descrip type="subject">x</descrip>', "", "", 3, "no category 'subject'"),
    ('<descrip>x</descrip>', "", "", 3, "a <descrip> without a type"),
    ('<descrip type="">x</descrip>', "", "", 3, "a <descrip> without a type"),
    ('<admin type="subjectField">x</admin>', "", "", 3, "'subjectField' is a <descrip> and no <admin>"),
    ('<admin type="source">x</admin>', "", "", 3, "'source' stands for itself"),
    ('<descrip type="context">x</descrip>', "", "", 3, "'context' may not stand in a <conceptEntry>"),
    ('<termNote type="partOfSpeech">noun</termNote>', "", "", 3, "'partOfSpeech' may not stand"),
    ('<descripGrp><note>n</note></descripGrp>', "", "", 3, "does not begin with its <descrip>"),
    ('<descripGrp><descrip type="definition">a</descrip><descrip type="definition">b</descrip></descripGrp>', "", "", 3, "more than one <descrip>"),
    ('<adminGrp><note>n</note></adminGrp>', "", "", 3, "does not begin with its <admin>"),
    ('<transacGrp><date>2020</date></transacGrp>', "", "", 3, "does not begin with its <transac>"),
    ('<transacGrp><transac type="transactionType">birth</transac></transacGrp>', "", "", 3, "'birth' is no transactionType"),
    ('<transacGrp><transac type="transactionType">creation</transac><transacNote type="who">x</transacNote></transacGrp>', "", "", 3, "no category 'who'"),
    ('<admin type="reading">x</admin>', "", "", 3, "no category 'reading' in this dialect"),
    ('<term>x</term>', "", "", 3, "a <term> that may not stand there in a <conceptEntry>"),
    ('<termSec><term>x</term></termSec>', "", "", 3, "a <termSec> that may not stand there in a <conceptEntry>"),
    ('<langSec xml:lang="fr"/>', "", "", 3, "a <langSec> without a <termSec>"),
    ('<langSec><termSec><term>x</term></termSec></langSec>', "", "", 3, "a <langSec> without xml:lang"),
    ('<langSec xml:lang="fr"><termSec><term>x</term></termSec></langSec><note>n</note>', "", "", 3, "a <note> that may not stand there"),
    ("", '<term>x</term>', "", 3, "more than one <term> in a <termSec>"),
    ("", '<termNote type="partOfSpeech">noun phrase</termNote>', "", 4, "'noun phrase' is no partOfSpeech"),
    ("", '<termNote type="administrativeStatus">preferred</termNote>', "", 4, "'preferred' is no administrativeStatus"),
    ("", '<termNote type="grammaticalGender">m</termNote>', "", 4, "'m' is no grammaticalGender"),
    ("", '<termNote type="termType">name</termNote>', "", 4, "'name' is no termType"),
    ("", '<termNote type="termLocation">window</termNote>', "", 4, "'window' is no termLocation"),
    ("", '<descrip type="definition">x</descrip>', "", 4, "'definition' may not stand in a <termSec>"),
    ("", '<descrip type="subjectField">x</descrip>', "", 4, "'subjectField' may not stand in a <termSec>"),
    ("", '<xref type="xGraphic" target="https://x">x</xref>', "", 4, "'xGraphic' may not stand in a <termSec>"),
    ("", '<note>n</note><termNote type="partOfSpeech">noun</termNote>', "", 4, "a <termNote> that may not stand there"),
    ("", '<termNoteGrp><note>n</note></termNoteGrp>', "", 4, "does not begin with its <termNote>"),
    ("", "", '<descrip type="context">x</descrip>', 5, "'context' may not stand in a <langSec>"),
    ("", "", '<admin type="projectSubset">x</admin>', 5, "'projectSubset' may not stand in a <langSec>"),
    ("", "", '<ref type="crossReference" target="c1">x</ref>', 5, "'crossReference' may not stand in a <langSec>"),
    ("", "", '<conceptEntry id="x"/>', 5, "a <conceptEntry> that may not stand there in a <langSec>"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "term", "lang", "line", "message"), BAD)
def test_what_is_wrong(entry: str, term: str, lang: str, line: int, message: str) -> None:
    found = problems(document(entry, term, lang))
    assert any(where == line and message in said for where, said in found), found


ROOTS = [
    (document(type=""), "a <tbx> without a type"),
    (document(style="dcx"), "'dcx' is no style"),
    (document(type="TBX-Min", entry=GOOD[0]), "no category 'definition' in this dialect"),
    (document('<admin type="source">x</admin>', style="dct"), "not written as in style dct"),
    (
        document(
            "<m:subjectField>x</m:subjectField>", more=f' xmlns:m="{MODULES["min"]}"'
        ),
        "not written as in style dca",
    ),
    (
        document(
            "<m:subjectField>x</m:subjectField>", style="dct", more=f' xmlns:m="{MODULES["basic"]}"'
        ),
        "'subjectField' is not in the namespace of min",
    ),
    (
        document(
            "<m:gloss>x</m:gloss>", style="dct", more=f' xmlns:m="{MODULES["basic"]}"'
        ),
        "no category 'gloss'",
    ),
    (document().replace(b"<p>x</p>", b"x"), "text in a <sourceDesc> that no <p> is around"),
    (document().replace(b"<body>", b"<note>x</note><body>"), "a <note> that may not stand there in a <text>"),
    (document().replace(b' id="c1"', b""), "a <conceptEntry> without id"),
    (document().replace(b"<term>", b"<note>n</note><term>"), "does not begin with its <term>"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), ROOTS)
def test_what_is_wrong_around_entries(data: bytes, message: str) -> None:
    found = problems(data)
    assert any(message in said for _, said in found), found


def test_a_reading_is_of_linguist() -> None:
    reading = '<admin type="reading">dǎngwěi</admin>'
    assert problems(document(term=reading, type="TBX-Linguist")) == []
    assert problems(document(term=reading))


def test_other_dialects_have_their_own_categories() -> None:
    assert problems(document('<descrip type="x">y</descrip>', type="TBX-Ours")) == []


# --- the published schemas ----------------------------------------------------------------------

OURS = ["tbx", "tbx-dct", "tbx-core", "tbx-min", "tbx-min-dct", "tbx-linguist", "tbx-linguist-dct"]
INTEGRATED = {"tbx": "Basic", "tbx-core": "Core", "tbx-linguist": "Linguist"}


@pytest.fixture(scope="module")
def everything() -> list[Concept]:
    # A sample, as it takes seconds to write them all in each format; and an address of another kind.
    other = replace(SIMPLE, sources=(Source("t", url="ftp://x"), Source("u", url="https://x.org")))
    return [*authored_concepts()[::12], other]


@pytest.fixture(scope="module")
def schemas(data: Path) -> Path:
    return data / "formats/tbx3/schemas"


def relaxng(path: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(path)))


@pytest.mark.parametrize("name", OURS)
def test_what_is_written_is_valid(schemas: Path, everything: list[Concept], name: str) -> None:
    written = write(everything, name)[0]
    assert parse(written, name, "x").problems == ()
    document = etree.fromstring(written)
    files = ["TBXcoreStructV03.rng"]
    if name in INTEGRATED:
        files.append(f"TBXcoreStructV03_TBX-{INTEGRATED[name]}_integrated.rng")
    for file in files:
        schema = relaxng(schemas / file)
        assert schema.validate(document), schema.error_log.last_error


@pytest.mark.parametrize("name", [name for name in OURS if name.endswith("dct")])
def test_what_is_written_in_dct_is_valid(
    schemas: Path, everything: list[Concept], name: str
) -> None:
    """As the dialects' NVDL says: each element of a module by the schema of the module."""
    document = etree.fromstring(write(everything, name)[0])
    seen = set()
    for module, namespace in MODULES.items():
        path = schemas / f"{module.capitalize()}.rng"
        schema = relaxng(path)
        for element in document.iter(f"{{{namespace}}}*"):
            alone = deepcopy(element)
            alone.tail = None
            if alone.tag.endswith("}crossReference"):
                # What it points to is not beside it.
                assert document.xpath("//*[@id=$id]", id=alone.get("target"))
                continue
            assert schema.validate(alone), (element.tag, schema.error_log.last_error)
            seen.add(module)
    assert seen == {"tbx-dct": {"min", "basic"}, "tbx-min-dct": {"min"}}.get(name, set(MODULES))


def test_categories_are_those_of_the_modules(schemas: Path) -> None:
    found = {}
    for module in MODULES:
        for spec in etree.parse(str(schemas / f"{module.capitalize()}.tbxmd")).find("datCatSet"):
            if isinstance(spec.tag, str):
                element = spec.tag.removesuffix("Spec")
                levels = {level.text for level in spec.iterfind("levels/level")} or {"termSec"}
                values = {value.text for value in spec.iterfind("contents/value")}
                found[spec.get("name")] = (module, element, levels, values)
    ours = {
        name: (category.module, category.element, set(category.levels), set(category.values))
        for name, category in CATEGORIES.items()
    }
    # What the published samples have besides.
    del ours["usageStatus"]
    ours["transactionType"][3].remove("creation")
    assert ours == found


def test_real_files(data: Path) -> None:
    for path in sorted((data / "formats/tbx3/dev").glob("*.tbx")):
        found = parse(path.read_bytes(), "tbx", path.name).problems
        valid = relaxng(data / "formats/tbx3/schemas/TBXcoreStructV03.rng").validate(
            etree.parse(str(path))
        )
        assert bool(found) == ("bad" in path.name)
        assert valid or found
    bad = parse((data / "formats/tbx3/dev/core_structure_bad.tbx").read_bytes(), "tbx", "x")
    assert [problem.line for problem in bad.problems] == [15, 21, 26, 27, 30, 44]


def test_tbx_2_as_omegat_has_it(data: Path, everything: list[Concept]) -> None:
    """By its schema of version 2; it is loose, as it lets any text stand as a type."""
    text = (data / "formats/tbx2/schemas/tbx-omegat.xsd").read_text(encoding="utf-8")
    xml = data / "formats/xliff12/schemas/xml.xsd"
    text = text.replace('schemaLocation="xml.xsd"', f'schemaLocation="{xml.as_uri()}"')
    schema = etree.XMLSchema(etree.fromstring(text.encode()))
    parser = etree.XMLParser(load_dtd=False, no_network=True)
    document = etree.fromstring(write(everything, "tbx2")[0], parser)
    assert schema.validate(document), schema.error_log.last_error
