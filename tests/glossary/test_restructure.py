"""Terms are moved, concepts split and merged; every form keeps its own renderings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import glossary
from glossary import Concept, Conflict, Glossary, InputError, Language, NotFound, Status, Term
from termbase.model.concept import PassThrough, Related, Relation
from termbase.model.renderings import rendering_texts
from tests.glossary.conftest import Run
from tests.strategies import concepts_of_several_forms


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Glossary]:
    with glossary.open(tmp_path / "team.db", builtin=False) as opened:
        yield opened


def concept(name: str, forms: dict[str, Sequence[str]], english: str, **rest: Any) -> Concept:
    """Make a concept: forms with the renderings that they name, and all renderings."""
    terms = [Term(Language.CHINESE, text, renderings=tuple(named)) for text, named in forms.items()]
    texts = [text for text in english.split(", ") if text]
    ranked = [*terms[:1], *(Term(Language.ENGLISH, text) for text in texts[:1])]
    preferred = [replace(term, status=Status.PREFERRED) for term in ranked]
    others = [Term(Language.ENGLISH, text) for text in texts[1:]]
    return Concept(name, (*preferred[:1], *terms[1:], *preferred[1:], *others), **rest)


def shown(concept: Concept) -> dict[str, str]:
    """Return the renderings of each form."""
    texts = map(", ".join, rendering_texts(concept))
    return dict(zip((term.text for term in concept.chinese), texts, strict=True))


CCDI = concept(
    "ccdi",
    {"中央纪委": ["Central Commission", "the Commission"], "中纪委": ["CCDI", "the Commission"]},
    "Central Commission, the Commission, CCDI",
    gloss="The party's discipline.",
)
NSC = concept("nsc", {"监委": []}, "Supervisory Commission, NSC")


@pytest.mark.parametrize(
    ("term", "source", "target"),
    [
        (
            "中纪委",
            {"中央纪委": "Central Commission, the Commission"},
            {"监委": "Supervisory Commission, NSC", "中纪委": "CCDI, the Commission"},
        ),
        (
            "中紀委",
            {"中央纪委": "Central Commission, the Commission"},
            {"监委": "Supervisory Commission, NSC", "中纪委": "CCDI, the Commission"},
        ),
        (
            "中央纪委",
            {"中纪委": "CCDI, the Commission"},
            {
                "监委": "Supervisory Commission, NSC",
                "中央纪委": "Central Commission, the Commission",
            },
        ),
        (
            "the Commission",
            {"中央纪委": "Central Commission", "中纪委": "CCDI"},
            {"监委": "Supervisory Commission, NSC, the Commission"},
        ),
    ],
)
def test_a_term_is_moved(
    team: Glossary, term: str, source: dict[str, str], target: dict[str, str]
) -> None:
    team.put(CCDI, NSC)
    one, other = team.move_term("ccdi", term, "监委")
    assert (shown(one), shown(other)) == (source, target)
    assert (team.termbase["ccdi"], team.termbase["nsc"]) == (one, other)
    assert other.gloss == ""
    for part in (one, other):
        for language in Language:
            terms = [it for it in part.terms if it.language is language]
            assert sum(it.status is Status.PREFERRED for it in terms) == 1
        history = team.termbase.history(part.id)
        assert history[0].comment == f"{term} moved from ccdi to nsc"


def test_a_rendering_is_moved_to_the_forms_that_name_theirs(team: Glossary) -> None:
    team.put(CCDI, NSC)
    one, other = team.move_term("nsc", "NSC", "ccdi")
    assert shown(one) == {"监委": "Supervisory Commission"}
    assert shown(other) == {
        "中央纪委": "Central Commission, the Commission, NSC",
        "中纪委": "CCDI, the Commission",
    }


def test_a_term_that_is_there_already(team: Glossary) -> None:
    team.put(CCDI, concept("other", {"中纪委": []}, "CCDI, discipline watchdog"))
    one, other = team.move_term("ccdi", "中纪委", "other")
    assert shown(one) == {"中央纪委": "Central Commission, the Commission"}
    assert shown(other) == {"中纪委": "CCDI, discipline watchdog, the Commission"}


@pytest.mark.parametrize(
    ("names", "error", "message"),
    [
        (("nsc", "监委", "ccdi"), Conflict, "nsc would have no Chinese term left"),
        (("ccdi", "没有", "nsc"), NotFound, "ccdi has no term '没有'"),
        (("none", "监委", "nsc"), NotFound, "none: no concept"),
        (("ccdi", "中纪委", "none"), NotFound, "none: no concept"),
        (("ccdi", "中纪委", "中央纪委"), InputError, "are the same concept, ccdi"),
    ],
)
def test_what_cannot_be_moved(
    team: Glossary, names: tuple[str, str, str], error: type[Exception], message: str
) -> None:
    team.put(CCDI, NSC)
    with pytest.raises(error, match=message):
        team.move_term(*names)
    assert list(team.termbase) == [CCDI, NSC]
    assert len(team.termbase.changes()) == 2


def test_a_concept_is_split(team: Glossary) -> None:
    team.put(replace(CCDI, pass_through=(PassThrough("tbx", "id", "7"),)))
    old, new = team.split("中央纪委", ["中纪委"])
    assert (old.id, new.id) == ("ccdi", "zhongjiwei")
    assert shown(old) == {"中央纪委": "Central Commission, the Commission"}
    assert shown(new) == {"中纪委": "CCDI, the Commission"}
    assert new.gloss == CCDI.gloss
    assert (bool(old.pass_through), new.pass_through) == (True, ())
    assert new.chinese[0].status is Status.PREFERRED
    assert [it.text for it in new.english if it.status is Status.PREFERRED] == ["CCDI"]
    assert team.termbase.history("zhongjiwei")[0].comment == "zhongjiwei split from ccdi"


def test_what_cannot_be_split(team: Glossary) -> None:
    team.put(CCDI, NSC)
    for terms, new_id, error in (
        (["中纪委", "中央纪委"], None, Conflict),
        (["中纪委"], "nsc", Conflict),
        (["中纪委", "没有"], None, NotFound),
        ([], None, InputError),
        (["中纪委"], "Not An Id", glossary.InvalidConcept),
    ):
        with pytest.raises(error):
            team.split("ccdi", terms, new_id=new_id)
    assert list(team.termbase) == [CCDI, NSC]


def test_concepts_are_merged(team: Glossary) -> None:
    relations = (Related(Relation.SEE_ALSO, "nsc"), Related(Relation.NARROWER, "ccdi"))
    team.put(
        replace(CCDI, related=(Related(Relation.SEE_ALSO, "nsc"),)),
        replace(NSC, gloss="The state's.", related=(Related(Relation.SEE_ALSO, "ccdi"),)),
        concept("third", {"某": []}, "some", related=relations),
    )
    merged = team.merge("nsc", "ccdi")
    assert team.termbase["ccdi"] == merged
    assert shown(merged) == {**shown(CCDI), "监委": "Supervisory Commission, NSC"}
    assert merged.gloss == CCDI.gloss
    assert merged.note == "[nsc: gloss: The state's.]"
    assert merged.related == ()
    assert team.termbase.get("nsc") is None
    assert team.termbase["third"].related == (
        Related(Relation.SEE_ALSO, "ccdi"),
        Related(Relation.NARROWER, "ccdi"),
    )
    for name in ("nsc", "ccdi", "third"):
        assert team.termbase.history(name)[0].comment == "nsc merged into ccdi"
    # Undone one by one.
    for name in ("nsc", "ccdi", "third"):
        team.restore(name, team.termbase.history(name)[1].number)
    assert team.termbase["nsc"].gloss == "The state's."


def test_what_is_built_in(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "team.db") as g:
        own = replace(CCDI, id="my-ccdi")
        g.put(own)
        with pytest.raises(Conflict, match="luoguan is built in and cannot be removed; merge my-c"):
            g.merge("luoguan", "my-ccdi")
        g.edit("luoguan", gloss="Mine.")
        with pytest.raises(Conflict, match="luoguan is built in"):
            g.merge("luoguan", "my-ccdi")
        assert g.termbase["my-ccdi"] == own
        merged = g.merge("my-ccdi", "luoguan")
        assert {"裸官", "中纪委"} <= {term.text for term in merged.chinese}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts_of_several_forms, concepts_of_several_forms, st.data())
def test_every_form_keeps_its_renderings(
    team: Glossary, one: Concept, other: Concept, data: st.DataObject
) -> None:
    one, other = replace(one, id="one"), replace(other, id="other")
    texts = [term.text for term in (*one.chinese, *other.chinese)]
    assume(len(set(texts)) == len(texts) and len(one.chinese) > 1)
    moved = data.draw(st.sampled_from(one.chinese)).text
    expected = {**named(one), **named(other)}
    team.put(one, other)
    rest, target = team.move_term("one", moved, "other")
    assert {term.text for term in target.chinese} == {moved, *(it.text for it in other.chinese)}
    assert expected.items() <= {**named(rest), **named(target)}.items()
    merged = team.merge("one", "other")
    assert {term.text for term in merged.chinese} == set(texts)
    assert expected.items() <= named(merged).items()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts_of_several_forms, st.data())
def test_a_split_concept_has_all_it_had(
    team: Glossary, concept: Concept, data: st.DataObject
) -> None:
    texts = [term.text for term in concept.chinese]
    assume(len(set(texts)) == len(texts))
    moved = data.draw(st.lists(st.sampled_from(texts), min_size=1, unique=True))
    assume(len(moved) < len(texts))
    for name in team.termbase.required_own().ids():
        team.remove(name)
    team.put(replace(concept, id="one"))
    old, new = team.split("one", moved, new_id="new")
    assert {term.text for term in new.chinese} == set(moved)
    assert named(concept).items() <= {**named(old), **named(new)}.items()
    english = {term.text for part in (old, new) for term in part.english}
    assert english == {term.text for term in concept.english}


def named(concept: Concept) -> dict[str, frozenset[str]]:
    """Return the renderings of each form that has some.

    A form without any gets those that belong to no form: a concept cannot say otherwise.
    """
    pairs = zip(concept.chinese, rendering_texts(concept), strict=True)
    return {term.text: frozenset(texts) for term, texts in pairs if texts}


def test_on_the_command_line(run: Run) -> None:
    for chinese, english in (("甲乙", "first"), ("丙丁", "second"), ("戊己", "third")):
        run("--no-builtin", "add", chinese, english)
    code, out, err = run("--no-builtin", "merge", "丙丁", "甲乙")
    assert (code, out, err) == (0, "", "bingding merged into jiayi\n")
    code, out, err = run("--no-builtin", "move", "jiayi", "丙丁", "戊己")
    assert (code, out, err) == (0, "", "丙丁 moved from jiayi to wuji\n")
    code, out, err = run("--no-builtin", "split", "wuji", "丙丁", "--id", "again")
    assert (code, out) == (0, "")
    assert err == "again split from wuji; both have its gloss and other fields\n"
    code, _, err = run("--no-builtin", "split", "again", "丙丁")
    assert code == 3
    assert "again would have no Chinese term left" in err
