"""Bilingual segments in which terms have known renderings."""

from __future__ import annotations

import random

from glossary.corpus.renderings.reading import BilingualSegment

# Each term with how two outlets render it; the second is not in the glossary of the tests.
TERMS = {
    "裸官": ("naked officials", "loners"),
    "碳市场": ("carbon market", "carbon market"),
    "夜校": ("academies", "lyceums"),
    "河长": ("river chiefs", "river chiefs"),
    "菜篮子": ("vegetable basket", "vegetable basket"),
}
_VERBS = {"讨论了": "discussed", "支持": "supports", "批评": "criticised", "研究": "studied"}
_PLACES = {"青芦": "Qinglu", "石湾": "Shiwan", "临江": "Linjiang", "白沙": "Baisha"}
_YEARS = {"去年": "last year", "上周": "last week", "昨天": "yesterday", "最近": "recently"}
# The words of the renderings, in other company.
_ALONE = {
    "碳很贵。": "Carbon is dear.", "市场很小。": "The market is small.",
    "河水很清。": "The river is clear.", "首长来了。": "The chiefs came.",
    "官员走了。": "The officials left.", "他裸着。": "He was naked.",
    "蔬菜很新鲜。": "The vegetables are fresh.", "篮子坏了。": "The basket is broken.",
}  # fmt: skip
OUTLETS = ("Gazette", "Herald")


def segments(count: int = 120, seed: int = 1) -> list[BilingualSegment]:
    """Return segments of two outlets and two years."""
    drawn = random.Random(seed)
    found = []
    for number in range(count):
        outlet = number % 2
        chinese, english = drawn.choice(list(TERMS.items()))
        other, other_english = drawn.choice(list(TERMS.items()))
        (verb, verbs), (place, places), (time, times) = (
            drawn.choice(list(words.items())) for words in (_VERBS, _PLACES, _YEARS)
        )
        found.append(
            BilingualSegment(
                f"s.jsonl:{number + 1}", f"{2023 + number // 2 % 2}-05-01", OUTLETS[outlet],
                f"{time}{place}{verb}{chinese}和{other}。",
                f"{places} {verbs} {english[outlet]} and {other_english[outlet]} {times}.",
            )
        )  # fmt: skip
    for number, texts in enumerate([*_ALONE.items()] * 2, count + 1):
        place = f"s.jsonl:{number}"
        found.append(BilingualSegment(place, "2023-05-01", OUTLETS[0], *texts))
    return found
