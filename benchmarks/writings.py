"""Measure which ways of writing the built-in Chinese terms are found in text and looked up.

Each term that is found as it is written is written in another way: with a spelling of Taiwan, with
other marks or none, with characters as PDF files have them. The ways are made here, not by the
code that is measured. A writing that is a term itself is left out.

    python benchmarks/writings.py
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import glossary
from termbase.builtin import authored_concepts

_SPELLINGS = (
    "分子 份子", "計劃 計畫", "規劃 規畫", "规划 规画", "账 帐", "部署 佈署", "成分 成份",
    "什麼 甚麼", "唯一 惟一", "身份 身分", "占 佔", "了解 瞭解", "只有 祇有", "唯 惟", "撤销 撤消",
    "貫徹 貫澈", "沉 沈", "顛覆 顛復",
)  # fmt: skip
_NUMERALS = ("二十 廿", "三十 卅", "四十 卌", "〇 零", "〇 ○")
_RADICALS = str.maketrans("长民门见车贝风飞马鱼龙青食", "⻓⺠⻔⻅⻋⻉⻛⻜⻢⻥⻰⻘⻝")
_OLD_TYPE = str.maketrans("青清值研迪污内晚步每告尚增", "靑淸値硏廸汚內晩歩毎吿尙増")
_SEPARATORS = ("、", "，", ",", "；", "", " ", "\u3000", "\n", "，\n", ", ")
_QUOTES = ("「」", "『』", '""', "〝〞", "＂＂", "｢｣")

Way = Callable[[str], str]


def replacing(old: str, new: str) -> Way:
    return lambda text: text.replace(old, new)


def translating(table: dict[int, int]) -> Way:
    return lambda text: text.translate(table)


def ways() -> Iterator[tuple[str, Way]]:
    """Yield the ways to write a term, with their names."""
    pairs = [pair.split() for pair in _SPELLINGS + _NUMERALS]
    pairs += [[mark, other] for mark in "、，" for other in _SEPARATORS if mark != other]
    pairs += [["·", other] for other in ("・", "．", "")]
    for old, new in pairs:
        yield f"{old} → {new!r}", replacing(old, new)
    for old, new in (("——", "—"), ("——", ""), ("-", "–"), ("-", "—"), ("-", "")):
        yield f"{old} → {new!r}", replacing(old, new)
    yield "radicals of PDF files", translating(_RADICALS)
    yield "old type", translating(_OLD_TYPE)
    for marks in _QUOTES:
        yield f"“” → {marks}", translating(str.maketrans("“”", marks))
    yield "《》 left out", lambda text: re.sub("[《》]", "", text)


def main() -> None:
    base = glossary.open()
    concepts: dict[str, set[str]] = {}
    for concept in authored_concepts():
        for term in concept.chinese:
            for form in term.forms:
                concepts.setdefault(form, set()).add(concept.id)

    def is_found(written: str, names: set[str]) -> bool:
        found = base.find(f"，{written}。", overlapping=True)
        whole = (mention for mention in found if len(mention.text) >= len(written) - 2)
        return any(mention.concept.id in names for mention in whole)

    def is_looked_up(written: str, names: set[str]) -> bool:
        hits = base.lookup(written, 5)
        return any(hit.concept.id in names and hit.score >= 95 for hit in hits)

    forms = {form: names for form, names in concepts.items() if is_found(form, names)}
    print(f"{'way':<24} forms  found  looked up")
    for name, way in ways():
        written = {way(form): names for form, names in forms.items() if way(form) not in concepts}
        found = sum(is_found(text, names) for text, names in written.items())
        looked_up = sum(is_looked_up(text, names) for text, names in written.items())
        print(f"{name:<24}{len(written):>6}{found:>7}{looked_up:>11}")


if __name__ == "__main__":
    main()
