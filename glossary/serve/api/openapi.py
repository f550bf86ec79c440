"""The OpenAPI 3.1 document, made from the table of operations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, TypeAdapter

from glossary.serve.api.models import ProblemRecord
from glossary.serve.api.operation import Operation
from glossary.serve.problems import MEDIA_TYPE
from termbase.store.accounts import Role

_REFERENCE = "#/components/schemas/{model}"
# What any request may be answered with.
_COMMON = (
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
_OF_BODIES = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
_OF_CHANGES = (HTTPStatus.PRECONDITION_FAILED, HTTPStatus.PRECONDITION_REQUIRED)
_OF_KEYS = (HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT)
_TEXT = {"type": "string"}
_ETAG = {"ETag": {"description": "The version.", "schema": _TEXT}}
_LOCATION = {"Location": {"description": "The path of what was made.", "schema": _TEXT}}


class ProblemDetails(BaseModel):
    """A problem (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[ProblemRecord] | None = None


def document(operations: Sequence[Operation], prefix: str, version: str) -> dict[str, Any]:
    """Return the OpenAPI document.

    Args:
        operations: The operations.
        prefix: The path that theirs are below.
        version: The version of the package.
    """
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    problem = _schema(ProblemDetails, schemas)
    for one in operations:
        paths.setdefault(prefix + one.path, {})[one.method.lower()] = _operation(
            one, problem, schemas
        )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "glossary",
            "version": version,
            "description": "Chinese–English terms and translation memory.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operation(one: Operation, problem: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    # On loopback reading needs no token, so it is one of two possibilities there.
    token: list[dict[str, list[str]]] = [{"token": []}]
    security = [{}, *token] if one.role == Role.READER else token
    found: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "description": f"Needs the role {one.role}.",
        "tags": [one.path.split("/")[1]],
        "security": security,
        "parameters": _parameters(one, schemas),
    }
    if content := _content(one, schemas):
        found["requestBody"] = {"required": True, "content": content}
    responses = {str(int(status)): _response(one, status, schemas) for status in one.success}
    for status in sorted(_problem_statuses(one)):
        responses[str(int(status))] = {
            "description": status.phrase,
            "content": {MEDIA_TYPE: {"schema": problem}},
        }
    return {**found, "responses": responses}


def _content(one: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    models = {"application/json": one.body, "multipart/form-data": one.form}
    return {
        kind: {"schema": _schema(model, schemas)}
        for kind, model in models.items()
        if model is not None
    }


def _response(one: Operation, status: HTTPStatus, schemas: dict[str, Any]) -> dict[str, Any]:
    response: dict[str, Any] = {"description": status.phrase}
    if one.uses_etag and one.method != "POST" and status != HTTPStatus.NO_CONTENT:
        response["headers"] = _ETAG
    if status == HTTPStatus.CREATED and one.is_repeatable:
        response["headers"] = {**response.get("headers", {}), **_LOCATION}
    if status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        return response
    content: dict[str, Any] = {kind: {"schema": {}} for kind in one.files}
    if one.answer is not None:
        schema = _schema(one.answer, schemas)
        content = {"application/json": {"schema": schema}, **content}
    return {**response, "content": content}


def _problem_statuses(one: Operation) -> set[HTTPStatus]:
    statuses = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, *_COMMON, *one.statuses}
    if one.takes_body:
        statuses.update(_OF_BODIES)
    if one.uses_etag and one.method != "GET":
        statuses.update(_OF_CHANGES)
    if one.is_repeatable:
        statuses.update(_OF_KEYS)
    if "{" in one.path:
        statuses.add(HTTPStatus.NOT_FOUND)
    return statuses


def _parameters(one: Operation, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": _TEXT}
        for name in re.findall(r"\{(\w+)", one.path)
    ]
    if one.query is not None:
        schema = one.query.model_json_schema(ref_template=_REFERENCE)
        schemas.update(schema.pop("$defs", {}))
        required = schema.get("required", [])
        found += [
            {"name": name, "in": "query", "required": name in required, "schema": field}
            for name, field in schema.get("properties", {}).items()
        ]
    return [*found, *_headers(one)]


def _headers(one: Operation) -> Iterable[dict[str, Any]]:
    if one.uses_etag and one.method == "GET":
        yield _header("If-None-Match", "The ETags that the client has; 304 for the present one.")
    elif one.uses_etag:
        yield _header(
            "If-Match", "The ETag of the version that is changed.", required=not one.takes_new
        )
    if one.takes_new:
        yield _header("If-None-Match", "`*` for a new one, instead of If-Match.")
    if one.is_repeatable:
        yield _header(
            "Idempotency-Key",
            "Any text, a new one for each request: one that is sent again with it is not done "
            "again. Kept for a day, until the server stops.",
        )


def _header(name: str, description: str, *, required: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": _TEXT,
    }


def _schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; put the models in it beside the others."""
    schema = TypeAdapter(kind).json_schema(ref_template=_REFERENCE)
    schemas.update(schema.pop("$defs", {}))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        schemas[kind.__name__] = schema
        return {"$ref": _REFERENCE.format(model=kind.__name__)}
    return schema
