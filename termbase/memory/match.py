"""A unit of a memory that is like a text, and in what it differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from termbase.memory.similarity import (
    IN_CONTEXT,
    EditOperation,
    Penalty,
    alignment,
    code_changes,
    number_changes,
    penalties,
    with_codes,
    with_numbers,
)
from termbase.model.unit import TranslationUnit, brief


@dataclass(frozen=True)
class Match:
    """A unit that is like a text.

    Attributes:
        score: 0 to 100, and 101 for one in the same context; see
            :mod:`termbase.memory.similarity`.
        unit: What was found.
        query: The text that was searched for.
        in_source: Whether the text is like the unit's source, else like its target.
        penalties: The ways in which they differ although their tokens are equal.
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
        """What the text is like."""
        return self.unit.source if self.in_source else self.unit.target

    @property
    def translation(self) -> str:
        """What stands for it in the other language."""
        return self.unit.target if self.in_source else self.unit.source

    @cached_property
    def alignment(self) -> tuple[EditOperation, ...]:
        """How the text and what is stored lie to each other."""
        return alignment(self.query, self.stored)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """From number in the unit to number in the text, where nothing else differs."""
        return number_changes(self.query, self.stored) or {}

    @cached_property
    def codes(self) -> dict[str, str]:
        """From inline code in the unit to inline code in the text, where they correspond."""
        stored = self.unit.source_markup if self.in_source else self.unit.target_markup
        return code_changes(self.markup, stored) or {}

    @cached_property
    def suggestion_markup(self) -> str:
        """The translation with the inline codes of the text, where they correspond."""
        markup = self.unit.target_markup if self.in_source else self.unit.source_markup
        changed = with_codes(markup, self.codes) if self.codes else None
        return changed or markup

    @cached_property
    def suggestion(self) -> str:
        """The translation, with the numbers of the text where nothing else differs."""
        changed = with_numbers(self.translation, self.numbers) if self.numbers else None
        return changed or self.translation


def judge(
    unit: TranslationUnit,
    query: str,
    score: int,
    *,
    in_source: bool,
    markup: str = "",
    context: Sequence[str] = ("", ""),
) -> Match:
    """A match with what it costs that the texts are not identical.

    Args:
        unit: What was found.
        query: The text that was searched for.
        score: By tokens.
        in_source: Whether it is like the source.
        markup: The text with its inline codes.
        context: What stands before and after the text.
    """
    if score < 100:
        return Match(score, unit, query, in_source, markup=markup)
    stored = unit.source if in_source else unit.target
    stored_markup = unit.source_markup if in_source else unit.target_markup
    found = penalties(query, stored, markup, stored_markup)
    if not found and in_source and any(context) and tuple(context) == (unit.before, unit.after):
        return Match(IN_CONTEXT, unit, query, in_source, markup=markup)
    return Match(100 - len(found), unit, query, in_source, found, markup)
