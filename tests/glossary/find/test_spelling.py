"""Finding English terms in British and American spelling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import Glossary
from glossary.find.english import EnglishFinder
from termbase.language import english
from termbase.language.script import LONG
from termbase.store.keys import SearchForm

TERMS = {
    "转移就业": ["labor transfer"],
    "中共同路人": ["CCP fellow traveller", "fellow traveler of the CCP"],
    "改造": ["remould", "remold"],
    "组织": ["organisational life"],
    "纲领": ["the Programme"],
    "劳动法": ["Labour Law"],
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    with glossary.open(tmp_path_factory.mktemp("spelling") / "own.db", builtin=False) as opened:
        for chinese, renderings in TERMS.items():
            opened.add(chinese, renderings)
        yield opened


FOUND = [
    ("Xinjiang labor transfer", ["labor transfer"]),
    ("Xinjiang labour transfer", ["labour transfer"]),
    ("labour transfers", ["labour transfers"]),
    ("a fellow traveler of the CCP", ["fellow traveler of the CCP"]),
    ("fellow travellers of the CCP", ["fellow travellers of the CCP"]),
    ("a CCP fellow traveller", ["CCP fellow traveller"]),
    ("CCP fellow travelers", ["CCP fellow travelers"]),
    ("organizational life", ["organizational life"]),
    ("ORGANIZATIONAL LIFE", ["ORGANIZATIONAL LIFE"]),
    # The case that a term asks for.
    ("the Program", ["the Program"]),
    ("the program", []),
    ("Labor Law", ["Labor Law"]),
    ("labor law", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_both_spellings_are_found(base: Glossary, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in base.find(text)] == expected
    long = f"{'x ' * LONG}{text}"
    assert [mention.text for mention in base.find(long)] == expected


@pytest.mark.parametrize("text", ["remould", "remold"])
def test_of_two_terms_the_one_spelled_so_is_found(base: Glossary, text: str) -> None:
    assert [mention.term.text for mention in base.find(text)] == [text]


def test_a_term_that_is_case_sensitive() -> None:
    forms = [SearchForm("c", 0, "en", "Labour", case_sensitive=True)]
    finder = EnglishFinder(forms, english.inflections(["labour"]))
    text = "Labour, Labor, Labors, LABOR, labor, labour"
    assert [text[start:end] for start, end, _, _ in finder.find(text)] == [
        "Labour", "Labor", "Labors",
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["labour transfer", "Labor transfers", "LABOUR TRANSFER"])
def test_both_spellings_are_looked_up(base: Glossary, query: str) -> None:
    hit = base.lookup(query)[0]
    assert (hit.score >= 90, hit.matched) == (True, "labor transfer")


def test_an_older_base_is_read_anew(tmp_path: Path) -> None:
    """Keys and base forms of schema 5 are in the spelling of the term."""
    import sqlite3

    path = tmp_path / "own.db"
    with glossary.open(path, builtin=False) as own:
        own.add("劳教", "re-education through labour")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE key SET text = replace(text, 'labor', 'labour')")
        connection.execute(
            "UPDATE lemma SET form = 'labours', lemma = 'labour' WHERE form = 'labors'"
        )
        for table in ("remark", "proposal", "link", "session", "token", "account", "change"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 5")
    connection.close()
    with glossary.open(path, builtin=False) as own:
        assert own.lookup("re-education through labor")[0].score >= 90
        assert own.lookup("labors")[0].score >= 50
        assert [m.text for m in own.find("re-education through labor")]


WORDS = [
    "labor",
    "labours",
    "transfer",
    "fellow",
    "travelers",
    "traveller",
    "organisational",
    "Program",
    "Law",
]
_FORMS = [SearchForm(t, 0, "en", text) for t, texts in TERMS.items() for text in texts]
_VOCABULARY = [word.lower() for form in _FORMS for word in english.words(form.text)]
_FINDER = EnglishFinder(_FORMS, english.inflections(_VOCABULARY))


@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_terms_begin_where_the_scan_looks(text: str) -> None:
    matches = (english.WORD.match(text, place) for place in _FINDER._scan.beginnings(text))
    found = list(_FINDER._from_each(text, filter(None, matches)))
    assert found == list(_FINDER._from_each(text, english.WORD.finditer(text)))
