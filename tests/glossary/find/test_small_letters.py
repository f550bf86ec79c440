"""Names that the press writes with fewer capitals than the termbase."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from termbase.model.concept import Concept, Language, Term

TERMS = (
    "inner-Party democracy",
    "the Party",
    "Party discipline",
    "Bluebird Movement",
    "Hundred Flowers Campaign",
    "New Party",
    "Basic Law",
    "Study Times",
    "Two Sessions",
)
FOUND = [
    ("The Chinese Communist Party allows no inner-party democracy.", "inner-party democracy"),
    ("Xi tightened party discipline.", "party discipline"),
    ("The Bluebird movement filled the streets.", "Bluebird movement"),
    ("In 1957 the Hundred Flowers campaign ended.", "Hundred Flowers campaign"),
    ("A member of the New party spoke.", "New party"),
    ("It is in the Basic law.", "Basic law"),
]
NOT_FOUND = [
    "Labour and the Greens argued about inner-party democracy.",
    "Vietnam's Communist Party purged party officials in Hanoi, as China watched.",
    "Cuba follows China, but its Communist Party has other party rules, Havana says; Cubans know.",
    "China watched as Labour relaxed party discipline.",
    "Xi came to the party.",
    "New party members joined the Greens.",
    "The law of gravity is a basic law of nature.",
    "Many hours go by. Basic law courses are dull.",
    "These are Study times.",
    "The Two sessions opened.",
    "a bluebird movement",
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    path: Path = tmp_path_factory.mktemp("small") / "own.db"
    g = glossary.open(path, builtin=False)
    for number, text in enumerate(TERMS):
        g.put(Concept(f"c{number}", (Term(Language.ENGLISH, text),)))
    return g


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(base: Glossary, text: str, expected: str) -> None:
    assert [mention.text for mention in base.find(text)] == [expected]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(base: Glossary, text: str) -> None:
    assert [mention.text for mention in base.find(text)] == []


def test_a_term_that_asks_for_its_case_is_found_in_it_only(tmp_path: Path) -> None:
    term = Term(Language.ENGLISH, "Bluebird Movement", case_sensitive=True)
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        g.put(Concept("c", (term,)))
        assert not g.find("The Bluebird movement filled the streets.")
