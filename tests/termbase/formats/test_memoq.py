"""Term bases of memoQ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from termbase.errors import InputError
from termbase.formats import losses, parse, write
from termbase.model.concept import Concept, Language, PassThrough, Status, Term
from tests.contracts import AWKWARD

ZH, EN = Language.CHINESE, Language.ENGLISH
# As memoQ exports it, with several terms in one language and with a language that is not ours.
EXPORTED = """\ufeffEntry_ID,Entry_Subject,Entry_Domain,Entry_Created,Entry_Note,English_United_States_Def,\
English_United_States,Term_Info,Term_Example,English_United_States,Term_Info,Term_Example,Chinese_PRC_Def,\
Chinese_PRC,Term_Info,Term_Example,Chinese_Taiwan_Def,Chinese_Taiwan,Term_Info,Term_Example,German_Def,German,\
Term_Info,Term_Example
7,Politics,News,1/2/2024 3:04:05 PM,A note,A definition,party committee,CasePermissive;HalfPrefix,The committee.,\
Party Committee,CaseSense;Exact;NonTerm;Noun,,定义,党委,CasePermissive;HalfPrefix,党委。,,黨委,,,Def,Parteikomitee,\
CaseSense;Fuzzy,
8,,,,,,,,,,,,,党委,,,,,,,,,,
"""


def test_what_memoq_exports() -> None:
    reading = parse(EXPORTED.encode(), "memoq", "x")
    assert (reading.problems, reading.dropped) == ((), {})
    first, second = reading.concepts
    assert [concept.id for concept in reading.concepts] == ["dangwei", "dangwei-2"]
    assert [entry.line for entry in reading.entries] == [2, 3]
    assert (first.subject, first.gloss, first.note) == ("Politics", "A definition", "A note")
    (chinese,), (english, forbidden) = first.chinese, first.english
    assert (chinese.text, chinese.traditional) == ("党委", "黨委")
    assert (english.status, english.inflects) == (Status.PREFERRED, True)
    assert (forbidden.status, forbidden.case_sensitive, forbidden.inflects) == (
        Status.DEPRECATED, True, False,
    )  # fmt: skip
    assert first.examples == (("党委。", "The committee."),)
    assert PassThrough("memoq", "id", "7") in first.pass_through
    assert PassThrough("memoq", "German Term_Info", "CaseSense;Fuzzy") in first.pass_through
    assert [term.text for term in second.terms] == ["党委"]


def test_it_comes_back() -> None:
    concepts = parse(EXPORTED.encode(), "memoq", "x").concepts
    data, lost = write(concepts, "memoq")
    assert lost == {}
    rows = data.decode("utf-8-sig").splitlines()
    for cell in ("1/2/2024 3:04:05 PM", "定义", "CaseSense;Exact;NonTerm;Noun", "Parteikomitee"):
        assert f",{cell}," in rows[1]
    assert "English_United_States," in rows[0]
    assert "English," not in rows[0]
    # With semicolons, as the server writes it.
    header = EXPORTED.splitlines()[0].replace(",", ";")
    again = parse(f"{header}\n8{';' * 13}党委{';' * 10}\n".encode(), "memoq", "x")
    assert losses(again.concepts, again) == {}
    assert again.concepts[0].chinese[0].text == "党委"


def test_what_was_changed_is_not_undone() -> None:
    (concept, _) = parse(EXPORTED.encode(), "memoq", "x").concepts
    terms = [
        replace(term, status=Status.ADMITTED) if term.status is Status.DEPRECATED else term
        for term in concept.terms
    ]
    (again,) = parse(
        write([replace(concept, terms=tuple(terms))], "memoq")[0], "memoq", "x"
    ).concepts
    assert again.english[1].status is Status.ADMITTED


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts(text: str) -> None:
    terms = (Term(ZH, "党委", status=Status.PREFERRED), Term(EN, text, status=Status.PREFERRED))
    concept = Concept("dangwei", terms, subject=text, gloss=text, note=text)
    data, lost = write([concept], "memoq")
    assert lost == {}
    assert parse(data, "memoq", "x").concepts == [concept]


BAD = [
    ("", "not a memoQ term base"), ("a,b\n", "not a memoQ term base"), ("Entry_ID,English\n", "not a memoQ term base"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BAD)
def test_no_memoq(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(text.encode(), "memoq", "x")


def test_problems_have_lines() -> None:
    text = 'Chinese_PRC,English\n党委\n,\n"党\n委",a\n党组,"b\n'
    assert [problem.line for problem in parse(text.encode(), "memoq", "x").problems] == [6]
    problems = parse(EXPORTED.encode(), "csv", "x").problems
    assert "the format memoq (--format)" in problems[0].message
