"""Operations on terms: look up."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from glossary.serve.api.operation import Call, Operation
from glossary.views.records import hit_record
from termbase.store.accounts import Role


class LookupQuery(BaseModel):
    """The query of a look-up."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(description="汉字 in any script, pinyin, initials, or English.", max_length=1000)
    n: int = Field(10, ge=1, le=100, description="The largest number of hits.")


class HitRecord(BaseModel):
    """A hit."""

    score: float
    matched: str
    concept: dict[str, Any]


def lookup(call: Call) -> list[dict[str, Any]]:
    """Return the concepts that a query may mean, the best first."""
    hits = call.state.glossary.lookup(call.query.q, call.query.n)
    if not hits:
        call.state.misses.note(call.query.q)
    return [hit_record(hit) for hit in hits]


OPERATIONS = (Operation("GET", "/lookup", Role.READER, lookup, list[HitRecord], query=LookupQuery),)
