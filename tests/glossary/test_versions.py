"""Versions of a concept are listed and put back, in Python and on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import glossary
from glossary import Concept, Glossary, NotFound, written_by
from glossary.versions import undo
from tests.contracts import SIMPLE
from tests.glossary.conftest import Run
from tests.strategies import concepts


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Glossary]:
    with glossary.open(tmp_path / "team.db", builtin=False) as opened:
        yield opened


def test_a_version_is_put_back(team: Glossary) -> None:
    team.add("内卷", "involution")
    first = team.termbase["neijuan"]
    team.edit("内卷", gloss="A race to the bottom.")
    with written_by("wang"):
        assert team.restore("neijuan", 1) == first
    assert team.termbase["neijuan"] == first
    newest = team.termbase.history("neijuan")[0]
    assert (newest.author, newest.comment) == ("wang", "version 1 restored")
    team.remove("neijuan")
    assert team.restore("neijuan", 2) is not None
    assert team.termbase["neijuan"].gloss == "A race to the bottom."


def test_a_comment_does_not_tie_changes_together(team: Glossary) -> None:
    team.add("内卷", "involution")
    team.add("躺平", "lying flat")
    with written_by("wang", "内卷 moved from tangping to neijuan"):
        team.edit("内卷", gloss="A race to the bottom.")
        team.edit("躺平", gloss="Doing the least.")
    undo(team.termbase, "tangping", team.termbase.revision("tangping"))
    assert team.termbase["tangping"].gloss == ""
    assert team.termbase["neijuan"].gloss == "A race to the bottom."


def test_a_version_in_which_there_was_nothing(team: Glossary) -> None:
    team.add("内卷", "involution")
    team.remove("neijuan")
    assert team.restore("neijuan", 2) is None
    team.restore("neijuan", 1)
    assert team.restore("neijuan", 0) is None
    assert team.termbase.get("neijuan") is None
    assert len(team.termbase.history("neijuan")) == 4


@pytest.mark.parametrize(("name", "number"), [("neijuan", 9), ("luoguan", 0), ("none", 1)])
def test_a_version_that_never_was(team: Glossary, name: str, number: int) -> None:
    team.add("内卷", "involution")
    with pytest.raises(NotFound, match=f"{name}: version {number} not found; list its versions"):
        team.restore(name, number)
    assert len(team.termbase.changes()) == 1


def test_a_copied_built_in_concept_shows_again(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "team.db") as g:
        builtin = g.termbase["luoguan"]
        g.edit("luoguan", gloss="Mine.")
        (version,) = g.termbase.history("luoguan")
        assert version.action == "create"
        assert g.restore("luoguan", 0) is None
        assert g.termbase["luoguan"] == builtin
        assert g.restore("luoguan", version.number) == replace(builtin, gloss="Mine.")


def test_the_state_before_changes_were_recorded(team: Glossary) -> None:
    team.put(SIMPLE)
    assert team.termbase.own is not None
    team.termbase.own.database.execute("DELETE FROM change")
    team.edit("luoguan", gloss="New.")
    assert team.restore("luoguan", 0) == SIMPLE
    assert team.termbase["luoguan"] == SIMPLE


def test_an_import_says_what_it_was(team: Glossary, tmp_path: Path) -> None:
    table = tmp_path / "terms.csv"
    table.write_text("simplified,english\n甲乙,first\n", encoding="utf-8")
    with written_by("wang"):
        team.import_file(table)
    team.import_file(table)
    (version,) = team.termbase.history("jiayi")
    assert (version.author, version.comment) == ("wang", "imported from terms.csv")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | concepts, min_size=1, max_size=5))
def test_each_version_put_back_is_there_exactly(
    team: Glossary, states: list[Concept | None]
) -> None:
    # Examples share the base, so each has a concept of its own.
    name = f"c{len(team.termbase.changes(limit=-1))}"
    for state in states:
        if state:
            team.termbase.put([replace(state, id=name)])
        elif team.termbase.get(name):
            team.remove(name)
    for version in team.termbase.history(name):
        assert team.restore(name, version.number) == version.concept
        assert team.termbase.get(name) == version.concept


def test_on_the_command_line(run: Run) -> None:
    run("--no-builtin", "add", "内卷", "involution")
    run("--no-builtin", "edit", "内卷", "--gloss", "A race.", "--english", "rat race")
    code, out, _ = run("--no-builtin", "history", "neijuan")
    assert code == 0
    assert out.splitlines()[0].startswith("2  20")
    assert out.splitlines()[0].endswith("  changed")
    assert "   gloss: (none) → A race." in out.splitlines()
    assert "   term: involution → (none)" in out.splitlines()
    assert out.splitlines()[-1].endswith("  created")
    assert (
        run("--no-builtin", "history", "內卷", "--json")[1]
        == run("history", "neijuan", "--json")[1]
    )
    code, out, err = run("--no-builtin", "restore", "内卷", "1")
    assert (code, out, err) == (0, "", "neijuan: version 1 restored\n")
    code, out, _ = run("history", "neijuan", "--json")
    versions = json.loads(out)
    assert [version["number"] for version in versions] == [3, 2, 1]
    assert set(versions[0]) == {"number", "at", "author", "action", "comment", "concept"}
    assert versions[0]["concept"] == versions[2]["concept"]
    assert versions[1]["concept"]["gloss"] == "A race."
    code, out, err = run("--no-builtin", "restore", "neijuan", "0")
    assert (code, out, err) == (0, "", "neijuan: version 0 restored; it is removed\n")
    code, out, _ = run("history", "neijuan", "--json")
    assert json.loads(out)[0]["concept"] is None


def test_a_copy_is_compared_with_what_is_built_in(run: Run) -> None:
    run("edit", "裸官", "--note", "Mine.")
    code, out, _ = run("history", "裸官")
    first, second = out.splitlines()
    assert code == 0
    assert first.endswith("  copied from the built-in one and changed")
    assert second.startswith("   note: ")
    assert second.endswith(" → Mine.")


def test_what_is_not_there_on_the_command_line(run: Run) -> None:
    assert run("history", "none")[:2] == (1, "")
    assert run("history", "none", "--json")[:2] == (1, "[]\n")
    run("--no-builtin", "add", "内卷", "involution")
    code, out, err = run("restore", "neijuan", "7")
    assert (code, out) == (3, "")
    assert "neijuan: version 7 not found" in err
    assert run("restore", "neijuan", "-1")[0] == 2


def test_control_characters_do_not_reach_a_terminal(run: Run, tmp_path: Path) -> None:
    run("--no-builtin", "add", "内卷", "involution")
    with glossary.open(tmp_path / "own.db", builtin=False) as g, written_by("a\x1b[2J", "b\nc"):
        g.termbase.put([replace(SIMPLE, id="neijuan")])
    _, out, _ = run("--base", str(tmp_path / "own.db"), "history", "neijuan")
    assert "\x1b" not in out
    assert "b c" in out
