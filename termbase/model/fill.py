"""Fill in missing fields of terms, and make ids for concepts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from termbase.language import pinyin, readings, script
from termbase.model.concept import Concept, Language, Term

_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 60
# The name of ``Term.text`` among the generated fields.
_SIMPLIFIED = "simplified"


def fill_term(term: Term, renderings: Sequence[str] = ()) -> Term:
    """Return a Chinese term with traditional characters and pinyin; generated ones are marked.

    Args:
        term: A term; an English one is returned as it is.
        renderings: The English terms of its concept, by which personal names are recognised.
    """
    if term.language is not Language.CHINESE:
        return term
    traditional = term.traditional or script.convert(term.text, script.Script.TAIWAN)
    spelled = term.pinyin or readings.generate(term.text, renderings)
    missing = {"traditional": not term.traditional, "pinyin": bool(spelled) and not term.pinyin}
    if not any(missing.values()):
        return term
    generated = dict.fromkeys((*term.generated, *(field for field in missing if missing[field])))
    return replace(term, traditional=traditional, pinyin=spelled, generated=tuple(generated))


def strip_generated(term: Term) -> Term:
    """Return a term without generated fields, except marked simplified characters."""
    if not term.generated or term.generated == (_SIMPLIFIED,):
        return term
    traditional = "" if "traditional" in term.generated else term.traditional
    reading = "" if "pinyin" in term.generated else term.pinyin
    generated = (_SIMPLIFIED,) if term.is_converted else ()
    return replace(term, traditional=traditional, pinyin=reading, generated=generated)


def fill_concept(concept: Concept) -> Concept:
    """Return a concept with all its terms filled in."""
    renderings = [term.text for term in concept.english]
    return replace(concept, terms=tuple(fill_term(term, renderings) for term in concept.terms))


def available_id(term: Term, taken: Callable[[str], object]) -> str:
    """Return an id for a concept: the pinyin or English of a term, and a number if that is taken.

    Args:
        term: A term of the concept, Chinese if it has one.
        taken: Returns a true value for an id that another concept has.
    """
    if term.language is Language.CHINESE:
        base = _NOT_IN_ID.sub("", pinyin.plain(fill_term(term).pinyin))
    else:
        base = _NOT_IN_ID.sub("-", term.text.lower()).strip("-")
    base = base[:_LONGEST_ID].strip("-") or "concept"
    if not taken(base):
        return base
    # There may be thousands of homophones. Their numbers seldom have gaps, so bisection finds a
    # free one, usually the first.
    last, free = 1, 2
    while taken(f"{base}-{free}"):
        last, free = free, 2 * free
    while free - last > 1:
        middle = (last + free) // 2
        last, free = (middle, free) if taken(f"{base}-{middle}") else (last, middle)
    return f"{base}-{free}"
