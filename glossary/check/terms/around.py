"""The surroundings of a mention: a longer name, an abbreviation, a company."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termbase.language.script import HAN
from termbase.model.concept import Language

if TYPE_CHECKING:
    from glossary.check.job import Segment
    from glossary.find import Mention

# The kind of the concepts that are places.
PLACE = "place"
# What a name in English goes on with, and how far back a word of it may begin.
_NAME_BEFORE, _NAME_AFTER = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w’'-]* $"), re.compile(r" [A-Z]")
_FAR = 24
_DASHES = frozenset("-–—/")
_COMPANY = re.compile(f"[{HAN}]{{2,16}}公司")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_ABBREVIATION = re.compile(r"[（(]([A-Z][A-Za-z&-]*[A-Z])")


def is_part_of_name(mention: Mention, text: str) -> bool:
    """Return True for one word of a longer name in English: *Central Moneymarkets Unit*."""
    if mention.language is Language.CHINESE or " " in mention.text or not mention.text[0].isupper():
        return False
    before = _NAME_BEFORE.search(text, max(0, mention.start - _FAR), mention.start)
    return bool(before or _NAME_AFTER.match(text, mention.end))


def is_joined(mention: Mention, text: str) -> bool:
    """Return True for a place in *Guangdong-Hong Kong-Macao*, which Chinese may have as 粤港澳."""
    around = text[max(0, mention.start - 1) : mention.start] + text[mention.end : mention.end + 1]
    return mention.concept.kind == PLACE and not _DASHES.isdisjoint(around)


def has_abbreviation(mention: Mention, segment: Segment) -> bool:
    """Return True if a translation has the abbreviation that the source has behind a term."""
    match = _ABBREVIATION.match(segment.source, mention.end)
    return bool(match and match[1] in segment.target)


def is_in_company(mention: Mention, segment: Segment) -> bool:
    """Return True for a place in the name of a company that a translation has as an acronym.

    香港上海滙豐銀行有限公司 is *HSBC*.
    """
    if mention.concept.kind != PLACE or not _COMPANY.match(segment.source, mention.end):
        return False
    initials = {term.text[0] for term in mention.concept.english}
    acronyms = _ACRONYM.findall(segment.target)
    return any(not initials.isdisjoint(acronym) for acronym in acronyms)
