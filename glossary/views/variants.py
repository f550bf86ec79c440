"""The relation of a term to the preferred term of its concept, in words."""

from __future__ import annotations

from collections.abc import Iterable

from termbase.language import english
from termbase.model.concept import Concept, Language, Status, Term
from termbase.store.keys import han_key


def preferred_for(concept: Concept, term: Term) -> tuple[str, Term] | None:
    """Return the term that names a concept, and the words that lead from another term to it.

    The words are ``now`` for a superseded term, ``better`` for a deprecated one, ``short for`` for
    an abbreviation, ``in short`` for the full form of one, else ``usually``.

    Args:
        concept: The concept.
        term: One of its terms.

    Returns:
        None if the term names the concept itself or differs from its name only in capitals,
        punctuation or spelling, or nothing is known about which is preferred.
    """
    best = concept.best(term.language)
    if best is None or best == term or best.status.is_retired:
        return None
    words = _words(term, best)
    return (words, best) if words else None


def spelling_key(term: Term) -> str:
    """Return what is the same for terms that differ in capitals, punctuation and spelling only."""
    if term.language is Language.CHINESE:
        return han_key(term.text)
    return english.lookup_key(term.text, {})


def _words(term: Term, best: Term) -> str:
    if term.status is Status.SUPERSEDED:
        return "now"
    if term.status is Status.DEPRECATED:
        return "better"
    if spelling_key(term) == spelling_key(best):
        return ""
    if _abbreviates(term, best):
        return "short for"
    if _abbreviates(best, term):
        return "in short"
    is_preferred = best.status is Status.PREFERRED is not term.status
    return "usually" if is_preferred else ""


def _abbreviates(short: Term, full: Term) -> bool:
    """Return True if a term has some of the characters, words or letters of a longer one."""
    if short.language is Language.CHINESE:
        return len(short.text) < len(full.text) and _is_in_order(short.text, full.text)
    words, all_words = (
        english.without_article(english.words(term.text.casefold())) for term in (short, full)
    )
    if len(words) == 1 and sum(map(str.isupper, short.text)) > 1:
        # SOE, LegCo, KMT
        letters, all_letters = words[0].removesuffix("s"), "".join(all_words)
        is_shorter = len(letters) < len(all_letters) and letters[0] == all_letters[0]
        return is_shorter and _is_in_order(letters, all_letters)
    return 0 < len(words) < len(all_words) and _is_in_order(words, all_words)


def _is_in_order(parts: Iterable[str], whole: Iterable[str]) -> bool:
    """Return True if all parts occur in the whole in this order, with others between them."""
    rest = iter(whole)
    return all(part in rest for part in parts)
