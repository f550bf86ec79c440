"""Change the renderings of one term of a concept without changing those of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from termbase.model.concept import Concept, Language, Status, Term


def set_renderings(concept: Concept, term: Term, texts: Sequence[str]) -> Concept:
    """Give one Chinese term its English renderings; every other form keeps its own.

    A rendering that is new in the concept becomes an admitted term; one that only this form had
    and has no more is removed. Another form whose renderings would change names its own. The first
    rendering of the preferred Chinese term becomes the preferred English term.

    Args:
        concept: Any concept.
        term: A Chinese term of the concept.
        texts: All renderings of the term, best first; at least one.

    Returns:
        The concept, its Chinese terms first.
    """
    texts = tuple(dict.fromkeys(texts))
    chinese, english = list(concept.chinese), list(concept.english)
    place = chinese.index(term)
    others = [index for index in range(len(chinese)) if index != place]
    before = {index: _texts(concept, chinese[index]) for index in others}
    kept = {text for had in before.values() for text in had}
    dropped = set(_texts(concept, term)) - kept - set(texts)
    known = {item.text for item in english}
    english = [item for item in english if item.text not in dropped]
    english += [Term(Language.ENGLISH, text) for text in texts if text not in known]
    if term == concept.best(Language.CHINESE):
        english = _preferring(english, texts)
    chinese[place] = replace(term, renderings=texts)
    changed = _with_terms(concept, chinese, english)
    # Naming the renderings of one form takes them from those that name none.
    while differing := [i for i in others if _texts(changed, changed.chinese[i]) != before[i]]:
        for index in differing:
            chinese[index] = replace(chinese[index], renderings=before[index])
        changed = _with_terms(concept, chinese, english)
    return _plainest(changed)


def _plainest(concept: Concept) -> Concept:
    """Return the concept without the names of renderings, where they say nothing."""
    chinese = [replace(term, renderings=()) for term in concept.chinese]
    shared = _with_terms(concept, chinese, concept.english)
    same = all(
        _texts(shared, chinese[index]) == _texts(concept, term)
        for index, term in enumerate(concept.chinese)
    )
    return shared if same else concept


def _preferring(english: Sequence[Term], texts: Sequence[str]) -> list[Term]:
    """Return terms with the first of the texts as the only preferred one, in the order of texts."""
    place = {text: index for index, text in enumerate(texts)}
    ordered = sorted(english, key=lambda item: place.get(item.text, len(texts)))
    return [replace(item, status=_status(item, item.text == texts[0])) for item in ordered]


def _status(term: Term, is_first: bool) -> Status:
    if is_first:
        return Status.PREFERRED
    return Status.ADMITTED if term.status is Status.PREFERRED else term.status


def _with_terms(concept: Concept, chinese: Sequence[Term], english: Sequence[Term]) -> Concept:
    return replace(concept, terms=(*chinese, *english))


def _texts(concept: Concept, term: Term) -> tuple[str, ...]:
    return tuple(rendering.text for rendering in concept.renderings(term))
