"""The right to write to a base, which server and privileges give or deny."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from termbase.store.postgres.failures import READ_ONLY

_RIGHTS = """
    SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on',
    has_table_privilege('concept', 'INSERT') AND has_table_privilege('concept', 'DELETE')
    AND has_table_privilege('meta', 'UPDATE')
"""


def unwritable_reason(rows: Callable[[str], list[tuple[Any, ...]]]) -> str:
    """Return why a base cannot be written, and the remedy; empty if it can.

    Args:
        rows: Returns the answer to a query.
    """
    ((is_read_only, has_privileges),) = rows(_RIGHTS)
    if is_read_only:
        return READ_ONLY
    if not has_privileges:
        return "cannot be written: the user may only read; GRANT more, or name another user"
    return ""
