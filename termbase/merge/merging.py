"""Merge two concepts that are the same, and collect their conflicts.

Data missing on one side deletes nothing on the other: terms and other lists are united, empty
fields filled. A field with different values on both sides is a conflict, resolved by a policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from termbase.choices import Choice
from termbase.language.script import fold
from termbase.merge.conflicts import (
    Change,
    FieldConflict,
    apply_changes,
    compare_fields,
    compare_notes,
    conflicting,
)
from termbase.merge.pairing import MergedTerm, Pairing, names_main_form
from termbase.messages import Message
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.fill import strip_generated
from termbase.model.renderings import words_for_renderings
from termbase.store.keys import writing_key

_NAMES = {Language.CHINESE: "Chinese", Language.ENGLISH: "English"}


class OnConflict(Choice):
    """The policy for fields that have different values in the base and in a file."""

    REFUSE = "refuse"  # import nothing
    OURS = "ours"  # keep the value of the base
    THEIRS = "theirs"  # take the value of the file
    BOTH = "both"  # keep the value of the base, add that of the file to the concept's note


class Outcome(StrEnum):
    """The effect of an import on a concept or term."""

    NEW = "new"
    MERGED = "merged"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of merging two concepts.

    Attributes:
        concept: The merged concept; if conflicts are refused, it has our values.
        changes: Descriptions of what it has and ours had not.
        conflicts: All conflicts, resolved or not.
        terms: The numbers of new, merged and unchanged terms.
    """

    concept: Concept
    changes: tuple[str, ...]
    conflicts: tuple[FieldConflict, ...]
    terms: Counter[Outcome]


def merge(
    ours: Concept,
    theirs: Concept,
    on_conflict: OnConflict = OnConflict.REFUSE,
    origin: str = "",
    choices: Mapping[str, OnConflict] | None = None,
) -> Merged:
    """Merge two concepts that are the same, under our id; merging again changes nothing.

    Two terms of one language are the same if they fold to the same text, with whatever marks and
    spelling of Chinese words; our spelling is kept. A
    written value replaces a generated one, and default values are ignored. New renderings come
    after the one that we prefer; there is a conflict only if theirs ranks that one lower. With
    ``theirs``, the renderings that they prefer are preferred.

    A form has the renderings that it has on either side, and no others. If theirs does not have
    the form that we prefer, what it prefers is preferred for its own forms only.

    Args:
        ours: The concept of the base.
        theirs: The concept to merge into it.
        on_conflict: The policy for conflicts.
        origin: The name of the other side in the note, for ``both``.
        choices: Other policies for some conflicts, by field.
    """
    chosen = choices or {}

    def policy(field: str) -> OnConflict:
        return chosen.get(field, on_conflict)

    def takes(field: str) -> bool:
        return policy(field) is OnConflict.THEIRS

    taking = on_conflict is OnConflict.THEIRS
    changes = [*compare_fields(ours, theirs, ""), *compare_notes(ours.note, theirs.note)]
    concept = apply_changes(ours, changes, takes)
    rows = _paired(ours.terms, theirs.terms)
    for row in rows:
        for other in row.theirs:
            term_changes = list(_term_changes(row.term, other, taking=taking))
            row.term = apply_changes(row.term, term_changes, takes)
            changes += term_changes
    by_form = not names_main_form(ours, theirs, rows)
    pairing = Pairing(ours, theirs, rows, takes=takes, by_form=by_form)
    ranking = [
        *_rank(rows, Language.CHINESE, takes, by_form=by_form),
        *_rank(rows, Language.ENGLISH, takes, by_form=by_form),
        *pairing.conflicts(),
    ]
    concept = pairing.pair(replace(concept, terms=_in_order(rows)))
    chinese = (row for row in rows if row.term.language is Language.CHINESE)
    for row, term in zip(chinese, concept.chinese, strict=True):
        row.term = term
    conflicts = [change.conflict for change in changes if change.conflict] + ranking
    noted = {it: _label(it, origin) for it in conflicts if policy(it.field) is OnConflict.BOTH}
    conflicts = [it for it in conflicts if it not in noted or noted[it] not in concept.note]
    labels = dict.fromkeys(noted[it] for it in conflicts if it in noted)
    concept = replace(concept, note=" ".join(filter(None, (concept.note, *labels))))
    words: list[str] = [
        Message("+ term {term}", term=_quoted(row.term)) for row in rows if row.ours is None
    ]
    words += [change.words for change in changes if change.is_made(takes)]
    words += _rank_words(rows)
    words += filter(None, [words_for_renderings(ours, concept, with_id=False)])
    return Merged(concept, tuple(dict.fromkeys(words)), tuple(conflicts), _outcomes(rows))


def same_text(term: Term) -> tuple[Language, str]:
    """Return the language and folded text of a term, which equal terms share."""
    if term.language is Language.CHINESE:
        return term.language, writing_key(term.text) or term.text
    return term.language, " ".join(fold(term.text).replace("’", "'").casefold().split())


def _paired(ours: Sequence[Term], theirs: Sequence[Term]) -> list[MergedTerm]:
    """Return rows for the terms, ours first.

    Ours may have several spellings of one text, or several readings of one spelling: a term of
    theirs is paired with the most similar one.
    """
    rows = [MergedTerm(term, term) for term in ours]
    by_key: dict[object, MergedTerm] = {}
    for row in rows:
        for key in _match_keys(row.term):
            by_key.setdefault(key, row)
    new: dict[object, MergedTerm] = {}
    for term in theirs:
        same = next((by_key[key] for key in _match_keys(term) if key in by_key), None)
        if same is None and (same := new.get(_spelling(term))) is None:
            same = new[_spelling(term)] = MergedTerm(None, term)
            rows.append(same)
        same.theirs.append(term)
    return rows


def _match_keys(term: Term) -> tuple[object, ...]:
    """Return the keys that similar terms share, the most specific first."""
    return strip_generated(term), _spelling(term), same_text(term)


def _spelling(term: Term) -> tuple[Language, str, str]:
    return term.language, "spelled", term.text


def _in_order(rows: list[MergedTerm]) -> tuple[Term, ...]:
    """Return the terms of rows; new Chinese terms follow our Chinese terms."""
    old = [row.term for row in rows if row.ours]
    new = [row.term for row in rows if row.ours is None]
    ends = [end for end, term in enumerate(old, 1) if term.language is Language.CHINESE]
    end = ends[-1] if ends else 0
    chinese = [term for term in new if term.language is Language.CHINESE]
    others = [term for term in new if term.language is not Language.CHINESE]
    return (*old[:end], *chinese, *old[end:], *others)


def _term_changes(ours: Term, theirs: Term, *, taking: bool) -> Iterator[Change]:
    name = _quoted(ours)
    if ours.language is Language.CHINESE:
        theirs = _without_other_spellings(ours, theirs)
    yield from compare_fields(strip_generated(ours), strip_generated(theirs), name, ours.forms)
    ranks = (Status.PREFERRED, Status.ADMITTED)
    has_conflict = theirs.status not in (ours.status, Status.ADMITTED)
    if has_conflict and ours.status in ranks and theirs.status in ranks:
        has_conflict = False  # the preferred term is chosen from all terms, in _rank
    if theirs.status is Status.PREFERRED and ours.language is Language.CHINESE:
        has_conflict = False  # most formats have no status for these: readers prefer the first one
    if has_conflict:
        yield conflicting("status", name, ours.status, theirs.status)
    if taking and ours.language is Language.ENGLISH and ours.text != theirs.text:
        yield Change(
            "text", theirs.text, Message("{term} written {other}", term=name, other=_quoted(theirs))
        )


def _without_other_spellings(ours: Term, theirs: Term) -> Term:
    """Return a Chinese term without forms that only have other marks or another spelling of words.

    These are ways to write our term that need not be stored. A form in other characters is kept.
    """
    key, known = writing_key(ours.text), set(map(fold, ours.forms))
    others: dict[str, Any] = {
        name: ""
        for name in ("traditional", "taiwan", "hong_kong")
        if (form := getattr(theirs, name)) and fold(form) not in known and writing_key(form) == key
    }
    return replace(theirs, **others)


def _rank(
    rows: Sequence[MergedTerm], language: Language, takes: Callable[[str], bool], *, by_form: bool
) -> Iterator[FieldConflict]:
    """Set the preferred terms of a language, and yield the conflict about them.

    Args:
        rows: The terms.
        language: The language.
        takes: Returns True if theirs is preferred, by the field of the conflict.
        by_form: True if theirs does not have our main form, so that what we prefer stays preferred.
    """
    rows = [row for row in rows if row.term.language is language]
    usable = (Status.PREFERRED, Status.ADMITTED)
    ours = [
        row
        for row in rows
        if row.ours and row.ours.status is Status.PREFERRED and row.term.status in usable
    ]
    theirs = [
        row
        for row in rows
        if any(term.status is Status.PREFERRED for term in row.theirs) and row.term.status in usable
    ]
    others = [row for row in theirs if row not in ours]
    if not others:
        return
    ranked_lower = any(row.theirs for row in ours if row not in theirs)
    field = f"preferred {_NAMES[language]} term"
    taking = takes(field) and not by_form
    if ours and ranked_lower and not by_form:
        yield FieldConflict(field, ours[0].term.text, others[0].term.text)
    if taking or not ours:
        for row in ours:
            if row not in theirs and row.term.status is Status.PREFERRED:
                row.term = replace(row.term, status=Status.ADMITTED)
        for row in others:
            row.term = replace(row.term, status=Status.PREFERRED)
    else:
        for row in others:
            row.term = replace(row.term, status=Status.ADMITTED)


def _rank_words(rows: Sequence[MergedTerm]) -> Iterator[str]:
    for row in rows:
        if row.ours:
            was, now = (term.status is Status.PREFERRED for term in (row.ours, row.term))
            if was is not now:
                template = "{term} preferred" if now else "{term} no longer preferred"
                yield Message(template, term=_quoted(row.term))


def _outcomes(rows: Sequence[MergedTerm]) -> Counter[Outcome]:
    counts: Counter[Outcome] = Counter()
    for row in rows:
        if row.ours is None:
            counts[Outcome.NEW] += 1
        elif row.theirs:
            counts[Outcome.UNCHANGED if row.term == row.ours else Outcome.MERGED] += 1
    return counts


def _label(conflict: FieldConflict, origin: str) -> str:
    return f"[{origin}: {conflict.field}: {conflict.theirs}]"


def _quoted(term: Term) -> str:
    return term.text if term.language is Language.CHINESE else f"“{term.text}”"
