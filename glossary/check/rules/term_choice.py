"""One term that is rendered in several ways, and several that are rendered alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from glossary.check.terms.short_forms import is_short_for
from termbase.language.script import fold
from termbase.model.concept import Language, Term

if TYPE_CHECKING:
    from glossary.find import Mention

TERM_INCONSISTENT = Rule(
    "term-inconsistent",
    Severity.MINOR,
    IssueType.INCONSISTENCY,
    "A term that is rendered otherwise elsewhere in the document.",
)
TERM_AMBIGUOUS = Rule(
    "term-ambiguous",
    Severity.MINOR,
    IssueType.INCONSISTENCY,
    "A rendering of two terms, where each of them has one of its own.",
    # Synonyms of one language are often one word in the other.
    is_on=False,
)

# The share of the uses of a term that the usual rendering has; otherwise there is none.
_USUAL = 0.6
# So many segments are named in a message.
_SHOWN = 3


class _Use(NamedTuple):
    """A term with its rendering, in a segment."""

    segment: Segment
    source: Mention
    target: Mention


def inconsistent_terms(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the renderings of a term that differ from the one it has most often.

    An abbreviation is not another rendering than the full form.
    """
    by_term: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    for use in _uses(job):
        by_term[use.source.concept.id, _form(use.source.term)].append(use)
    for uses in by_term.values():
        groups = _by_rendering(uses)
        usual = max(groups, key=len)
        for group in groups:
            if group is not usual and len(usual) >= _USUAL * len(uses):
                for use in group:
                    yield use.segment, _inconsistent(use, usual)


def _uses(job: Job) -> Iterator[_Use]:
    for segment, terms in zip(job.segments, job.terms, strict=True):
        for source, target in terms.links:
            if segment.is_certain and target.term in source.concept.renderings(source.term):
                yield _Use(segment, source, target)


def _by_rendering(uses: Sequence[_Use]) -> list[list[_Use]]:
    """Return uses by their renderings; those that are short for each other are one."""
    groups: list[list[_Use]] = []
    for use in uses:
        group = next((one for one in groups if _are_one(one[0].target, use.target)), None)
        if group is None:
            groups.append([use])
        else:
            group.append(use)
    return groups


def _are_one(one: Mention, other: Mention) -> bool:
    return one.term == other.term or is_short_for(one.term, other.term)


def _inconsistent(use: _Use, usual: Sequence[_Use]) -> Issue:
    text = usual[0].target.term.text
    numbers = list(dict.fromkeys(other.segment.number for other in usual))
    shown = ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
    noun = "segment" if len(numbers) == 1 else "segments"
    return Issue(
        TERM_INCONSISTENT,
        f"'{use.source.text}' is '{use.target.text}' here and '{text}' in {noun} {shown}",
        source=(use.source.start, use.source.end),
        target=(use.target.start, use.target.end),
        suggestion=text,
        concept=use.source.concept.id,
    )


def ambiguous_renderings(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the renderings that two concepts share in a document, the second of them."""
    first: dict[str, _Use] = {}
    for use in _uses(job):
        key = _form(use.target.term)
        earlier = first.setdefault(key, use)
        if earlier.source.concept.id == use.source.concept.id:
            continue
        own = _own_rendering(use, earlier)
        if own:
            yield (
                use.segment,
                Issue(
                    TERM_AMBIGUOUS,
                    f"'{use.target.text}' is '{use.source.text}' here and "
                    f"'{earlier.source.text}' in segment {earlier.segment.number}",
                    source=(use.source.start, use.source.end),
                    target=(use.target.start, use.target.end),
                    suggestion=own,
                    concept=use.source.concept.id,
                ),
            )


def _own_rendering(use: _Use, other: _Use) -> str:
    """Return the best rendering of a term that another one does not have; nothing if none."""
    shared = set(map(_form, other.source.concept.renderings(other.source.term)))
    renderings = use.source.concept.renderings(use.source.term)
    return next((term.text for term in renderings if _form(term) not in shared), "")


def _form(term: Term) -> str:
    return fold(term.text) if term.language is Language.CHINESE else term.text.lower()


CHECKS = (
    Check((TERM_INCONSISTENT,), job=inconsistent_terms),
    Check((TERM_AMBIGUOUS,), job=ambiguous_renderings),
)
