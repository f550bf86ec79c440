"""A new concept, from a Chinese term and its English; the rest is generated and shown as such."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.edit import Fields, draft
from glossary.serve.pages.concepts import homonyms, unusual_subject
from glossary.serve.pages.edit import Sent, form_page
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.pages.values import values_of
from glossary.serve.principal import require
from glossary.serve.state import state_of
from glossary.validation import validate_concept
from termbase.browse import subjects
from termbase.errors import Error
from termbase.language.script import is_han
from termbase.messages import message_of
from termbase.model.concept import Concept
from termbase.store.accounts import Role
from termbase.store.changes import written_by


def show(request: Request) -> Response:
    """Show the form, with a term that was looked for in vain."""
    require(request, Role.PROPOSER)
    term = request.query_params.get("term", "").strip()[:1000]
    name = "chinese" if any(map(is_han, term)) else "english"
    return _page(request, {name: term})


def check(request: Request, form: Form) -> Response:
    """Show what would be stored, as a part of the page."""
    typed = _typed(form)
    if not typed["chinese"]:
        return page(
            request, "draft.html", concept=None, homonyms=[], problems=[], refusal="", unusual=None
        )
    try:
        concept = _draft(request, typed)
    except Error as error:
        return page(
            request,
            "draft.html",
            concept=None,
            homonyms=[],
            problems=[],
            refusal=message_of(error),
            unusual=None,
        )
    termbase = state_of(request).glossary.termbase
    return page(
        request,
        "draft.html",
        concept=concept,
        homonyms=homonyms(termbase, concept),
        unusual=unusual_subject(termbase, concept),
        problems=validate_concept(termbase, concept),
        refusal="",
    )


def create(request: Request, form: Form) -> Response:
    """Store it, propose it, or show the whole form, as the button says."""
    action = form.text("do")
    principal = require(request, Role.EDITOR if action == "save" else Role.PROPOSER)
    glossary, typed = state_of(request).glossary, _typed(form)
    try:
        concept = _draft(request, typed)
        known = homonyms(glossary.termbase, concept)
        if known and action in ("save", "propose") and not form.text("anyway"):
            return _page(request, typed, existing=known)
        if action == "save":
            with written_by(principal.name, typed["comment"]), glossary.termbase.transaction():
                # Another one may have got this id meanwhile.
                concept = _draft(request, typed)
                glossary.put(concept)
            path = request.app.url_path_for("concept", id=concept.id)
            return RedirectResponse(f"{path}?done=saved", HTTPStatus.SEE_OTHER)
        if action == "propose":
            with written_by(principal.name):
                proposal = glossary.propose(concept.id, concept, typed["comment"])
            path = request.app.url_path_for("proposal", number=proposal.number)
            return RedirectResponse(path, HTTPStatus.SEE_OTHER)
    except Error as error:
        return _page(request, typed, refusal=message_of(error))
    revision = glossary.termbase.revision(concept.id)
    sent = Sent(concept.id, revision, 0, values_of(concept), typed["comment"])
    return form_page(request, sent, validate_concept(glossary.termbase, concept))


def _page(
    request: Request,
    typed: dict[str, str],
    *,
    refusal: str = "",
    existing: Sequence[Concept] = (),
) -> Response:
    return page(
        request,
        "new.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        existing=existing,
        typed={"chinese": "", "english": "", "gloss": "", "subject": "", "comment": "", **typed},
        subjects=subjects(state_of(request).glossary.termbase),
        concept=None,
        unusual=None,
        homonyms=[],
        problems=[],
        refusal=refusal,
    )


def _typed(form: Form) -> dict[str, str]:
    names = ("chinese", "english", "gloss", "subject", "comment")
    return {name: form.text(name).strip() for name in names}


def _draft(request: Request, typed: dict[str, str]) -> Concept:
    english = [line for line in map(str.strip, typed["english"].split("\n")) if line]
    fields = Fields(gloss=typed["gloss"], subject=typed["subject"])
    return draft(state_of(request).glossary.termbase, typed["chinese"], english, fields)


ROUTES = [
    Route("/new", show, name="new"),
    Route("/new", posted(Role.PROPOSER, create), methods=["POST"]),
    Route("/new/check", posted(Role.PROPOSER, check), methods=["POST"], name="check_new"),
]
