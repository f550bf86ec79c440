"""Find the terms of which the translation has no rendering.

A finding has to be worth reading. Of the terms of the user's own base somebody wants just what is
listed. Of the others only the sure ones count, in any form that is a rendering, and what a text
names all the time may be left out: *it*, *local*, or nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from glossary.check.rule import Span
from glossary.check.spellings import chinese_names, in_pinyin, miswritten
from glossary.check.terms.around import (
    PLACE,
    has_abbreviation,
    is_in_company,
    is_joined,
    is_part_of_name,
)
from glossary.check.terms.implied import AGENTS, has_gap, has_head, is_here, is_implied, is_passive
from glossary.check.terms.lists import has_all_words, shares_head
from glossary.check.terms.organs import has_epithet, is_other_organ, is_whole_of_neighbour
from glossary.check.terms.rendered import has_initials, has_listed, is_rendered, is_variant
from glossary.check.terms.titles import is_heading, is_in_title_or_slogan
from glossary.check.terms.words import FUNCTION_WORDS
from glossary.find import Level
from glossary.translate.bitext.side_terms import is_accepted, overlap
from termbase.language.script import fold
from termbase.model.concept import Language, Term

if TYPE_CHECKING:
    from glossary.check.job import Job, Segment
    from glossary.check.terms.linked import LinkedTerms
    from glossary.find import Mention

# Characters of a term that hardly has another sense.
_LONG = 4
# A term is sure if so many other segments have its rendering, and such a share of those with it.
_CONFIRMED, _CONFIRMED_SHARE = 2, 0.9
# The translation names what the whole text is about so often, in such a share of segments.
_OFTEN, _OFTEN_SHARE = 4, 0.05
# Kinds of concepts that are names.
_NAMES = AGENTS | {"place", "law", "meeting", "document", "event", "publication"}
# Levels: what everybody knows, as 群众, is an ordinary word; what only specialists know is hardly
# meant in a text of another place.
_COMMON, _RARE = 2, 5
# What offices do and write has names that are ordinary words, if they are as short: 备询, 议案.
_GENERAL = frozenset("practice procedure notion law meeting document event publication".split())
_WORD = 2
# Idioms are translated freely; so are these, unless the rest of the text does otherwise.
_FREE, _OFTEN_FREE = frozenset(("idiom", "proverb")), frozenset(("metaphor", "euphemism"))
_PERSON = "person"
# The words of a long name.
_LONG_RENDERING = 4
# RMB2.75 billion, and what may be said for the name of a currency.
_SUM = re.compile(r"(?<=[A-Z$])(?=\d)")
_CURRENCY = re.compile(r"[元币圆]$|\b(?:dollar|renminbi|yuan)$", re.IGNORECASE)
_ANY_CURRENCY = re.compile(
    r"\b(?:the|its|local|domestic) currency\b|[本该該]币|本[地国國][货貨][币幣]"
)
# The polities whose languages share many words.
_CHINESE = frozenset(("mainland", "taiwan", "hong-kong", "macau"))


def unrendered(job: Job, own: Collection[str]) -> Iterator[tuple[Segment, Mention]]:
    """Yield the first mention in a segment of each term that has no rendering there.

    Args:
        job: The text with its translation.
        own: The ids of the concepts of the user's own base.
    """
    text = _Text(job, own)
    for segment, linked in zip(job.segments, job.terms, strict=True):
        if segment.target.strip() and segment.is_certain:
            for mention in text.unrendered(segment, linked):
                yield segment, mention
        text.named.update(target.concept.id for _, target in linked.links)


class _Text:
    """The knowledge that a text and its translation give of their terms.

    Attributes:
        named: The ids of the concepts that the translation has named so far.
    """

    def __init__(self, job: Job, own: Collection[str]) -> None:
        self.named: set[str] = set()
        self._job = job
        self._own = own
        # The segments whose translation names a concept.
        self._renderings = Counter(
            concept for terms in job.terms for concept in {one.concept.id for one, _ in terms.links}
        )
        # The segments that have a term, in whatever sense, and those whose translation has it.
        self._terms = Counter(
            term for terms in job.terms for term in {_key(one) for one in terms.found}
        )
        self._confirmed = Counter(
            term for terms in job.terms for term in {_key(one) for one, _ in terms.links}
        )

    def unrendered(self, segment: Segment, terms: LinkedTerms) -> Iterator[Mention]:
        """Yield the first mention of each term that has no rendering."""
        linked = {one.concept.id for pair in terms.links for one in pair}
        sources = [source for source, _ in terms.links]
        seen = set[str]()
        rest = ""
        for mention in terms.found:
            concept = mention.concept
            is_own = concept.id in self._own
            has_part = any(overlap(mention, source) for source in sources)
            # The rendering of a part may be all that there is, but is another organ.
            is_other = concept.id not in linked and is_other_organ(mention, segment)
            is_free = (
                concept.id in linked
                or concept.kind in _FREE
                # A part of a long term has a rendering, where the whole has none.
                or (has_part and not is_other)
                or is_whole_of_neighbour(mention, terms.links)
            )
            if concept.id in seen or (is_free and not is_own):
                continue
            seen.add(concept.id)
            # Marks of other terms are not words of this one.
            rest = rest or _without(segment.target, [one[:2] for one in terms.target])
            senses = terms.senses[mention.start, mention.end].values()
            renderings = [
                term
                for sense in senses
                for term in sense.terms
                if term.language is segment.target_language
            ]
            if is_own:
                is_found = has_listed(segment.target, renderings) or has_initials(rest, renderings)
            else:
                is_found = not is_other and _is_found(mention, segment, rest, renderings)
            if (
                not is_found
                and not (self._is_left_out(mention, segment, rest) and not (is_other and has_part))
                and (is_own or self._is_sure(mention, segment))
            ):
                yield mention

    def _is_sure(self, mention: Mention, segment: Segment) -> bool:
        """Return True if a mention is beyond doubt, by the rest of the text or by its segment.

        *Bill* and *defence* mean too much; a long term hardly has another sense.
        """
        confirmed = self._confirmed[_key(mention)]
        if (
            not _is_free(mention, segment.source)
            and confirmed >= _CONFIRMED
            and confirmed >= _CONFIRMED_SHARE * (self._terms[_key(mention)] - 1)
            and is_accepted(mention, Level.BALANCED)
            and (confirmed >= _OFTEN or self._is_there_alone(mention, segment, Level.LOOSE))
        ):
            return True
        if (
            _is_ordinary(mention)
            or _is_free(mention, segment.source)
            or is_part_of_name(mention, segment.source)
            or self._is_foreign(mention)
        ):
            return False
        if mention.language is Language.CHINESE and len(mention.text) >= _LONG:
            return True
        is_name = " " in mention.term.text or not mention.term.text[0].islower()
        return (
            is_name
            and is_accepted(mention, Level.STRICT)
            and self._is_there_alone(mention, segment, Level.STRICT)
        )

    def _is_foreign(self, mention: Mention) -> bool:
        """Return True for a short term of another Chinese-speaking place than the text's.

        監察部 was a ministry of the mainland, and is a department of a bank in Hong Kong.
        """
        polity, own = mention.concept.polity, self._job.polity
        is_short = mention.language is Language.CHINESE and len(mention.text) < _LONG
        is_known = mention.concept.kind in _NAMES and mention.concept.level < _RARE
        return is_short and not is_known and polity != own and {polity, own} <= _CHINESE

    def _is_there_alone(self, mention: Mention, segment: Segment, level: Level) -> bool:
        """Return True if a segment alone has a mention; others may be of another text."""
        finder = self._job.finder
        if finder is None:
            return False
        found = finder.find(segment.source, level=level, polity=self._job.polity)
        return any(one[:2] == mention[:2] for one in found)

    def _is_left_out(self, mention: Mention, segment: Segment, rest: str) -> bool:
        """Return True if the translation may mean a term without its rendering."""
        concept, language = mention.concept, segment.target_language
        at = mention.start / max(len(segment.source), 1)
        if concept.kind not in AGENTS and concept.kind != PLACE:
            return False
        if has_gap(segment.target, language, at):
            return False
        is_named = concept.id in self.named and is_implied(rest, concept, language, at)
        if is_named or has_head(rest, concept, language):
            return True
        is_often = self._renderings[concept.id] >= max(_OFTEN, _OFTEN_SHARE * len(self._job.terms))
        if is_often and is_heading(segment.source):
            return True
        if is_often and concept.kind in AGENTS and is_passive(rest, language, at):
            return True
        return concept.kind == PLACE and is_here(rest, language, at)


def _is_found(mention: Mention, segment: Segment, rest: str, renderings: Sequence[Term]) -> bool:
    """Return True if a translation has one of some renderings of a mention, in any form.

    Args:
        mention: The mention.
        segment: Its segment.
        rest: The translation without the mentions of other terms.
        renderings: The renderings.
    """
    kind = mention.concept.kind
    text = segment.target if is_joined(mention, segment.source) else rest
    # Words of a long name may be terms by themselves: Hong Kong in one of the Greater Bay Area.
    long = [term for term in renderings if len(term.text.split()) >= _LONG_RENDERING]
    return (
        is_rendered(_SUM.sub(" ", segment.target), renderings)
        or is_variant(segment.target, long)
        or has_epithet(mention, segment)
        or (_is_currency(mention) and _ANY_CURRENCY.search(segment.target) is not None)
        or (
            mention.language is Language.CHINESE
            and shares_head(segment.source, mention.start, mention.end)
            and has_all_words(segment.target, renderings)
        )
        or has_abbreviation(mention, segment)
        or is_in_company(mention, segment)
        or (kind != PLACE and has_initials(rest, renderings))
        or is_variant(text, renderings, kind)
        or (kind == _PERSON and _is_nearly_named(mention, segment))
    )


def _is_nearly_named(mention: Mention, segment: Segment) -> bool:
    """Return True for a name that is in another spelling, which is a finding of its own."""
    if segment.is_into_chinese:
        names = [term.text for term in chinese_names(mention)]
        return miswritten(names, segment.target) is not None
    return in_pinyin(mention.text, segment.english) is not None


def _is_ordinary(mention: Mention) -> bool:
    """Return True for a term that is an ordinary word too, and is rendered in many ways.

    What is written with capitals in English is a name, as 一带一路 is.
    """
    concept = mention.concept
    if concept.kind in AGENTS or concept.kind == PLACE or any(map(_is_name, concept.english)):
        return False
    is_word = mention.language is Language.CHINESE and len(mention.text) <= _WORD
    is_general = concept.kind in _OFTEN_FREE or (is_word and concept.kind in _GENERAL)
    return concept.level <= _COMMON or is_general


def _is_name(term: Term) -> bool:
    words = [word for word in term.text.split() if word.lower() not in FUNCTION_WORDS]
    return all(word[0].isupper() for word in words)


def _key(mention: Mention) -> str:
    return mention.term.text.lower()


def _is_currency(mention: Mention) -> bool:
    return _CURRENCY.search(fold(mention.text)) is not None


def _is_free(mention: Mention, text: str) -> bool:
    """Return True for a term, not a name, of a title or of a slogan: both are translated freely."""
    return mention.concept.kind not in _NAMES and is_in_title_or_slogan(
        (mention.start, mention.end), text
    )


def _without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in place of some spans."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
