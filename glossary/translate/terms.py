"""The terms of a glossary in the segments of a bilingual file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from termbase.formats.bilingual import OTHER_LANGUAGE
from termbase.formats.xliff.terms import GlossEntry
from termbase.model.concept import Language, Status
from termbase.model.tags import form_for_tag, guess_language, parse_tag
from termbase.model.unit import family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.find import Mention
    from termbase.formats.bilingual import Segment
    from termbase.model.concept import Term


class TermFinder(Protocol):
    """Finds terms in text, as a :class:`Glossary` and a :class:`Finder` do."""

    def find(self, text: str, /) -> Sequence[Mention]:
        """Return the mentions of terms in a text."""


def rendering(finder: TermFinder, segment: Segment) -> str:
    """Return the preferred rendering of a segment that is a term as a whole; empty if it is none.

    Where the segment has no target language, it is the other one of Chinese and English.
    """
    text = segment.source.strip()
    target = segment.target_language
    if not target and text:
        target = OTHER_LANGUAGE.get(family(segment.source_language or guess_language(text)), "")
    tag = parse_tag(target)
    if not tag:
        return ""
    for mention in finder.find(text):
        is_whole = mention.end - mention.start == len(text)
        if is_whole and mention.language is not tag.language:
            return next(_renderings(mention, target), "")
    return ""


def terms_in(finder: TermFinder, text: str, languages: tuple[str, str]) -> list[GlossEntry]:
    """Return the terms in a text, with their renderings in the target language and their gloss."""
    source, target = map(parse_tag, languages)
    if not source or not target:
        return []
    found = []
    for mention in finder.find(text):
        if not mention.language is source.language is not target.language:
            continue
        if renderings := tuple(_renderings(mention, languages[1])):
            # English is inflected; Chinese may be in either script.
            term = mention.term.text if source.language is Language.ENGLISH else mention.text
            found.append(GlossEntry(term, renderings, mention.concept.gloss))
    return list(dict.fromkeys(found))


def are_forbidden(term: Term, renderings: Sequence[Term]) -> bool:
    """Return True if a term has renderings and none may be used, as in a list of words to avoid.

    The deprecated name of a thing is rightly translated by one that is deprecated as well.
    """
    return not term.status.is_retired and all(one.status is Status.DEPRECATED for one in renderings)


def _renderings(mention: Mention, tag: str) -> Iterator[str]:
    """Yield the translations of a term that may be used, the best first."""
    renderings = mention.concept.renderings(mention.term)
    if are_forbidden(mention.term, renderings):
        return
    for number, term in enumerate(renderings):
        if not number or not term.status.is_retired:
            yield form_for_tag(term, tag)
