"""Operations that read terms: look up, list, get, history, validate."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import Field

from glossary.serve.api.cursors import key_of, number_of, to_cursor
from glossary.serve.api.etags import concept_etag, is_known
from glossary.serve.api.models import AnyStatus, AnyUsage, ConceptRecord, PageQuery
from glossary.serve.api.operation import Answer, Call, Operation
from glossary.serve.api.requests import Fields, Model
from glossary.views.records import hit_record, version_record
from termbase.browse import select
from termbase.errors import InvalidConcept
from termbase.model.record import from_record, to_record
from termbase.store.accounts import Role

# The largest number of hits that a list with a query goes through.
_MOST_HITS = 1000


class LookupQuery(Fields):
    """The query of a look-up."""

    q: str = Field(description="汉字 in any script, pinyin, initials, or English.", max_length=1000)
    n: int = Field(10, ge=1, le=100, description="The largest number of hits.")


class HitRecord(Model):
    """A hit."""

    score: float
    matched: str
    concept: ConceptRecord


class ConceptsQuery(PageQuery):
    """The query of a list of concepts."""

    q: str = Field(
        "", max_length=1000, description="As for a look-up; the best hits, at most 1,000."
    )
    subject: str = Field("", max_length=200)
    polity: str = Field("", max_length=200)
    status: AnyStatus = Field("", description="The status of one of its terms.")
    usage: AnyUsage = Field("", description="A group of users of one of its terms.")


class ConceptPage(Model):
    """A page of concepts in the order of their ids."""

    items: list[ConceptRecord]
    next: str | None = Field(description="The cursor of the next page; null at the end.")


class VersionRecord(Model):
    """A version of a concept, and the change that led to it."""

    number: int
    at: str
    author: str
    action: str
    comment: str
    concept: ConceptRecord | None = Field(description="Null if it was not in the base then.")


class CodedMessage(Model):
    """A problem of a concept."""

    code: str
    message: str


class Problems(Model):
    """The problems of a concept, and doubts about it."""

    problems: list[CodedMessage]


def lookup(call: Call) -> list[dict[str, Any]]:
    """Return the concepts that a query may mean, the best first."""
    hits = call.state.glossary.lookup(call.query.q, call.query.n)
    if not hits:
        call.state.misses.note(call.query.q)
    return [hit_record(hit) for hit in hits]


def list_concepts(call: Call) -> dict[str, Any]:
    """Return the visible concepts in the order of their ids, or those for a query, by page."""
    query, limit = call.query, call.query.limit
    conditions = {
        name: value
        for name in ("subject", "polity", "status", "usage")
        if (value := getattr(query, name))
    }
    if query.q:
        start = number_of(query.cursor) or 0
        hits = call.state.glossary.lookup(query.q, _MOST_HITS, **conditions)[start:]
        found, keys = [hit.concept for hit in hits], [*range(start + 1, start + len(hits) + 1)]
    else:
        found = select(
            call.state.glossary.termbase, after=key_of(query.cursor), limit=limit + 1, **conditions
        )
        keys = [concept.id for concept in found]
    return {
        "items": [to_record(concept) for concept in found[:limit]],
        "next": to_cursor(keys[limit - 1]) if len(found) > limit else None,
    }


def get_concept(call: Call) -> Answer:
    """Return a concept."""
    concept_id, termbase = call.path["id"], call.state.glossary.termbase
    # The ETag first: if somebody changes the concept meanwhile, it is that of an older version,
    # and a change that names it is refused.
    etag = concept_etag(termbase, concept_id)
    concept = termbase[concept_id]
    if is_known(call.headers, etag):
        return Answer(None, {"ETag": etag}, HTTPStatus.NOT_MODIFIED)
    return Answer(to_record(concept), {"ETag": etag})


def get_history(call: Call) -> list[dict[str, Any]]:
    """Return the versions of a concept in the base, the newest first."""
    termbase = call.state.glossary.termbase
    versions = termbase.history(call.path["id"])
    if not versions:
        # One that is built in and was never changed has no history, but is there.
        _ = termbase[call.path["id"]]
    return [version_record(version) for version in versions]


def validate(call: Call) -> dict[str, Any]:
    """Return the problems of a concept as it would be stored; nothing is stored."""
    # Its patterns take time to compile, and the server is to start quickly.
    from glossary.validation import validate_concept

    try:
        concept = from_record(call.body.record())
    except InvalidConcept as error:
        return {"problems": [{"code": "invalid", "message": str(error)}]}
    problems = validate_concept(call.state.glossary.termbase, concept)
    return {"problems": [{"code": one.code, "message": one.message} for one in problems]}


_NOT_MODIFIED = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)

OPERATIONS = (
    Operation("GET", "/lookup", Role.READER, lookup, list[HitRecord], query=LookupQuery),
    Operation("GET", "/concepts", Role.READER, list_concepts, ConceptPage, query=ConceptsQuery),
    Operation(
        "GET", "/concepts/{id}", Role.READER, get_concept, ConceptRecord, success=_NOT_MODIFIED,
        uses_etag=True,
    ),
    Operation("GET", "/concepts/{id}/history", Role.READER, get_history, list[VersionRecord]),
    Operation("POST", "/validate", Role.READER, validate, Problems, body=ConceptRecord),
)  # fmt: skip
