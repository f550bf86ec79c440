"""Terms of which a part is within a longer word of the dictionary."""

from __future__ import annotations

import pytest

from glossary.find.chinese import ChineseFinder

PROVINCES = (
    "江苏 浙江 安徽 湖北 湖南 广东 四川 贵州 云南 陕西 甘肃 青海 辽宁 吉林 山东 河南".split()
)


def found(terms: list[str], text: str) -> list[str]:
    return [text[start:end] for start, end, _, _ in ChineseFinder(terms).find(text)]


@pytest.mark.parametrize("province", PROVINCES)
def test_term_that_begins_in_a_longer_word(province: str) -> None:
    """The dictionary has 中共江苏省委 as one word."""
    text = f"中共{province}省委书记到会。"
    assert found(["省委", "省委书记"], text)[-1] == "省委书记"


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("胡锡进", "发了"),
        ("李文亮", "出了"),
        ("彭立发", "现身"),
        ("俞可平", "和同事"),
        ("王振民", "主张"),
    ],
)
def test_full_name_before_a_character_that_joins(name: str, after: str) -> None:
    assert found([name], f"昨天{name}{after}。") == [name]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("国会", "中国会议"),
        ("书记处", "省委书记处理"),
        ("会党", "全国大会党员"),
        ("发展中", "经济发展中心"),
    ],
)
def test_others_still_end_in_words(term: str, text: str) -> None:
    assert found([term], text) == []
