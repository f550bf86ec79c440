"""Match entries of a file that have no id of ours with the concepts of a base.

Entries of one file are different concepts, so each concept of the base is matched with one entry
at most: the most similar one. There are two exceptions: rows that say what renders a term may be
about different forms of one concept, and entries that add nothing to a concept may be parts of it.
A different reading or traditional form, if not generated, makes another concept.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from termbase.errors import Problem
from termbase.formats import Entry
from termbase.language.script import Script, detect_script
from termbase.merge.merging import OnConflict, merge, same_text
from termbase.model.concept import Concept, Language, Term
from termbase.model.fill import strip_generated
from termbase.store.keys import han_key
from termbase.termbase import Termbase

# Variants of characters, and the usual character for each.
_VARIANTS = str.maketrans(
    "台裏峯羣綫牀衞啓麪爲衆污汚菸綉説税産鷄檯麽敎歎籐佈粧溼祕鬥鬪帳畫份甚惟藉瞭澈覆祇",
    "臺裡峰群線床衛啟麵為眾汙汙煙繡說稅產雞臺麼教嘆藤布妝濕秘鬥鬥賬劃分什唯借了徹復只",
)


class _Score(NamedTuple):
    """The similarity of an entry and a concept; compared field by field, in order."""

    has_same_id: bool
    is_identical: bool
    is_spelled_the_same: bool
    shares_rendering: bool
    has_no_conflict: bool
    has_same_subject: bool
    is_first_term: bool


class _Rival(NamedTuple):
    """An entry and a candidate concept.

    Attributes:
        score: Their similarity.
        entry: The index of the entry, from 0.
        rank: The rank of the concept in the base.
        concept: The concept.
        term: The index of the term of the concept that the entry is about, if it is a row; None
            if the entry is about the whole concept.
    """

    score: _Score
    entry: int
    rank: int
    concept: Concept
    term: int | None


class Matches(NamedTuple):
    """The matches of the entries of a file.

    Attributes:
        concepts: The concept of each matched entry, by the index of the entry, from 0.
        doubtful: Entries that may be any of several concepts, and match none.
    """

    concepts: Mapping[int, Concept]
    doubtful: tuple[Problem, ...]


def match_entries(termbase: Termbase, entries: Sequence[Entry], file: str) -> Matches:
    """Match entries without an id with the visible concepts of a base.

    Args:
        termbase: The base.
        entries: All entries of a file.
        file: The name of the file in problems.
    """
    claimed = {entry.concept.id for entry in entries if entry.has_id}
    candidates = {
        index: found
        for index, entry in enumerate(entries)
        if not entry.has_id and (found := _candidates(termbase, entry.concept, claimed))
    }
    contenders = Counter(concept.id for found in candidates.values() for concept in found)
    matched: dict[int, Concept] = {}
    rivals: list[_Rival] = []
    for index, found in candidates.items():
        if len(found) == 1 and contenders[found[0].id] == 1:
            matched[index] = found[0]
        else:
            for rank, concept in enumerate(found):
                entry = entries[index]
                score = _similarity(entry.concept, concept)
                term = _index_of_term(entry.concept, concept) if entry.is_row else None
                rivals.append(_Rival(score, index, rank, concept, term))
    rivals.sort(key=lambda rival: (rival.score, -rival.entry, -rival.rank), reverse=True)
    doubtful = _assign(rivals, matched, entries)
    problems = (_doubt(entries[index], names, file) for index, names in sorted(doubtful.items()))
    return Matches(matched, tuple(problems))


def _assign(
    rivals: Sequence[_Rival], matched: dict[int, Concept], entries: Sequence[Entry]
) -> dict[int, list[str]]:
    """Give each entry its best concept that is still free, the best pairs first.

    Args:
        rivals: Entries and their candidates, the most similar first.
        matched: The matches; they are added to it.
        entries: All entries.

    Returns:
        The entries with several concepts that are equally good and share no rendering with it.
    """
    doubtful: dict[int, list[str]] = {}
    by_entry: dict[int, list[_Rival]] = defaultdict(list)
    claims: dict[str, list[_Rival]] = defaultdict(list)
    for rival in rivals:
        by_entry[rival.entry].append(rival)

    def is_free(rival: _Rival) -> bool:
        concept = entries[rival.entry].concept
        return all(
            (rival.score.is_identical or _are_of_different_terms(rival, other))
            and not merge(entries[other.entry].concept, concept).conflicts
            for other in claims[rival.concept.id]
        )

    for rival in rivals:
        if rival.entry in matched or rival.entry in doubtful or not is_free(rival):
            continue
        equal = [
            other.concept.id
            for other in by_entry[rival.entry]
            if other.score == rival.score and is_free(other)
        ]
        if len(equal) > 1 and not rival.score.shares_rendering:
            doubtful[rival.entry] = equal
            continue
        matched[rival.entry] = rival.concept
        claims[rival.concept.id].append(rival)
    return doubtful


def _doubt(entry: Entry, names: Sequence[str], file: str) -> Problem:
    message = (
        f"{entry.concept.terms[0].text} is a term of several concepts: {', '.join(names)}; added "
        "as a new one; to add to one of them, give its id or its subject"
    )
    return Problem("ambiguous", message, file, entry.line)


def _candidates(termbase: Termbase, concept: Concept, claimed: Set[str]) -> list[Concept]:
    """Return the concepts with the first term and the subject of an entry."""
    term = (concept.chinese or concept.terms)[0]
    return [
        found
        for found in termbase.concepts_with_term(term)
        if found.id not in claimed
        and (not found.subject or not concept.subject or found.subject == concept.subject)
        and any(_may_be_same(term, other) for other in found.terms)
    ]


def _may_be_same(term: Term, other: Term) -> bool:
    """Return True if two terms do not differ in data that is not generated."""
    if term.language is not other.language:
        return False
    if term.language is Language.ENGLISH:
        return same_text(term) == same_text(other)
    keys = {han_key(form) or form for form in term.forms}
    if not keys & {han_key(form) or form for form in other.forms}:
        return False
    ours, theirs = strip_generated(other), strip_generated(term)
    if ours.pinyin and theirs.pinyin and _letters(ours.pinyin) != _letters(theirs.pinyin):
        return False
    spellings = _traditional_spellings(ours), _traditional_spellings(theirs)
    return not all(spellings) or not spellings[0].isdisjoint(spellings[1])


def _are_of_different_terms(rival: _Rival, other: _Rival) -> bool:
    return None not in (rival.term, other.term) and rival.term != other.term


def _index_of_term(entry: Concept, concept: Concept) -> int | None:
    """Return the index of the term of a concept that the first term of an entry is."""
    first = (entry.chinese or entry.terms)[0]
    same = [index for index, term in enumerate(concept.terms) if _may_be_same(first, term)]
    written = [index for index in same if _written(first) == _written(concept.terms[index])]
    return next(iter((*written, *same)), None)


def _letters(pinyin: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", pinyin))).lower()


def _traditional_spellings(term: Term) -> set[str]:
    forms = (term.traditional, term.taiwan, term.hong_kong)
    # Simplified characters in a traditional field are not evidence.
    return {
        _spelling(form)
        for form in forms
        if form and not (form == term.text and detect_script(form) is Script.SIMPLIFIED)
    }


def _spelling(text: str) -> str:
    """Return a form without punctuation, spaces and variants of characters."""
    return "".join(filter(str.isalnum, text)).translate(_VARIANTS).lower()


def _similarity(entry: Concept, concept: Concept) -> _Score:
    merged = merge(concept, entry, OnConflict.OURS)
    first = (entry.chinese or entry.terms)[0]
    terms = concept.chinese or concept.terms
    renderings = {same_text(term) for term in entry.english}
    ids = {item for item in entry.pass_through if item.name == "id"}
    return _Score(
        not ids.isdisjoint(concept.pass_through),
        merged.concept == concept,
        any(_written(first) == _written(term) for term in terms),
        not renderings.isdisjoint(map(same_text, concept.english)),
        not merged.conflicts,
        entry.subject == concept.subject,
        _may_be_same(first, terms[0]),
    )


def _written(term: Term) -> tuple[str, str, str]:
    term = strip_generated(term)
    return term.text, term.traditional, term.pinyin
