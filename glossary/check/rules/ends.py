"""The ends of segments: full stop, question mark, colon, across scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule

END = Rule(
    "end-punctuation",
    Severity.MINOR,
    IssueType.TYPOGRAPHICAL,
    "A segment that ends with another mark than its source.",
)

_KINDS = {
    **dict.fromkeys(".。．｡", "full stop"),
    **dict.fromkeys("?？", "question mark"),
    **dict.fromkeys("!！", "exclamation mark"),
    **dict.fromkeys(":：", "colon"),
    **dict.fromkeys("…⋯", "ellipsis"),
    **dict.fromkeys(";；,，、", "comma"),
}
# Closing marks, and references to notes, are behind the end of a sentence.
_BEHIND = re.compile("(?:[\\s”’」』）)】》〉\\]\"'*_\ufffc]|\\[\\^?\\w+\\]|[¹²³⁰⁴-⁹])+$")
_ELLIPSIS = re.compile(r"(?:\.\s?){3,}$|。{3,}$")
# Pairs that are as good as equal: items of a list end with any of the three.
_SAME = (
    {"full stop", "comma", "ellipsis"},
    {"exclamation mark", "full stop"},
    {"colon", "comma"},
    {"comma", ""},
    {"full stop", "colon"},
)
# Words that ask: an indirect question, or one without its mark, has them in Chinese.
_ASKING = re.compile(
    "吗|嗎|呢|什么|什麼|甚麼|为何|為何|怎|哪|谁|誰|多少|是否|能否|可否|如何|何[时時处處以]"
)
# All marks at the end are within so many characters.
_TAIL = 40
# A title has no full stop; a shorter text may be one.
_SHORTEST = 12
# What so many in a hundred segments of a file do is its habit.
_HABIT = 0.03


def ends(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield segments that end with another kind of mark, unless that is a habit of the file."""
    found: dict[tuple[str, str], list[tuple[Segment, Issue]]] = {}
    counts: Counter[str] = Counter()
    for segment in job.segments:
        if not segment.source.strip() or not segment.target.strip() or not segment.is_certain:
            continue
        source, (target, span) = _end(segment.source)[0], _end(segment.target)
        counts[source] += 1
        if source == target or _is_same(source, target) or _is_unmarked_question(segment):
            continue
        if _is_sentence(segment):
            issue = Issue(END, _message(source, target), _end(segment.source)[1], span)
            found.setdefault((source, target), []).append((segment, issue))
    for (source, target), issues in found.items():
        if "question mark" in (source, target) or len(issues) <= max(1, _HABIT * counts[source]):
            yield from issues


def _end(text: str) -> tuple[str, tuple[int, int]]:
    """Return the kind of the mark that a text ends with, empty for none, and its span."""
    tail = text[-_TAIL:]
    before = len(text) - len(tail)
    bare = _BEHIND.sub("", tail)
    last = before + len(bare)
    if match := _ELLIPSIS.search(bare):
        return "ellipsis", (before + match.start(), last)
    kind = _KINDS.get(bare[-1:], "")
    return kind, (last - 1 if kind else last, last)


def _is_same(source: str, target: str) -> bool:
    return any(source in kinds and target in kinds for kinds in _SAME)


def _is_unmarked_question(segment: Segment) -> bool:
    """Return True if only the English has a question mark, though the Chinese asks, too."""
    ends = _end(segment.chinese)[0], _end(segment.english)[0]
    return ends == ("full stop", "question mark") and bool(_ASKING.search(segment.chinese[-40:]))


def _is_sentence(segment: Segment) -> bool:
    if segment.source.startswith("#"):
        return False
    return len(segment.chinese) >= _SHORTEST and " " in segment.english.strip()


def _message(source: str, target: str) -> str:
    return f"ends with {_named(target)}, the source with {_named(source)}"


def _named(kind: str) -> str:
    article = "an" if kind[:1] in "ae" else "a"
    return f"{article} {kind}" if kind else "no mark"


CHECKS = (Check((END,), job=ends),)
