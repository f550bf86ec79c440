"""Operations that tell about the base: its changes, its contents, its signature."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from glossary.serve.api import jobs
from glossary.serve.api.cursors import number_of, to_cursor
from glossary.serve.api.models import PageQuery
from glossary.serve.api.operation import Call, Operation
from glossary.serve.api.requests import Model
from glossary.views.records import change_record
from termbase.store.accounts import Role

_Kind = Literal["concept", "unit", "proposal", "account", "token", "import"]


class ChangesQuery(PageQuery):
    """The query of the audit log."""

    kind: Literal["", "concept", "unit", "proposal", "account", "token", "import"] = ""
    name: str = Field("", max_length=200, description="The id or number of what has changed.")
    author: str = Field("", max_length=200)


class ChangeRecord(Model):
    """A change of the base."""

    number: int
    at: str
    author: str
    action: str
    kind: _Kind
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    comment: str


class ChangePage(Model):
    """A page of changes, the newest first."""

    items: list[ChangeRecord]
    next: str | None = Field(description="The cursor of the next page; null at the end.")


class CountsRecord(Model):
    """Numbers of visible concepts and terms."""

    concepts: int
    own: int
    chinese: int
    english: int


class SignatureRecord(Model):
    """All that results depend on, except texts and options."""

    version: str
    data: str


class StatisticsRecord(Model):
    """The contents of the glossary."""

    total: CountsRecord
    subjects: dict[str, CountsRecord]
    levels: dict[str, CountsRecord]
    signature: SignatureRecord


def list_changes(call: Call) -> dict[str, Any]:
    """Return the changes of the base, the newest first, page by page."""
    query = call.query
    found = call.state.glossary.termbase.changes(
        number_of(query.cursor), query.limit + 1,
        kind=query.kind, name=query.name, author=query.author,
    )  # fmt: skip
    page = found[: query.limit]
    has_more = len(found) > query.limit
    return {
        "items": [change_record(change) for change in page],
        "next": to_cursor(page[-1].number) if has_more else None,
    }


def statistics(call: Call) -> dict[str, Any]:
    """Return the numbers of concepts and terms, by subject and by level."""
    record = call.state.statistics.now().as_dict()
    # The path of the base is the server's own affair.
    del record["base"]
    return record


def signature(call: Call) -> dict[str, Any]:
    """Return the version and the checksum of the data that results depend on."""
    record: dict[str, Any] = call.state.clerk.run(jobs.signature)
    return record


OPERATIONS = (
    Operation("GET", "/changes", Role.APPROVER, list_changes, ChangePage, query=ChangesQuery),
    Operation("GET", "/statistics", Role.READER, statistics, StatisticsRecord),
    Operation("GET", "/signature", Role.READER, signature, SignatureRecord),
)
