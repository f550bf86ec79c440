"""The operations as routes: a request is checked, done in a thread, and answered in JSON."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from glossary.serve.api.operation import Answer, Call, Operation
from glossary.serve.principal import check_origin, require
from glossary.serve.problems import Details, Refused, as_json, details_of
from glossary.serve.state import state_of

PREFIX = "/api/v1"


def routes_of(operations: Sequence[Operation]) -> list[Route]:
    """Return a route for each operation."""
    return [
        Route(PREFIX + one.path, _endpoint(one), methods=[one.method], name=one.name)
        for one in operations
    ]


def _endpoint(operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        body = await request.body()
        return await run_in_threadpool(_respond, operation, request, body)

    return endpoint


def _respond(operation: Operation, request: Request, body: bytes) -> Response:
    try:
        principal = require(request, operation.role)
        check_origin(principal, operation.method, request.headers.get("x-csrf-token", ""))
        call = Call(
            state_of(request),
            principal,
            request.path_params,
            operation.query and _checked(operation.query, _query(request, operation.query)),
            operation.body and _checked(operation.body, _json(request, body)),
            request.headers,
        )
        if operation.uses_etag and "if-match" not in request.headers:
            raise Refused(
                HTTPStatus.PRECONDITION_REQUIRED,
                "If-Match is missing; send the ETag of the version that you have changed",
            )
        found = operation.handler(call)
    except ValidationError as error:
        return as_json(_invalid(error))
    except Exception as error:  # noqa: BLE001 - every failure is answered as a problem
        return as_json(details_of(error))
    answer = found if isinstance(found, Answer) else Answer(found)
    if isinstance(answer.value, Response):
        return answer.value
    if answer.status == HTTPStatus.NO_CONTENT:
        return Response(status_code=answer.status, headers=answer.headers)
    content = json.dumps(answer.value, ensure_ascii=False, separators=(",", ":"))
    return Response(content, answer.status, answer.headers, "application/json")


def _query(request: Request, model: type[BaseModel]) -> dict[str, Any]:
    """Return the query: of a field that is a list all values, of any other one the last."""
    query = request.query_params
    lists = {
        name for name, one in model.model_fields.items() if "list" in str(one.annotation).lower()
    }
    return {key: query.getlist(key) if key in lists else query[key] for key in query}


def _json(request: Request, body: bytes) -> Any:
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip()
    # A form of another site can send anything but JSON without being asked for leave (CORS).
    if kind != "application/json":
        raise Refused(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the body is {kind}; send application/json"
        )
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"the body is not JSON: {error}") from None


def _checked(model: type[BaseModel], value: Any) -> BaseModel:
    return model.model_validate(value)


def _invalid(error: ValidationError) -> Details:
    problems: tuple[dict[str, Any], ...] = tuple(
        {
            "code": one["type"],
            "message": f"{'.'.join(map(str, one['loc'])) or 'the body'}: {one['msg']}",
            "file": "",
            "line": 0,
        }
        for one in error.errors(include_url=False, include_context=False, include_input=False)
    )
    detail = "; ".join(problem["message"] for problem in problems)
    return Details(HTTPStatus.UNPROCESSABLE_ENTITY, detail, problems)
