"""Chinese surnames in Latin letters: in pinyin, in Wade–Giles, and in other common spellings."""

from __future__ import annotations

from functools import cache

from termbase.language import names
from termbase.language.pinyin import known_readings, plain
from termbase.language.romanizations import wade_giles
from termbase.language.script import fold
from termbase.language.surnames import COMPOUND, READINGS, SURNAMES
from termbase.language.syllables import SYLLABLES

# Surnames in spellings other than pinyin and Wade–Giles that are common.
_OTHER_SURNAMES = frozenset(
    """
    au chan cheong cheung chia chiu choi choy chua chui fok fong goh ho hui ip kam ko koo kwan kwok
    kwong lam lau lee leung lok loong low luk mak mok mui ng ong sham siu soong sung szeto tam tay
    teo toh tong tsang tse tsui wong woo yam yau yee yeo yeung yim yip yiu yuen yung
    """.split()
)


@cache
def surname_readings(surname: str) -> frozenset[str]:
    """Return the readings of a surname in simplified characters, in letters without tones."""
    if surname in COMPOUND:
        return frozenset((plain(COMPOUND[surname]),))
    if surname in READINGS:
        return frozenset((plain(READINGS[surname]),))
    return frozenset(map(plain, known_readings(surname)))


@cache
def surname_spellings() -> frozenset[str]:
    """Return the spellings of surnames, in lower case."""
    pinyin = {reading for name in (*SURNAMES, *COMPOUND) for reading in surname_readings(name)}
    wade = {wade_giles(one) for one in pinyin}
    # The apostrophe is mostly left out: Tsai.
    return frozenset(pinyin | wade | {one.replace("'", "") for one in wade} | _OTHER_SURNAMES)


def surname_in(chinese: str, english: str) -> str:
    """Return the surname in the English spelling of a Chinese name.

    It is the first word, as in Tsai Ing-wen, unless only a later one can be a surname, as in
    Carrie Lam.

    Args:
        chinese: The name in Chinese.
        english: The same in Latin letters.

    Returns:
        The word; empty if it is not a Chinese name, or no word is known for a surname.
    """
    words = english.split()
    divided = names.divide(fold(chinese))
    if len(words) < 2 or divided is None:
        return ""
    lower = [word.lower() for word in words]
    readings = surname_readings(divided[0])
    own = readings | {wade_giles(one) for one in readings}
    if lower[0] in surname_spellings() | own:
        return words[0]
    for word, letters in zip(words, lower, strict=True):
        if letters in own:
            return word
    # Le Duan and Ben Chung: the first word may be a surname that is not known.
    is_last = lower[-1] in surname_spellings() and lower[0] not in SYLLABLES
    return words[-1] if is_last else ""
