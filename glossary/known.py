"""The words that a reader knows, from lists of words and from what a page has exported.

A list has one word a line, Chinese in either script or English; ``#`` begins a comment. Of a line
with columns, as in the word lists of examinations, the first cell with 汉字 is the word. A page
exports the concepts that its reader knows, as ``{"zh-en-glossary-known": 1, "known": [ids]}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termbase.encoding import decode, load
from termbase.errors import InputError
from termbase.language import english
from termbase.language.script import is_han
from termbase.model.concept import Language
from termbase.store.keys import han_key

if TYPE_CHECKING:
    from glossary.annotate import Annotation

EXPORT_KEY = "zh-en-glossary-known"
EXPORT_VERSION = 1
_MARKUP = re.compile(r"\s*<[!?A-Za-z]")
_CELL_END = re.compile(r"[\s,;，；(（]+")


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words and concepts that a reader knows.

    Attributes:
        chinese: Keys of Chinese words, the same for both scripts.
        english: Keys of English words.
        concepts: Ids of concepts.
    """

    chinese: frozenset[str]
    english: frozenset[str]
    concepts: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.chinese or self.english or self.concepts)

    def covers(self, annotation: Annotation) -> bool:
        """Return True if the reader knows the concept, or one of the terms in the text."""
        if annotation.concept.id in self.concepts:
            return True
        for mention in annotation.mentions:
            term = mention.term
            if term.language is Language.ENGLISH:
                if english.lookup_key(term.text, {}) in self.english:
                    return True
            elif any(han_key(form) in self.chinese for form in term.forms):
                return True
        return False


def read_known(known: Iterable[str | Path]) -> KnownWords:
    """Return the words and concepts that a reader knows.

    Args:
        known: Words, and files of words or of what a page has exported.

    Raises:
        InputError: If a file cannot be read, or is malformed.
    """
    words: list[str] = []
    concepts: list[str] = []
    for item in known:
        if isinstance(item, str):
            words.append(item)
            continue
        text, _ = decode(load(item), str(item))
        if _MARKUP.match(text):
            raise InputError(
                f"{item}: a page, not a list of known words; expected one word a line, or what a "
                "page exports"
            )
        if text.lstrip().startswith(("{", "[")):
            concepts += _exported(text, item)
        else:
            words += _words(text)
    chinese = {han_key(word) for word in words if _has_han(word)}
    others = {english.lookup_key(word, {}) for word in words if not _has_han(word)}
    # Nothing but marks has an empty key.
    return KnownWords(frozenset(chinese - {""}), frozenset(others - {""}), frozenset(concepts))


def _words(text: str) -> Iterator[str]:
    for line in text.splitlines():
        content = line.split("#", 1)[0].strip()
        if not _has_han(content):
            yield content.split("\t", 1)[0]
            continue
        cell = next(cell for cell in _CELL_END.split(content) if _has_han(cell))
        yield from cell.split("|")


def _exported(text: str, path: Path) -> list[str]:
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(f"{path}:{line}: not valid JSON; export it from the page again") from None
    value = value if isinstance(value, dict) else {}
    version, known = value.get(EXPORT_KEY), value.get("known")
    # To Python, true is 1.
    is_number = type(version) is int
    if is_number and version > EXPORT_VERSION:
        raise InputError(f"{path}: written by a later version; update this one to read it")
    is_list = isinstance(known, list) and all(isinstance(item, str) for item in known)
    if not (is_number and version == EXPORT_VERSION and is_list):
        raise InputError(
            f"{path}: not a list of known words; expected one word a line, or what a page exports"
        )
    return list(known)


def _has_han(text: str) -> bool:
    return any(map(is_han, text))
