"""The page of a concept: all that is known of it, and where it occurs."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.glossary import Glossary
from glossary.serve.pages.history import places_of, steps
from glossary.serve.pages.render import page
from glossary.serve.principal import require
from glossary.serve.state import state_of
from glossary.versions import merged_into
from termbase.browse import referring, select, subjects
from termbase.errors import NotFound
from termbase.memory.concordance import Occurrence, concordance_of
from termbase.messages import Message
from termbase.model.concept import Concept, Relation
from termbase.model.renderings import by_renderings
from termbase.store.accounts import Role
from termbase.termbase import Termbase

# The relation that is the other one, seen from the other concept.
_INVERSE = {
    Relation.BROADER: Relation.NARROWER,
    Relation.NARROWER: Relation.BROADER,
    Relation.OPPOSITE: Relation.OPPOSITE,
    Relation.SEE_ALSO: Relation.SEE_ALSO,
}
_OCCURRENCES = 3
_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to or from another concept.

    Attributes:
        relation: Its kind; the other concept is the one that has it if ``is_reverse``.
        name: The id of the other concept.
        concept: The other concept; None if it does not exist.
        is_reverse: True if the other concept names this one.
    """

    relation: str
    name: str
    concept: Concept | None
    is_reverse: bool = False


def show(request: Request) -> Response:
    """Show a concept; of a removed one what it was merged into, else its history."""
    require(request, Role.READER)
    glossary = state_of(request).glossary
    termbase = glossary.termbase
    concept_id = request.path_params["id"]
    concept = termbase.get(concept_id)
    if concept is None:
        if into := merged_into(termbase, concept_id):
            path = request.app.url_path_for("concept", id=into)
            query = urlencode({"merged": concept_id})
            return RedirectResponse(f"{path}?{query}", HTTPStatus.SEE_OTHER)
        if termbase.history(concept_id):
            path = request.app.url_path_for("history", id=concept_id)
            return RedirectResponse(path, HTTPStatus.SEE_OTHER)
        raise NotFound(Message("concept not found: {name!r}", name=concept_id))
    own = termbase.own
    return page(
        request,
        "concept.html",
        concept=concept,
        is_own=own is not None and concept_id in own,
        is_builtin=termbase.builtin is not None and concept_id in termbase.builtin,
        revision=termbase.revision(concept_id),
        groups=by_renderings(concept),
        homonyms=homonyms(termbase, concept),
        links=links(termbase, concept),
        occurrences=_occurrences(glossary, concept),
        steps=steps(termbase, concept_id, _CHANGES),
        places=places_of(termbase.history(concept_id)),
        merged=_merged(termbase, request.query_params.get("merged", ""), concept_id),
        proposals=glossary.proposals("open", concept_id=concept_id),
        unusual=unusual_subject(termbase, concept),
        done=request.query_params.get("done", ""),
    )


def _merged(termbase: Termbase, name: str, into: str) -> str:
    """Return the name that was asked for, if it was merged into the concept that is shown."""
    return name if name and merged_into(termbase, name) == into else ""


def unusual_subject(termbase: Termbase, concept: Concept) -> list[str] | None:
    """Return the subjects like that of a concept, if no other has its own; None if one has."""
    if not concept.subject:
        return None
    found = select(termbase, subject=concept.subject, limit=2)
    if any(other.id != concept.id for other in found):
        return None
    known = [one for one in subjects(termbase) if one != concept.subject]
    return get_close_matches(concept.subject, known)


def homonyms(termbase: Termbase, concept: Concept) -> list[Concept]:
    """Return the other concepts that have one of the Chinese terms of a concept."""
    found = {
        other.id: other
        for term in concept.chinese
        for other in termbase.concepts_with_term(term)
        if other.id != concept.id
    }
    return list(found.values())


def links(termbase: Termbase, concept: Concept) -> list[Link]:
    """Return the relations of a concept, those that it names first, then those that name it.

    A relation that both name is there once.
    """
    named = [
        Link(related.relation.value, related.concept, termbase.get(related.concept))
        for related in concept.related
    ]
    naming = [
        Link(related.relation.value, other.id, other, is_reverse=True)
        for other in referring(termbase, concept.id)
        for related in other.related
        if related.concept == concept.id
        and (_INVERSE.get(related.relation), other.id) not in concept.related
    ]
    return named + naming


def _occurrences(glossary: Glossary, concept: Concept) -> list[Occurrence]:
    """Return a few units of the memory that have one of the Chinese terms."""
    return concordance_of((term.text for term in concept.chinese), glossary.memory, _OCCURRENCES)


ROUTES = [Route("/concepts/{id}", show, name="concept")]
