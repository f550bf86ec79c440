"""The scores of candidates with the reasons for them."""

from __future__ import annotations

from typing import NamedTuple

from glossary.find.polity import Verdict
from glossary.find.sense import Found
from glossary.find.snapshot import Row

# The lowest score of a boundary with which a candidate is evidence for others.
ACCEPTED = 0.5


class Details(NamedTuple):
    """The reasons for the score of a sense.

    Attributes:
        found: The evidence; None where the term has no other sense.
        verdict: The polity decided on, for a name that every polity has.
        discourse: By how much other mentions of the term in the text make it likelier.
        part: Why it is only a part of a longer name; empty if it is not.
        home: A polity whose words and names speak for the sense, where no cue does.
        listed: By how much the name of a known person beside it in a list makes a person likelier.
        held: By how much the name of a known person beside it makes a title likelier.
    """

    found: Found | None = None
    verdict: Verdict | None = None
    discourse: float = 0.0
    part: str = ""
    home: str = ""
    listed: float = 0.0
    held: float = 0.0


class Scored(NamedTuple):
    """A candidate with the score of its sense, from 0 to 1, and the reasons."""

    row: Row
    sense: float
    details: Details
