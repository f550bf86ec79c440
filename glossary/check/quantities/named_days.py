"""Days that are known by a name: 元旦, 五四运动, 春节, *Christmas Day*, *the Mid-Autumn Festival*.

All of them are vague: a translation may give the name, the date, both or neither. Festivals of the
Chinese calendar have another date of the Gregorian one each year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from glossary.check.quantities.calendar import date_quantity, is_valid
from glossary.check.quantities.model import LUNAR, Date, Quantity


class _Named(NamedTuple):
    """A day: month and day, the names in folded Chinese, the pattern of those in English."""

    month: int
    day: int
    chinese: str
    english: str
    calendar: str = ""


_NAMED = (
    _Named(1, 1, "元旦", r"New Year[’']?s Day"),
    _Named(1, 28, "一二八事变", ""),
    _Named(2, 7, "二七大罢工 二七惨案", ""),
    _Named(2, 14, "情人节", r"(?:St\.? )?Valentine[’']?s Day"),
    _Named(2, 28, "二二八", ""),
    _Named(3, 1, "三一运动", ""),
    _Named(3, 8, "三八妇女节 三八节 妇女节", r"(?:International )?Women[’']?s Day"),
    _Named(3, 18, "三一八惨案", ""),
    _Named(4, 1, "愚人节", r"April Fools?[’']?s?(?: Day)?"),
    _Named(4, 12, "四一二政变 四一二事变", ""),
    _Named(5, 1, "五一国际劳动节 五一劳动节 五一", "May Day"),
    _Named(5, 4, "五四运动 五四青年节 五四", ""),
    _Named(5, 30, "五卅", ""),
    _Named(6, 1, "六一儿童节 六一", ""),
    _Named(6, 4, "六四", ""),
    _Named(7, 1, "七一", ""),
    _Named(7, 7, "七七事变", "Double Seven(?:th)? Incident"),
    _Named(8, 1, "八一建军节 建军节 八一", "Army Day"),
    _Named(8, 13, "八一三", ""),
    _Named(8, 15, "八一五", ""),
    _Named(9, 18, "九一八", ""),
    _Named(10, 1, "十一黄金周 十一假期 十一长假 国庆节 国庆", "National Day"),
    _Named(10, 10, "双十国庆 双十节 双十", "Double Ten(?:th)?(?: National)?(?: Day)?"),
    _Named(11, 11, "双十一", r"Singles[’']? Day|Double (?:11|Eleven)"),
    _Named(12, 9, "一二九运动", ""),
    _Named(12, 24, "平安夜 圣诞前夕", "Christmas Eve"),
    _Named(12, 25, "圣诞节 圣诞", "Christmas(?: Day)?"),
    _Named(1, 1, "春节 大年初一 农历新年", "(?:Spring Festival|(?:Lunar|Chinese) New Year)", LUNAR),
    _Named(1, 15, "元宵节 元宵", "Lantern Festival", LUNAR),
    _Named(5, 5, "端午节 端午", "Dragon Boat Festival", LUNAR),
    _Named(7, 7, "七夕节 七夕", "Qixi(?: Festival)?", LUNAR),
    _Named(8, 15, "中秋节 中秋", "(?:Mid-Autumn|Moon) Festival", LUNAR),
    _Named(9, 9, "重阳节 重阳", "Double Ninth(?: Festival)?|Chongyang Festival", LUNAR),
    _Named(12, 8, "腊八节 腊八", "Laba Festival", LUNAR),
    _Named(12, 30, "除夕", r"(?:Lunar|Chinese) New Year[’']?s Eve", LUNAR),
)
_BY_NAME = {name: day for day in _NAMED for name in day.chinese.split()}
_NUMERALS = "一二三四五六七八九十"
# Those of numerals alone may be part of another number: 三块五一斤.
_OF_NUMERALS, _OTHERS = (
    "|".join(
        name
        for name in sorted(_BY_NAME, key=len, reverse=True)
        if ({*name} <= {*_NUMERALS}) is wanted
    )
    for wanted in (True, False)
)
# Looking for these first is much faster.
_CAN_BE = re.compile(rf"[{_NUMERALS}][{_NUMERALS}·•]|{_OTHERS}")
_CHINESE = re.compile(
    rf"(?P<name>{_OTHERS})|(?<![{_NUMERALS}百千万亿几数第块元点\d])(?:(?P<numerals>{_OF_NUMERALS})"
    # 一二·九, 九·一八
    rf"|(?P<month>[{_NUMERALS}]{{1,2}})[·•](?P<day>[{_NUMERALS}]{{1,3}}))"
    rf"(?![{_NUMERALS}百千万亿个名位人斤元块岁次年月日天分点度米里吨亩倍折成楼层号\d])"
)
_ENGLISH = re.compile(
    "|".join(
        rf"\b(?P<d{index}>{day.english.replace(' ', chr(92) + 's+')})\b"
        # The longer name first: Christmas Eve, Lunar New Year's Eve.
        for index, day in sorted(enumerate(_NAMED), key=lambda found: -len(found[1].english))
        if day.english
    ),
    re.IGNORECASE,
)
_ENGLISH_WORDS = ("day", "year", "festival", "christmas", "double", "qixi", "fool")


def chinese_named_days(text: str, polity: str) -> Iterator[Quantity]:
    """Yield the named days of a folded text; National Day is in Taiwan the tenth of October."""
    if not _CAN_BE.search(text):
        return
    for match in _CHINESE.finditer(text):
        if name := match["name"] or match["numerals"]:
            yield _quantity(match, _BY_NAME[name], polity)
            continue
        month, day = (_joined(match[name]) for name in ("month", "day"))
        if is_valid(month, day):
            yield _quantity(match, _Named(month, day, "", ""), polity)


def english_named_days(text: str, lower: str) -> Iterator[Quantity]:
    """Yield the named days of a text, which is given in small letters as well."""
    if not any(word in lower for word in _ENGLISH_WORDS):
        return
    for match in _ENGLISH.finditer(text):
        yield _quantity(match, _NAMED[int((match.lastgroup or "d0")[1:])], "")


def _quantity(match: re.Match[str], named: _Named, polity: str) -> Quantity:
    is_october = named.month == 10 and named.day == 1
    day = 10 if is_october and polity == "taiwan" else named.day
    found = date_quantity(*match.span(), Date(None, named.month, day, named.calendar), is_word=True)
    return replace(found, is_vague=True)


def _joined(written: str) -> int:
    """Return the number of 一二 (12), 一八 (18), 十二 or 三十."""
    digits = [_NUMERALS.index(char) + 1 for char in written]
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (_joined(tens) if tens else 1) * 10 + (_joined(ones) if ones else 0)
    return int("".join(map(str, digits)))
