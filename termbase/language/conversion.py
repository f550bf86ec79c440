"""Conversion between scripts, where OpenCC needs help: words, names, some variants."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from termbase.language import names, wordings, words

# 著 is 着 in simplified text, but for words such as 显著 and 著作; 接著有 is none of these.
_BEFORE_ZHU = frozenset("显卓昭名专论原编合巨译遗拙土新撰彰")
_AFTER_ZHU = frozenset("名作称述书者录文论立")
_VERBS_BEFORE_ZHE = frozenset("随接沿看拿带跟为朝向对听写走坐站等")
# Words that jieba's dictionary lacks, and that OpenCC knows in part.
_PHRASES = frozenset("芒果干 葡萄干 牛肉干 豆腐干 萝卜干 团团伙伙 不畏强御".split())
# Characters that Hong Kong writes in another way, in whatever word: by its list of graphemes for
# schools (常用字字形表) and OpenCC's dictionary of Hong Kong variants.
_HONG_KONG = dict(
    zip(
        "臺裡衛戶說群峰脫銳閱稅悅敘溫蛻臥鉤蔥蘊簷",
        "台裏衞户説羣峯脱鋭閲税悦敍温蜕卧鈎葱藴檐",
        strict=True,
    )
)
_LONGEST_PHRASE = max(map(len, _PHRASES))
# Surnames that are also the simplified form of another character, and are not converted.
_SURNAMES_KEPT = frozenset([*"范余于朴种郁岳姜曲谷干台卜仇秋沈", "万俟"])
# Given names that keep a character which is otherwise converted.
_GIVEN_NAMES = {"万里": "里", "余杰": "杰", "李连杰": "連杰", "周杰伦": "杰倫"}


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a simplified text that are to be converted one by one.

    These are words, and stretches of single characters, in which OpenCC finds phrases of its own.

    Yields:
        A part, and whether it stays as it is: 范, 余 and 于 are surnames as well as simplified
        forms of 範, 餘 and 於.
    """
    if names.split_name(text):
        yield from _name_parts(text)
        return
    cut = _with_phrases(words.cut(text))
    ends = dict(names.spans(cut))
    index, singles = 0, ""
    while index < len(cut):
        end = ends.get(index, index + 1)
        part = "".join(cut[index:end])
        if index not in ends and len(part) == 1:
            singles += part
        else:
            yield singles, False
            singles = ""
            yield from _name_parts(part) if index in ends else [(part, False)]
        index = end
    yield singles, False


def with_simplified_variants(traditional: str, converted: str) -> str:
    """Complete the conversion of a text that is not in simplified characters.

    Args:
        traditional: The text.
        converted: The text as OpenCC has converted it.
    """
    if "著" in traditional and len(converted) == len(traditional):
        chars = list(converted)
        for index, char in enumerate(traditional):
            if char == "著":
                chars[index] = _zhu(converted[:index][-1:], converted[index + 1 : index + 2])
        converted = "".join(chars)
    if wordings.mainland(converted) == converted:
        return converted
    # Word by word, for 人身分离 is not 人身份离.
    return "".join(part if kept else wordings.mainland(part) for part, kept in parts(converted))


def hong_kong_form(simplified: str, traditional: str) -> str:
    """Return the form of Hong Kong of a term whose form of Taiwan is known.

    Args:
        simplified: The simplified form, which tells 着 from 著.
        traditional: The form of Taiwan.

    Returns:
        The form of Hong Kong; the traditional form if it has none of the characters in question.
    """
    pairs = zip_longest(traditional, simplified[: len(traditional)], fillvalue="")
    return "".join(
        "着" if (char, plain) == ("著", "着") else _HONG_KONG.get(char, char)
        for char, plain in pairs
    )


def _zhu(before: str, after: str) -> str:
    if before in _BEFORE_ZHU or (after in _AFTER_ZHU and before not in _VERBS_BEFORE_ZHE):
        return "著"
    return "着"


def _with_phrases(cut: list[str]) -> list[str]:
    """Join the words that are phrases of our own."""
    joined: list[str] = []
    for word in cut:
        joined.append(word)
        for count in range(2, min(len(joined), _LONGEST_PHRASE) + 1):
            if (phrase := "".join(joined[-count:])) in _PHRASES:
                joined[-count:] = [phrase]
    return joined


def _name_parts(name: str) -> Iterator[tuple[str, bool]]:
    surname, given = names.divide(name) or (name, "")
    yield surname, surname in _SURNAMES_KEPT
    yield _GIVEN_NAMES.get(name, given), name in _GIVEN_NAMES
