"""Terms that are put into segments are the renderings of the form in the segment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from glossary.translate.terms import rendering, terms_in
from termbase.formats.bilingual import Segment
from tests.termbase.formats.test_pairing import CONCEPTS


@pytest.fixture
def laws(tmp_path: Path) -> Iterator[Glossary]:
    with glossary.open(tmp_path / "own.db", builtin=False) as opened:
        opened.termbase.put(CONCEPTS)
        yield opened


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("婚姻法", "Marriage Law"),
        ("反家暴法", "Anti-Domestic Violence Law"),
        ("自治州", "autonomous prefecture"),
        ("民族自治区", "autonomous region"),
        ("autonomous prefecture", "自治州"),
    ],
)
def test_a_segment_that_is_a_form_gets_its_own_rendering(
    laws: Glossary, source: str, target: str
) -> None:
    segment = Segment(source, markup="", source_language="", target_language="", is_open=True)
    assert rendering(laws, segment) == target


def test_terms_in_a_segment_have_their_own_renderings(laws: Glossary) -> None:
    found = terms_in(laws, "《反家庭暴力法》和《婚姻法》", ("zh-CN", "en"))
    assert [(entry.term, entry.translations) for entry in found] == [
        ("反家庭暴力法", ("Anti-Domestic Violence Law",)),
        ("婚姻法", ("Marriage Law", "marriage act")),
    ]
