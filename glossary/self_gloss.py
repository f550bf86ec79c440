"""Texts that gloss themselves: “naked officials” (裸官), 裸官（luǒguān，naked officials）.

Mentions of one concept in both languages are one group if there is nothing between them but
brackets, quotation marks, a comma, dash or equals sign, pinyin, and words such as *known as* or
也就是. Pinyin right before a Chinese term introduces it as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from glossary.find import Mention
from termbase.language.script import fold, is_han
from termbase.model.concept import Concept, Language
from termbase.patterns import compiled

# With the small ones of Taiwan, and those of vertical lines.
_OPENING, _CLOSING = "(（[［【〔{｛﹙﹛﹝〖〘⟨⦅｟︵", ")）]］】〕}｝﹚﹜﹞〗〙⟩⦆｠︶"
_OPEN, _CLOSE = f"[{re.escape(_OPENING)}]", f"[{re.escape(_CLOSING)}]"
# Quotation marks, title marks, and the emphasis of Markdown.
_QUOTES = "\"'“”‘’「」『』﹁﹂﹃﹄《》〈〉«»〝〟*_`"
# The Chinese ones are simplified, as folded text is.
_WORDS = (
    r"(?:also )?known in (?:chinese|english|mandarin) as", r"here(?:in)?after", r"chin\.",
    r"(?:is )?(?:also |otherwise |better |commonly |popularly )?(?:known|called|termed)(?: as)?",
    r"which", r"dubbed", r"means?",
    r"(?:also )?referred to as", r"or(?: simply| rather)?", r"i\.?e\.?", r"viz\.?", r"namely",
    r"that is(?: to say)?", r"a\.?k\.?a\.?", r"simplified", r"traditional",
    r"(?:zh|en|cn|ch\.?)(?=[:：﹕])", r"(?:in )?(?:mandarin |hanyu )?pinyin",
    r"(?:in )?(?:simplified |traditional |mandarin )?(?:chinese|english|mandarin)",
    r"so-called", r"literally", r"lit\.?", r"meaning", r"abbr\.?", r"abbreviated(?: as| to)?",
    r"short(?:ened)?(?: for| to)?", r"the", r"an?",
    r"(?:也就是|亦即|即)(?:说|所谓的?)?", r"[也又亦或](?:称|名|叫|译|作|曰)?[为作]?", r"所谓的?",
    r"以?下称", r"(?:以?下)?[简全俗通]称", r"英译[为作]?",
    r"意(?:为|即|思是)", r"直?译[为作]", r"[英中](?=[:：﹕])",
    r"(?:对应的?)?(?:英文|英语|[简繁正]体(?:中文|字)?|中文|汉语|拼音)(?:名|译)?[为是作叫称]{0,2}",
)  # fmt: skip
# Written in place of other terms of the concept, which were not found as such.
_TERM = "\0"
_ATOM = (
    rf"(?i)(?P<blank>\s+)|(?P<quote>[{_QUOTES}]+)|(?P<open>{_OPEN})|(?P<close>{_CLOSE})"
    rf"|(?P<mark>[,，、﹐﹑:：﹕=＝/／~～|｜→⇒]|[-–—―]+)|(?P<inner>[;；﹔])"
    rf"|(?P<term>{_TERM})|(?P<word>(?<![A-Za-z])(?:{'|'.join(_WORDS)})(?![A-Za-z]))"
)
_WORD = f"(?i){'|'.join(_WORDS)}"
_DIRECTLY_IN_BRACKET = rf"{_OPEN}[{_QUOTES}]*\Z"
_IN_BRACKET = rf"{_OPEN}[^\n{re.escape(_OPENING + _CLOSING)}]*\Z"
_END = _CLOSE
_ACCENT = re.compile("[\u0300-\u036f]")
_BETWEEN_LETTERS = "[1-5]?[- '’]?"
# What may be between pinyin and the term.
_BEFORE = f" \u00a0,，﹐:：﹕=/{_QUOTES}{_OPENING}"
_LETTER = re.compile("[A-Za-z]")
_READING_END = re.compile(r"[A-Za-z][1-5]?\Z")
# A bracket is looked for so many characters before; so much is between two mentions at most.
_FAR = 60
_MOST_MARKS = 2


class Group(NamedTuple):
    """Mentions that are shown as one.

    Attributes:
        mentions: One, or several of one concept that gloss each other.
        end: The end offset of the group, with a closing bracket that belongs to it.
        is_self_glossed: True if the text gives the term in the other language, or its pinyin.
    """

    mentions: tuple[Mention, ...]
    end: int
    is_self_glossed: bool


def groups(text: str, found: Sequence[Mention], *, appositions: bool = False) -> Iterator[Group]:
    """Yield the groups of the mentions in a text.

    Args:
        text: The text.
        found: Its mentions, sorted and disjoint.
        appositions: Also group names in one language, as in *the Kuomintang (KMT)*.
    """
    index = 0
    while index < len(found):
        linked, is_open, has_other = [index], False, False
        while (following := _following(found, linked[-1])) < len(found):
            kinds = _link(text, found[linked[-1]], found[following])
            # What follows the bracket of a gloss is not a part of it.
            if kinds is None or (is_open and "close" in kinds):
                break
            linked.append(following)
            is_open = is_open or "open" in kinds
            has_other = has_other or "term" in kinds
        is_glossed = has_other or len({found[number].language for number in linked}) > 1
        if not is_glossed and not appositions:
            del linked[1:]
        mentions = tuple(found[number] for number in linked)
        end = mentions[-1].end
        if len(mentions) > 1 and is_open:
            end = _closing(text, mentions[-1])
        yield Group(mentions, end, is_glossed or _is_introduced(text, mentions[0]))
        index = linked[-1] + 1
        while index < len(found) and found[index].start < end:
            index += 1


def _following(found: Sequence[Mention], index: int) -> int:
    """Return the index of the mention after one, or after another that is a word of a gloss.

    In *naked officials (simplified Chinese: 裸官)* the script is one.
    """
    between = found[index + 1 : index + 3]
    is_passed = (
        len(between) > 1
        and between[1].concept.id == found[index].concept.id != between[0].concept.id
        and compiled(_WORD).fullmatch(fold(between[0].text))
    )
    return index + 2 if is_passed else index + 1


def _link(text: str, left: Mention, right: Mention) -> list[str] | None:
    """Return the kinds of what is between two mentions; None if they do not gloss each other."""
    if left.concept.id != right.concept.id or right.start - left.end > _FAR:
        return None
    kinds = _kinds(text[left.end : right.start], left.concept)
    if kinds is None or kinds.count("open") > 2 or kinds.count("mark") > _MOST_MARKS:
        return None
    first = max(left.start - _FAR, 0)
    is_inside = bool(compiled(_IN_BRACKET).search(text, first, left.end))
    opens = "open" in kinds
    if "inner" in kinds and not (is_inside or kinds[0] == "open"):
        return None
    if "close" in kinds:
        # “(裸官) naked officials”, and after pinyin also “luǒguān (裸官), naked officials”.
        allowed = [["close"], ["close", "open"]]
        allowed += [["close", "mark"]] if _is_introduced(text, left) else []
        directly = compiled(_DIRECTLY_IN_BRACKET)
        if kinds not in allowed or not directly.search(text, first, left.start):
            return None
    # Two names in one language are one thing only if brackets say so.
    if left.language is right.language and (
        not (opens or is_inside) or left.text.lower() == right.text.lower()
    ):
        return None
    return kinds


def _kinds(between: str, concept: Concept) -> list[str] | None:
    """Return the kinds of what is between two mentions; None if it is more than a link."""
    rest, has_pinyin = _without_names(between, concept)
    kinds: list[str] = []
    end = 0
    for match in compiled(_ATOM).finditer(fold(rest)):
        if match.start() != end:
            return None
        kinds.append(match.lastgroup or "")
        end = match.end()
    if end != len(rest) or rest.count("\n") > ("open" in kinds):
        return None
    kinds = [kind for kind in kinds if kind not in ("blank", "quote")]
    if has_pinyin and kinds[:2] == ["open", "close"]:
        # Pinyin in brackets.
        return kinds[2:]
    return kinds


def _without_names(between: str, concept: Concept) -> tuple[str, bool]:
    """Return a text with a sign for each term of a concept and without pinyin; if it had some."""
    rest, has_pinyin = between.replace(_TERM, ""), False
    for term in concept.terms:
        for form in term.forms:
            if form in rest:
                rest = re.sub(rf"(?<![A-Za-z]){re.escape(form)}(?![A-Za-z])", _TERM, rest)
    if _LETTER.search(rest):
        rest = _without_accents(rest)
        for term in concept.chinese:
            if term.pinyin:
                rest, count = _reading(term.pinyin).subn("", rest)
                has_pinyin = has_pinyin or count > 0
    return rest, has_pinyin


def _closing(text: str, last: Mention) -> int:
    """Return the end of the bracket that a mention is in, if nothing but pinyin is before it."""
    closing = compiled(_END).search(text, last.end, last.end + _FAR)
    if closing:
        kinds = _kinds(text[last.end : closing.start()], last.concept)
        if kinds is not None and set(kinds) <= {"mark", "inner", "word"}:
            return closing.end()
    return last.end


def _is_introduced(text: str, mention: Mention) -> bool:
    """Return True if the pinyin of a Chinese term is right before it."""
    if mention.language is not Language.CHINESE or not mention.term.pinyin:
        return False
    before = text[max(mention.start - _FAR, 0) : mention.start].rstrip(_BEFORE)
    if not before or is_han(before[-1]) or before[-1].isspace():
        return False
    bare = _without_accents(before)
    # A pattern for each term takes time to compile.
    if not _READING_END.search(bare):
        return False
    return any(match.end() == len(bare) for match in _reading(mention.term.pinyin).finditer(bare))


def _without_accents(text: str) -> str:
    return _ACCENT.sub("", unicodedata.normalize("NFD", text))


@lru_cache(maxsize=1 << 10)
def _reading(reading: str) -> re.Pattern[str]:
    """Return a pattern of pinyin in text without accents, however it is divided."""
    letters = re.sub("[^a-z]", "", _without_accents(reading.lower()))
    return re.compile(
        rf"(?<![A-Za-z]){_BETWEEN_LETTERS.join(letters)}[1-5]?(?![A-Za-z])", re.IGNORECASE
    )
