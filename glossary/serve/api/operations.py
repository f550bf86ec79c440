"""All operations of the API, and their routes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from glossary.serve.api import (
    accounts,
    edits,
    exchange,
    information,
    memory,
    openapi,
    proposals,
    terms,
    texts,
)
from glossary.serve.api.operation import PREFIX
from glossary.serve.api.routes import routes_of
from glossary.serve.principal import require
from termbase.store.accounts import Role

OPERATIONS = (
    *terms.OPERATIONS,
    *edits.OPERATIONS,
    *texts.OPERATIONS,
    *memory.OPERATIONS,
    *exchange.OPERATIONS,
    *proposals.OPERATIONS,
    *accounts.OPERATIONS,
    *information.OPERATIONS,
)


@cache
def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return openapi.document(OPERATIONS, PREFIX, version("zh-en-glossary"))


def show_openapi(request: Request) -> JSONResponse:
    """Return the OpenAPI document."""
    require(request, Role.READER)
    return JSONResponse(openapi_document())


ROUTES = [Route(f"{PREFIX}/openapi.json", show_openapi), *routes_of(OPERATIONS)]
