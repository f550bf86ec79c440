"""Complete terms that people type: simplified characters, tone marks, and what can be generated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from termbase.errors import InputError
from termbase.language.pinyin import term_syllables, with_tone_marks
from termbase.language.script import Script, convert, is_han
from termbase.messages import Message
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.fill import fill_term


def complete_concept(concept: Concept) -> Concept:
    """Return a concept as people type it, as it is stored.

    Simplified characters are made from traditional ones, tone marks from numbers, and what Chinese
    terms lack is generated.
    """
    renderings = [term.text for term in concept.english]
    terms = (
        _completed(term, renderings) if term.language is Language.CHINESE else term
        for term in concept.terms
    )
    return replace(concept, terms=tuple(terms))


def chinese_term(written: str) -> Term:
    """Return a preferred Chinese term.

    Args:
        written: Simplified or traditional characters; the latter are kept as such, and converted.

    Raises:
        InputError: If it has no Chinese characters; InvalidConcept if it is empty.
    """
    written = written.strip()
    if written and not any(map(is_han, written)):
        template = "{term!r} has no Chinese characters; the Chinese term comes first"
        raise InputError(Message(template, term=written))
    return _simplified(Term(Language.CHINESE, written, status=Status.PREFERRED))


def _completed(term: Term, renderings: Sequence[str]) -> Term:
    term = _simplified(term)
    marked = with_tone_marks(term.text, term.pinyin)
    if marked != term.pinyin and term_syllables(term.text, marked):
        term = replace(term, pinyin=marked)
    return fill_term(term, renderings)


def _simplified(term: Term) -> Term:
    """Return a Chinese term whose text is in simplified characters."""
    text = convert(term.text, Script.SIMPLIFIED)
    if text == term.text:
        return term
    generated = dict.fromkeys((*term.generated, "simplified"))
    traditional = term.traditional or term.text
    return replace(term, text=text, traditional=traditional, generated=tuple(generated))
