"""The SQL that SQLite and PostgreSQL write differently, for SQLite."""

from __future__ import annotations

from termbase.store.keys import LookupKey

_ID_BITS = 40
_KEY_COLUMNS = ", ".join(LookupKey._fields)

# Rows of the full-text index are numbered by length first, so that they come in this order.
_SEARCH_ROWS = f"""
    SELECT length << {_ID_BITS} | id, search_tokens(kind, text) FROM key
    WHERE kind != 'initials'
"""
INDEX_KEYS = f"INSERT INTO key_search (rowid, tokens) {_SEARCH_ROWS} AND id > ? ORDER BY 1"
UNINDEX_KEYS = f"""
    INSERT INTO key_search (key_search, rowid, tokens)
    SELECT 'delete', * FROM ({_SEARCH_ROWS} AND concept = ? AND id <= ?)
"""
PROMINENCE = """
    SELECT id, json_extract(record, '$.level'), json_extract(record, '$.polity') FROM concept
    WHERE id IN (SELECT value FROM json_each(?))
"""
ALL_TEXTS = """
    SELECT group_concat(text, char(10)) FROM
    (SELECT DISTINCT length, text FROM key WHERE kind = ? ORDER BY length)
"""
EQUAL = f"""
    SELECT {_KEY_COLUMNS} FROM key
    WHERE kind = :kind AND length = :length AND text = :text ORDER BY id
"""
# Length by length, for the index has the keys in this order.
STARTING = f"""
    WITH RECURSIVE lengths (length) AS (
        SELECT min(length) FROM key WHERE kind = :kind AND length > :length
        UNION ALL
        SELECT (SELECT min(length) FROM key WHERE kind = :kind AND length > lengths.length)
        FROM lengths WHERE length IS NOT NULL
    )
    SELECT {_KEY_COLUMNS} FROM lengths CROSS JOIN key USING (length)
    WHERE kind = :kind AND text > :from AND text < :to
"""
# The planner would read all keys first but for the cross join.
CONTAINING = f"""
    SELECT {_KEY_COLUMNS} FROM key_search CROSS JOIN key
    ON key.id = key_search.rowid & {(1 << _ID_BITS) - 1}
    WHERE key_search MATCH :phrase AND kind = :kind AND instr(text, :part) > 1
    ORDER BY key_search.rowid
"""
EXISTING = "SELECT id FROM concept WHERE id IN (SELECT value FROM json_each(?))"
RECORDS = "SELECT id, record FROM concept WHERE id IN (SELECT value FROM json_each(?))"
LEMMAS = "SELECT form, lemma FROM lemma WHERE form IN (SELECT value FROM json_each(?))"
POLITIES = """
    SELECT DISTINCT json_extract(record, '$.polity') AS polity FROM concept
    WHERE polity != '' ORDER BY polity
"""
REFERENCES = """
    SELECT target.value, concept.id
    FROM concept, json_each(record, '$.related') AS relation, json_each(relation.value) AS target
    ORDER BY concept.id
"""
MATCHING = """
    SELECT id FROM concept
    WHERE (:subject = '' OR subject = :subject)
    AND (:polity = '' OR json_extract(record, '$.polity') = :polity)
    AND (:status || :usage = '' OR EXISTS (
        SELECT 1 FROM json_each(record, '$.terms') AS term
        WHERE (:status = '' OR json_extract(term.value, '$.status') = :status)
        AND (:usage = '' OR EXISTS (
            SELECT 1 FROM json_each(term.value, '$.usage') AS user WHERE user.value = :usage
        ))
    ))
"""
AMONG = f"{MATCHING} AND id IN (SELECT value FROM json_each(:names))"
CHANGED = """
    SELECT name, json_extract(before, '$.terms') IS NOT json_extract(record, '$.terms')
    FROM change LEFT JOIN concept ON concept.id = change.name
    WHERE number > ? AND kind = 'concept' LIMIT ?
"""
ORIGIN = "CASE details WHEN '' THEN '' ELSE coalesce(json_extract(details, '$.origin'), '') END"
FOLDED_CONTAINS = "instr(folded, {}) > 0"
LINEAGE = "SELECT ''"
UNIT_DIGESTS = ""
LAST_GIVEN = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :table"
GIVE_AFTER: tuple[str, ...] = (
    """
    INSERT INTO sqlite_sequence (name, seq) SELECT :table, 0
    WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :table)
    """,
    "UPDATE sqlite_sequence SET seq = :last WHERE name = :table",
)
