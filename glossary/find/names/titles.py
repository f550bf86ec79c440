"""Tell that a Chinese name is one by the title beside it: 国家副主席韩正|在, 装备发展部|长."""

from __future__ import annotations

from functools import cache

from termbase.patterns import compiled

# Last words of titles. After 副|主席 and 国务院|总理 nothing but a name begins.
_TITLES = tuple(
    "主席 总理 部长 外长 防长 财长 书记 总书记 省长 市长 县长 区长 州长 总统 主任 委员长 议长 院长 "
    "局长 厅长 司令员 司令 政委 检察长 署长 处长 特首 行政长官 立委 立法委员 议员 发言人 大使 "
    "常委 委员 元帅 上将 中将 少将 同志 参谋长 社长 会长 秘书长".split()
)

# The least length of the name of a body that says whose head it is: 装备发展部|长, but 总部|长.
LONG_NAME = 4
# Last characters of bodies that the title of the head is joined with: 部|长.
_BODIES = frozenset("部局署厅处院所")


# Last characters of places whose head's title begins with them: 新竹|市长. After 长 no other word.
_RANKS = "省市县区州镇乡"
_HEAD_OF_PLACE = f"[{_RANKS}]长(?![期久远大度短江城安沙春乐治假者])"


def is_after_title(folded: str, start: int) -> bool:
    """Return True if a title ends right before an offset.

    Args:
        folded: The folded text.
        start: The offset.
    """
    return folded.endswith(_TITLES, 0, start)


def is_before_head(folded: str, start: int, end: int) -> bool:
    """Return True if the title of its head follows the long name of a body: 装备发展部|长.

    Args:
        folded: The folded text.
        start: The start of the name.
        end: Its end.
    """
    is_long = end - start >= LONG_NAME
    return is_long and folded.startswith("长", end) and folded[end - 1] in _BODIES


def is_head_of_place(folded: str, start: int, end: int) -> bool:
    """Return True if a title is that of the head of a known place, right before it.

    Args:
        folded: The folded text.
        start: The start of the title.
        end: Its end.
    """
    if end - start != len("市长") or not compiled(_HEAD_OF_PLACE).match(folded, start):
        return False
    return any(folded[start - size : start] in _places() for size in (2, 3))


def cut_from_head(folded: str, start: int, end: int) -> str:
    """Return the reason against a place whose last character begins a title: 新竹市|长.

    Args:
        folded: The folded text.
        start: The start of the place's name.
        end: Its end.
    """
    # 沙市 has two characters, of which 市 is one.
    if end - start < len("新竹市") or not compiled(_HEAD_OF_PLACE).match(folded, end - 1):
        return ""
    return f"the title {folded[end - 1 : end + 1]} begins with its last character"


@cache
def _places() -> frozenset[str]:
    from glossary.find.names.places import PLACES, TAIWAN_PLACES

    return PLACES | TAIWAN_PLACES | {"北京"}
