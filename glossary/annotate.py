"""Mentions → annotations, which know their places in the document's source.

They also know which is the first of its concept, and which of them already gloss each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from glossary.documents.document import Block, Document, TextRun
from glossary.find import Finder, Level, Mention
from termbase.model.concept import Concept

# Between a term and its own translation: “naked officials” (裸官), 裸官（naked officials）, Xi 习.
_BETWEEN = re.compile(r"[\"'“”‘’*_]{0,3}[^\S\n]?(?P<open>[(（\[［]?)[^\S\n]?[\"'“”‘’「『*_]{0,3}")
_AFTER = re.compile(r"[\"'“”‘’」』*_]{0,3}[^\S\n]?[)）\]］]")
_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A place in a document where a concept is mentioned.

    Attributes:
        number: Its place among all annotations of the document, from 1.
        concept: What is mentioned.
        mentions: The mention, with offsets into the document's source; two where the text gives
            the term in both languages side by side.
        runs: The pieces of the source it takes up.
        is_first: Whether it is the first of its concept.
    """

    number: int
    concept: Concept
    mentions: tuple[Mention, ...]
    runs: tuple[TextRun, ...]
    is_first: bool

    @property
    def is_self_glossed(self) -> bool:
        """Whether the text itself gives the term in the other language here."""
        return len(self.mentions) > 1

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where it stands in the source: start and end, more than once where markup interrupts."""
        found: list[tuple[int, int]] = []
        for part in self.runs:
            if found and found[-1][1] == part.start:
                found[-1] = (found[-1][0], part.end)
            else:
                found.append((part.start, part.end))
        return found

    @property
    def in_link(self) -> bool:
        """Whether it stands inside a link of the document."""
        return any(part.in_link for part in self.runs)

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where it ends in the source, exclusive."""
        return self.runs[-1].end


def annotate(document: Document, finder: Finder) -> list[Annotation]:
    """The annotations of a document, in order."""
    annotations: list[Annotation] = []
    seen: set[str] = set()
    for block, found in _by_block(document, finder):
        for group, end in _groups(block.text, found):
            concept = group[0].concept
            annotations.append(
                Annotation(
                    number=len(annotations) + 1,
                    concept=concept,
                    mentions=tuple(_in_source(document, block, mention) for mention in group),
                    runs=tuple(p for p in block.slice(group[0].start, end) if p.end > p.start),
                    is_first=concept.id not in seen,
                )
            )
            seen.add(concept.id)
    return annotations


def select(
    annotations: Sequence[Annotation], which: Literal["first", "all"] | None
) -> Sequence[Annotation]:
    """Return the first annotation of each concept for ``first``, else all."""
    if which != "first":
        return annotations
    return [annotation for annotation in annotations if annotation.is_first]


def find_in_document(
    document: Document,
    finder: Finder,
    *,
    overlapping: bool = False,
    level: Level | str = Level.BALANCED,
) -> list[Mention]:
    """The mentions in a document, with offsets into its source, in order."""
    return [
        _in_source(document, block, mention)
        for block, found in _by_block(document, finder, overlapping=overlapping, level=level)
        for mention in found
    ]


def _by_block(
    document: Document,
    finder: Finder,
    *,
    overlapping: bool = False,
    level: Level | str = Level.BALANCED,
) -> Iterator[tuple[Block, list[Mention]]]:
    """What is mentioned in each block, with offsets into its text."""
    # Found in one text, for the whole document says in which sense a word is meant.
    lengths = (len(block.text) + len(_BREAK) for block in document.blocks)
    starts = list(accumulate(lengths, initial=0))
    text = _BREAK.join(block.text for block in document.blocks)
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in finder.find(text, overlapping=overlapping, level=level):
        number = bisect_right(starts, mention.start) - 1
        start = starts[number]
        found[number].append(mention._replace(start=mention.start - start, end=mention.end - start))
    for number, block in enumerate(document.blocks):
        yield block, found[number]


def _groups(text: str, found: Sequence[Mention]) -> Iterator[tuple[tuple[Mention, ...], int]]:
    """Mentions, those that gloss each other together, with the place where each group ends."""
    place = 0
    while place < len(found):
        pair = found[place : place + 2]
        end = _glossed_until(text, *pair) if len(pair) == 2 else None
        yield (tuple(pair), end) if end else ((found[place],), found[place].end)
        place += 2 if end else 1


def _glossed_until(text: str, left: Mention, right: Mention) -> int | None:
    """Where the second of two mentions ends that say the same in two languages, else None."""
    if left.concept.id != right.concept.id or left.language is right.language:
        return None
    between = _BETWEEN.fullmatch(text, left.end, right.start)
    if not between:
        return None
    after = _AFTER.match(text, right.end) if between["open"] else None
    return after.end() if after else right.end


def _in_source(document: Document, block: Block, mention: Mention) -> Mention:
    parts = block.slice(mention.start, mention.end)
    start, end = parts[0].start, parts[-1].end
    return mention._replace(start=start, end=end, text=document.source[start:end])
