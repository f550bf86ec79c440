"""Checks for parties abroad that have the name of one at home: Tanzania's 民主进步党."""

from __future__ import annotations

from functools import cache, lru_cache

from glossary.find.names import words as data
from glossary.find.names.common import Check
from glossary.find.polities import ABROAD, markers
from termbase.language.script import is_han
from termbase.model.concept import Concept
from termbase.patterns import compiled

# 民主进步党(Chadema), after the name and its closing quotation mark.
_GLOSS = r"[”」』]?\s?[(（]([A-Za-z][A-Za-zÀ-ÿ .'’-]{1,60})[,，;)）]"
_BETWEEN = rf"(?:{'|'.join(data.PARTY_ATTRIBUTES)})*[“「『]?\Z"
_LONGEST_BETWEEN = 12


def of_foreign_party(form: str, concept: Concept) -> Check:
    """Return the check for a party of another state with the same name.

    The name in foreign letters after it, or the state before it, tells so once in a text.

    Args:
        form: The folded name.
        concept: The party at home.
    """
    names = [term.text for term in concept.english]

    # A text may name a party hundreds of times, and is searched once.
    @lru_cache(maxsize=1)
    def foreign(text: str) -> str:
        start = text.find(form)
        while start >= 0:
            gloss = compiled(_GLOSS).match(text, start + len(form))
            if gloss and not _is_one_of(gloss[1], names):
                return f"another party: {gloss[1]}"
            if state := _state_before(text, start):
                return f"party of another state: {state}"
            start = text.find(form, start + 1)
        return ""

    def check(text: str, start: int, end: int) -> str:
        return foreign(text)

    return check


def _state_before(text: str, start: int) -> str:
    """Return the state right before a name, or before what is between them."""
    between = compiled(_BETWEEN).search(text, max(0, start - _LONGEST_BETWEEN), start)
    if between and text.endswith(_states(), 0, between.start()):
        return text[between.start() - 2 : between.start()]
    return ""


@cache
def _states() -> tuple[str, ...]:
    """Return the names of other states in Chinese, but for those of single characters."""
    states = (cue.strip("~") for cue in markers()[ABROAD].attributes if cue.endswith("~"))
    return tuple(name for name in states if len(name) > 1 and is_han(name[0]) and name[-1] != "的")


def _is_one_of(gloss: str, names: list[str]) -> bool:
    """Return True if a name in foreign letters has a word of some names, or their initials."""
    if gloss.isupper():
        initials = ["".join(word[0] for word in name.split()).upper() for name in names]
        return any(gloss in (name, start) for name, start in zip(names, initials, strict=True))
    words = set(gloss.lower().split()) - {"the", "of", "and", "party"}
    return any(not words.isdisjoint(name.lower().split()) for name in names)
