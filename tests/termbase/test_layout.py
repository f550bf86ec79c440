"""The layout of the hand-written files of terms."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.builtin import FOLDER
from termbase.builtin.groups import GROUPS
from termbase.builtin.layout import lay_out, main

ENTRY = """# Head

[b]
gloss = "Two."
zh = [{ pinyin = "jiǎ", simplified = "甲" }]
[a]
en = [{ text = "one", cues = { against = ["x"], support = ["y"] } }]
kind = "slogan"
"""
LAID_OUT = """# Head

[a]
kind = "slogan"
en = [
  { text = "one", cues = { support = ["y"], against = ["x"] } },
]

[b]
zh = [
  { simplified = "甲", pinyin = "jiǎ" },
]
gloss = "Two."
"""

words = st.text(st.sampled_from("ab 裸官，\"\\'\n\té"), max_size=150)
tables = st.fixed_dictionaries(
    {
        "zh": st.lists(
            st.fixed_dictionaries(
                {"simplified": words, "cues": st.fixed_dictionaries({"support": st.lists(words)})}
            ),
            max_size=2,
        ),
        "gloss": words,
        "level": st.integers(1, 5),
        "related": st.dictionaries(words, st.lists(words, max_size=3), max_size=2),
    }
)


def _value(value: object) -> str:
    """Return a value as TOML, on one line; JSON strings are TOML strings."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{json.dumps(key)} = {_value(item)}" for key, item in value.items())
        return f"{{{pairs}}}"
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, list) else json.dumps(value)


def test_concepts_are_sorted_and_fields_stand_in_one_order() -> None:
    assert lay_out(ENTRY) == LAID_OUT
    assert lay_out(LAID_OUT) == LAID_OUT


@given(tables)
def test_the_layout_changes_no_content_and_is_stable(table: dict[str, object]) -> None:
    laid_out = lay_out(
        "\n".join(["[x]", *(f"{key} = {_value(item)}" for key, item in table.items())])
    )
    assert tomllib.loads(laid_out) == {"x": table}
    assert lay_out(laid_out) == laid_out


@pytest.mark.parametrize(
    "path", sorted(set(FOLDER.glob("*.toml")) - {FOLDER / GROUPS}), ids=lambda path: path.stem
)
def test_no_line_needs_scrolling(path: Path) -> None:
    wide = [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 128]
    assert not wide


def test_the_built_in_files_are_laid_out() -> None:
    assert main(["--check"]) == 0
