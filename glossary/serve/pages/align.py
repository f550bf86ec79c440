"""Align a text with its translation: the form, the pairs, their correction, and the memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import PurePath
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.files import attachment
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.paging import Paging
from glossary.serve.pages.render import page
from glossary.serve.pages.texts import FAILURES, Given, failed, missing, name_of, size_of, text_of
from glossary.serve.principal import principal_of, require
from glossary.serve.problems import Refused
from glossary.serve.state import state_of
from glossary.serve.uploads import run_on
from glossary.serve.workers import jobs
from termbase import written_by
from termbase.store.accounts import Role

if TYPE_CHECKING:
    from glossary.translate.align import Pair

_PAIRS = 100  # on a page
_UNNAMED = "alignment"
# As in "up 12 0 3": the step, the pair, its side, and the steps that the page knew of.
_STEP = re.compile(
    "(?P<step>[a-z]+) (?P<pair>[0-9]{1,9}) (?P<side>[01]) (?P<known>[0-9]{1,9})", re.ASCII
)
# What a download is named after its text.
_SUFFIXES = {"tmx": ".tmx", "tsv": ".tsv", "table": "-table.tsv"}


@dataclass(frozen=True, slots=True)
class _Result:
    """An alignment.

    Attributes:
        pairs: The pairs.
        size: The bytes that it takes, about.
        name: The name of the text; empty if it was typed.
        steps: The number of steps of correction.
        stored: What was put into the memory: the number of new units; None for nothing yet.
    """

    pairs: list[Pair]
    size: int
    name: str
    steps: int = 0
    stored: int | None = None


def show_form(request: Request) -> Response:
    """Show the form."""
    require(request, Role.READER)
    return page(request, "align.html", problem=None, given=Given())


def align(request: Request, form: Form) -> Response:
    """Align two texts and send the browser on to the pairs."""
    state, principal = state_of(request), principal_of(request)
    try:
        source, target = text_of(form, "source"), text_of(form, "target")
        if source is None or target is None:
            raise missing("two texts are needed: type them, or choose files")
        pairs = run_on(state, jobs.align, source, target)
        size = 2 * size_of(source, target)
        result = _Result(pairs, size, name_of(source) or name_of(target))
        key = state.results.put(principal.name, result, size)
    except FAILURES as error:
        return failed(request, "align.html", error, form)
    return _to(request, key)


def show_result(request: Request) -> Response:
    """Show the pairs."""
    from glossary.translate.align.pair import joined

    found = _found(request)
    paging = Paging.of(request, len(found.pairs), _PAIRS)
    shown = enumerate(found.pairs[paging.start : paging.end], paging.start)
    return page(
        request, "aligned.html",
        key=request.path_params["key"],
        found=found,
        pairs=[(number, pair, joined(pair.source), joined(pair.target)) for number, pair in shown],
        alone=sum(not pair.source or not pair.target for pair in found.pairs),
        paging=paging,
    )  # fmt: skip


def take_step(request: Request, form: Form) -> Response:
    """Take a step of correction."""
    # What aligns needs numpy, which is imported when it is used: start-up time is a feature.
    from glossary.translate.align.correct import STEPS, correct

    key, found = request.path_params["key"], _found(request)
    asked = _STEP.fullmatch(form.text("step"))
    step = next((one for one in STEPS if asked and one == asked["step"]), None)
    if asked is None or step is None:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "not a step of correction; reload the page")
    number, side, known = (int(asked[name]) for name in ("pair", "side", "known"))
    if known != found.steps or number >= len(found.pairs):
        raise Refused(
            HTTPStatus.CONFLICT, "the pairs were corrected in another window; reload the page"
        )
    pairs = correct(found.pairs, number, step, side)
    changed = replace(found, pairs=pairs, steps=found.steps + 1, stored=None)
    state_of(request).results.put(principal_of(request).name, changed, found.size, key)
    first = max(0, number - 1)
    return _to(request, key, f"?page={first // _PAIRS + 1}#p{min(first, len(pairs) - 1) + 1}")


def store(request: Request, form: Form) -> Response:
    """Put the pairs into the memory."""
    from glossary.translate.align import as_units

    key, found = request.path_params["key"], _found(request)
    at_least = form.number("at-least") / 100
    state, author = state_of(request), principal_of(request).name
    units = [
        replace(unit, created_by=author) for unit in as_units(found.pairs, found.name, at_least)
    ]
    memory = state.glossary.memory
    # The units and their row in the log are there together, or neither.
    with written_by(author), memory.transaction():
        added = memory.add_many(units).added
        comment = f"{added} units of an alignment"
        memory.log("add", found.name or _UNNAMED, kind="import", comment=comment)
    state.results.put(author, replace(found, stored=added), found.size, key)
    return _to(request, key)


def save(request: Request) -> Response:
    """Return the pairs as a file."""
    found = _found(request)
    to = request.path_params["to"]
    if to not in _SUFFIXES:
        raise Refused(HTTPStatus.NOT_FOUND, f"not a format: one of: {', '.join(_SUFFIXES)}")
    written = run_on(
        state_of(request), jobs.write_pairs, pairs=found.pairs, origin=found.name, to=to
    )
    name = (PurePath(found.name).stem or _UNNAMED) + _SUFFIXES[to]
    return attachment(written, "tmx" if to == "tmx" else "tsv", name)


def _found(request: Request) -> _Result:
    principal = require(request, Role.READER)
    return state_of(request).results.get(principal.name, request.path_params["key"], _Result)


def _to(request: Request, key: str, place: str = "") -> Response:
    path = request.app.url_path_for("aligned", key=key)
    return RedirectResponse(path + place, HTTPStatus.SEE_OTHER)


ROUTES = [
    Route("/align", show_form, name="align"),
    Route("/align", posted(Role.READER, align), methods=["POST"]),
    Route("/align/{key}", show_result, name="aligned"),
    Route("/align/{key}", posted(Role.READER, take_step), methods=["POST"]),
    Route(
        "/align/{key}/memory", posted(Role.EDITOR, store), methods=["POST"], name="aligned_store"
    ),
    Route("/align/{key}/as/{to}", save, name="aligned_as"),
]  # fmt: skip
