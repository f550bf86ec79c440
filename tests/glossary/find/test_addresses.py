"""Nothing is found in web and mail addresses, but in what is written beside them."""

from __future__ import annotations

import pytest

from glossary import Glossary

# The expected mentions, with the character before each.
CASES = [
    ("見https://a.tw/裸官?中纪委=1，裸官", ["，裸官"]),
    ("https://a.tw/2024年裸官.pdf 裸官", [" 裸官"]),
    ("https://裸官.tw/裸官2024裸官/裸官-1", []),
    ("www.裸官.tw/index.html", []),
    ("ftp://a.tw/~裸官 裸官", [" 裸官"]),
    ("obsidian://open?vault=裸官", []),
    ("裸官@a.tw", []),
    ("裸官_新闻.部@a.tw", []),
    ("editor@裸官.tw", []),
    ("mailto:裸官@a.tw", []),
    ("查https://a.tw/x裸官逃。", ["x裸官"]),
    ("查(https://a.tw/)裸官逃。", [")裸官"]),
    ("查“https://a.tw”裸官逃。", ["”裸官"]),
    ("https://a.tw：裸官", ["：裸官"]),
    ("查裸官https://a.tw", ["查裸官"]),
    ("寄a@b.tw裸官收", ["w裸官"]),
    ("@裸官 a@b 裸官", ["@裸官", " 裸官"]),
    ("甲:裸官//乙", [":裸官"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_addresses(small: Glossary, text: str, expected: list[str]) -> None:
    assert [text[m.start - 1 : m.end] for m in small.find(text)] == expected
