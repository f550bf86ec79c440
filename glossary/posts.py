"""The bodies and the ranks of the offices in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from glossary.annotate import Annotation
from termbase.model.concept import Concept, Relation
from termbase.termbase import Termbase

_OFFICE, _BODIES, _RANK = "office", ("group", "institution"), "rank"


class Post(NamedTuple):
    """The place of an office.

    Attributes:
        bodies: The institutions and groups that it belongs to.
        ranks: The ranks that it carries.
    """

    bodies: tuple[Concept, ...]
    ranks: tuple[Concept, ...]


def posts(annotations: Iterable[Annotation], termbase: Termbase) -> Mapping[str, Post]:
    """Return the posts of the offices among annotations, by the ids of their concepts.

    Args:
        annotations: The annotations of a document.
        termbase: The concepts that those of the annotations are related to.
    """
    concepts = {annotation.concept.id: annotation.concept for annotation in annotations}
    return {
        concept.id: _post(concept, termbase)
        for concept in concepts.values()
        if concept.kind == _OFFICE
    }


def _post(office: Concept, termbase: Termbase) -> Post:
    # A base of the user may lack what its concepts are related to.
    groups = [
        group
        for related in office.related
        if related.relation is Relation.MEMBER_OF and (group := termbase.get(related.concept))
    ]
    bodies = (group for group in groups if group.kind in _BODIES)
    return Post(tuple(bodies), tuple(group for group in groups if group.kind == _RANK))
