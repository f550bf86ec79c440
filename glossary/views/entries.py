"""The entries of an index, of cards and of footnotes: each word of a text with what is known of it.

An entry is headed by the term that is in the text, in the script of the text; the preferred term
of the concept and its other forms come after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from glossary.annotate import Annotation
from glossary.views.variants import preferred_for, spelling_key
from termbase.language.script import Script
from termbase.model.concept import Concept, Language, Term


class Variant(NamedTuple):
    """Another term of the concept.

    Attributes:
        words: The words that lead to it: ``short for``, ``now`` …
        term: The term.
        rendering: Its rendering, where the entry does not show it otherwise.
    """

    words: str
    term: Term
    rendering: Term | None


@dataclass(frozen=True)
class Entry:
    """A term of a text with its annotations.

    Attributes:
        annotations: The annotations of the term, in order; at least one.
        is_traditional: True if the text is in traditional characters.
        earlier: The first entry of the same concept, which has its gloss, if this is another one.
    """

    annotations: tuple[Annotation, ...]
    is_traditional: bool
    earlier: Entry | None = None

    @property
    def id(self) -> str:
        """The identifier of the entry in the document."""
        return self.annotations[0].entry

    @property
    def concept(self) -> Concept:
        """The concept."""
        return self.annotations[0].concept

    @property
    def is_own(self) -> bool:
        """True if the concept is of the user's own base."""
        return self.annotations[0].is_own

    @property
    def term(self) -> Term:
        """The term that is in the text."""
        return self.annotations[0].term

    @property
    def language(self) -> Language:
        """The language of the term that is in the text."""
        return self.term.language

    @property
    def chinese(self) -> Term | None:
        """The Chinese term: the one in the text, or that which renders it."""
        return self.annotations[0].mentions[0].chinese

    @property
    def english(self) -> str:
        """The English term: the one in the text, or that which renders it; it may be empty."""
        return self.annotations[0].mentions[0].english

    @property
    def see(self) -> Entry | None:
        """The entry that has the gloss, unless its term is named as the preferred one."""
        is_named = self.earlier and self.preferred and self.preferred.term == self.earlier.term
        return None if is_named else self.earlier

    @property
    def head(self) -> str:
        """The term that is in the text: a Chinese one in its script, an English one uninflected."""
        return self.chinese_forms[0] if self.language is Language.CHINESE else self.term.text

    @property
    def chinese_forms(self) -> tuple[str, ...]:
        """The Chinese term as in the text, or in its script; and in the other script."""
        term = self.chinese
        if term is None:
            return ()
        text = self.annotations[0].text
        form = text if text in term.forms else self.form_of(term)
        other = term.text if form != term.text else term.traditional or form
        return tuple(dict.fromkeys((form, other)))

    def form_of(self, term: Term) -> str:
        """Return a Chinese term in the script of the text."""
        return (self.is_traditional and term.traditional) or term.text

    def tag_of(self, term: Term, form: str) -> str:
        """Return the BCP 47 tag of a form of a Chinese term."""
        is_either = form == term.text and term.traditional in ("", form)
        is_traditional = self.is_traditional if is_either else form != term.text
        return f"zh-{Script.TRADITIONAL if is_traditional else Script.SIMPLIFIED}"

    @property
    def renderings(self) -> tuple[Term, ...]:
        """The renderings of the term in the text, best first."""
        return self.concept.renderings(self.term)

    @cached_property
    def preferred(self) -> Variant | None:
        """The preferred term of the concept, unless that is the one in the text."""
        found = preferred_for(self.concept, self.term)
        if found is None:
            return None
        rendering = self.concept.rendering(found[1])
        shown = rendering is None or rendering in self._head
        return Variant(*found, None if shown else rendering)

    @property
    def others(self) -> Iterator[Variant]:
        """Other terms of the concept.

        For a Chinese term all Chinese ones; for an English one its synonyms, which translate the
        same Chinese term, and the Chinese terms that translate it, if they are in use.
        """
        shown = set(map(spelling_key, self._head))
        if self.preferred:
            terms = (self.preferred.term, self.preferred.rendering)
            shown.update(spelling_key(term) for term in terms if term)
        for term in self._alternatives():
            if spelling_key(term) in shown:
                continue
            rendering = self.concept.rendering(term) if self.language is Language.CHINESE else None
            is_new = rendering and spelling_key(rendering) not in shown
            yield Variant("also", term, rendering if is_new else None)
            shown.update(spelling_key(term) for term in (term, rendering) if term)

    @property
    def literal(self) -> tuple[str, Term | None]:
        """The literal translation, and the term that it is of if that is not in the head.

        Empty if a rendering that is shown is literal.
        """
        concept = self.concept
        if concept.literal in (term.text for term in concept.english):
            return "", None
        best = concept.best(Language.CHINESE)
        return concept.literal, None if best == self.chinese else best

    @property
    def _head(self) -> tuple[Term, ...]:
        """The terms that the entry shows first."""
        if self.language is Language.CHINESE:
            return (self.term, *self.renderings)
        return (self.term, self.chinese) if self.chinese else (self.term,)

    def _alternatives(self) -> tuple[Term, ...]:
        if self.language is Language.CHINESE:
            return self.concept.chinese
        synonyms = self.concept.renderings(self.chinese) if self.chinese else self.concept.english
        return tuple(term for term in (*synonyms, *self.renderings) if not term.status.is_retired)


def entries(annotations: Sequence[Annotation], *, is_traditional: bool) -> list[Entry]:
    """Return the entries of annotations, in the order of the text.

    Args:
        annotations: The annotations of a document, in order.
        is_traditional: True if the text is in traditional characters.
    """
    grouped: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        grouped[annotation.entry].append(annotation)
    first: dict[str, Entry] = {}
    found = []
    for group in grouped.values():
        concept = group[0].concept.id
        entry = Entry(tuple(group), is_traditional, first.get(concept))
        first.setdefault(concept, entry)
        found.append(entry)
    return found
