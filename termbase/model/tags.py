"""What a language tag says of Chinese and English: BCP 47, and what tools write instead."""

from __future__ import annotations

import re
from typing import NamedTuple

from termbase.language.script import Script, convert, detect_script, is_han
from termbase.model.concept import Language, Term
from termbase.model.unit import family

_TRADITIONAL = {"tw": "taiwan", "hk": "hong_kong", "mo": "hong_kong"}


class Variety(NamedTuple):
    """A language, and for Chinese how it is written.

    Attributes:
        language: Chinese or English.
        attribute: Of a term: ``text`` for simplified, ``traditional``, ``taiwan``,
            ``hong_kong``; empty where the tag does not tell.
    """

    language: Language
    attribute: str = "text"

    def form(self, text: str) -> str:
        """The attribute that a text in this language belongs to."""
        if self.attribute:
            return self.attribute
        return "traditional" if detect_script(text) is Script.TRADITIONAL else "text"


def parse_tag(tag: str) -> Variety | None:
    """What a tag says; None if it is neither Chinese nor English.

    ``zh-CN`` and ``zh_Hans`` are simplified, ``zh-TW`` is traditional as in Taiwan; ``zh``, ``chi``
    and ``cmn`` may be either.
    """
    parts = tag.replace("_", "-").lower().split("-")
    name = family(tag)
    if name == "en":
        return Variety(Language.ENGLISH)
    if name != "zh" or "latn" in parts:
        return None
    region = next((_TRADITIONAL[part] for part in parts if part in _TRADITIONAL), "")
    if "hans" in parts or {"cn", "sg"} & set(parts):
        return Variety(Language.CHINESE, "text")
    if "hant" in parts or region:
        return Variety(Language.CHINESE, region or "traditional")
    return Variety(Language.CHINESE, "")


def normalize_tag(tag: str) -> str:
    """Return a language tag in the case of BCP 47 (RFC 5646, 2.1.1): ``zh-Hans-CN``.

    ``_`` is written as ``-``; a tag that is not one of BCP 47 is returned unchanged.
    """
    if not _TAG.fullmatch(tag):
        return tag
    first, *rest = re.split("[-_]", tag)
    cased = [_SUBTAG_CASE.get(len(part), str.lower)(part) for part in rest]
    return "-".join([first.lower(), *cased])


_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
# A script has four letters, a region two.
_SUBTAG_CASE = {2: str.upper, 4: str.title}


def guess_language(text: str) -> str:
    """The language of a segment, as far as its characters tell: zh or en."""
    return "zh" if any(map(is_han, text)) else "en"


def form_for_tag(term: Term, tag: str) -> str:
    """How a term is written where a tag holds; a form it lacks is made of what it has."""
    attribute = written.attribute if (written := parse_tag(tag)) else ""
    if term.language is Language.ENGLISH or attribute in ("", "text"):
        return term.text
    regional = getattr(term, attribute) or term.traditional
    return str(regional) or convert(term.text, Script.TRADITIONAL)


def parse_language_name(name: str) -> Variety | None:
    """What the English name of a language says, as ``Chinese (PRC)`` or ``English_United_States``.

    Returns:
        None if it is neither Chinese nor English.
    """
    language, _, region = _NOT_A_LETTER.sub(" ", name.lower()).strip().partition(" ")
    if language == "english":
        return Variety(Language.ENGLISH)
    if language != "chinese":
        return None
    tags = (tag for word, tag in _REGIONS.items() if word in region)
    return parse_tag(next(tags, "zh"))


_NOT_A_LETTER = re.compile(r"[^a-z]+")
_REGIONS = {
    "simplified": "zh-Hans", "prc": "zh-CN", "china": "zh-CN", "singapore": "zh-SG",
    "taiwan": "zh-TW", "hong kong": "zh-HK", "maca": "zh-MO", "traditional": "zh-Hant",
}  # fmt: skip
