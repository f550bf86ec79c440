"""Chinese personal names: telling them from other words, and dividing them.

A name is a surname of the table and one or two characters that are likelier in given names than in
words, by the names in jieba's dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from termbase.language import words
from termbase.language.surnames import COMPOUND, KNOWN, SURNAMES

_GIVEN = re.compile(f"[{words.HAN}]{{1,2}}")
# The lowest scores of given names of one and of two characters in terms, and in text.
_TERM_THRESHOLDS = {1: 1.6, 2: 0.0}
_TEXT_THRESHOLDS = {1: 2.5, 2: 1.5}
_DICTIONARY_BONUS = 1.0
# Characters that end terms, and hardly names.
_NOT_LAST = frozenset(
    "会部委派帮代院局制权党系病营版卡费税款案法爷叔姐妹庄村镇县塔寺堂客丝左书裔章岛院会"
)

# Words that the dictionary takes for names.
_NOT_NAMES = frozenset(
    """
    仇富 金字塔 马前卒 黄马甲 公子哥 牛鼻子 戴帽子 种花家 白毛女 权贵 元老 支那
    曾祖父 高利贷
    """.split()
)


def split_name(text: str, *, is_name: bool | None = None) -> tuple[str, str] | None:
    """Divide a term that is a personal name into surname and given name.

    Args:
        text: A term in simplified characters.
        is_name: Whether the term is known to be a name; None if it is not known.

    Returns:
        Surname and given name; None for what is probably not a name.
    """
    parts = divide(text)
    if parts is None or is_name is False:
        return None
    surname, given = parts
    if is_name or text in KNOWN:
        return parts
    if words.is_word(text) or given[-1] in _NOT_LAST or text in _NOT_NAMES:
        return None
    if len(surname) > 1:
        return parts
    return parts if _score(text, given) >= _TERM_THRESHOLDS[len(given)] else None


def spans(cut: Sequence[str]) -> list[tuple[int, int]]:
    """Find the personal names in text that has been cut into words.

    Args:
        cut: Words of simplified text.

    Returns:
        For each name the indices of its first word, and after its last.
    """
    found = []
    start = 0
    while start < len(cut):
        end = _name_end(cut, start)
        if end > start:
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _name_end(cut: Sequence[str], start: int) -> int:
    """Return the index after the last word of a name that begins at a word; 0 for none."""
    word = cut[start]
    if words.is_name(word):
        return start + 1 if split_name(word) else 0
    if word not in SURNAMES and word not in COMPOUND:
        return 0
    # The longest given name first.
    for end in (start + 3, start + 2):
        parts = cut[start + 1 : end]
        given = "".join(parts)
        if end > len(cut) or max(map(len, parts)) > 1 or not _GIVEN.fullmatch(given):
            continue
        score = words.name_score(given) / len(given)
        if word + given in KNOWN or score >= _TEXT_THRESHOLDS[len(given)]:
            return end
    return 0


def _score(name: str, given: str) -> float:
    return words.name_score(given) / len(given) + _DICTIONARY_BONUS * words.is_name(name)


def divide(text: str) -> tuple[str, str] | None:
    """Divide a name of one or two characters after a surname; None if it is not one."""
    for length in (4, 2, 1):
        surname, given = text[:length], text[length:]
        known = COMPOUND if length > 1 else SURNAMES
        if surname in known and _GIVEN.fullmatch(given):
            return surname, given
    return None
