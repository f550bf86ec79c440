"""Two concepts that are the same thing → one, and what they say differently.

What is missing on one side deletes nothing on the other: terms and other lists are united, empty
fields filled. What both sides say, and say differently, is a difference, which somebody settles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

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
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.fill import strip_generated
from termbase.store.keys import compact

_NAMES = {Language.CHINESE: "Chinese", Language.ENGLISH: "English"}


class OnConflict(Choice):
    """The policy for fields that have different values in the base and in a file."""

    REFUSE = "refuse"  # nothing is taken over
    OURS = "ours"  # what the base says stays
    THEIRS = "theirs"  # what the file says takes its place
    BOTH = "both"  # what the base says stays, what the file says goes to the concept's note


class Outcome(StrEnum):
    """The effect of an import on a concept or term."""

    NEW = "new"
    MERGED = "merged"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Merged:
    """Two concepts made one.

    Attributes:
        concept: The result; where differences are refused, what it would be without theirs.
        changes: What it has that ours had not, in words.
        differences: What both say, and say differently, however that was settled.
        terms: What became of their terms.
    """

    concept: Concept
    changes: tuple[str, ...]
    conflicts: tuple[FieldConflict, ...]
    terms: Counter[Outcome]


@dataclass(slots=True, eq=False)
class _Row:
    """A term of ours, those of theirs that are the same, and what is made of them."""

    ours: Term | None
    term: Term
    theirs: list[Term] = field(default_factory=list)


def merge(
    ours: Concept, theirs: Concept, on_conflict: OnConflict = OnConflict.REFUSE, origin: str = ""
) -> Merged:
    """One concept of two that are the same thing, with our id; merging it again changes nothing.

    A term is the same as one of its language that is folded to the same text, and is spelled as
    ours. What a program filled in gives way to what somebody wrote, and a value that is the
    default says nothing. Other renderings than ours come behind the one that we prefer; only
    where they rank that one lower is it a difference. ``theirs`` prefers what they prefer.

    Args:
        ours: What is there.
        theirs: What comes to it.
        on_conflict: How differences are settled.
        origin: What ``both`` calls the other side in the note.
    """
    taking = on_conflict is OnConflict.THEIRS
    changes = [*compare_fields(ours, theirs, ""), *compare_notes(ours.note, theirs.note)]
    concept = apply_changes(ours, changes, taking=taking)
    rows = _paired(ours.terms, theirs.terms)
    for row in rows:
        for other in row.theirs:
            told = list(_term_changes(row.term, other, taking=taking))
            row.term = apply_changes(row.term, told, taking=taking)
            changes += told
    disputes = [dispute for language in Language for dispute in _rank(rows, language, taking)]
    concept = replace(concept, terms=_in_order(rows))
    conflicts = [change.conflict for change in changes if change.conflict] + disputes
    if on_conflict is OnConflict.BOTH:
        conflicts = [one for one in conflicts if _label(one, origin) not in concept.note]
        labels = dict.fromkeys(_label(one, origin) for one in conflicts)
        concept = replace(concept, note=" ".join(filter(None, (concept.note, *labels))))
    words = [f"+ term {_quoted(row.term)}" for row in rows if row.ours is None]
    words += [change.words for change in changes if taking or not change.conflict]
    words += _rank_words(rows)
    return Merged(concept, tuple(dict.fromkeys(words)), tuple(conflicts), _outcomes(rows))


def same_text(term: Term) -> tuple[Language, str]:
    """Return what equal terms have in common: a language and a folded text."""
    if term.language is Language.CHINESE:
        return term.language, compact(term.text).casefold() or term.text
    return term.language, " ".join(fold(term.text).replace("’", "'").casefold().split())


def _paired(ours: Sequence[Term], theirs: Sequence[Term]) -> list[_Row]:
    """Rows for the terms, ours first.

    We may have several spellings of one text, or one with several readings: a term goes with the
    one that is most like it.
    """
    rows = [_Row(term, term) for term in ours]
    there: dict[object, _Row] = {}
    for row in rows:
        for likeness in _likenesses(row.term):
            there.setdefault(likeness, row)
    new: dict[object, _Row] = {}
    for term in theirs:
        same = next((there[one] for one in _likenesses(term) if one in there), None)
        if same is None and (same := new.get(_spelling(term))) is None:
            same = new[_spelling(term)] = _Row(None, term)
            rows.append(same)
        same.theirs.append(term)
    return rows


def _likenesses(term: Term) -> tuple[object, ...]:
    """Return keys that similar terms share, the most specific first."""
    return strip_generated(term), _spelling(term), same_text(term)


def _spelling(term: Term) -> tuple[Language, str, str]:
    return term.language, "spelled", term.text


def _in_order(rows: list[_Row]) -> tuple[Term, ...]:
    """The terms of rows; new Chinese ones stand behind the Chinese ones there are."""
    old = [row.term for row in rows if row.ours]
    new = [row.term for row in rows if row.ours is None]
    chinese = [place for place, term in enumerate(old, 1) if term.language is Language.CHINESE]
    place = chinese[-1] if chinese else 0
    before = [term for term in new if term.language is Language.CHINESE]
    after = [term for term in new if term.language is not Language.CHINESE]
    return (*old[:place], *before, *old[place:], *after)


def _term_changes(ours: Term, theirs: Term, *, taking: bool) -> Iterator[Change]:
    named = _quoted(ours)
    yield from compare_fields(strip_generated(ours), strip_generated(theirs), named, ours.forms)
    ranks = (Status.PREFERRED, Status.ADMITTED)
    said = theirs.status not in (ours.status, Status.ADMITTED)
    if said and ours.status in ranks and theirs.status in ranks:
        said = False  # which of them is preferred, all terms together tell
    if theirs.status is Status.PREFERRED and ours.language is Language.CHINESE:
        said = False  # most formats have no status for these, and the first one looks preferred
    if said:
        yield conflicting("status", named, ours.status, theirs.status)
    if taking and ours.language is Language.ENGLISH and ours.text != theirs.text:
        yield Change("text", theirs.text, f"{named} written {_quoted(theirs)}")


def _rank(rows: Sequence[_Row], language: Language, taking: bool) -> Iterator[FieldConflict]:
    """Settle which terms of a language are preferred."""
    rows = [row for row in rows if row.term.language is language]
    ours = [row for row in rows if row.ours and row.ours.status is Status.PREFERRED]
    theirs = [
        row
        for row in rows
        if any(term.status is Status.PREFERRED for term in row.theirs)
        and row.term.status in (Status.PREFERRED, Status.ADMITTED)
    ]
    others = [row for row in theirs if row not in ours]
    if not others:
        return
    ranked_lower = any(row.theirs for row in ours if row not in theirs)
    if ours and ranked_lower:
        field = f"preferred {_NAMES[language]} term"
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


def _rank_words(rows: Sequence[_Row]) -> Iterator[str]:
    for row in rows:
        if row.ours:
            was, now = (term.status is Status.PREFERRED for term in (row.ours, row.term))
            if was is not now:
                yield f"{_quoted(row.term)} preferred" + ("" if now else " no more")


def _outcomes(rows: Sequence[_Row]) -> Counter[Outcome]:
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
