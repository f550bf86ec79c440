"""English words in which numerals do not count anything: *one of*, *no one*, *World War Two*."""

from __future__ import annotations

import re

FILLER = "□"
_PARTS = r"(?:Phase|World\s+War|Chapter|Section|Part|Volume|Type)"
_ONE = (
    r"\b(?:(?:no|any|every|some|each|another|the|this|that|which|only|good|bad|new|old|right|wrong)[\s-]one(?:’s|'s|s)?\b(?!\s+(?:hundred|thousand|million|half|third|percent|per)|-)"
    r"|one(?:\s+(?:another|of|can|could|may|might|must|should|would|who|that|is|was|has|such)\b|’s\b|'s\b|-sided\b|-off\b|-time\b|-stop\b|-way\b|-to-one\b)"
    r"|ones\b|at\s+one\s+time\b|one\s+by\s+one\b|number\s+one\b|back\s+to\s+square\s+one\b"
    rf"|{_PARTS}\s+One\b)"
)
_ORDINALS = (
    r"\b(?:second(?:ly|-hand|-rate|ary|ment|ed|s)?\s+to\s+none\b|split\s+second\b"
    r"|on\s+second\s+thoughts?\b|second(?:ly|-hand|-rate),?"
    r"|first(?:ly|\s+of\s+all|\s+and\s+foremost|-hand|-class|\s+lady|\s+name|-rate|\s+aid)\b"
    r"|at\s+first\b|first,|third(?:ly|\s+part(?:y|ies)|-party)\b)"
)
_TWO_AND_MORE = (
    rf"\b(?:{_PARTS}\s+(?:Two|Three)\b|Three\s+Gorges|Gang\s+of\s+Four"
    r"|Group\s+of\s+(?:Seven|Eight|Ten|Twenty|77)|Four\s+Cardinal"
    r"|half-(?:heart|breed|hour)\w*|24/7\b)"
)
_WITH_SIGNS = (
    r"\bASEAN(?:\s?\+\s?|\s+Plus\s+)(?:[136]|One|Three|Six)(?![\d.]*\d)"
    r"|\b10\s?\+\s?[136](?![\d.]*\d)"
)
# Each with words of which one is in the text, in small letters.
_MASKED = tuple(
    (words, re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        (("one",), _ONE),
        (("first", "second", "third"), _ORDINALS),
        (("two", "three", "four", "group of", "half-", "/7"), _TWO_AND_MORE),
        (("asean", "+"), _WITH_SIGNS),
    )
)


def masked(text: str, lower: str) -> str:
    """Return a text in which words with numerals are replaced by fillers of their length.

    Args:
        text: The text.
        lower: The text in small letters, or one with as much in it.
    """
    for words, pattern in _MASKED:
        if any(word in lower for word in words):
            text = pattern.sub(lambda match: FILLER * len(match[0]), text)
    return text
