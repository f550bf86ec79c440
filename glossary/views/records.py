"""Results as JSON objects, the same in the output of commands and in answers of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from termbase.model.record import to_record

if TYPE_CHECKING:
    from termbase.lookup import Hit


def hit_record(hit: Hit) -> dict[str, Any]:
    """Return a hit of a look-up."""
    return {"score": hit.score, "matched": hit.matched, "concept": to_record(hit.concept)}
