"""A unit of a memory that is similar to a text, with its score and its differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from termbase.memory.number_changes import NumberChange, number_changes, with_numbers
from termbase.memory.similarity import (
    IN_CONTEXT,
    EditOperation,
    Penalty,
    alignment,
    best_fuzzy_score,
    code_changes,
    penalties,
    with_codes,
)
from termbase.model.unit import TranslationUnit, brief

PERFECT = 100


@dataclass(frozen=True)
class Match:
    """A unit that is similar to a text.

    Attributes:
        score: 0 to 100, and 101 for a unit in the same context; see
            :mod:`termbase.memory.similarity`.
        unit: The unit.
        query: The text that was searched for.
        in_source: True if the text is similar to the unit's source, else to its target.
        penalties: The differences, if the segments have the same tokens but for numbers.
        markup: The text with its inline codes.
    """

    score: int
    unit: TranslationUnit
    query: str
    in_source: bool = True
    penalties: tuple[Penalty, ...] = ()
    markup: str = ""

    def __repr__(self) -> str:
        return f"<Match {self.score}: {brief(self.stored)} = {brief(self.translation)}>"

    @property
    def stored(self) -> str:
        """The segment of the unit that the text is similar to."""
        return self.unit.source if self.in_source else self.unit.target

    @property
    def translation(self) -> str:
        """The segment of the unit in the other language."""
        return self.unit.target if self.in_source else self.unit.source

    @cached_property
    def alignment(self) -> tuple[EditOperation, ...]:
        """The edit operations between the text and the stored segment."""
        return alignment(self.query, self.stored)

    @cached_property
    def number_changes(self) -> tuple[NumberChange, ...]:
        """The numbers of the unit that the text has others for, if nothing else differs."""
        return number_changes(self.query, self.stored) or ()

    @property
    def numbers(self) -> dict[str, str]:
        """From number in the unit to number in the text, if nothing else differs."""
        return {old.text: new.text for old, new in self.number_changes}

    @cached_property
    def codes(self) -> dict[str, str]:
        """From inline code in the unit to inline code in the text, if they correspond."""
        stored = self.unit.source_markup if self.in_source else self.unit.target_markup
        return code_changes(self.markup, stored) or {}

    @cached_property
    def suggestion_markup(self) -> str:
        """The translation with the inline codes of the text, if they correspond."""
        markup = self.unit.target_markup if self.in_source else self.unit.source_markup
        changed = with_codes(markup, self.codes) if self.codes else None
        return changed or markup

    @cached_property
    def suggestion(self) -> str:
        """The translation, with the numbers of the text if nothing else differs."""
        return with_numbers(self.translation, self.number_changes) or self.translation


@dataclass(frozen=True, slots=True)
class Request:
    """A text that is searched for.

    Attributes:
        text: The text.
        length: The number of its tokens.
        markup: The text with its inline codes.
        context: The segments before and after it.
    """

    text: str
    length: int
    markup: str = ""
    context: Sequence[str] = ("", "")


def exact_match(unit: TranslationUnit, request: Request, *, in_source: bool) -> Match:
    """Return the match of a unit that has the same tokens as the text."""
    found = _penalties(unit, request, in_source=in_source)
    context = tuple(request.context)
    if not found and in_source and any(context) and context == (unit.before, unit.after):
        return Match(IN_CONTEXT, unit, request.text, in_source, markup=request.markup)
    score = PERFECT - len(found)
    return Match(score, unit, request.text, in_source, found, request.markup)


def number_match(unit: TranslationUnit, request: Request, *, in_source: bool) -> Match | None:
    """Return the match of a unit with other numbers; None if they cannot be exchanged."""
    stored, translation = unit.source, unit.target
    if not in_source:
        stored, translation = translation, stored
    changes = number_changes(request.text, stored)
    if changes is None or with_numbers(translation, changes) is None:
        return None
    found = _penalties(unit, request, in_source=in_source)
    score = max(PERFECT - len(found), best_fuzzy_score(request.length))
    return Match(score, unit, request.text, in_source, found, request.markup)


def _penalties(unit: TranslationUnit, request: Request, *, in_source: bool) -> tuple[Penalty, ...]:
    stored, markup = unit.source, unit.source_markup
    if not in_source:
        stored, markup = unit.target, unit.target_markup
    return penalties(request.text, stored, request.markup, markup)
