"""A place in a text where a term stands."""

from __future__ import annotations

from typing import NamedTuple

from glossary.find.boundary import Boundary, Decision
from termbase.model.concept import Concept, Language, Term

# A term found in a text, before it is known which of its meanings it has there: where it begins
# and ends, in code points of the text; which it is of the terms that the finder was given; how its
# boundaries were decided. A plain tuple, for there are tens of thousands in a megabyte.
Candidate = tuple[int, int, int, Decision]


class Mention(NamedTuple):
    """A place in a text where a term stands.

    Attributes:
        start: Where it begins, in code points of the text as given, from 0.
        end: Where it ends, exclusive.
        text: What stands there.
        concept: What it means.
        term: The term of the concept that it is a form of.
        boundary: How its boundaries were decided.
        score: How sure it is that it stands there as a word, from 0 to 1.
    """

    start: int
    end: int
    text: str
    concept: Concept
    term: Term
    boundary: Boundary
    score: float

    def __repr__(self) -> str:
        return (
            f"<Mention {self.start}–{self.end} {self.text}: {self.concept.id}, "
            f"score {self.score:.2f}>"
        )

    @property
    def language(self) -> Language:
        """The language of the term."""
        return self.term.language
