"""A title before a name decides about its end: 国家副主席韩正|在北京."""

from __future__ import annotations

import pytest

from tests.builtin import builtin


@pytest.mark.parametrize(
    ("text", "name", "is_found"),
    [
        ("国家副主席韩正在北京会见外宾。", "韩正", True),
        ("國家副主席韓正在天津視察。", "韓正", True),
        ("外交部长王毅然后飞往河内。", "王毅", True),
        ("小韩正在厨房里包饺子。", "韩正", False),
        ("王毅然辞职了。", "王毅", False),
        ("老李强调，油漆要刷两遍。", "李强", False),
    ],
)
def test_titles(text: str, name: str, is_found: bool) -> None:
    assert (name in [mention.text for mention in builtin().find(text)]) is is_found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("曾任中共中央軍委裝備發展部長等職", "中共中央軍委裝備發展部"),
        ("原中央军委政法委員會和軍委後勤保障部長高津出席", "軍委後勤保障部"),
        ("军委政治工作部长期研究这个问题", "军委政治工作部"),
    ],
)
def test_a_body_that_the_title_of_its_head_is_joined_with(text: str, name: str) -> None:
    found = [mention.text for mention in builtin().find(text)]
    assert name in found
    assert {"部长", "部長"}.isdisjoint(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("中国外交部长率团出访。", "外交部长"),
        ("駐華大使館沒有回應。", "駐華大使館"),
        ("陪同的还有驻华大使和参赞。", "驻华大使"),
        ("这是党的坚强领导集体。", "领导集体"),
        ("中国外交部拒绝置评。", "中国外交部"),
    ],
)
def test_a_name_that_another_one_would_cut(text: str, name: str) -> None:
    assert name in [mention.text for mention in builtin().find(text)]


@pytest.mark.parametrize(
    ("text", "found", "left_out"),
    [
        ("高雄市長陳其邁到議會備詢。", "市長", "高雄市"),
        ("花蓮縣長徐榛蔚在縣府說明。", "縣長", "花蓮縣"),
        ("重庆市长胡衡华出席会议。", "市长", "重庆市"),
        ("花蓮縣長期缺水，縣府說明。", "花蓮縣", "縣長"),
        ("重庆市不久前宣布，长江大桥通车。", "重庆市", "市长"),
    ],
)
def test_the_title_of_the_head_of_a_place(text: str, found: str, left_out: str) -> None:
    mentions = [mention.text for mention in builtin().find(text)]
    assert found in mentions
    assert left_out not in mentions
