"""Language tags and names for Chinese and English: BCP 47, and the variants that tools write."""

from __future__ import annotations

import re
from typing import NamedTuple

from termbase.errors import InputError
from termbase.language.script import Script, convert, detect_script, is_han
from termbase.model.concept import Language, Term
from termbase.model.unit import family

_TRADITIONAL = {"tw": "taiwan", "hk": "hong_kong", "mo": "hong_kong"}


class Variety(NamedTuple):
    """Language, and for Chinese the written form.

    Attributes:
        language: Chinese or English.
        attribute: The attribute of :class:`Term`: ``text`` for simplified, ``traditional``,
            ``taiwan``, ``hong_kong``; empty if the tag leaves it open.
    """

    language: Language
    attribute: str = "text"

    def form(self, text: str) -> str:
        """Return the attribute of :class:`Term` for a text in this variety."""
        if self.attribute:
            return self.attribute
        return "traditional" if detect_script(text) is Script.TRADITIONAL else "text"


def parse_tag(tag: str) -> Variety | None:
    """Parse a language tag; None if it is neither Chinese nor English.

    ``zh-CN`` and ``zh_Hans`` are simplified, ``zh-TW`` is the form of Taiwan; ``zh``, ``chi`` and
    ``cmn`` leave the script open.
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


def checked_tag(tag: str) -> str:
    """Return a language tag in the case of BCP 47; empty if none is given.

    Raises:
        InputError: If it is not a tag.
    """
    if tag and not _TAG.fullmatch(tag):
        raise InputError(f"{tag[:40]!r} is not a language tag, such as zh-Hant or en-GB")
    return normalize_tag(tag)


_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
# A script has four letters, a region two.
_SUBTAG_CASE = {2: str.upper, 4: str.title}


def guess_language(text: str) -> str:
    """Return ``zh`` for a segment with a Chinese character, else ``en``."""
    return "zh" if any(map(is_han, text)) else "en"


def form_for_tag(term: Term, tag: str) -> str:
    """Return the form of a term for a language tag; a missing form is converted from another."""
    attribute = written.attribute if (written := parse_tag(tag)) else ""
    if term.language is Language.ENGLISH or attribute in ("", "text"):
        return term.text
    regional = getattr(term, attribute) or term.traditional
    return str(regional) or convert(term.text, Script.TRADITIONAL)


def parse_language_name(name: str) -> Variety | None:
    """Parse the English name of a language: ``Chinese (PRC)``, ``English_United_States``.

    Returns:
        The variety; None if it is neither Chinese nor English.
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
