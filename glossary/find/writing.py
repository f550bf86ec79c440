"""The script and the spelling of a text, as evidence for the polity in which it was written."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from operator import ne

from glossary.find.polities import HONG_KONG, MAINLAND, TAIWAN
from termbase.language.script import is_han

# Characters at the beginning of a text that show its script, and the share of them that differs
# from simplified ones in traditional text.
_SAMPLE = 2000
_TRADITIONAL_SHARE = 0.08
# The weights, in units of natural logarithms of odds.
_TRADITIONAL = 0.8
_SIMPLIFIED = 0.3
_SPELLING = 0.6
# More characters of a spelling than this say nothing new.
_MOST = 3
# Characters that are written so in Hong Kong, and in Taiwan, by people and by programs.
_HONG_KONG_SPELLING = "裏着衞枱説羣綫嘅咗喺唔冇啲嗰"
_TAIWAN_SPELLING = "裡著"


class Writing:
    """The script and spelling of a text.

    Args:
        text: The text as given.
        folded: The folded text.
    """

    def __init__(self, text: str, folded: str) -> None:
        self._text, self._folded = text[:_SAMPLE], folded[:_SAMPLE]

    @cached_property
    def scores(self) -> dict[str, float]:
        """The scores of polities; none for a text without Chinese."""
        if not self._has_han:
            return {}
        if not self._is_traditional:
            return {MAINLAND: _SIMPLIFIED}
        hong_kong, taiwan = (
            min(sum(map(self._text.count, spelling)), _MOST)
            for spelling in (_HONG_KONG_SPELLING, _TAIWAN_SPELLING)
        )
        if hong_kong > taiwan:
            return {HONG_KONG: _SPELLING * hong_kong}
        return {TAIWAN: _TRADITIONAL + _SPELLING * (taiwan - hong_kong)}

    @property
    def own_country(self) -> str:
        """The polity that a text in Chinese calls its own country."""
        return TAIWAN if self._is_traditional else MAINLAND

    def may_be_of(self, polity: str) -> bool:
        """Return True if a text in this script may be by a writer of a polity."""
        return polity == MAINLAND or self._is_traditional or not self._has_han

    @cached_property
    def _has_han(self) -> bool:
        return any(map(is_han, self._text))

    @cached_property
    def _is_traditional(self) -> bool:
        changed = compress(self._text, map(ne, self._text, self._folded))
        different = sum(map(is_han, changed))
        return different > _TRADITIONAL_SHARE * len(self._text)
