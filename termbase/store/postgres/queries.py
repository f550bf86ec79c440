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
EQUAL = f"""
    SELECT {_KEY_COLUMNS} FROM key
    WHERE kind = :kind AND text = :text
    AND length_group(kind, length) = length_group(:kind, CAST(:length AS integer))
    ORDER BY id
"""
# Group by group of lengths, for the indexes have the keys in this order.
_GROUPS = """
    generate_series(length_group(:kind, CAST(:length AS integer)), 20) AS "group" CROSS JOIN LATERAL
"""
STARTING = f"""
    SELECT {_KEY_COLUMNS} FROM {_GROUPS} (
        SELECT * FROM key
        WHERE kind = :kind AND length_group(kind, length) = "group"
        AND text > :from AND text < :to AND length > :length
        ORDER BY length, text, id
    ) AS found
"""
CONTAINING = f"""
    SELECT {_KEY_COLUMNS} FROM {_GROUPS} (
        SELECT * FROM key
        WHERE key_parts(kind, length_group(kind, length), text)
        @> sought_parts(:kind, "group", :part)
        AND kind = :kind AND strpos(text, :part) > 1
        ORDER BY length, id
    ) AS found
"""
EXISTING = f"SELECT id FROM concept WHERE id = ANY ({_NAMES.format('?')})"
RECORDS = f"SELECT id, record FROM concept WHERE id = ANY ({_NAMES.format('?')})"
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
# A base is restored into new tables, into emptied ones (another file), or into another server, or
# below this one while it is stopped.
LINEAGE = """
    SELECT concat_ws(' ', oid, CAST('unit' AS regclass)::oid, pg_relation_filenode('unit'),
        pg_postmaster_start_time())
    FROM pg_database WHERE datname = current_database()
"""
UNIT_DIGESTS = """
    SELECT coalesce(string_agg(int8send(id) || substr(sha256(convert_to(
        concat(length(source), ' ', length(target), ' ', length(source_language), ' ',
            source, target, source_language, target_language), 'UTF8')), 1, 8), '' ORDER BY id), '')
    FROM unit WHERE id BETWEEN ? AND ?
"""
LAST_GIVEN = """
    SELECT CASE WHEN has_sequence_privilege(pg_get_serial_sequence(:table, :column), 'SELECT')
    THEN coalesce(pg_sequence_last_value(pg_get_serial_sequence(:table, :column)), 0) END
"""
GIVE_AFTER: tuple[str, ...] = ("SELECT setval(pg_get_serial_sequence(:table, :column), :last)",)
