"""A place in a text where a term stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from termbase.concept import Concept, Language, Term
from termbase.index import Form


class Boundary(StrEnum):
    """How it was decided that a term's characters are the term."""

    WORDS = "words"  # both ends are word boundaries
    INSIDE = "inside"  # it stands inside one longer word, with whole words around it
    LONG = "long"  # its ends are no boundaries, but it is too long to be an accident


class Candidate(NamedTuple):
    """A form found in a text, before it is known which concept's it is to be."""

    start: int
    end: int
    form: Form
    boundary: Boundary


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a term stands.

    Attributes:
        start: Where it begins, in code points of the text as given, from 0.
        end: Where it ends, exclusive.
        text: What stands there.
        concept: What it means.
        term: The term of the concept that it is a form of.
        boundary: How its boundaries were decided.
    """

    start: int
    end: int
    text: str
    concept: Concept
    term: Term
    boundary: Boundary

    @property
    def language(self) -> Language:
        """The language of the term."""
        return self.term.language
