"""Inline codes, placeholders, addresses and emphasis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Code, Job, Segment
from glossary.check.rule import Check, Issue, Rule, Span

CODE = Rule(
    "code",
    Severity.MAJOR,
    IssueType.MARKUP,
    "An inline code that is missing in a translation, or only there.",
)
PLACEHOLDER = Rule(
    "placeholder",
    Severity.MAJOR,
    IssueType.INCONSISTENT_ENTITIES,
    "A placeholder or tag in the text that is missing in a translation, or only there.",
)
URL = Rule(
    "url",
    Severity.MAJOR,
    IssueType.INCONSISTENT_ENTITIES,
    "An address that is missing in a translation.",
)
EMPHASIS = Rule(
    "emphasis",
    Severity.MINOR,
    IssueType.MARKUP,
    "Emphasis of Markdown that is lost in a translation, or not closed.",
)

_PLACEHOLDER = re.compile(
    r"%\d+\$[a-zA-Z@]"
    r"|(?<![\d０-９])%(?:\(\w+\))?[-+#0]?\d*(?:\.\d+)?(?:l{0,2}[diu]|[sfxXcgeEo@])(?![A-Za-z])"
    r"|\$?\{\{?[A-Za-z_][\w.]*\}\}?|\{\d+\}"
    r"|</?[A-Za-z][A-Za-z0-9]*(?:\s+[\w:-]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>"
)
_URL = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9.-]+[A-Za-z0-9](?:[/?#][A-Za-z0-9\-._~:/?#@!$&*+=%]*)?"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z]"
)
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([^/?#]+)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
# One star is also a sign of multiplication, or of a footnote.
_ITALIC = re.compile(r"(?<![A-Za-z0-9*\\/])\*(?=[^\W\d])[^*\n]*[^\W\d]\*(?![A-Za-z0-9*])")
_OTHER_EMPHASIS = re.compile(r"[*_“”「」『』《》\"‘’']|</?\w")
# So many segments with italics show a habit, if more than this share of them loses these.
_MANY, _FEW = 5, 0.2


def codes(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield inline codes that the two sides do not share."""
    source, target = segment.source_codes, segment.target_codes
    if not segment.target or not (source or target):
        return
    for code in _without(source, target):
        span = (code.offset, code.offset)
        yield Issue(CODE, f"the code {code.shown!r} is missing", span, None)
    for code in _without(target, source):
        span = (code.offset, code.offset)
        yield Issue(CODE, f"the code {code.shown!r} is not in the source", None, span)


def _without(codes: Iterable[Code], others: Iterable[Code]) -> Iterator[Code]:
    """Yield the codes that are not among others, each of which counts once."""
    unused = Counter(code.key for code in others)
    for code in codes:
        if unused[code.key]:
            unused[code.key] -= 1
        else:
            yield code


def placeholders(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield placeholders that the two sides do not share."""
    source, target = segment.source, segment.target
    if not target or not any(char in source or char in target for char in "%{<"):
        return
    ours, theirs = (list(_PLACEHOLDER.finditer(text)) for text in (source, target))
    for match in _unmatched(ours, theirs):
        yield Issue(PLACEHOLDER, f"{match[0]!r} is missing", match.span(), None, match[0])
    for match in _unmatched(theirs, ours):
        yield Issue(PLACEHOLDER, f"{match[0]!r} is not in the source", None, match.span())


def _unmatched(
    matches: list[re.Match[str]], others: list[re.Match[str]]
) -> Iterator[re.Match[str]]:
    unused = Counter(match[0] for match in others)
    for match in matches:
        if unused[match[0]]:
            unused[match[0]] -= 1
        else:
            yield match


def urls(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield addresses whose host is not in the translation.

    The path may be another one: a site has pages in both languages.
    """
    if not segment.target or not any(sign in segment.source for sign in ("://", "www.", "@")):
        return
    hosts = {_host(match[0]) for match in _URL.finditer(segment.target)}
    for match in _URL.finditer(segment.source):
        if _host(match[0]) not in hosts and _host(match[0]) not in segment.target.lower():
            yield Issue(URL, f"{match[0]!r} is missing", match.span(), None, match[0])


def _host(url: str) -> str:
    match = _HOST.match(url)
    return match[1].lower() if match else url.lower()


def emphasis(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield strong emphasis that is lost, and such that is not closed."""
    source, target = segment.source, segment.target
    if not target or ("**" not in source and "**" not in target):
        return
    spans: list[Span] = [match.span() for match in _BOLD.finditer(source)]
    found = [match.span() for match in _BOLD.finditer(target)]
    if target.count("**") % 2 and source.count("**") % 2 == 0:
        at = target.rindex("**")
        yield Issue(EMPHASIS, "an emphasis that is not closed", None, (at, at + 2))
    elif len(spans) > len(found):
        yield Issue(EMPHASIS, "an emphasis is lost", spans[len(found)], None)


def italics(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield italics that are lost, unless a file loses most of them; it may have no markup.

    For italics Chinese often has other marks, and English for those of Chinese.
    """
    lost, count = [], 0
    for segment in job.segments:
        if segment.target and (match := _ITALIC.search(segment.source)):
            count += 1
            if not _OTHER_EMPHASIS.search(segment.target):
                lost.append((segment, Issue(EMPHASIS, "an emphasis is lost", match.span(), None)))
    if count < _MANY or len(lost) <= _FEW * count:
        yield from lost


CHECKS = (
    Check((CODE,), codes),
    Check((PLACEHOLDER,), placeholders),
    Check((URL,), urls),
    Check((EMPHASIS,), emphasis, italics),
)
