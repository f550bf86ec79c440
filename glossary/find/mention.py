"""The occurrences of terms in a text."""

from __future__ import annotations

from typing import NamedTuple

from glossary.find.boundary import Boundary, Decision
from termbase.model.concept import Concept, Language, Term
from termbase.model.renderings import chinese_of, english_of

# An occurrence of a form that is not yet accepted as a mention: start and end offset, index of the
# form among those that the finder was given, decision about its boundaries. A plain tuple, for
# there are tens of thousands in a megabyte.
Candidate = tuple[int, int, int, Decision]


class Mention(NamedTuple):
    """An occurrence of a term in a text.

    Attributes:
        start: Its start offset, in code points of the text as given, from 0.
        end: Its end offset, exclusive.
        text: The text of the span.
        concept: The concept that is meant.
        term: The term of the concept that it is a form of.
        boundary: The rule that decided about its boundaries.
        score: The score of its boundaries, from 0 to 1; 1 is certain.
        sense: The score of its sense, from 0 to 1; 1 if the term has no other.
    """

    start: int
    end: int
    text: str
    concept: Concept
    term: Term
    boundary: Boundary
    score: float
    sense: float = 1.0

    def __repr__(self) -> str:
        return (
            f"<Mention {self.start}–{self.end} {self.text}: {self.concept.id}, "
            f"score {self.score:.2f}>"
        )

    @property
    def language(self) -> Language:
        """The language of the term."""
        return self.term.language

    @property
    def rendering(self) -> Term | None:
        """The best translation of the term; None if the concept has none for it."""
        return self.concept.rendering(self.term)

    @property
    def chinese(self) -> Term | None:
        """The Chinese term: that which was found, or the one that renders the English term.

        Where no Chinese term does, it is the one that names the concept, if there is one.
        """
        return chinese_of(self.concept, self.term)

    @property
    def english(self) -> str:
        """The English term: that which was found, or the rendering of the Chinese one.

        Empty for a Chinese term without renderings.
        """
        return english_of(self.concept, self.term)
