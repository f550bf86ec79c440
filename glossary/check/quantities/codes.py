"""Digits that belong to names: addresses, versions, sections, placeholders, footnotes."""

from __future__ import annotations

import re

from glossary.check.quantities.units import CURRENCIES

FILLER = "□"
MONTHS = (
    "January February March April May June July August September October November December Sept"
)
# Letters before a number that are not part of a name: RMB100, FY2015, Q4.
_SIGNS = sorted(
    {sign for found in CURRENCIES.values() for sign in found.signs.split() if sign.isalpha()}
    | {found.upper() for names in CURRENCIES.values() for found in names.english.split()}
    | {name for month in MONTHS.split() for name in (month, month[:3])}
    | {"US", "HK", "NT", "FY", "Q", "H", "No", "no", "c", "p", "pp"},
    key=len,
    reverse=True,
)
_CODE = re.compile(
    r"https?://[\x21-\x7e]+|www\.[\x21-\x7e]+|(?<!\d)(?!(?:[12]\d{3}\.\d\d?\.\d\d?|\d\d?\.\d\d?\.[12]\d{3})(?![.\d]))\d+(?:\.\d+){2,}"
    # Footnotes ^(12), references [8], placeholders %1$s and {0}, numbers in other bases.
    r"|\^\([^)]*\)|\[+\d+\]+(?:\(#[^)]*\))?|%\d+\$?[sd]|\{\d+\}|(?<![A-Za-z\d])0[xb][0-9A-Fa-f]+|(?<![A-Za-z\d])\d+_[A-Za-z\d_.]+|\[\^\d+\]"
    r"|(?<![A-Za-z\d])(?:[A-Za-z]+_)*(?!(?:" + "|".join(filter(str.isascii, _SIGNS)) + r")\.?\d)"
    # UUIDv7, PM2.5, B.2, EDL_5_ES, COVID-19, 9/11 excepted; but end-2015 and mid-20.
    r"(?:[A-Za-z]+[_.]?|[A-Z]+-|[Cc]ovid-)\d[A-Za-z\d_.]*(?<!\.)(?:-[A-Za-z]+)?",
)
_CAN_BE = re.compile(r"[A-Za-z_]\.?[-_]?\d|\d\.\d+\.\d|[%\[({x^+]\d|\d_|0[xb]|\^\(|://|www\.")
_DIGIT = re.compile(r"\d")
_PRODUCT = re.compile(r"(?<=\d)\s?[xX×]\s?(?=\d)")


def without_codes(text: str) -> str:
    """Return a text with fillers in place of names with digits, and of the sign in 800x400."""
    if not _DIGIT.search(text) and "://" not in text and "www." not in text and "^(" not in text:
        return text
    if _CAN_BE.search(text):
        text = _CODE.sub(lambda match: FILLER * len(match[0]), text)
    return _PRODUCT.sub(lambda match: FILLER * len(match[0]), text)
