"""The kinds of words at the edges of Chinese renderings, and what they weigh."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed")

from glossary.corpus.renderings.counterparts import Counterparts
from glossary.corpus.renderings.edge_words import EDGE_WORDS, edge_words
from glossary.corpus.renderings.ranking import (
    CHINESE_FEATURES,
    FEATURES,
    WEIGHTS,
    Candidate,
    ranked,
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("在场外市场", {"first_particle"}),
        ("实施多用途工具", {"first_verb"}),
        ("碳市场和", {"last_particle"}),
        ("碳市场已经", {"last_adverb"}),
        ("三个市场", {"first_number"}),
        ("碳市场", set()),
        # Characters that are particles elsewhere are a part of words here.
        ("和平发展", set()),
        ("对外贸易", set()),
        # Nothing is known of what is not in Chinese.
        ("与IMF", set()),
    ],
)
def test_kinds_of_the_first_and_last_words(text: str, kinds: set[str]) -> None:
    (values,) = edge_words([tuple(text)])
    assert {name for name, value in zip(EDGE_WORDS, values, strict=True) if value} == kinds


def test_each_feature_has_a_weight() -> None:
    chinese, english = WEIGHTS
    assert len(english) == len(FEATURES)
    assert len(chinese) == len(FEATURES) + len(CHINESE_FEATURES)


def test_a_preposition_begins_no_term() -> None:
    alike: dict[str, Any] = {"seen": 2, "sums": (1.0, 0.0, 0.5, 0.5, 0.5, 0.5, 1.0), "association": 3.0} | {
        "together": 2, "alone": 2, "fixed_before": 0.0, "fixed_after": 0.0, "ends_before": 0.5,
        "ends_after": 0.5, "begins": 0.0, "ends": 0.0,
    }  # fmt: skip
    longer, term, other = (
        Candidate(keys=tuple(text), size=len(text), **alike)
        for text in ("在碳市场", "碳市场", "全碳市场")
    )
    assert ranked([longer, term], 0, 2, 2)[0][0] is term
    assert ranked([longer, other], 0, 2, 2)[0][0] is other


def test_a_verb_before_a_term_is_left_out() -> None:
    pairs = [("各地推行河长制度。", "All regions introduced the river chief system.")]
    assert Counterparts(pairs).of("river chief system")[0].text == "河长制度"
