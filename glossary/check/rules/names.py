"""Chinese personal names in Latin letters: their spelling, their order, and one spelling each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule, Span
from glossary.check.spellings import (
    Spelling,
    chinese_names,
    in_pinyin,
    is_other_system,
    miswritten,
    names_in,
    names_like,
    nearest,
    pinyin_of,
    proper,
    spellings_in,
)

NAME_SPELLING = Rule(
    "name-spelling",
    Severity.MAJOR,
    IssueType.INCONSISTENT_ENTITIES,
    "A name in pinyin that is not quite that of the Chinese one, or nearly in Chinese.",
)
NAME_ORDER = Rule(
    "name-order",
    Severity.MINOR,
    IssueType.INCONSISTENT_ENTITIES,
    "A Chinese name with the given name first.",
)
NAME_ROMANIZATION = Rule(
    "name-romanization",
    Severity.MAJOR,
    IssueType.INCONSISTENT_ENTITIES,
    "A name in pinyin of a person who is known by another spelling, as in Taiwan and Hong Kong.",
)
NAME_INCONSISTENT = Rule(
    "name-inconsistent",
    Severity.MAJOR,
    IssueType.INCONSISTENCY,
    "A person whose name is spelled otherwise elsewhere in the document.",
)

# A spelling belongs to a person if so many of the segments that have it name the person.
_OWN_SHARE = 0.8
_FEWEST = 2


def misspelled_names(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield the spellings that are nearly the pinyin of a name, or have the given name first.

    A name that is spelled in another way, as *Tsai Ing-wen* is, is not pinyin at all.
    """
    spellings = spellings_in(segment.english)
    if not spellings:
        return
    known: list[Span] = []
    for name, span in names_in(segment.chinese):
        surname, given = pinyin_of(name)
        right = {"".join(parts) for parts in product(surname, given)}
        turned = {"".join(parts) for parts in product(given, surname)}
        known.append(span)
        if any(one.letters in right or is_other_system(one, right) for one in spellings):
            continue
        pinyin = proper(name)
        if found := next((one for one in spellings if one.letters in turned), None):
            message = f"{name} has the surname first: '{pinyin}'"
            yield _issue(NAME_ORDER, message, segment, span, found, pinyin)
        elif found := nearest(filter(_may_be_pinyin, spellings), right):
            yield _misspelled(name, segment, span, found)
    for spelling in filter(_may_be_pinyin, spellings):
        for name, span in names_like(spelling, segment.chinese):
            if not any(start < span[1] and span[0] < end for start, end in known):
                yield _misspelled(name, segment, span, spelling)


def _misspelled(name: str, segment: Segment, span: Span, found: Spelling) -> Issue:
    pinyin = proper(name)
    message = f"{name} is '{pinyin}' in pinyin, not '{_text(found, segment)}'"
    return _issue(NAME_SPELLING, message, segment, span, found, pinyin)


def miswritten_names(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the names of people in Chinese with a wrong character: 习进平 for 习近平."""
    for segment, terms in zip(job.segments, job.terms, strict=True):
        if not segment.is_into_chinese or not segment.target:
            continue
        linked = {source.concept.id for source, _ in terms.links}
        people = {
            one.concept.id: one
            for one in terms.found
            if one.concept.kind == "person" and one.concept.id not in linked
        }
        for mention in people.values():
            names = chinese_names(mention)
            if span := miswritten([name.text for name in names], segment.target):
                right = (job.is_traditional and names[0].traditional) or names[0].text
                written = segment.target[slice(*span)]
                message = f"'{mention.text}' is '{right}', not '{written}'"
                source = mention.start, mention.end
                yield segment, Issue(NAME_SPELLING, message, source, span, right)


def inconsistent_names(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the spellings that are nearly the one that a person has most often.

    What is always there with a name in Chinese, and seldom without it, is its spelling, so that
    names in any romanization are checked, and *Norman Chan* for 陳德霖.
    """
    everywhere: Counter[str] = Counter()
    by_name: dict[str, list[_Use]] = defaultdict(list)
    for segment in job.segments:
        spellings = spellings_in(segment.english)
        everywhere.update({one.form for one in spellings})
        if spellings and segment.is_certain:
            for name, span in dict(names_in(segment.chinese)).items():
                by_name[name].append(_Use(segment, span, spellings))
    for name, uses in by_name.items():
        usual = _usual(name, uses, everywhere)
        if usual is None:
            continue
        for use in uses:
            if any(one.form == usual.form for one in use.spellings):
                continue
            if found := _other_spelling(use.spellings, usual):
                shown = _shown(usual, uses)
                message = f"{name} is '{_text(found, use.segment)}' here and '{shown}' elsewhere"
                yield (
                    use.segment,
                    _issue(NAME_INCONSISTENT, message, use.segment, use.span, found, shown),
                )


def foreign_pinyin(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the names in pinyin of people of Taiwan, Hong Kong and elsewhere who do not use it."""
    for segment, terms in zip(job.segments, job.terms, strict=True):
        linked = {source.start for source, _ in terms.links}
        if segment.is_into_chinese:
            continue
        for mention in terms.source:
            if mention.concept.kind != "person" or mention.start in linked:
                continue
            found = in_pinyin(mention.text, segment.english)
            rendering = mention.rendering
            if found and rendering:
                system = "pinyin" if found.form == found.letters else "Wade–Giles"
                message = (
                    f"'{_text(found, segment)}' is {system}; {mention.text} is '{rendering.text}'"
                )
                span = mention.start, mention.end
                yield (
                    segment,
                    _issue(NAME_ROMANIZATION, message, segment, span, found, rendering.text),
                )


def _may_be_pinyin(spelling: Spelling) -> bool:
    """Return False for a given name with a hyphen, as in Taiwan and Hong Kong."""
    return "-" not in "".join(spelling.words)


class _Use(NamedTuple):
    """A name in a segment, with all spellings of names there."""

    segment: Segment
    span: Span
    spellings: Sequence[Spelling]


def _usual(name: str, uses: Sequence[_Use], everywhere: Counter[str]) -> Spelling | None:
    """Return the spelling of a name in most of its segments; None if none is in two."""
    counts: Counter[str] = Counter()
    first: dict[str, Spelling] = {}
    for use in uses:
        for one in use.spellings:
            first.setdefault(one.form, one)
        counts.update({one.form for one in use.spellings})
    owned = [
        (count, len(form), form)
        for form, count in counts.items()
        if count >= _FEWEST and count >= _OWN_SHARE * everywhere[form] and count * 2 >= len(uses)
    ]
    return first[max(owned)[-1]] if owned else None


def _other_spelling(spellings: Sequence[Spelling], usual: Spelling) -> Spelling | None:
    """Return a spelling of the same name in another system, or nearly the usual one."""
    other = (
        one
        for one in spellings
        if one.letters == usual.letters or is_other_system(one, {usual.letters})
    )
    return next(other, None) or nearest(spellings, {usual.letters})


def _shown(usual: Spelling, uses: Sequence[_Use]) -> str:
    return next(
        _text(one, use.segment) for use in uses for one in use.spellings if one.form == usual.form
    )


def _text(spelling: Spelling, segment: Segment) -> str:
    return segment.english[slice(*spelling.span)]


def _issue(
    rule: Rule, message: str, segment: Segment, chinese: Span, found: Spelling, suggestion: str
) -> Issue:
    if segment.is_into_chinese:
        return Issue(rule, message, source=found.span, target=chinese)
    return Issue(rule, message, source=chinese, target=found.span, suggestion=suggestion)


CHECKS = (
    Check((NAME_SPELLING, NAME_ORDER), misspelled_names, miswritten_names),
    Check((NAME_ROMANIZATION,), job=foreign_pinyin),
    Check((NAME_INCONSISTENT,), job=inconsistent_names),
)
