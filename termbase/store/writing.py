"""Writing the concepts of a base, with what is derived from them, and the record of the change."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from termbase.errors import NotFound
from termbase.language import english, english_entries
from termbase.model.concept import Concept
from termbase.model.record import to_record
from termbase.store import keys as index
from termbase.store.changes import record_concept
from termbase.store.database import Database
from termbase.store.keys import LookupKey, SearchForm


class Derived(NamedTuple):
    """A concept as it is stored.

    Attributes:
        record: Its JSON shape.
        lemmas: Base forms by inflected form, for the words of its English terms.
        forms: Its forms to find in text.
        keys: Its keys.
    """

    record: str
    lemmas: dict[str, str]
    forms: list[SearchForm]
    keys: list[LookupKey]


def derive(concept: Concept) -> Derived:
    """Return a concept as it is stored."""
    texts = (text for term in concept.english for text in english_entries.texts(term.text))
    lemmas = english.inflections(word.lower() for text in texts for word in english.words(text))
    record = json.dumps(to_record(concept), ensure_ascii=False)
    return Derived(record, lemmas, list(index.forms(concept)), list(index.keys(concept, lemmas)))


def put_concepts(
    database: Database,
    concepts: Iterable[Concept],
    done: Callable[[], object] = lambda: None,
    *,
    is_change: bool = True,
) -> None:
    """Store concepts, in place of those with the same ids.

    Args:
        database: The base, in a transaction.
        concepts: Read one by one, and stored before the next is read.
        done: Called after each.
        is_change: False where they are there, and what is derived from them is missing.
    """
    last = _last_key(database)
    # Given here, as SQLite would use the numbers of deleted keys again, below the last one.
    numbers = itertools.count(last + 1)
    for concept in concepts:
        before = _stored(database, concept.id)
        derived = derive(concept)
        if is_change:
            record_concept(database, concept.id, before, derived.record)
        if before is not None:
            _delete(database, concept.id, last)
        _insert(database, concept, derived, numbers)
        done()
    # One by one the rows would be out of order, for which the full-text index is slow.
    if statement := database.queries.INDEX_KEYS:
        database.execute(statement, (last,))


def remove_concepts(database: Database, names: Iterable[str]) -> None:
    """Remove concepts by id.

    Args:
        database: The base, in a transaction.
        names: The ids.

    Raises:
        NotFound: If one of them does not exist.
    """
    last = _last_key(database)
    for name in names:
        before = _stored(database, name)
        if before is None:
            raise NotFound(f"{name}: no such concept in {database.address}")
        record_concept(database, name, before, None)
        _delete(database, name, last)


def _last_key(database: Database) -> int:
    return int(database.rows("SELECT coalesce(max(id), 0) FROM key")[0][0])


def _stored(database: Database, name: str) -> str | None:
    """Return the stored record of the concept with an id, or None."""
    rows = database.rows("SELECT record FROM concept WHERE id = ?", name)
    return rows[0][0] if rows else None


def _insert(database: Database, concept: Concept, derived: Derived, numbers: Iterator[int]) -> None:
    run, run_many = database.execute, database.execute_many
    run("INSERT INTO concept VALUES (?, ?, ?)", (concept.id, concept.subject, derived.record))
    run_many("INSERT INTO lemma VALUES (?, ?) ON CONFLICT DO NOTHING", derived.lemmas.items())
    run_many("INSERT INTO form VALUES (?, ?, ?, ?, ?, ?, ?)", derived.forms)
    run_many(
        "INSERT INTO key (id, concept, term, kind, text, status, syllables) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((next(numbers), *key) for key in derived.keys),
    )


def _delete(database: Database, concept_id: str, last: int) -> None:
    """Delete a concept, of whose keys the full-text index has those up to the last one."""
    if statement := database.queries.UNINDEX_KEYS:
        database.execute(statement, (concept_id, last))
    database.execute("DELETE FROM concept WHERE id = ?", (concept_id,))
