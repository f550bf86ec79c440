"""Checks of the names of people: longer names, given names and relatives, namesakes."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.find.names import people
from glossary.find.names.common import Check, beginnings, contradicting, endings, followed_by
from glossary.find.names.titles import is_after_title
from glossary.segment import words
from termbase.language.script import is_han
from termbase.language.surname_spellings import surname_spellings
from termbase.model.concept import Concept
from termbase.patterns import compiled

# Between the parts of a foreign name.
_DOTS = frozenset("·•‧・")
# Mark Carney, after the name in Chinese.
_FULL_NAME = r"\s?[(（]([A-Z][^\W\d]+(?:[ .-]{1,2}[A-Z][^\W\d]*)+)"


def checks_of_person(form: str, concept: Concept) -> Iterator[Check]:
    """Yield the checks that a Chinese name of a person needs.

    Args:
        form: The folded name.
        concept: The person.
    """
    yield _in_foreign_name(form, may_go_on=_is_known_by_first_name(concept))
    if len(form) == 2:
        yield _before_given_name
        if not any(word in concept.gloss for word in ("county", "village", "town")):
            yield _after_local_title
    yield _before_ism
    if len(form) == 3:
        yield _across_words(form)
    yield _beside_occupation(concept.gloss)
    yield _glossed_as_another(concept)


# 马克思|主义者: who follows somebody.
_before_ism = followed_by("主义", frozenset("主"), "part of {whole}")


def _before_given_name(text: str, start: int, end: int) -> str:
    """王毅|夫|教授: the name goes on, unless the next two characters may be a word."""
    if text[end : end + 1] in people.GIVEN:
        following = text[end : end + 2]
        if len(following) < 2 or not is_han(following[1]) or not words().joined[following]:
            return f"part of the longer name {text[start : end + 1]}"
    return ""


def _across_words(form: str) -> Check:
    """Return the check for 徐|徐向前|走, 邹家|成了: the characters belong to other words."""
    is_family = form[1] == "家"

    def check(text: str, start: int, end: int) -> str:
        joined = text[end - 1 : end + 1]
        if text[start - 1 : start] == form[0] and words().joined[form[0] * 2]:
            return f"part of {text[start - 1 : end]}"
        if not is_family or joined not in _BECOMES or is_after_title(text, start):
            return ""
        # Somebody who is named elsewhere in the text is named here as well.
        if text.count(form) > text.count(form + joined[1]):
            return ""
        return f"{form[0]}家 and {joined} are other words"

    return check


# What is said of a family, after 邹家 and the like.
_BECOMES = ("成了", "成为", "成立", "明白", "明知", "来到", "来自", "来说", "中的", "平时", "安排")


def _in_foreign_name(form: str, *, may_go_on: bool) -> Check:
    """Return the check for 阿萨德·|沙伊巴尼, 希拉里·|克林顿: a given name, a relative."""
    relatives = tuple(people.RELATIVES.get(form, "").split())

    def check(text: str, start: int, end: int) -> str:
        if text[start - 1 : start] in _DOTS:
            is_other = relatives and text.endswith(relatives, 0, start - 1)
            return "somebody else of the family" if is_other else ""
        if (
            not may_go_on
            and text[end : end + 1] in _DOTS
            and is_han(text[end + 1 : end + 2] or " ")
        ):
            return "given name of somebody else"
        return ""

    return check


def _is_known_by_first_name(concept: Concept) -> bool:
    """Return True for somebody like Prabowo Subianto, who is called Prabowo."""
    names = {term.text for term in concept.english}
    return any(
        first in names for first, separator, _ in (n.partition(" ") for n in names) if separator
    )


def _beside_occupation(gloss: str) -> Check:
    """Return the check for namesakes of a person: 王毅牧师, 歌手王毅."""
    after = tuple(contradicting(people.OCCUPATIONS_ZH, gloss))
    before = (*after, *contradicting(people.OCCUPATIONS_BEFORE_ZH, gloss))
    first, last = beginnings(after), endings(before)

    def check(text: str, start: int, end: int) -> str:
        if text[end : end + 1] in first and text.startswith(after, end):
            return "namesake"
        if text[start - 1 : start] in last and text.endswith(before, 0, start):
            return "namesake"
        return ""

    return check


# 县领导王强、李强参加: who has an office in a county, a town or a village, among others.
_LOCAL_TITLE = (
    r"(?:县|镇(?!江)|乡|(?<!中关)村|社区|街道)[^\W，。；、a-zA-Z0-9_]{0,6}"
    r"(?:领导|书记|常委|[县镇乡]长|部长|局长|主任|干部|村民|居民)"
    r"(?:(?:[一-鿿]{2,4}、){0,12}[一-鿿]{2,4}[、和])?\Z"
)
_LONGEST_LIST = 80


def _after_local_title(text: str, start: int, end: int) -> str:
    """县领导|李强: a namesake in a county, of somebody whose gloss has nothing of one."""
    title = compiled(_LOCAL_TITLE).search(text, max(0, start - _LONGEST_LIST), start)
    return f"namesake after {title[0]}" if title else ""


def _given_names(concept: Concept) -> frozenset[str]:
    """Return the given names of somebody from abroad in English; none of a Chinese."""
    names = [term.text.lower().split() for term in concept.english]
    if any(not surname_spellings().isdisjoint(name) for name in names if len(name) > 1):
        return frozenset()
    return frozenset(word for name in names for word in name[:-1])


def _glossed_as_another(concept: Concept) -> Check:
    """Return the check for 麦卡锡(Adam McCarthy), who is not Kevin McCarthy."""

    def check(text: str, start: int, end: int) -> str:
        if text[end : end + 2].lstrip()[:1] not in ("(", "（"):
            return ""
        # Only now, for the spellings of surnames take a tenth of a second to load.
        name = compiled(_FULL_NAME).match(text, end)
        if not name or not (given := _given_names(concept)):
            return ""
        first, *others = name[1].lower().split()
        is_other = first[0] not in {one[0] for one in given} and given.isdisjoint(others)
        return f"namesake: {name[1]}" if is_other else ""

    return check
