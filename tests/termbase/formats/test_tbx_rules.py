"""The rules of TBX: what is valid to the published schemas, and what must be refused."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from termbase.errors import InputError
from termbase.formats import parse, read, write
from termbase.formats.rules import check_of
from termbase.formats.rules.tbx_categories import CATEGORIES, MODULES
from termbase.model.concept import Concept, Source
from tests.builtin import sample
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
    """A file of one entry; the tested part is on line 3 (entry), 4 (term) or 5 (lang)."""
    terms = TERMS.format(term=f"\n{term}", lang=f"\n{lang}")
    return (
        HEAD.format(type=type, style=style, more=more)
        + FRAME
        + f'\n<conceptEntry id="c1">\n{entry}{terms}</conceptEntry></body></text></tbx>'
    ).encode()


Problems = Callable[[bytes], list[tuple[int, str]]]


@pytest.fixture
def problems(tmp_path: Path) -> Problems:
    def check(data: bytes) -> list[tuple[int, str]]:
        path = tmp_path / "a.tbx"
        path.write_bytes(data)
        found = check_of(path)
        assert found is not None
        return [(problem.line, problem.message) for problem in found.run(path)]

    return check


@pytest.mark.parametrize("entry", GOOD)
def test_what_is_right(problems: Problems, entry: str) -> None:
    assert problems(document(entry)) == []


# The content of the entry, of the term, of the language section; the line; the message.
BAD = [
    ('<descrip type="subject">x</descrip>', "", "", 3, "category 'subject' does not exist in this dialect"),
    ('<descrip>x</descrip>', "", "", 3, "missing attribute type of <descrip>"),
    ('<descrip type="">x</descrip>', "", "", 3, "missing attribute type of <descrip>"),
    ('<admin type="subjectField">x</admin>', "", "", 3, "category 'subjectField' is a <descrip>, not a <admin>"),
    ('<admin type="source">x</admin>', "", "", 3, "category 'source' must be grouped"),
    ('<descrip type="context">x</descrip>', "", "", 3, "category 'context' is not allowed in <conceptEntry>"),
    ('<termNote type="partOfSpeech">noun</termNote>', "", "", 3, "category 'partOfSpeech' is not allowed in <conceptEntry>"),
    ('<descripGrp><note>n</note></descripGrp>', "", "", 3, "is not allowed here in <descripGrp>; expected: <descrip>"),
    ('<descripGrp><descrip type="definition">a</descrip><descrip type="definition">b</descrip></descripGrp>', "", "", 3, "<descrip> is not allowed here in <descripGrp>"),
    ('<adminGrp><note>n</note></adminGrp>', "", "", 3, "is not allowed here in <adminGrp>; expected: <admin>"),
    ('<transacGrp><date>2020-01-01</date></transacGrp>', "", "", 3, "is not allowed here in <transacGrp>; expected: <transac>"),
    ('<transacGrp><transac type="transactionType">birth</transac></transacGrp>', "", "", 3, "invalid transactionType 'birth'; expected one of: origination"),
    ('<transacGrp><transac type="transactionType">creation</transac><transacNote type="who">x</transacNote></transacGrp>', "", "", 3, "category 'who' does not exist"),
    ('<admin type="reading">x</admin>', "", "", 3, "category 'reading' does not exist in this dialect"),
    ('<term>x</term>', "", "", 3, "<term> is not allowed here in <conceptEntry>"),
    ('<termSec><term>x</term></termSec>', "", "", 3, "<termSec> is not allowed here in <conceptEntry>"),
    ('<langSec xml:lang="fr"/>', "", "", 3, "<langSec> is incomplete; expected: "),
    ('<langSec><termSec><term>x</term></termSec></langSec>', "", "", 3, "missing attribute xml:lang of <langSec>"),
    ('<langSec xml:lang="fr"><termSec><term>x</term></termSec></langSec><note>n</note>', "", "", 3, "<note> is not allowed here"),
    ("", '<term>x</term>', "", 4, "<term> is not allowed here in <termSec>"),
    ("", '<termNote type="partOfSpeech">noun phrase</termNote>', "", 4, "invalid partOfSpeech 'noun phrase'"),
    ("", '<termNote type="administrativeStatus">preferred</termNote>', "", 4, "invalid administrativeStatus 'preferred'"),
    ("", '<termNote type="grammaticalGender">m</termNote>', "", 4, "invalid grammaticalGender 'm'"),
    ("", '<termNote type="termType">name</termNote>', "", 4, "invalid termType 'name'"),
    ("", '<termNote type="termLocation">window</termNote>', "", 4, "invalid termLocation 'window'"),
    ("", '<descrip type="definition">x</descrip>', "", 4, "category 'definition' is not allowed in <termSec>"),
    ("", '<descrip type="subjectField">x</descrip>', "", 4, "category 'subjectField' is not allowed in <termSec>"),
    ("", '<xref type="xGraphic" target="https://x">x</xref>', "", 4, "category 'xGraphic' is not allowed in <termSec>"),
    ("", '<note>n</note><termNote type="partOfSpeech">noun</termNote>', "", 4, "<termNote> is not allowed here in <termSec>"),
    ("", '<termNoteGrp><note>n</note></termNoteGrp>', "", 4, "is not allowed here in <termNoteGrp>; expected: <termNote>"),
    ("", "", '<descrip type="context">x</descrip>', 5, "category 'context' is not allowed in <langSec>"),
    ("", "", '<admin type="projectSubset">x</admin>', 5, "category 'projectSubset' is not allowed in <langSec>"),
    ("", "", '<ref type="crossReference" target="c1">x</ref>', 5, "category 'crossReference' is not allowed in <langSec>"),
    ("", "", '<conceptEntry id="x"/>', 5, "<conceptEntry> is not allowed here in <langSec>"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "term", "lang", "line", "message"), BAD)
def test_what_is_wrong(
    problems: Problems, entry: str, term: str, lang: str, line: int, message: str
) -> None:
    found = problems(document(entry, term, lang))
    assert any(where == line and message in said for where, said in found), found


ROOTS = [
    (document(type=""), "invalid type '' of <tbx>"),
    (document(style="dcx"), "invalid style 'dcx' of <tbx>"),
    (document(type="TBX-Min", entry=GOOD[0]), "category 'definition' does not exist in this dialect"),
    (document('<admin type="source">x</admin>', style="dct"), "not written in style dct"),
    (
        document(
            "<m:subjectField>x</m:subjectField>", more=f' xmlns:m="{MODULES["min"]}"'
        ),
        "not written in style dca",
    ),
    (
        document(
            "<m:subjectField>x</m:subjectField>", style="dct", more=f' xmlns:m="{MODULES["basic"]}"'
        ),
        "category 'subjectField' is not in the namespace of the module min",
    ),
    (
        document(
            "<m:gloss>x</m:gloss>", style="dct", more=f' xmlns:m="{MODULES["basic"]}"'
        ),
        "category 'gloss' does not exist",
    ),
    (document().replace(b"<p>x</p>", b"x"), "<sourceDesc>"),
    (document().replace(b"<body>", b"<note>x</note><body>"), "<note> is not allowed here in <text>"),
    (document().replace(b' id="c1"', b""), "missing attribute id of <conceptEntry>"),
    (document().replace(b"<term>", b"<note>n</note><term>"), "<note> is not allowed here in <termSec>; expected: <term>"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), ROOTS)
def test_what_is_wrong_around_entries(problems: Problems, data: bytes, message: str) -> None:
    found = problems(data)
    assert any(message in said for _, said in found), found


def test_a_reading_is_of_linguist(problems: Problems) -> None:
    reading = '<admin type="reading">dǎngwěi</admin>'
    assert problems(document(term=reading, type="TBX-Linguist")) == []
    assert problems(document(term=reading))


def test_dates_and_elements_of_other_namespaces(problems: Problems) -> None:
    date = "<transacGrp><transac type='transactionType'>origination</transac><date>{}</date></transacGrp>"
    assert problems(document(date.format("2020-01-01T00:00:00"))) == []
    ((line, message),) = problems(document(date.format("last year")))
    assert (line, "invalid date 'last year'" in message) == (3, True)
    own = '<o:x xmlns:o="urn:ours">y</o:x>'
    assert problems(document(own, type="TBX-Ours", style="dct")) == []
    assert problems(document(own))


def test_version_2_only_has_to_be_well_formed(problems: Problems) -> None:
    entry = "<termEntry><descrip>x</descrip></termEntry>"
    assert problems(f"<martif><text><body>{entry}</body></text></martif>".encode()) == []


@pytest.mark.parametrize("root", ["html", "tbx"])
def test_files_that_are_not_tbx(problems: Problems, root: str) -> None:
    with pytest.raises(InputError, match=f"not TBX: the root element is <{root}>"):
        problems(f"<{root}/>".encode())


def test_other_dialects_have_their_own_categories(problems: Problems) -> None:
    assert problems(document('<descrip type="x">y</descrip>', type="TBX-Ours")) == []


# --- the published schemas ----------------------------------------------------------------------

OURS = ["tbx", "tbx-dct", "tbx-core", "tbx-min", "tbx-min-dct", "tbx-linguist", "tbx-linguist-dct"]
INTEGRATED = {"tbx": "Basic", "tbx-core": "Core", "tbx-linguist": "Linguist"}


@pytest.fixture(scope="module")
def everything() -> list[Concept]:
    # A sample, as it takes seconds to write them all in each format; and an address of another kind.
    other = replace(SIMPLE, sources=(Source("t", url="ftp://x"), Source("u", url="https://x.org")))
    return [*sample(60), other]


@pytest.fixture(scope="module")
def schemas(data: Path) -> Path:
    return data / "formats/tbx3/schemas"


def relaxng(path: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(path)))


@pytest.mark.parametrize("name", OURS)
def test_what_is_written_is_valid(
    problems: Problems, schemas: Path, everything: list[Concept], name: str
) -> None:
    written = write(everything, name)[0]
    assert parse(written, name, "x").problems == ()
    assert problems(written) == []
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
    # Additional values of the published samples.
    del ours["usageStatus"]
    ours["transactionType"][3].remove("creation")
    assert ours == found


def test_real_files(data: Path) -> None:
    for path in sorted((data / "formats/tbx3/dev").glob("*.tbx")):
        check = check_of(path)
        assert check is not None
        found = list(check.run(path))
        valid = relaxng(data / "formats/tbx3/schemas/TBXcoreStructV03.rng").validate(
            etree.parse(str(path))
        )
        assert bool(found) == ("bad" in path.name), found
        assert valid or found
        # Reading is lenient.
        assert read(path).problems == ()
    path = data / "formats/tbx3/dev/core_structure_bad.tbx"
    check = check_of(path)
    assert check is not None
    assert {problem.line for problem in check.run(path)} >= {15, 21, 27, 32, 46}


def test_tbx_2_as_omegat_has_it(data: Path, everything: list[Concept]) -> None:
    """By its schema of version 2; it is loose, as it lets any text stand as a type."""
    text = (data / "formats/tbx2/schemas/tbx-omegat.xsd").read_text(encoding="utf-8")
    xml = data / "formats/xliff12/schemas/xml.xsd"
    text = text.replace('schemaLocation="xml.xsd"', f'schemaLocation="{xml.as_uri()}"')
    schema = etree.XMLSchema(etree.fromstring(text.encode()))
    parser = etree.XMLParser(load_dtd=False, no_network=True)
    document = etree.fromstring(write(everything, "tbx2")[0], parser)
    assert schema.validate(document), schema.error_log.last_error
