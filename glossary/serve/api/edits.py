"""Operations that change concepts; each names the version that it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from pydantic import Field

from glossary.serve.api.etags import concept_etag, require_match
from glossary.serve.api.models import CommentQuery, ConceptId, ConceptRecord, Usage
from glossary.serve.api.operation import PREFIX, Answer, Call, Operation
from glossary.serve.api.requests import Model
from glossary.serve.problems import Refused
from termbase import written_by
from termbase.model.concept import Concept
from termbase.model.record import from_record, to_record
from termbase.store.accounts import Role


class EditBody(Model):
    """Fields to set; those that are missing stay as they are."""

    english: list[str] = Field([], description="All renderings, the preferred one first.")
    gloss: str | None = None
    literal: str | None = None
    note: str | None = None
    subject: str | None = None
    kind: str | None = None
    traditional: str | None = None
    pinyin: str | None = None
    usage: list[Usage] = Field([])
    source: str | None = Field(None, description="The title of a source to add.")


class AddBody(EditBody):
    """A new concept; what is missing of its Chinese term is generated."""

    chinese: str
    id: ConceptId | None = None


class RestoreBody(Model):
    """The version to put back."""

    number: int = Field(ge=0, description="0 for the state before the first change.")


class MoveBody(Model):
    """The term to move, and where to."""

    term: str
    to: ConceptId


class SplitBody(Model):
    """The terms of the new concept."""

    terms: list[str] = Field(min_length=1)
    id: ConceptId | None = None


class MergeBody(Model):
    """The concept that stays."""

    into: ConceptId


class Moved(Model):
    """The two concepts after a term was moved."""

    source: ConceptRecord
    target: ConceptRecord


class Split(Model):
    """Two concepts that were one."""

    old: ConceptRecord
    new: ConceptRecord


def add_concept(call: Call) -> Answer:
    """Store a Chinese term with its English renderings, as a concept of the base."""
    fields = call.body.model_dump(exclude_unset=True)
    chinese, english = fields.pop("chinese"), fields.pop("english", [])
    with _writing(call):
        concept = call.state.glossary.add(chinese, english, **fields)
        etag = concept_etag(call.state.glossary.termbase, concept.id)
    return _created(concept, etag)


def put_concept(call: Call) -> Answer:
    """Store a concept in place of the one with its id, or as a new one."""
    concept_id, termbase = call.path["id"], call.state.glossary.termbase
    if call.body.id != concept_id:
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"the id in the body is {call.body.id!r}; send that of the path, {concept_id!r}",
        )
    concept = from_record(call.body.record())
    with _writing(call):
        present = concept_etag(termbase, concept_id)
        require_match(call.headers, present)
        call.state.glossary.put(concept)
        etag = concept_etag(termbase, concept_id)
    return Answer(to_record(concept), {"ETag": etag}) if present else _created(concept, etag)


def edit_concept(call: Call) -> Answer:
    """Change some fields of a concept; a built-in one is copied into the base first."""
    fields = call.body.model_dump(exclude_unset=True)
    return _changed(call, lambda concept_id: call.state.glossary.edit(concept_id, **fields))


def remove_concept(call: Call) -> Answer:
    """Remove a concept from the base; a built-in one that it hides shows again."""
    with _changing(call) as concept_id:
        call.state.glossary.remove(concept_id)
    return Answer(None, status=HTTPStatus.NO_CONTENT)


def restore_concept(call: Call) -> Answer:
    """Put an older version of a concept back, as a new change."""
    termbase = call.state.glossary.termbase
    with _writing(call):
        concept_id = call.path["id"]
        present = concept_etag(termbase, concept_id)
        # A concept that was removed can be restored too: then it has no ETag to name but *.
        if present or call.headers["if-match"].strip() != "*":
            require_match(call.headers, present)
        call.state.glossary.restore(concept_id, call.body.number)
        concept, etag = termbase.get(concept_id), concept_etag(termbase, concept_id)
    if concept is None:
        return Answer(None, status=HTTPStatus.NO_CONTENT)
    return Answer(to_record(concept), {"ETag": etag})


def move_term(call: Call) -> dict[str, Any]:
    """Move a term with its renderings to another concept."""
    with _changing(call) as concept_id:
        source, target = call.state.glossary.move_term(concept_id, call.body.term, call.body.to)
    return {"source": to_record(source), "target": to_record(target)}


def split_concept(call: Call) -> dict[str, Any]:
    """Make a concept of its own of some terms of a concept."""
    with _changing(call) as concept_id:
        old, new = call.state.glossary.split(concept_id, call.body.terms, new_id=call.body.id)
    return {"old": to_record(old), "new": to_record(new)}


def merge_concept(call: Call) -> dict[str, Any]:
    """Put all terms of a concept into another one, which stays."""
    with _changing(call) as concept_id:
        return to_record(call.state.glossary.merge(concept_id, call.body.into))


@contextmanager
def _writing(call: Call) -> Iterator[None]:
    """Write in one transaction, in the name of the account."""
    name, comment = call.principal.name, call.query.comment
    with written_by(name, comment), call.state.glossary.termbase.transaction():
        yield


@contextmanager
def _changing(call: Call) -> Iterator[str]:
    """Change, in one transaction, the concept in the path, if it is still the one that was named.

    Raises:
        NotFound: If it does not exist.
    """
    termbase, concept_id = call.state.glossary.termbase, call.path["id"]
    with _writing(call):
        # By its id only: the library also takes one of its terms.
        _ = termbase[concept_id]
        require_match(call.headers, concept_etag(termbase, concept_id))
        yield concept_id


def _changed(call: Call, change: Callable[[str], Concept]) -> Answer:
    with _changing(call) as concept_id:
        concept = change(concept_id)
        etag = concept_etag(call.state.glossary.termbase, concept_id)
    return Answer(to_record(concept), {"ETag": etag})


def _created(concept: Concept, etag: str) -> Answer:
    location = f"{PREFIX}/concepts/{concept.id}"
    return Answer(to_record(concept), {"ETag": etag, "Location": location}, HTTPStatus.CREATED)


_CREATED, _CONFLICT = (HTTPStatus.CREATED,), (HTTPStatus.CONFLICT,)
_NO_CONTENT = (HTTPStatus.NO_CONTENT,)

OPERATIONS = (
    Operation(
        "POST", "/concepts", Role.EDITOR, add_concept, ConceptRecord, query=CommentQuery,
        body=AddBody, success=_CREATED, statuses=_CONFLICT, is_repeatable=True,
    ),
    Operation(
        "PUT", "/concepts/{id}", Role.EDITOR, put_concept, ConceptRecord, query=CommentQuery,
        body=ConceptRecord, success=(HTTPStatus.OK, HTTPStatus.CREATED), uses_etag=True,
    ),
    Operation(
        "PATCH", "/concepts/{id}", Role.EDITOR, edit_concept, ConceptRecord, query=CommentQuery,
        body=EditBody, statuses=_CONFLICT, uses_etag=True,
    ),
    Operation(
        "DELETE", "/concepts/{id}", Role.EDITOR, remove_concept, query=CommentQuery,
        success=_NO_CONTENT, statuses=_CONFLICT, uses_etag=True,
    ),
    Operation(
        "POST", "/concepts/{id}/restore", Role.EDITOR, restore_concept, ConceptRecord,
        query=CommentQuery, body=RestoreBody, success=(HTTPStatus.OK, HTTPStatus.NO_CONTENT),
        statuses=_CONFLICT, uses_etag=True,
    ),
    Operation(
        "POST", "/concepts/{id}/move", Role.EDITOR, move_term, Moved, query=CommentQuery,
        body=MoveBody, statuses=_CONFLICT, uses_etag=True,
    ),
    Operation(
        "POST", "/concepts/{id}/split", Role.EDITOR, split_concept, Split, query=CommentQuery,
        body=SplitBody, statuses=_CONFLICT, uses_etag=True,
    ),
    Operation(
        "POST", "/concepts/{id}/merge", Role.EDITOR, merge_concept, ConceptRecord,
        query=CommentQuery, body=MergeBody, statuses=_CONFLICT, uses_etag=True,
    ),
)  # fmt: skip
