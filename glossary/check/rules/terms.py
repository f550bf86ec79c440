"""Terms whose rendering is missing, retired, or not of the users that are wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule, Span
from glossary.check.spellings import in_pinyin
from glossary.check.terms.linked import LinkedTerms
from glossary.check.terms.rendered import (
    has_initials,
    has_listed,
    is_implied,
    is_rendered,
    is_variant,
)
from glossary.find import Level
from glossary.translate.bitext.side_terms import is_accepted
from termbase.model.concept import Language, Status, Term

if TYPE_CHECKING:
    from glossary.find import Mention

TERM_MISSING = Rule(
    "term-missing",
    Severity.MINOR,
    IssueType.TERMINOLOGY,
    "A term of the source without any of its renderings in the translation.",
)
TERM_RETIRED = Rule(
    "term-retired",
    Severity.MAJOR,
    IssueType.TERMINOLOGY,
    "A deprecated or superseded rendering, where the term has a better one.",
)
TERM_USAGE = Rule(
    "term-usage",
    Severity.MINOR,
    IssueType.TERMINOLOGY,
    "A rendering of other users than those that the profile wants, such as official ones.",
)

# Characters of a term that hardly has another sense.
_LONG = 4
_RETIRED = frozenset((Status.DEPRECATED, Status.SUPERSEDED))


def missing_terms(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the terms whose concept is nowhere in the translation of their segment."""
    own = job.finder.snapshot().own_ids if job.finder else frozenset()
    named: set[str] = set()
    for segment, terms in zip(job.segments, job.terms, strict=True):
        if segment.target.strip() and segment.is_certain:
            for mention in _unrendered(segment, terms, own, named):
                issue = _missing(
                    mention, is_own=mention.concept.id in own, is_traditional=job.is_traditional
                )
                yield segment, issue
        named.update(target.concept.id for _, target in terms.links)


def _unrendered(
    segment: Segment, terms: LinkedTerms, own: Collection[str], named: Collection[str]
) -> Iterator[Mention]:
    """Yield the first mention of each term that has no rendering.

    Args:
        segment: The segment.
        terms: Its terms.
        own: The ids of the concepts of the user's own base.
        named: The ids of concepts that the translation has named before.
    """
    linked = {one.concept.id for pair in terms.links for one in pair}
    seen: set[str] = set()
    # Marks of other terms are not words of this one.
    rest = _without(segment.target, [(one.start, one.end) for one in terms.target])
    for mention in terms.found:
        concept = mention.concept
        if concept.id in seen:
            continue
        seen.add(concept.id)
        senses = terms.senses[mention.start, mention.end].values()
        renderings = [term for sense in senses for term in sense.terms if _fits(term, segment)]
        is_implied_here = concept.id in named and is_implied(rest, concept, segment.target_language)
        if concept.id in own:
            is_found = has_listed(segment.target, renderings) or has_initials(rest, renderings)
        elif concept.id in linked or not _is_sure(mention):
            continue
        else:
            is_found = (
                is_rendered(segment.target, renderings)
                or (concept.kind != "place" and has_initials(rest, renderings))
                or is_variant(rest, renderings, concept.kind)
                or (concept.kind == "person" and bool(in_pinyin(mention.text, segment.english)))
            )
        if not is_found and not is_implied_here:
            yield mention


def _without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in place of some spans."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_sure(mention: Mention) -> bool:
    """Return True if a mention is beyond doubt by itself.

    *Bill* and *defence* mean too much; a long term hardly has another sense.
    """
    if mention.language is Language.ENGLISH:
        is_name = " " in mention.term.text or mention.term.text[0].isupper()
        return is_name and is_accepted(mention, Level.STRICT)
    return len(mention.text) >= _LONG or is_accepted(mention, Level.STRICT)


def _fits(term: Term, segment: Segment) -> bool:
    return term.language is segment.target_language


def _missing(mention: Mention, *, is_own: bool, is_traditional: bool) -> Issue:
    concept = mention.concept
    wanted = [
        (is_traditional and term.traditional) or term.text
        for term in concept.renderings(mention.term)
        if _is_current(term)
    ]
    listed = " or ".join(f"'{text}'" for text in wanted[:2])
    message = f"'{mention.text}' is not translated" + (f" as {listed}" if listed else "")
    return Issue(
        TERM_MISSING,
        message,
        source=(mention.start, mention.end),
        suggestion=wanted[0] if wanted else "",
        concept=concept.id,
        # Somebody wants just the renderings that are listed in the user's own base.
        severity=Severity.MAJOR if is_own else Severity.MINOR,
    )


def retired_terms(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the renderings that are not to be used any more, where the term has a better one."""
    for segment, terms in zip(job.segments, job.terms, strict=True):
        for source, target in terms.links:
            better = source.concept.rendering(source.term)
            if _is_current(target.term) or better is None or not _is_current(better):
                continue
            yield (
                segment,
                Issue(
                    TERM_RETIRED,
                    f"'{target.text}' is {target.term.status.value}; "
                    f"'{source.text}' is '{better.text}'",
                    source=(source.start, source.end),
                    target=(target.start, target.end),
                    suggestion=better.text,
                    concept=source.concept.id,
                ),
            )


def unwanted_usages(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the renderings of other users than the profile wants, where the term has one."""
    wanted = job.profile.usage
    if not wanted:
        return
    for segment, terms in zip(job.segments, job.terms, strict=True):
        for source, target in terms.links:
            better = next(
                (term for term in source.concept.renderings(source.term) if wanted in term.usage),
                None,
            )
            if better is None or wanted in target.term.usage:
                continue
            yield (
                segment,
                Issue(
                    TERM_USAGE,
                    f"'{target.text}' is not {wanted.value}; '{source.text}' is '{better.text}'",
                    source=(source.start, source.end),
                    target=(target.start, target.end),
                    suggestion=better.text,
                    concept=source.concept.id,
                ),
            )


def _is_current(term: Term) -> bool:
    return term.status not in _RETIRED


CHECKS = (
    Check((TERM_MISSING,), job=missing_terms),
    Check((TERM_RETIRED,), job=retired_terms),
    Check((TERM_USAGE,), job=unwanted_usages),
)
