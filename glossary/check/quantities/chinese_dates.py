"""Dates and periods in folded Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.quantities.calendar import (
    date_quantity,
    full_year,
    is_valid,
    is_written_day,
)
from glossary.check.quantities.chinese_numerals import parse
from glossary.check.quantities.model import LUNAR, Date, Kind, Quantity

# The characters of short numerals.
NUMERALS = "〇零一二三四五六七八九十"
_YEAR = r"[〇零一二三四五六七八九\d]{4}|\d(?: \d){3}|[〇零一二三四五六七八九]{2}"
_MONTH = r"1 ?[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元|正|冬|腊"
ONE_TO_NINE = "一二三四五六七八九"
# The pattern of a day of the month.
DAY = rf"3 ?[01]|[12] ?\d|0?[1-9]|三十一?|[二廿]?十?[{ONE_TO_NINE}]|二?十|初[{ONE_TO_NINE}十]"
# 9·11, 7·5事件, 5.12汶川地震, 911事件
_EVENT_NAME = "事件|事变|运动|汶川|特大|大?地震|恐怖|案"
_EVENT = re.compile(
    r"(?<![\d.,])(?P<month>\d{1,2})\s?(?P<mark>[·•.])\s?(?P<day>\d{1,2})(?![\d.])"
    rf"(?=\s?[”’'\"」]?\s?(?P<name>{_EVENT_NAME})|\s?[”’」])"
    r"|(?<!\d)(?P<months>9)(?P<days>11)(?=\s?(?:事件|恐怖))"
)
# A numeral may not begin after these.
DIGIT_BEFORE = rf"(?<![\d.,{NUMERALS}百千万亿两第几数])"
_TAIL = (
    rf"(?P<month>{_MONTH})\s?月(?!球|亮|饼)份?(?:\s?(?P<day>{DAY})\s?[日号]"
    # 正月初一, 一月二十三
    rf"|(?P<bare_day>初[{ONE_TO_NINE}十]|[二三]?十[{ONE_TO_NINE}]?(?![{NUMERALS}个亿万]))(?!\s?[个日]))?"
)
_RELATIVE_YEARS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "大后年": 3,
    "后年": 2,
}  # fmt: skip
_FULL = re.compile(
    rf"(?P<lunar>[农旧阴]历)?{DIGIT_BEFORE}"
    rf"(?:(?P<era>民国\s?)(?P<roc>[{NUMERALS}百\d]{{1,3}}|元)\s?年"
    rf"|(?P<year>{_YEAR})(?![\d{NUMERALS}])\s?年(?![代多余]|[来间]|历史)度?"
    # 两千零八年, 二千零八年 and 98年3月; 两千年 alone is a number of years, as is 三六七年.
    rf"|(?P<long_year>[二两]千(?:零[{ONE_TO_NINE}]|零?[一二]?十[{ONE_TO_NINE}]?)"
    rf"|(?:[二两]千|一千[八九]百[{ONE_TO_NINE}]十[{ONE_TO_NINE}]?)(?=\s?年(?:{_MONTH})月))"
    r"\s?年(?![代多余来间前后]|历史)度?"
    rf"|(?P<two_digits>\d\d)\s?年(?=(?:{_MONTH})\s?月(?:\d|[^\d个]|$))"
    rf"|(?P<old_year>[{ONE_TO_NINE}][〇零{ONE_TO_NINE}]{{2}})年(?=(?:{_MONTH})月)"
    rf"|(?P<relative>{'|'.join(_RELATIVE_YEARS)})度?)(?:\s?{_TAIL})?"
)
_MONTH_DAY = re.compile(rf"(?P<lunar>[农旧阴]历)?{DIGIT_BEFORE}{_TAIL}")
_DAY_ALONE = re.compile(rf"{DIGIT_BEFORE}(?P<day>{DAY})\s?[日](?![本元圆均报语志内后前子常])")
_TAIWAN_YEAR = re.compile(
    rf"{DIGIT_BEFORE}(?P<roc>\d{{2,3}})\s?年(?![代多余来间])度?(?:\s?{_TAIL})?"
)
_CENTURY = re.compile(
    rf"(?<!分之)(?P<century>[上本下这]个?|[\d{NUMERALS}]{{1,3}})\s?世纪(?:\s?(?P<decade>[\d{NUMERALS}]{{1,3}})\s?年代)?"
)
# 上世纪 in a text of this century.
_CENTURIES = {"上": 20, "本": 21, "这": 21, "下": 22}
_DECADE = re.compile(
    # 80后 are people born in the 1980s.
    rf"(?<![\d.])(?P<born>[5-9]0|00|[五六七八九零〇][零〇])后(?![来面续天年半方])|(?P<decade>(?:1[0-9]|20)?[1-9]0|[{ONE_TO_NINE}]十|[一二][九〇零][{ONE_TO_NINE}][〇零])\s?年代"
)
# The first three quarters are three of them.
_QUARTER = re.compile(
    r"(?<![前后])(?:第\s?)?(?P<number>[1-4一二三四]|首)\s?个?季(?!节|后|前|军)度?"
)
_HALF = re.compile("(?P<half>[上下首])半年")
_PLAN = re.compile(
    rf"第?(?P<number>十[一二三四五六]?|[{ONE_TO_NINE}])(?:个五年[规计]划"
    r"|五(?=[”’」』]?(?:规划|计划|时期|期间|末|以来|开局|收官)))"
    r"|(?P<short>十[一二三四五])五(?![十百千万])"
)
_MONTHS = {"元": 1, "正": 1, "冬": 11, "腊": 12}


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
            # In Taiwan, 98年3月 is of the Republic.
            if polity == "taiwan" and match.groupdict().get("two_digits"):
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


def _year(fields: dict[str, str | None]) -> int | None:
    """Return the year of a date; 0 if its digits are another number, None if it has none."""
    if written := fields.get("roc"):
        year = 1911 + (1 if written == "元" else number(written))
        return year if fields.get("era") or 1940 <= year <= 2060 else 0
    if written := fields.get("year"):
        year = full_year(number(written))
        # 三五年 and 两三年 are numbers of years, and 5000年 is one.
        is_count = len(written) == 2 and written in "二三四五六七八"
        return 0 if is_count or not 1000 <= year < 3000 else year
    if written := fields.get("two_digits"):
        return full_year(number(written))
    written = fields.get("long_year") or fields.get("old_year")
    return number(written) if written else None


def _date(match: re.Match[str]) -> Date | None:
    fields = match.groupdict()
    year = _year(fields)
    if year == 0:
        return None
    calendar = "roc" if fields.get("roc") else ""
    offset, unit = None, ""
    if fields.get("relative"):
        offset, unit = _RELATIVE_YEARS[fields["relative"]], "year"
    if fields.get("lunar"):
        calendar = LUNAR
    month = fields.get("month")
    day = fields.get("day") or fields.get("bare_day")
    months = (_MONTHS.get(month) or number(month)) if month else None
    days = number(day) if day else None
    if not is_written_day(months or 1, days or 1):
        return None
    if month and month in _MONTHS:
        calendar = LUNAR if month != "元" else calendar
    return Date(year, months, days, calendar, offset, unit)


def periods(text: str) -> Iterator[Quantity]:
    """Yield centuries, decades, quarters, halves of a year and five-year plans."""
    if "世纪" in text or "年代" in text or "后" in text:
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
        century = _CENTURIES.get(match["century"][0]) or number(match["century"])
        if match["decade"]:
            yield _period(match, (century - 1) * 100 + number(match["decade"]), "decade")
        else:
            yield _period(match, century, "century")
    for match in _DECADE.finditer(text):
        if born := match["born"]:
            yield _period(
                match, full_year(int(born) if born.isdecimal() else number(born)), "decade"
            )
            continue
        # That of 20世纪80年代 is read.
        if not text[max(0, match.start() - 3) : match.start()].rstrip().endswith("世纪"):
            yield _period(match, full_year(number(match["decade"])), "decade")


def _period(match: re.Match[str], value: int, unit: str) -> Quantity:
    return Quantity(match.start(), match.end(), Kind.PERIOD, value, value, unit)
