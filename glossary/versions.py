"""Put an older version of a concept back."""

from __future__ import annotations

from termbase.errors import NotFound
from termbase.model.concept import Concept
from termbase.termbase import Termbase


def restore(termbase: Termbase, concept_id: str, number: int) -> Concept | None:
    """Put a version of a concept back; see :meth:`Glossary.restore`."""
    from termbase.store.changes import commented

    with termbase.transaction(), commented(f"version {number} restored"):
        version = _version(termbase, concept_id, number)
        if version:
            termbase.put([version])
        elif termbase.own is not None and concept_id in termbase.own:
            termbase.remove([concept_id])
    return version


def _version(termbase: Termbase, concept_id: str, number: int) -> Concept | None:
    versions = termbase.history(concept_id)
    for version in versions:
        if version.number == number:
            return version.concept
    if versions and number == 0:
        return None
    raise NotFound(
        f"{concept_id}: version {number} not found; list its versions with glossary history "
        f"{concept_id}, or in Python g.termbase.history({concept_id!r})"
    )
