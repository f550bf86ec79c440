"""Titles of books and articles: 《》 in Chinese, italics or quotation marks in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from termbase.language.script import HAN

TITLE = Rule(
    "title",
    Severity.MINOR,
    IssueType.LOCALE_VIOLATION,
    "A title in italics in Chinese, or without its marks where all others of the file have them.",
)

# Emphasis of Markdown and HTML that is italic; not 2*3 and not **bold**.
ITALIC = re.compile(
    r"(?<![A-Za-z0-9*\\])\*(?=[^\s*])(?P<star>[^*\n]+)(?<=[^\s*])\*(?![A-Za-z0-9*])"
    r"|(?<![A-Za-z0-9_\\])_(?=[^\s_])(?P<line>[^_\n]+)(?<=[^\s_])_(?![A-Za-z0-9_])"
    r"|<(?P<tag>em|i|cite)>(?P<html>[^<>]+)</(?P=tag)>"
)
_CHINESE_TITLE = re.compile("《[^《》]+》")
_MARKED = re.compile("[“\"‘']\\w|《|「")
_QUOTED = re.compile(f'[“「『"][^“”「」『』"]*[{HAN}]')
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
# Words that a title has in small letters.
_SMALL = frozenset("a an the of and in on to for with from at by or as".split())
# So many titles tell the habit of a file, if so many in ten have marks.
_FEWEST, _HABIT = 5, 0.8


def titles(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield titles that are marked as in the other language, or not at all."""
    unmarked = []
    count = 0
    for segment in job.segments:
        if not segment.target.strip() or not segment.is_certain:
            continue
        if segment.is_into_chinese:
            yield from ((segment, issue) for issue in _italics(segment))
        elif (match := _CHINESE_TITLE.search(segment.source)) and not _QUOTED.search(
            _CHINESE_TITLE.sub("", segment.source)
        ):
            count += 1
            if not _MARKED.search(segment.target) and not ITALIC.search(segment.target):
                unmarked.append((segment, match))
    if count >= _FEWEST and count - len(unmarked) >= _HABIT * count:
        for segment, match in unmarked:
            yield segment, Issue(TITLE, f"{match[0]} has no marks of a title", match.span(), None)


def _italics(segment: Segment) -> Iterator[Issue]:
    """Yield the italics of a Chinese translation that are those of a title in the source."""
    ours = list(ITALIC.finditer(segment.source))
    theirs = list(ITALIC.finditer(segment.target))
    if len(ours) != len(theirs):
        return
    for source, target in zip(ours, theirs, strict=True):
        text = _text(target)
        around = segment.target[max(0, target.start() - 1) : target.end() + 1]
        if _is_title(source) and re.search(f"[{HAN}]", text) and "《" not in text + around:
            message = f"the title '{text}' is in italics; Chinese has 《》"
            yield Issue(TITLE, message, source.span(), target.span(), f"《{text}》")


def _text(match: re.Match[str]) -> str:
    return match["star"] or match["line"] or match["html"]


def _is_title(match: re.Match[str]) -> bool:
    """Return True if italics are those of a title: two words at least, capitalized as one."""
    words = _WORD.findall(_text(match))
    large = [word for word in words if word.lower() not in _SMALL]
    is_capitalized = len(words) > 1 and all(word[0].isupper() for word in large) and bool(large)
    return match["tag"] == "cite" or is_capitalized


CHECKS = (Check((TITLE,), job=titles),)
