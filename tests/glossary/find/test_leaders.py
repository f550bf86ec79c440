"""The titles of other states' leaders, by the names that the text gives them in full."""

from __future__ import annotations

import pytest

from tests.builtin import builtin

LAOS = "习近平同老挝人民革命党中央总书记、国家主席通伦·西苏里会谈。"
NAMIBIA = "外交部长王毅同纳米比亚外交部长塞尔玛·阿希帕拉会谈。"
XINJIANG = "新疆维吾尔自治区党委副书记、自治区主席艾尔肯·吐尼亚孜讲话。"


@pytest.mark.parametrize(
    ("text", "title", "is_found"),
    [
        (LAOS + "两国关系进入历史最好时期。通伦总书记表示，愿深化合作。", "总书记", False),
        (LAOS + "两国关系进入历史最好时期。总书记通伦表示，愿深化合作。", "总书记", False),
        (LAOS + "总书记说，两国关系进入历史最好时期。", "总书记", True),
        (NAMIBIA + "王毅还向阿希帕拉外交部长赠送了礼物。", "外交部长", True),
        (XINJIANG + "会后，艾尔肯同党委副书记座谈。", "党委副书记", True),
    ],
)
def test_titles_beside_parts_of_names(text: str, title: str, is_found: bool) -> None:
    mentions = [mention.text for mention in builtin().find(text)]
    assert (title in mentions) is is_found


def test_the_foreign_minister_of_another_state() -> None:
    text = NAMIBIA + "王毅还向阿希帕拉外交部长赠送了礼物。"
    titles = [one.start for one in builtin().find(text) if one.text == "外交部长"]
    assert titles == [0]


@pytest.mark.parametrize(
    ("text", "title", "is_found"),
    [
        ("青年協會說，連總召傅崐萁都贊成這部法案。", "總召", True),
        ("青年協會的總召林小明都贊成。", "總召", False),
    ],
)
def test_titles_beside_known_persons(text: str, title: str, is_found: bool) -> None:
    mentions = [mention.text for mention in builtin().find(text)]
    assert (title in mentions) is is_found
