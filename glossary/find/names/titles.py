"""Tell that a Chinese name is one by the title before it: 国家副主席韩正|在北京."""

from __future__ import annotations

# Last words of titles. After 副|主席 and 国务院|总理 nothing but a name begins.
_TITLES = tuple(
    "主席 总理 部长 外长 防长 财长 书记 总书记 省长 市长 县长 区长 州长 总统 主任 委员长 议长 院长 "
    "局长 厅长 司令员 司令 政委 检察长 署长 处长 特首 行政长官 立委 立法委员 议员 发言人 大使 "
    "常委 委员 元帅 上将 中将 少将 同志 参谋长 社长 会长 秘书长".split()
)


def is_after_title(folded: str, start: int) -> bool:
    """Return True if a title ends right before an offset.

    Args:
        folded: The folded text.
        start: The offset.
    """
    return folded.endswith(_TITLES, 0, start)
