"""Formats that terms are read from and written to: one module a format, behind one registry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from termbase.concept import Concept, Term
from termbase.encoding import decode, load
from termbase.errors import InputError, Problem
from termbase.fill import unfill

__all__ = ["FORMATS", "Entry", "Format", "Reading", "format_of", "losses", "read", "write"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept in a file.

    Attributes:
        concept: The concept.
        line: The line it begins on, from 1; 0 where it is not known.
        has_id: Whether the file gave it its id, or it was made from its term.
    """

    concept: Concept
    line: int = 0
    has_id: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held.

    Attributes:
        entries: What could be read.
        problems: What could not, all of it.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def concepts(self) -> list[Concept]:
        """The concepts that could be read."""
        return [entry.concept for entry in self.entries]


class Format(Protocol):
    """What a format's module has."""

    def read(self, text: str, file: str) -> Reading:
        """The concepts in a file's text."""

    def write(self, concepts: Sequence[Concept]) -> str:
        """Concepts as a file's text."""


FORMATS = {"csv": ".csv", "tsv": ".tsv", "json": ".json"}


def format_of(path: Path, name: str | None = None) -> str:
    """The name of the format of a file: as given, else from its suffix.

    Raises:
        InputError: If the suffix belongs to none, or there is no such format.
    """
    if name in FORMATS:
        return name
    if name is None:
        for known, suffix in FORMATS.items():
            if path.suffix.lower() == suffix:
                return known
    known = ", ".join(FORMATS)
    what = f"no format {name!r}" if name else f"no format for the suffix {path.suffix!r}"
    raise InputError(f"{path}: {what}; use --format with one of: {known}")


def read(path: Path, name: str | None = None, encoding: str | None = None) -> Reading:
    """The concepts in a file, as they stand there.

    Args:
        path: The file.
        name: The format, where it is not to come from the suffix.
        encoding: The encoding, where it is not to be detected.

    Raises:
        InputError: If the file cannot be read.
    """
    module = _module(format_of(path, name))
    text, _ = decode(load(path), str(path), encoding)
    return module.read(text, str(path))


def write(concepts: Sequence[Concept], name: str) -> tuple[str, Counter[str]]:
    """Concepts in a format, and what it could not hold.

    Returns:
        The text, and for each field of concepts and terms how many concepts lost some of it.
    """
    module = _module(name)
    text = module.write(concepts)
    return text, losses(concepts, module.read(text, name).concepts)


def losses(before: Sequence[Concept], after: Sequence[Concept]) -> Counter[str]:
    """For each field how many concepts lost some of it on the way."""
    kept = {concept.id: concept for concept in after}
    lost: Counter[str] = Counter()
    for concept in before:
        lost.update(_lost(concept, kept.get(concept.id)))
    return lost


def _lost(concept: Concept, kept: Concept | None) -> set[str]:
    if kept is None:
        return {"concept"}
    lost = {
        field.name
        for field in fields(Concept)
        if field.name != "terms" and getattr(concept, field.name) != getattr(kept, field.name)
    }
    if len(concept.terms) != len(kept.terms):
        return lost | {"terms"}
    for term, other in zip(concept.terms, kept.terms, strict=True):
        # What is generated is left out and can be made again.
        lost |= {
            f"term {field.name}"
            for field in fields(Term)
            if getattr(unfill(term), field.name) != getattr(unfill(other), field.name)
        }
    return lost


def _module(name: str) -> Format:
    return cast("Format", import_module(f"termbase.formats.{name}"))
