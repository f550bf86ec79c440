"""English entries as glossaries write them: the texts that an entry is found as.

``official(s)``, ``believe (in)`` and ``take/make a decision`` are two texts each; *non-party* is
also *nonparty*, and *21st* is *twenty-first*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from termbase.language import english_numbers
from termbase.language.english import COMMON, WORD, bare_word

# So many texts at most are made of an entry, and so many are tried at each step.
_MOST = 16
_TRIED = 64
# Beginnings of words that are written with a hyphen, with a space, or closed.
_PREFIXES = (
    "anti|non|counter|semi|multi|ultra|quasi|neo|cyber|socio|geo|micro|macro|pseudo|hyper|intra|"
    "inter"
)
# Beginnings that are also words, or are often letters of other words: never with a space.
_HYPHENED = (
    f"{_PREFIXES}|co|re|pre|post|pro|de|un|over|under|super|sub|trans|mid|bi|tri|mini|mega|e"
)
_ENDS = "mak(?:er|ing)|hold(?:er|ing)|wide|like|long|fold|hood|less|keep(?:er|ing)|work(?:er|ing)?"
_TO_JOIN = re.compile(
    rf"\b(?P<prefix>{_PREFIXES})[- ](?P<stem>[a-z]{{3,}})"
    rf"|\b(?P<hyphened>{_HYPHENED})-(?P<second>[a-z]{{3,}})"
    rf"|\b(?P<first>[a-z]{{3,}})-(?P<end>(?:{_ENDS})s?)\b",
    re.IGNORECASE,
)
_TO_SPLIT = re.compile(
    rf"\b({_PREFIXES}|post|pre|co(?=op[^s]|ord|exist|found|own)|re(?=e[a-z]{{4}}))([a-z]{{3,}})\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORDS = re.compile(r"(?<![\w/-])[a-z]{2,}(?:/[a-z]{2,})+(?![\w/-])")
_STROKE = re.compile(r"(?<=[a-z])\s+/\s+(?=[a-z])")


# What is derived from a term asks for its texts three times.
@lru_cache(maxsize=256)
def texts(entry: str) -> tuple[str, ...]:
    """Return the texts of an entry, each once; the first is the entry as it is written.

    Args:
        entry: An English term as it is written in a glossary.
    """
    found = {entry: None}
    for rewrite in (_phrases, _with_and_without, _alternatives, _numbers, _compounds):
        more = (text for known in list(found) for text in rewrite(known))
        found |= dict.fromkeys(islice(filter(has_content, more), _MOST))
    return tuple(found)[:_MOST]


def has_content(text: str) -> bool:
    """Return True if a text has a word with a meaning of its own, not just *of* or *sth.*."""
    words = (bare_word(token).lower() for token in WORD.findall(text))
    return any(word and word not in COMMON for word in words)


def _phrases(entry: str) -> Iterator[str]:
    """Yield the phrases that a stroke with spaces divides: *bring in / introduce*.

    In *left / right deviation* it divides words.
    """
    first, *others = _STROKE.split(entry)
    if not others:
        return
    if " " not in first and " " in others[-1]:
        last, rest = others[-1].split(" ", 1)
        yield from (f"{word} {rest}" for word in (first, *others[:-1], last))
        return
    yield first
    to = "to " if first.startswith("to ") else ""
    yield from (to + phrase.removeprefix(to) for phrase in others)


def _with_and_without(entry: str) -> Iterator[str]:
    """Yield an entry with and without what is in brackets, unless it is a part of a name.

    An abbreviation after a name is none: *Democratic Progressive Party (DPP)*.
    """
    return _replaced(entry, _BRACKETS.finditer(entry), _of_brackets)


def _of_brackets(match: re.Match[str]) -> tuple[str, ...]:
    whole, inner = match[0], match[1]
    text, start, end = match.string, match.start(), match.end()
    is_part_of_word = (text[:start][-1:] + text[end:][:1]).strip(" -,.;:!?") != ""
    is_abbreviation = len(inner) > 1 and inner.isupper() and not is_part_of_word
    if (inner[:1].isupper() and not is_abbreviation) or not WORD.search(inner):
        return (whole,)
    return (inner if is_part_of_word else whole, "")


def _alternatives(entry: str) -> Iterator[str]:
    """Yield an entry with one of the words between strokes: *take/make a decision*."""
    return _replaced(entry, _WORDS.finditer(entry), lambda match: (match[0], *match[0].split("/")))


def _numbers(entry: str) -> Iterator[str]:
    yield english_numbers.other_spelling(entry)


def _compounds(entry: str) -> Iterator[str]:
    """Yield an entry with its compounds closed and with hyphens."""
    yield from _replaced(entry, _TO_JOIN.finditer(entry), _joined)
    yield from _replaced(entry, _TO_SPLIT.finditer(entry), lambda m: (m[0], f"{m[1]}-{m[2]}"))


def _joined(match: re.Match[str]) -> tuple[str, ...]:
    first, second = re.split("[- ]", match[0])
    # Nobody writes antiJapanese.
    if first[0].islower() and second[0].isupper():
        return (match[0],)
    return match[0], first + (second if first.isupper() else second.lower())


def _replaced(
    text: str, matches: Iterable[re.Match[str]], choices: Callable[[re.Match[str]], Iterable[str]]
) -> Iterator[str]:
    """Yield a text with every choice for some of its parts."""
    parts: list[Iterable[str]] = []
    end = 0
    for match in matches:
        parts += [text[end : match.start()]], choices(match)
        end = match.end()
    if parts:
        found = islice(product(*parts, [text[end:]]), _TRIED)
        yield from (" ".join("".join(chosen).split()) for chosen in found)
