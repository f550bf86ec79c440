"""Tell if a candidate is only a part of a longer name, or of other words.

宪法 is not the constitution in 宪法法庭, nor 中央 the Party's in 民盟中央, whether or not the
termbase has the longer name. A term has few checks, most have none; each asks for the characters
beside a candidate first, for there are hundreds of candidates in an article.
"""

from __future__ import annotations

from glossary.find.names.common import Check
from termbase.language.script import fold
from termbase.model.concept import Concept, Language, Term

__all__ = ["Check", "checks_of", "part_of_name"]


def part_of_name(text: str, start: int, end: int, checks: tuple[Check, ...]) -> str:
    """Return why a candidate is a part of a longer name or of other words; empty if it is not.

    Args:
        text: The folded text.
        start: The start of the candidate, in code points.
        end: Its end.
        checks: Those of its term, by :func:`checks_of`.
    """
    for check in checks:
        if reason := check(text, start, end):
            return reason
    return ""


def checks_of(term: Term, concept: Concept) -> tuple[Check, ...]:
    """Return the checks that a term needs.

    Args:
        term: A term of the concept.
        concept: The concept.
    """
    # Their patterns take time to compile; a text needs one language most often.
    if term.language is Language.CHINESE:
        from glossary.find.names import chinese

        return tuple(chinese.checks_of(fold(term.text), term, concept))
    from glossary.find.names import english

    return tuple(english.checks_of(term.text, concept))
