"""The difference between two texts in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.serve.pages.differences import pieces, stretches
from termbase.memory.concordance import Span

CASES = [
    ("", "", []),
    ("", "new", [("added", "new")]),
    ("old", "", [("removed", "old")]),
    ("same", "same", [("same", "same")]),
    (
        "One of the officials.",
        "One of those officials.",
        [("same", "One of "), ("removed", "the"), ("added", "those"), ("same", " officials.")],
    ),
    (
        "It is a big red house there.",
        "It is an old tower there.",
        [("same", "It is "), ("removed", "a big red house"), ("added", "an old tower"),
         ("same", " there.")],
    ),
    ("To opt out.", "Their gloss.", [("removed", "To opt out."), ("added", "Their gloss.")]),
    ("内卷化", "内卷", [("same", "内卷"), ("removed", "化")]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_pieces(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(before, after) == expected


@given(st.text("ab \n内卷."), st.text("ab \n内卷."))
def test_both_texts_are_in_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "added") == before
    assert "".join(piece.text for piece in found if piece.kind != "removed") == after


def test_stretches() -> None:
    spans = [Span(0, 2), Span(3, 4)]
    assert list(stretches("内卷化了", spans)) == [
        ("", False), ("内卷", True), ("化", False), ("了", True), ("", False)
    ]  # fmt: skip
