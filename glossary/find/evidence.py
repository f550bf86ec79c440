"""The evidence that a term carries for its sense: cues, and how usual the sense is."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, Self

from glossary.find.cues import CueFinder, CueSet
from glossary.find.polities import ABROAD, MAINLAND, PAST, POLITIES, marker_words
from glossary.find.polity import SHARED
from termbase.language.script import fold
from termbase.model.concept import Language, Term

_REGISTER = Path(__file__).with_name("register.tsv")
# English words of the register are prefixes of at most so many letters.
_PREFIX = 6


class Usual(IntEnum):
    """In which share of its occurrences a term has the sense of its concept."""

    RARE = 0  # in less than 15 of 100
    SELDOM = 1
    OFTEN = 2
    MOSTLY = 3  # in more than 85 of 100


# The reserved words among the cues that support a sense.
USUAL = {f"@{usual.name.lower()}": usual for usual in Usual}


class Evidence(NamedTuple):
    """The cues for and against the sense of a term.

    Attributes:
        support: The cues for it.
        against: The cues against it.
        own: Those among them, and among the words of polities, that are within the term itself.
        register: The weights of the words of the register of politics within the term.
        usual: How usual the sense is, if that is known.
        rivals: The polities that may have something of this name; none where it has no cues of
            polities.
        is_default: Whether the sense is taken for granted where nothing speaks against it.
        is_short: Whether it is a single Chinese character.
    """

    support: CueSet
    against: CueSet
    own: int
    register: float
    usual: Usual | None
    rivals: tuple[str, ...]
    is_default: bool
    is_short: bool

    @classmethod
    def of(cls, term: Term, cues: CueFinder, polities: Collection[str] = ()) -> Self | None:
        """Return the evidence of a term; None where it has no cues, and so no other sense.

        Args:
            term: The term.
            cues: Learns its cues.
            polities: Those of the concepts with such a term.
        """
        has_homonyms = len(polities) > 1
        if not term.cues and not has_homonyms:
            return None
        named = [cue for cue in term.cues.support if cue not in USUAL]
        opposed = [cue for cue in term.cues.against if cue != SHARED]
        usual = [USUAL[cue] for cue in term.cues.support if cue in USUAL]
        is_shared = has_homonyms or SHARED in term.cues.against
        words = (*named, *opposed, *(marker_words() if is_shared else ()))
        forms = [fold(form) for form in term.forms]
        own = (cue for cue in words if "~" not in cue and any(fold(cue) in one for one in forms))
        return cls(
            cues.cue_set(named),
            cues.cue_set(opposed),
            cues.cue_set(own).anywhere,
            register_within(forms[0]),
            usual[0] if usual else None,
            _rivals(polities) if is_shared else (),
            is_default=not named and not usual,
            is_short=term.language is Language.CHINESE and len(term.text) == 1,
        )


def _rivals(polities: Collection[str]) -> tuple[str, ...]:
    """Return the polities that may have something of a name, by those of known concepts."""
    # The terms are of the mainland first of all. What it lacks, as 基本法, the others share.
    if not polities or MAINLAND in polities:
        return POLITIES
    return tuple(one for one in POLITIES if one in polities or one in (ABROAD, PAST))


@cache
def register() -> dict[str, float]:
    """Return the words of the register of politics, and how much each speaks for it.

    ``benchmarks/fit_senses.py`` fits them: positive ones are met in the political sense of terms,
    negative ones in other senses.
    """
    rows = _REGISTER.read_text(encoding="utf-8").splitlines()
    return {word: float(weight) for word, weight in (row.split("\t") for row in rows)}


def register_within(folded: str) -> float:
    """Return the sum of the weights of the words of the register within a term."""
    weights = register()
    found = {folded[first:last] for first, last in combinations(range(len(folded) + 1), 2)}
    if folded.isascii():
        words = folded.lower().split()
        found = {word[:size] for word in words for size in range(1, _PREFIX + 1)}
    return sum(weights.get(word, 0.0) for word in found)
