"""The store: the concepts of a base."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Self

from termbase.errors import StoreError
from termbase.model.concept import Concept, Language
from termbase.model.record import from_record
from termbase.store import keys as index
from termbase.store.address import Address
from termbase.store.facets import Facets
from termbase.store.keys import KeyKind, LookupKey, SearchForm
from termbase.store.opening import open_database

if TYPE_CHECKING:
    from termbase.store.changes import Version

_FIRST_PAGE = 50
_NOT_DERIVED = "SELECT EXISTS (SELECT 1 FROM concept) AND NOT EXISTS (SELECT 1 FROM key)"


class Store:
    """The concepts of one base, with the forms and keys that finder and look-up read.

    Threads may share a store: each sees what the others have committed. A base that cannot be
    written is opened for reading.

    Args:
        address: The base; created if it is missing.
        read_only: Open a finished file that nobody writes to any more.

    Attributes:
        address: The base.
        database: The base, opened.
        facets: Facts about all concepts together.

    Raises:
        StoreError: If it cannot be opened or is not a base; TooNew if it is too new.
    """

    def __init__(self, address: Address, *, read_only: bool = False) -> None:
        self.address = address
        self.database = open_database(address, compiled=read_only)
        self._queries = self.database.queries
        self.facets = Facets(self)
        self._key_texts: dict[KeyKind, tuple[Hashable, list[str]]] = {}
        if not read_only and self._rows(_NOT_DERIVED)[0][0]:
            from termbase.store.writing import put_concepts

            with self.database.derivation():
                put_concepts(self.database, self, is_change=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __bool__(self) -> bool:
        """True: a base without concepts is a base, and counting them takes long."""
        return True

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM concept")[0][0])

    def __iter__(self) -> Iterator[Concept]:
        for concept_id, record in self._rows("SELECT id, record FROM concept ORDER BY id"):
            yield self._concept(concept_id, record)

    def __contains__(self, name: object) -> bool:
        return bool(self._rows("SELECT 1 FROM concept WHERE id = ?", name))

    def ids(self) -> list[str]:
        """Return the ids of all concepts, sorted."""
        return [name for (name,) in self._rows("SELECT id FROM concept ORDER BY id")]

    def subjects(self) -> list[str]:
        """Return the subjects of the concepts."""
        return [name for (name,) in self._rows("SELECT DISTINCT subject FROM concept") if name]

    def get(self, name: str) -> Concept | None:
        """Return the concept with an id, or None."""
        rows = self._rows("SELECT record FROM concept WHERE id = ?", name)
        return self._concept(name, rows[0][0]) if rows else None

    def get_each(self, names: Iterable[str]) -> dict[str, Concept]:
        """Return the concepts with some ids, by id; missing ones are left out."""
        rows = self._rows(self._queries.RECORDS, json.dumps(list(names)))
        return {name: self._concept(name, record) for name, record in rows}

    def among(self, names: Iterable[str]) -> set[str]:
        """Return those of some ids that concepts have."""
        return {name for (name,) in self._rows(self._queries.EXISTING, json.dumps(list(names)))}

    def versions(self, name: str) -> list[Version]:
        """Return the recorded versions of the concept with an id, the newest first."""
        from termbase.store.history import read_versions

        return read_versions(self.database, name, self._concept)

    def prominence(self, names: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Return the levels, 0 if unknown, and polities of concepts, without reading all of them.

        Args:
            names: The ids of concepts.
        """
        rows = self._rows(self._queries.PROMINENCE, json.dumps(list(names)))
        return {name: (level or 0, polity or "") for name, level, polity in rows}

    def forms(self, language: Language) -> list[SearchForm]:
        """Return the forms to find in text in a language."""
        columns = ", ".join(SearchForm._fields)
        query = f"SELECT {columns} FROM form WHERE language = ?"
        return list(map(SearchForm._make, self._rows(query, language.value)))

    def lemmas(self) -> dict[str, str]:
        """Return the base form of each inflected form, for the words of the English terms."""
        return dict(self._rows("SELECT form, lemma FROM lemma"))

    def lemma(self, words: Sequence[str]) -> dict[str, str]:
        """Return the base forms of words, if they differ and are known."""
        return dict(self._rows(self._queries.LEMMAS, json.dumps(words)))

    def key_texts(self, kind: KeyKind) -> Sequence[str]:
        """The texts of all keys of a kind, each once, the shortest first."""
        version = self.database.version()
        cached_version, texts = self._key_texts.get(kind, (None, []))
        # What a transaction has changed may yet be undone.
        in_transaction = self.database.in_transaction
        if cached_version == version and not in_transaction:
            return texts
        # No key contains a line feed; reading one row is much faster than reading all.
        joined = self._rows(self._queries.ALL_TEXTS, kind.value)[0][0]
        texts = joined.split("\n") if joined else []
        if not in_transaction:
            self._key_texts[kind] = version, texts
        return texts

    def keys_equal(self, text: str, kind: KeyKind) -> list[LookupKey]:
        """The keys of a kind that equal a text."""
        values = {"kind": kind.value, "length": len(text), "text": text}
        return list(map(LookupKey._make, self._rows(self._queries.EQUAL, values)))

    def keys_starting(self, text: str, kind: KeyKind) -> Iterator[LookupKey]:
        """Yield the keys of a kind that begin with a text and are longer, the shortest first."""
        values = {"kind": kind.value, "length": len(text), "from": text, "to": f"{text}\U0010ffff"}
        return self._pages(self._queries.STARTING, values)

    def keys_containing(self, text: str, kind: KeyKind) -> Iterator[LookupKey]:
        """Yield the keys of a kind that contain a text, but not first; the shortest first.

        Args:
            text: At least one 汉字, or three letters of pinyin; English is found from the
                beginning of a word on.
            kind: Not initials.
        """
        part = f" {text}" if kind is KeyKind.ENGLISH else text
        phrase = index.search_phrase(kind, text)
        values = {"kind": kind.value, "phrase": phrase, "part": part, "length": len(part)}
        return self._pages(self._queries.CONTAINING, values)

    def put(self, concepts: Iterable[Concept], done: Callable[[], object] = lambda: None) -> None:
        """Store concepts, in place of those with the same ids; all of them or none.

        The changes are recorded; see :mod:`termbase.store.changes`.

        Args:
            concepts: Read one by one, and stored before the next is read; an exception that this
                raises undoes the whole. Only :meth:`keys_containing` finds them later, at the end.
            done: Called after each, for a progress bar.

        Raises:
            StoreError: If the base cannot be written.
        """
        # Not needed, and slow to import, where nothing is written.
        from termbase.store.writing import put_concepts

        with self.database.transaction():
            put_concepts(self.database, concepts, done)

    def remove(self, names: Iterable[str]) -> None:
        """Remove concepts by id; all of them or none.

        Raises:
            NotFound: If one of them does not exist.
        """
        from termbase.store.writing import remove_concepts

        with self.database.transaction():
            remove_concepts(self.database, names)

    def transaction(self) -> AbstractContextManager[None]:
        """Commit all changes made within, or none; other writers wait.

        Nothing that is read within changes before it ends. One within another is a part of it.

        Raises:
            StoreError: If the base cannot be written.
        """
        return self.database.transaction()

    def trial(self) -> AbstractContextManager[None]:
        """Undo all changes made within at the end; nobody else sees them."""
        return self.database.transaction(keep=False)

    def version(self) -> Hashable:
        """Return a value that changes with every committed change to the base.

        It is the same in all threads, and does not change for what this thread has put in a
        transaction that is still open.
        """
        return self.database.version()

    @property
    def in_transaction(self) -> bool:
        """True if this thread has a transaction open."""
        return self.database.in_transaction

    def check(self) -> None:
        """Check that the base is still the one that was opened; see :meth:`Database.check`."""
        self.database.check()

    def close(self) -> None:
        """Close the base."""
        self.database.close()

    def _concept(self, concept_id: str, record: str) -> Concept:
        try:
            concept = from_record(self._record(record))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise StoreError(
                f"{self.address}: the concept {concept_id!r} is damaged ({error}); restore the "
                "base from a copy"
            ) from None
        return concept

    def _record(self, text: str) -> dict[str, Any]:
        """Return the record of a concept from the text in which it is stored."""
        record: dict[str, Any] = json.loads(text)
        return record

    def _pages(self, query: str, values: Mapping[str, object]) -> Iterator[LookupKey]:
        """Yield the keys that a query finds; more are read as they are asked for."""
        first, page = 0, _FIRST_PAGE
        while rows := self._rows(f"{query} LIMIT {page} OFFSET {first}", values):
            yield from map(LookupKey._make, rows)
            first, page = first + page, 4 * page

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.database.rows(query, *values)
