"""Details in which words of a text have to agree with a form: case, marks, signs at the ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.find.english_patterns import ENDING, Pattern
from termbase.language import english
from termbase.language.varieties import american, spellings

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_QUOTES = re.compile('["“”]')
# Signs after a word of several letters that make no other word of it: LGBT+.
_IGNORED_SIGNS = frozenset("+#&@")


def mark_agrees(mark: str, wanted: str) -> bool:
    """Return True if a text has the mark of a term; punctuation may be missing, signs may not."""
    return mark == wanted or (not mark and wanted[0] not in english.SIGNS)


def span(text: str, start: int, last: re.Match[str], pattern: Pattern) -> tuple[int, int] | None:
    """Return the span of a pattern in a text, with its signs; None if those there are others.

    Args:
        text: The text.
        start: The offset of the first word.
        last: The last word.
        pattern: The pattern with these words.
    """
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
