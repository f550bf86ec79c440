"""Terms and their renderings: which are linked, which decide the other side, which stay alone."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import Glossary
from glossary.documents import parse
from glossary.translate.bitext import Bitext, bitext_of_texts, bitext_of_units
from glossary.translate.bitext.in_order import paired
from termbase.model.concept import Concept, Language, Term
from termbase.model.unit import TranslationUnit
from tests.glossary.find.test_find_laws import texts

ZH, EN = "裸官外逃。", "Naked officials fled."


def units(small: Glossary, *pairs: tuple[str, str]) -> Bitext:
    """A bilingual file of these segments."""
    return bitext_of_units(small.finder, [TranslationUnit(*pair) for pair in pairs])


def linked(bitext: Bitext) -> list[tuple[str, str]]:
    source, target = bitext.source.annotations, bitext.target.annotations
    return [(source[link.source - 1].text, target[link.target - 1].text) for link in bitext.links]


def alone(bitext: Bitext) -> tuple[list[str], list[str]]:
    """The terms of both sides that have no counterpart."""
    sources = {link.source for link in bitext.links}
    targets = {link.target for link in bitext.links}
    return (
        [one.text for one in bitext.source.annotations if one.number not in sources],
        [one.text for one in bitext.target.annotations if one.number not in targets],
    )


ROWS = [
    ("裸官外逃。", "Naked officials fled.", [("裸官", "Naked officials")]),
    ("Naked officials fled.", "裸官外逃。", [("Naked officials", "裸官")]),
    # In order, one to one; of three only the nearest have a counterpart.
    (
        "裸官不是贪官，裸官就是裸官。",
        "A naked official is not corrupt; he is a naked official.",
        [("裸官", "naked official"), ("裸官", "naked official")],
    ),
    ("裸官走了，人们说裸官。", "They left, and people speak of naked officials.",
     [("裸官", "naked officials")]),
    # The rendering of another form of the concept is a counterpart too.
    ("中纪委和裸官。", "The CCDI and a naked official.",
     [("中纪委", "CCDI"), ("裸官", "naked official")]),
    # What is ambiguous on one side is decided by the other one.
    ("打虎就是抓腐败的老虎。", "It means to catch a tiger.", [("老虎", "tiger")]),
    ("抓老虎。", "Catch a corrupt tiger.", [("老虎", "tiger")]),
    # Two ordinary animals decide nothing.
    ("动物园有老虎。", "The zoo has a tiger.", []),
    ("我看见老虎。", "I saw a tiger.", []),
    # An unlisted rendering has no counterpart, and neither has another concept.
    ("裸官外逃。", "The man whose family is abroad has fled.", []),
    ("裸官外逃。", "The CCDI has fled.", []),
    # The same term in the same language is its own counterpart.
    ("他读 Study Times。", "He reads the Study Times.", [("Study Times", "Study Times")]),
    ("naked officials（裸官）外逃。", "Naked officials fled.",
     [("naked officials", "Naked officials")]),
    # A name and its short form in brackets are one, on both sides and on one.
    ("中央纪律检查委员会说，中纪委会查。",
     "The Central Commission for Discipline Inspection (CCDI) said that the CCDI will look.",
     [("中央纪律检查委员会", "Central Commission for Discipline Inspection"),
      ("中纪委", "CCDI")]),
    ("中央纪委（CCDI）说，CCDI会查。",
     "The Central Commission for Discipline Inspection (CCDI) said that the CCDI will look.",
     [("中央纪委", "Central Commission for Discipline Inspection"), ("CCDI", "CCDI")]),
    # A part of a term that has no counterpart as a whole.
    ("改革开放三十年。", "Thirty years of economic reform.", [("改革", "economic reform")]),
    ("改革开放三十年。", "Thirty years of reform and opening.",
     [("改革开放", "reform and opening")]),
    ("改革开放三十年。", "Thirty years.", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "expected"), ROWS)
def test_links_of_a_row(
    small: Glossary, source: str, target: str, expected: list[tuple[str, str]]
) -> None:
    assert linked(units(small, (source, target))) == expected


def test_a_short_form_in_brackets_is_not_without_a_counterpart(small: Glossary) -> None:
    name = "Central Commission for Discipline Inspection"
    for english in (f"The {name} (CCDI) said so.", f"The CCDI ({name}) said so."):
        bitext = units(small, ("中央纪委说的。", english))
        assert len(bitext.links) == 1
        assert alone(bitext) == ([], [])
        assert len(bitext.target.annotations[0].mentions) == 2


def test_the_nearest_of_several_is_the_counterpart(small: Glossary) -> None:
    bitext = units(
        small, ("裸官，三年以来没有人再提起，裸官。", "After three years, naked officials.")
    )
    assert [(link.source, link.target) for link in bitext.links] == [(2, 1)]
    assert alone(bitext) == (["裸官"], [])


def test_a_term_without_a_counterpart_stays_marked(small: Glossary) -> None:
    bitext = units(small, ("裸官外逃。", "The man whose family is abroad has fled."))
    assert alone(bitext) == (["裸官"], [])


def test_what_the_other_side_does_not_confirm_has_to_be_beyond_doubt(small: Glossary) -> None:
    corrupt = "He is corrupt. A tiger."
    assert [m.text for m in small.find(corrupt)] == ["tiger"]
    assert alone(units(small, ("一名官员。", corrupt)))[1] in ([], ["tiger"])
    # A cue near by, and a word that is seldom one of politics.
    doubtful = "The corrupt. " + "x " * 80 + "\n\nA tiger in the game."
    assert [m.text for m in small.find(doubtful)] == ["tiger"]
    assert alone(units(small, ("动物园的动物。", doubtful)))[1] == []


@pytest.mark.parametrize(
    ("source", "target", "polity"),
    [
        # Each side alone would say the mainland's where it does not name another.
        ("台湾的国防部发表声明，立法院没有回应。", "The Ministry of National Defense spoke.", "taiwan"),
        ("国防部发表声明。", "The Ministry of National Defense of Taiwan spoke to the Legislative Yuan.",
         "taiwan"),
        ("国防部发表声明。", "The Ministry of National Defense spoke.", "mainland"),
    ],
)  # fmt: skip
def test_the_likelier_side_decides_whose_a_name_is(
    tmp_path: Path, source: str, target: str, polity: str
) -> None:
    terms = (
        Term(Language.CHINESE, "国防部", traditional="國防部"),
        Term(Language.ENGLISH, "Ministry of National Defense"),
    )
    with glossary.open(tmp_path / "own.db", builtin=False) as opened:
        opened.put(
            Concept("mnd", terms, polity="mainland"), Concept("mnd-tw", terms, polity="taiwan")
        )
        bitext = units(opened, (source, target))
    assert linked(bitext) == [("国防部", "Ministry of National Defense")]
    for side in (bitext.source, bitext.target):
        assert [one.concept.polity for one in side.annotations] == [polity]


def test_the_counterpart_may_be_in_the_next_sentence(small: Glossary) -> None:
    source = "有人外逃，他们都是裸官。这件事上了报纸，很多人议论。"
    target = "Some people have fled. They were naked officials, and the papers spoke of it."
    bitext = bitext_of_texts(small.finder, parse(source), parse(target))
    assert linked(bitext) == [("裸官", "naked officials")]


def test_a_segment_of_a_file_has_its_counterpart_within_it(small: Glossary) -> None:
    bitext = units(small, ("裸官。", "They."), ("他们。", "Naked officials."))
    assert linked(bitext) == []


def test_a_frequent_name_is_not_linked_across_sentences(small: Glossary) -> None:
    source = "\n\n".join(["裸官。", "他们。"] * 4)
    target = "\n\n".join(["They.", "Naked officials."] * 4)
    bitext = bitext_of_texts(small.finder, parse(source), parse(target))
    assert all(
        bitext.source_rows[link.source] == bitext.target_rows[link.target] for link in bitext.links
    )


@given(source=texts, target=texts)
def test_both_ends_of_a_link_are_of_one_concept(small: Glossary, source: str, target: str) -> None:
    if not source.strip() or not target.strip():
        return
    bitext = units(small, (source, target))
    ours = {one.number: one for one in bitext.source.annotations}
    theirs = {one.number: one for one in bitext.target.annotations}
    assert all(
        ours[link.source].concept.id == theirs[link.target].concept.id for link in bitext.links
    )
    for ends in zip(*((link.source, link.target) for link in bitext.links), strict=True):
        assert len(set(ends)) == len(ends)


@given(source=texts, target=texts)
def test_links_are_the_same_from_either_side(small: Glossary, source: str, target: str) -> None:
    if not source.strip() or not target.strip():
        return
    there, back = units(small, (source, target)), units(small, (target, source))
    assert sorted((link.source, link.target) for link in there.links) == sorted(
        (link.target, link.source) for link in back.links
    )


def test_a_mark_is_in_one_row(small: Glossary) -> None:
    bitext = units(small, ("裸官，CCDI。", "Naked officials and the CCDI."), (ZH, EN))
    for side in (bitext.source, bitext.target):
        ends = [(annotation.start, annotation.end) for annotation in side.annotations]
        assert ends == sorted(ends)
        assert all(a[1] <= b[0] for a, b in pairwise(ends))


@given(st.lists(st.integers(0, 9), max_size=6), st.lists(st.integers(0, 9), max_size=6))
def test_pairs_in_order_are_the_cheapest(left: list[int], right: list[int]) -> None:
    found = paired(left, right, lambda a, b: abs(a - b))
    assert len(found) == min(len(left), len(right))
    short, long = sorted((left, right), key=len)
    cheapest = min(
        sum(abs(a - b) for a, b in zip(short, chosen, strict=True))
        for chosen in combinations(long, len(short))
    )
    assert sum(abs(a - b) for a, b in found) == cheapest
