"""Taking concepts that were read from a file over into the user's own base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from termbase.concept import Concept
from termbase.errors import ContentError, Problem
from termbase.fill import fill_concept, name
from termbase.formats import Entry, Reading
from termbase.index import Style, han_key
from termbase.termbase import Termbase


class OnConflict(StrEnum):
    """What to do with a concept that the base has already, but otherwise."""

    REFUSE = "refuse"
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, in numbers of concepts.

    Attributes:
        new: Were not there.
        replaced: Were there otherwise, and are now as in the file.
        kept: Were there otherwise, and stay so.
        unchanged: Were there just so.
        skipped: What could not be read and was left out, as asked.
    """

    new: int
    replaced: int
    kept: int
    unchanged: int
    skipped: tuple[Problem, ...]


def take_over(
    termbase: Termbase,
    reading: Reading,
    file: str,
    *,
    on_conflict: OnConflict = OnConflict.REFUSE,
    skip_bad: bool = False,
    done: Callable[[], object] = lambda: None,
) -> Report:
    """Store what a file held in the user's own base, in one transaction: all or nothing.

    A concept is the same as one in the base if it has its id or, where the file gives none, its
    first Chinese term and subject. What terms lack is filled in.

    Args:
        termbase: With a base of the user's own.
        reading: What the file held.
        file: What to call it in problems.
        on_conflict: What to do with what the base has otherwise.
        skip_bad: Leave out what could not be read, instead of taking over nothing.
        done: Called after each concept, for a progress bar.

    Raises:
        ContentError: With everything that could not be read, and all conflicts.
        StoreError: If the base cannot be written.
    """
    if reading.problems and not skip_bad:
        raise ContentError(reading.problems)
    counts = {"new": 0, "replaced": 0, "kept": 0, "unchanged": 0}
    conflicts: list[Problem] = []

    def to_store() -> Iterator[Concept]:
        for entry in reading.entries:
            concept = fill_concept(_identified(termbase, entry))
            there = termbase.own.get(concept.id) if termbase.own else None
            if there is None:
                counts["new"] += 1
                yield concept
            elif there == concept:
                counts["unchanged"] += 1
            elif on_conflict is OnConflict.THEIRS:
                counts["replaced"] += 1
                yield concept
            elif on_conflict is OnConflict.OURS:
                counts["kept"] += 1
            else:
                message = (
                    f"{concept.id} is in your base already, and otherwise there; "
                    "say --on-conflict ours or theirs"
                )
                conflicts.append(Problem("conflict", message, file, entry.line))
            done()
        if conflicts:
            raise ContentError(conflicts)

    termbase.put(to_store())
    return Report(**counts, skipped=reading.problems)


def _identified(termbase: Termbase, entry: Entry) -> Concept:
    """The concept under the id it has to have in the base, if the file gave it none."""
    concept = entry.concept
    if entry.has_id:
        return concept
    term = concept.chinese[0]
    for store in termbase.stores:
        for key in store.keys_equal(han_key(term.text), Style.HAN):
            there = store.get(key.concept)
            if there and there.chinese[0].text == term.text and there.subject == concept.subject:
                return replace(concept, id=there.id)
    return replace(concept, id=name(term, termbase.get))
