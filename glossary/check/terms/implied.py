"""Tell whether a translation may leave a term out, or has lost it.

A body that was named before is *it* or *the Commission*, and the place that a whole text is about
is *here*, or nothing. An article with no word after it is not that: something was left out there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.terms.words import FUNCTION_WORDS, HEAD_ENDS, WORD, stem_of, stems
from termbase.language.script import fold
from termbase.model.concept import Concept, Language

# Kinds of concepts that act, and are spoken of as he, it and we.
AGENTS = frozenset(("group", "institution", "office", "person"))
_PRONOUN = re.compile(
    r"\b(?:he|him|his|she|hers?|its?|they|them|their|we|us|our|whose|who|which)\b", re.IGNORECASE
)
# Who is the one that acts throughout a text need not be said: *the plan was adopted*.
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be) (?:\w+ly )?(?:\w+e[dn]|made|set|held|built|put)\b",
    re.IGNORECASE,
)
_CHINESE_PRONOUN = re.compile(
    "[他她它該该]|我们|我們|本[人会會局院部署行所社党黨公]|其(?![中他實实餘余後后間间它次])|[两兩前后後]者"
)
# How a text speaks of the place that it is about.
_HERE = re.compile(
    r"\b(?:local(?:ly)?|domestic(?:ally)?|here|home|city|country|territory|region|jurisdiction)\b",
    re.IGNORECASE,
)
_CHINESE_HERE = re.compile(
    "本[地港土國国市島岛]|[两兩]地|境[内內外]|[当當]地|[国國][内內家]|[离離在]岸|[特全我]"
)
# What cannot follow an article, and what cannot follow a preposition.
_ENDS = r"[,.;:!?)\]]|['’]s\b|$"
_NO_NOUN = (
    "and or of by for from with under is are was were be been has have had will would can could"
    " may might shall should must also did does do"
).replace(" ", "|")
_GAP = re.compile(
    rf"\b(?:the|an?)\b\s*(?:{_ENDS}|(?:{_NO_NOUN}|in|at|on|to|that|which|who)\b(?!-)"
    # A verb with its object: *the launches a scheme*, *the actively supported the plan*.
    r"|(?:\w+ly )?\w+(?:ed|s|t) (?:an?|the|its|their|his|her|up)\b)"
    rf"|\b(?:of|in|by|from|with|between|among|under|within|into|at|for|to|including)\b\s*"
    rf"(?:[,.;:!?)\]]|['’]s\b|(?:{_NO_NOUN})\b(?!-))"
    r"|[,(\[]\s*[,.;)\]]|[(\[]\s|(?:^|\s)['’]s\b|^[#\s]*(?:and|or|of|['’,(–—-])",
    re.IGNORECASE,
)
_CHINESE_GAP = re.compile(
    "[由與与對对向從从及、於于和在《「（“按](?:[，。；：、）》」”（]|[的及和與与]|$)"
    r"|(?:^|[，。；：])[的（、及和與与，；]|[《「（“][》」”）]|^[#\s]+(?:[的、及和與与–—-]|$)"
)
# The place with which the name of a body begins, which is understood there; its characters without.
_PLACE = re.compile("^(?:香港|台湾|澳门|中国|中华人民共和国|国家)")
_SHORTEST_HEAD = 5
# Offsets in a text and its translation correspond if they differ by no more of their lengths,
# or by so many characters.
_NEAR, _NEAR_CHARACTERS = 0.15, {Language.ENGLISH: 60, Language.CHINESE: 20}
# A gap is so rare that it may be further away.
_GAP_NEAR = 0.3


def has_gap(text: str, language: Language, at: float) -> bool:
    """Return True if a text has lost a noun about where a term has to be.

    Args:
        text: The translation.
        language: Its language.
        at: The place of the term, as a share of the source from 0 to 1.
    """
    pattern = _CHINESE_GAP if language is Language.CHINESE else _GAP
    return any(_near(pattern, text, language, at, _GAP_NEAR))


def is_implied(text: str, concept: Concept, language: Language, at: float) -> bool:
    """Return True if a text may mean a concept that was named before: *it*.

    Args:
        text: The text, without the mentions of other terms.
        concept: A person, a group or a body; others are not meant by such words.
        language: The language of the text.
        at: The place of the term, as a share of the source from 0 to 1.
    """
    if concept.kind not in AGENTS:
        return False
    pronoun = _CHINESE_PRONOUN if language is Language.CHINESE else _PRONOUN
    return any(_near(pronoun, text, language, at))


def has_head(text: str, concept: Concept, language: Language) -> bool:
    """Return True if a text has the head of a name: *the Commission*, 金融管理局 for Hong Kong's.

    Args:
        text: The text, without the mentions of other terms.
        concept: A body, a person, a group or a place.
        language: The language of the text.
    """
    if concept.kind not in AGENTS:
        return False
    if language is Language.ENGLISH:
        return any(_has_head(text, term.text) for term in concept.english)
    folded = fold(text)
    heads = (_PLACE.sub("", fold(term.text), count=1) for term in concept.chinese)
    return any(len(head) >= _SHORTEST_HEAD and head in folded for head in heads)


def is_passive(text: str, language: Language, at: float) -> bool:
    """Return True if an English text has a verb in the passive about where a term has to be.

    Args:
        text: The text.
        language: Its language; a sentence in Chinese may have no subject at all.
        at: The place of the term, as a share of the source from 0 to 1.
    """
    return language is Language.ENGLISH and any(_near(_PASSIVE, text, language, at))


def is_here(text: str, language: Language, at: float) -> bool:
    """Return True if a text speaks of the place that it is about: *local*, *the city*.

    Args:
        text: The text.
        language: Its language.
        at: The place of the term, as a share of the source from 0 to 1.
    """
    pattern = _CHINESE_HERE if language is Language.CHINESE else _HERE
    return any(_near(pattern, text, language, at))


def _near(
    pattern: re.Pattern[str], text: str, language: Language, at: float, share: float = _NEAR
) -> Iterator[bool]:
    length = max(len(text), 1)
    most = max(share, _NEAR_CHARACTERS[language] / length)
    for match in pattern.finditer(text):
        if abs(match.start() / length - at) <= most:
            yield True


def _has_head(text: str, rendering: str) -> bool:
    """Return True if an English text has the head of a name: the commission, the ministry."""
    head = HEAD_ENDS.split(rendering)[0].split()
    words = [word for word in head if word.lower() not in FUNCTION_WORDS]
    if not words or len(WORD.findall(rendering)) < 2 or not words[-1][0].isupper():
        return False
    return stem_of(words[-1]) in stems(text)
