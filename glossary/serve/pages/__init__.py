"""The web pages: rendered on the server, usable without JavaScript."""

from __future__ import annotations

from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from glossary.serve.pages import (
    align,
    annotate,
    check,
    concepts,
    edit,
    history,
    imports,
    log,
    memory,
    new,
    proposals,
    removing,
    restructure,
    search,
    sessions,
    statistics,
    tokens,
    units,
    users,
)
from glossary.serve.pages.errors import handle
from glossary.serve.problems import Refused
from termbase.errors import Error

ROUTES = [
    *search.ROUTES,
    *concepts.ROUTES,
    *edit.ROUTES,
    *history.ROUTES,
    *restructure.ROUTES,
    *removing.ROUTES,
    *new.ROUTES,
    *proposals.ROUTES,
    *imports.ROUTES,
    *sessions.ROUTES,
    *annotate.ROUTES,
    *check.ROUTES,
    *align.ROUTES,
    *units.ROUTES,
    *memory.ROUTES,
    *statistics.ROUTES,
    *users.ROUTES,
    *tokens.ROUTES,
    *log.ROUTES,
    Mount("/static", StaticFiles(directory=str(files(__package__) / "static")), name="static"),
]
EXCEPTION_HANDLERS = dict.fromkeys((HTTPException, Refused, Error, Exception), handle)

__all__ = ["EXCEPTION_HANDLERS", "ROUTES"]
