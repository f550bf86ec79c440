"""The languages of a text and its translation, by their characters."""

from __future__ import annotations

from collections.abc import Iterable

from termbase.language.script import han_share
from termbase.model.concept import Language

# The least share of 汉字 in a Chinese text, and by how much it is larger than in an English one,
# where the Chinese is full of names and code.
_CHINESE, _MORE = 0.2, 0.05


def languages_of(source: Iterable[str], target: Iterable[str]) -> tuple[Language, Language]:
    """Return the languages of two sides, one of which is Chinese and the other English.

    An English text may quote Chinese, a Chinese one consist of names in Latin letters, and a
    translation be in the language of the source still.
    """
    ours, theirs = (han_share("".join(side)) for side in (source, target))
    if ours >= _CHINESE or ours - theirs > _MORE:
        return Language.CHINESE, Language.ENGLISH
    return Language.ENGLISH, Language.CHINESE
