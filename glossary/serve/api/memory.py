"""Operations on the translation memory: search, concordance, units, statistics."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Literal

from pydantic import Field

from glossary.serve.api.etags import is_known, record_etag, require_match
from glossary.serve.api.models import CommentQuery
from glossary.serve.api.operation import PREFIX, Answer, Call, Operation
from glossary.serve.api.requests import Fields, Model
from glossary.serve.numbers import number_of
from glossary.views.records import match_record, occurrence_record, unit_record
from termbase import written_by
from termbase.errors import NotFound
from termbase.model.tags import checked_tag, guess_language
from termbase.model.unit import TranslationUnit
from termbase.store.accounts import Role
from termbase.store.clock import now

# A segment is a sentence or a few; longer queries take seconds.
_LONGEST = 10_000


class SearchQuery(Fields):
    """The query of a search in the memory."""

    q: str = Field(max_length=_LONGEST, description="A segment in either language.")
    at_least: int = Field(70, ge=1, le=100, description="The lowest score.")
    n: int = Field(5, ge=1, le=100, description="The largest number of matches.")
    language: str = Field("", max_length=40, description="Search only segments in it.")


class ConcordanceQuery(Fields):
    """The query of a concordance search."""

    q: str = Field(max_length=_LONGEST, description="A string, in any script.")
    n: int = Field(20, ge=1, le=500, description="The largest number of units.")


class Texts(Model):
    """The texts of a unit."""

    source: str
    target: str


class NewUnit(Texts):
    """A segment and its translation."""

    source_language: str = Field("", max_length=40, description="BCP 47; by default detected.")
    target_language: str = Field("", max_length=40, description="BCP 47; by default detected.")
    origin: str = Field("", description="The file or project that it comes from.")
    before: str = Field("", description="The segment before it.")
    after: str = Field("", description="The segment after it.")
    notes: list[str] = Field([])


class UnitRecord(Model):
    """A translation unit."""

    source: str
    target: str
    id: int
    origin: str
    source_language: str
    target_language: str
    created: str
    changed: str


class EditOperationRecord(Model):
    """One step between the text that was searched for and the stored segment."""

    kind: Literal["equal", "replace", "insert", "delete"]
    query: str
    stored: str


class MatchRecord(UnitRecord):
    """A unit that is similar to a text; 101 is the score of one in the same context."""

    score: int = Field(ge=0, le=101)
    side: Literal["source", "target"] = Field(alias="in")
    suggestion: str
    differences: list[str]
    alignment: list[EditOperationRecord]


class OccurrenceRecord(UnitRecord):
    """A unit that contains a string; spans are of code points, from 0."""

    side: Literal["source", "target"] = Field(alias="in")
    spans: list[list[int]]


class MemoryStatistics(Model):
    """Counts of units."""

    units: int
    languages: dict[str, int]
    origins: dict[str, int]
    index_bytes: int
    unindexed: int


def search_memory(call: Call) -> list[dict[str, Any]]:
    """Return the units that are similar to a text, the best first."""
    query = call.query
    found = call.state.glossary.memory.search(
        query.q, query.at_least, query.n, language=query.language
    )
    return [match_record(match) for match in found]


def concordance(call: Call) -> list[dict[str, Any]]:
    """Return the units that contain a string, in either language and any script."""
    # The memory takes time to load, and the server is to start quickly.
    from termbase.memory import concordance as search

    found = search.concordance(call.state.glossary.memory, call.query.q, call.query.n)
    return [occurrence_record(occurrence) for occurrence in found]


def memory_statistics(call: Call) -> dict[str, Any]:
    """Return counts of units, in all, by languages and by origin."""
    found = call.state.glossary.memory.stats()
    # Why an index could not be written names files of the server.
    found.pop("index_error")
    return found


def get_unit(call: Call) -> Answer:
    """Return a unit."""
    record = unit_record(_unit(call))
    etag = record_etag(record)
    if is_known(call.headers, etag):
        return Answer(None, {"ETag": etag}, HTTPStatus.NOT_MODIFIED)
    return Answer(record, {"ETag": etag})


def add_unit(call: Call) -> Answer:
    """Add a unit; an identical one that is there already is returned instead."""
    from termbase.memory import editing

    memory, unit = call.state.glossary.memory, _new_unit(call)
    with _writing(call):
        is_new = editing.add_unit(memory, unit)
        stored = memory.get(memory.newest()) if is_new else _identical(call, unit)
    assert stored is not None  # noqa: S101 - it is there, since whenever
    return _stored(stored, HTTPStatus.CREATED if is_new else HTTPStatus.OK)


def put_unit(call: Call) -> Answer:
    """Change the texts of a unit, which gets a new number."""
    from termbase.memory import editing

    memory = call.state.glossary.memory
    with _writing(call):
        number = editing.edit_unit(memory, _match(call), call.body.source, call.body.target)
        unit = memory.get(number)
    assert unit is not None  # noqa: S101 - it has just been stored
    return _stored(unit, HTTPStatus.OK)


def delete_unit(call: Call) -> Answer:
    """Delete a unit."""
    from termbase.memory import editing

    with _writing(call):
        editing.delete_unit(call.state.glossary.memory, _match(call))
    return Answer(None, status=HTTPStatus.NO_CONTENT)


@contextmanager
def _writing(call: Call) -> Iterator[None]:
    """Write in one transaction, in the name of the account."""
    name, comment = call.principal.name, call.query.comment
    with written_by(name, comment), call.state.glossary.memory.transaction():
        yield


def _match(call: Call) -> int:
    """Return the number of the unit in the path, if it is still the one that was named.

    A unit that has been changed has another number: that one is not there is a change, too.
    """
    number = _number(call)
    unit = call.state.glossary.memory.get(number)
    require_match(call.headers, record_etag(unit_record(unit)) if unit else "")
    return number


def _unit(call: Call) -> TranslationUnit:
    number = _number(call)
    unit = call.state.glossary.memory.get(number)
    if unit is None:
        raise NotFound(f"unit {number} is not in the memory; it may have been changed or deleted")
    return unit


def _number(call: Call) -> int:
    text = call.path["number"]
    if (number := number_of(text)) is None:
        raise NotFound(f"{text} is not the number of a unit")
    return number


def _new_unit(call: Call) -> TranslationUnit:
    body = call.body
    languages = {
        "source_language": checked_tag(body.source_language) or guess_language(body.source),
        "target_language": checked_tag(body.target_language) or guess_language(body.target),
    }
    fields = {**body.model_dump(), **languages, "notes": tuple(body.notes)}
    return TranslationUnit(**fields, created=now(), created_by=call.principal.name)


def _identical(call: Call, unit: TranslationUnit) -> TranslationUnit | None:
    """Return the unit of the memory that is identical to another one."""
    matches = call.state.glossary.memory.search(unit.source, 100, None)
    same = (
        match.unit
        for match in matches
        if (match.unit.source, match.unit.target) == (unit.source, unit.target)
    )
    return next(same, None)


def _stored(unit: TranslationUnit, status: HTTPStatus) -> Answer:
    record = unit_record(unit)
    location = f"{PREFIX}/memory/units/{unit.id}"
    return Answer(record, {"ETag": record_etag(record), "Location": location}, status)


OPERATIONS = (
    Operation(
        "GET", "/memory/search", Role.READER, search_memory, list[MatchRecord], query=SearchQuery
    ),
    Operation(
        "GET", "/memory/concordance", Role.READER, concordance, list[OccurrenceRecord],
        query=ConcordanceQuery,
    ),
    Operation("GET", "/memory/stats", Role.READER, memory_statistics, MemoryStatistics),
    Operation(
        "POST", "/memory/units", Role.EDITOR, add_unit, UnitRecord, query=CommentQuery,
        body=NewUnit, success=(HTTPStatus.OK, HTTPStatus.CREATED), is_repeatable=True,
    ),
    Operation(
        "GET", "/memory/units/{number}", Role.READER, get_unit, UnitRecord,
        success=(HTTPStatus.OK, HTTPStatus.NOT_MODIFIED), uses_etag=True,
    ),
    Operation(
        "PUT", "/memory/units/{number}", Role.EDITOR, put_unit, UnitRecord, query=CommentQuery,
        body=Texts, uses_etag=True,
    ),
    Operation(
        "DELETE", "/memory/units/{number}", Role.EDITOR, delete_unit, query=CommentQuery,
        success=(HTTPStatus.NO_CONTENT,), uses_etag=True,
    ),
)  # fmt: skip
