"""Finding English terms: inflection, possessives, hyphens, quotes, case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import glossary
from glossary import Glossary
from glossary.find.english import EnglishFinder
from glossary.find.mention import Candidate
from termbase.model.concept import Concept, Language, Term
from termbase.store.keys import SearchForm

FOUND = [
    ("naked officials", "naked officials"),
    ("Naked officials fled.", "Naked officials"),
    ("NAKED OFFICIALS FLEE", "NAKED OFFICIALS"),
    ("a naked-official case", "naked-official"),
    ("a naked\nofficial", "naked\nofficial"),
    ("a naked\r\n   official", "naked\r\n   official"),
    ("a naked\u00a0official", "naked\u00a0official"),
    ("the ‘naked’ officials", "naked’ officials"),
    ('the "naked" officials', '"naked" officials'),
    ("a naked official's wife", "naked official"),
    ("a naked official’s wife", "naked official"),
    ("the naked officials’ wives", "naked officials"),
    ("na\u00adked offi\u00adcials", "na\u00adked offi\u00adcials"),
    ("Sloughing off its shell, he left", "Sloughing off its shell"),
    ("they sloughed off their shells", "sloughed off their shells"),
    ("she sloughs off her shell", "sloughs off her shell"),
    ("the CCDI said", "CCDI"),
    ("the CCDI's report", "CCDI"),
    ("the C.C.D.I. said", "C.C.D.I."),
    (
        "Central Commission for Discipline Inspection",
        "Central Commission for Discipline Inspection",
    ),
    (
        "CENTRAL COMMISSION FOR DISCIPLINE INSPECTION",
        "CENTRAL COMMISSION FOR DISCIPLINE INSPECTION",
    ),
    ("loyal to the Party.", "the Party"),
    ("The Party’s nature", "The Party"),
    ("THE PARTY LEADS", "THE PARTY"),
    ("party committees met", "party committees"),
    ("the Party Committee met", "Party Committee"),
    ("the two sessions are open", None),
    ("this year’s Two Sessions", "Two Sessions"),
    ("state owned enterprises", "state owned enterprises"),
    ("state-owned enterprises", "state-owned enterprises"),
    ("SOEs lost money", "SOEs"),
    ("one country, two systems", "one country, two systems"),
    ("“One Country, Two Systems”", "One Country, Two Systems"),
    ("one country two systems", "one country two systems"),
    ("reform and opening-up", "reform and opening"),
    ("Study Times, a newspaper", "Study Times"),
    ("Xi Jinping’s speech", "Xi Jinping"),
    ("a U.S.-based expert", "U.S."),
    ("bagged two tigers in the corruption drive", "tigers"),
]

NOT_FOUND = [
    "party",
    "a party to the treaty",
    "at the party",
    "central commission for discipline inspection",
    "the two sessions",
    "study times",
    "Study Time",
    "naked. Officials said",
    "naked; officials",
    "naked, officials",
    "naked\n\nofficial",
    "naked - official",
    "half-naked officialdom",
    'naked "officials of the court"',
    "nakedofficial",
    "join us",
    "US"[:1],
    "soe",
    "xi jinping",
    "Tiger Woods and corruption",
    "a tiger in the zoo, corrupt as it is",
    "tigers are cats",
    "ccdi",
    "see www.example.org/naked-official/x",
    "write to naked.official@example.org",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(small: Glossary, text: str, expected: str | None) -> None:
    found = [mention.text for mention in small.find(text)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(small: Glossary, text: str) -> None:
    assert [mention.text for mention in small.find(text)] == []


def test_longest_wins(small: Glossary) -> None:
    assert [m.text for m in small.find("the Chinese Communist Party")] == [
        "Chinese Communist Party"
    ]


def test_a_root_is_shared_when_it_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["the Party line", "the Party congress", "the Party"]
    forms = [SearchForm(str(number), 0, "en", text) for number, text in enumerate(texts)]
    finder = EnglishFinder(forms, {})
    text = "the Party congress"
    insert = EnglishFinder._insert
    meanwhile: list[list[Candidate]] = []

    def slowly(self: EnglishFinder, *args: Any) -> None:
        # What another thread would find at this moment.
        if not meanwhile:
            meanwhile.append([])
            meanwhile[0] = list(self.find(text))
        insert(self, *args)

    monkeypatch.setattr(EnglishFinder, "_insert", slowly)
    found = list(finder.find(text))
    assert [text[start:end] for start, end, _, _ in found] == ["the Party", "the Party congress"]
    assert meanwhile == [found]


def test_words_that_begin_no_term_lead_nowhere() -> None:
    finder = EnglishFinder([SearchForm("c", 0, "en", "cadre")], {})
    assert list(finder.find("a word or two")) == []
    assert not any(finder._beginnings.values())


def test_a_verb_is_not_the_noun_of_a_thing(tmp_path: Path) -> None:
    term = Term(Language.ENGLISH, "jail")
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        g.put(Concept("jail", (term,), kind="institution"))
        g.put(Concept("struggle", (Term(Language.ENGLISH, "struggle"),), kind="practice"))
        assert [m.text for m in g.find("He was jailed in the jails of Henan.")] == ["jails"]
        assert [m.text for m in g.find("They struggled.")] == ["struggled"]
