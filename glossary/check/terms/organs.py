"""Organs that a translation turns into the one that they belong to, or into a part of it.

The Standing Committee of the National People's Congress is not the National People's Congress, and
the State Council is not its Information Office, though nearly all words of the renderings are the
same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from termbase.language.script import fold
from termbase.model.concept import Language, Related, Relation

if TYPE_CHECKING:
    from glossary.check.job import Segment
    from glossary.check.terms.linked import LinkedTerms
    from glossary.find import Mention


class _Organ(NamedTuple):
    """A part or kind of organ, such as a standing committee or a general office.

    Attributes:
        chinese: The pattern of its name in folded Chinese.
        english: The pattern of its name in English.
        any_english: The pattern of what English may say for it, in small letters.
    """

    chinese: re.Pattern[str]
    english: re.Pattern[str]
    any_english: re.Pattern[str]


def _organ(chinese: str, english: str, any_english: str) -> _Organ:
    return _Organ(
        re.compile(chinese),
        re.compile(rf"\b(?:{english})\b", re.IGNORECASE),
        re.compile(rf"{english}|{any_english}".lower()),
    )


_ORGANS = (
    _organ(
        "常务?委",
        "standing committees?",
        r"standing|permanent|npcsc|pbsc|\bpsc\b|\b(?:the|its) committee\b|legislat|law-?mak"
        "|top leader",
    ),
    _organ(
        "办公[厅室]|[国中新]办",
        "(?:general|information|affairs) office",
        r"office|secretariat|[a-z]ao\b|\bscio\b",
    ),
    _organ("常务会议", "executive meeting", "meeting|session"),
    _organ("书记处", "secretariat", "secretar"),
    _organ("主席团", "presidium", "praesidium|bureau"),
    _organ("军委|军事委员会", "military commission", r"military|\bcmc\b"),
    _organ(
        "纪委|纪律检查", "discipline inspection", r"disciplin|inspect|ccdi|watchdog|graft|corrupt"
    ),
    _organ("监委|监察委", "supervisory commission", r"supervis|watchdog|graft|corrupt|\bnsc\b"),
    _organ("检察院", "procuratorate", r"procurat|prosecut|\bspp\b"),
    _organ("组织部", "organi[sz]ation department", "organi[sz]ation|personnel"),
    _organ("宣传部", "(?:publicity|propaganda) department", "publicity|propaganda"),
    _organ("统战部|统一战线工作部", "united front work department", "united front|ufwd"),
)
# The National People's Congress and its Standing Committee, and their epithet, on either side.
_CONGRESS = re.compile("全国人大|全国人民代表大会|最高(?:国家)?立法机[关构]")
_EPITHET = re.compile(
    r"\b(?:top|highest|supreme|national)\s(?:legislat(?:ure|ive)|law-?making)"
    r"|\bnational people['’]s congress\b|\bnpc(?:sc)?\b",
    re.IGNORECASE,
)
# Kinds of concepts that are organs or posts of them.
_KINDS = frozenset(("institution", "group", "office", "meeting"))
# What English says before and after an organ to name a part of it.
_PARTS = r"Standing Committee|General Office|Information Office|Secretariat|Presidium"
_AFTER = re.compile(rf"(?:['’]s)? (?:{_PARTS})\b")
_BEFORE = re.compile(
    rf"\b(?:{_PARTS})(?: of| for)? (?:the )?"
    r"(?:(?:CPC|CCP|Communist Party(?: of China)?)(?:['’]s)? )?$"
)
_FAR = 80


def is_other_organ(mention: Mention, segment: Segment) -> bool:
    """Return True if a translation cannot mean an organ, since it has no word for its kind.

    Args:
        mention: A term of the source.
        segment: Its segment.
    """
    if mention.concept.kind not in _KINDS:
        return False
    if mention.language is Language.CHINESE:
        text, target = fold(mention.text), segment.target.lower()
        return any(
            one.chinese.search(text) and not one.any_english.search(target) for one in _ORGANS
        )
    target = fold(segment.target)
    return any(
        one.english.search(mention.text) and not one.chinese.search(target) for one in _ORGANS
    )


def has_epithet(mention: Mention, segment: Segment) -> bool:
    """Return True for a legislature that the translation has by its epithet: *top legislature*.

    The Congress is not its Standing Committee, but either is the top legislature, and the reverse.
    """
    chinese, english = (
        (mention.text, segment.target)
        if mention.language is Language.CHINESE
        else (segment.target, mention.text)
    )
    return bool(
        _CONGRESS.search(fold(chinese))
        and (found := _EPITHET.search(english))
        and ("立法" in chinese or not found[0].lower().startswith(("national p", "npc")))
    )


def parts_instead(
    segment: Segment, terms: LinkedTerms
) -> Iterator[tuple[Mention, tuple[int, int]]]:
    """Yield the organs for which a translation into English names a part of them, with its span."""
    if segment.is_into_chinese:
        return
    source = fold(segment.source)
    for ours, theirs in terms.links:
        if ours.concept.kind not in _KINDS or theirs.concept.id != ours.concept.id:
            continue
        after = _AFTER.match(segment.target, theirs.end)
        before = _BEFORE.search(segment.target, max(0, theirs.start - _FAR), theirs.start)
        span = before.start() if before else theirs.start, after.end() if after else theirs.end
        if span == (theirs.start, theirs.end):
            continue
        named = segment.target[slice(*span)]
        if not any(one.english.search(named) and one.chinese.search(source) for one in _ORGANS):
            yield ours, span


def is_whole_of_neighbour(mention: Mention, links: Iterable[tuple[Mention, Mention]]) -> bool:
    """Return True for a body right before a part of it that the translation names.

    总台央视 is *CCTV*, which is a part of 总台.
    """
    return any(
        source.start == mention.end
        and Related(Relation.MEMBER_OF, mention.concept.id) in source.concept.related
        for source, _ in links
    )
