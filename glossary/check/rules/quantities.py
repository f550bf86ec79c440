"""Numbers, dates, currencies and units that a translation does not share with its source."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.quantities import Mismatch, MismatchKind, Quantity, compare
from glossary.check.rule import Check, Issue, Rule, Span
from termbase.language.script import convert

RULES = {
    kind: Rule(kind.value, severity, IssueType.NUMBERS, description)
    for kind, severity, description in (
        (MismatchKind.MISSING, Severity.MAJOR, "A number that is missing in a translation."),
        (MismatchKind.CHANGED, Severity.MAJOR, "A number with another value than in the source."),
        (MismatchKind.ADDED, Severity.MINOR, "A number that only a translation has."),
        (MismatchKind.EXCHANGED, Severity.MAJOR, "Two numbers that have changed places."),
        (MismatchKind.DATE, Severity.MAJOR, "A date or time that is not that of the source."),
        (MismatchKind.CURRENCY, Severity.MAJOR, "A sum in another currency than in the source."),
        (MismatchKind.UNIT, Severity.MAJOR, "A number with another unit than in the source."),
    )
}


# So much of a quantity is in a message.
_SHOWN = 60


def quantities(segment: Segment, job: Job) -> Iterator[Issue]:
    """Yield the quantities that both sides do not share."""
    if not segment.source.strip() or not segment.target.strip() or not segment.is_certain:
        return
    for mismatch in compare(
        segment.source,
        segment.target,
        segment.source_language.value,
        segment.target_language.value,
        polity=job.polity,
        date=job.date,
    ):
        source, target = _span(mismatch.source), _span(mismatch.target)
        # Translations make explicit what a text understands: 年底 is the end of 2017.
        severity = Severity.MINOR if source is None else None
        yield Issue(
            RULES[mismatch.kind],
            _message(mismatch, segment),
            source,
            target,
            _in_script(mismatch.suggestion, segment, job),
            severity=severity,
        )


def _in_script(text: str, segment: Segment, job: Job) -> str:
    script = job.profile.script or job.script
    if not segment.is_into_chinese or script is None or text.isascii():
        return text
    return convert(text, script)


def _span(quantity: Quantity | None) -> Span | None:
    return None if quantity is None else (quantity.start, quantity.end)


def _message(mismatch: Mismatch, segment: Segment) -> str:
    ours = mismatch.source and _shown(mismatch.source, segment.source)
    theirs = mismatch.target and _shown(mismatch.target, segment.target)
    if not ours:
        return f"'{theirs}' is not in the source"
    return f"'{ours}' is '{theirs}' in the translation" if theirs else f"'{ours}' is missing"


def _shown(quantity: Quantity, text: str) -> str:
    """Return the text of a quantity; of two that are far apart, their ends."""
    marked = text[quantity.start : quantity.end]
    return (
        marked if len(marked) <= _SHOWN else f"{marked[: _SHOWN // 2]} … {marked[-_SHOWN // 2 :]}"
    )


CHECKS = (Check(tuple(RULES.values()), quantities),)
