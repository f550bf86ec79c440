"""The tables of a base, and the migration of older bases.

A concept is stored whole, as JSON, in ``concept``. Three tables are derived from it in the same
transaction: ``form`` holds what the finder looks for in text, ``key`` the queries that find the
concept, ``lemma`` the inflected forms of the English words in both. ``change`` holds what every
write has changed, in the same transaction too.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from termbase.errors import StoreError, TooNew

APPLICATION_ID = 0x7A68656E  # "zhen", to recognise SQLite files of other programs

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
    # The translation memory. Numbers are never reused, because the index refers to units by them.
    """
    CREATE TABLE unit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        source_language TEXT NOT NULL,
        target_language TEXT NOT NULL,
        digest INTEGER NOT NULL,    -- of the source and its language
        details TEXT NOT NULL,      -- the other fields, as JSON
        folded TEXT NOT NULL        -- both texts, for the concordance
    );
    CREATE INDEX unit_digest ON unit (digest);
    CREATE TABLE segment (
        name TEXT PRIMARY KEY,      -- of an index part: a file in the folder beside the base
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
    # Terms name their renderings, concepts their polity: records that older versions cannot read.
    "SELECT 1",
    # Keys and base forms are in American spelling; the store derives all anew.
    """
    DELETE FROM form;
    DELETE FROM key;
    DELETE FROM lemma;
    INSERT INTO key_search (key_search) VALUES ('delete-all')
    """,
    # Entries are found as several texts: take/make, official(s); the store derives all anew.
    """
    DELETE FROM form;
    DELETE FROM key;
    DELETE FROM lemma;
    INSERT INTO key_search (key_search) VALUES ('delete-all')
    """,
    # Forms in other spellings and with other marks, keys in usual spelling; derived anew as well.
    """
    DROP TABLE form;
    CREATE TABLE form (
        concept TEXT NOT NULL REFERENCES concept ON DELETE CASCADE,
        term INTEGER NOT NULL,
        language TEXT NOT NULL,
        text TEXT NOT NULL,
        inflects INTEGER NOT NULL,
        case_sensitive INTEGER NOT NULL,
        is_variant INTEGER NOT NULL -- the term is not written so in the base
    );
    CREATE INDEX form_concept ON form (concept);
    DELETE FROM key;
    DELETE FROM lemma;
    INSERT INTO key_search (key_search) VALUES ('delete-all')
    """,
    # Keys with the digits of dates: 918事变, 64; the store derives all anew.
    """
    DELETE FROM form;
    DELETE FROM key;
    DELETE FROM lemma;
    INSERT INTO key_search (key_search) VALUES ('delete-all')
    """,
    # What a team needs: who changed what and when, who may, and what is proposed. Numbers are never
    # reused: those of changes name versions of concepts. Secrets are stored as digests.
    """
    CREATE TABLE change (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,           -- ISO 8601, UTC, as all times
        author TEXT NOT NULL,
        action TEXT NOT NULL,
        kind TEXT NOT NULL,         -- concept, unit, proposal, account, token, import
        name TEXT NOT NULL,         -- of the thing, such as the id of a concept
        before TEXT,                -- its record before the change, NULL if it did not exist
        comment TEXT NOT NULL
    );
    CREATE INDEX change_name ON change (name, kind);
    CREATE TABLE account (
        name TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        created TEXT NOT NULL,
        disabled INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE token (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL REFERENCES account,
        label TEXT NOT NULL,
        role TEXT NOT NULL,
        created TEXT NOT NULL,
        expires TEXT NOT NULL,      -- empty: never
        used TEXT NOT NULL,         -- the date on which it was last used, empty: never
        digest BLOB NOT NULL UNIQUE
    );
    CREATE TABLE session (
        digest BLOB PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account,
        expires TEXT NOT NULL,
        token INTEGER               -- the number of the token that opened it, NULL if a link did
    ) WITHOUT ROWID;
    CREATE TABLE link (
        digest BLOB PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account,
        expires TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE proposal (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        status TEXT NOT NULL,       -- open, accepted, rejected, withdrawn
        kind TEXT NOT NULL,         -- concept, import
        concept TEXT NOT NULL,      -- an id, empty for an import
        revision INTEGER NOT NULL,  -- the last change of the concept that the author knew
        record TEXT,                -- the concept proposed, NULL: remove it
        comment TEXT NOT NULL,
        batch TEXT NOT NULL,
        file TEXT NOT NULL,         -- the name of the file to import, empty for a concept
        options TEXT NOT NULL,      -- of the import, as JSON
        data BLOB,                  -- the file, until it is decided
        decided_by TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        reason TEXT NOT NULL
    );
    CREATE INDEX proposal_status ON proposal (status);
    CREATE TABLE remark (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        proposal INTEGER NOT NULL REFERENCES proposal,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        text TEXT NOT NULL
    );
    CREATE INDEX remark_proposal ON remark (proposal)
    """,
    # Changes that belong together, as those of a merge, name the first of them.
    """
    ALTER TABLE change ADD COLUMN part_of INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX change_part_of ON change (part_of) WHERE part_of > 0
    """,
)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is not a base.

    Raises:
        StoreError: If it is not one; TooNew if a later version of this library wrote it.
    """
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


def is_current(connection: sqlite3.Connection) -> bool:
    """Return True if a base has the schema of this version."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS))


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a base up to the schema of this version."""
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
