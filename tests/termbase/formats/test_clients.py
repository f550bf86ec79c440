"""Our files in other programs; skipped where they are not installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from termbase.formats import write
from termbase.formats.bilingual import SegmentTranslation
from termbase.formats.jobs import open_job
from termbase.formats.tmx.writer import write_units
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.unit import TranslationUnit
from tests.builtin import authored
from tests.contracts import SIMPLE

ZH, EN = Language.CHINESE, Language.ENGLISH


def units(path: Path) -> list[Any]:
    factory = pytest.importorskip("translate.storage.factory", reason="no translate-toolkit")
    if path.suffix != ".xliff":
        return list(factory.getobject(str(path)).units)
    # The factory takes every XLIFF for one of version 1.
    module = pytest.importorskip("translate.storage.xliff2", reason="no XLIFF 2 there")
    return list(module.Xliff2File.parsefile(str(path)).units)


def pairs(path: Path) -> list[tuple[str, str]]:
    return [(str(unit.source), str(unit.target)) for unit in units(path)]


def concept(name: str, chinese: str, *english: Term | str) -> Concept:
    terms = [term if isinstance(term, Term) else Term(EN, term) for term in english]
    return replace(SIMPLE, id=name, terms=(Term(ZH, chinese, traditional=chinese), *terms))


CONCEPTS = [
    SIMPLE,
    concept("dangwei", "党委", "Party committee", "party committee", Term(EN, "CCP cell", status=Status.DEPRECATED)),
    concept("jiyejia", "𠮷野家", 'Yoshinoya & Co. <"Tokyo">'),
    concept("zai", "陈𡃁仔e\u0301", "Chan Leng-zai e\u0301"),
    concept("sentence", "把权力关进制度的笼子里！", "put power in the “cage” of institutions’ rules — all of it"),
]  # fmt: skip


def test_translate_toolkit_reads_tbx_2(tmp_path: Path) -> None:
    path = tmp_path / "a.tbx"
    path.write_bytes(write(CONCEPTS, "tbx2")[0])
    assert pairs(path) == [(one.chinese[0].text, one.english[0].text) for one in CONCEPTS]
    first, second = units(path)[:2]
    assert first.getid() == "c-luoguan"
    assert "A note." in first.getnotes()
    assert "A gloss." in first.getnotes("definition").splitlines()
    # The other renderings are there for those who look further than the first two languages.
    texts = [str(element.text) for element in second.xmlelement.iter("{*}term")]
    assert {"party committee", "CCP cell"} <= set(texts)


def test_translate_toolkit_reads_the_built_in_terms(tmp_path: Path) -> None:
    # Before seconds are spent on what it would read.
    pytest.importorskip("translate.storage.factory", reason="no translate-toolkit")
    path = tmp_path / "a.tbx"
    concepts = [one for one in authored() if one.english]
    path.write_bytes(write(concepts, "tbx2")[0])
    assert pairs(path) == [(one.chinese[0].text, one.english[0].text) for one in concepts]


UNITS = [
    TranslationUnit("裸官", "naked official", "zh-CN", "en"),
    TranslationUnit("<老虎>&苍蝇", "tigers & <flies>", "zh-CN", "en", notes=("n",), origin="a.txt"),
    TranslationUnit("𠮷野家的𡃁仔e\u0301", "Yoshinoya’s lad e\u0301", "zh-CN", "en", before="上文", after="下文"),
    TranslationUnit(
        "粗体字。", "Bold words.", "zh-CN", "en", properties={"tu.tuid": "7", "x-client": "甲"},
        source_markup='<bpt i="1">&lt;b&gt;</bpt>粗体<ept i="1">&lt;/b&gt;</ept>字。',
        target_markup='<bpt i="1">&lt;b&gt;</bpt>Bold<ept i="1">&lt;/b&gt;</ept> words<ph x="2">{0}</ph>.',
    ),
]  # fmt: skip


def test_translate_toolkit_reads_tmx(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    with path.open("wb") as file:
        write_units(file, UNITS)
    # It takes codes for text, and gives them as they stand in the file.
    coded = ("<b>粗体</b>字。", "<b>Bold</b> words{0}.")
    assert pairs(path) == [*((unit.source, unit.target) for unit in UNITS[:3]), coded]
    assert units(path)[1].getnotes() == "n"


FILLED = {
    "a.xlf": '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="f"'
    ' datatype="plaintext" source-language="zh-CN" target-language="en"><body>{}</body></file></xliff>',
    "a.xliff": '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-CN"'
    ' trgLang="en"><file id="f">{}</file></xliff>',
}  # fmt: skip
OF = {
    "a.xlf": '<trans-unit id="u{}"><source>{}</source></trans-unit>',
    "a.xliff": '<unit id="u{}"><segment><source>{}</source></segment></unit>',
}


@pytest.mark.parametrize("name", FILLED)
def test_translate_toolkit_reads_what_was_filled_in(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sources = ["裸官", "𠮷野家&amp;𡃁", "没有译文"]
    content = "".join(OF[name].format(number, text) for number, text in enumerate(sources))
    path.write_text(FILLED[name].format(content), encoding="utf-8")
    targets = ["naked official", "Yoshinoya & <e\u0301> “lad”"]
    translations = {
        number: SegmentTranslation(text, (text,), 100) for number, text in enumerate(targets)
    }
    data, problems = open_job(path).fill(translations)
    assert problems == ()
    path.write_bytes(data)
    expected = [("裸官", targets[0]), ("𠮷野家&𡃁", targets[1])]
    assert pairs(path)[:2] == expected
    assert units(path)[2].target in (None, "")


def test_translate_toolkit_reads_a_catalogue_that_was_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n'
    )
    path.write_text(head + 'msgid "𠮷野家的“裸官”"\nmsgstr ""\n', encoding="utf-8")
    target = 'Yoshinoya’s "naked" official'
    data, problems = open_job(path).fill({0: SegmentTranslation(target, (target,), 100)})
    assert problems == ()
    path.write_bytes(data)
    assert pairs(path)[1:] == [("𠮷野家的“裸官”", target)]


def test_rdflib_reads_skos() -> None:
    rdflib = pytest.importorskip("rdflib", reason="no rdflib")
    concepts = [*CONCEPTS, replace(SIMPLE, id="x", gloss='a "b" \\ c\n\td', note="e'f")]
    graph = rdflib.Graph().parse(data=write(concepts, "skos")[0], format="turtle")
    skos = rdflib.namespace.SKOS
    assert {str(gloss) for gloss in graph.objects(None, skos.definition)} == {
        one.gloss for one in concepts
    }
    labels = {str(label) for label in graph.objects(None, skos.prefLabel)}
    assert {one.chinese[0].text for one in concepts} <= labels


def notes_after_import(path: Path, *files: bytes) -> dict[str, tuple[dict[str, str], set[str]]]:
    """Return the notes of a new collection of Anki, by GUID, after files were imported.

    The note type is one that every collection has: its fields are Front and Back.
    """
    collection = pytest.importorskip("anki.collection", reason="no anki")
    opened = collection.Collection(str(path / "collection.anki2"))
    for number, data in enumerate(files):
        name = path / f"{number}.txt"
        name.write_bytes(data)
        metadata = opened.get_csv_metadata(str(name), None)
        opened.import_csv(collection.ImportCsvRequest(path=str(name), metadata=metadata))
    notes = map(opened.get_note, opened.find_notes(""))
    found = {note.guid: (dict(note.items()), set(note.tags)) for note in notes}
    assert {card.name for card in opened.decks.all_names_and_ids()} == {
        "Default", "zh-en-glossary", "zh-en-glossary::corruption",
    }  # fmt: skip
    opened.close()
    return found


def test_anki_imports_notes(tmp_path: Path) -> None:
    awkward = '<b>"a" & b\'s;\tc\n#d\\ {{e}}'
    other = replace(SIMPLE, id="other", gloss=awkward, polity="taiwan", level=3)
    before = write([SIMPLE, other], "anki")[0]
    after = write([replace(SIMPLE, gloss="Changed."), other, *CONCEPTS[1:]], "anki")[0]
    found = notes_after_import(tmp_path, before, after)
    # Homonyms are notes of their own, and a note that is known is changed.
    assert len(found) == 1 + len(CONCEPTS)
    homonyms = [note for note in found.values() if note[0]["Front"] == "裸官"]
    assert len(homonyms) == 2
    (changed,) = (fields for fields, _ in homonyms if "Changed." in fields["Back"])
    assert changed["Back"].startswith("luǒguān<br>naked official<br>bare official<br>")
    ((shown, tags),) = (note for note in homonyms if note[0] is not changed)
    assert "&lt;b&gt;&quot;a&quot; &amp; b&#x27;s; c<br>#d\\ {{e}}" in shown["Back"]
    assert tags == {"subject::corruption", "polity::taiwan", "level::3"}
