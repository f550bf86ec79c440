"""Places in a translation where something seems to be cut out of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.find.evidence import common_words
from termbase.language.sentences import is_abbreviation
from termbase.patterns import compiled

if TYPE_CHECKING:
    from glossary.check.job import Segment
    from glossary.check.rule import Span

# Words that begin a sentence, and hardly a name.
_BEGINNINGS = frozenset(
    """
    the this these those that it we they he she you in at on for as to by with from after before
    during since under through within among between although though while when whenever if unless
    because despite however moreover furthermore meanwhile according and but or so yet there here
    its our his her their such some many most each both not nor what how then thus hence also an of
    """.split()
)
_CAPITALIZED = "|".join(word.capitalize() for word in sorted(_BEGINNINGS))
# *slowed, The commission*: a comma before a sentence.
_COMMA = rf"(?<=[\w)%”’\"]), +(?=(?:{_CAPITALIZED}) [a-z])"
# *slowed. and the commission*: a full stop before the rest of one.
_FULL_STOP = r"(?:(?<=\w\w)|(?<=[)%”’\"]))\. +([a-z]+),? "
_FIRST = r"([a-z]+),? "
_CAPITAL = r"[A-Z]"
_LAST = r"[,，、](?=\s*$)"
_FINISHED = r"[.。．!！?？][”’」』)）\"'\s]*$"


def seam(segment: Segment) -> Span | None:
    """Return the span of the marks where a sentence breaks off or begins in its middle.

    A translation that ends with a comma breaks off if its source ends as a sentence does. In
    English, a sentence begins with a capital, and goes on with a small letter after a comma; where
    a clause was cut, one of the two is not so.

    Args:
        segment: A text and its translation.

    Returns:
        The span in the translation of the mark, or of the small word that it begins with; None if
        there is no such place.
    """
    source, target = segment.source, segment.target
    is_finished = bool(compiled(_FINISHED).search(source))
    if is_finished and (match := compiled(_LAST).search(target)):
        return match.start(), match.end()
    if segment.is_into_chinese:
        return None
    if match := compiled(_COMMA).search(target):
        return match.start(), match.start() + 1
    for match in compiled(_FULL_STOP).finditer(target):
        if _is_common(match[1]) and not is_abbreviation(target[: match.start()]):
            return match.start(), match.start() + 1
    # Texts without any capital are written so.
    if is_finished and compiled(_CAPITAL).search(target):
        first = compiled(_FIRST).match(target)
        return first.span(1) if first and _is_common(first[1]) else None
    return None


def _is_common(word: str) -> bool:
    """Return True for a common word; programs and commands are written small, too."""
    return word in common_words() or word in _BEGINNINGS
