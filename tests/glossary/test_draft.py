"""A new concept that is shown before it is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossary
from glossary.edit import Fields, draft


def test_a_draft_is_what_adding_stores(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "team.db", builtin=False) as opened:
        fields: Fields = {"gloss": "A gloss.", "usage": "media"}
        drafted = draft(opened.termbase, "內卷", ["involution", "rat race"], fields)
        assert not list(opened.termbase)
        assert opened.add("內卷", ["involution", "rat race"], **fields) == drafted
        assert draft(opened.termbase, "内卷", ["involution"], {}).id == "neijuan-2"


@pytest.mark.parametrize(
    ("chinese", "english", "error"),
    [
        ("naked", ["naked"], glossary.InputError),
        ("", ["naked"], glossary.InvalidConcept),
        ("裸官", ["na\x00ked"], glossary.InvalidConcept),
    ],
)
def test_what_cannot_be_stored(chinese: str, english: list[str], error: type[Exception]) -> None:
    with glossary.open() as opened, pytest.raises(error):
        draft(opened.termbase, chinese, english, {})
