"""The history of a concept: who changed what, two versions compared, an older one restored."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.numbers import number_of
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.principal import require
from glossary.serve.state import state_of
from glossary.versions import merged_into, undo
from termbase.errors import NotFound
from termbase.messages import Message
from termbase.model.concept import Concept
from termbase.model.versions import FieldChange, field_changes
from termbase.store.accounts import Role
from termbase.store.changes import Version, written_by
from termbase.termbase import Termbase

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Step:
    """A version with what its author has changed.

    Attributes:
        version: The version.
        action: ``create``, ``change`` or ``remove``, as the reader sees it: the first change of a
            built-in concept does not create it.
        changes: The fields that differ from the version before it.
        before: The number of that version.
        is_present: True for the newest version.
        place: Its number among the versions of this concept, from 1.
    """

    version: Version
    action: str
    changes: tuple[FieldChange, ...]
    before: int
    is_present: bool
    place: int


def steps(termbase: Termbase, concept_id: str, limit: int | None = None) -> list[Step]:
    """Return the changes of a concept, the newest first.

    Args:
        termbase: The termbase.
        concept_id: The id of the concept.
        limit: The largest number of changes; None for all.
    """
    versions = termbase.history(concept_id)
    builtin = _builtin(termbase, concept_id)
    places = places_of(versions)
    found = []
    for place, version in enumerate(versions[:limit]):
        if not version.number:
            # Nobody made the state before changes were recorded.
            continue
        earlier = versions[place + 1] if place + 1 < len(versions) else None
        before = (earlier.concept if earlier else None) or builtin
        after = version.concept or builtin
        action = "create" if before is None else "remove" if after is None else "change"
        changes = tuple(field_changes(before, after))
        number = earlier.number if earlier else 0
        found.append(Step(version, action, changes, number, place == 0, places[version.number]))
    return found


def places_of(versions: list[Version]) -> dict[int, int]:
    """Return the place of each version in the history of its concept, by its number.

    The numbers count the changes of the whole base; people count those of the concept.

    Args:
        versions: All its versions, the newest first.
    """
    numbers = sorted(version.number for version in versions if version.number)
    return {0: 0} | {number: place for place, number in enumerate(numbers, 1)}


def version_at(termbase: Termbase, concept_id: str, number: int) -> Concept | None:
    """Return a concept as it was visible after a change; None if there was none.

    Args:
        termbase: The termbase.
        concept_id: The id of the concept.
        number: The number of the version; 0 for the one before the first change.
    """
    for version in termbase.history(concept_id):
        if version.number == number and version.concept:
            return version.concept
    return _builtin(termbase, concept_id)


def _builtin(termbase: Termbase, concept_id: str) -> Concept | None:
    """Return a concept as it is built in, as it shows where the base of the team has it not."""
    return termbase.builtin.get(concept_id) if termbase.builtin else None


def show(request: Request) -> Response:
    """Show all changes of a concept, or two of its versions beside each other."""
    require(request, Role.READER)
    termbase = state_of(request).glossary.termbase
    concept_id = request.path_params["id"]
    found = steps(termbase, concept_id, None if "all" in request.query_params else _SHOWN)
    if not found and termbase.get(concept_id) is None:
        raise NotFound(Message("concept not found: {name!r}", name=concept_id))
    places = places_of(termbase.history(concept_id))
    first, second = (number_of(request.query_params.get(name, "")) for name in ("from", "to"))
    compared = None
    if first is not None and second is not None:
        compared = field_changes(
            version_at(termbase, concept_id, first), version_at(termbase, concept_id, second)
        )
    return page(
        request,
        "history.html",
        concept_id=concept_id,
        concept=termbase.get(concept_id),
        steps=found,
        places=dict(sorted(places.items(), reverse=True)),
        is_complete=len(found) >= len(places) - 1,
        is_changed=_builtin(termbase, concept_id) is not None
        and termbase.own is not None
        and concept_id in termbase.own,
        into=termbase.get(merged_into(termbase, concept_id)),
        first=first,
        second=second,
        compared=compared,
    )


def restore(request: Request, form: Form) -> Response:
    """Put an older version back, or undo the newest change; then show the concept."""
    principal = require(request, Role.EDITOR)
    glossary = state_of(request).glossary
    concept_id, number = request.path_params["id"], form.number("number")
    with written_by(principal.name), glossary.termbase.transaction():
        glossary.termbase.require_revision(concept_id, form.number("revision"))
        if form.text("do") == "undo":
            undo(glossary.termbase, concept_id, form.number("revision"))
        else:
            glossary.restore(concept_id, number)
    name = "concept" if glossary.termbase.get(concept_id) else "history"
    path = request.app.url_path_for(name, id=concept_id)
    return RedirectResponse(f"{path}?done=restored", HTTPStatus.SEE_OTHER)


ROUTES = [
    Route("/concepts/{id}/history", show, name="history"),
    Route("/concepts/{id}/restore", posted(Role.EDITOR, restore), methods=["POST"], name="restore"),
]
