"""The sizes that concepts and units may have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import glossary
from termbase.errors import ContentError, InputError, InvalidConcept
from termbase.memory.files import import_file
from termbase.model.concept import Concept, Cues, Example, Language, Source, Term
from termbase.model.limits import COUNT, CUES, NAME, SEGMENT, TERM, TEXT, excess_of
from termbase.model.unit import TranslationUnit

ZH, EN = Language.CHINESE, Language.ENGLISH
UNIT = TranslationUnit("坚持", "persist")


def concept(**fields: Any) -> Concept:
    return Concept("luoguan", (Term(ZH, "裸官"), Term(EN, "naked official")), **fields)


LARGEST = [
    ("subject", concept(subject="x" * NAME), concept(subject="x" * (NAME + 1))),
    ("note", concept(note="x" * TEXT), concept(note="x" * (TEXT + 1))),
    (
        "english",
        concept(examples=(Example("裸官", "x" * TEXT),)),
        concept(examples=(Example("裸官", "x" * (TEXT + 1)),)),
    ),
    (
        "sources",
        concept(sources=(Source("a"),) * COUNT),
        concept(sources=(Source("a"),) * (COUNT + 1)),
    ),
    (
        "a term",
        replace(concept(), terms=(Term(EN, "x" * TERM),)),
        replace(concept(), terms=(Term(EN, "x" * (TERM + 1)),)),
    ),
    (
        "support",
        replace(concept(), terms=(Term(EN, "x", cues=Cues(("a",) * CUES)),)),
        replace(concept(), terms=(Term(EN, "x", cues=Cues(("a",) * (CUES + 1))),)),
    ),
    ("source", replace(UNIT, source="x" * SEGMENT), replace(UNIT, source="x" * (SEGMENT + 1))),
    ("notes", replace(UNIT, notes=("x",) * COUNT), replace(UNIT, notes=("x",) * (COUNT + 1))),
    (
        "properties",
        replace(UNIT, properties={"a": "x" * SEGMENT}),
        replace(UNIT, properties={"a": "x" * (SEGMENT + 1)}),
    ),
]


@pytest.mark.parametrize(("field", "largest", "larger"), LARGEST)
def test_what_is_larger_is_named(field: str, largest: Any, larger: Any) -> None:
    assert excess_of(largest) == ""
    assert excess_of(larger).startswith(f"{field} has ")


def test_what_is_too_large_is_not_stored(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        with pytest.raises(InvalidConcept, match=r"^luoguan: subject has 201 char.* at most 200"):
            g.put(concept(subject="x" * 201))
        with pytest.raises(InvalidConcept, match=r"gloss has 10,001 char.* at most 10,000"):
            g.add("裸官", ["naked official"], gloss="x" * 10_001)
        with pytest.raises(InvalidConcept, match=r"terms has 202 items, of at most 200"):
            g.add("裸官", [f"official {n}" for n in range(201)])
        with pytest.raises(InputError, match=r"target has 100,001 char.* at most 100,000"):
            g.memory.add("坚持", "x" * 100_001)
        g.add("裸官", ["naked official"], id="luoguan")
        with pytest.raises(InvalidConcept, match=r"^luoguan: note has"):
            g.edit("luoguan", note="x" * 10_001)
        with pytest.raises(InvalidConcept, match=r"^luoguan: kind has"):
            g.propose("luoguan", concept(kind="x" * 201))


def test_a_file_with_too_large_parts_names_its_lines(tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    rows = ("simplified,english,note", f"裸官,naked official,{'x' * 10_001}", "内卷,involution,x")
    terms.write_text("\n".join(rows), encoding="utf-8")
    units = tmp_path / "units.tsv"
    units.write_text(f"source\ttarget\n好\tgood\n坚持\t{'x' * 100_001}\n", encoding="utf-8")
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        with pytest.raises(ContentError) as refused:
            g.import_file(terms)
        assert str(refused.value) == (
            f"{terms}:2: note has 10,001 characters, of at most 10,000; shorten it"
        )
        g.import_file(terms, skip_bad=True)
        assert [one.chinese[0].text for one in g.termbase] == ["内卷"]
        with pytest.raises(ContentError) as refused:
            import_file(g.memory, units)
        assert str(refused.value) == (
            f"{units}:3: target has 100,001 characters, of at most 100,000; shorten it"
        )


def test_the_builtin_terms_are_within_the_limits() -> None:
    with glossary.open() as g:
        assert not [concept.id for concept in g.termbase if excess_of(concept)]
