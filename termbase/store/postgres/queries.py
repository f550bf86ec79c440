"""The SQL that SQLite and PostgreSQL write differently, for PostgreSQL."""

from __future__ import annotations

from termbase.store.keys import LookupKey

_KEY_COLUMNS = ", ".join(LookupKey._fields)
_NAMES = "ARRAY(SELECT json_array_elements_text(CAST({} AS json)))"

# The index of the parts of keys is kept by PostgreSQL itself.
INDEX_KEYS = ""
UNINDEX_KEYS = ""
PROMINENCE = f"""
    SELECT id, CAST(CAST(record AS json) ->> 'level' AS integer), CAST(record AS json) ->> 'polity'
    FROM concept WHERE id = ANY ({_NAMES.format("?")})
"""
ALL_TEXTS = """
    SELECT string_agg(text, chr(10) ORDER BY length) FROM
    (SELECT DISTINCT length, text FROM key WHERE kind = ?) AS texts
"""
EQUAL = f"SELECT {_KEY_COLUMNS} FROM key WHERE kind = ? AND length = ? AND text = ? ORDER BY id"
# Length by length, for the index has the keys in this order.
STARTING = f"""
    WITH RECURSIVE lengths (length) AS (
        SELECT min(length) FROM key WHERE kind = :kind AND length > :length
        UNION ALL
        SELECT (SELECT min(key.length) FROM key
                WHERE kind = :kind AND key.length > lengths.length)
        FROM lengths WHERE length IS NOT NULL
    )
    SELECT {_KEY_COLUMNS} FROM lengths CROSS JOIN LATERAL (
        SELECT {_KEY_COLUMNS} FROM key
        WHERE kind = :kind AND key.length = lengths.length AND text > :from AND text < :to
        ORDER BY text, id
    ) AS found
"""
CONTAINING = f"""
    SELECT {_KEY_COLUMNS} FROM key
    WHERE kind = :kind AND key_parts(kind, text) @> sought_parts(:kind, :part)
    AND strpos(text, :part) > 1
    ORDER BY length, id
"""
LEMMAS = f"SELECT form, lemma FROM lemma WHERE form = ANY ({_NAMES.format('?')})"
POLITIES = """
    SELECT DISTINCT CAST(record AS json) ->> 'polity' COLLATE "C" AS polity FROM concept
    WHERE CAST(record AS json) ->> 'polity' != '' ORDER BY polity
"""
REFERENCES = """
    SELECT target, concept.id FROM concept,
    json_each(CAST(record AS json) -> 'related') AS relation (kind, targets),
    json_array_elements_text(targets) AS target
    ORDER BY concept.id
"""
MATCHING = """
    SELECT id FROM concept
    WHERE (:subject = '' OR subject = :subject)
    AND (:polity = '' OR CAST(record AS json) ->> 'polity' = :polity)
    AND (:status || :usage = '' OR EXISTS (
        SELECT 1 FROM json_array_elements(CAST(record AS json) -> 'terms') AS term
        WHERE (:status = '' OR term ->> 'status' = :status)
        AND (:usage = '' OR EXISTS (
            SELECT 1 FROM json_array_elements_text(term -> 'usage') AS users (name)
            WHERE name = :usage
        ))
    ))
"""
AMONG = f"{MATCHING} AND id = ANY ({_NAMES.format(':names')})"
CHANGED = """
    SELECT name, CAST(CAST(before AS json) -> 'terms' AS text)
        IS DISTINCT FROM CAST(CAST(record AS json) -> 'terms' AS text)
    FROM change LEFT JOIN concept ON concept.id = change.name
    WHERE number > ? AND kind = 'concept' LIMIT ?
"""
ORIGIN = "CASE details WHEN '' THEN '' ELSE coalesce(CAST(details AS json) ->> 'origin', '') END"
FOLDED_CONTAINS = "strpos(folded, {}) > 0"
LAST_GIVEN = """
    SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(:table, :column)), 0)
"""
GIVE_AFTER: tuple[str, ...] = ("SELECT setval(pg_get_serial_sequence(:table, :column), :last)",)
