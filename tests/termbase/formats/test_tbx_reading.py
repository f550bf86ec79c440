"""Reading TBX of other tools: status words, empty terms, unknown categories, identity, losses."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from termbase.formats import parse, write
from termbase.formats.parsed import ParsedFile
from termbase.model.concept import PassThrough, Status

OLD = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n<martif type="TBX"><text><body>{}</body></text></martif>'
NEW = (
    '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">'
    "<text><body>{}</body></text></tbx>"
)
ENTRY_OLD = (
    '<termEntry id="{id}">{entry}<langSet xml:lang="zh-CN"><tig><term>{zh}</term>{zh_data}</tig></langSet>'
    '<langSet xml:lang="en"><tig><term>{en}</term>{en_data}</tig></langSet></termEntry>'
)
ENTRY_NEW = ENTRY_OLD.replace("termEntry", "conceptEntry").replace("langSet", "langSec").replace("tig", "termSec")  # fmt: skip
VERSIONS = [("tbx2", OLD, ENTRY_OLD), ("tbx", NEW, ENTRY_NEW)]


def entry(template: str, **parts: str) -> str:
    defaults = {"id": "e1", "entry": "", "zh": "党委", "zh_data": "", "en": "party committee", "en_data": ""}  # fmt: skip
    return template.format(**(defaults | parts))


def read_old(*entries: str) -> ParsedFile:
    return parse(OLD.format("".join(entries)).encode(), "tbx2", "x")


def written(reading: ParsedFile, name: str = "tbx2") -> Any:
    return etree.fromstring(write(reading.concepts, name)[0])


# --- status ---------------------------------------------------------------------------------------

FORBIDDEN = [
    "notRecommended", "forbidden", "Forbidden", "FORBIDDEN", "not recommended", "Not Recommended", "prohibited",
    "do not use", "Do-Not-Use", "deprecated", "deprecatedTerm", "deprecatedTerm-admn-sts", "rejected", "禁用", "不推荐",
    "banned term", "obsolete (do not use)",
]  # fmt: skip
STATUSES = [
    *((word, Status.DEPRECATED) for word in FORBIDDEN),
    ("Preferred", Status.PREFERRED), ("preferredTerm-admn-sts", Status.PREFERRED), ("approved", Status.PREFERRED),
    ("Obsolete", Status.SUPERSEDED), ("supersededTerm", Status.SUPERSEDED),
    ("admittedTerm-admn-sts", Status.ADMITTED), ("Admitted", Status.ADMITTED),
]  # fmt: skip


@pytest.mark.parametrize(("name", "document", "template"), VERSIONS)
@pytest.mark.parametrize(("word", "status"), STATUSES)
def test_status_words(name: str, document: str, template: str, word: str, status: Status) -> None:
    note = f'<termNote type="administrativeStatus">{word}</termNote>'
    reading = parse(document.format(entry(template, en_data=note)).encode(), name, "x")
    (english,) = reading.concepts[0].english
    assert english.status is status
    assert (reading.problems, reading.warnings) == ((), ())
    again = parse(write(reading.concepts, name)[0], name, "x").concepts[0].english[0]
    assert again.status is status


@pytest.mark.parametrize("category", ["usageStatus", "normativeAuthorization", "Status", "x-status", "Term status"])  # fmt: skip
def test_categories_of_status(category: str) -> None:
    category = category.removeprefix("x-")
    note = f'<termNote type="{category}">notRecommended</termNote>'
    assert read_old(entry(ENTRY_OLD, en_data=note)).concepts[0].english[0].status is Status.DEPRECATED  # fmt: skip


@pytest.mark.parametrize(("value", "status"), [("true", Status.DEPRECATED), ("Yes", Status.DEPRECATED), ("false", Status.ADMITTED)])  # fmt: skip
def test_a_flag_for_forbidden_terms(value: str, status: Status) -> None:
    note = f'<termNote type="x-forbidden">{value}</termNote>'
    assert read_old(entry(ENTRY_OLD, en_data=note)).concepts[0].english[0].status is status


def test_the_strictest_status_holds() -> None:
    notes = (
        '<termNote type="administrativeStatus">preferred</termNote>'
        '<termNote type="usageStatus">notRecommended</termNote>'
    )
    assert read_old(entry(ENTRY_OLD, en_data=notes)).concepts[0].english[0].status is Status.DEPRECATED  # fmt: skip
    forms = entry(ENTRY_OLD, zh="軟體").replace("zh-CN", "zh-TW") + ""
    forms = forms.replace("<langSet xml:lang=\"en\">", '<langSet xml:lang="zh-CN"><tig><term>软体</term><termNote type="administrativeStatus">forbidden</termNote></tig></langSet><langSet xml:lang="en">')  # fmt: skip
    (chinese,) = read_old(forms).concepts[0].chinese
    assert (chinese.text, chinese.status) == ("软体", Status.DEPRECATED)


@pytest.mark.parametrize(("name", "document", "template"), VERSIONS)
def test_an_unknown_status_is_reported_and_not_preferred(
    name: str, document: str, template: str
) -> None:
    note = '<termNote type="administrativeStatus">wibble</termNote>'
    first, second = (entry(template, id=id, en_data=note) for id in ("a", "b"))
    reading = parse(document.format(f"\n{first}\n{second}").encode(), name, "x")
    assert reading.problems == ()
    assert [(w.code, w.line) for w in reading.warnings] == [
        ("unknown-status", first_line) for first_line in ((3, 4) if name == "tbx2" else (2, 3))
    ]
    assert "'wibble' of 'party committee'" in reading.warnings[0].message
    for concept in reading.concepts:
        assert concept.english[0].status is Status.ADMITTED
    if name == "tbx2":
        assert [n.text for n in written(reading).iter("termNote")] == ["wibble", "wibble"]


def test_no_status_is_added() -> None:
    reading = read_old(entry(ENTRY_OLD))
    assert list(written(reading).iter("termNote")) == []
    explicit = '<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>'
    reading = read_old(entry(ENTRY_OLD, en_data=explicit))
    assert [note.text for note in written(reading).iter("termNote")] == ["admittedTerm-admn-sts"]


# --- empty terms, unknown categories, entities ----------------------------------------------------


@pytest.mark.parametrize("empty", ["", " ", "\n\t", "&nbsp;"])
def test_empty_terms_are_left_out_and_counted(empty: str) -> None:
    reading = read_old(
        entry(ENTRY_OLD, zh=empty), entry(ENTRY_OLD, id="e2", en=empty),
        entry(ENTRY_OLD, id="e3", zh=empty, en=empty),
        entry(ENTRY_OLD, id="e4").replace("<term>党委</term>", ""),
    )  # fmt: skip
    assert reading.problems == ()
    assert [len(concept.terms) for concept in reading.concepts] == [1, 1, 1]
    assert reading.dropped == {"empty terms": 5, "entries without Chinese and English": 1}


def test_a_category_that_the_dialect_lacks_is_passed_through() -> None:
    notes = (
        '<termNote type="usageStatus">preferred</termNote><termNote type="termType">properNoun</termNote>'
        '<termNote type="ours">x</termNote>'
    )
    text = NEW.format(entry(ENTRY_NEW, en_data=notes, entry='<descrip type="ours">y</descrip>'))
    reading = parse(text.encode(), "tbx", "x")
    assert reading.problems == ()
    (concept,) = reading.concepts
    assert [item.name for item in concept.pass_through] == ["id", "ours"]
    assert [item.name for item in concept.english[0].pass_through] == ["termType", "ours"]
    assert concept.english[0].status is Status.PREFERRED


@pytest.mark.parametrize(("name", "document", "template"), VERSIONS)
def test_entities_become_characters(name: str, document: str, template: str) -> None:
    if not document.startswith("<!DOCTYPE"):
        document = f'<!DOCTYPE tbx SYSTEM "x.dtd">{document}'
    text = entry(template, en="caf&eacute;&nbsp;&amp; bar&hellip;", entry="<note>&copy;</note>")
    (concept,) = parse(document.format(text).encode(), name, "x").concepts
    assert concept.english[0].text == "café & bar…"
    assert concept.note == "©"


# --- identity, notes, lines -----------------------------------------------------------------------


def test_entries_with_different_ids_are_different_concepts() -> None:
    reading = read_old(*(
        entry(ENTRY_OLD, id=id, zh="配置文件", en=en, entry=f'<descrip type="definition">{en}</descrip>')
        for id, en in (("c1", "profile"), ("c2", "configuration file"), ("c-3", "settings"))
    ))  # fmt: skip
    assert len({concept.id for concept in reading.concepts}) == 3
    assert [item.get("id") for item in written(reading).iter("termEntry")] == ["c1", "c2", "c-3"]


@pytest.mark.parametrize("id", ["c-Foo", "c-a b", "c-", "c--", "T 1"])
def test_ids_that_only_resemble_ours(id: str) -> None:
    reading = read_old(entry(ENTRY_OLD, id=id))
    assert reading.problems == ()
    assert PassThrough("tbx", "id", id) in reading.concepts[0].pass_through
    assert reading.entries[0].has_id is False


def test_several_notes_stay_several() -> None:
    notes = "<note>first</note><note>second</note><note>Kind: slogan</note>"
    reading = read_old(entry(ENTRY_OLD, entry=notes))
    assert (reading.concepts[0].note, reading.concepts[0].kind) == ("first\nsecond", "slogan")
    for name in ("tbx2", "tbx"):
        found = [note.text for note in written(reading, name).iter("{*}note")]
        assert found == ["Kind: slogan", "first", "second"]


def test_weblate() -> None:
    text = entry(
        ENTRY_OLD,
        entry='<descrip>What it is.</descrip><note from="translator">A note.</note>',
        en_data='<descrip type="Translation needed">Yes</descrip><termNote type="administrativeStatus">forbidden</termNote>',
    ).replace("zh-CN", "zh_Hans")
    reading = read_old(text)
    (concept,) = reading.concepts
    assert (concept.gloss, concept.note) == ("What it is.", "A note.")
    assert concept.english[0].status is Status.DEPRECATED
    assert concept.english[0].pass_through == (
        PassThrough(
            "tbx", "Translation needed", '<descrip type="Translation needed">Yes</descrip>'
        ),
    )
    assert reading.dropped == {"attribute from": 1}


def test_lines_beyond_16_bits() -> None:
    text = OLD.format("\n" * 70_000 + entry(ENTRY_OLD))
    assert parse(text.encode(), "tbx2", "x").entries[0].line == 70_002


def test_two_terms_in_one_section_are_counted() -> None:
    text = entry(ENTRY_OLD, en_data="<term>another</term>")
    assert read_old(text).dropped == {"more than one term in a <termSec>": 1}


# --- files that ended in a traceback --------------------------------------------------------------

ODD = [
    entry(ENTRY_OLD).replace('xml:lang="en"', 'xMl:lang="en"'),
    entry(ENTRY_OLD).replace('xml:lang="en"', 'xMl:lang="de" xml:lang="de"'),
    entry(ENTRY_OLD, entry='<foo:bar baz:a="1">x</foo:bar>'),
    entry(ENTRY_OLD, entry="<subjectField>x</subjectField><unknown/>"),
    entry(ENTRY_OLD, entry="<descripGrp/><transacGrp/><termNoteGrp><!-- c --></termNoteGrp>"),
    entry(ENTRY_OLD, entry='<descripGrp><?pi x?><descrip type="definition">d</descrip></descripGrp>'),
    entry(ENTRY_OLD, entry='<xref type="externalCrossReference" target=" "/>'),
    entry(ENTRY_OLD, entry='<admin type="source"> | </admin>'),
    entry(ENTRY_OLD, en_data='<note>Used by: official</note><note>Pinyin: a</note>'),
    entry(ENTRY_OLD).replace("<tig><term>party", '<tig id="t-x.zh1.text"><term>party'),
    entry(ENTRY_OLD).replace("<tig><term>党", '<tig id="t-x.zh1.status"><term>党'),
    entry(ENTRY_OLD).replace("<tig><term>党", '<tig id="t-x.en1.text"><term>党'),
    '<termEntry xmlns:x="u"><x:langSet xml:lang="en"><x:tig><x:term>a</x:term></x:tig></x:langSet></termEntry>',
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_files_are_read_or_refused(text: str) -> None:
    reading = read_old(text)
    for name in ("tbx2", "tbx", "tbx-dct", "tbx-core"):
        parse(write(reading.concepts, name)[0], name, "x")


@pytest.mark.parametrize("tag", ["zh-TW", "zh-Hant", "zh-HK", "zh_TW", "zh-tw"])
def test_traditional_only_stays_traditional(tag: str) -> None:
    note = '<termNote type="partOfSpeech">noun</termNote>'
    reading = read_old(entry(ENTRY_OLD, zh="記憶體", zh_data=note).replace("zh-CN", tag))
    root = written(reading)
    found = [
        (section.attrib.values()[0], section.findtext("tig/term"), section.findtext("tig/termNote"))
        for section in root.iter("langSet")
    ]
    assert found == [(tag, "記憶體", "noun"), ("en", "party committee", None)]
    again = parse(write(reading.concepts, "tbx2")[0], "tbx2", "x")
    assert again.concepts == reading.concepts
    assert write(reading.concepts, "tbx2")[1] == {}
    for name in ("tbx", "tbx-dct"):
        assert "记忆体" not in write(reading.concepts, name)[0].decode()


def test_losses_do_not_count_ids_that_were_made_up() -> None:
    """Homophones are numbered in the order of the file, which an export may change."""
    reading = read_old(*(entry(ENTRY_OLD, id=f"e{n}", zh=zh) for n, zh in enumerate("是事试")))
    data, lost = write(reading.concepts[::-1], "tbx2")
    assert lost == {}
    assert [e.get("id") for e in etree.fromstring(data).iter("termEntry")] == ["e2", "e1", "e0"]
