"""The OpenAPI 3.1 document, made from the table of operations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter

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
_OF_ETAGS = (HTTPStatus.PRECONDITION_FAILED, HTTPStatus.PRECONDITION_REQUIRED)


class ContentProblem(BaseModel):
    """One problem in content."""

    code: str
    message: str
    file: str
    line: int


class ProblemDetails(BaseModel):
    """A problem (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[ContentProblem] | None = None


def document(operations: Sequence[Operation], prefix: str, version: str) -> dict[str, Any]:
    """Return the OpenAPI document.

    Args:
        operations: The operations.
        prefix: The path that theirs are below.
        version: The version of the package.
    """
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    problem = _schema(ProblemDetails, "serialization", schemas)
    for one in operations:
        paths.setdefault(_path(prefix, one), {})[one.method.lower()] = _operation(
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
    security: list[dict[str, list[str]]] = (
        [{}, {"token": []}] if one.role == Role.READER else [{"token": []}]
    )
    statuses = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, *_COMMON, *one.statuses}
    found: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "description": f"Needs the role {one.role}.",
        "security": security,
        "parameters": _parameters(one, schemas),
    }
    if one.body is not None:
        statuses.update(_OF_BODIES)
        schema = _schema(one.body, "validation", schemas)
        found["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    if one.uses_etag:
        statuses.update(_OF_ETAGS)
    if "{" in one.path:
        statuses.add(HTTPStatus.NOT_FOUND)
    responses: dict[str, Any] = {}
    for status in one.success:
        responses[str(int(status))] = {"description": status.phrase}
        if status != HTTPStatus.NO_CONTENT:
            schema = _schema(one.answer, "serialization", schemas)
            responses[str(int(status))]["content"] = {one.media_type: {"schema": schema}}
    for status in sorted(statuses):
        responses[str(int(status))] = {
            "description": status.phrase,
            "content": {MEDIA_TYPE: {"schema": problem}},
        }
    return {**found, "responses": responses}


def _parameters(one: Operation, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
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
    if one.uses_etag:
        found.append(
            {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}
        )
    return found


def _path(prefix: str, one: Operation) -> str:
    # Starlette writes converters into paths: {id:path}.
    return re.sub(r"\{(\w+):\w+\}", r"{\1}", prefix + one.path)


def _schema(
    kind: Any, mode: Literal["validation", "serialization"], schemas: dict[str, Any]
) -> dict[str, Any]:
    """Return the schema of a type; put the models in it beside the others."""
    schema = TypeAdapter(kind).json_schema(mode=mode, ref_template=_REFERENCE)
    schemas.update(schema.pop("$defs", {}))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        schemas[kind.__name__] = schema
        return {"$ref": _REFERENCE.format(model=kind.__name__)}
    return schema
