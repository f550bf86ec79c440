"""Choose which annotations of a document are shown: by subject, users, known words and level.

Level N shows the concepts of level N and above: 1 is all of them, 5 those that only specialists
know. Concepts of the user's own base, and those without a level, are shown at every level. Where no
level is asked for, the density of the marks decides (:func:`start_level`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from termbase.language import english
from termbase.language.script import is_han
from termbase.model.concept import MAX_LEVEL

if TYPE_CHECKING:
    from glossary.annotate import Annotation
    from glossary.documents import Document
    from glossary.known import KnownWords

LEVELS = range(1, MAX_LEVEL + 1)
# Marks that a text should have at the level it starts with, per 100 characters or words, and those
# that it may have in any case: the density of a few lines says nothing.
DENSITY = 5
ALWAYS = 12


def choose(
    annotations: Iterable[Annotation],
    *,
    subjects: Collection[str] = (),
    usages: Collection[str] = (),
    known: KnownWords | None = None,
) -> list[Annotation]:
    """Return the annotations of some subjects and users whose words the reader does not know.

    The first one of an entry is marked as such.

    Args:
        annotations: The annotations of a document, in order.
        subjects: The subjects of their concepts, of which one is enough; none for all.
        usages: The users of their terms, of which one is enough; none for all.
        known: The words and concepts that the reader knows.
    """
    chosen = []
    lost: set[str] = set()
    for annotation in annotations:
        if (
            (subjects and annotation.concept.subject not in subjects)
            or (usages and not _is_used_by(annotation, usages))
            or (known and known.covers(annotation))
        ):
            if annotation.is_first:
                lost.add(annotation.entry)
        elif annotation.entry in lost:
            # A term and its translation share an entry, and the reader may know one of the two.
            chosen.append(replace(annotation, is_first=True))
            lost.discard(annotation.entry)
        else:
            chosen.append(annotation)
    return chosen


def from_level(annotations: Iterable[Annotation], level: int) -> list[Annotation]:
    """Return the annotations that are shown at a level."""
    return [annotation for annotation in annotations if shown_up_to(annotation) >= level]


def shown_up_to(annotation: Annotation) -> int:
    """Return the highest level at which an annotation is shown."""
    return MAX_LEVEL if annotation.is_own else annotation.concept.level or MAX_LEVEL


def start_level(annotations: Iterable[Annotation], document: Document) -> int:
    """Return the level at which as many marks are shown as a document has room for.

    There is room for five marks per 100 汉字 or English words, or for twelve in all. The level is 1
    where all marks have room, or else the one whose number of marks is nearest to that, as a ratio:
    a level that is a little dense is better than the next one with hardly a mark.

    Args:
        annotations: The annotations of the document that may be shown, each with a mark.
        document: The document.
    """
    counts = Counter(map(shown_up_to, annotations))
    # A long text has room for all marks after its first pages.
    size = size_of(document, enough=counts.total() * 100 // DENSITY + 1)
    room = max(ALWAYS, DENSITY * size / 100)
    shown = {level: sum(counts[rated] for rated in LEVELS[level - 1 :]) for level in LEVELS}
    if shown[1] <= room:
        return 1
    return min(
        (level for level in LEVELS if shown[level]),
        key=lambda level: max(shown[level] / room, room / shown[level]),
    )


def size_of(document: Document, enough: float = inf) -> int:
    """Return the number of 汉字 and of words in Latin letters in a document.

    Args:
        document: The document.
        enough: The number at which counting may stop.
    """
    size = 0
    for block in document.blocks:
        if size >= enough:
            break
        size += len(english.WORD.findall(block.text)) + sum(map(is_han, block.text))
    return size


def check_level(level: int | None) -> None:
    """Check a level that was asked for.

    Raises:
        ValueError: If there is no such level.
    """
    # True is 1 to Python, and find() has levels that are words.
    if level is not None and (type(level) is not int or level not in LEVELS):
        known = ", ".join(map(str, LEVELS))
        raise ValueError(f"invalid level {level!r}; expected one of: {known}")


def check_subjects(subjects: Iterable[str], known: Sequence[str]) -> None:
    """Check subjects that were asked for.

    Raises:
        ValueError: If no concept has one of them; it names the nearest ones, else all.
    """
    for subject in subjects:
        if subject not in known:
            from difflib import get_close_matches

            nearest = get_close_matches(subject.lower(), known)
            expected = ", ".join(nearest or known) or "none, as no concept has a subject"
            raise ValueError(f"invalid subject {subject!r}; expected one of: {expected}")


def _is_used_by(annotation: Annotation, usages: Collection[str]) -> bool:
    """Return True if some users say the term; where it does not state its own, its renderings."""
    return any(
        usage in usages
        for mention in annotation.mentions
        for term in (
            (mention.term,) if mention.term.usage else annotation.concept.renderings(mention.term)
        )
        for usage in term.usage
    )
