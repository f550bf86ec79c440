"""Changes whose verb does not fit their values: *fell to 41% from 34%*, 由5%升至3%.

Where the source has both values, they have changed places in the translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from glossary.check.quantities.atoms import NUMBER
from glossary.check.quantities.matching import Pair
from glossary.check.quantities.mismatch import Mismatch
from glossary.check.quantities.model import Approximation
from glossary.check.quantities.order import exchange

_UP = (
    r"r(?:ose|ises?|isen|ising)|increas(?:ed?|es|ing)|gr(?:ew|ows?|own|owing)|expand(?:ed|s|ing)?"
    r"|climb(?:ed|s|ing)?|edged up|moved up|went up|picked up|jumped|surged|widened|strengthened"
)
_DOWN = (
    r"f(?:ell|alls?|allen|alling)|decreas(?:ed?|es|ing)|declin(?:ed?|es|ing)|drop(?:s|ped|ping)?"
    r"|reduced?|eased|edged down|moved down|went down|slid|slowed|moderated|narrowed|contracted"
    r"|shrank|plunged|lowered"
)
_VERB = {
    "en": re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE),
    "zh": re.compile(
        "(?P<up>升|增|扩|擴|涨|漲)|(?P<down>降|跌|减|減|收窄|放缓|放緩|缩|縮|回落|下滑)"
    ),
}
_TO_FIRST = re.compile(r"\b(?:to|reaching)\s(?:[a-z]+\s){0,3}$", re.IGNORECASE)
_FROM_FIRST = re.compile(r"\bfrom\s(?:[a-z]+\s){0,3}$", re.IGNORECASE)
_FROM_SECOND = re.compile(
    r"^[^.;]{0,60}\b(?:from|compared (?:with|to)|against)\s(?:[a-z]+\s){0,4}$", re.IGNORECASE
)
_TO_SECOND = re.compile(r"^[^.;,]{0,60}\bto\s(?:[a-z]+\s){0,3}$", re.IGNORECASE)
_CHINESE_FIRST = re.compile("(?:由|从|從|自)[^，。；]{0,14}$")
_CHINESE_SECOND = re.compile("^[^，。；]{0,12}(?:至|到|为|為)[^，。；]{0,10}$")
_DASHES = ("-", "−", "–")
_WINDOW = {"en": 60, "zh": 20}


def contradictions(
    pairs: list[Pair], texts: tuple[str, str], languages: tuple[str, str]
) -> Iterator[Mismatch]:
    """Yield two values that have changed places by the verb of their change.

    Args:
        pairs: The values that both texts have.
        texts: The source text and the translation.
        languages: Their languages.
    """
    found = list(turned(pairs, texts[1], languages[1]))
    if not found:
        return
    # What the source says as well is not an error of the translation.
    back = [Pair(pair.target, pair.source) for pair in pairs]
    own = [{one.source, two.source} for one, two in turned(back, texts[0], languages[0])]
    for one, two in found:
        if {one.target, two.target} not in own:
            yield exchange(one, two, texts[1], languages[1])


def turned(pairs: list[Pair], text: str, language: str) -> Iterator[tuple[Pair, Pair]]:
    """Yield two values of the translation that contradict the verb between or before them.

    Args:
        pairs: The values that both texts have.
        text: The translation.
        language: Its language.
    """
    found = sorted(
        (pair for pair in pairs if _can_change(pair, text)),
        key=lambda pair: pair.target.quantity.start,
    )
    after = 0
    for first, second in pairwise(found):
        left, right = first.target.quantity, second.target.quantity
        is_up = None
        if first.target.unit == second.target.unit and left.end < right.start:
            before = text[max(after, left.start - _WINDOW[language]) : left.start]
            is_up = _is_up(before, text[left.end : right.start], language)
        after = left.end
        rises = second.target.value > first.target.value
        if is_up is not None and second.target.value != first.target.value and is_up != rises:
            yield first, second


def _can_change(pair: Pair, text: str) -> bool:
    source, target = pair
    quantity = target.quantity
    return (
        source.field == target.field == NUMBER
        and source.value > 0 < target.value
        and not quantity.is_range
        and not target.is_weak
        and quantity.approximation is Approximation.EXACT
        # A dash that may be a minus.
        and text[quantity.start - 1 : quantity.start] not in _DASHES
    )


def _is_up(before: str, between: str, language: str) -> bool | None:
    """Return True if the second of two values is said to be the higher one; None if unknown."""
    if language == "zh":
        verbs = [*_VERB["zh"].finditer(between)]
        is_change = _CHINESE_FIRST.search(before) and _CHINESE_SECOND.match(between)
        if not is_change or len({match.lastgroup for match in verbs}) != 1:
            return None
        return verbs[0].lastgroup == "up"
    return _is_up_in_english(before, between)


def _is_up_in_english(before: str, between: str) -> bool | None:
    verbs = [*_VERB["en"].finditer(before)]
    if not verbs or _VERB["en"].search(between):
        return None
    is_up, rest = verbs[-1].lastgroup == "up", before[verbs[-1].end() :]
    if re.search("[.;]", rest):
        return None
    if _TO_FIRST.search(rest) and _FROM_SECOND.match(between):
        return not is_up
    return is_up if _FROM_FIRST.search(rest) and _TO_SECOND.match(between) else None
