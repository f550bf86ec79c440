"""The built-in terms as rows of a base: what an installed package has in place of their files.

To derive the rows from the hand-written files takes ten times as long as to store them, so they are
derived when the package is built. The file has a line with the base forms of words, one with the
groups of cues, and one for each concept, see :mod:`termbase.builtin.packing`. It is compressed with
LZMA, which the dictionaries of simplemma need as well.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

from termbase.builtin.packing import as_json, packed, unpacked
from termbase.errors import Error
from termbase.model.concept import Concept
from termbase.store.keys import LookupKey, SearchForm, search_tokens
from termbase.store.sqlite import queries, schema
from termbase.store.sqlite.failures import as_error
from termbase.store.sqlite.opening import WRITING_CACHE

_Row = TypeVar("_Row", SearchForm, LookupKey)


class Rows(NamedTuple):
    """The rows of all concepts.

    Attributes:
        concepts: The id, subject and record of each.
        forms: Their forms, in this order.
        keys: Their keys, in this order.
        lemmas: Base forms by inflected form.
        groups: The groups of cues by name.
    """

    concepts: list[tuple[str, str, str]]
    forms: list[SearchForm]
    keys: list[LookupKey]
    lemmas: dict[str, str]
    groups: Mapping[str, list[str]]


def derive_all(concepts: Iterable[Concept], groups: Mapping[str, list[str]]) -> Rows:
    """Return the rows of concepts whose cues name groups."""
    # Not needed, and slow to import, where the rows have been derived.
    from termbase.store.writing import derive

    found = Rows([], [], [], {}, groups)
    for concept in concepts:
        derived = derive(concept)
        found.concepts.append((concept.id, concept.subject, derived.record))
        found.forms.extend(derived.forms)
        found.keys.extend(derived.keys)
        for form, lemma in derived.lemmas.items():
            # Of two concepts the first counts.
            found.lemmas.setdefault(form, lemma)
    return found


def write(rows: Rows, path: Path) -> None:
    """Write rows to a compressed file."""
    import lzma

    forms, keys = _by_concept(rows.forms), _by_concept(rows.keys)
    lines = (
        packed(record, forms.get(name, []), keys.get(name, []), rows.lemmas)
        for name, _, record in rows.concepts
    )
    text = "\n".join((as_json(rows.lemmas), as_json(rows.groups), *lines))
    # A twentieth smaller than by default, for twice the time of the build.
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def read(path: Path) -> Rows:
    """Read the rows of a compressed file.

    Raises:
        Error: If it is damaged, or this Python cannot decompress it.
    """
    try:
        import lzma
    except ImportError:
        raise Error(
            "this Python was built without the module lzma; install another one, or liblzma and "
            "build it again"
        ) from None
    try:
        text = lzma.decompress(path.read_bytes()).decode()
    except (lzma.LZMAError, ValueError):
        raise Error(
            f"{path}: damaged; install it again with: pip install --force-reinstall zh-en-glossary"
        ) from None
    lemmas, groups, *lines = text.split("\n")
    found = Rows([], [], [], json.loads(lemmas), json.loads(groups))
    for line in lines:
        concept, forms, keys = unpacked(line, found.lemmas)
        found.concepts.append(concept)
        found.forms.extend(forms)
        found.keys.extend(keys)
    return found


def store(rows: Rows, path: Path) -> None:
    """Store rows in a new base, with the groups of cues in a table of their own.

    Raises:
        StoreError: If it cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _store(rows, connection)
    except sqlite3.Error as error:
        raise as_error(path, error) from None


def _store(rows: Rows, connection: sqlite3.Connection) -> None:
    connection.create_function("search_tokens", 2, search_tokens, deterministic=True)
    for statement in (
        # Of smaller pages most records would take a whole one each.
        "PRAGMA page_size = 16384",
        f"PRAGMA cache_size = -{WRITING_CACHE}",
        # A file that is not finished is never used.
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
    ):
        connection.execute(statement)
    schema.migrate(connection)
    connection.execute("CREATE TABLE cue_group (name TEXT PRIMARY KEY, cues TEXT NOT NULL)")
    connection.execute("BEGIN")
    # An index is made faster of all rows than of one after another.
    indices = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indices:
        connection.execute(f"DROP INDEX {name}")
    groups = [(name, json.dumps(cues, ensure_ascii=False)) for name, cues in rows.groups.items()]
    for table, columns, values in (
        # Sorted as the tables are.
        ("concept", ("id", "subject", "record"), sorted(rows.concepts)),
        ("form", SearchForm._fields, rows.forms),
        ("key", LookupKey._fields, rows.keys),
        ("lemma", ("form", "lemma"), sorted(rows.lemmas.items())),
        ("cue_group", ("name", "cues"), groups),
    ):
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        connection.executemany(statement, values)
    for _, statement in indices:
        connection.execute(statement)
    connection.execute(queries.INDEX_KEYS, (0,))
    connection.execute("COMMIT")


def _by_concept(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    return {name: list(own) for name, own in groupby(rows, key=attrgetter("concept"))}
