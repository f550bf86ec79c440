"""Spellings of Chinese words: 分子 is also written 份子, 账户 帐户, 什么 甚么, 规划 规画.

Taiwan, Hong Kong and older texts have other characters than today's mainland in some words only, so
that no character can be folded wherever it is: a 份 is not always a 分. Words are looked up in
their usual spelling, and the other spellings of a term are generated to be found in text. All
characters here are folded ones.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, islice, product
from typing import NamedTuple

# So many spellings of one term at most; few terms have more than two places that differ.
_MOST = 12


class _Rule(NamedTuple):
    """One character that some words have instead of the usual one.

    Attributes:
        before: The characters of which one is before it; after ``^``, those of which none is.
        variant: The character.
        usual: The usual one.
        after: The characters of which one is after it; after ``^``, those of which none is.
    """

    before: str
    variant: str
    usual: str
    after: str = ""


# Spellings that today's mainland does not have.
_ELSEWHERE = (
    _Rule("^随凑出", "份", "分", "子"),
    _Rule("成部过本辈缘天充水养安名情职福", "份", "分"),
    _Rule("身", "分", "份", "^外内析离"),
    _Rule("计规策筹谋企擘", "画", "划", "^面家报廊像册展笔"),
    _Rule("", "画", "划", "清归"),
    _Rule("", "帐", "账", "户号目单簿本面款房册外"),
    _Rule("算转记坏呆欠查结赖旧总清入烂混报买台水进对销挂认冲", "帐", "账"),
    _Rule("倒老新还死假做平公血细治济外", "帐", "账"),
    _Rule("", "布", "部", "署"),
    _Rule("", "甚", "什", "么"),
    _Rule("^神地", "祇", "只"),
    _Rule("", "祗", "只", "有能要是会好不"),
    _Rule("^思伏", "惟", "唯", "^妙肖"),
    _Rule("思", "惟", "维"),
    _Rule("", "藉", "借", "口助此机由以故端题"),
    _Rule("凭", "藉", "借"),
    _Rule("", "瞭", "了", "解然如"),
    _Rule("明", "瞭", "了"),
    _Rule("", "澈", "彻", "底查骨夜"),
    _Rule("贯透洞", "澈", "彻"),
    _Rule("", "覆", "复", "查审核议函信电述"),
    _Rule("答回批反函", "覆", "复"),
    _Rule("", "沈", "沉", "默重痛没沦迷思静睡寂冤闷溺着浮"),
    _Rule("深低阴浮消下", "沈", "沉"),
    _Rule("", "拚", "拼", "命搏死杀"),
    _Rule("打", "拚", "拼"),
    _Rule("精多喝", "采", "彩"),
    _Rule("朱", "熔", "镕", "基"),
    _Rule("朱", "溶", "镕", "基"),
)  # fmt: skip
# Spellings that are in use beside the usual one.
_BESIDE = (
    _Rule("", "份", "分", "量内外"),
    _Rule("刻勾比", "划", "画"),
    _Rule("手", "划", "画", "脚"),
    _Rule("颠倾", "复", "覆"),
    _Rule("", "复", "覆", "灭没盖辙"),
    _Rule("撤", "消", "销"),
    _Rule("取", "销", "消"),
    _Rule("训告", "戒", "诫"),
    _Rule("", "戒", "诫", "勉"),
    _Rule("给授赋", "与", "予"),
    _Rule("", "纪", "记", "录"),
    _Rule("", "记", "纪", "念要"),
    _Rule("", "做", "作", "主秀客检报"),
    _Rule("", "宏", "弘", "扬"),
    _Rule("想好图录摄肖", "象", "像"),
    _Rule("形对", "像", "象"),
    _Rule("交", "待", "代"),
    _Rule("人", "材", "才", "^料"),
    _Rule("其", "它", "他"),
    _Rule("", "连", "联", "络"),
    _Rule("关", "连", "联"),
    _Rule("", "辨", "辩", "证"),
    _Rule("", "磨", "摩", "擦"),
    _Rule("制", "订", "定"),
    _Rule("签", "定", "订"),
    _Rule("", "定", "订", "单购阅货"),
    _Rule("", "绝", "决", "不"),
)


def usual(text: str) -> str:
    """Return a folded text with each word in its usual spelling."""
    return _replaced(text, _ELSEWHERE + _BESIDE)


def mainland(text: str) -> str:
    """Return a simplified text without spellings that today's mainland does not have."""
    return _replaced(text, _ELSEWHERE)


def spellings(text: str) -> list[str]:
    """Return the ways in which the words of a folded term are spelled, the given one first."""
    base = usual(text)
    choices = [{char: None} for char in base]
    for rule in _ELSEWHERE + _BESIDE:
        if rule.usual in base:
            for match in _pattern(rule.before, rule.usual, rule.after).finditer(base):
                choices[match.start()][rule.variant] = None
    found = map("".join, islice(product(*choices), _MOST))
    # A variant may be a part of what another rule replaces.
    return list(dict.fromkeys(chain([text], (form for form in found if usual(form) == base))))


def _replaced(text: str, rules: tuple[_Rule, ...]) -> str:
    for rule in rules:
        if rule.variant in text:
            text = _pattern(rule.before, rule.variant, rule.after).sub(rule.usual, text)
    return text


# Made when they are needed: patterns are slow to compile.
@cache
def _pattern(before: str, char: str, after: str) -> re.Pattern[str]:
    """Return the pattern of a character between others."""
    left = f"(?<{'!' if before[0] == '^' else '='}[{before.strip('^')}])" if before else ""
    right = f"(?{'!' if after[0] == '^' else '='}[{after.strip('^')}])" if after else ""
    return re.compile(left + char + right)
