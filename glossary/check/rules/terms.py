"""Terms whose rendering is missing, retired, or not of the users that are wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from glossary.check.terms.linked import LinkedTerms
from glossary.check.terms.rendered import is_implied, is_rendered, is_variant
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

# Names are translated by a name; of other words a translator may make what fits.
_NAMES = frozenset(
    (
        "campaign",
        "document",
        "doctrine",
        "event",
        "group",
        "institution",
        "law",
        "meeting",
        "office",
        "person",
        "policy",
        "publication",
        "slogan",
    )
)
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
    seen = {one.concept.id for pair in terms.links for one in pair}
    for mention in terms.source:
        concept = mention.concept
        if concept.id in seen or not (concept.id in own or _is_sure(mention)):
            continue
        seen.add(concept.id)
        senses = terms.senses[mention.start, mention.end].values()
        renderings = [term for sense in senses for term in sense.terms if _fits(term, segment)]
        # Of the user's own terms only what is listed is a rendering.
        if (
            is_rendered(segment.target, renderings)
            or (concept.id not in own and is_variant(segment.target, renderings, concept.kind))
            or (
                concept.id in named and is_implied(segment.target, concept, segment.target_language)
            )
        ):
            continue
        yield mention


def _is_sure(mention: Mention) -> bool:
    """Return False for an English word that is not a name: *bill* and *defence* mean too much."""
    if mention.language is Language.CHINESE:
        return True
    return " " in mention.term.text or mention.term.text[0].isupper()


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
    is_name = is_own or concept.kind in _NAMES
    return Issue(
        TERM_MISSING,
        message,
        source=(mention.start, mention.end),
        suggestion=wanted[0] if wanted else "",
        concept=concept.id,
        severity=Severity.MAJOR if is_name else Severity.MINOR,
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
