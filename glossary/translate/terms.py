"""What a glossary has for the segments of a bilingual file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termbase.formats.xliff.terms import GlossEntry
from termbase.model.concept import Concept, Language, Status
from termbase.model.tags import form_for_tag, parse_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossary.find import Finder
    from termbase.formats.bilingual import Segment


def rendering(finder: Finder, segment: Segment) -> str:
    """The preferred rendering of a segment that is a term as a whole; empty if it is none."""
    wanted = parse_tag(segment.target_language)
    text = segment.source.strip()
    for mention in finder.find(text) if wanted else ():
        whole = mention.end - mention.start == len(text)
        if whole and wanted and mention.language is not wanted.language:
            return next(_renderings(mention.concept, wanted.language, segment.target_language), "")
    return ""


def terms_in(finder: Finder, text: str, languages: tuple[str, str]) -> list[GlossEntry]:
    """The terms in a text with their renderings in the target language, and what they mean."""
    source, target = map(parse_tag, languages)
    if not source or not target:
        return []
    found = []
    for mention in finder.find(text):
        renderings = tuple(_renderings(mention.concept, target.language, languages[1]))
        if mention.language is source.language is not target.language and renderings:
            # English is inflected; Chinese may be in either script.
            term = mention.term.text if source.language is Language.ENGLISH else mention.text
            found.append(GlossEntry(term, renderings, mention.concept.gloss))
    return list(dict.fromkeys(found))


def _renderings(concept: Concept, language: Language, tag: str) -> Iterator[str]:
    """How a concept may be called in a language, the best first."""
    best = concept.best(language)
    terms = [term for term in concept.terms if term.language is language]
    for term in sorted(terms, key=lambda term: term is not best):
        if term is best or term.status in (Status.PREFERRED, Status.ADMITTED):
            yield form_for_tag(term, tag)
