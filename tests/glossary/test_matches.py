"""Matches whose translation is in the language that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.translate.fill import fitted, script_to_convert
from glossary.translate.matches import matches_into
from termbase.formats.bilingual import Segment
from termbase.memory import Memory
from termbase.model.unit import TranslationUnit, family

# Many equal sources, so that the best few of a search are often none of those that are wanted.
TEXTS = st.sampled_from(
    ["改革开放", "改革開放", "改革与开放", "改革之后再开放", "reform", "Reform", "reform it"]
)
TAGS = st.sampled_from(["zh", "zh-CN", "zh-TW", "en", "en-GB", "de"])
UNITS = st.lists(st.builds(TranslationUnit, TEXTS, TEXTS, TAGS, TAGS), max_size=40)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "a.db") as memory:
        yield memory


def expected(memory: Memory, segment: Segment, at_least: int) -> list[int]:
    """The scores of all matches, found without a limit."""
    best: dict[tuple[str, str], int] = {}
    for match in memory.search(segment.source, at_least, None, language=segment.source_language):
        tags = (match.unit.source_language, match.unit.target_language)
        if family(tags[match.in_source]) != family(segment.target_language):
            continue
        is_other = script_to_convert(match.translation, segment.target_language)
        score = min(match.score, 99) if is_other else match.score
        pair = (match.stored, fitted(match, segment).target)
        best[pair] = max(score, best.get(pair, 0))
    return sorted((score for score in best.values() if score >= at_least), reverse=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    UNITS,
    TEXTS,
    TAGS,
    st.sampled_from(["zh", "zh-TW", "zh-CN", "en", "de"]),
    st.integers(1, 7),
    st.integers(50, 100),
)
def test_the_best_matches_are_found(
    memory: Memory,
    units: list[TranslationUnit],
    text: str,
    source: str,
    target: str,
    most: int,
    at_least: int,
) -> None:
    memory.delete([unit.id for unit in memory if unit.id is not None])
    memory.add_many(units, "all")
    segment = Segment(text, "", source, target, is_open=True)
    found = matches_into(memory, segment, at_least, most)
    assert [match.score for match in found] == expected(memory, segment, at_least)[:most]


@pytest.mark.parametrize(
    ("target", "score"), [("zh-TW", 99), ("zh-Hant-HK", 99), ("zh-CN", 100), ("zh", 100), ("", 100)]
)
def test_another_script_is_not_exact(memory: Memory, target: str, score: int) -> None:
    memory.add("reform and opening", "改革开放", "en", "zh-CN")
    segment = Segment("reform and opening", "", "en", target, is_open=True)
    assert [match.score for match in matches_into(memory, segment, 70, 5)] == [score]
    assert bool(matches_into(memory, segment, 100, 5)) == (score == 100)


def test_what_is_wanted_is_found_behind_what_is_not(memory: Memory) -> None:
    memory.add("reform", "改革", "en", "zh")
    for number in range(60):
        memory.add("reform", f"Reform {number}", "en", "de")
    segment = Segment("reform", "", "en", "zh", is_open=True)
    [match] = matches_into(memory, segment, 70, 5)
    assert match.translation == "改革"
