"""Compare the vocabulary of a text with the one that a prompt recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glossary.translate.prompt.record import FORMAT, VERSION
from glossary.translate.prompt.vocabulary import TARGETS, Entry, Rendering, hash_of
from termbase.encoding import load
from termbase.errors import InputError
from termbase.model.concept import Status

_HASH = re.compile("sha256:[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Recorded:
    """The vocabulary in the JSON of a prompt.

    Attributes:
        to: The language of the translation.
        polity: The polity that was given to find the terms.
        text_hash: The hash of the text.
        entries: All terms, those that a budget left out too.
    """

    to: str
    polity: str
    text_hash: str
    entries: tuple[Entry, ...]

    @property
    def hash(self) -> str:
        """The hash of its terms."""
        return hash_of(self.to, self.entries)


@dataclass(frozen=True, slots=True)
class Change:
    """A term whose renderings are not those that a prompt recorded.

    Attributes:
        concept: The id of the concept.
        term: The term.
        before: Its renderings then; empty if it was not a term of the text.
        after: Its renderings now; empty if it is not one any more.
    """

    concept: str
    term: str
    before: tuple[Rendering, ...]
    after: tuple[Rendering, ...]

    def __str__(self) -> str:
        if not self.before:
            return f"added: '{self.term}' ({self.concept}): {_listed(self.after)}"
        if not self.after:
            return f"removed: '{self.term}' ({self.concept}): {_listed(self.before)}"
        return (
            f"changed: '{self.term}' ({self.concept}): {_listed(self.before)} → "
            f"{_listed(self.after)}"
        )


def is_hash(text: str) -> bool:
    """Return True for the hash of a vocabulary."""
    return _HASH.fullmatch(text) is not None


def changes(before: Iterable[Entry], after: Iterable[Entry]) -> list[Change]:
    """Return the differences of two vocabularies, sorted by concept and term."""
    then, now = _by_term(before), _by_term(after)
    return [
        Change(*key, then.get(key, ()), now.get(key, ()))
        for key in sorted(then.keys() | now.keys())
        if _compared(then.get(key, ())) != _compared(now.get(key, ()))
    ]


def read_recorded(path: Path) -> Recorded:
    """Return the vocabulary in the JSON of a prompt.

    Raises:
        InputError: If the file cannot be read, or is not one.
    """
    try:
        value = json.loads(load(path))
        if value["format"] != FORMAT:
            raise ValueError
        if value["version"] > VERSION:
            raise InputError(f"{path}: a prompt of a later version; write it anew")
        records = (*value["terms"], *value["cut"]["terms"])
        recorded = Recorded(
            _text(value["to"]), _text(value["polity"]), _text(value["text"]),
            tuple(map(_entry, records)),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise InputError(
            f"{path}: not the JSON of a prompt; write one with: glossary prompt --as json"
        ) from None
    if recorded.to not in TARGETS:
        raise InputError(f"{path}: invalid language {recorded.to!r}; write the prompt anew")
    if recorded.hash != value["hash"]:
        raise InputError(f"{path}: its terms do not have its hash; write the prompt anew")
    return recorded


def _entry(record: Any) -> Entry:
    renderings = (record["preferred"], *record["admitted"], *record["forbidden"])
    return Entry(
        concept=_text(record["concept"]),
        term=_text(record["term"]),
        forms=tuple(map(_text, record["forms"])),
        count=len(record["forms"]),
        renderings=tuple(
            Rendering(_text(one["text"]), Status(one["status"])) for one in renderings
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _by_term(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[Rendering, ...]]:
    return {(entry.concept, entry.term): entry.renderings for entry in entries}


def _compared(renderings: Sequence[Rendering]) -> list[tuple[str, Status]]:
    return [(one.text, one.status) for one in renderings]


def _listed(renderings: Sequence[Rendering]) -> str:
    return ", ".join(_shown(renderings))


def _shown(renderings: Sequence[Rendering]) -> Iterator[str]:
    for one in renderings:
        yield f"{one.text} ({one.status.value})" if one.status.is_retired else one.text
