"""Finding answers from the termbase as it is, whoever has changed it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import glossary
from glossary import Glossary
from glossary.find import Finder, finder
from glossary.find.snapshot import Snapshot
from termbase.errors import NotFound
from termbase.model.concept import Concept, Language, Status, Term
from termbase.store.keys import SearchForm
from tests.glossary.conftest import zh

NAKED = Concept("naked", (zh("裸官", "裸官", "luǒguān"), Term(Language.ENGLISH, "naked official")))
OTHER = Concept("other", (zh("中纪委", "中紀委", "Zhōngjìwěi"),))
TEXT = "中纪委通报了一名裸官。"


@pytest.fixture
def g(tmp_path: Path) -> Iterator[Glossary]:
    with glossary.open(tmp_path / "own.db", builtin=False) as opened:
        opened.put(NAKED)
        yield opened


def found(g: Glossary) -> list[str]:
    return [mention.text for mention in g.find(TEXT)]


def import_csv(g: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("simplified,english\n中纪委,CCDI\n", encoding="utf-8")
    g.import_file(path)


def run_command(*args: str) -> None:
    subprocess.run([sys.executable, "-m", "glossary", *args], check=True, capture_output=True)


def add_in_another_process(g: Glossary, tmp_path: Path) -> None:
    run_command("--base", str(tmp_path / "own.db"), "--no-builtin", "add", "中纪委", "CCDI")


WRITERS: dict[str, Callable[[Glossary, Path], object]] = {
    "Glossary.put": lambda g, _: g.put(OTHER),
    "Glossary.add": lambda g, _: g.add("中纪委", "CCDI"),
    "Termbase.put": lambda g, _: g.termbase.put([OTHER]),
    "Store.put": lambda g, _: g.termbase.stores[0].put([OTHER]),
    "import": import_csv,
    "another connection": lambda g, path: glossary.open(path / "own.db", builtin=False).put(OTHER),
    "another process": add_in_another_process,
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_what_any_writer_has_added_is_found(
    g: Glossary, tmp_path: Path, write: Callable[[Glossary, Path], object]
) -> None:
    assert found(g) == ["裸官"]
    write(g, tmp_path)
    assert found(g) == ["中纪委", "裸官"]
    assert [[m.text for m in mentions] for mentions in g.find_many([TEXT])] == [["中纪委", "裸官"]]
    assert g.align("中纪委通报。裸官逃亡。", "The CCDI said. Naked officials fled.")


REMOVERS: dict[str, Callable[[Glossary, Path], object]] = {
    "Glossary.remove": lambda g, _: g.remove("naked"),
    "Termbase.remove": lambda g, _: g.termbase.remove(["naked"]),
    "another connection": lambda g, path: glossary.open(path / "own.db", builtin=False).remove("naked"),
    "another process": lambda g, path: run_command("--base", str(path / "own.db"), "remove", "naked"),
}  # fmt: skip


@pytest.mark.parametrize("remove", REMOVERS.values(), ids=REMOVERS)
def test_what_any_writer_has_removed_is_not_found(
    g: Glossary, tmp_path: Path, remove: Callable[[Glossary, Path], object]
) -> None:
    assert found(g) == ["裸官"]
    remove(g, tmp_path)
    assert found(g) == []


def test_a_changed_concept_is_the_one_of_the_mention(g: Glossary) -> None:
    assert g.find("裸官")[0].concept.gloss == ""
    g.termbase.put([Concept("naked", NAKED.terms, gloss="Changed.")])
    assert g.find("裸官")[0].concept.gloss == "Changed."


def test_a_trial_is_found_within_it_and_not_after(g: Glossary) -> None:
    assert found(g) == ["裸官"]
    with g.termbase.trial():
        assert found(g) == ["裸官"]
        g.termbase.put([OTHER])
        assert found(g) == ["中纪委", "裸官"]
        g.termbase.remove(["naked"])
        assert found(g) == ["中纪委"]
    assert found(g) == ["裸官"]


def test_a_change_that_fails_is_not_found(g: Glossary) -> None:
    def broken() -> Iterator[Concept]:
        yield OTHER
        assert found(g) == ["中纪委", "裸官"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        g.termbase.put(broken())
    assert found(g) == ["裸官"]


def test_forms_are_read_once_for_each_state(g: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots = 0

    class Counted(Snapshot):
        def __init__(self, *args: object) -> None:
            nonlocal snapshots
            snapshots += 1
            super().__init__(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(finder, "Snapshot", Counted)
    for _ in range(3):
        found(g)
        list(g.find_many([TEXT, TEXT]))
        # The memory is in the same file.
        g.memory.add("裸官", "naked official")
    assert snapshots == 1
    g.put(OTHER)
    found(g)
    assert snapshots == 2


def forms_read(g: Glossary, monkeypatch: pytest.MonkeyPatch) -> list[Language]:
    """Return a list to which each reading of the forms of a language is added."""
    languages: list[Language] = []
    read = g.termbase.forms

    def counted(language: Language) -> list[SearchForm]:
        languages.append(language)
        return read(language)

    monkeypatch.setattr(g.termbase, "forms", counted)
    return languages


def remove_and_put(g: Glossary) -> None:
    g.remove("naked")
    g.put(NAKED)


CHANGES: dict[str, tuple[Callable[[Glossary], object], bool]] = {
    "gloss": (lambda g: g.edit("naked", gloss="One whose family is abroad."), False),
    "subject": (lambda g: g.edit("naked", subject="corruption"), False),
    "unit of the memory": (lambda g: g.memory.add("裸官", "naked official"), False),
    "rendering": (lambda g: g.edit("naked", english=["naked cadre"]), True),
    "another concept": (lambda g: g.put(OTHER), True),
    "removed": (lambda g: g.remove("naked"), True),
    "removed and put back": (remove_and_put, True),
}


@pytest.mark.parametrize(("change", "reads"), CHANGES.values(), ids=CHANGES)
def test_forms_are_read_again_only_if_terms_have_changed(
    g: Glossary,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Glossary], object],
    reads: bool,
) -> None:
    found(g)
    languages = forms_read(g, monkeypatch)
    change(g)
    found(g)
    assert languages == [Language.CHINESE] * reads


def test_threads_wait_for_the_one_that_reads_the_forms(
    g: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages = forms_read(g, monkeypatch)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: found(g), range(32))) == [["裸官"]] * 32
    assert languages == [Language.CHINESE]


def test_forms_read_between_two_changes_are_not_those_after_them(g: Glossary) -> None:
    snapshot = g.finder.snapshot()
    g.put(replace(NAKED, terms=(*NAKED.terms, *OTHER.terms)))
    # A search that began before the change reads the forms only now.
    assert len(list(snapshot.chinese(TEXT, 0.0))) == 2
    g.put(NAKED)
    assert found(g) == ["裸官"]


def test_the_number_of_a_change_that_is_undone_is_given_again(g: Glossary) -> None:
    assert found(g) == ["裸官"]
    with g.termbase.trial():
        g.edit("naked", gloss="Undone.")
        assert found(g) == ["裸官"]
    g.edit("naked", english=["naked cadre"])
    assert [mention.text for mention in g.find("A naked cadre.")] == ["naked cadre"]


STEPS: dict[str, Callable[[Glossary], object]] = {
    "gloss": lambda g: g.edit("naked", gloss=f"{len(g.termbase.history('naked'))}"),
    "rendering": lambda g: g.edit("naked", english=["CCDI", "naked official"]),
    "another rendering": lambda g: g.edit("naked", english=["naked official"]),
    "put": lambda g: g.put(OTHER),
    "remove": lambda g: g.remove("other"),
    "memory": lambda g: g.memory.add("裸官", "naked official"),
}


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(list(STEPS)), st.booleans()), max_size=5))
def test_after_any_changes_the_finder_finds_what_a_new_one_finds(
    g: Glossary, steps: list[tuple[str, bool]]
) -> None:
    text = f"{TEXT} The CCDI and a naked official."
    for step, is_undone in steps:
        with suppress(NotFound), g.termbase.trial() if is_undone else nullcontext():
            STEPS[step](g) if step != "memory" or not is_undone else None
            assert g.find(text) == Finder(g.termbase).find(text)
        assert g.find(text) == Finder(g.termbase).find(text)


def test_ones_own_meaning_comes_before_the_built_in_one(tmp_path: Path) -> None:
    """Also where the own term is not preferred and the built-in one is."""
    term = zh("裸官", "裸官", "luǒguān", status=Status.DEPRECATED)
    english = Term(Language.ENGLISH, "naked official", status=Status.SUPERSEDED)
    with glossary.open(tmp_path / "own.db") as g:
        (builtin,) = g.find("裸官")
        assert builtin.term.status is Status.PREFERRED
        g.put(Concept("my-own", (term, english)))
        for text in ("裸官", "naked official"):
            assert [mention.concept.id for mention in g.find(text)] == ["my-own"]
            both = [mention.concept.id for mention in g.find(text, overlapping=True)]
            assert both == ["my-own", builtin.concept.id]
