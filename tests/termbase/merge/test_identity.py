"""Entries of one file are different concepts; what is exported can be imported again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from termbase.formats import FORMATS, ParsedFile, parse, write
from termbase.merge.importing import import_concepts
from termbase.merge.merging import Outcome
from termbase.termbase import Termbase
from tests.builtin import sample

FORMATS_BOTH_WAYS = [name for name, format in FORMATS.items() if format.reads and format.writes]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Termbase]:
    """An empty base."""
    base = Termbase.open(tmp_path / "own.db", builtin=False)
    yield base
    base.close()


def imported(own: Termbase, parsed: ParsedFile) -> dict[Outcome, int]:
    """Import a file and return the outcomes of its concepts."""
    return dict(import_concepts(own, parsed, "x").concepts)


DIFFERENT = {
    "cedict, traditional": ("cedict", "面 面 [mian4] /face/\n麵 面 [mian4] /flour/\n"),
    "cedict, reading": ("cedict", "行 行 [xing2] /walk/\n行 行 [hang2] /row/\n"),
    "cedict, case": ("cedict", "張 张 [Zhang1] /surname/\n張 张 [zhang1] /sheet/\n"),
    "csv, pinyin": ("csv", "simplified,pinyin,english\n朝阳,cháoyáng,x\n朝阳,zhāoyáng,y\n"),
    "csv, gloss": ("csv", "simplified,english,gloss\n配置,x,A.\n配置,x,B.\n"),
    "csv, entry ids": ("csv", "Term ID,Chinese,English\nA-1,提交,commit\nA-2,提交,submit\n"),
    "deepl, form": ("deepl", "台灣,Taiwan\n臺灣,Taiwan\n"),
    "google, form": ("google", "面,face\n麵,flour\n"),
}


@pytest.mark.parametrize(("name", "text"), DIFFERENT.values(), ids=DIFFERENT)
def test_entries_of_one_file_are_different_concepts(own: Termbase, name: str, text: str) -> None:
    """Importing them again changes nothing, and each is found to be itself."""
    parsed = parse(text.encode(), name, "x", "utf-8")
    assert imported(own, parsed) == {Outcome.NEW: 2}
    assert imported(own, parsed) == {Outcome.UNCHANGED: 2}
    again = ParsedFile(tuple(reversed(parsed.entries)))
    assert imported(own, again) == {Outcome.UNCHANGED: 2}


def test_synonyms_are_no_conflict(own: Termbase) -> None:
    """Rows with the same Chinese are one concept; the first rendering is preferred."""
    text = "simplified,english\n干部,cadre\n党,party\n干部,official\n"
    assert imported(own, parse(text.encode(), "csv", "x")) == {Outcome.NEW: 2}
    assert [term.text for term in own["ganbu"].english] == ["cadre", "official"]


@pytest.mark.parametrize("name", FORMATS_BOTH_WAYS)
def test_an_export_imported_again_is_the_same(own: Termbase, name: str) -> None:
    """A part of the built-in base instead of the whole, which takes minutes."""
    data, _ = write(sample(100), name)
    parsed = parse(data, name, "x")
    assert parsed.problems == ()
    assert set(imported(own, parsed)) == {Outcome.NEW}
    assert set(imported(own, parsed)) == {Outcome.UNCHANGED}
    again = parse(write(list(own), name)[0], name, "x")
    assert pairs(again) == pairs(parsed)


def pairs(parsed: ParsedFile) -> set[tuple[str, str, str, str]]:
    """Return every Chinese term with every rendering."""
    return {
        (term.text, term.traditional, term.pinyin, english.text)
        for concept in parsed.concepts
        for term in concept.chinese
        for english in concept.english
    }


def test_a_dictionary_comes_back_the_same(data: Path) -> None:
    """Every line of a sample of CC-CEDICT, notes and spellings of pinyin included."""
    (file,) = (data / "formats" / "cedict" / "dev").glob("*.u8")
    text = file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    parsed = parse(text.encode(), "cedict", "x")
    assert (parsed.problems, len(parsed.entries)) == ((), len(lines))
    written = write(parsed.concepts, "cedict")[0].decode()
    assert [line for line in written.splitlines() if not line.startswith("#")] == lines


NUMBERED = [("ID", "1"), ("id", "7"), ("编号", "1"), ("Id", "T-001"), ("ID", "c12")]


@pytest.mark.parametrize(("heading", "number"), NUMBERED)
def test_the_numbers_of_a_list_are_not_ids_of_ours(
    own: Termbase, heading: str, number: str
) -> None:
    """Each list begins with 1: concepts of two lists have nothing in common by it."""
    for pair in ("naked official,裸官", "cadre,干部"):
        text = f"{heading},English,Chinese (Simplified)\n{number},{pair}\n"
        assert imported(own, parse(text.encode(), "csv", "x")) == {Outcome.NEW: 1}
    assert [concept.chinese[0].text for concept in own] == ["干部", "裸官"]


def test_numbers_beside_ids_of_ours_are_not_ids(own: Termbase) -> None:
    """Somebody has added numbered rows to a list that has our ids."""
    for pair in ("involution,内卷", "cadre,干部"):
        text = f"id,English,Chinese\nluoguan,naked official,裸官\n2,{pair}\n"
        imported(own, parse(text.encode(), "csv", "x"))
    assert sorted(concept.id for concept in own) == ["ganbu", "luoguan", "neijuan"]


def test_an_id_that_looks_like_a_number_is_exported_and_imported(own: Termbase) -> None:
    """Our own tables have all columns, and so their ids are ours."""
    (concept,) = parse("simplified,english\n九九六,996 system\n".encode(), "csv", "x").concepts
    own.put([replace(concept, id="996")])
    (entry,) = parse(write([own["996"]], "csv")[0], "csv", "x").entries
    assert (entry.concept.id, entry.has_id) == ("996", True)
