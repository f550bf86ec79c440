"""Unite rows of a table that have no id: one Chinese term with several renderings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from termbase.formats import Entry
from termbase.formats.status import FORBIDDING
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

    Rows that contradict each other, as with two definitions, are different concepts. A row whose
    Chinese is forbidden adds it to the first row that has another one for its English. Entries
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
    return _with_forbidden(groups)


def _with_forbidden(groups: Sequence[RowGroup]) -> list[RowGroup]:
    """Return groups, of which those with an allowed term also have the forbidden ones beside it."""
    allowed: dict[str, int] = {}
    forbidden = []
    for index, group in enumerate(groups):
        if group.entry.is_row and not group.entry.has_id:
            if _is_forbidden(group.entry.concept):
                forbidden.append(index)
            else:
                for term in group.entry.concept.english:
                    allowed.setdefault(term.text, index)
    united = dict(enumerate(groups))
    for index in forbidden:
        entry, lines = groups[index]
        places = {allowed.get(term.text, -1) for term in entry.concept.english}
        if len(places) == 1 and (place := places.pop()) >= 0:
            first, earlier = united[place]
            terms = (*first.concept.chinese, *entry.concept.chinese, *first.concept.english)
            concept = replace(first.concept, terms=terms)
            united[place] = RowGroup(replace(first, concept=concept), (*earlier, *lines))
            del united[index]
    return list(united.values())


def _is_forbidden(concept: Concept) -> bool:
    return all(term.status in FORBIDDING for term in concept.chinese)


def _chinese(concept: Concept) -> object:
    return tuple(_written(term) for term in concept.chinese)


def _written(term: Term) -> tuple[str, ...]:
    term = strip_generated(term)
    return term.text, term.traditional, term.taiwan, term.hong_kong, term.pinyin


def _united(first: Concept, second: Concept) -> Concept | None:
    """Return a concept with the renderings of both; None if they contradict each other."""
    if _contradict(first, second):
        return None
    if _is_forbidden(first) != _is_forbidden(second):
        first, second = map(_as_forbidden_pair, (first, second))
    values = {name: (getattr(first, name), getattr(second, name)) for name in _SINGLE}
    return replace(
        first,
        terms=(*first.terms, *_new_renderings(first, second)),
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
        pass_through=tuple(dict.fromkeys((*first.pass_through, *second.pass_through))),
        **{name: ours or theirs for name, (ours, theirs) in values.items()},
    )


def _as_forbidden_pair(concept: Concept) -> Concept:
    """Return a concept whose English is forbidden instead of its Chinese, if that is.

    Another row has the same Chinese as a good translation.
    """
    if not _is_forbidden(concept):
        return concept
    status = concept.chinese[0].status
    chinese = [replace(term, status=Status.PREFERRED) for term in concept.chinese]
    english = [replace(term, status=status) for term in concept.english]
    return replace(concept, terms=(*chinese, *english))


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
