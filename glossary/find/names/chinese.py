"""Checks of Chinese candidates for longer names and other words around them."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.find.names import words as data
from glossary.find.names.common import (
    BODIES,
    MAINLAND,
    NAMESAKES,
    Check,
    beginnings,
    endings,
    followed_by,
    has_national_word,
)
from glossary.find.names.owners import after_community, after_owner, after_place, after_rival
from glossary.find.names.parties import of_foreign_party
from glossary.find.names.persons import checks_of_person
from glossary.find.names.titles import LONG_NAME, cut_from_head
from glossary.find.polities import HOME
from termbase.language.script import is_han
from termbase.model.concept import Concept, Term
from termbase.patterns import compiled


def checks_of(form: str, term: Term, concept: Concept) -> Iterator[Check]:
    """Yield the checks that a Chinese term needs.

    Args:
        form: The folded form of the term.
        term: The term.
        concept: Its concept.
    """
    kind = concept.kind
    yield from _BY_FORM.get(form, ())
    if len(form) == 1:
        yield _in_brackets
    elif len(form) == 2 and kind not in NAMESAKES:
        yield _BEFORE_HEAD.get(kind, _before_brand)
    if kind in _NOTIONS:
        yield _before_organ
    yield from _of_ending(form, kind)
    yield from _of_titles(form, kind)
    yield from _of_owner(form, concept)
    if _is_national(form, term, concept):
        yield after_place
    if kind in _OF_NAMES:
        yield from _of_name(form, term, concept)
    if kind == "place":
        yield _before_firm
        yield cut_from_head
    if kind == "law":
        yield _in_longer_title


def _of_ending(form: str, kind: str) -> Iterator[Check]:
    if form.endswith("委员"):
        yield _before_chief
    elif kind == "institution" and form[-1] in data.CHIEFS:
        yield _before_chief if len(form) < LONG_NAME else _before_part
    elif form.endswith("领导"):
        yield _before_object
    elif form.endswith("教"):
        yield _before_school
    if kind in _PERSONS:
        yield _after_not


def _of_owner(form: str, concept: Concept) -> Iterator[Check]:
    if form == "中央" and concept.polity != MAINLAND:
        yield after_rival
    if form.endswith("大会"):
        yield _before_party_word
    if form.endswith(data.PARTIES) and len(form) > 2 and concept.polity in HOME:
        yield of_foreign_party(form, concept)
    if concept.polity == MAINLAND and (concept.kind in BODIES or form[0] == "党"):
        yield after_rival if form.startswith(data.WITHIN_BODIES) else after_owner


def _of_name(form: str, term: Term, concept: Concept) -> Iterator[Check]:
    yield _before_aspect
    if concept.kind == "person":
        yield from checks_of_person(form, concept)
    if concept.kind in ("person", "place") and term.cues:
        yield _is_title


def _of_titles(form: str, kind: str) -> Iterator[Check]:
    if kind not in NAMESAKES:
        yield _before_numbered_unit
    if kind in _TITLES and not form.startswith(_OTHER_TITLES):
        yield _within_title


def _is_national(form: str, term: Term, concept: Concept) -> bool:
    """Return True if a form is short for the name of one body of the whole country."""
    if concept.kind != "institution" or concept.polity != MAINLAND:
        return False
    if form.startswith(data.OWNED_PREFIXES) or form[-1] not in data.ORGAN_ENDS:
        return False
    renderings = [rendering.text for rendering in concept.renderings(term)]
    if not renderings or renderings[0][0].islower():
        return False
    return any(map(has_national_word, renderings)) or any(
        other.text.startswith(data.NATIONAL_PREFIXES) for other in concept.chinese
    )


# Kinds of concepts with names, after which no 着 of a verb is: 屋子内|蒙着.
_OF_NAMES = frozenset(("institution", "office", "person", "place", "law", "document"))
# Kinds of what organs are named after.
_NOTIONS = frozenset(("notion", "doctrine", "procedure", "policy", "document"))
# What has a middle.
_WITH_MIDDLE = tuple(
    "厅 室 场 街 路 桌 岛 舞台 房间 教堂 河 湖 池 墙 屏幕 院子 封面 桌面 水面 地面 公园".split()
)
# Kinds of concepts whose titles are parts of others.
_TITLES = frozenset(("office", "rank"))
# Words that make the title of somebody else of one: deputies, heads of other bodies.
_OTHER_TITLES = ("副", "助理", "候补", "代理", "总", "搜查本", "对策本", "战略本")
_NUMERALS = frozenset("一二三四五六七八九十0123456789")
_FAR = (
    f"(?:(?!{'|'.join(data.ENDS_OF_NAMES)})[^\\W{data.NOT_IN_NAMES}a-zA-Z0-9_]){{0,7}}?"
    f"(?:{'|'.join(data.FAR_HEADS)})"
)
_LONGEST_TITLE = 20
_LONGER_NAME = "part of the longer name {whole}"


def _before_one_of(heads: list[str]) -> Check:
    """Return the check for heads of names: 宪法|法庭."""
    return followed_by("|".join(heads), beginnings(heads), _LONGER_NAME)


# Kinds of those who belong to something, and may not: 非|党员.
_PERSONS = frozenset(("person type", "group", "rank"))

_BEFORE_HEAD = {
    "office": _before_one_of(data.OFFICE_HEADS + data.BRAND_HEADS),
    "institution": _before_one_of(data.NAME_HEADS + data.RULE_HEADS),
    "law": _before_one_of(data.NAME_HEADS),
}
_before_firm = _before_one_of(data.PLACE_HEADS)
_before_brand = _before_one_of(data.BRAND_HEADS)
_before_organ = followed_by(
    f"(?:{'|'.join(data.ORGAN_TASKS)}){{0,3}}(?:{'|'.join(data.ORGAN_HEADS)})",
    beginnings(data.ORGAN_TASKS + data.ORGAN_HEADS),
    _LONGER_NAME,
)
_before_chief = _before_one_of([data.HEAD_OF, *data.OTHER_PARTS])
_before_part = _before_one_of(data.OTHER_PARTS)
# 秘书|一室, 公安|三处: one of several units of an organ.
_before_numbered_unit = followed_by(
    "[一二三四五六七八九十0-9]{1,2}(?:室|处|科|局|厅|庭|组|大队|支队|分部)", _NUMERALS, _LONGER_NAME
)
# 民主|行动党: the name of a party.
_before_party = followed_by(
    f"(?:{'|'.join(data.PARTY_WORDS)}){{0,6}}(?:{'|'.join(data.PARTY_HEADS)})",
    beginnings(data.PARTY_WORDS + data.PARTY_HEADS),
    _LONGER_NAME,
)
# 国民大会|党: a party with a name that begins like that of an assembly.
# What is said of the CCP follows other names: 新就业群体|党的建设.
_before_party_word = followed_by(
    "党(?![组委支部总校建员内外风群])(?!的(?:建设|领导|组织|工作|基层|队伍|全面))",
    frozenset("党"),
    _LONGER_NAME,
)
# 人|大多: 人 ends a word, and 大 begins one.
_people_are = followed_by(
    "|".join(data.PEOPLE_ARE), beginnings(data.PEOPLE_ARE), "人 and {joined} are two words"
)
# 党领导|人民: a verb with its object, not leadership.
_before_object = followed_by(
    "|".join(data.LED), beginnings(data.LED), "领导 is a verb before {rest}"
)


_before_aspect = followed_by(
    f"着(?![{data.AFTER_ZHE}])", frozenset("着"), "{joined} is a verb and its particle"
)


def _before_school(text: str, start: int, end: int) -> str:
    """天主教|辅仁大学: the name of a school or a hospital."""
    name = compiled(data.SCHOOL).match(text, end)
    return _LONGER_NAME.format(whole=text[start : name.end()]) if name else ""


def _after_not(text: str, start: int, end: int) -> str:
    """非|永久性居民: those who are not; but 并非|党员."""
    if text.endswith("非", 0, start) and not text.endswith(data.BEFORE_NOT, 0, start - 1):
        return f"the opposite: {text[start - 1 : end]}"
    return ""


def _counts(text: str, start: int, end: int) -> str:
    """十|大工程, 一|大要件: a number before what is counted, not a congress."""
    if not is_han(text[end : end + 1] or " ") or text.startswith(data.AFTER_CONGRESS, end):
        return ""
    if text.endswith(data.OF_CONGRESS, 0, start):
        return ""
    return f"a number in {text[start : end + 2]}"


def _counted_people(text: str, start: int, end: int) -> str:
    """7000|人大会, 几千|人大游行: people after a number, not the congress."""
    before = text[start - 1 : start]
    return "人 is counted" if before.isdigit() or before in tuple("千万亿几余名位") else ""


def _middle_of(text: str, start: int, end: int) -> str:
    """客厅|中央: the middle of a room, a street, a page."""
    if text.endswith(_WITH_MIDDLE, 0, start):
        return f"中央 is the middle in {text[start - 2 : end]}"
    return ""


def _within_title(text: str, start: int, end: int) -> str:
    """副|主委, 总|检察长: another office than that of the chief."""
    if text.endswith(_OTHER_TITLES, 0, start):
        return f"part of the longer title {text[max(0, start - 2) : end]}"
    return ""


def _before_head_far(text: str, start: int, end: int) -> str:
    if name := compiled(_FAR).match(text, end):
        return f"part of the longer name {text[start : name.end()]}"
    return ""


def _in_longer_title(text: str, start: int, end: int) -> str:
    """《官方|保密法》: the end of the title of another law, unless whose law it is comes before."""
    opening = text.rfind("《", max(0, start - _LONGEST_TITLE), start)
    if opening < 0 or not text.startswith("》", end):
        return ""
    before = text[opening + 1 : start]
    if not before or "》" in before or before.endswith(data.BEFORE_LAW):
        return ""
    return f"part of the longer title {text[opening : end + 1]}"


def _is_title(text: str, start: int, end: int) -> str:
    """《江雪》: a poem, where the name is one of other things too."""
    if text.endswith("《", 0, start) and text.startswith("》", end):
        return "title of a work"
    return ""


def _in_brackets(text: str, start: int, end: int) -> str:
    """（左）, （左二）, 左起: a place in a picture."""
    before, after = text[start - 1 : start], text[end : end + 1]
    is_numbered = after != "" and after in "一二三四五六七八1234567中上下"
    if before == "(" and text.startswith(")", end + is_numbered):
        return "position in a picture"
    if after == "起" or (is_numbered and text[end + 1 : end + 2] in ("为", "是", "起", ":", ")")):
        return "position in a picture"
    return ""


def _after_one_of(form: str) -> Check:
    kinds = tuple(data.OTHER_KINDS[form])
    last = endings(kinds)

    def check(text: str, start: int, end: int) -> str:
        if text[start - 1 : start] in last and text.endswith(kinds, 0, start):
            return f"another kind of {form}"
        return ""

    return check


def _after_none_of(form: str) -> Check:
    kinds = tuple(data.OWN_KINDS[form])

    def check(text: str, start: int, end: int) -> str:
        before = text[start - 1 : start]
        if "\u4e00" <= before <= "\u9fff" and not text.endswith(kinds, 0, start):
            return f"another kind of {form}"
        return ""

    return check


# Checks of forms that need their own.
_BY_FORM: dict[str, tuple[Check, ...]] = {
    **dict.fromkeys(data.PARTY_WORDS, (_before_party,)),
    **{form: (_before_one_of(list(words)),) for form, words in data.NAMED_WITH.items()},
    "中央": (_before_head_far, _middle_of),
    "人大": (_people_are, _counted_people),
    "两委": (after_community,),
    **{f"{number}大": (_counts,) for number in "一二三四五六七八九十"},
    **{form: (_after_one_of(form),) for form in data.OTHER_KINDS},
    **{form: (_after_none_of(form),) for form in data.OWN_KINDS},
}
