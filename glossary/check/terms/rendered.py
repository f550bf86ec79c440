"""Tell whether a translation has a rendering of a term, however it is put.

The finder wants a term as it is listed. A translation may inflect it, change its capitals and its
order (*losses on credit* for *credit losses*), write its initials, or say *the Commission* after
the full name: a checker that counts these as missing is switched off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

from glossary.check.terms.words import (
    ARTICLES,
    FUNCTION_WORDS,
    HEAD_ENDS,
    WORD,
    content,
    singulars,
    stem_of,
)
from termbase.language.script import fold
from termbase.model.concept import Language, Term

# Words that may be between those of a rendering.
_MOST_BETWEEN = 3
# Words that share their first letters are related: economy, economic.
_SHARED = 4
# The share of the words of a rendering, or of the characters of a form, that make a variant of it.
_MOST, _MOST_CHARACTERS = 0.7, 0.75
# The letters of an abbreviation, and the characters of a part of a form, at least.
_SHORTEST = 2
# Words of a rendering of which not all are needed for a variant.
_LONG = 3
# The stems of last words that say little more than that there is such a thing.
_GENERAL = frozenset(
    stem_of(word)
    for word in "services work activities affairs efforts matters undertakings".split()
)
# Characters that may be between two parts of a form: 人民币进一步国际化 for 人民币国际化.
_MOST_CHARACTERS_BETWEEN = 6
# What follows a surname that stands for a person.
_TITLES = "主席|总理|总统|总书记|书记|先生|女士|部长|省长|市长|委员|特首|司长|某|氏"
# The characters that stand for provinces, cities and regions, as in 粤港澳 and 京沪; not in 港元.
_SHORT_NAMES = {
    name: re.compile(pattern)
    for name, pattern in {
        "北京": "京", "天津": "津", "上海": "沪", "重庆": "渝", "河北": "冀", "山西": "晋",
        "内蒙古": "蒙", "辽宁": "辽", "吉林": "吉", "黑龙江": "黑", "江苏": "苏", "浙江": "浙",
        "安徽": "皖", "福建": "闽", "江西": "赣", "山东": "鲁", "河南": "豫", "湖北": "鄂",
        "湖南": "湘", "广东": "粤", "广西": "桂", "海南": "琼", "四川": "川", "贵州": "贵|黔",
        "云南": "云|滇", "西藏": "藏", "陕西": "陕", "甘肃": "甘|陇", "青海": "青", "宁夏": "宁",
        "新疆": "新疆", "香港": "港(?![元币股口])", "澳门": "澳(?![元币大])", "台湾": "台(?![币])",
        "美国": "美(?![元])", "英国": "英(?![镑文语])", "日本": "日(?![元圆])",
    }.items()
}  # fmt: skip


def has_listed(text: str, renderings: Iterable[Term]) -> bool:
    """Return True if a text has one of some renderings as it is listed.

    Args:
        text: The text.
        renderings: Terms in its language. In English capitals, the plural, articles and hyphens
            do not count, in Chinese the script.
    """
    return any(
        _has_phrase(text, term.text)
        if term.language is Language.ENGLISH
        else any(form in fold(text) for form in _folded(term))
        for term in renderings
    )


def has_initials(text: str, renderings: Iterable[Term]) -> bool:
    """Return True if an English text has the initials of one of some renderings.

    Args:
        text: The text.
        renderings: Terms in its language.
    """
    return any(
        _has_initials(text, term.text) for term in renderings if term.language is Language.ENGLISH
    )


def is_rendered(text: str, renderings: Iterable[Term]) -> bool:
    """Return True if a text has one of some renderings.

    Args:
        text: The text.
        renderings: Terms in its language. In English capitals, inflection, articles, prepositions
            and the order of the words do not count, in Chinese the script.
    """
    return any(
        _has_words(text, term.text)
        if term.language is Language.ENGLISH
        else _has_part(text, term, share=1)
        for term in renderings
    )


def is_variant(text: str, renderings: Iterable[Term], kind: str = "") -> bool:
    """Return True if a text has the most part of one of some renderings.

    Args:
        text: The text.
        renderings: Terms in its language. A word of the same beginning is taken for the same:
            *economic* for *economy*.
        kind: The kind of the concept; one character may stand for a place, as 粤 and 港 do, and a
            surname for a person, and the last word for an office.
    """
    has_short_name = _SHORT_FORMS.get(kind)
    if has_short_name and any(has_short_name(text, term) for term in renderings):
        return True
    return any(
        _has_most_words(text, term.text)
        if term.language is Language.ENGLISH
        else _has_part(text, term, share=_MOST_CHARACTERS)
        for term in renderings
    )


def _has_short_name(text: str, place: Term) -> bool:
    """Return True if a text has the character or the first letters that stand for a place."""
    if place.language is Language.ENGLISH:
        words = place.text.split()
        initials = "".join(word[0] for word in words)
        # HKFRS, Hongkong
        return len(words) > 1 and bool(
            re.search(rf"\b(?:{re.escape(initials)}[A-Z]|(?i:{re.escape(''.join(words))}))", text)
        )
    pattern = _SHORT_NAMES.get(fold(place.text))
    return bool(pattern and pattern.search(fold(text)))


def _has_surname(text: str, person: Term) -> bool:
    """Return True if a text has the surname of a person."""
    if person.language is Language.CHINESE:
        form = fold(person.text)
        parts = form.split("·")
        if len(parts) > 1:
            return parts[-1] in fold(text)
        return bool(re.search(f"{re.escape(form[0])}(?:{_TITLES})", fold(text)))
    words = [word for word in singulars(person.text) if len(word) >= _SHORTEST]
    return len(words) > 1 and not {words[0], words[-1]}.isdisjoint(singulars(text))


def _has_last_word(text: str, office: Term) -> bool:
    """Return True if an English text has the noun that names an office: the warden."""
    words = office.text.split() if office.language is Language.ENGLISH else []
    is_noun = len(words) > 1 and words[-1].islower() and not HEAD_ENDS.search(office.text)
    return is_noun and stem_of(words[-1]) in content(text)


_SHORT_FORMS = {"place": _has_short_name, "person": _has_surname, "office": _has_last_word}


def _has_phrase(text: str, phrase: str) -> bool:
    return f" {' '.join(singulars(phrase))} " in f" {' '.join(singulars(text))} "


def _has_words(text: str, rendering: str) -> bool:
    """Return True if an English text has the words of a rendering close together."""
    # Eco-system is ecosystem.
    if "-" in text and _has_words(text.replace("-", ""), rendering.replace("-", "")):
        return True
    wanted = Counter(content(rendering))
    found = content(text)
    size = wanted.total() + _MOST_BETWEEN
    return any(
        wanted <= Counter(found[start : start + size])
        for at, word in enumerate(found)
        if word in wanted
        for start in {max(0, at - size + 1), at}
    )


def _has_most_words(text: str, rendering: str) -> bool:
    """Return True if an English text has most words of a rendering close together."""
    wanted, found = content(rendering), content(text)
    size = len(wanted) + _MOST_BETWEEN
    needed = len(wanted) if len(wanted) < _LONG else ceil(_MOST * len(wanted))
    shorter = (_content_of_head(rendering), _without_general_head(wanted))
    if any(len(one) < len(wanted) and _has_in_a_row(found, one) for one in shorter):
        return True
    return bool(wanted) and any(
        sum(
            any(_are_related(word, other) for other in found[start : start + size])
            for word in wanted
        )
        >= needed
        for start, first in enumerate(found)
        if any(_are_related(first, word) for word in wanted)
    )


def _content_of_head(rendering: str) -> tuple[str, ...]:
    """Return the words before *of* if they are a name by themselves: *vice president*."""
    head = content(HEAD_ENDS.split(rendering)[0])
    return head if len(head) >= _SHORTEST else ()


def _without_general_head(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without a last one that says little: *affordable childcare services*."""
    return words[:-1] if words[-1:] and words[-1] in _GENERAL and len(words) > _SHORTEST else words


def _has_in_a_row(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words)} "


def _are_related(one: str, other: str) -> bool:
    return one == other or (len(one) > _SHARED and one[:_SHARED] == other[:_SHARED])


def _has_initials(text: str, rendering: str) -> bool:
    """Return True if an English text has the initials of a rendering, with or without *of*."""
    words = [word for word in WORD.findall(rendering) if word.lower() not in ARTICLES]
    initials = {
        "".join(word[0] for word in some).upper()
        for some in (words, [word for word in words if word.lower() not in FUNCTION_WORDS])
        if len(some) >= _SHORTEST
    }
    capitals = [word.upper() for word in WORD.findall(text) if _is_abbreviation(word)]
    return any(
        word in (letters, f"{letters}S", f"A{letters}")
        or (len(letters) > _SHORTEST and letters in word)
        for letters in initials
        for word in capitals
    )


def _is_abbreviation(word: str) -> bool:
    return sum(map(str.isupper, word)) >= _SHORTEST


def _has_part(text: str, term: Term, share: float) -> bool:
    """Return True if a Chinese text has a share of a form in one piece, or all of it in two."""
    folded = fold(text)
    return any(_has_part_of(folded, form, share) for form in _folded(term))


def _folded(term: Term) -> set[str]:
    """Return the forms of a Chinese term, folded: 帳目 may be 账目 or 帐目."""
    return {fold(form) for form in (term.text, term.traditional, term.hong_kong) if form}


def _has_part_of(folded: str, form: str, share: float) -> bool:
    size = max(_SHORTEST, ceil(share * len(form)))
    return (
        form in folded
        or any(form[start : start + size] in folded for start in range(len(form) - size + 1))
        or _has_two_parts(folded, form)
    )


def _has_two_parts(folded: str, form: str) -> bool:
    return any(
        form[:at] in folded
        and form[at:] in folded
        and re.search(
            f"{re.escape(form[:at])}.{{0,{_MOST_CHARACTERS_BETWEEN}}}{re.escape(form[at:])}", folded
        )
        for at in range(_SHORTEST, len(form) - _SHORTEST + 1)
    )
