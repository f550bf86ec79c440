"""Dates from that of the document, weekdays and times in folded Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from glossary.check.quantities.calendar import date_quantity, time_quantity
from glossary.check.quantities.chinese_dates import (
    DAY,
    DIGIT_BEFORE,
    NUMERALS,
    ONE_TO_NINE,
    number,
)
from glossary.check.quantities.model import LUNAR, Date, Quantity

_WEEK = "周|个?星期|个?礼拜"
_WEEK_OFFSETS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_RELATIVE = {
    name + week: (offset, "week")
    for week in ("周", "星期", "个星期", "礼拜", "个礼拜")
    for name, offset in _WEEK_OFFSETS.items()
} | {
    "上上个月": (-2, "month"), "上个月": (-1, "month"), "上月": (-1, "month"), "本月": (0, "month"),
    "这个月": (0, "month"), "当月": (0, "month"), "下个月": (1, "month"), "下月": (1, "month"),
    "下下个月": (2, "month"), "大前天": (-3, "day"), "前天": (-2, "day"), "前日": (-2, "day"),
    "前晚": (-2, "day"), "昨天": (-1, "day"), "昨日": (-1, "day"), "昨晚": (-1, "day"),
    "昨晨": (-1, "day"), "昨夜": (-1, "day"), "今天": (0, "day"), "今日": (0, "day"),
    "今晚": (0, "day"), "今早": (0, "day"), "今晨": (0, "day"), "今夜": (0, "day"),
    "明天": (1, "day"), "明日": (1, "day"), "明晚": (1, "day"), "明早": (1, "day"),
    "明晨": (1, "day"), "后天": (2, "day"), "后日": (2, "day"), "大后天": (3, "day"),
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?:(?P<which>上上|下下|[上下本这])个?)?(?:星期|礼拜|(?<!一)周)"
    r"(?P<day>[一二三四五六日天])(?![年岁月期])"
)
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日", 1)} | {"天": 7}
# 大年初一, 大年三十
_NEW_YEAR = re.compile(f"大年(?:初([{ONE_TO_NINE}十])|三十)")
_RELATIVE_WORD = re.compile(
    rf"(?P<word>{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})"
    # 下月5号, 下月十五; 5号 by itself is number five.
    rf"(?:(?<=月)\s?(?:(?P<day>{DAY})\s?号"
    rf"|(?P<bare_day>初[{ONE_TO_NINE}十]|[二三]?十[{ONE_TO_NINE}]?)(?![{NUMERALS}多余个名位家亿万日])))?"
)
_PARTS_OF_DAY = {
    "上午": 0, "早上": 0, "清晨": 0, "凌晨": 0, "早晨": 0, "中午": 12, "下午": 12, "傍晚": 12,
    "晚上": 12, "晚间": 12, "晚": 12, "深夜": 12, "早": 0, "午夜": 0, "正午": 12,
}  # fmt: skip
_TIME = re.compile(
    rf"(?P<part>{'|'.join(_PARTS_OF_DAY)})?\s?{DIGIT_BEFORE}"
    rf"(?:差\s?(?P<lacking>\d{{1,2}}|[{NUMERALS}]{{1,3}})\s?分钟?)?"
    rf"(?P<hour>\d{{1,2}}|[{NUMERALS}]{{1,3}}|两)\s?(?P<sign>[点时])(?!间|代|期|候|段|刻|常|不时)钟?"
    rf"(?:\s?(?P<half>半)|\s?(?P<minute>\d{{1,2}}|[{NUMERALS}]{{1,3}})\s?分(?![之钟])"
    rf"|\s?差\s?(?P<short>\d{{1,2}}|[{NUMERALS}]{{1,3}})\s?分|(?P<quarter>[一三])刻|(?P<sharp>整))?"
)
# Named by themselves; 中午 before a time is part of it.
_NAMED_TIME = re.compile("正午|中午|午夜")


def weekdays(text: str) -> Iterator[Quantity]:
    """Yield the days of the week, and those of the new year of the Chinese calendar."""
    for match in _WEEKDAY.finditer(text):
        offset = _WEEK_OFFSETS.get(match["which"] or "")
        unit = "" if offset is None else "week"
        date = Date(offset=offset, unit=unit, weekday=_WEEKDAYS[match["day"]])
        yield date_quantity(*match.span(), date)
    for match in _NEW_YEAR.finditer(text):
        month, day = (1, number(match[1])) if match[1] else (12, 30)
        yield date_quantity(*match.span(), Date(None, month, day, LUNAR))


def relative_dates(text: str) -> Iterator[Quantity]:
    """Yield dates that are given from that of the document: 上月, 下月5号, 上周, 昨天."""
    for match in _RELATIVE_WORD.finditer(text):
        offset, unit = _RELATIVE[match["word"]]
        written = match["day"] or match["bare_day"]
        date = Date(day=number(written) if written else None, offset=offset, unit=unit)
        yield date_quantity(*match.span(), date, is_word=written is None)


def times(text: str) -> Iterator[Quantity]:
    """Yield times of the day: 下午3时30分, 三点半, 差五分九点, 中午."""
    end = 0
    for match in _TIME.finditer(text):
        lacking = match["lacking"] or match["short"]
        is_sure = match["part"] or match["half"] or match["minute"] or match["quarter"] or lacking
        is_sure = is_sure or match["sharp"] or match[0].endswith("钟")
        # 三点 is three points more often than three o'clock, and 8时 an hour.
        is_zero = match["hour"] in ("零", "〇")
        if not is_sure and (match["sign"] == "点" or not (match["hour"].isdecimal() or is_zero)):
            continue
        hour = 2 if match["hour"] == "两" else number(match["hour"])
        minute = number(match["minute"]) if match["minute"] else 0
        if match["half"] or match["quarter"]:
            minute = 30 if match["half"] else number(match["quarter"]) * 15
        if lacking:
            hour, minute = (hour - 1) % 24, 60 - number(lacking)
        if hour > 24 or not 0 <= minute < 60:
            continue
        shift = _PARTS_OF_DAY[match["part"]] if match["part"] else 0
        start = match.start() + (match[0] != match[0].lstrip())
        yield from _named_times(text, end, start)
        end = match.end()
        yield time_quantity(start, end, hour, minute, shift)
    yield from _named_times(text, end, len(text))


def _named_times(text: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _NAMED_TIME.finditer(text, start, end):
        hour = 0 if match[0] == "午夜" else 12
        yield replace(time_quantity(*match.span(), hour, 0), is_word=True, is_vague=True)
