"""Terms whose rendering is missing, retired, or not of the users that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from glossary.check.terms.missing import unrendered
from glossary.check.terms.organs import parts_instead
from termbase.model.concept import Concept, Status, Term

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
    "A deprecated rendering, or a superseded one where the term has a better one.",
)
TERM_USAGE = Rule(
    "term-usage",
    Severity.MINOR,
    IssueType.TERMINOLOGY,
    "A rendering of other users than those that the profile wants, such as official ones.",
)


def missing_terms(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the terms whose concept is nowhere in the translation of their segment."""
    own = job.finder.snapshot().own_ids if job.finder else frozenset()
    for segment, mention in unrendered(job, own):
        yield (
            segment,
            _missing(mention, is_own=mention.concept.id in own, is_traditional=job.is_traditional),
        )


def other_organs(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the organs for which a translation names a part: the Standing Committee of 全国人大."""
    for segment, terms in zip(job.segments, job.terms, strict=True):
        if not segment.is_certain:
            continue
        for mention, span in parts_instead(segment, terms):
            named = segment.target[slice(*span)]
            yield (
                segment,
                Issue(
                    TERM_MISSING,
                    f"'{mention.text}' is another body than '{named}'",
                    source=(mention.start, mention.end),
                    target=span,
                    concept=mention.concept.id,
                ),
            )


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
    """Yield the deprecated renderings, and superseded ones where the term has a better one."""
    for segment, terms in zip(job.segments, job.terms, strict=True):
        for source, target in terms.links:
            if _is_current(target.term):
                continue
            senses = terms.senses.get((source.start, source.end), {}).values()
            better = next(_current_renderings(source, senses), None)
            if better is None and target.term.status is not Status.DEPRECATED:
                continue
            message = f"'{target.text}' is {target.term.status.value}"
            yield (
                segment,
                Issue(
                    TERM_RETIRED,
                    f"{message}; '{source.text}' is '{better.text}'" if better else message,
                    source=(source.start, source.end),
                    target=(target.start, target.end),
                    suggestion=better.text if better else "",
                    concept=source.concept.id,
                ),
            )


def _current_renderings(source: Mention, senses: Iterable[Concept]) -> Iterator[Term]:
    """Yield the renderings to use, those of the concept first, then of others with the term."""
    yield from filter(_is_current, source.concept.renderings(source.term))
    for concept in senses:
        for term in concept.terms:
            if (term.language, term.text) == (source.term.language, source.term.text):
                yield from filter(_is_current, concept.renderings(term))


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
    return not term.status.is_retired


CHECKS = (
    Check((TERM_MISSING,), job=missing_terms),
    Check((TERM_MISSING,), job=other_organs),
    Check((TERM_RETIRED,), job=retired_terms),
    Check((TERM_USAGE,), job=unwanted_usages),
)
