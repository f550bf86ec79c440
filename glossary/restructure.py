"""Move terms between concepts, split concepts, and merge them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from glossary.edit import find_concept, main_forms
from termbase.errors import Conflict, InputError, NotFound
from termbase.merge.merging import OnConflict
from termbase.merge.merging import merge as merge_concepts
from termbase.messages import Message
from termbase.model.concept import Concept, Language, Related, Status, Term
from termbase.model.fill import available_id
from termbase.model.renderings import assign_renderings, rendering_texts
from termbase.store.changes import current_author, current_comment, together, written_by
from termbase.store.keys import han_key
from termbase.termbase import Termbase


def move_term(
    termbase: Termbase, concept_name: str, text: str, to_concept_name: str
) -> tuple[Concept, Concept]:
    """Move a term to another concept; see :meth:`Glossary.move_term`."""
    with termbase.transaction():
        source, target = _two(termbase, concept_name, to_concept_name)
        terms, rest = _divided(source, [text])
        if not any(term.language is Language.CHINESE for term in terms):
            # The forms to which the rendering is added.
            chinese = (target.chinese[index] for index in main_forms(target))
            terms = (*(replace(term, renderings=()) for term in chinese), *terms)
        part = Concept(target.id, terms)
        target = merge_concepts(target, part, OnConflict.BOTH, source.id).concept
        with _reason(f"{text} moved from {source.id} to {target.id}"):
            termbase.put([rest, target])
    return rest, target


def split(
    termbase: Termbase, concept_name: str, texts: Sequence[str], new_id: str | None
) -> tuple[Concept, Concept]:
    """Make a concept of some terms of another; see :meth:`Glossary.split`."""
    with termbase.transaction():
        concept = find_concept(termbase, concept_name)
        if not texts:
            raise InputError(
                Message("name the terms of {concept} to split from it", concept=concept.id)
            )
        terms, rest = _divided(concept, texts)
        if new_id and termbase.get(new_id):
            raise Conflict(Message("the id {id} is taken; choose another", id=new_id))
        # A review was one of the whole, and fields of other tools identify it.
        new = replace(
            concept,
            id=new_id or available_id(terms[0], termbase.get),
            terms=terms,
            reviewed=None,
            pass_through=(),
        )
        new = _with_preferred(new, concept)
        with _reason(f"{new.id} split from {concept.id}"):
            termbase.put([rest, new])
    return rest, new


def merge(termbase: Termbase, concept_name: str, into_name: str) -> Concept:
    """Merge a concept into another; see :meth:`Glossary.merge`."""
    with termbase.transaction():
        loser, survivor = _two(termbase, concept_name, into_name)
        if termbase.builtin is not None and loser.id in termbase.builtin:
            raise Conflict(
                Message(
                    "{concept} is built in and cannot be removed; merge {other} into it instead",
                    concept=loser.id,
                    other=survivor.id,
                )
            )
        merged = merge_concepts(
            survivor, replace(loser, id=survivor.id), OnConflict.BOTH, loser.id
        ).concept
        own = termbase.required_own()
        names = [name for name in own.facets.referring(loser.id) if name != survivor.id]
        others = [termbase[name] for name in names if name != loser.id]
        changed = [_redirected(concept, loser.id, survivor.id) for concept in (merged, *others)]
        with _reason(f"{loser.id} merged into {survivor.id}"):
            termbase.put(changed)
            termbase.remove([loser.id])
    return changed[0]


@contextmanager
def _reason(what: str) -> Iterator[None]:
    """Record the changes within as one operation, with the action before the reason given."""
    given = current_comment()
    with together(), written_by(current_author(), f"{what}: {given}" if given else what):
        yield


def _two(termbase: Termbase, first: str, second: str) -> tuple[Concept, Concept]:
    one, other = find_concept(termbase, first), find_concept(termbase, second)
    if one.id == other.id:
        template = "{first} and {second} are the same concept, {concept}; name two"
        raise InputError(Message(template, first=first, second=second, concept=one.id))
    return one, other


def _divided(concept: Concept, texts: Sequence[str]) -> tuple[tuple[Term, ...], Concept]:
    """Take terms out of a concept, the renderings of each form with it.

    A rendering that a remaining form has too is in both parts, unless it is named itself.

    Returns:
        The terms, the Chinese ones first; and the concept without them.

    Raises:
        NotFound: If the concept does not have one of the terms.
        Conflict: If no Chinese term, or no term, would remain.
    """
    named = {_index_of(concept, text) for text in texts}
    moved = [term for index, term in enumerate(concept.terms) if index in named]
    taken = {term.text for term in moved if term.language is Language.ENGLISH}
    forms = list(zip(concept.chinese, rendering_texts(concept), strict=True))
    going = [pair for pair in forms if any(pair[0] is term for term in moved)]
    staying = [pair for pair in forms if not any(pair[0] is term for term in moved)]
    if not staying and (going or len(moved) == len(concept.terms)):
        raise Conflict(
            Message(
                "{concept} would have no Chinese term left; to move all, merge it into the other "
                "concept",
                concept=concept.id,
            )
        )
    gone = {text for _, texts in going for text in texts} | taken
    kept = {text for _, texts in staying for text in texts} - taken
    english = [term for term in concept.english if term.text in gone]
    part = Concept(concept.id, (*(term for term, _ in going), *english))
    part = assign_renderings(part, [texts for _, texts in going])
    remaining = [term for term in concept.english if term.text not in gone or term.text in kept]
    rest = replace(concept, terms=(*(term for term, _ in staying), *remaining))
    rest = assign_renderings(
        rest, [[text for text in texts if text not in taken] for _, texts in staying]
    )
    return part.terms, _with_preferred(rest, concept)


def _index_of(concept: Concept, text: str) -> int:
    """Return the index of a term: as written, else Chinese in another script."""
    for matches in (
        lambda term: term.text == text,
        lambda term: text in term.forms,
        lambda term: term.language is Language.CHINESE and han_key(text) == han_key(term.text),
    ):
        for index, term in enumerate(concept.terms):
            if matches(term):
                return index
    raise NotFound(Message("{concept} has no term {term!r}", concept=concept.id, term=text))


def _with_preferred(concept: Concept, before: Concept) -> Concept:
    """Prefer the best admitted term of each language in which the preferred one has gone."""
    terms = list(concept.terms)
    for language in Language:
        if _has_preferred(concept, language) or not _has_preferred(before, language):
            continue
        candidates = concept.chinese
        best = concept.best(Language.CHINESE)
        if language is Language.ENGLISH:
            candidates = concept.renderings(best) if best else concept.english
        admitted = (term for term in candidates if term.status is Status.ADMITTED)
        if term := next(admitted, None):
            terms[terms.index(term)] = replace(term, status=Status.PREFERRED)
    return replace(concept, terms=tuple(terms))


def _has_preferred(concept: Concept, language: Language) -> bool:
    terms = (term for term in concept.terms if term.language is language)
    return any(term.status is Status.PREFERRED for term in terms)


def _redirected(concept: Concept, old: str, new: str) -> Concept:
    """Return a concept whose relations to one concept are to another, and never to itself."""
    related = (
        Related(item.relation, new if item.concept == old else item.concept)
        for item in concept.related
    )
    others = dict.fromkeys(item for item in related if item.concept != concept.id)
    return replace(concept, related=tuple(others))
