"""Dates, times and periods in folded Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.quantities.calendar import (
    date_quantity,
    full_year,
    is_valid,
    time_quantity,
)
from glossary.check.quantities.chinese_numerals import parse
from glossary.check.quantities.model import Date, Kind, Quantity

_H = "〇零一二三四五六七八九十"
_YEAR = r"[〇零一二三四五六七八九\d]{4}|\d(?: \d){3}|[〇零一二三四五六七八九]{2}"
_MONTH = r"1 ?[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元|正|腊"
_ONE_TO_NINE = "一二三四五六七八九"
_DAY = rf"3 ?[01]|[12] ?\d|0?[1-9]|三十一?|[二廿]?十?[{_ONE_TO_NINE}]|二?十|初[{_ONE_TO_NINE}十]"
# 9·11, 7·5事件, 5.12汶川地震, 911事件
_EVENT_NAME = "事件|汶川|特大|大?地震|恐怖|案"
_EVENT = re.compile(
    r"(?<![\d.,])(?P<month>\d{1,2})\s?(?P<mark>[·•.])\s?(?P<day>\d{1,2})(?![\d.])"
    rf"(?=\s?[”’'\"」]?\s?(?P<name>{_EVENT_NAME})|\s?[”’」])"
    r"|(?<!\d)(?P<months>9)(?P<days>11)(?=\s?(?:事件|恐怖))"
)
_DIGIT_BEFORE = rf"(?<![\d.,{_H}百千万亿两第几数])"
_TAIL = (
    rf"(?P<month>{_MONTH})\s?月(?!球|亮|饼)份?(?:\s?(?P<day>{_DAY})\s?[日号]"
    # 正月初一, 一月二十三
    rf"|(?P<bare_day>初[{_ONE_TO_NINE}十]|[二三]?十[{_ONE_TO_NINE}]?(?![{_H}个亿万]))(?!\s?[个日]))?"
)
_RELATIVE_YEARS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "大后年": 3,
    "后年": 2,
}  # fmt: skip
_RELATIVE_WEEKS = {
    name + week: (offset, "week")
    for week in ("周", "星期", "个星期", "礼拜", "个礼拜")
    for name, offset in (("上上", -2), ("上", -1), ("本", 0), ("这", 0), ("下", 1), ("下下", 2))
}
_RELATIVE = _RELATIVE_WEEKS | {
    "上个月": (-1, "month"), "上月": (-1, "month"), "本月": (0, "month"), "这个月": (0, "month"),
    "下个月": (1, "month"), "下月": (1, "month"), "大前天": (-3, "day"), "前天": (-2, "day"),
    "前日": (-2, "day"), "昨天": (-1, "day"), "昨日": (-1, "day"), "今天": (0, "day"),
    "今日": (0, "day"), "明天": (1, "day"), "明日": (1, "day"), "后天": (2, "day"),
    "大后天": (3, "day"),
}  # fmt: skip
_FULL = re.compile(
    rf"(?P<lunar>[农旧阴]历)?{_DIGIT_BEFORE}"
    rf"(?:(?P<era>民国\s?)(?P<roc>[{_H}百\d]{{1,3}}|元)\s?年"
    rf"|(?P<year>{_YEAR})(?![\d{_H}])\s?年(?![代多余]|[来间]|历史)度?"
    # 三六七年 alone is a number of years.
    rf"|(?P<old_year>[{_ONE_TO_NINE}][〇零{_ONE_TO_NINE}]{{2}})年(?=(?:{_MONTH})月)"
    rf"|(?P<relative>{'|'.join(_RELATIVE_YEARS)})度?)(?:\s?{_TAIL})?"
)
_MONTH_DAY = re.compile(rf"(?P<lunar>[农旧阴]历)?{_DIGIT_BEFORE}{_TAIL}")
_DAY_ALONE = re.compile(rf"{_DIGIT_BEFORE}(?P<day>{_DAY})\s?[日](?![本元圆均报语志内后前子常])")
_TAIWAN_YEAR = re.compile(
    rf"{_DIGIT_BEFORE}(?P<roc>\d{{2,3}})\s?年(?![代多余来间])度?(?:\s?{_TAIL})?"
)
_CENTURY = re.compile(
    rf"(?P<century>[上本]|[\d{_H}]{{1,3}})\s?世纪(?:\s?(?P<decade>[\d{_H}]{{1,3}})\s?年代)?"
)
# 上世纪 in a text of this century.
_CENTURIES = {"上": 20, "本": 21}
_DECADE = re.compile(
    rf"(?P<decade>(?:1[0-9]|20)?[1-9]0|[{_ONE_TO_NINE}]十|[一二][九〇零][{_ONE_TO_NINE}][〇零])\s?年代"
)
_QUARTER = re.compile(r"(?:第\s?)?(?P<number>[1-4一二三四]|首)\s?个?季(?!节|后|前|军)度?")
_HALF = re.compile("(?P<half>[上下首])半年")
_PLAN = re.compile(
    rf"第?(?P<number>十[一二三四五六]?|[{_ONE_TO_NINE}])(?:个五年[规计]划"
    r"|五(?=[”’」』]?(?:规划|计划|时期|期间|末|以来|开局|收官)))"
    r"|(?P<short>十[一二三四五])五(?![十百千万])"
)
_PARTS_OF_DAY = {
    "上午": 0, "早上": 0, "清晨": 0, "凌晨": 0, "早晨": 0, "中午": 12, "下午": 12, "傍晚": 12,
    "晚上": 12, "晚间": 12, "晚": 12, "深夜": 12, "早": 0,
}  # fmt: skip
_TIME = re.compile(
    rf"(?P<part>{'|'.join(_PARTS_OF_DAY)})?\s?{_DIGIT_BEFORE}"
    rf"(?P<hour>\d{{1,2}}|[{_H}]{{1,3}}|两)\s?(?P<sign>[点时])(?!间|代|期|候|段|刻|常|不时)钟?"
    rf"(?:\s?(?P<half>半)|\s?(?P<minute>\d{{1,2}}|[{_H}]{{1,3}})\s?分(?![之钟])"
    r"|(?P<quarter>[一三])刻|(?P<sharp>整))?"
)
_MONTHS = {"元": 1, "正": 1, "腊": 12}


def number(text: str) -> int:
    """Return the value of a short numeral without a decimal point."""
    joined = text.replace(" ", "").removeprefix("初").replace("廿十", "二十").replace("廿", "二十")
    return int(joined) if joined.isdecimal() else int(parse(joined) or 0)


def dates(text: str, polity: str) -> Iterator[Quantity]:
    """Yield dates with a year, or with a month, or with 日."""
    taken: list[tuple[int, int]] = []
    patterns = [_FULL, _MONTH_DAY, _DAY_ALONE]
    if polity == "taiwan":
        patterns.insert(1, _TAIWAN_YEAR)
    for pattern in patterns:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            date = _date(match)
            if date is not None:
                taken.append(match.span())
                yield date_quantity(*match.span(), date)


def events(text: str) -> Iterator[Quantity]:
    """Yield the dates by which events are known: 9·11事件."""
    for match in _EVENT.finditer(text):
        month, day = int(match["month"] or match["months"]), int(match["day"] or match["days"])
        # “2.5” is a number.
        is_event = match["mark"] != "." or match["name"]
        if is_event and is_valid(month, day):
            yield date_quantity(*match.span(), Date(None, month, day))


def _date(match: re.Match[str]) -> Date | None:
    fields = match.groupdict()
    year, calendar, offset, unit = None, "", None, ""
    if fields.get("roc"):
        year, calendar = 1911 + (1 if fields["roc"] == "元" else number(fields["roc"])), "roc"
        if not fields.get("era") and not 1940 <= year <= 2060:
            return None
    elif fields.get("year"):
        year = full_year(number(fields["year"]))
        # 三五年 and 两三年 are numbers of years, and 5000年 is one.
        short = len(fields["year"]) == 2
        if not 1000 <= year < 3000 or (short and fields["year"] in "二三四五六七八"):
            return None
    elif fields.get("old_year"):
        year = number(fields["old_year"])
    elif fields.get("relative"):
        offset, unit = _RELATIVE_YEARS[fields["relative"]], "year"
    if fields.get("lunar"):
        calendar = "lunar"
    month = fields.get("month")
    day = fields.get("day") or fields.get("bare_day")
    months = (_MONTHS.get(month) or number(month)) if month else None
    days = number(day) if day else None
    if not is_valid(months or 1, days or 1):
        return None
    if month and month in _MONTHS:
        calendar = "lunar" if month != "元" else calendar
    return Date(year, months, days, calendar, offset, unit)


_WEEKDAY = re.compile("(?:星期|礼拜|(?<!一)周)([一二三四五六日天])(?![年岁月期])")
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日", 1)} | {"天": 7}
# 大年初一, 大年三十
_NEW_YEAR = re.compile(f"大年(?:初([{_ONE_TO_NINE}十])|三十)")


def weekdays(text: str) -> Iterator[Quantity]:
    """Yield the days of the week, and those of the new year of the Chinese calendar."""
    for match in _WEEKDAY.finditer(text):
        yield date_quantity(*match.span(), Date(weekday=_WEEKDAYS[match[1]]))
    for match in _NEW_YEAR.finditer(text):
        month, day = (1, number(match[1])) if match[1] else (12, 30)
        yield date_quantity(*match.span(), Date(None, month, day, "lunar"))


_RELATIVE_WORD = re.compile(
    rf"(?P<word>{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})"
    # 下月5号; 5号 by itself is number five.
    rf"(?:(?<=月)\s?(?P<day>{_DAY})\s?号)?"
)


def relative_dates(text: str) -> Iterator[Quantity]:
    """Yield dates that are given from that of the document: 上月, 下月5号, 上周, 昨天."""
    for match in _RELATIVE_WORD.finditer(text):
        offset, unit = _RELATIVE[match["word"]]
        day = number(match["day"]) if match["day"] else None
        date = Date(day=day, offset=offset, unit=unit)
        yield date_quantity(*match.span(), date, is_word=day is None)


def periods(text: str) -> Iterator[Quantity]:
    """Yield centuries, decades, quarters, halves of a year and five-year plans."""
    if "世纪" in text or "年代" in text:
        yield from _centuries_and_decades(text)
    if "季" in text:
        for match in _QUARTER.finditer(text):
            value = 1 if match["number"] == "首" else number(match["number"])
            yield _period(match, value, "quarter")
    if "半年" in text:
        for match in _HALF.finditer(text):
            yield _period(match, 2 if match["half"] == "下" else 1, "half")
    if "五" in text:
        for match in _PLAN.finditer(text):
            yield _period(match, number(match["number"] or match["short"]), "plan")


def _centuries_and_decades(text: str) -> Iterator[Quantity]:
    for match in _CENTURY.finditer(text):
        century = _CENTURIES.get(match["century"]) or number(match["century"])
        if match["decade"]:
            yield _period(match, (century - 1) * 100 + number(match["decade"]), "decade")
        else:
            yield _period(match, century, "century")
    for match in _DECADE.finditer(text):
        # That of 20世纪80年代 is read.
        if not text[max(0, match.start() - 3) : match.start()].rstrip().endswith("世纪"):
            yield _period(match, full_year(number(match["decade"])), "decade")


def _period(match: re.Match[str], value: int, unit: str) -> Quantity:
    return Quantity(match.start(), match.end(), Kind.PERIOD, value, value, unit)


def times(text: str) -> Iterator[Quantity]:
    """Yield times of the day: 下午3时30分, 三点半."""
    for match in _TIME.finditer(text):
        is_sure = match["part"] or match["half"] or match["minute"] or match["quarter"]
        is_sure = is_sure or match["sharp"] or match[0].endswith("钟")
        # 三点 is three points more often than three o'clock, and 8时 an hour.
        if not is_sure and (match["sign"] == "点" or not match["hour"].isdecimal()):
            continue
        hour = 2 if match["hour"] == "两" else number(match["hour"])
        minute = number(match["minute"]) if match["minute"] else 0
        minute = (
            30 if match["half"] else number(match["quarter"]) * 15 if match["quarter"] else minute
        )
        if hour > 24 or minute > 59:
            continue
        shift = _PARTS_OF_DAY[match["part"]] if match["part"] else 0
        start = match.start() + (match[0] != match[0].lstrip())
        yield time_quantity(start, match.end(), hour, minute, shift)
