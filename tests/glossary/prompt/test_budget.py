"""The estimate of tokens, and what a budget leaves out."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.translate.prompt import Selection, Vocabulary, estimate, select, text, vocabulary, xml
from glossary.translate.prompt.wording import shown_entries
from tests.builtin import builtin

EXAMPLES = Path(__file__).parents[3] / "examples"
WRITERS = {"text": text.write, "xml": xml.write}


@cache
def example(name: str = "mainland.txt", to: str = "en") -> Vocabulary:
    source = (EXAMPLES / name).read_text(encoding="utf-8")
    return vocabulary(builtin().finder, [source], to)


@pytest.mark.parametrize(
    ("given", "tokens"),
    [
        ("", 0),
        ("the", 1),
        ("the Party", 3),
        ("党委", 4),
        ("黨委", 4),
        ("2024", 2),
        ("，", 2),
        ("\U0001f600", 3),
        ("㐀", 3),
        ("a b", 2),
    ],
)
def test_the_estimate(given: str, tokens: int) -> None:
    assert estimate(given) == tokens


@given(st.text(), st.text())
def test_more_text_has_more_tokens(one: str, other: str) -> None:
    assert estimate(one) <= estimate(f"{one}\n{other}") <= estimate(one) + estimate(other) + 1


@given(st.integers(120, 2200), st.sampled_from(sorted(WRITERS)))
def test_a_budget_is_never_exceeded_and_nothing_is_lost(budget: int, name: str) -> None:
    whole = example()
    try:
        selection = select(whole, budget, WRITERS[name])
    except ValueError as error:
        # What is left out is named, in the words of the terms.
        least = re.search(r"has (\d+) tokens", str(error))
        assert least
        assert budget < int(least[1]) < 200
        return
    assert estimate(WRITERS[name](selection)) <= budget
    kept = [entry for _, entry in selection.kept]
    assert sorted([*kept, *selection.cut], key=whole.entries.index) == list(whole.entries)
    numbers = {number for number, _ in selection.kept}
    assert selection.without_gloss <= numbers
    assert selection.without_admitted <= numbers
    # Whole terms are the last that is left out.
    if selection.left_out:
        assert not any(shown.gloss or shown.others for shown in shown_entries(selection))


def test_without_a_budget_everything_is_there() -> None:
    assert select(example(), None, text.write) == Selection(example())
    assert select(example(), 10**6, text.write).is_whole


def test_the_order_in_which_terms_are_left_out() -> None:
    """Well-known before specialised, rare before frequent."""
    selection = select(example(), 330, text.write)
    assert selection.left_out
    kept = [(one.level, one.count) for _, one in selection.kept]
    assert max((one.level, one.count) for one in selection.cut) <= min(kept)


def test_own_terms_are_the_last_to_be_left_out(tmp_path: Path) -> None:
    import glossary

    with glossary.open(tmp_path / "own.db") as own:
        own.add("菜市场", "wet market")
        source = (EXAMPLES / "mainland.txt").read_text(encoding="utf-8")
        found = vocabulary(own.finder, [source], "en")
        least = estimate(
            text.write(Selection(found, left_out=frozenset(range(len(found.entries)))))
        )
        kept = select(found, least + 30, text.write).kept
    assert "wet market" in {one.preferred.text for _, one in kept}


@pytest.mark.parametrize("name", ["text", "xml"])
def test_what_is_left_out_is_named_in_one_line(name: str) -> None:
    selection = select(example(), 400, WRITERS[name])
    (line,) = (one for one in WRITERS[name](selection).splitlines() if "Left out" in one)
    count = len(selection.cut)
    assert f"{count} terms: {selection.cut[0].forms[0]}" in line
    glosses = len(selection.without_gloss)
    assert glosses
    assert f"{glosses} gloss{'es' if glosses > 1 else ''}" in line


def test_json_lists_what_is_left_out() -> None:
    source = (EXAMPLES / "mainland.txt").read_text(encoding="utf-8")
    value = json.loads(builtin().prompt(source, budget=400, format="json"))
    shown = builtin().prompt(source, budget=400)
    assert (value["budget"], value["tokens"]) == (400, estimate(shown))
    assert len(value["terms"]) == len(re.findall("^- ", shown, re.MULTILINE))
    assert len(value["terms"]) + len(value["cut"]["terms"]) == len(example().entries)
    terms = {one["term"] for one in value["terms"]}
    assert {*value["cut"]["glosses"], *value["cut"]["admitted"]} <= terms


@pytest.mark.parametrize("name", ["text", "xml", "json"])
def test_a_budget_for_nothing_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"invalid budget 9; the text without any term has \d+"):
        builtin().prompt("严查裸官。", budget=9, format=name)  # type: ignore[arg-type]


def test_a_service_has_no_budget(small: Glossary) -> None:
    with pytest.raises(ValueError, match="invalid budget 100; deepl is not for a language model"):
        small.prompt("裸官", budget=100, format="deepl")


@pytest.mark.parametrize(
    ("name", "start", "size"),
    [
        ("zh_02_cpc20_party_building.txt", 0, 600),
        ("zh_02_cpc20_party_building.txt", 600, 600),
        ("zh_02_cpc20_party_building.txt", 1200, 600),
        ("zh_02_cpc20_party_building.txt", 1800, 600),
        ("en_24_congress_report.txt", 0, 3300),
    ],
)
def test_a_dense_page_has_1500_tokens_at_most(data: Path, name: str, start: int, size: int) -> None:
    report = (data / "articles" / name).read_text(encoding="utf-8")
    page = report.partition("\n")[2][start : start + size]
    value = json.loads(builtin().prompt(page, "zh" if size > 600 else "en", format="json"))
    assert len(value["terms"]) > 35
    assert value["tokens"] <= 1500
