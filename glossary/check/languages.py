"""The languages of a text and its translation, by their characters."""

from __future__ import annotations

from collections.abc import Iterable

from termbase.language.script import han_share
from termbase.model.concept import Language


def languages_of(source: Iterable[str], target: Iterable[str]) -> tuple[Language, Language]:
    """Return the languages of two sides; the one with the larger share of 汉字 is Chinese.

    An English text may quote Chinese, and a Chinese one consist of names in Latin letters.
    """
    shares = [han_share("".join(side)) for side in (source, target)]
    # Two sides in one language are a text that nobody has translated yet.
    if shares[0] >= shares[1] and shares[0] > 0:
        return Language.CHINESE, Language.ENGLISH
    return Language.ENGLISH, Language.CHINESE
