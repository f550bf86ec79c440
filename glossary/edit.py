"""Add, change and remove concepts of the user's own base."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypedDict

from termbase.choices import as_values
from termbase.errors import Conflict, InputError, InvalidConcept, NotFound
from termbase.formats.characters import UNWRITABLE, first_unwritable
from termbase.language.pinyin import term_syllables, with_tone_marks
from termbase.language.readings import generate
from termbase.messages import Message, about
from termbase.model.complete import chinese_term
from termbase.model.concept import Concept, Language, Source, Status, Term, Usage
from termbase.model.fill import available_id, fill_term
from termbase.model.renderings import rendering_texts, set_renderings
from termbase.store.keys import han_key
from termbase.termbase import Termbase

_CONCEPT_FIELDS = ("subject", "kind", "gloss", "literal", "note")
_CHINESE_FIELDS = ("traditional", "pinyin")


class Fields(TypedDict, total=False):
    """The fields that :meth:`Glossary.add` and :meth:`Glossary.edit` can set.

    Attributes:
        gloss: Meaning of the concept, in one or two sentences.
        literal: Word-for-word English.
        note: Further remarks.
        subject: The subject field, such as ``corruption``.
        kind: The kind of thing, such as ``institution``.
        traditional: Traditional characters of the Chinese term that is named, of a concept named
            by its id those of the first one; generated if missing.
        pinyin: Pinyin of the same term, with tone marks; generated if missing.
        usage: The group or groups that use the first rendering of that term.
        source: The title of a source, which is added to the sources of the concept.
    """

    gloss: str | None
    literal: str | None
    note: str | None
    subject: str | None
    kind: str | None
    traditional: str | None
    pinyin: str | None
    usage: Usage | str | Sequence[Usage | str]
    source: str | None


def add(
    termbase: Termbase, chinese: str, english: Sequence[str], concept_id: str | None, fields: Fields
) -> Concept:
    """Store a Chinese term with its English renderings; see :meth:`Glossary.add`."""
    return _stored(termbase, lambda: added(termbase, chinese, english, concept_id, fields))


def added(
    termbase: Termbase, chinese: str, english: Sequence[str], concept_id: str | None, fields: Fields
) -> Concept:
    """Return the concept that :func:`add` would store."""
    _require_text([chinese, *english, concept_id or ""], fields)
    term = chinese_term(chinese)
    if term.traditional:
        fields = {"traditional": term.traditional, **fields}
    concept = _with_term(termbase, term, concept_id)
    place = _place_of(concept, term.text)
    known = [item.text for item in concept.renderings(concept.chinese[place])]
    if not english and not known:
        raise InputError(Message("{term} has no English rendering; give one", term=term.text))
    return _changed(_with_renderings(concept, place, english, known), place, fields)


def draft(termbase: Termbase, chinese: str, english: Sequence[str], fields: Fields) -> Concept:
    """Return a new concept, all that can be generated filled in; nothing is stored.

    Args:
        termbase: The termbase, in which its id is not taken.
        chinese: The term, in simplified or traditional characters.
        english: Its renderings, the preferred one first.
        fields: Other fields.

    Raises:
        InputError: If the term has no Chinese characters, or the pinyin cannot be read.
        InvalidConcept: If a text is empty, or has a character that exchange formats cannot hold.
    """
    _require_text([chinese, *english], fields)
    term = chinese_term(chinese)
    concept = Concept(available_id(term, termbase.get), (term,))
    return _changed(_with_renderings(concept, 0, english), 0, fields)


def edit(termbase: Termbase, concept_name: str, english: Sequence[str], fields: Fields) -> Concept:
    """Change a concept; see :meth:`Glossary.edit`."""
    _require_text(english, fields)

    def make() -> Concept:
        concept = find_concept(termbase, concept_name)
        if concept.id == concept_name:
            for place in main_forms(concept):
                concept = _with_renderings(concept, place, english)
            return _changed(concept, 0, fields)
        place = _place_of(concept, concept_name)
        return _changed(_with_renderings(concept, place, english), place, fields)

    return _stored(termbase, make)


def put(termbase: Termbase, concepts: Iterable[Concept]) -> None:
    """Store concepts; see :meth:`Glossary.put`."""
    concepts = list(concepts)
    for concept in concepts:
        if match := first_unwritable(concept):
            raise InvalidConcept(about(concept.id, _unwritable(match)))
    termbase.put(concepts)


def remove(termbase: Termbase, concept_names: Sequence[str]) -> list[str]:
    """Remove concepts by id or Chinese term, all or none; return their ids."""
    with termbase.transaction():
        ids = list(dict.fromkeys(find_concept(termbase, name).id for name in concept_names))
        termbase.remove(ids)
    return ids


def find_concept(termbase: Termbase, concept_name: str) -> Concept:
    """Return the concept with an id or, if there is none, with a Chinese term.

    Raises:
        NotFound: If no concept has that name.
        Conflict: If several concepts have the term.
    """
    if concept := termbase.get(concept_name):
        return concept
    found = (
        termbase.concepts_with_term(Term(Language.CHINESE, concept_name))
        if concept_name.strip()
        else []
    )
    if not found:
        raise NotFound(about(concept_name, Message("no concept with this id or Chinese term")))
    if len(found) > 1:
        ids = ", ".join(concept.id for concept in found)
        template = "{term} is a term of several concepts; give one of the ids: {ids}"
        raise Conflict(Message(template, term=concept_name, ids=ids))
    return found[0]


def _require_text(texts: Sequence[str], fields: Fields) -> None:
    """Refuse characters that exchange formats cannot hold, such as controls and half characters."""
    for text in (*texts, *(value for value in fields.values() if isinstance(value, str))):
        if match := UNWRITABLE.search(text):
            raise InvalidConcept(_unwritable(match))


def _unwritable(match: re.Match[str]) -> str:
    around = match.string[max(0, match.start() - 20) : match.end() + 20]
    template = "U+{number:04X} in {place!r}, which exchange formats cannot hold; remove it"
    return Message(template, number=ord(match[0]), place=around)


def _readable_pinyin(text: str, pinyin: str) -> str:
    """Return the pinyin of a term with tone marks; refuse what cannot be read as such."""
    marked = with_tone_marks(text, pinyin)
    if not term_syllables(text, marked):
        expected = generate(text)
        template = "{pinyin!r} is not the pinyin of {text}; expected as in {expected!r}"
        raise InputError(Message(template, pinyin=pinyin, text=text, expected=expected))
    return marked


def _stored(termbase: Termbase, make: Callable[[], Concept]) -> Concept:
    with termbase.transaction():
        concept = make()
        termbase.put([concept])
    return concept


def _with_term(termbase: Termbase, term: Term, concept_id: str | None) -> Concept:
    """Return a new concept for a term, or the built-in one that has it."""
    for concept in termbase.concepts_with_term(term):
        if concept_id not in (None, concept.id):
            continue
        if termbase.own and concept.id in termbase.own:
            raise Conflict(
                Message(
                    "{term} is in your base already, as {concept}; edit {concept} instead",
                    term=term.text,
                    concept=concept.id,
                )
            )
        return concept
    if concept_id and termbase.get(concept_id):
        raise Conflict(Message("the id {id} is taken; choose another", id=concept_id))
    return Concept(concept_id or available_id(term, termbase.get), (term,))


def _place_of(concept: Concept, text: str) -> int:
    """Return the index of a form among the Chinese terms: as written, else in another script."""
    key = han_key(text)
    ranks = [
        (term.text != text, text not in term.forms, key not in map(han_key, term.forms), place)
        for place, term in enumerate(concept.chinese)
    ]
    return min(ranks)[-1]


def main_forms(concept: Concept) -> list[int]:
    """Return the indices of the preferred Chinese term and the terms with the same renderings."""
    best = concept.best(Language.CHINESE)
    texts = rendering_texts(concept)
    if best is None:
        return []
    main = texts[concept.chinese.index(best)]
    return [place for place, of_form in enumerate(texts) if of_form == main]


def _with_renderings(
    concept: Concept, place: int, english: Sequence[str], known: Sequence[str] = ()
) -> Concept:
    """Return the concept with these renderings of one Chinese term; all other forms keep theirs.

    Args:
        concept: The concept.
        place: The index of the Chinese term.
        english: The renderings, the best first; none to change nothing.
        known: Renderings that follow them.
    """
    texts = [text.strip() for text in english]
    if not texts:
        return concept
    changed = set_renderings(concept, concept.chinese[place], [*texts, *known])
    usable = (
        replace(term, status=Status.ADMITTED)
        if term.text in texts and term.status.is_retired
        else term
        for term in changed.terms
    )
    return replace(changed, terms=tuple(usable))


def _is_retired(term: Term) -> bool:
    return term.language is Language.ENGLISH and term.status in (
        Status.DEPRECATED,
        Status.SUPERSEDED,
    )


def _changed(concept: Concept, place: int, fields: Fields) -> Concept:
    """Return the concept with these fields set; what its terms still lack is generated.

    Args:
        concept: The concept.
        place: The index of the Chinese term that fields of terms belong to.
        fields: The fields.
    """
    if unknown := fields.keys() - Fields.__annotations__.keys():
        raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
    chinese, english = list(concept.chinese), list(concept.english)
    given = {key: value for key, value in fields.items() if value is not None}
    values = {field: given[field] for field in _CONCEPT_FIELDS if field in given}
    for field in _CHINESE_FIELDS:
        if given.get(field) and chinese:
            term = chinese[place]
            generated = tuple(other for other in term.generated if other != field)
            if field == "pinyin":
                given[field] = _readable_pinyin(term.text, str(given[field]))
            chinese[place] = replace(term, generated=generated, **{field: given[field]})  # type: ignore[arg-type]
    if usage := fields.get("usage"):
        best = concept.rendering(concept.chinese[place]) if chinese else concept.english[0]
        english = [
            replace(term, usage=tuple(map(Usage, as_values(usage)))) if term == best else term
            for term in english
        ]
    if source := fields.get("source"):
        values["sources"] = (*concept.sources, Source(source))
    renderings = [term.text for term in english]
    terms = (*(fill_term(term, renderings) for term in chinese), *english)
    return replace(concept, terms=terms, **values)  # type: ignore[arg-type]
