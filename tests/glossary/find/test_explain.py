"""The reasons for which candidates are accepted or refused."""

from __future__ import annotations

import pytest

from glossary import Glossary
from glossary.find.explain import explain


@pytest.mark.parametrize(
    ("text", "term", "refusal", "reason"),
    [
        ("老虎落马", "老虎", "", "+ in its sentence: 落马"),
        ("动物园的老虎", "老虎", "sense", "- in its sentence: 动物园"),
        ("老虎", "老虎", "sense", "- no cue for it"),
        ("动物园。" + "\n\n" + "老虎", "老虎", "sense", "- near: 动物园"),
        ("国有企业", "国有企业", "", None),
    ],
)
def test_reasons(small: Glossary, text: str, term: str, refusal: str, reason: str | None) -> None:
    (found,) = [one for one in explain(small.finder, text) if one.mention.text == term]
    assert found.refusal == refusal
    cues = tuple(one for one in found.evidence if "words of politics" not in one)
    assert cues == (() if reason is None else (reason,))


def test_accepted_ones_are_those_found(small: Glossary) -> None:
    text = "国企改革中的老虎落马，国有企业的党委说。动物园的老虎。"
    for level in ("strict", "balanced", "loose"):
        accepted = [one.mention for one in explain(small.finder, text, level) if not one.refusal]
        assert accepted == small.find(text, level=level)


def test_a_long_text_is_explained_block_by_block_as_it_is_searched(
    small: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.find.paragraphs._BLOCK", 20)
    text = "国企改革中的老虎落马，党委说。\n\n动物园的老虎。" * 20
    accepted = [one.mention for one in explain(small.finder, text) if not one.refusal]
    assert accepted == small.find(text)
    assert len(accepted) > 40


def test_a_covered_candidate_is_refused_for_the_longer_one(small: Glossary) -> None:
    refusals = {one.mention.text: one.refusal for one in explain(small.finder, "国有企业改革")}
    assert refusals["国有企业"] == ""
