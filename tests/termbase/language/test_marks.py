"""Marks within Chinese terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.language.marks import mark_variants, with_blanks

VARIANTS = [
    ("假、大、空", ["假,大,空", "假;大;空", "假大空"]),
    ("四·一二事变", ["四.一二事变", "四一二事变"]),
    ("学—批—改", ["学-批-改", "学–批–改", "学——批——改", "学批改"]),
    ("歼-35", ["歼–35", "歼—35", "歼——35", "歼35"]),
    ("评《论语》", ["评〈论语〉", "评论语"]),
    ("《解放军报》", ["〈解放军报〉", "解放军报"]),
    ("台(港)澳", ["台港澳"]),
    # of which little or another number would be left
    ("进、出", ["进,出", "进;出"]),
    ("《看天下》", ["〈看天下〉"]),
    ("7·1", ["7.1"]),
    ("裸官", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), VARIANTS)
def test_mark_variants(text: str, expected: list[str]) -> None:
    first, *others = mark_variants(text)
    assert first == text
    assert sorted(others) == sorted(expected)


def test_marks_of_one_kind_are_written_in_the_same_way() -> None:
    found = mark_variants("学理论、学历史、学榜样,做好人")
    assert "学理论学历史学榜样,做好人" in found
    assert "学理论,学历史,学榜样,做好人" in found
    assert "学理论、学历史,学榜样,做好人" not in found
    assert len(found) == 15


def test_blanks_between_latin_letters_and_han() -> None:
    assert with_blanks("文革2.0版") == ["文革2.0版", "文革 2.0 版"]
    assert with_blanks("裸官") == ["裸官"]


@given(st.text(st.sampled_from("中国、,;·-—《》()7一")))
def test_only_marks_change(text: str) -> None:
    def plain(form: str) -> str:
        return "".join(filter(str.isalnum, form))

    found = mark_variants(text)
    assert found[0] == text
    assert {plain(form) for form in found} == {plain(text)}
    assert len(found) == len(set(found)) <= 3 * 96
