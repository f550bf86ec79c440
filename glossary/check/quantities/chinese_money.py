"""Coins after a sum of money in folded Chinese text: 50元6角三分, 三块五."""

from __future__ import annotations

import re
from fractions import Fraction

from glossary.check.quantities.chinese_numerals import NUMERAL
from glossary.check.quantities.chinese_parts import value_of
from glossary.check.quantities.model import Value

_SMALL = r"[一二两三四五六七八九\d](?![\d.百千万亿成])"
# After 三块五 these count another thing: 三块五层.
_CLASSIFIERS = "个块位名层年月日天种次条座间人点倍成折十"
# 块 is money before coins, and a piece of something otherwise.
KUAI = rf"(?P<kuai>块)(?=\s?(?:{_SMALL}[毛角]?钱?(?![{_CLASSIFIERS}])|半钱?(?![年天个])))"
_COINS = re.compile(rf"\s?[又零]?\s?({NUMERAL.pattern})\s?(角|毛|分|美分|仙|便士|欧分)(?!之)钱?")
_TENTHS_OF_KUAI = re.compile(
    r"\s?(?P<digit>[一二两三四五六七八九\d半])(?:[毛角](?:钱|(?P<fen>[一二三四五六七八九\d])分?钱?)?|钱)?"
)


def coins(text: str, end: int) -> tuple[Value, int]:
    """Return the value of 6角三分 after 50元, and the offset after it."""
    total: Value = 0
    while match := _COINS.match(text, end):
        value = value_of(match[1])
        if value is None:
            break
        total += Fraction(value) / (10 if match[2] in "角毛" else 100)
        end = match.end()
    return total, end


def tenths_of_kuai(text: str, end: int) -> tuple[Value, int]:
    """Return the value of 五毛 or 五 after 三块, and the offset after it."""
    match = _TENTHS_OF_KUAI.match(text, end)
    if match is None:
        return 0, end
    tenths = 5 if match["digit"] == "半" else value_of(match["digit"]) or 0
    fen = value_of(match["fen"]) or 0 if match["fen"] else 0
    return Fraction(tenths) / 10 + Fraction(fen) / 100, match.end()
