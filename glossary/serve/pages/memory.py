"""The translation memory: search by similarity, concordance, edit, import, export."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.files import attachment, written
from glossary.serve.numbers import number_of
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.pages.texts import FAILURES, missing
from glossary.serve.principal import principal_of, require
from glossary.serve.problems import details_of
from glossary.serve.state import state_of
from glossary.serve.uploads import run_on
from glossary.serve.workers import jobs
from termbase import written_by
from termbase.errors import NotFound
from termbase.memory.concordance import concordance
from termbase.memory.editing import (
    add_unit,
    delete_unit,
    edit_unit,
    last_change,
    present_number,
)
from termbase.memory.files import MemoryImport, export
from termbase.messages import Message
from termbase.model.tags import guess_language
from termbase.model.unit import TranslationUnit
from termbase.store.accounts import Role

_SHOWN = 20
_LENGTH = 2000
_THRESHOLDS = (50, 60, 70, 80, 90, 100)
_FORMATS = ("tmx", "tsv")
_DONE = ("added", "present", "deleted")
_UNIT_DONE = ("saved", "undone")


def search(request: Request) -> Response:
    """Show the units that are similar to a text, or that contain it."""
    require(request, Role.READER)
    return _show(request)


def add(request: Request, form: Form) -> Response:
    """Add a unit."""
    source, target = form.text("source").strip(), form.text("target").strip()
    author = principal_of(request).name
    unit = TranslationUnit(
        source, target, guess_language(source), guess_language(target), created_by=author
    )
    try:
        with written_by(author):
            is_new = add_unit(state_of(request).glossary.memory, unit)
    except FAILURES as error:
        return _show(request, error=error, source=source, target=target)
    return _to(request, done="added" if is_new else "present")


def import_file(request: Request, form: Form) -> Response:
    """Import the units of a file."""
    state, author = state_of(request), principal_of(request).name
    try:
        upload = form.uploads.get("file")
        if upload is None:
            raise missing("no file: choose one")
        found: MemoryImport = run_on(
            state, jobs.import_units, upload, author=author,
            duplicates="newest" if form.text("newest") else "identical",
            skip_bad=bool(form.text("skip-bad")),
        )  # fmt: skip
    except FAILURES as error:
        return _show(request, error=error)
    key = state.results.put(author, found, 500 * len(found.skipped))
    return _to(request, imported=key)


def show_unit(request: Request) -> Response:
    """Show a unit with all that is known of it."""
    require(request, Role.READER)
    number = request.path_params["number"]
    glossary = state_of(request).glossary
    unit = glossary.memory.get(number)
    if unit is None:
        present = present_number(glossary.termbase, number)
        if present is not None and glossary.memory.get(present) is not None:
            path = request.app.url_path_for("unit", number=present)
            return RedirectResponse(path, HTTPStatus.SEE_OTHER)
        template = "{number}: no such unit; it was deleted, or changed by somebody else"
        raise NotFound(Message(template, number=number))
    done = request.query_params.get("done", "")
    return page(
        request, "unit.html", unit=unit, problem=None, source=unit.source, target=unit.target,
        done=done if done in _UNIT_DONE else "", undo=_undo_number(request),
    )  # fmt: skip


def change_unit(request: Request, form: Form) -> Response:
    """Give a unit other texts, or delete it."""
    glossary = state_of(request).glossary
    memory = glossary.memory
    number = old = request.path_params["number"]
    is_deletion = form.text("do") == "delete"
    source, target = form.text("source").strip(), form.text("target").strip()
    try:
        with written_by(principal_of(request).name):
            if is_deletion:
                delete_unit(memory, number)
            else:
                number = edit_unit(memory, number, source, target)
    except FAILURES as error:
        # What was typed is shown again, also if somebody else has changed the unit meanwhile.
        details = details_of(error)
        return page(
            request, "unit.html", status=details.status, problem=details,
            unit=memory.get(number), source=source, target=target, done="", undo=None,
        )  # fmt: skip
    if not is_deletion and number == old:
        return RedirectResponse(request.url.path, HTTPStatus.SEE_OTHER)
    change = last_change(glossary.termbase, old)
    undo = str(change.number) if change else ""
    if is_deletion:
        return _to(request, done="deleted", undo=undo)
    path = request.app.url_path_for("unit", number=number)
    query = urlencode({"done": "saved", "undo": undo})
    return RedirectResponse(f"{path}?{query}", HTTPStatus.SEE_OTHER)


def save(request: Request) -> Response:
    """Return all units as a file."""
    require(request, Role.READER)
    to = request.path_params["to"]
    if to not in _FORMATS:
        raise NotFound(f"{to}: not a format of units; one of: {', '.join(_FORMATS)}")
    memory = state_of(request).glossary.memory
    # Written while it is sent: it may be larger than the memory of the server.
    return attachment(written(lambda file: export(memory, file, to)), to, f"memory.{to}")


def _undo_number(request: Request) -> int | None:
    """Return the number of the change that the page offers to undo, if it does."""
    return number_of(request.query_params.get("undo", ""))


def _to(request: Request, **query: str) -> Response:
    """Send the browser on, so that reloading the page does not send a form again."""
    path = request.app.url_path_for("memory")
    return RedirectResponse(f"{path}?{urlencode(query)}", HTTPStatus.SEE_OTHER)


def _show(
    request: Request, *, error: Exception | None = None, source: str = "", target: str = ""
) -> Response:
    """Show the page, with what is wrong with a form that was sent."""
    state = state_of(request)
    memory = state.glossary.memory
    done, key = (request.query_params.get(name, "") for name in ("done", "imported"))
    imported = None
    if key:
        imported = state.results.get(principal_of(request).name, key, MemoryImport)
    query = request.query_params.get("q", "").strip()[:_LENGTH]
    given = request.query_params.get("at_least", "")
    at_least = int(given) if given in map(str, _THRESHOLDS) else 70
    is_concordance = request.query_params.get("in") == "text"
    problem = details_of(error) if error else None
    return page(
        request, "memory.html",
        status=problem.status if problem else HTTPStatus.OK,
        problem=problem,
        done=done if done in _DONE else "",
        undo=_undo_number(request) if done == "deleted" else None,
        imported=imported,
        source=source,
        target=target,
        count=len(memory),
        query=query,
        at_least=at_least,
        thresholds=_THRESHOLDS,
        is_concordance=is_concordance,
        matches=memory.search(query, at_least, _SHOWN) if query and not is_concordance else [],
        occurrences=concordance(memory, query, _SHOWN) if query and is_concordance else [],
        formats=_FORMATS,
    )  # fmt: skip


ROUTES = [
    Route("/memory", search, name="memory"),
    Route("/memory/units", posted(Role.EDITOR, add), methods=["POST"], name="add_unit"),
    Route("/memory/import", posted(Role.EDITOR, import_file), methods=["POST"],
          name="import_units"),
    Route("/memory/export.{to}", save, name="export_units"),
    Route("/memory/units/{number:int}", show_unit, name="unit"),
    Route("/memory/units/{number:int}", posted(Role.EDITOR, change_unit), methods=["POST"]),
]  # fmt: skip
