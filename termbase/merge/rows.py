"""Unite rows of a table that have no id: one Chinese term with several renderings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from termbase.formats import Entry
from termbase.model.concept import Concept, Status, Term
from termbase.model.fill import strip_generated

# Fields that must have the same value in all rows of a concept.
_SINGLE = ("subject", "kind", "gloss", "literal", "note")


class RowGroup(NamedTuple):
    """An entry, and its lines in the file, from 1; 0 if unknown."""

    entry: Entry
    lines: tuple[int, ...]


def unite_rows(entries: Sequence[Entry]) -> list[RowGroup]:
    """Unite the rows of a file with the same Chinese in the same form and reading.

    Rows that contradict each other, as with two definitions, are different concepts. Entries
    other than rows without id stay as they are.
    """
    groups: list[RowGroup] = []
    by_chinese: dict[object, list[int]] = {}
    for entry in entries:
        if entry.is_row and not entry.has_id:
            same = by_chinese.setdefault(_chinese(entry.concept), [])
            for index in same:
                if united := _united(groups[index].entry.concept, entry.concept):
                    groups[index] = RowGroup(
                        replace(groups[index].entry, concept=united),
                        (*groups[index].lines, entry.line),
                    )
                    break
            else:
                same.append(len(groups))
                groups.append(RowGroup(entry, (entry.line,)))
        else:
            groups.append(RowGroup(entry, (entry.line,)))
    return groups


def _chinese(concept: Concept) -> object:
    return tuple(_written(term) for term in concept.chinese)


def _written(term: Term) -> tuple[str, ...]:
    term = strip_generated(term)
    return term.text, term.traditional, term.taiwan, term.hong_kong, term.pinyin


def _united(first: Concept, second: Concept) -> Concept | None:
    """Return a concept with the renderings of both; None if they contradict each other."""
    if _contradict(first, second):
        return None
    values = {name: (getattr(first, name), getattr(second, name)) for name in _SINGLE}
    return replace(
        first,
        terms=(*first.terms, *_new_renderings(first, second)),
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
        pass_through=tuple(dict.fromkeys((*first.pass_through, *second.pass_through))),
        **{name: ours or theirs for name, (ours, theirs) in values.items()},
    )


def _contradict(first: Concept, second: Concept) -> bool:
    """Return True if two rows give the concept different values."""
    values = ((getattr(first, name), getattr(second, name)) for name in _SINGLE)
    return any(ours and theirs and ours != theirs for ours, theirs in values)


def _new_renderings(first: Concept, second: Concept) -> list[Term]:
    known = {term.text for term in first.english}
    has_preferred = any(term.status is Status.PREFERRED for term in first.english)
    return [
        replace(term, status=Status.ADMITTED)
        if has_preferred and term.status is Status.PREFERRED
        else term
        for term in second.english
        if term.text not in known
    ]
