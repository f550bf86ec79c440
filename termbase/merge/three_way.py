"""Merge two changes of one concept, made at the same time, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, NamedTuple

from termbase.model.concept import Concept, Language, Term
from termbase.model.versions import terms_by_name, value_text

_TermName = tuple[Language, str, int]


class ChangedBy(StrEnum):
    """The version, or both, that has changed a field."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Difference(NamedTuple):
    """A field that differs between two versions, or between them and what they come from.

    Attributes:
        key: Names the field within the concept.
        field: The name of the field, as in ``gloss`` or ``pinyin of 裸官``.
        before: Its value in the version that both come from, as text.
        theirs: Its value in their version, as text.
        mine: Its value in my version, as text.
        changed_by: Who has changed it. What both have changed, and not alike, is a conflict.
    """

    key: str
    field: str
    before: str
    theirs: str
    mine: str
    changed_by: ChangedBy

    @property
    def is_conflict(self) -> bool:
        """True if both have changed it, each in another way."""
        return self.changed_by is ChangedBy.BOTH


@dataclass(frozen=True, slots=True)
class Merged:
    """Two versions, merged.

    Attributes:
        concept: The changes of both; of a conflict the value that was chosen, by default mine.
        differences: The fields that either has changed, other than both alike.
    """

    concept: Concept
    differences: tuple[Difference, ...]

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """The fields that both have changed."""
        return tuple(one for one in self.differences if one.is_conflict)


def merge_versions(
    before: Concept | None, theirs: Concept, mine: Concept, choices: Mapping[str, str] | None = None
) -> Merged:
    """Merge two versions that come from one; nothing that either has changed is lost unseen.

    A term is what it is by its language and text: with another text it is another term.

    Args:
        before: The version that both come from; None if each of them made the concept.
        theirs: The version that was stored first.
        mine: The version to store.
        choices: ``theirs`` or ``mine`` by the keys of conflicts.
    """
    differences: list[Difference] = []

    def decide(key: str, field: str, old: Any, their: Any, my: Any) -> Any:
        if their == my:
            return my
        by = ChangedBy.MINE if their == old else ChangedBy.THEIRS if my == old else ChangedBy.BOTH
        texts = value_text(old), value_text(their), value_text(my)
        differences.append(Difference(key, field, *texts, by))
        taken = by is ChangedBy.THEIRS or (
            by is ChangedBy.BOTH and (choices or {}).get(key) == ChangedBy.THEIRS
        )
        return their if taken else my

    values = {
        field.name: decide(
            field.name,
            field.name.replace("_", " "),
            getattr(before, field.name) if before else field.default,
            getattr(theirs, field.name),
            getattr(mine, field.name),
        )
        for field in fields(Concept)
        if field.name not in ("id", "terms")
    }
    terms = _merged_terms(terms_by_name(before), terms_by_name(theirs), terms_by_name(mine), decide)
    # Each may have removed what the other has left; a concept has terms.
    values["terms"] = terms or mine.terms
    return Merged(replace(mine, **values), tuple(differences))


def _merged_terms(
    before: Mapping[_TermName, Term],
    theirs: Mapping[_TermName, Term],
    mine: Mapping[_TermName, Term],
    decide: Callable[[str, str, Any, Any, Any], Any],
) -> tuple[Term, ...]:
    merged = []
    first, second = (theirs, mine) if [*mine] == [*before] else (mine, theirs)
    for name in dict.fromkeys((*first, *second)):
        language, text, number = name
        key = f"{language}.{number}.{text}"
        old, their, my = before.get(name), theirs.get(name), mine.get(name)
        if their is None or my is None:
            term = decide(key, f"term {text}", old, their, my)
        else:
            term = replace(
                my,
                **{
                    field.name: decide(
                        f"{key}.{field.name}",
                        f"{field.name.replace('_', ' ')} of {text}",
                        getattr(old, field.name) if old else field.default,
                        getattr(their, field.name),
                        getattr(my, field.name),
                    )
                    for field in fields(Term)
                    if field.name not in ("language", "text")
                },
            )
        if term is not None:
            merged.append(term)
    return tuple(merged)
