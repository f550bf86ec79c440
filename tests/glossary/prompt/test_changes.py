"""The hash of a vocabulary, and what has changed since a prompt was made."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import Glossary, InputError
from glossary.translate.prompt import Entry, Rendering, changes
from glossary.translate.prompt.vocabulary import hash_of
from termbase.model.concept import Concept, Status

texts = st.sampled_from(["a", "b", "a b", ""])
entries = st.lists(
    st.builds(
        Entry,
        st.sampled_from(["x", "y"]),
        st.sampled_from(["甲", "乙"]),
        st.just(("甲",)),
        st.integers(1, 3),
        st.lists(st.builds(Rendering, texts, st.sampled_from(Status)), min_size=1, max_size=2).map(
            tuple
        ),
        texts,
    ),
    max_size=3,
    unique_by=lambda one: (one.concept, one.term),
)


@given(entries, entries)
def test_the_hash_changes_if_and_only_if_there_is_a_change(
    one: list[Entry], other: list[Entry]
) -> None:
    assert (hash_of("en", one) == hash_of("en", other)) == (not changes(one, other))
    assert hash_of("en", one) != hash_of("zh", one)


@given(entries)
def test_the_hash_is_of_terms_and_renderings_alone(found: list[Entry]) -> None:
    other = [
        replace(one, forms=("丙", "丁"), count=9, gloss="other", level=5) for one in reversed(found)
    ]
    assert hash_of("en", found) == hash_of("en", other)


@pytest.fixture
def own(tmp_path: Path) -> Glossary:
    base = glossary.open(tmp_path / "own.db", builtin=False)
    base.add("裸官", ["naked official", "bare official"])
    base.add("党委", "party committee")
    return base


SOURCE = "严查裸官，党委负责，书记带头。"


def test_changes_are_listed(own: Glossary, tmp_path: Path) -> None:
    recorded = tmp_path / "prompt.json"
    recorded.write_text(own.prompt(SOURCE, format="json"), encoding="utf-8")
    same = own.vocabulary_changes(SOURCE, recorded)
    assert (same.is_same, same.is_same_text, same.changes) == (True, True, ())
    luoguan = own.termbase.get("luoguan")
    assert isinstance(luoguan, Concept)
    terms = tuple(
        replace(term, status=Status.DEPRECATED) if term.text == "bare official" else term
        for term in luoguan.terms
    )
    own.put(replace(luoguan, terms=terms))
    own.remove("党委")
    own.add("书记", "secretary")
    found = own.vocabulary_changes(f" {SOURCE}\n", str(recorded))
    assert not found.is_same
    assert found.is_same_text
    before = "naked official, bare official"
    assert list(map(str, found.changes)) == [
        "removed: '党委' (dangwei): party committee",
        f"changed: '裸官' (luoguan): {before} → {before} (deprecated)",
        "added: '书记' (shuji): secretary",
    ]
    assert own.vocabulary_changes("裸官", recorded).is_same_text is False


def test_a_gloss_is_not_part_of_the_vocabulary(own: Glossary) -> None:
    before = json.loads(own.prompt(SOURCE, format="json"))["hash"]
    own.edit("裸官", gloss="Another one.")
    assert own.vocabulary_changes(SOURCE, before).is_same
    own.edit("裸官", english="naked official")
    assert not own.vocabulary_changes(SOURCE, before).is_same


@pytest.mark.parametrize("to", ["zh", "zh-Hant", "zh-TW", "zh-HK"])
def test_a_bare_hash_of_any_target(statuses: Glossary, to: str) -> None:
    text = "Barack Obama wrote software."
    found = json.loads(statuses.prompt(text, to, format="json"))["hash"]  # type: ignore[arg-type]
    assert statuses.vocabulary_changes(text, found).is_same
    assert not statuses.vocabulary_changes("software", found).is_same


def test_what_a_budget_left_out_is_part_of_the_vocabulary(own: Glossary, tmp_path: Path) -> None:
    recorded = tmp_path / "prompt.json"
    recorded.write_text(own.prompt(SOURCE, budget=92, format="json"), encoding="utf-8")
    assert json.loads(recorded.read_text(encoding="utf-8"))["cut"]["terms"]
    assert own.vocabulary_changes(SOURCE, recorded).is_same


BROKEN = {
    "not JSON": ("{", "not the JSON of a prompt; write one with: glossary prompt --as json"),
    "other JSON": ("[]", "not the JSON of a prompt"),
    "another object": ('{"concepts": []}', "not the JSON of a prompt"),
    "nested": ("[" * 100_000, "not the JSON of a prompt"),
    "a later version": ('{"format": "glossary-prompt", "version": 2}', "of a later version"),
    "without terms": ('{"format": "glossary-prompt", "version": 1}', "not the JSON of a prompt"),
}


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN)
def test_another_file_is_refused(own: Glossary, tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "prompt.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        own.vocabulary_changes(SOURCE, path)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("to", "fr", "invalid language 'fr'"),
        ("to", "zh", "its terms do not have its hash"),
        ("polity", 1, "not the JSON of a prompt"),
        ("hash", "sha256:0", "its terms do not have its hash"),
        ("terms", [{}], "not the JSON of a prompt"),
        ("terms", None, "not the JSON of a prompt"),
    ],
)
def test_an_edited_file_is_refused(
    own: Glossary, tmp_path: Path, key: str, value: object, message: str
) -> None:
    record = json.loads(own.prompt(SOURCE, format="json"))
    path = tmp_path / "prompt.json"
    path.write_text(json.dumps(record | {key: value}), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        own.vocabulary_changes(SOURCE, path)


def test_neither_a_hash_nor_a_file(own: Glossary) -> None:
    for name in ("sha256:xyz", "nothing.json"):
        with pytest.raises(InputError, match="neither a file nor a hash"):
            own.vocabulary_changes(SOURCE, name)
