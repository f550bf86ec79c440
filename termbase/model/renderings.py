"""The renderings of single terms of a concept, and how to change them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from termbase.model.concept import Concept, Language, Status, Term


def chinese_of(concept: Concept, term: Term) -> Term | None:
    """Return a term of a concept if it is Chinese, else its rendering or the name of the concept.

    Args:
        concept: The concept.
        term: One of its terms.
    """
    if term.language is Language.CHINESE:
        return term
    return concept.rendering(term) or concept.best(Language.CHINESE)


def english_of(concept: Concept, term: Term) -> str:
    """Return the text of a term of a concept if it is English, else of its rendering, or nothing.

    Args:
        concept: The concept.
        term: One of its terms.
    """
    if term.language is Language.ENGLISH:
        return term.text
    rendering = concept.rendering(term)
    return rendering.text if rendering else ""


def rendering_texts(concept: Concept) -> list[tuple[str, ...]]:
    """Return the texts of the renderings of each Chinese term, in the order of the terms."""
    return [_texts(concept, term) for term in concept.chinese]


def assign_renderings(concept: Concept, wanted: Sequence[Iterable[str]]) -> Concept:
    """Give each Chinese term exactly these renderings, naming no more than necessary.

    A form without renderings gets those that no other form has, if there are any: a concept cannot
    express that such a rendering belongs to none.

    Args:
        concept: Any concept.
        wanted: For each Chinese term, the texts of English terms of the concept, best first.

    """
    goal = list(map(tuple, wanted))
    chinese = list(concept.chinese)
    shared = name_renderings(concept, [()] * len(chinese))
    if rendering_texts(shared) == goal:
        return shared
    changed = concept
    # Naming the renderings of one form takes them from those that name none.
    while differing := [
        index
        for index, texts in enumerate(rendering_texts(changed))
        if texts != goal[index] and chinese[index].renderings != goal[index]
    ]:
        for index in differing:
            chinese[index] = _naming(chinese[index], goal[index])
        changed = name_renderings(concept, [term.renderings for term in chinese])
    # A form that is to have none gets those that no other names.
    return changed if rendering_texts(changed) == goal else name_renderings(concept, goal)


def name_renderings(concept: Concept, names: Iterable[tuple[str, ...]]) -> Concept:
    """Return a concept whose Chinese terms name these renderings, in their order."""
    chinese = iter(list(map(_naming, concept.chinese, names)))
    terms = (next(chinese) if term.language is Language.CHINESE else term for term in concept.terms)
    return replace(concept, terms=tuple(terms))


def words_for_renderings(before: Concept, after: Concept, *, with_id: bool = True) -> str:
    """Return words for a change of the renderings of some forms of a concept.

    Args:
        before: The concept before the change.
        after: The same concept; new forms come after the old ones.
        with_id: Name the concept as well.

    Returns:
        A phrase that names the forms whose renderings have changed, and says that the others have
        theirs; empty if none has changed, they differ, or there is no other form.
    """
    old, new = rendering_texts(before), rendering_texts(after)
    changed = [place for place, texts in enumerate(new[: len(old)]) if texts != old[place]]
    if not changed or len(old) < 2 or any(new[place] != new[changed[0]] for place in changed):
        return ""
    texts = new[changed[0]]
    noun, verb = ("rendering", "is") if len(texts) == 1 else ("renderings", "are")
    listed = ", ".join(texts)
    others = len(old) - len(changed)
    if not others:
        name = f"{after.id}: " if with_id else ""
        return f"{name}{noun} of all forms {verb} now {listed}"
    forms = ", ".join(after.chinese[place].text for place in changed)
    name = f" of {after.id}" if with_id else ""
    kept = "form keeps its own" if others == 1 else f"{others} forms keep theirs"
    return f"{forms}{name}: {noun} {verb} now {listed}; the other {kept}"


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
    place = concept.chinese.index(term)
    wanted = rendering_texts(concept)
    before, wanted[place] = wanted[place], texts
    dropped = set(before) - {text for named in wanted for text in named}
    known = {item.text for item in concept.english}
    english = [item for item in concept.english if item.text not in dropped]
    english += [Term(Language.ENGLISH, text) for text in texts if text not in known]
    if term == concept.best(Language.CHINESE):
        english = _preferring(english, texts)
    return assign_renderings(_with_terms(concept, concept.chinese, english), wanted)


def by_renderings(concept: Concept) -> list[Concept]:
    """Divide a concept for formats in which all terms of an entry are synonyms.

    Returns:
        For each group of Chinese terms with the same renderings a concept that has only these and
        their renderings; the concept itself if no form names its renderings.
    """
    if not any(term.renderings for term in concept.chinese):
        return [concept]
    groups: dict[frozenset[str], list[Term]] = {}
    for term, texts in zip(concept.chinese, rendering_texts(concept), strict=True):
        groups.setdefault(frozenset(texts), []).append(term)
    return [
        replace(
            concept,
            terms=(
                *(_naming(term, ()) for term in terms),
                *concept.renderings(terms[0]),
            ),
        )
        for terms in groups.values()
    ]


def _preferring(english: Sequence[Term], texts: Sequence[str]) -> list[Term]:
    """Return terms with the first of the texts as the only preferred one, in the order of texts."""
    place = {text: index for index, text in enumerate(texts)}
    ordered = sorted(english, key=lambda item: place.get(item.text, len(texts)))
    return [replace(item, status=_status(item, item.text == texts[0])) for item in ordered]


def _status(term: Term, is_first: bool) -> Status:
    if is_first:
        return Status.PREFERRED
    return Status.ADMITTED if term.status is Status.PREFERRED else term.status


def _naming(term: Term, texts: tuple[str, ...]) -> Term:
    return term if term.renderings == texts else replace(term, renderings=texts)


def _with_terms(concept: Concept, chinese: Iterable[Term], english: Sequence[Term]) -> Concept:
    return replace(concept, terms=(*chinese, *english))


def _texts(concept: Concept, term: Term) -> tuple[str, ...]:
    return tuple(rendering.text for rendering in concept.renderings(term))
