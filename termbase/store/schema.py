"""The SQLite file of a base: opening it safely, its tables, and how older ones are brought up.

A concept is stored whole, as the JSON of the contract. Beside it stand tables derived from it in
the same transaction: ``form`` is what the finder looks for in text, ``key`` what a query may be,
``lemma`` the inflected forms of the English words in both.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from termbase.errors import StoreError, TooNew

APPLICATION_ID = 0x7A68656E  # "zhen", so that another program's SQLite file is told apart

# One script a version, never changed once released: version n is reached by running n of them.
MIGRATIONS = (
    """
    CREATE TABLE concept (
        id TEXT PRIMARY KEY,
        subject TEXT NOT NULL,
        record TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE form (
        concept TEXT NOT NULL REFERENCES concept ON DELETE CASCADE,
        term INTEGER NOT NULL,      -- the term's place in the concept, from 0
        language TEXT NOT NULL,
        text TEXT NOT NULL,         -- folded for Chinese, as written for English
        inflects INTEGER NOT NULL,
        case_sensitive INTEGER NOT NULL
    );
    CREATE INDEX form_concept ON form (concept);
    CREATE TABLE key (
        concept TEXT NOT NULL REFERENCES concept ON DELETE CASCADE,
        term INTEGER NOT NULL,
        style TEXT NOT NULL,        -- han, pinyin, initials, english
        text TEXT NOT NULL
    );
    CREATE INDEX key_text ON key (text, style);
    CREATE INDEX key_concept ON key (concept);
    CREATE TABLE lemma (form TEXT PRIMARY KEY, lemma TEXT NOT NULL) WITHOUT ROWID;
    """,
    # Forms with digits and without quotation marks; the store derives anew what is missing.
    "DELETE FROM form; DELETE FROM key",
    # The translation memory. Numbers are never used again, for the index knows units by them.
    """
    CREATE TABLE unit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        source_language TEXT NOT NULL,
        target_language TEXT NOT NULL,
        digest INTEGER NOT NULL,    -- of the source and its language
        details TEXT NOT NULL,      -- all that is seldom asked for, as JSON
        folded TEXT NOT NULL        -- both texts, for the concordance
    );
    CREATE INDEX unit_digest ON unit (digest);
    CREATE TABLE segment (
        name TEXT PRIMARY KEY,      -- of the file in the folder beside the base
        family TEXT NOT NULL,
        first INTEGER NOT NULL,     -- the units whose records it holds
        last INTEGER NOT NULL,
        checksum INTEGER NOT NULL
    ) WITHOUT ROWID;
    """,
    # Keys carry what ranking needs, and a full-text index answers look-ups of parts of terms. The
    # store derives the keys anew.
    """
    DROP TABLE key;
    CREATE TABLE key (
        id INTEGER PRIMARY KEY,
        concept TEXT NOT NULL REFERENCES concept ON DELETE CASCADE,
        term INTEGER NOT NULL,      -- the index of the term in the concept, from 0
        kind TEXT NOT NULL,         -- han, pinyin, initials, english
        text TEXT NOT NULL,
        length INTEGER AS (length(text)) VIRTUAL,
        status TEXT NOT NULL,       -- of the term
        syllables TEXT NOT NULL     -- of pinyin: with tone marks, separated by spaces
    );
    CREATE INDEX key_text ON key (kind, length, text);
    CREATE INDEX key_concept ON key (concept);
    CREATE VIRTUAL TABLE key_search
        USING fts5(tokens, content = '', columnsize = 0, tokenize = 'ascii')
    """,
)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a base and bring it up to the present version.

    Args:
        path: The file; made if it is missing, unless read-only.
        read_only: Open a finished file that nobody writes to any more.

    Raises:
        TooNew: If a later version of this library wrote it.
        StoreError: If it cannot be opened, or is no base.
    """
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a base; name a file")
    target = f"file:{_in_uri(path)}?mode=ro&immutable=1" if read_only else str(path)
    try:
        connection = sqlite3.connect(
            target, uri=read_only, isolation_level=None, timeout=30, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"{path}: cannot be opened ({error})") from None
    try:
        _check(connection, path)
        if not read_only:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            _migrate(connection)
    except sqlite3.Error as error:
        connection.close()
        raise unreadable(path, error) from None
    except StoreError:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path, *, keep: bool = True) -> Iterator[None]:
    """All that is done within, or nothing of it; one within another is a part of that one.

    Args:
        connection: To a base.
        path: Its file, to be named if it cannot be written.
        keep: False to undo all at the end.

    Raises:
        StoreError: If the file cannot be written.
    """
    begin, undo, end = "BEGIN IMMEDIATE", "ROLLBACK", "COMMIT"
    if connection.in_transaction:
        begin, undo, end = "SAVEPOINT part", "ROLLBACK TO part", "RELEASE part"
    try:
        connection.execute(begin)
        try:
            yield
        except BaseException:
            connection.execute(undo)
            raise
        connection.execute(end if keep else undo)
    except sqlite3.Error as error:
        raise unreadable(path, error) from None


def _in_uri(path: Path) -> str:
    """A path as SQLite reads it in a URI: https://www.sqlite.org/uri.html, section 3.1."""
    written = path.absolute().as_posix()
    for char in "%?#":
        written = written.replace(char, f"%{ord(char):02x}")
    return written if written.startswith("/") else f"/{written}"


def unreadable(path: Path, error: sqlite3.Error) -> StoreError:
    """What to tell of a base that SQLite cannot read or write."""
    if module := re.fullmatch("no such module: (.+)", str(error)):
        return StoreError(
            f"{path}: the SQLite library of this Python lacks the module {module[1]}; "
            "use a Python whose sqlite3 has it"
        )
    if isinstance(error, sqlite3.OperationalError):
        return StoreError(f"{path}: {error}; check that it can be written and is not in use")
    return StoreError(f"{path}: not a base, or damaged ({error}); restore it from a copy")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != APPLICATION_ID:
        raise StoreError(f"{path}: an SQLite file of another program, not a base")
    if version > len(MIGRATIONS):
        raise TooNew(
            f"{path}: written by a later version of zh-en-glossary (schema {version}, this one "
            f"knows {len(MIGRATIONS)}); upgrade zh-en-glossary"
        )


def _migrate(connection: sqlite3.Connection) -> None:
    # The version is read inside the transaction: another process may be migrating as well.
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
