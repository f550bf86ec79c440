"""Details in which words of a text have to agree with a form: case, marks, signs at the ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary.find.english_patterns import ENDING, GAPS, Pattern
from glossary.find.evidence import common_words
from termbase.language import english
from termbase.language.varieties import american, spellings
from termbase.patterns import compiled

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
# Of these a text speaks near by where its *party* is the Communist Party of China.
_PARTY = r"Communist Part(?:y|ies)\b|\b(?:CCP|CPC|Xi|Politburo|Central Committee)\b"
_CHINA = r"\b(?:China|Chinese|Beijing|CCP|CPC|Xi|Mao)\b"
# Of these it speaks where its *party* is another one.
_ELSEWHERE = (
    r"\b(?:Vietnam(?:ese)?|Hanoi|Cuban?|Havana|Lao(?:s|tian)?|Vientiane|Soviets?|Kremlin|Moscow|CPSU"
    r"|North Korean?|Pyongyang|Kim Jong|KMT|Kuomintang|DPP|Democrats?|Republicans?|GOP|Labour"
    r"|Tor(?:y|ies)|Conservatives?|BJP|Bolsheviks?|Nazis?)\b"
)
_NEAR = 1_500
# Where a capital says nothing: at the beginning of a text, a line or a sentence.
_BEGINNING = r"(?:\A|[\n.!?:;•*-]|[.!?][\"”’)])\s*[\"“‘(]?$"
_DETERMINERS = frozenset(("the", "our", "a", "this"))
_QUOTES = re.compile('["“”]')
# What is written small behind a proper name as often as not: *Bluebird movement*.
_KINDS = frozenset(
    """
    accord act agreement airport alliance attack base bill bridge bureau camp campaign canal
    city clash coalition commission committee conference cooperation corridor county court
    crisis dam declaration department district drill dynasty earthquake election exercise famine
    festival fire forum foundation free group incident initiative institute island law massacre
    meeting memorial mission mob movement mutiny newspaper office operation ordinance party
    peninsula period plan policy port prefecture prison program programme project protest
    province railway rebellion reef region reservoir retreat revolt revolution riot river school
    shoal siege station strike student summit theory trade treaty trial university
    uprising village war zone
    """.split()
)
# Signs after a word of several letters that make no other word of it: LGBT+.
_IGNORED_SIGNS = frozenset("+#&@")


def mark_agrees(mark: str, wanted: str) -> bool:
    """Return True if a text has the mark of a term; punctuation may be missing, signs may not."""
    return mark == wanted or (not mark and wanted[0] not in english.SIGNS)


def span(text: str, start: int, last: re.Match[str], pattern: Pattern) -> tuple[int, int] | None:
    """Return the span of a pattern in a text, with its signs; None if it begins or ends otherwise.

    Args:
        text: The text.
        start: The offset of the first word.
        last: The last word.
        pattern: The pattern with these words.
    """
    if not _begins_alike(text, start, pattern.words[0]):
        return None
    end, before, wanted = last.end(), english.sign_before(text, start), pattern.marks[-1]
    is_digits = text[start].isdigit()
    if before != pattern.before and (pattern.before or (is_digits and before != ".")):
        return None
    start -= len(pattern.before)
    if wanted == ")":
        return start, end + text.startswith(")", end)
    sign = english.sign_after(text, end)
    if wanted:
        return (start, end + len(sign)) if sign == wanted else None
    if sign and (last.end() - last.start() == 1 or not _IGNORED_SIGNS.issuperset(sign)):
        return None
    end -= _surplus(last[0], pattern)
    return (start, end) if len(pattern.words) == 1 else _with_quotes(text, start, end)


def _begins_alike(text: str, start: int, wanted: str) -> bool:
    """Return False for another pronoun than the one a term begins with: *our* for *your country*.

    Within a term a pronoun is anybody's.
    """
    wanted = wanted.lower()
    if wanted not in english.PRONOUNS or wanted == english.ONES:
        return True
    word = english.WORD.match(text, start)
    return word is not None and word[0].lower() == wanted


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a span extended by the other of two quotation marks, of which it has one.

    None if that is elsewhere: in *under investigation for "serious violations* of discipline the
    quotation goes on.
    """
    marks = _QUOTES.findall(text, start, end)
    if len(marks) != 1:
        return start, end
    if marks[0] != "”" and text[end : end + 1] in ('"', "”"):
        return start, end + 1
    if marks[0] != "“" and text[start - 1 : start] in ('"', "“"):
        return start - 1, end
    return None


def _surplus(word: str, pattern: Pattern) -> int:
    """Return the length of a possessive ending of a word that does not belong to the term."""
    ending = ENDING.search(word)
    return len(ending[0]) if ending and not ENDING.search(pattern.form.text) else 0


def case_agrees(word: str, wanted: str, *, exactly: bool) -> bool:
    """Return True if a word has the case that a word of a term asks for.

    Nothing is asked of a number in words for one in digits, or the other way round.

    A capital asks for a capital (*the Party* is not found in *a party*), an abbreviation for all of
    them; a lower-case word agrees with any case, for headlines and the beginnings of sentences.
    """
    if word[0].isdigit() != wanted[0].isdigit():
        return True
    if exactly or (wanted.isupper() and len(wanted) > 1):
        return any(
            word.startswith(spelling) and word[len(spelling) :] in ("", "s", "es")
            for spelling in (wanted, *_other_spellings(wanted))
        )
    return word[0].isupper() or not wanted[0].isupper()


def may_be_small(text: str, start: int, words: Sequence[str], pattern: Pattern) -> bool:
    """Return True if the words of a text are a name in spite of their small letters.

    Much of the press writes *party* of the Communist Party too, *inner-party democracy*, and many
    write the kind of a thing small behind its own name, *Bluebird movement*.

    Args:
        text: The text.
        start: The offset of the first word.
        words: Bare, those of the text.
        pattern: The pattern that they would agree with but for the case.
    """
    if pattern.form.case_sensitive:
        return False
    small = [
        word
        for word, wanted in zip(words, pattern.words, strict=True)
        if wanted and word not in GAPS and not case_agrees(word, wanted, exactly=False)
    ]
    if all(word == "party" for word in small) and _is_about_party(text, start):
        return len(words) > 1 + (pattern.slots[0] in _DETERMINERS)
    first = pattern.words[0]
    if not first[0].isupper() or not case_agrees(words[0], first, exactly=False):
        return False
    if not all(word in _KINDS or word.removesuffix("s") in _KINDS for word in small):
        return False
    is_at_beginning = compiled(_BEGINNING).search(text, max(start - 4, 0), start)
    return not is_at_beginning or first.lower() not in common_words()


def _is_about_party(text: str, start: int) -> bool:
    near = max(start - _NEAR, 0), start + _NEAR
    if not compiled(_PARTY).search(text, *near):
        return False
    china, elsewhere = (len(compiled(words).findall(text, *near)) for words in (_CHINA, _ELSEWHERE))
    return china > elsewhere


def is_numbered(pattern: Pattern) -> bool:
    """Return True for a longer name that begins with an ordinal: *15th Five-Year Plan*.

    The number tells it from other words, whatever their case: *the 15th five-year plan*.
    """
    return len(pattern.words) > 2 and bool(_ORDINAL.fullmatch(pattern.slots[0]))


def spelling(word: str) -> tuple[bool, bool]:
    """Return if a word is British, and if it is in digits."""
    return american(word.lower()) != word.lower(), word[0].isdigit()


def _other_spellings(word: str) -> Iterator[str]:
    """Yield the other spellings of a word, in its case."""
    lower = word.lower()
    for spelling in spellings(american(lower)):
        if spelling != lower:
            yield spelling.upper() if word.isupper() else word[0] + spelling[1:]
