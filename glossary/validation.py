"""Validate the visible terms, or a file of an exchange format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.find import Finder
from termbase.errors import Problem
from termbase.formats import FORMATS, read
from termbase.formats.rules import CHECKS, check_of
from termbase.model.fill import fill_concept
from termbase.validation import validate, validate_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termbase.model.concept import Concept, Term
    from termbase.termbase import Termbase

# The formats that can be validated: of terms, and those with rules of their own.
VALIDATED = tuple({**FORMATS, **CHECKS})


@dataclass(frozen=True, slots=True)
class Validation:
    """The result of a validation.

    Attributes:
        problems: Each with its code, in the order of the file.
        concepts: The number of concepts looked at; None for a file of translations.
        is_well_formed: False if the file breaks the rules of its format.
    """

    problems: tuple[Problem, ...]
    concepts: int | None = None
    is_well_formed: bool = True


def validate_file(path: Path, format: str | None = None, encoding: str | None = None) -> Validation:
    """Validate a file: its format, and if it holds terms, the terms.

    Args:
        path: The file.
        format: The name of its format; by default from the suffix.
        encoding: Its encoding; by default it is detected.

    Raises:
        InputError: If the file cannot be read.
    """
    if check := check_of(path, format):
        problems = tuple(sorted(check.run(path), key=lambda problem: problem.line))
        if problems or not check.holds_terms:
            return Validation(problems, is_well_formed=not problems)
    reading = read(path, format, encoding)
    if reading.problems:
        return Validation(tuple(reading.problems), is_well_formed=False)
    result = validate_concepts(map(fill_concept, reading.concepts))
    return Validation((*reading.warnings, *result.problems), result.concepts)


def validate_concepts(concepts: Iterable[Concept]) -> Validation:
    """Validate concepts."""
    found = list(concepts)
    return Validation(tuple(validate(found)), len(found))


def validate_concept(termbase: Termbase, concept: Concept) -> list[Problem]:
    """Return the problems that a concept would have among the visible ones.

    Args:
        termbase: The visible concepts; one with the same id is the version to be replaced.
        concept: The concept, stored or not.
    """
    others = {other.id: other for term in concept.terms for other in _owners(termbase, term)}
    for related in concept.related:
        if other := termbase.get(related.concept):
            others[other.id] = other
    others.pop(concept.id, None)
    return list(validate_among(concept, others.values()))


def _owners(termbase: Termbase, term: Term) -> Iterable[Concept]:
    # A text with half a character cannot be looked up.
    return termbase.concepts_with_term(term) if term.text.isprintable() else ()


def validate_termbase(termbase: Termbase) -> Validation:
    """Validate all visible concepts, and that the words quoted from sources attest them."""
    concepts = list(termbase)
    problems = *validate(concepts), *_unattested(concepts, Finder(termbase))
    return Validation(problems, len(concepts))


def _unattested(concepts: Iterable[Concept], finder: Finder) -> Iterator[Problem]:
    """Yield a problem for a quotation in which the finder sees another word."""
    for concept in concepts:
        sources = (*concept.sources, *(s for term in concept.terms for s in term.sources))
        for quote in dict.fromkeys(source.quote for source in sources if source.quote):
            mentions = finder.find(quote, overlapping=True)
            if all(mention.concept.id != concept.id for mention in mentions):
                message = f"{concept.id}: no term of the concept is found in {quote!r}"
                yield Problem("unattested", message)
