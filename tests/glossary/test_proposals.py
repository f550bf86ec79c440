"""Proposals: nothing changes until one is accepted, and then exactly what was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import glossary
from glossary import (
    Conflict,
    ContentError,
    Glossary,
    InputError,
    InvalidConcept,
    NotFound,
    Outdated,
    written_by,
)
from termbase.merge.merging import Outcome
from termbase.store.accounts import Role, create_account
from termbase.store.tokens import issue_token, tokens
from tests.contracts import SIMPLE
from tests.processes import together

TABLE = "simplified,english,gloss\n甲乙,first,A.\n丙丁,second,B.\n"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Glossary]:
    with glossary.open(tmp_path / "team.db", builtin=False) as opened:
        yield opened


def test_a_new_concept(team: Glossary) -> None:
    with written_by("li"):
        proposal = team.propose("luoguan", SIMPLE, "from the news")
    assert (proposal.number, proposal.author, proposal.status) == (1, "li", "open")
    assert (proposal.record, proposal.revision) == (SIMPLE, 0)
    assert team.proposals() == [team.proposal(1)] == [proposal]
    assert team.termbase.get("luoguan") is None
    assert team.termbase.history("luoguan") == []
    with written_by("wang"):
        decided = team.decide(1, "accept", "well found")
    assert (decided.status, decided.decided_by, decided.reason) == (
        "accepted",
        "wang",
        "well found",
    )
    assert team.termbase["luoguan"] == SIMPLE
    (version,) = team.termbase.history("luoguan")
    assert (version.author, version.comment) == ("wang", "proposal 1 by li: from the news")


@pytest.mark.parametrize("bad", ["a\x00b", "\x1b[31m", "\ud800", "\uffff"])
def test_no_text_has_control_characters(team: Glossary, bad: str) -> None:
    """Terminals obey some, and no exchange format can hold them."""
    store = team.termbase.required_own()
    create_account(store, "wang", Role.EDITOR)
    number = team.propose("luoguan", SIMPLE, "a\tb\nc").number
    for act in (
        lambda: team.propose("luoguan", SIMPLE, bad),
        lambda: team.propose("luoguan", SIMPLE, batch=bad),
        lambda: team.propose_import("a.csv", TABLE.encode(), bad),
        lambda: team.propose_import("a.csv", TABLE.encode(), batch=bad),
        lambda: team.decide(number, "reject", bad),
        lambda: team.remark(number, bad),
        lambda: issue_token(store, "wang", bad, Role.READER),
        lambda: written_by("wang", bad).__enter__(),
    ):
        with pytest.raises(InputError, match=r"U\+[0-9A-F]{4} in .*remove it"):
            act()
    assert len(team.proposals()) == 1
    assert team.remarks(number) == []
    assert tokens(store) == []


def test_a_change_and_a_removal(team: Glossary) -> None:
    team.put(SIMPLE)
    changed = replace(SIMPLE, gloss="New.")
    team.decide(team.propose("luoguan", changed).number, "accept")
    assert team.termbase["luoguan"] == changed
    team.decide(team.propose("luoguan", None, "obsolete").number, "accept")
    assert team.termbase.get("luoguan") is None
    newest = team.termbase.history("luoguan")[0]
    assert (newest.action, newest.comment) == ("remove", "proposal 2: obsolete")


@pytest.mark.parametrize("decision", ["reject", "withdraw"])
def test_what_is_not_accepted_changes_nothing(team: Glossary, decision: str) -> None:
    team.propose("luoguan", SIMPLE)
    status = {"reject": "rejected", "withdraw": "withdrawn"}[decision]
    assert team.decide(1, decision, "not yet").status == status
    assert team.termbase.get("luoguan") is None


@pytest.mark.parametrize("first", ["accept", "reject", "withdraw"])
@pytest.mark.parametrize("second", ["accept", "reject", "withdraw"])
def test_a_proposal_is_decided_once(team: Glossary, first: str, second: str) -> None:
    team.propose("luoguan", SIMPLE)
    with written_by("wang"):
        decided = team.decide(1, first)
    with pytest.raises(Conflict, match=f"proposal 1 was {decided.status} by wang already"):
        team.decide(1, second)
    assert team.proposal(1) == decided


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        (lambda g: g.propose("other", SIMPLE), InvalidConcept),
        (lambda g: g.propose("none", None), NotFound),
        (lambda g: g.propose("luoguan", replace(SIMPLE, gloss="a\x01b")), InvalidConcept),
        (lambda g: g.propose("luoguan", SIMPLE, "\ud83d"), InputError),
        (lambda g: g.propose_import("a.xyz", b"x"), InputError),
        (lambda g: g.propose_import("a.tmx", b"<tmx/>"), InputError),
        (lambda g: g.propose_import("a.xlsx", b"not a workbook"), InputError),
        (lambda g: g.propose_import("", b""), InputError),
        (lambda g: g.propose_import("a\0b.csv", TABLE.encode(), on_conflict="foo"), ValueError),
        (lambda g: g.propose_import("a.csv", b"simplified,english\nx,y,z\n"), ContentError),
        (lambda g: g.propose_import("a.csv", TABLE.encode(), dry_run=True), TypeError),
        (lambda g: g.proposal(1), NotFound),
        (lambda g: g.preview(1), NotFound),
        (lambda g: g.decide(1, "accept"), NotFound),
        (lambda g: g.remark(1, "x"), NotFound),
        (lambda g: g.proposals("foo"), ValueError),
        (lambda g: g.decide(1, "foo"), ValueError),
    ],
)
def test_what_is_refused_at_once(
    team: Glossary, attempt: Callable[[Glossary], Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        attempt(team)
    assert team.proposals() == []
    assert team.termbase.changes() == []


def test_what_is_built_in_is_not_removed(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "team.db") as g:
        with pytest.raises(Conflict, match="is built in and cannot be removed"):
            g.propose("luoguan", None)
        g.decide(g.propose("luoguan", replace(g.termbase["luoguan"], gloss="X")).number, "accept")
        assert g.termbase["luoguan"].gloss == "X"
    with glossary.open() as g, pytest.raises(NotFound, match="no base of your own"):
        g.propose("luoguan", None)


def test_a_concept_that_has_changed_since(team: Glossary) -> None:
    team.put(SIMPLE)
    team.propose("luoguan", replace(SIMPLE, gloss="Proposed."))
    team.edit("luoguan", note="Meanwhile.")
    with pytest.raises(Outdated, match="luoguan has changed since revision 1") as outdated:
        team.decide(1, "accept")
    assert team.proposal(1).status == "open"
    both = replace(SIMPLE, gloss="Proposed.", note="Meanwhile.")
    with pytest.raises(Outdated):
        team.decide(1, "accept", changed=both)
    # A newer revision is not enough: the proposal itself would undo what came between.
    with pytest.raises(Outdated):
        team.decide(1, "accept", revision=outdated.value.revision)
    assert team.termbase["luoguan"].note == "Meanwhile."
    team.decide(1, "accept", changed=both, revision=outdated.value.revision)
    assert team.termbase["luoguan"] == both
    assert team.proposal(1).record == replace(SIMPLE, gloss="Proposed.")


def test_a_revision_that_was_looked_at_long_ago(team: Glossary) -> None:
    team.put(SIMPLE)
    seen = team.termbase.revision("luoguan")
    team.edit("luoguan", note="Meanwhile.")
    team.propose("luoguan", replace(SIMPLE, gloss="Proposed."), revision=seen)
    with pytest.raises(Outdated):
        team.decide(1, "accept")


def test_an_accepted_change_has_the_same_id(team: Glossary) -> None:
    team.propose("luoguan", SIMPLE)
    with pytest.raises(InvalidConcept, match="whose id cannot change"):
        team.decide(1, "accept", changed=replace(SIMPLE, id="other"))
    assert team.proposal(1).status == "open"


def test_several_at_once_or_none(team: Glossary) -> None:
    for number in range(3):
        team.propose(f"c{number}", replace(SIMPLE, id=f"c{number}"), batch="monday")
    team.put(replace(SIMPLE, id="c2"))
    numbers = [proposal.number for proposal in team.proposals("open", batch="monday")]

    def accept_all() -> None:
        with team.termbase.transaction():
            for number in reversed(numbers):
                team.decide(number, "accept")

    with pytest.raises(Outdated):
        accept_all()
    assert team.termbase.own is not None
    assert team.termbase.own.ids() == ["c2"]
    assert len(team.proposals("open")) == 3
    team.decide(3, "reject")
    numbers.remove(3)
    accept_all()
    assert team.termbase.own.ids() == ["c0", "c1", "c2"]


def test_lists(team: Glossary) -> None:
    for author in ("li", "wang", "li"):
        with written_by(author):
            team.propose("luoguan", replace(SIMPLE, gloss=author))
    team.decide(2, "reject")

    def numbers(**options: Any) -> list[int]:
        return [proposal.number for proposal in team.proposals(**options)]

    assert numbers() == [3, 2, 1]
    assert numbers(status="open") == [3, 1]
    assert numbers(author="li", limit=1) == [3]
    assert numbers(author="li", before=3) == [1]
    assert numbers(concept_id="luoguan") == [3, 2, 1]
    assert numbers(concept_id="other") == numbers(batch="x") == []


def test_remarks(team: Glossary) -> None:
    team.propose("luoguan", SIMPLE)
    for author, text in (("wang", "A source?"), ("li", "The paper of Monday.\nPage 3.")):
        with written_by(author):
            remark = team.remark(1, text)
    assert team.remarks(1)[-1] == remark
    assert [(it.author, it.text, it.proposal) for it in team.remarks(1)] == [
        ("wang", "A source?", 1),
        ("li", "The paper of Monday.\nPage 3.", 1),
    ]
    assert team.remarks(2) == []


def test_all_is_in_the_log(team: Glossary) -> None:
    with written_by("li"):
        team.propose("luoguan", SIMPLE, "why")
    with written_by("wang"):
        team.decide(1, "reject", "no source")
    assert [
        (change.author, change.action, change.kind, change.name, change.comment)
        for change in team.termbase.changes()
    ] == [
        ("wang", "rejected", "proposal", "1", "no source"),
        ("li", "propose", "proposal", "1", "why"),
    ]


# --- imports ------------------------------------------------------------------------------------


def test_an_import_with_its_conflicts(team: Glossary) -> None:
    team.add("甲乙", "first", gloss="Mine.")
    before = list(team.termbase)
    with written_by("li"):
        proposal = team.propose_import("C:\\x\\terms.csv", TABLE.encode(), "from the ministry")
    assert (proposal.kind, proposal.file, proposal.record) == ("import", "terms.csv", None)
    report = team.preview(1)
    assert report.concepts == {Outcome.MERGED: 1, Outcome.NEW: 1}
    assert [tuple(it) for it in report.outcomes[0].conflicts] == [("gloss", "Mine.", "A.")]
    assert list(team.termbase) == before
    with pytest.raises(ContentError, match=r"terms\.csv:2: .*gloss is “Mine\.”"):
        team.decide(1, "accept")
    assert list(team.termbase) == before
    with written_by("wang"):
        team.decide(1, "accept", on_conflict="theirs")
    assert team.termbase["jiayi"].gloss == "A."
    newest = team.termbase.history("bingding")[0]
    assert (newest.author, newest.comment) == ("wang", "proposal 1 by li: from the ministry")
    # The file is not kept once that is decided.
    assert team.termbase.own is not None
    assert team.termbase.own.database.rows("SELECT data FROM proposal") == [(None,)]
    with pytest.raises(Conflict, match="already"):
        team.preview(1)


def test_the_options_of_an_import_are_kept(team: Glossary) -> None:
    table = "term,meaning,x\n甲乙,first; primary,y\n丙丁,,\n"
    columns = {"term": "simplified", "meaning": "english", "x": ""}
    team.propose_import(
        "terms.txt", table.encode("gb18030"),
        format="csv", encoding="gb18030", columns=columns, split=True, skip_bad=True,
        on_conflict="both",
    )  # fmt: skip
    team.decide(1, "accept")
    assert [term.text for term in team.termbase["jiayi"].english] == ["first", "primary"]


def test_a_compressed_file(team: Glossary, tmp_path: Path) -> None:
    team.add("甲乙", "first")
    team.export(tmp_path / "terms.json.gz")
    data = (tmp_path / "terms.json.gz").read_bytes()
    team.remove("甲乙")
    team.propose_import("terms.json.gz", data)
    team.decide(1, "accept")
    assert "jiayi" in {concept.id for concept in team.termbase}


def test_a_concept_has_no_preview(team: Glossary) -> None:
    team.propose("luoguan", SIMPLE)
    with pytest.raises(NotFound, match="proposal 1 has no file"):
        team.preview(1)


ACCEPT = """
import glossary
g = glossary.open(sys.argv[1], builtin=False)
go()
try:
    print(g.decide(1, "accept").status)
except glossary.Conflict as error:
    print(error)
"""


def test_a_proposal_is_accepted_once_by_several_processes(team: Glossary, tmp_path: Path) -> None:
    team.propose("luoguan", SIMPLE)
    outputs = together([ACCEPT] * 3, tmp_path / "team.db")
    assert sorted(outputs) == ["accepted\n", *["proposal 1 was accepted already\n"] * 2]
    assert len(team.termbase.history("luoguan")) == 1
