"""Merge the renderings of the forms of two concepts: each form keeps its own, and gets theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from termbase.merge.conflicts import FieldConflict
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.renderings import assign_renderings, name_renderings, rendering_texts


@dataclass(slots=True, eq=False)
class MergedTerm:
    """A term of ours, the equal terms of theirs, and the merged term."""

    ours: Term | None
    term: Term
    theirs: list[Term] = field(default_factory=list)


def names_main_form(ours: Concept, theirs: Concept, terms: Sequence[MergedTerm]) -> bool:
    """Return True if a concept says something of the form that names ours.

    The English that it prefers is then the one to prefer; else it is the rendering of its own
    forms only.
    """
    main = ours.best(Language.CHINESE)
    if main is None or not theirs.chinese:
        return True
    return any(item.theirs for item in terms if item.ours is main)


class Pairing:
    """The renderings of the merged concept.

    Args:
        ours: The concept of the base.
        theirs: The concept that was merged into it.
        terms: The merged terms of both.
        takes: Returns True for the field of a conflict in which the value of theirs is taken.
        by_form: True if what theirs prefers is preferred for its forms only.
    """

    def __init__(
        self,
        ours: Concept,
        theirs: Concept,
        terms: Sequence[MergedTerm],
        *,
        takes: Callable[[str], bool],
        by_form: bool,
    ) -> None:
        self._theirs = theirs
        self._takes = takes
        self._by_form = by_form
        self._chinese = [item for item in terms if item.term.language is Language.CHINESE]
        self._english = [item for item in terms if item.term.language is Language.ENGLISH]
        self._is_apart = not ours.chinese or not theirs.chinese
        # The text of each rendering in the merged concept, by its text in ours and in theirs.
        self._our_texts: dict[str, str] = {}
        self._their_texts: dict[str, str] = {}
        for item in self._english:
            if item.ours:
                self._our_texts.setdefault(item.ours.text, item.term.text)
            for other in item.theirs:
                self._their_texts.setdefault(other.text, item.term.text)
        self._old = dict(
            zip(
                (id(item) for item in self._chinese if item.ours),
                (_mapped(texts, self._our_texts) for texts in rendering_texts(ours)),
                strict=True,
            )
        )
        self._new = dict(zip(map(id, theirs.chinese), rendering_texts(theirs), strict=True))

    def conflicts(self) -> Iterator[FieldConflict]:
        """Yield a conflict for each form for which theirs ranks our best rendering lower."""
        for item in self._chinese:
            old, new = self._old.get(id(item), ()), self._renderings_of_theirs(item)
            if not old or not new or new[0] == old[0] or old[0] not in new:
                continue
            if _names(item.theirs) or (self._by_form and self._prefers(new[0])):
                yield FieldConflict(_field(item), old[0], new[0])

    def pair(self, concept: Concept) -> Concept:
        """Return the merged concept with the renderings of each form.

        Args:
            concept: The concept with the merged terms, the Chinese ones in their order.
        """
        names = [
            _mapped(item.term.renderings, self._our_texts if item.ours else self._their_texts)
            for item in self._chinese
        ]
        concept = name_renderings(concept, names)
        if self._is_apart:
            return concept
        ranks = {
            term.text: (term.status.is_retired, term.status is not Status.PREFERRED, place)
            for place, term in reversed(list(enumerate(concept.english)))
        }
        wanted = [self._wanted(item, ranks) for item in self._chinese]
        return concept if rendering_texts(concept) == wanted else assign_renderings(concept, wanted)

    def _wanted(
        self, item: MergedTerm, ranks: dict[str, tuple[bool, bool, int]]
    ) -> tuple[str, ...]:
        old, new = self._old.get(id(item), ()), self._renderings_of_theirs(item)
        if not item.theirs:
            return old
        if item.ours is None:
            return new
        takes = self._takes(_field(item))
        if takes and _names(item.theirs):
            return tuple(dict.fromkeys((*new, *old)))
        united = list(dict.fromkeys((*old, *new)))
        if not _names((item.ours, *item.theirs)):
            united.sort(key=ranks.__getitem__)
        if takes and self._by_form and new and self._prefers(new[0]):
            united.remove(new[0])
            united.insert(0, new[0])
        return tuple(united)

    def _renderings_of_theirs(self, item: MergedTerm) -> tuple[str, ...]:
        texts = (text for other in item.theirs for text in self._new[id(other)])
        return _mapped(texts, self._their_texts)

    def _prefers(self, text: str) -> bool:
        """Return True if theirs prefers a rendering."""
        return any(
            other.status is Status.PREFERRED
            for item in self._english
            if item.term.text == text
            for other in item.theirs
        )


def _field(item: MergedTerm) -> str:
    return f"rendering of {item.term.text}"


def _mapped(texts: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return texts as the merged concept spells them; names of missing terms stay as they are."""
    return tuple(dict.fromkeys(known.get(text, text) for text in texts))


def _names(terms: Iterable[Term]) -> bool:
    """Return True if one of the terms names its renderings."""
    return any(term.renderings for term in terms)
