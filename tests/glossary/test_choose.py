"""Choosing annotations: level, density, known words, subject, users; own terms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.annotate import annotate
from glossary.choose import (
    ALWAYS,
    DENSITY,
    choose,
    from_level,
    shown_up_to,
    size_of,
    start_level,
)
from glossary.documents import parse, read
from glossary.known import read_known
from termbase.builtin import open_builtin
from termbase.model.concept import Concept, Language, Term, Usage
from termbase.store import Store
from termbase.termbase import Termbase

ZH, EN = Language.CHINESE, Language.ENGLISH
OFFICIAL, DISSIDENT = (Usage.OFFICIAL,), (Usage.DISSIDENT,)
BUILTIN = [
    Concept("renmin", (Term(ZH, "人民", traditional="人民"), Term(EN, "the people")), level=1, subject="ideology"),
    Concept("ganbu", (Term(ZH, "干部", traditional="幹部", usage=OFFICIAL), Term(EN, "cadre")), level=2, subject="institution"),
    Concept("lianghui", (Term(ZH, "两会", traditional="兩會"), Term(EN, "Two Sessions", usage=OFFICIAL)), level=3, subject="meeting"),
    Concept("luoguan", (Term(ZH, "裸官", traditional="裸官"), Term(EN, "naked official")), level=4, subject="corruption", gloss="Family abroad."),
    Concept("zhaojiaren", (Term(ZH, "赵家人", traditional="趙家人", usage=DISSIDENT), Term(EN, "the Zhaos")), level=5, subject="internet"),
    Concept("unrated", (Term(ZH, "纪委", traditional="紀委"), Term(EN, "discipline commission")), subject="institution"),
]  # fmt: skip
OWN = Concept("own", (Term(ZH, "村霸", traditional="村霸"), Term(EN, "village tyrant")), level=1)
TEXT = "人民、干部、两会、裸官、赵家人、纪委、村霸。"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    """A glossary with a base of the user's own beside the terms that stand for the built-in."""
    folder: Path = tmp_path_factory.mktemp("both")
    builtin, own = Store(folder / "builtin.db"), Store(folder / "own.db")
    builtin.put(BUILTIN)
    own.put([OWN])
    opened = Glossary(Termbase(own, builtin))
    yield opened
    opened.close()


def marked(g: Glossary, text: str = TEXT, **options: object) -> list[str]:
    return [row["text"] for row in json.loads(g.annotate(text, to="json", **options))]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (None, "人民 干部 两会 裸官 赵家人 纪委 村霸"),
        (1, "人民 干部 两会 裸官 赵家人 纪委 村霸"),
        (2, "干部 两会 裸官 赵家人 纪委 村霸"),
        (4, "裸官 赵家人 纪委 村霸"),
        (5, "赵家人 纪委 村霸"),
    ],
)
def test_a_level_marks_its_concepts_and_those_above(
    both: Glossary, level: int | None, expected: str
) -> None:
    assert marked(both, level=level) == expected.split()


@pytest.mark.parametrize("level", [0, 6, -1, "3", 2.0, True])
def test_an_unknown_level_is_refused(both: Glossary, level: object) -> None:
    with pytest.raises(ValueError, match=r"invalid level .*; expected one of: 1, 2, 3, 4, 5"):
        both.annotate(TEXT, level=level)  # type: ignore[call-overload]


CHOICES = [
    ({"subject": "institution"}, "干部 纪委"),
    ({"subject": ["institution", "meeting"]}, "干部 两会 纪委"),
    # The users of the term in the text count; where it names none, those of its renderings.
    ({"usage": "official"}, "干部 两会"),
    ({"usage": ["dissident"]}, "赵家人"),
    ({"usage": ["dissident", "official"], "subject": "internet"}, "赵家人"),
    ({"usage": "official", "level": 3}, "两会"),
    ({"known": "干部"}, "人民 两会 裸官 赵家人 纪委 村霸"),
    ({"known": ["幹部", "naked official", "兩會"]}, "人民 裸官 赵家人 纪委 村霸"),
    # A known word is a whole term, and no id.
    ({"known": ["干", "luoguan", "家人"]}, "人民 干部 两会 裸官 赵家人 纪委 村霸"),
    ({"known": ["村霸", "纪委"], "level": 5}, "赵家人"),
    ({"known": ()}, "人民 干部 两会 裸官 赵家人 纪委 村霸"),
]


@pytest.mark.parametrize(("options", "expected"), CHOICES)
def test_choices_work_together(both: Glossary, options: dict[str, Any], expected: str) -> None:
    assert marked(both, **options) == expected.split()


def test_a_known_term_is_known_at_all_its_mentions_in_either_script_and_language(
    both: Glossary,
) -> None:
    text = "幹部、干部。裸官 (naked official)。裸官。Naked officials"
    assert marked(both, text, known="干部") == ["裸官", "naked official", "裸官", "Naked officials"]
    assert marked(both, text, known="裸官") == ["幹部", "干部", "Naked officials"]
    assert marked(both, text, known="Naked Official") == ["幹部", "干部", "裸官"]


def test_the_first_mention_that_is_left_counts_as_the_first(both: Glossary) -> None:
    found = annotate(parse("裸官。Naked officials。裸官。Naked officials"), both.finder)
    assert [one.is_first for one in found] == [True, False, False, False]
    chosen = choose(found, known=read_known(["裸官"]))
    assert [(one.text, one.is_first) for one in chosen] == [
        ("Naked officials", True), ("Naked officials", False),
    ]  # fmt: skip
    assert marked(both, "裸官。Naked officials", known="裸官", mentions="first") == [
        "Naked officials"
    ]


def test_an_unknown_subject_or_usage_is_refused_with_the_nearest_names(both: Glossary) -> None:
    with pytest.raises(ValueError, match=r"invalid subject 'corupt'; expected one of: corruption$"):
        both.annotate(TEXT, subject="corupt")
    with pytest.raises(ValueError, match="one of: corruption, ideology, institution, internet,"):
        both.annotate(TEXT, subject="zzz")
    with pytest.raises(ValueError, match="invalid usage 'rude'; expected one of: official, "):
        both.annotate(TEXT, usage="rude")
    with pytest.raises(ValueError, match="invalid gloss 'some'; expected one of: none, first, "):
        both.annotate(TEXT, gloss="some")  # type: ignore[call-overload]


def test_a_short_text_shows_all_and_a_dense_one_only_what_is_rare(both: Glossary) -> None:
    few, many = TEXT, "人民干部" * 8 + "裸官、赵家人" * 5
    assert "not marked" not in both.annotate(few, to="text")
    out = both.annotate(many, to="text")
    assert out.startswith("人民干部" * 8 + "裸官[1]、赵家人[2]")
    assert out.endswith("\n2 terms below level 3 not marked; level 1 marks all\n")
    assert "[^zg-renmin]" in both.annotate(many, to="markdown")
    assert "[^zg-renmin]" not in both.annotate(many, to="markdown", level=2)
    dense = both.annotate(many, to="markdown", mentions="all")
    assert dense.count("[^zg-renmin]") == 9
    # Nothing is nearer: what is rarest is shown.
    assert both.annotate("赵家人" * 20, to="text", mentions="all").startswith("赵家人[1]")


def test_english_is_measured_in_words(both: Glossary) -> None:
    assert size_of(parse("<p>The <b>people</b>’s 干部, 2026; don't</p>", "html")) == 6


@given(
    text=st.lists(
        st.sampled_from([*TEXT, *TEXT.split("、"), "cadre ", "，这是别的话"]), max_size=120
    )
)
def test_the_start_level_shows_as_many_marks_as_have_room(both: Glossary, text: list[str]) -> None:
    document = parse("".join(text))
    annotations = annotate(document, both.finder)
    level = start_level(annotations, document)
    room = max(ALWAYS, DENSITY * size_of(document) / 100)
    counts = [len(from_level(annotations, n)) for n in range(1, 6)]
    assert counts == sorted(counts, reverse=True)
    shown = counts[level - 1]
    if counts[0] <= room:
        assert level == 1
    else:
        # No other level is nearer to the room there is: both below it, both above, or one of each.
        assert shown
        for other in filter(None, counts):
            assert abs(log(shown / room)) <= abs(log(other / room)) + 1e-9
    for annotation in annotations:
        is_rated = annotation.concept.level and not annotation.is_own
        assert shown_up_to(annotation) == (annotation.concept.level if is_rated else 5)
    assert choose(annotations) == annotations


def test_own_terms_are_known_as_such_and_come_first(both: Glossary) -> None:
    rows = json.loads(both.annotate(TEXT, to="json"))
    assert [row["text"] for row in rows if row["own"]] == ["村霸"]
    table = both.annotate("裸官、村霸、裸官", to="text").splitlines()
    assert table[0] == "裸官[2]、村霸[1]、裸官[2]"
    assert table[2].endswith("count  your own")
    assert re.fullmatch(r"\[1\]  村霸 .* 1  yes", table[4])
    assert re.fullmatch(r"\[2\]  裸官 .* 2", table[5])
    notes = both.annotate("裸官、村霸", to="markdown").split("\n\n\n")[1].splitlines()
    assert notes == [
        "[^zg-own]: **村霸** \\(your own\\): village tyrant",
        "[^zg-luoguan]: **裸官**: naked official · Family abroad\\.",
    ]
    # Where all are the user's own there is nothing to tell apart.
    assert "own" not in both.annotate("村霸", to="text")
    assert "your own" not in both.annotate("村霸", to="markdown")


def test_footnotes_without_glosses(both: Glossary) -> None:
    notes = both.annotate("裸官", to="markdown", gloss="none")
    assert notes.endswith("[^zg-luoguan]: **裸官**: naked official\n")


PIECES = ["裸官", "两会", "naked official ", *"[]〔〕⟦⟧12，\n", "[1]", "〔2〕", "⟦3⟧", "\x1b"]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_numbers_taken_out_of_a_text_give_it_back(both: Glossary, pieces: list[str]) -> None:
    text = "".join(["裸官。", *pieces, "。"])
    numbered = both.annotate(text, to="text", level=1)
    label = re.match(r"裸官(.)\d+(.)", numbered)
    assert label
    opening, closing = map(re.escape, label.groups())
    plain = both.annotate(text, to="text", known=["裸官", "两会", "naked official"])
    article = numbered.split("\n\n     ")[0] + "\n"
    assert re.sub(rf"{opening}\d+{closing}", "", article) == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("裸官", "裸官[1]"),
        ("[2]裸官", "[2]裸官〔1〕"),
        ("[2]〔3〕裸官", "[2]〔3〕裸官⟦1⟧"),
        ("[a][]裸官", "[a][]裸官[1]"),
    ],
)
def test_numbers_differ_from_those_of_the_text(both: Glossary, text: str, expected: str) -> None:
    assert both.annotate(text, to="text").splitlines()[0] == expected


def test_the_densest_articles_become_readable(data: Path) -> None:
    with Glossary(Termbase(None, open_builtin())) as g:
        document = read(data / "articles/zh_02_cpc20_party_building.txt")
        annotations = annotate(document, g.finder)
        level = start_level(annotations, document)
        per_hundred = size_of(document) / 100
        assert len(annotations) > 2 * DENSITY * per_hundred * 0.9
        assert 0.5 < len(from_level(annotations, level)) / (DENSITY * per_hundred) < 2


def test_numbers_differ_from_those_of_a_page(both: Glossary) -> None:
    page = parse("<p>&#91;<b>2</b>] 裸官</p>", "html")
    assert both.annotate(page, to="text").splitlines()[0] == "[2] 裸官〔1〕"
