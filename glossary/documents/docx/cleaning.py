"""Take our annotations out of the text of one part of a Word document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from glossary.documents.docx.signature import (
    BOOKMARK,
    INDEX_BOOKMARK,
    OWN,
    RUBY,
    SIGNATURES_START,
    SPLIT_RUN,
    SPLIT_TEXT,
)

P = r"(?:[\w.-]+:)?"
_RANGE = re.compile(rf'<{P}commentRange(?:Start|End)\s[^<>]*\bid="(-?\d+)"[^<>]*/>')
ID = re.compile(r'\bid="(-?\d+)"')
REFERENCE = re.compile(rf'<({P})(comment|footnote|endnote)Reference\s[^<>]*\bid="(-?\d+)"[^<>]*/>')
_INDEX_START = re.compile(rf'<({P})bookmarkStart\s[^<>]*name="{INDEX_BOOKMARK}[^<>]*/>')
_BOOKMARK_START = re.compile(rf'<{P}bookmarkStart\s[^<>]*name="{BOOKMARK}\d[^<>]*/>')
_BOOKMARK_END = re.compile(rf'<{P}bookmarkEnd\s[^<>]*\bid="(-?\d+)"[^<>]*/>')
_PROPERTIES = re.compile(rf"\s*<({P})rPr(\s[^<>]*)?(/?)>")
_RUN = re.compile(rf"<({P})r\s")
_TEXT_START = re.compile(rf"<{P}t(?:\s[^<>]*)?>(?:<!\[CDATA\[)?")
_OURS = re.compile(f'rsidR="({OWN}|{RUBY})"')
# What is in each bookmark and run of ours: the longer a word is, the sooner it is found not to be.
_BOOKMARK_WORD, _SIGNATURE_WORD = f'name="{BOOKMARK}', f'rsidR="{SIGNATURES_START}'
# The most characters of a run of ours; a search that has no bound takes time without one.
LONGEST = 50_000
_SPLIT = re.compile(f'rsidR="({SPLIT_TEXT}|{SPLIT_RUN})"')


class _Signed(NamedTuple):
    """A run with a signature of ours.

    Attributes:
        signature: The signature.
        prefix: The prefix of Word's elements, with its colon.
        start: Offset of its start tag.
        inside: Offset after that.
    """

    signature: str
    prefix: str
    start: int
    inside: int


_SpansOf = Callable[[str, _Signed], list[tuple[int, int]]]


def clean_text(text: str, ids: Mapping[str, frozenset[str]]) -> str:
    """Return the text of a part without our annotations.

    Args:
        text: The text of the part.
        ids: The identifiers of our notes, by the element of the note.
    """
    has_bookmarks, is_signed = _BOOKMARK_WORD in text, _SIGNATURE_WORD in text
    if has_bookmarks and INDEX_BOOKMARK in text:
        text = _without_index(text)
    spans = list(_spans(text, _OURS, _spans_of_ours)) if is_signed else []
    if ids["comment"]:
        ranges = _tags(text, _RANGE, "commentRange")
        spans += [match.span() for match in ranges if match[1] in ids["comment"]]
    # Where no other program has saved the file, no run that refers to a note is left.
    text = _without_spans(text, spans)
    if has_bookmarks or any(ids.values()):
        text = _without_references(text, ids)
    return _without_spans(text, _spans(text, _SPLIT, _spans_of_split)) if is_signed else text


def _without_index(text: str) -> str:
    """Return a text without our table of terms: the paragraphs with its bookmark, and between.

    Where there was one bookmark from the first to the last, LibreOffice made one of each; it loses
    that after the table if the text before ends with a table.
    """
    starts = list(_INDEX_START.finditer(text))
    ids = {id[1] for start in starts if (id := ID.search(start[0]))}
    ends = [match for match in _BOOKMARK_END.finditer(text) if match[1] in ids]
    if not starts or not ends:
        return text
    prefix = starts[0][1]
    first = max(text.rfind(f"<{prefix}p{mark}", 0, starts[0].start()) for mark in " >")
    closing = f"</{prefix}p>"
    last = text.find(closing, max(starts[-1].end(), ends[-1].end()))
    if not 0 <= first < last:
        return text
    return text[:first] + text[_end_of_table(text, prefix, first, last + len(closing)) :]


def _end_of_table(text: str, prefix: str, start: int, end: int) -> int:
    """Return the end of the table that begins after an offset and is open at another one.

    It is that other offset if there is no such table.
    """
    depth = 0
    for tag in re.compile(rf"<(/?){prefix}tbl[\s>]").finditer(text, start):
        if depth == 0 and tag.start() >= end:
            break
        depth += -1 if tag[1] else 1
        if depth == 0 and tag.start() >= end:
            return tag.end()
    return end


def _spans(text: str, signed: re.Pattern[str], spans_of: _SpansOf) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text that have to go with runs of ours.

    Args:
        text: The text of the part.
        signed: The pattern of their signatures.
        spans_of: A function that returns the spans that go with one of them.
    """
    for match in signed.finditer(text):
        start = text.rfind("<", 0, match.start())
        run = _RUN.match(text, start)
        inside = text.find(">", match.end()) + 1
        if run and inside:
            yield from spans_of(text, _Signed(match[1], run[1], start, inside))


def _without_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    ordered = sorted(spans)
    if not ordered:
        return text
    parts, offset = [], 0
    for start, end in ordered:
        # Somebody may have copied one run into another.
        if start >= offset:
            parts.append(text[offset:start])
            offset = end
    # Of a long text, each copy takes as long as to look for what is to go.
    parts.append(text[offset:])
    return "".join(parts)


def _spans_of_ours(text: str, run: _Signed) -> list[tuple[int, int]]:
    """Return the span of a run that is ours, or those of what is around a text with its reading."""
    closing = f"</{run.prefix}r>"
    if run.signature == OWN:
        end = text.find(closing, run.inside, run.inside + LONGEST)
        return [(run.start, end + len(closing))] if end >= 0 else []
    base = f"<{run.prefix}rubyBase>"
    opened = text.find(base, run.inside, run.inside + LONGEST)
    ends = f"</{run.prefix}rubyBase></{run.prefix}ruby>{closing}"
    end = text.find(ends, opened, opened + LONGEST)
    return [(run.start, opened + len(base)), (end, end + len(ends))] if 0 <= opened < end else []


def _spans_of_split(text: str, run: _Signed) -> list[tuple[int, int]]:
    """Return the span of what splits a run: its end, and the start of the rest of it."""
    content = _end_of_properties(text, run.inside)
    in_text = run.signature == SPLIT_TEXT
    closing = f"</{run.prefix}t></{run.prefix}r>" if in_text else f"</{run.prefix}r>"
    start = run.start - len(closing)
    if not text.startswith(closing, start):
        return []
    # Somebody may have given one part another format since.
    before = _properties_before(text, start, run.prefix)
    if before is not None and before != text[run.inside : content].strip():
        return []
    if not in_text:
        return [(start, content)]
    opened = _TEXT_START.match(text, content)
    if not opened:
        return []
    is_cdata = "CDATA" in opened[0] and text.startswith("]]>", start - 3)
    return [(start - 3 * is_cdata, opened.end())]


def _properties_before(text: str, offset: int, prefix: str) -> str | None:
    """Return the properties of the run that ends at an offset; None if it has others in it."""
    first = max(text.rfind(f"</{prefix}r>", max(offset - LONGEST, 0), offset), offset - LONGEST, 0)
    start = max(text.rfind(f"<{prefix}r{mark}", first, offset) for mark in " >")
    if start < 0:
        return None
    inside = text.find(">", start) + 1
    return text[inside : _end_of_properties(text, inside)].strip()


def bookmarks(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the bookmarks of ours at references in a text: the spans of both of their tags."""
    if _BOOKMARK_WORD not in text:
        return
    ends = {match[1]: match.span() for match in _BOOKMARK_END.finditer(text)}
    for start in _BOOKMARK_START.finditer(text):
        id = ID.search(start[0])
        end = ends.get(id[1]) if id else None
        if end and start.end() <= end[0]:
            yield start.span(), end


def _without_references(text: str, ids: Mapping[str, frozenset[str]]) -> str:
    """Return a text without what refers to our notes."""
    found = _tags(text, REFERENCE, "Reference") if any(ids.values()) else ()
    references = (m for m in found if m[3] in ids[m[2]])
    spans = [_run_around(text, match) for match in references]
    spans += (span for bookmark in bookmarks(text) for span in bookmark)
    return _without_spans(text, spans)


def _tags(text: str, tag: re.Pattern[str], word: str) -> Iterator[re.Match[str]]:
    """Yield the matches of tags by a word in their names, which is found sooner than all tags."""
    end, at = 0, text.find(word)
    while at >= 0:
        match = tag.match(text, max(text.rfind("<", end, at), end))
        if match:
            yield match
        end = match.end() if match else at + len(word)
        at = text.find(word, end)


def _run_around(text: str, reference: re.Match[str]) -> tuple[int, int]:
    """Return the span of the run of a reference, or of the reference where the run has more."""
    prefix = reference[1]
    first = max(reference.start() - LONGEST, 0)
    start = max(text.rfind(f"<{prefix}r{end}", first, reference.start()) for end in (">", " "))
    closing = f"</{prefix}r>"
    end = text.find(closing, reference.end(), reference.end() + LONGEST) + len(closing)
    if start < 0 or end < start or f"<{prefix}t" in text[start:end]:
        return reference.span()
    return start, end


def _end_of_properties(text: str, offset: int) -> int:
    """Return the offset after the properties of a run; the same if it has none."""
    first = _PROPERTIES.match(text, offset)
    if not first:
        return offset
    if first[3] or (first[2] or "").endswith("/"):
        return first.end()
    depth = 0
    # A tracked change of the properties has the former ones in it.
    for tag in re.compile(rf"<(/?){first[1]}rPr(?:\s[^<>]*?)?(/?)>").finditer(text, offset):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth == 0:
            return tag.end()
    return offset
