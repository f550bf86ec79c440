"""Move a term, split a concept, merge two: previews, results, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import html

from glossary.glossary import Glossary
from tests.glossary.serve.conftest import Server
from tests.glossary.serve.surfing import EDITOR, Fields, fields_of, get, post, text_of

PATH = "/concepts/tangping/restructure"
APPLY = "//form[.//button[@value='apply']]"
TERMS = ("tangping", "bailan", "tangping-zhuyi")


@pytest.fixture(autouse=True)
def _concepts(glossary: Glossary) -> Iterator[None]:
    """Two concepts, of which one has two forms."""
    glossary.add("躺平", ["lying flat"], id="tangping", gloss="To opt out.")
    glossary.add("摆烂", ["let it rot"], id="bailan")
    concept = glossary.termbase["tangping"]
    glossary.add("躺平主义", ["lying-flatism"], id="tangping-zhuyi")
    other = glossary.termbase["tangping-zhuyi"]
    glossary.remove("tangping-zhuyi")
    terms = (concept.terms[0], other.terms[0], *concept.english, *other.english)
    terms = (
        replace(terms[0], renderings=("lying flat",)),
        replace(terms[1], renderings=("lying-flatism",)),
        *terms[2:],
    )
    glossary.put(replace(concept, terms=terms))
    yield
    glossary.remove(*(name for name in TERMS if glossary.termbase.get(name)))


def texts(glossary: Glossary, name: str) -> list[str]:
    return [term.text for term in glossary.termbase[name].terms]


CASES: list[tuple[Fields, str, dict[str, list[str]]]] = [
    (
        {"kind": "move", "term": "躺平主义", "other": "摆烂"},
        "/concepts/tangping?done=moved",
        {
            "tangping": ["躺平", "lying flat"],
            "bailan": ["摆烂", "躺平主义", "let it rot", "lying-flatism"],
        },
    ),
    (
        {"kind": "split", "term": ["躺平主义"]},
        "/concepts/tangping?done=split",
        {"tangping": ["躺平", "lying flat"]},
    ),
    (
        {"kind": "merge", "other": "bailan"},
        "/concepts/bailan?done=merged",
        {"bailan": ["摆烂", "躺平", "躺平主义", "let it rot", "lying flat", "lying-flatism"]},
    ),
]


@pytest.mark.parametrize(("fields", "location", "expected"), CASES)
def test_a_preview_then_the_result(
    server: Server,
    glossary: Glossary,
    fields: Fields,
    location: str,
    expected: dict[str, list[str]],
) -> None:
    before = {concept.id: concept for concept in glossary.termbase}
    page = post(server, PATH, {**fields, "do": "preview"}, status=200)
    assert {concept.id: concept for concept in glossary.termbase} == before, "only shown"
    for names in expected.values():
        assert all(text in text_of(page) for text in names)
    confirm = fields_of(page, APPLY)
    assert post(server, PATH, {**confirm, "do": "apply"}) == location
    assert {name: sorted(texts(glossary, name)) for name in expected} == {
        name: sorted(found) for name, found in expected.items()
    }
    author = location.removeprefix("/concepts/").partition("?")[0]
    assert glossary.termbase.history(author)[0].author == "editor"


@pytest.mark.parametrize("fields", [fields for fields, _, _ in CASES])
def test_undo_restores_all_that_was_changed(
    server: Server, glossary: Glossary, fields: Fields
) -> None:
    before = {name: glossary.termbase.get(name) for name in TERMS}
    confirm = fields_of(post(server, PATH, {**fields, "do": "preview"}, status=200), APPLY)
    done = post(server, PATH, {**confirm, "do": "apply"})
    (changed,) = {done.removeprefix("/concepts/").partition("?")[0]}
    undo = fields_of(get(server, done), "//form[.//button[@value='undo']]")
    post(server, f"/concepts/{changed}/restore", {**undo, "do": "undo"})
    assert {name: glossary.termbase.get(name) for name in TERMS} == before
    history = get(server, "/concepts/tangping/history")
    assert "“undone: " in text_of(history)
    # Undone again, it is as it was done first.
    undo = fields_of(history, "//form[.//button[@value='undo']]")
    post(server, "/concepts/tangping/restore", {**undo, "do": "undo"})
    assert {name: glossary.termbase.get(name) for name in TERMS} != before


def test_undo_is_refused_if_the_other_concept_has_changed(
    server: Server, glossary: Glossary
) -> None:
    merge: Fields = {"kind": "merge", "other": "bailan", "do": "apply"}
    post(server, PATH, merge)
    glossary.edit("bailan", note="changed")
    undo = fields_of(get(server, "/concepts/tangping/history"), "//form[.//button[@value='undo']]")
    post(server, "/concepts/tangping/restore", {**undo, "do": "undo"}, status=409)
    assert glossary.termbase.get("tangping") is None


def test_a_merged_concept_leads_to_the_other(server: Server, glossary: Glossary) -> None:
    post(server, PATH, {"kind": "merge", "other": "bailan", "do": "apply"})
    path = get_location(server, "/concepts/tangping")
    assert path == "/concepts/bailan?merged=tangping"
    assert "‘tangping’ was merged into this concept." in text_of(get(server, path))
    assert "It was merged into: 摆烂" in text_of(get(server, "/concepts/tangping/history"))
    assert "was merged" not in text_of(get(server, "/concepts/bailan?merged=luoguan"))


def get_location(server: Server, path: str) -> str:
    response = server.client.get(path, headers=server.headers(EDITOR), follow_redirects=False)
    return str(response.headers["location"])


def test_a_term_of_several_concepts(server: Server, glossary: Glossary) -> None:
    glossary.termbase.put([replace(glossary.termbase["bailan"], id="bailan-2")])
    page = post(server, PATH, {"kind": "merge", "other": "摆烂", "do": "preview"}, status=200)
    choices = html.fromstring(page).xpath("//select[@id='merge-other']/option/@value")
    assert choices == ["bailan", "bailan-2"]
    path = PATH.replace("tangping", "bailan")
    page = post(server, path, {"kind": "merge", "other": "摆烂", "do": "preview"}, status=200)
    assert fields_of(page, APPLY)["other"] == ["bailan-2"], "the other one than itself"
    glossary.remove("bailan-2")


def test_what_has_changed_since_is_refused(server: Server, glossary: Glossary) -> None:
    fields: Fields = {"kind": "merge", "other": "bailan", "do": "preview"}
    confirm = fields_of(post(server, PATH, fields, status=200), APPLY)
    glossary.edit("bailan", note="changed")
    page = post(server, PATH, {**confirm, "do": "apply"}, status=422)
    assert "has changed since" in text_of(page)
    assert glossary.termbase.get("tangping")


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "move", "term": "躺平", "other": ""},
        {"kind": "move", "term": "躺平", "other": "没有的"},
        {"kind": "move", "term": "nothing", "other": "bailan"},
        {"kind": "move", "other": "bailan"},
        {"kind": "move", "term": "躺平", "other": "tangping"},
        {"kind": "split"},
        {"kind": "split", "term": ["躺平", "躺平主义"]},
        {"kind": "merge", "other": "tangping"},
        {"kind": "nonsense"},
    ],
)
def test_what_is_not_possible(server: Server, glossary: Glossary, fields: Fields) -> None:
    for action in ("preview", "apply"):
        page = post(server, PATH, {**fields, "do": action}, status=422)
        assert 'role="alert"' in page
    assert len(texts(glossary, "tangping")) == 4


def test_the_forms(server: Server) -> None:
    text = text_of(get(server, PATH))
    assert "Merge this concept into another" in text
    get(server, "/concepts/nothing/restructure", status=404)
