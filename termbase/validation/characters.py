"""Checks of the characters of Chinese terms: width, traditional forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termbase.language import script, words
from termbase.messages import Message, about
from termbase.model.concept import Concept, Term

_HAN = re.compile(f"[{script.HAN}]")
_HALF_WIDTH_IN_CHINESE = re.compile(f"[{script.HAN}][,.;:!?()]|[,;:!?()][{script.HAN}]")
# Simplified characters that stand for several traditional ones, any of which a conversion may
# choose: those that are frequent in names of persons, places and institutions.
_ONE_TO_MANY = frozenset(
    "丑仆伙余借准几出划别刮制升卜卷历只台合后向周咸困团复夸奸姜娘尽岩岳并干幸弥彩当征御志念愿"
    "才扎托折拐采摆斗松板梁欲汇沈注泄游烟症发签系累纤胜胡致舍范荐获苏表谷赞辟迹郁里钟面须饥于云"
    "杰朴术曲杆杠坛布冲占"
)


def problems(concept: Concept) -> Iterator[tuple[str, Message]]:
    """Yield the code and message of each problem."""
    for term in concept.chinese:
        for code, message in (*_characters(term), *_traditional(term)):
            yield code, about(term.text, message)


def _characters(term: Term) -> Iterator[tuple[str, Message]]:
    if not _HAN.search(term.text):
        yield "no-han", Message("a Chinese term without Chinese characters")
    if _HALF_WIDTH_IN_CHINESE.search(term.text):
        yield "half-width", Message("half-width punctuation between Chinese characters")


def _traditional(term: Term) -> Iterator[tuple[str, Message]]:
    if not term.traditional:
        yield "no-traditional", Message("no traditional form")
    elif "traditional" in (*term.generated, *term.checked):
        return
    elif _folded(term.traditional) != _folded(term.text):
        yield (
            "traditional",
            Message("{form} does not have the same characters", form=term.traditional),
        )
    elif term.traditional not in _conversions(term.text):
        expected = script.convert(term.text, script.Script.TAIWAN)
        template = "{form} differs from {expected}, as OpenCC converts it"
        message = Message(template, form=term.traditional, expected=expected)
        yield "traditional-doubt", message
    elif chars := _undecided(term):
        template = (
            "{form}: {chars} may be another character; if it is right, add 'traditional' to "
            "`checked`"
        )
        yield "one-to-many", Message(template, form=term.traditional, chars=chars)


def _undecided(term: Term) -> str:
    """Return the characters that no word decides: 并 in 撤村并居, not 斗 in 斗争."""
    found = ""
    for word in words.cut(term.text):
        if not _ONE_TO_MANY.intersection(word):
            continue
        alone = _conversions(word) if len(word) > 1 else set()
        if not any(form in term.traditional for form in alone):
            found += "".join(char for char in word if char in _ONE_TO_MANY)
    return found


def _folded(text: str) -> str:
    # Taiwan writes 着 as 著, which folding keeps apart as it is also a word of its own.
    return script.fold(text).replace("著", "着")


def _conversions(text: str) -> set[str]:
    regions = (script.Script.TAIWAN, script.Script.HONG_KONG, script.Script.TRADITIONAL)
    return {script.convert(text, region) for region in regions}
