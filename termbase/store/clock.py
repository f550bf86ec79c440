"""The time, as a base stores it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now(lifetime: timedelta = timedelta()) -> str:
    """Return the present time, or a later one (ISO 8601, UTC, in seconds).

    Two such times compare as strings.
    """
    return (datetime.now(UTC) + lifetime).isoformat(timespec="seconds")


def today() -> str:
    """Return the present date (UTC)."""
    return datetime.now(UTC).date().isoformat()
