"""The quantities of a Chinese text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from glossary.check.quantities.calendar import numeric_dates, short_dates, take
from glossary.check.quantities.chinese_amounts import amounts
from glossary.check.quantities.chinese_dates import dates, events, periods
from glossary.check.quantities.chinese_numerals import CHARACTERS
from glossary.check.quantities.chinese_parts import digit_fractions, fractions, multiples_and_halves
from glossary.check.quantities.chinese_relative import relative_dates, times, weekdays
from glossary.check.quantities.chinese_words import masked, plain_numerals
from glossary.check.quantities.codes import without_codes
from glossary.check.quantities.eras import ERA, chinese_eras
from glossary.check.quantities.model import Quantity
from glossary.check.quantities.named_days import chinese_named_days
from glossary.check.quantities.powers import chinese_powers, powers
from termbase.language.script import fold

# One of these is in every quantity.
_CAN_BE = re.compile(
    rf"[\d０-９{CHARACTERS}萬億兩貳陸參今昨前本上下这這去明后後半对對翻俩倆仨]|[周期拜][日天]"
    "|元旦|国庆|國慶|[春节節秋午夕夜][节節圣聖诞誕前]|圣诞|聖誕|除夕|元宵|端午|[中正]午|午夜"
)
_DIGIT = re.compile(r"\d")
# Commas of text between numbers, which folding would make commas of thousands.
_TEXT_COMMA = re.compile("(?<![０-９])，|，(?![０-９]{3})")

_DIGITS_AND_SLASH = re.compile(r"\d/\d")
_IN_DATES = re.compile("[年月日]")
_Reader = tuple[Callable[[str], Iterable[Quantity]], "re.Pattern[str] | None"]
# Each with what must be in the text; what an earlier one takes is not there for a later one.
_BEFORE_WORDS: tuple[_Reader, ...] = (
    (powers, _DIGIT),
    (chinese_eras, ERA),
    (chinese_powers, re.compile("次[方幂]")),
)
_EARLY: tuple[_Reader, ...] = (
    (lambda part: numeric_dates(part, has_day_first=True), _DIGIT),
    (events, _DIGIT),
    (short_dates, _DIGITS_AND_SLASH),
    (digit_fractions, re.compile(r"\d/\d|[¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")),
    (fractions, re.compile(r"分\s*之")),
    (periods, re.compile("世纪|年代|季|半年|五|[0零〇]后")),
)
_LATE: tuple[_Reader, ...] = (
    (times, re.compile("[点时午]")),
    (weekdays, re.compile("[周期]|礼拜|大年")),
    (relative_dates, re.compile("[上本这当下前昨今明后]")),
    (multiples_and_halves, re.compile("[翻半折刻俩仨]|世纪|过半")),
)


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
    for read, can_be in (*_BEFORE_WORDS, (lambda part: chinese_named_days(part, polity), None)):
        if can_be is None or can_be.search(rest):
            rest = take(read, rest, found)
    rest = plain_numerals(masked(without_codes(rest)))
    for read, can_be in (*_EARLY, (lambda part: dates(part, polity), _IN_DATES), *_LATE):
        if can_be is None or can_be.search(rest):
            rest = take(read, rest, found)
    found += amounts(rest, polity)
    return sorted(found, key=lambda quantity: quantity.start)
