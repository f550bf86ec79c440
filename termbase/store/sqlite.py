"""A base of concepts in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, Self

from termbase.errors import NotFound
from termbase.language import english
from termbase.model.concept import Concept, Language
from termbase.model.record import from_record, to_record
from termbase.store import keys as index
from termbase.store import schema
from termbase.store.keys import KeyKind, LookupKey, SearchForm

_NOT_DERIVED = "SELECT EXISTS (SELECT 1 FROM concept) AND NOT EXISTS (SELECT 1 FROM key)"


class Store:
    """Concepts in one file, with what lookups and the finder read.

    Args:
        path: The file; made if it is missing.
        read_only: Open a finished file that nobody writes to any more.

    Raises:
        StoreError: If the file cannot be opened or is no base; TooNew if it is too new.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._connection = schema.connect(path, read_only=read_only)
        if not read_only and self._rows(_NOT_DERIVED)[0][0]:
            self.put(list(self))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        # Whoever opens a glossary for the length of a script need not close it.
        with suppress(AttributeError, sqlite3.Error):
            self._connection.close()

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM concept")[0][0])

    def __iter__(self) -> Iterator[Concept]:
        for (record,) in self._rows("SELECT record FROM concept ORDER BY id"):
            yield from_record(json.loads(record))

    def __contains__(self, name: object) -> bool:
        return bool(self._rows("SELECT 1 FROM concept WHERE id = ?", name))

    def ids(self) -> list[str]:
        """The ids of all concepts, sorted."""
        return [name for (name,) in self._rows("SELECT id FROM concept ORDER BY id")]

    def get(self, name: str) -> Concept | None:
        """The concept of that id, or None."""
        rows = self._rows("SELECT record FROM concept WHERE id = ?", name)
        return from_record(json.loads(rows[0][0])) if rows else None

    def forms(self, language: Language) -> list[SearchForm]:
        """What to look for in text in a language."""
        columns = ", ".join(SearchForm._fields)
        query = f"SELECT {columns} FROM form WHERE language = ?"
        return list(map(SearchForm._make, self._rows(query, language.value)))

    def lemmas(self) -> dict[str, str]:
        """From inflected form to base form, for the words of the English terms."""
        return dict(self._rows("SELECT form, lemma FROM lemma"))

    def lemma(self, words: Sequence[str]) -> dict[str, str]:
        """The base forms of some words, where they differ and are known."""
        marks = ",".join("?" * len(words))
        return dict(self._rows(f"SELECT form, lemma FROM lemma WHERE form IN ({marks})", *words))

    def keys(self, style: KeyKind) -> list[LookupKey]:
        """All keys of a style."""
        return self._keys("style = ?", style.value)

    def keys_equal(self, text: str, style: KeyKind) -> list[LookupKey]:
        """The keys of a style that equal a text."""
        return self._keys("text = ? AND style = ?", text, style.value)

    def keys_containing(self, texts: Mapping[KeyKind, str]) -> list[LookupKey]:
        """The keys that contain the text for their style and are longer; one pass over all."""
        condition = " OR ".join(["style = ? AND instr(text, ?) > 0 AND text != ?"] * len(texts))
        values = [value for style, text in texts.items() for value in (style.value, text, text)]
        return self._keys(condition, *values) if texts else []

    def put(self, concepts: Iterable[Concept], done: Callable[[], object] = lambda: None) -> None:
        """Store concepts, in place of those with the same ids; all of them or none.

        Args:
            concepts: Read one by one; an exception they raise undoes the whole.
            done: Called after each, for a progress bar.

        Raises:
            StoreError: If the file cannot be written.
        """
        with schema.transaction(self._connection, self.path):
            for concept in concepts:
                self._put(concept)
                done()

    def remove(self, names: Iterable[str]) -> None:
        """Remove concepts by id; all of them or none.

        Raises:
            NotFound: If one of them is not there.
        """
        with schema.transaction(self._connection, self.path):
            for name in names:
                if name not in self:
                    raise NotFound(f"{name}: no such concept in {self.path}")
                self._connection.execute("DELETE FROM concept WHERE id = ?", (name,))

    def trial(self) -> AbstractContextManager[None]:
        """What is put and removed within is undone at the end; nobody else sees it."""
        return schema.transaction(self._connection, self.path, keep=False)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _put(self, concept: Concept) -> None:
        run, run_many = self._connection.execute, self._connection.executemany
        record = json.dumps(to_record(concept), ensure_ascii=False)
        run("DELETE FROM concept WHERE id = ?", (concept.id,))
        run("INSERT INTO concept VALUES (?, ?, ?)", (concept.id, concept.subject, record))
        vocabulary = {word.lower() for term in concept.english for word in english.words(term.text)}
        lemmas = english.inflections(vocabulary)
        run_many("INSERT OR IGNORE INTO lemma VALUES (?, ?)", lemmas.items())
        run_many("INSERT INTO form VALUES (?, ?, ?, ?, ?, ?)", index.forms(concept))
        run_many("INSERT INTO key VALUES (?, ?, ?, ?)", index.keys(concept, lemmas))

    def _keys(self, condition: str, *values: str) -> list[LookupKey]:
        query = f"SELECT concept, term, style, text FROM key WHERE {condition}"
        return list(map(LookupKey._make, self._rows(query, *values)))

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise schema.unreadable(self.path, error) from None
