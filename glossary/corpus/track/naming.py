"""The concepts that people name: by a Chinese or English term, by pinyin, or by an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.corpus.track.tracking import name_of
from termbase.termbase import Termbase

if TYPE_CHECKING:
    from termbase.model.concept import Concept

# A lower score of a look-up is for initials, a part of the term, another tone or a slip.
_IS_THE_TERM = 97.0
_MOST_NAMESAKES = 50
_SUGGESTIONS = 3


def concepts_named(termbase: Termbase, name: str) -> list[Concept]:
    """Return the concepts that a name means: several if it is a term of several, or none.

    Args:
        termbase: The concepts.
        name: An id, a term, or the pinyin of one.
    """
    concept = termbase.get(name)
    if concept:
        return [concept]
    hits = termbase.lookup(name, _MOST_NAMESAKES)
    return [hit.concept for hit in hits if hit.score >= _IS_THE_TERM]


def no_concept(termbase: Termbase, name: str) -> str:
    """Return the message for a name that no concept has, with similar names."""
    similar = [name_of(hit.concept) for hit in termbase.lookup(name, _SUGGESTIONS)]
    meant = f"; did you mean {', '.join(similar)}?" if similar else ""
    return f"no concept has the term {name!r}{meant}"
