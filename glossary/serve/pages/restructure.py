"""Move a term to another concept, split a concept, merge two: with a preview of the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.edit import find_concept
from glossary.glossary import Glossary
from glossary.serve.numbers import number_of
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.principal import require
from glossary.serve.state import state_of
from termbase.errors import Error, InputError
from termbase.messages import message_of
from termbase.model.concept import Concept, Language, Term
from termbase.model.versions import FieldChange, field_changes
from termbase.store.accounts import Role
from termbase.store.changes import written_by
from termbase.termbase import Termbase

_KINDS = ("move", "split", "merge")
_DONE = {"move": "moved", "split": "split", "merge": "merged"}


@dataclass(frozen=True, slots=True)
class Result:
    """A concept before and after.

    Attributes:
        concept: The concept afterwards; the one that was there, if it is removed.
        is_new: True if it is made.
        is_removed: True if it is removed.
        revision: Its revision before; 0 if it had none.
        changes: The fields that change.
    """

    concept: Concept
    is_new: bool
    is_removed: bool
    revision: int
    changes: tuple[FieldChange, ...]


def show(request: Request) -> Response:
    """Show the forms."""
    require(request, Role.EDITOR)
    concept = state_of(request).glossary.termbase[request.path_params["id"]]
    return _page(request, concept, "", [], "")


def act(request: Request, form: Form) -> Response:
    """Show what would result or, if that has been seen, do it."""
    principal = require(request, Role.EDITOR)
    glossary = state_of(request).glossary
    termbase, concept_id = glossary.termbase, request.path_params["id"]
    concept = termbase[concept_id]
    kind, other = form.choice("kind", _KINDS), form.text("other").strip()
    terms = [text for text in form.texts("term") if text]
    candidates = _candidates(termbase, concept_id, other)
    if len(candidates) > 1:
        return _page(request, concept, kind, terms, "", candidates=candidates)
    if candidates:
        other = candidates[0].id
    try:
        if form.text("do") != "apply":
            with termbase.trial():
                results = _results(glossary, kind, concept_id, terms, other)
            return _page(request, concept, kind, terms, other, results=results)
        with written_by(principal.name), termbase.transaction():
            for seen in form.texts("seen"):
                name, _, revision = seen.rpartition("@")
                termbase.require_revision(name, number_of(revision) or 0)
            first = _results(glossary, kind, concept_id, terms, other)[0]
    except Error as error:
        return _page(request, concept, kind, terms, other, refusal=message_of(error))
    path = request.app.url_path_for("concept", id=first.concept.id)
    return RedirectResponse(f"{path}?done={_DONE[kind]}", HTTPStatus.SEE_OTHER)


def _page(
    request: Request,
    concept: Concept,
    kind: str,
    terms: list[str],
    other: str,
    *,
    results: list[Result] | None = None,
    candidates: Sequence[Concept] = (),
    refusal: str = "",
) -> Response:
    return page(
        request,
        "restructure.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        concept=concept,
        kind=kind,
        terms=terms,
        other=other,
        results=results,
        candidates=candidates,
        refusal=refusal,
    )


def _candidates(termbase: Termbase, concept_id: str, name: str) -> list[Concept]:
    """Return the other concepts that a name may mean: one, if it is an id."""
    if not name or termbase.get(name):
        return []
    found = termbase.concepts_with_term(Term(Language.CHINESE, name))
    return [concept for concept in found if concept.id != concept_id]


def _results(
    glossary: Glossary, kind: str, concept_id: str, terms: list[str], other: str
) -> list[Result]:
    """Do it, and return the concepts that it changes, the one to show afterwards first."""
    termbase = glossary.termbase
    before, revision = termbase[concept_id], termbase.revision(concept_id)
    if kind == "split":
        rest, new = glossary.split(concept_id, terms)
        return [_result(before, rest, revision), _result(None, new, 0)]
    if not other:
        raise InputError("name the other concept by one of its terms or its id")
    target = find_concept(termbase, other)
    target_revision = termbase.revision(target.id)
    if kind == "merge":
        merged = glossary.merge(concept_id, target.id)
        return [_result(target, merged, target_revision), _result(before, None, revision)]
    if len(terms) != 1:
        raise InputError("choose the term to move")
    rest, changed = glossary.move_term(concept_id, terms[0], target.id)
    return [_result(before, rest, revision), _result(target, changed, target_revision)]


def _result(before: Concept | None, after: Concept | None, revision: int) -> Result:
    concept = after or before
    assert concept is not None  # noqa: S101 - one of them is there
    changes = tuple(field_changes(before, after))
    return Result(concept, before is None, after is None, revision, changes)


ROUTES = [
    Route("/concepts/{id}/restructure", show, name="restructure"),
    Route("/concepts/{id}/restructure", posted(Role.EDITOR, act), methods=["POST"]),
]
