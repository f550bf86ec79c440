"""English words in which numerals do not count anything: *one of*, *no one*, *World War Two*."""

from __future__ import annotations

import re

FILLER = "□"
_MASKED = re.compile(
    r"\bASEAN(?:\s?\+\s?|\s+Plus\s+)(?:[136]|One|Three|Six)(?![\d.]*\d)|\b10\s?\+\s?[136](?![\d.]*\d)|\b24/7\b|\b(?:(?:no|any|every|some|each|another|the|this|that|which|only|good|bad|new|old|right|wrong)[\s-]one(?:’s|'s|s)?\b(?!\s+(?:hundred|thousand|million|half|third|percent|per)|-)"
    r"|one(?:\s+(?:another|of|can|could|may|might|must|should|would|who|that|is|was|has|such)\b|’s\b|'s\b|-sided\b|-off\b|-time\b|-stop\b|-way\b|-to-one\b)"
    r"|ones\b|at\s+one\s+time\b|one\s+by\s+one\b|number\s+one\b|back\s+to\s+square\s+one\b"
    r"|(?:Phase|World\s+War|Chapter|Section|Part|Volume|Type)\s+(?:One|Two|Three|I{1,3})\b"
    r"|second(?:ly|-hand|-rate|ary|ment|ed|s)?\s+to\s+none\b|split\s+second\b|on\s+second\s+thoughts?\b"
    r"|first(?:ly|\s+of\s+all|\s+and\s+foremost|-hand|-class|\s+lady|\s+name|-rate|\s+aid)\b|at\s+first\b|first,"
    r"|second(?:ly|-hand|-rate),?|third(?:ly|\s+part(?:y|ies)|-party)\b"
    r"|Three\s+Gorges|Gang\s+of\s+Four|Group\s+of\s+(?:Seven|Eight|Ten|Twenty|77)|Four\s+Cardinal|half-(?:heart|breed|hour)\w*"
    r")",
    re.IGNORECASE,
)
_CAN_MASK = re.compile(
    r"one|two|three|four|Group of|first|second|third|half|/7|asean|\+", re.IGNORECASE
)


def masked(text: str) -> str:
    """Return a text in which words with numerals are replaced by fillers of their length."""
    if not _CAN_MASK.search(text):
        return text
    return _MASKED.sub(lambda match: FILLER * len(match[0]), text)
