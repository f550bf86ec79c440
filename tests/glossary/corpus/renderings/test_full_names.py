"""Full names of abbreviations in texts."""

from __future__ import annotations

import pytest

from glossary.corpus.renderings.counterparts import Counterparts
from glossary.corpus.renderings.full_names import full_names
from glossary.corpus.renderings.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "abbreviation", "names"),
    [
        ("At the National Bureau of Statistics (NBS) they know.", "nbs", "National Bureau of Statistics"),
        ("A state-owned enterprise (SOE) grew.", "soe", "state-owned enterprise"),
        ("The China Interbank Rate (CHIBR) rose.", "chibr", "China Interbank Rate"),
        # Not all letters, no initials, another clause, no brackets, no words before.
        ("The statistics office (NBS) knows.", "nbs", ""),
        ("The number absorbs (NBS) much.", "nbs", ""),
        ("National banks, big savings (BBS) and more.", "nbs", ""),
        ("In national banks, savings (NBS) grew.", "nbs", ""),
        ("The National Bureau of Statistics, NBS, knows.", "nbs", ""),
        ("(NBS)", "nbs", ""),
        ("", "nbs", ""),
    ],
)  # fmt: skip
def test_full_name_has_the_letters_in_order(text: str, abbreviation: str, names: str) -> None:
    expected = [tokens_of(names).keys] if names else []
    assert list(full_names(tokens_of(text).keys, abbreviation)) == expected


def test_an_abbreviation_is_rendered_as_its_full_name_is() -> None:
    texts = [
        ("国家统计局发布数据。", "The National Bureau of Statistics (NBS) published data."),
        ("国家统计局解释方法。", "The National Bureau of Statistics explained methods."),
        ("数据来自国家统计局。", "Data are from the National Bureau of Statistics."),
        ("它的报告很长。", "The report of the NBS was long."),
    ]
    best = Counterparts(texts).of("NBS")[0]
    assert best.text == "国家统计局"
    # Only where the abbreviation is.
    assert [place.segment for place in best.places] == [0]
