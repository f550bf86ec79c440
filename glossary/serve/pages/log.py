"""The log of all changes: who changed what, before and after, and undo for units."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.glossary import Glossary
from glossary.serve.numbers import number_of
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.principal import principal_of, require
from glossary.serve.state import state_of
from termbase import written_by
from termbase.errors import NotFound
from termbase.memory.editing import after_edition, can_undo, undo
from termbase.messages import Message, about
from termbase.model.record import from_record
from termbase.model.unit import TranslationUnit
from termbase.model.versions import FieldChange, field_changes
from termbase.store.accounts import Role
from termbase.store.changes import Change, ChangeKind

_SHOWN = 50
_VALUE = 500
# The actions that have a name in the language of the reader.
_ACTIONS = ("create", "change", "remove", "add", "issue", "revoke")


class Row(NamedTuple):
    """A change as it is shown.

    Attributes:
        change: The change.
        fields: What differs, field by field.
        can_undo: True if it can be undone here.
    """

    change: Change
    fields: list[FieldChange]
    can_undo: bool


def show(request: Request) -> Response:
    """Show the changes, the newest first."""
    require(request, Role.APPROVER)
    query = {name: request.query_params.get(name, "") for name in ("kind", "author", "name")}
    kind = query["kind"] if query["kind"] in list(ChangeKind) else ""
    before = number_of(request.query_params.get("before", ""))
    state = state_of(request)
    changes = state.glossary.termbase.changes(
        before, _SHOWN + 1, kind=kind, name=query["name"].strip(), author=query["author"].strip()
    )
    shown = changes[:_SHOWN]
    older = ""
    if len(changes) > _SHOWN:
        older = f"?{urlencode({**query, 'before': str(shown[-1].number)})}"
    return page(
        request, "log.html",
        rows=[
            Row(change, list(_fields(change, state.glossary)), can_undo(change))
            for change in shown
        ],
        actions=_ACTIONS,
        kinds=[str(one) for one in ChangeKind],
        query=query,
        older=older,
        is_newest=before is None,
    )  # fmt: skip


def undo_change(request: Request, form: Form) -> Response:
    """Undo the editing or deletion of a unit, and go back to the log or show the unit."""
    number = request.path_params["number"]
    glossary = state_of(request).glossary
    change = next(iter(glossary.termbase.changes(number + 1, 1)), None)
    if change is None or change.number != number or not can_undo(change):
        raise NotFound(about(str(number), Message("no change of a unit that can be undone")))
    with written_by(principal_of(request).name, f"change {number} undone"):
        unit = undo(glossary.memory, change)
    path = request.app.url_path_for("log")
    if form.text("back") == "unit":
        # Editors may undo what they have done, but not read the log.
        path = request.app.url_path_for("unit", number=unit) + "?done=undone"
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def _fields(change: Change, glossary: Glossary) -> Iterator[FieldChange]:
    """Yield what a change has changed; of other things than terms, what they were before."""
    before, after = change.before or {}, change.after or {}
    if change.kind == ChangeKind.CONCEPT:
        found = iter(
            field_changes(*(from_record(record) if record else None for record in (before, after)))
        )
    elif change.kind == ChangeKind.UNIT:
        found = _of_unit(before, after_edition(glossary.termbase, glossary.memory, change))
    elif change.kind == ChangeKind.PROPOSAL and before:
        # What is done with a proposal is named as the status that it has then.
        found = iter([FieldChange("status", str(before.get("status", "")), change.action)])
    else:
        found = _of_record(before)
    for one in found:
        yield FieldChange(one.field, one.before[:_VALUE], one.after[:_VALUE])


def _of_unit(before: Mapping[str, Any], after: TranslationUnit | None) -> Iterator[FieldChange]:
    for name in ("source", "target"):
        old, new = before.get(name, ""), getattr(after, name, "")
        if old != new:
            yield FieldChange(name, old, new)


def _of_record(record: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name, value in record.items():
        if value not in (None, "", [], {}):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield FieldChange(name, text, "")


ROUTES = [
    Route("/log", show, name="log"),
    Route("/log/{number:int}/undo", posted(Role.EDITOR, undo_change), methods=["POST"],
          name="undo_change"),
]  # fmt: skip
