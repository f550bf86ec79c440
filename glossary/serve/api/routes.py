"""The operations as routes: a request is checked, done in a thread, and answered in JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from glossary.serve.api.operation import PREFIX, Answer, Call, Operation
from glossary.serve.api.requests import checked_content, checked_query, read_content
from glossary.serve.idempotency import fingerprint
from glossary.serve.principal import Principal, check_origin, refuse_other_sites, require
from glossary.serve.problems import Details, Refused, as_json, details_of
from glossary.serve.state import state_of


def routes_of(operations: Sequence[Operation]) -> list[Route]:
    """Return a route for each path; it tells which methods the path has."""
    by_path: dict[str, dict[str, Operation]] = defaultdict(dict)
    for operation in operations:
        by_path[operation.path][operation.method] = operation
    return [
        Route(
            PREFIX + path,
            _endpoint(by_method),
            methods=list(by_method),
            # Pages have the same names.
            name=f"api_{next(iter(by_method.values())).name}",
        )
        for path, by_method in by_path.items()
    ]


def _endpoint(by_method: Mapping[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        operation = by_method["GET" if request.method == "HEAD" else request.method]
        try:
            # Whoever may not send it need not send all of it.
            principal = await run_in_threadpool(_authorized, operation, request)
            content = await read_content(request, operation) if operation.takes_body else None
            return await run_in_threadpool(_respond, operation, request, principal, content)
        except ValidationError as error:
            return as_json(_invalid(error))
        except Exception as error:  # noqa: BLE001 - every failure is answered as a problem
            return as_json(details_of(error))

    return endpoint


def _authorized(operation: Operation, request: Request) -> Principal:
    principal = require(request, operation.role)
    check_origin(principal, operation.method, request.headers.get("x-csrf-token", ""))
    if operation.form is not None:
        refuse_other_sites(request)
    return principal


def _respond(
    operation: Operation, request: Request, principal: Principal, content: Any
) -> Response:
    kind = request.headers.get("content-type", "")
    call = Call(
        state_of(request),
        principal,
        request.path_params,
        checked_query(operation, request.query_params),
        checked_content(operation, content, kind),
        request.headers,
    )
    if operation.uses_etag and operation.method != "GET":
        _require_precondition(operation, call.headers)
    key = request.headers.get("idempotency-key")
    if not operation.is_repeatable or key is None:
        return _answered(operation, call)
    asked = fingerprint(operation.name, call.path, call.query, call.body)
    with call.state.answers.begun(principal.name, key, asked) as once:
        return once.answer or once.finish(_answered(operation, call))


def _require_precondition(operation: Operation, headers: Mapping[str, str]) -> None:
    if "if-match" in headers:
        return
    if operation.takes_new and headers.get("if-none-match", "").strip() == "*":
        return
    remedy = "send the ETag of the version that you have changed"
    if operation.takes_new:
        remedy += ", or If-None-Match: * for a new one"
    raise Refused(HTTPStatus.PRECONDITION_REQUIRED, f"If-Match is missing; {remedy}")


def _answered(operation: Operation, call: Call) -> Response:
    found = operation.handler(call)
    answer = found if isinstance(found, Answer) else Answer(found)
    if isinstance(answer.value, Response):
        return answer.value
    if answer.status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        return Response(status_code=answer.status, headers=answer.headers)
    content = json.dumps(answer.value, ensure_ascii=False, separators=(",", ":"))
    return Response(content, answer.status, answer.headers, "application/json")


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
