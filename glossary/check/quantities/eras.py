"""Years of eras and before the Common Era: 令和6年, *the 38th year of the Republic*, 221 BC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from glossary.check.quantities.calendar import date_quantity, is_valid
from glossary.check.quantities.chinese_numerals import parse
from glossary.check.quantities.model import LUNAR, Date, Quantity
from termbase.language.script import fold

# The year before the first one of each era.
_ERAS_AS_WRITTEN = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "主体": 1911,
    "佛历": -543, "宣统": 1908, "光绪": 1874, "同治": 1861, "咸丰": 1850, "道光": 1820,
    "嘉庆": 1795, "乾隆": 1735, "雍正": 1722, "康熙": 1661, "顺治": 1643, "崇祯": 1627,
    "万历": 1572, "嘉靖": 1521, "正德": 1505, "弘治": 1487, "成化": 1464, "永乐": 1402,
    "建文": 1398, "洪武": 1367, "至正": 1340, "至元": 1263, "淳熙": 1173, "绍兴": 1130,
    "靖康": 1125, "宣和": 1118, "元丰": 1077, "熙宁": 1067, "天宝": 741, "开元": 712,
    "神龙": 704, "贞观": 626, "武德": 617, "开皇": 580,
}  # fmt: skip
# 乾 is folded like 干.
_ERAS = {fold(name): year for name, year in _ERAS_AS_WRITTEN.items()}
_ENGLISH_ERAS = {
    "reiwa": 2018, "heisei": 1988, "showa": 1925, "taisho": 1911, "meiji": 1867, "juche": 1911,
    "minguo": 1911, "xuantong": 1908, "guangxu": 1874, "tongzhi": 1861, "xianfeng": 1850,
    "daoguang": 1820, "jiaqing": 1795, "qianlong": 1735, "yongzheng": 1722, "kangxi": 1661,
    "shunzhi": 1643, "chongzhen": 1627, "wanli": 1572, "jiajing": 1521, "yongle": 1402,
    "hongwu": 1367, "kaiyuan": 712, "zhenguan": 626, "tianbao": 741,
}  # fmt: skip
_NUMBER = "[〇零一二三四五六七八九十百廿卅]{1,5}|\\d{1,4}|元"
_MONTH = r"(?:\s?(?P<month>1[0-2]|0?[1-9]|[正元腊]|十[一二]?|[一二三四五六七八九])\s?月)?"
_DAY = (
    r"(?P<day>3[01]|[12]\d|0?[1-9]|[初一二三廿]?[初十]?[一二三四五六七八九]|初十|[二三]?十)"
    r"(?:\s?[日号]|(?![个年月]))"
)
# One of these is in the text of a year of an era.
ERA = re.compile(f"公元|西元|{'|'.join(_ERAS)}")
_CHINESE = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<number>{_NUMBER})\s?年(?![代间来])(?:{_MONTH}(?:\s?{_DAY})?)?"
    r"|(?:公元|西元)\s?(?P<before>前)?\s?(?P<year>[〇零一二三四五六七八九十百千]{1,7}|\d{1,4})\s?年(?![代间来])"
)
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
_ENGLISH = re.compile(
    rf"\b(?P<era>{'|'.join(_ENGLISH_ERAS)})\s(?P<number>\d{{1,3}})\b(?![.,]?\d)"
    rf"|\b(?P<count>{_ORDINAL})\s+year\s+of\s+(?:the\s+)?(?P<reign>{'|'.join(_ENGLISH_ERAS)}|republic\b(?!\s+of\s+(?!china)))"
    r"|\b(?:R\.?O\.?C\.?|Minguo)\s+(?:year\s+)?(?P<roc>\d{2,3})\b"
    r"|\b(?P<bc>\d{1,4})\s?(?:B\.?C\.?(?:E\.?)?)(?!\w)"
    r"|\b(?:A\.?D\.?)\s?(?P<ad>\d{1,4})\b|\b(?P<ce>\d{1,4})\s?(?:C\.?E\.?|A\.?D\.?)(?!\w)",
    re.IGNORECASE,
)
# Some of these are in all English ones: letters, and the abbreviations beside digits.
_WORDS = (*_ENGLISH_ERAS, "year of", "roc", "r.o.c")
_ABBREVIATION = re.compile(r"\d\s?(?:b\.?c|c\.?e|a\.?d)\b|\ba\.?d\.?\s?\d")
_MONTHS = {"正": 1, "元": 1, "腊": 12}
_WESTERN = frozenset(("令和", "平成", "昭和", "大正"))


def chinese_eras(text: str) -> Iterator[Quantity]:
    """Yield the dates of a folded text whose year is of an era or named 公元, 公元前."""
    for match in _CHINESE.finditer(text):
        if match["year"]:
            year = _number(match["year"])
            if year:
                date = Date(-year if match["before"] else year)
                yield date_quantity(*match.span(), date)
            continue
        count = 1 if match["number"] == "元" else _number(match["number"])
        month = match["month"]
        months = (_MONTHS.get(month) or _number(month)) if month else None
        days = _number(match["day"].replace("初", "")) if match["day"] else None
        calendar = "" if match["era"] in _WESTERN or not month else LUNAR
        year = _ERAS[match["era"]] + count
        if count and is_valid(months or 1, days or 1):
            found = date_quantity(*match.span(), Date(year, months, days, calendar))
            yield replace(found, low=count, high=count)


def english_eras(text: str, lower: str) -> Iterator[Quantity]:
    """Yield the years of eras, and those before the Common Era as negative ones.

    Args:
        text: A text with digits.
        lower: The text in small letters, or one with as much in it.
    """
    if not any(word in lower for word in _WORDS) and not _ABBREVIATION.search(lower):
        return
    for match in _ENGLISH.finditer(text):
        if written := match["bc"] or match["ad"] or match["ce"]:
            year = int(written)
            if year and (match["bc"] or match["ad"] or year > 99):
                yield date_quantity(*match.span(), Date(-year if match["bc"] else year))
            continue
        count = int(re.sub(r"\D", "", match["number"] or match["count"] or match["roc"]))
        name = (match["era"] or match["reign"] or "minguo").lower()
        year = _ENGLISH_ERAS.get(name, 1911) + count
        found = date_quantity(*match.span(), Date(year, calendar="roc"))
        yield replace(found, low=count, high=count)


def _number(written: str) -> int:
    joined = written.replace("廿", "二十").replace("二十十", "二十").replace("卅", "三十")
    return int(joined) if joined.isdecimal() else int(parse(joined) or 0)
