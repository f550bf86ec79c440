"""Pass-through fields: data that a base cannot represent is kept and written back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from termbase.formats import parse, read, write
from termbase.model.concept import Concept, Language, PassThrough, Related, Relation, Term
from termbase.model.record import from_record, to_record
from tests.contracts import SIMPLE

HEAD = '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
TAIL = "</body></text></tbx>"
ENTRY = """
<conceptEntry id="T-7">
  <transacGrp><transac type="transactionType">origination</transac><date>2010-04-17</date>
    <transacNote type="responsibility" target="p1">Tommy</transacNote></transacGrp>
  <descrip type="subjectField">s</descrip>
  <descripGrp><descrip type="definition">d</descrip><admin type="source">S</admin>
    <note>of the <hi>definition</hi></note></descripGrp>
  <langSec xml:lang="zh-CN">
    <note>of the language</note>
    <termSec><term>党委</term><termNote type="partOfSpeech">noun</termNote>
      <termNote type="termType">shortForm</termNote><note>of the term</note></termSec>
  </langSec>
  <langSec xml:lang="zh-HK"><termSec><term>黨委</term><termNote type="termType">variant</termNote></termSec></langSec>
  <langSec xml:lang="en-US"><descrip type="definition">another</descrip>
    <termSec><term>party committee</term></termSec></langSec>
  <langSec xml:lang="en-GB"><termSec><term>Party Committee</term></termSec></langSec>
  <langSec xml:lang="de"><termSec><term>Parteikomitee</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="T-8"><ref type="crossReference" target="T-7">x</ref>
  <ref type="crossReference" target="T-9">y</ref>
  <langSec xml:lang="zh"><termSec><term>党组</term></termSec></langSec></conceptEntry>
"""


@pytest.fixture
def concepts() -> list[Concept]:
    reading = parse(f"{HEAD}{ENTRY}{TAIL}".encode(), "tbx", "x")
    assert reading.problems == ()
    # Dangling references and bold text are dropped without a count.
    assert reading.dropped == {}
    return reading.concepts


def said(concepts: list[Concept], name: str) -> etree._Element:
    return etree.fromstring(write(concepts, name)[0])


@pytest.mark.parametrize("name", ["tbx", "tbx-dct", "tbx-linguist"])
def test_tbx_comes_back(concepts: list[Concept], name: str) -> None:
    concepts[1] = replace(concepts[1], pass_through=concepts[1].pass_through[:1])
    data, lost = write(concepts, name)
    assert lost == {}
    again = parse(data, name, "x").concepts
    for concept, other in zip(concepts, again, strict=True):
        assert set(concept.pass_through) == set(other.pass_through)


def test_where_it_stands(concepts: list[Concept]) -> None:
    root = said(concepts, "tbx")
    first, second = root.iter("{*}conceptEntry")
    languages = [
        section.get("{*}lang") or section.attrib.values()[0] for section in first.iter("{*}langSec")
    ]
    assert languages == ["zh-CN", "zh-HK", "en-US", "en-GB", "de"]
    assert (first.get("id"), second.get("id")) == ("T-7", "T-8")
    assert second.find("{*}langSec").attrib.values() == ["zh"]
    groups = [[child.tag.split("}")[1] for child in group] for group in first.iter("{*}descripGrp")]
    assert groups == [["descrip", "admin", "note"]]
    assert first.find("{*}langSec/{*}note").text == "of the language"
    notes = [note.text for note in first.iter("{*}termNote") if note.get("type") == "termType"]
    assert notes == ["shortForm", "variant"]
    # The back matter has the responsible person, because an entry refers to it.
    assert root.find(".//{*}refObject").get("id") == "p1"


def test_references_are_resolved_or_kept(concepts: list[Concept]) -> None:
    assert concepts[1].related == (Related(Relation.SEE_ALSO, "dangwei"),)
    root = said(concepts, "tbx")
    assert [ref.get("target") for ref in root.iter("{*}ref")] == ["T-7"]
    # The entry that it refers to is not there, so it would not be valid.
    assert write(concepts, "tbx")[1] == {"pass-through (tbx)": 1}


def test_it_goes_from_version_to_version(data: Path) -> None:
    old = """<martif type="TBX"><text><body><termEntry id="T1"><note>n</note>
    <langSet xml:lang="zh_CN"><ntig><termGrp><term>党委</term></termGrp></ntig></langSet>
    <langSet xml:lang="en-US"><tig><term>party committee</term></tig></langSet>
    <langSet xml:lang="de"><ntig><termGrp><term>Parteikomitee</term>
      <termNote type="partOfSpeech">noun</termNote><termNote type="shortcut">PK</termNote></termGrp>
      <admin type="projectSubset">p</admin></ntig></langSet></termEntry></body></text></martif>"""
    concepts = parse(old.encode(), "tbx2", "x").concepts
    assert write(concepts, "tbx2")[1] == {}
    new, lost = write(concepts, "tbx")
    # No tag of BCP 47, and a category that Basic does not have; the German term itself is kept.
    assert lost == {"pass-through (tbx)": 1}
    (entry,) = etree.fromstring(new).iter("{*}conceptEntry")
    assert entry.get("id") == "T1"
    german = entry.findall("{*}langSec")[2]
    assert [child.get("type", child.text) for child in german[0]] == [
        "Parteikomitee",
        "partOfSpeech",
        "projectSubset",
    ]
    assert [section.attrib.values() for section in entry.iter("{*}langSec")] == [
        ["zh-Hans"],
        ["en-US"],
        ["de"],
    ]
    path = data / "formats/tbx3/schemas/TBXcoreStructV03_TBX-Basic_integrated.rng"
    assert etree.RelaxNG(etree.parse(str(path))).validate(etree.fromstring(new))


def test_what_a_dialect_does_not_have_is_lost_and_told(concepts: list[Concept]) -> None:
    assert "transactionType" not in write(concepts, "tbx-min")[0].decode()
    assert write(concepts, "tbx-min")[1]["pass-through (tbx)"] == 2
    assert write(concepts, "csv")[1]["pass-through (tbx)"] == 2


def test_it_is_valid(data: Path, concepts: list[Concept]) -> None:
    schemas = data / "formats/tbx3/schemas"
    for name, file in (("tbx", "Basic"), ("tbx-linguist", "Linguist"), ("tbx-core", "Core")):
        path = schemas / f"TBXcoreStructV03_TBX-{file}_integrated.rng"
        schema = etree.RelaxNG(etree.parse(str(path)))
        for some in (concepts, read(data / "formats/tbx3/dev/basic_good.tbx").concepts):
            assert schema.validate(said(some, name)), schema.error_log.last_error


def test_real_files_come_back(data: Path) -> None:
    for path in sorted((data / "formats/tbx2/dev").glob("*.tbx")):
        assert write(read(path).concepts, "tbx2")[1] == {}, path.name
    for dialect, name in (("Basic_DCA", "tbx"), ("Basic_DCT", "tbx-dct"), ("Min_DCA", "tbx-min")):
        path = data / f"formats/tbx3/dev/{dialect}_astronomy.tbx"
        assert write(read(path).concepts, name)[1] == {}, path.name


JUNK = [
    "", "x", "<a", "<a/>", "<!DOCTYPE a><a/>", "<?x?><a/>", '<admin type="no such">x</admin>', "<langSec/>",
    '<langSec xml:lang="de"/>', '<langSec xml:lang="not a language"><termSec><term>x</term></termSec></langSec>',
    "<descripGrp/>", "<descripGrp><note/><note/></descripGrp>", '<note id="c-luoguan">x</note>', "<note><note/></note>",
    '<transacGrp><transac type="transactionType">x</transac><date>today</date></transacGrp>', '<x:a xmlns:x="y"/>',
    '<note onclick="x">x</note>', "<termSec><term>x</term></termSec>", '<descrip type="definition"/>',
]  # fmt: skip


@pytest.mark.parametrize("value", JUNK)
@pytest.mark.parametrize("name", ["note", "of definition", "id", "xml:lang"])
def test_junk_does_no_harm(data: Path, name: str, value: str) -> None:
    item = (PassThrough("tbx", name, value),)
    terms = tuple(replace(term, pass_through=item) for term in SIMPLE.terms)
    root = said([replace(SIMPLE, pass_through=item, terms=terms)], "tbx")
    path = data / "formats/tbx3/schemas/TBXcoreStructV03_TBX-Basic_integrated.rng"
    schema = etree.RelaxNG(etree.parse(str(path)))
    assert schema.validate(root), schema.error_log.last_error


def test_records_hold_it() -> None:
    item = PassThrough("tbx", "note", "<note>x</note>")
    term = Term(Language.CHINESE, "党委", pass_through=(item,))
    concept = Concept("x", (term,), pass_through=(item, item))
    assert from_record(to_record(concept)) == concept
