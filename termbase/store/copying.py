"""Copying a whole base into another one: every row of every table, with its numbers."""

from __future__ import annotations

from contextlib import closing

from termbase.errors import Conflict, InputError
from termbase.store.database import Database

# In an order in which no row refers to one that is not there yet. The parts of the index of the
# memory are not copied: they belong to files, and are built anew.
TABLES = {
    "concept": "id subject record".split(),
    "form": "concept term language text inflects case_sensitive is_variant".split(),
    "key": "id concept term kind text status syllables".split(),
    "lemma": "form lemma".split(),
    "unit": ("id source target source_language target_language digest details folded".split()),
    "change": "number at author action kind name before comment part_of".split(),
    "account": "name role created disabled".split(),
    "token": "number account label role created expires used digest".split(),
    "session": "digest account expires token".split(),
    "link": "digest account expires".split(),
    "proposal": (
        "number at author status kind concept revision record comment batch file options data "
        "decided_by decided_at reason".split()
    ),
    "remark": "number proposal at author text".split(),
}
# Tables whose numbers are never given again, not even those of deleted rows.
_NUMBERED = {"unit": "id", "change": "number", "token": "number", "proposal": "number",
             "remark": "number"}  # fmt: skip


def copy_rows(source: Database, target: Database) -> dict[str, int]:
    """Copy all rows of a base, as it is at one moment, into an empty one; all or nothing.

    Args:
        source: The base; others may write to it meanwhile.
        target: Another base, without rows.

    Returns:
        The number of rows of each table.

    Raises:
        Conflict: If the other base is not empty.
        InputError: If it cannot hold a text.
        StoreError: If the one cannot be read, or the other written.
    """
    copied = {}
    with source.snapshot(), target.transaction():
        for table in TABLES:
            if target.rows(f"SELECT 1 FROM {table} LIMIT 1"):
                raise Conflict(f"{target.address}: is not empty; name a new base")
        for table, columns in TABLES.items():
            query = f"SELECT {', '.join(columns)} FROM {table}"
            try:
                with closing(source.stream(query)) as rows:
                    copied[table] = target.load(table, columns, rows)
            except InputError as error:
                raise InputError(f"{source.address}: table {table}: {error}") from None
        if statement := target.queries.INDEX_KEYS:
            target.execute(statement, (0,))
        for table, column in _NUMBERED.items():
            values = {"table": table, "column": column}
            ((last,),) = source.rows(source.queries.LAST_GIVEN, values)
            if last is None:
                # The user may not read it: at least no number is given twice.
                ((last,),) = source.rows(f"SELECT coalesce(max({column}), 0) FROM {table}")
            for statement in target.queries.GIVE_AFTER if last else ():
                target.rows(statement, {**values, "last": last})
    return copied
