"""The quantities of a Chinese text."""

from __future__ import annotations

import re

from glossary.check.quantities.calendar import numeric_dates, short_dates, take
from glossary.check.quantities.chinese_amounts import amounts
from glossary.check.quantities.chinese_dates import (
    dates,
    events,
    periods,
    relative_dates,
    times,
    weekdays,
)
from glossary.check.quantities.chinese_numerals import CHARACTERS
from glossary.check.quantities.chinese_parts import digit_fractions, fractions, multiples_and_halves
from glossary.check.quantities.chinese_words import masked
from glossary.check.quantities.codes import without_codes
from glossary.check.quantities.model import Quantity
from glossary.check.quantities.powers import powers
from termbase.language.script import fold

# One of these is in every quantity.
_CAN_BE = re.compile(
    rf"[\d０-９{CHARACTERS}萬億兩貳陸參今昨前本上下去明后後半对對翻]|[周期拜][日天]"
)
_DIGIT = re.compile(r"\d")
# Commas of text between numbers, which folding would make commas of thousands.
_TEXT_COMMA = re.compile("(?<![０-９])，|，(?![０-９]{3})")


def chinese_quantities(text: str, polity: str = "") -> list[Quantity]:
    """Return the quantities of a Chinese text, sorted and disjoint.

    Args:
        text: Text in either script.
        polity: The polity of the text, which says whose 元 is meant: ``mainland``, ``taiwan``,
            ``hong-kong`` or ``macau``; in Taiwan a year such as 109年 is one of the Republic.
    """
    if not _CAN_BE.search(text):
        return []
    found: list[Quantity] = []
    rest = fold(_TEXT_COMMA.sub("、", text))
    has_digit = _DIGIT.search(rest)
    if has_digit:
        rest = take(powers, rest, found)
    rest = masked(without_codes(rest))
    if has_digit:
        rest = take(lambda part: numeric_dates(part, has_day_first=True), rest, found)
        rest = take(events, rest, found)
        if "/" in rest:
            rest = take(short_dates, rest, found)
            rest = take(digit_fractions, rest, found)
    if "分" in rest and "之" in rest:
        rest = take(fractions, rest, found)
    rest = take(periods, rest, found)
    if "年" in rest or "月" in rest or "日" in rest:
        rest = take(lambda part: dates(part, polity), rest, found)
    if "点" in rest or "时" in rest:
        rest = take(times, rest, found)
    if "周" in rest or "期" in rest or "礼" in rest or "大年" in rest:
        rest = take(weekdays, rest, found)
    rest = take(relative_dates, rest, found)
    if "翻" in rest or "半" in rest or "折" in rest:
        rest = take(multiples_and_halves, rest, found)
    found += amounts(rest, polity)
    return sorted(found, key=lambda quantity: quantity.start)
