"""Find the terms of a document: mentions and annotations with offsets into its source.

An annotation also records whether it is the first of its term, and whether the text itself gives
the term in both languages. The annotations of one term share an entry, and so do a term and its
own translation. 中纪委 has another entry than 中央纪律检查委员会, for it has another English.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from glossary.documents.document import Block, Document, TextRun
from glossary.find import Finder, Level, Mention
from glossary.find.explain import Explanation, explain
from glossary.self_gloss import groups
from termbase.language import english
from termbase.model.concept import Concept, Term

_BREAK = "\n\n"

# A Chinese term and the key of an English one, as they translate each other.
_Pair = tuple[Term | None, str]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mention of a concept as it is shown in a document.

    Attributes:
        number: Its number among all annotations of the document, from 1.
        entry: The identifier of its entry in an index: the id of the concept, with a number from
            the second pair of terms of the concept in the document on (``ccdi``, ``ccdi--2``).
        text: The text of its first mention, without markup.
        mentions: The mention, with offsets into the document's source; several where the text
            gives the term in both languages side by side, or in a text with its translation a short
            form in brackets.
        runs: The text runs of the source that it covers.
        is_first: True for the first annotation of its entry, unless an earlier text that gives a
            term in both languages has shown it.
        is_self_glossed: True if the text itself gives the term in the other language here, or a
            Chinese term with its pinyin.
        is_own: True if the concept is of the user's own base.
    """

    number: int
    entry: str
    text: str
    mentions: tuple[Mention, ...]
    runs: tuple[TextRun, ...]
    is_first: bool
    is_self_glossed: bool
    is_own: bool

    @property
    def concept(self) -> Concept:
        """The concept that is mentioned."""
        return self.mentions[0].concept

    @property
    def term(self) -> Term:
        """The term that is mentioned; the first one of several."""
        return self.mentions[0].term

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The spans of the source that it covers; more than one where markup interrupts it.

        The space between two elements is left out.
        """
        found: list[tuple[int, int, str]] = []
        for run in self.runs:
            if found and found[-1][1] == run.start:
                start, _, text = found.pop()
                found.append((start, run.end, text + run.text))
            else:
                found.append((run.start, run.end, run.text))
        return [(start, end) for start, end, text in found if text.strip()]

    @property
    def forms(self) -> list[str]:
        """The text of each mention without markup, white space as one space."""
        return [" ".join(self._text_of(mention).split()) for mention in self.mentions]

    def _text_of(self, mention: Mention) -> str:
        parts = []
        for run in self.runs:
            if run.end <= mention.start or run.start >= mention.end:
                continue
            first, last = max(mention.start - run.start, 0), mention.end - run.start
            parts.append(run.text[first:last] if run.is_literal else run.text)
        return "".join(parts)

    @property
    def in_link(self) -> bool:
        """True inside a link of the document."""
        return any(run.in_link for run in self.runs)

    @property
    def in_ruby(self) -> bool:
        """True inside ruby annotations of the document."""
        return any(run.in_ruby for run in self.runs)

    @property
    def start(self) -> int:
        """Offset of its first character in the source, from 0."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.runs[-1].end


def annotate(document: Document, finder: Finder, polity: str = "") -> list[Annotation]:
    """Return the annotations of a document, in order.

    Args:
        document: The document.
        finder: The finder of its terms.
        polity: As for :meth:`Finder.find`.
    """
    own = finder.snapshot().own_ids
    return annotations_of(document, _by_block(document, finder, polity=polity), own)


def annotations_of(
    document: Document,
    mentions: Iterable[tuple[Block, Sequence[Mention]]],
    own: Container[str] = (),
    *,
    appositions: bool = False,
) -> list[Annotation]:
    """Return the annotations of a document whose mentions are known, in order.

    Args:
        document: The document.
        mentions: Its blocks, each with its mentions: sorted, disjoint, with offsets into the text
            of the block.
        own: The ids of the concepts of the user's own base.
        appositions: A name and its short form in brackets are one annotation.
    """
    annotations: list[Annotation] = []
    entries: dict[str, dict[_Pair, str]] = defaultdict(dict)
    seen: set[tuple[str, _Pair]] = set()
    # A text has each of its terms many times, and a pair takes longer than to find a mention.
    pairs: dict[tuple[str, Term], _Pair] = {}

    def pair_of(mention: Mention) -> _Pair:
        key = mention.concept.id, mention.term
        if key not in pairs:
            pairs[key] = _pair(mention)
        return pairs[key]

    for block, found in mentions:
        for group, end, is_self_glossed in groups(block.text, found, appositions=appositions):
            concept, pair = group[0].concept.id, pair_of(group[0])
            of_concept = entries[concept]
            if pair not in of_concept:
                number = len(of_concept) + 1
                of_concept[pair] = concept if number == 1 else f"{concept}--{number}"
            annotations.append(
                Annotation(
                    number=len(annotations) + 1,
                    entry=of_concept[pair],
                    text=group[0].text,
                    mentions=tuple(_in_source(document, block, mention) for mention in group),
                    runs=tuple(r for r in block.slice(group[0].start, end) if r.end > r.start),
                    is_first=(concept, pair) not in seen,
                    is_self_glossed=is_self_glossed,
                    is_own=concept in own,
                )
            )
            seen.update((concept, pair_of(mention)) for mention in group)
    return annotations


def _pair(mention: Mention) -> _Pair:
    # The Two Sessions and the two sessions are one entry.
    return mention.chinese, english.lookup_key(mention.english, {})


def select(
    annotations: Sequence[Annotation], which: Literal["first", "all"] | None
) -> Sequence[Annotation]:
    """Return the first annotation of each term for ``first``, else all."""
    if which != "first":
        return annotations
    return [annotation for annotation in annotations if annotation.is_first]


def find_in_document(
    document: Document,
    finder: Finder,
    *,
    overlapping: bool = False,
    level: Level | str = Level.BALANCED,
    polity: str = "",
) -> list[Mention]:
    """Return the mentions in a document in order, with offsets into its source."""
    return [
        _in_source(document, block, mention)
        for block, found in _by_block(
            document, finder, overlapping=overlapping, level=level, polity=polity
        )
        for mention in found
    ]


def explain_document(
    document: Document, finder: Finder, level: Level | str = Level.BALANCED, polity: str = ""
) -> list[Explanation]:
    """Return the candidates in a document with reasons; offsets are those of its source.

    Args:
        document: The document.
        finder: The finder of its terms.
        level: As for :meth:`Finder.find`.
        polity: As for :meth:`Finder.find`.
    """
    text, starts = joined(document)
    explanations = []
    for explanation in explain(finder, text, level, polity):
        number, mention = in_block(starts, explanation.mention)
        block = document.blocks[number]
        # A refused candidate may reach over the break between two blocks.
        if mention.end <= len(block.text):
            explanations.append(explanation._replace(mention=_in_source(document, block, mention)))
    return explanations


def _by_block(
    document: Document,
    finder: Finder,
    *,
    overlapping: bool = False,
    level: Level | str = Level.BALANCED,
    polity: str = "",
) -> Iterator[tuple[Block, list[Mention]]]:
    """Yield each block with its mentions, whose offsets are those of its text."""
    # The blocks are searched as one text: senses are decided by the whole document.
    text, starts = joined(document)
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in finder.find(text, overlapping=overlapping, level=level, polity=polity):
        number, within = in_block(starts, mention)
        found[number].append(within)
    for number, block in enumerate(document.blocks):
        yield block, found[number]


def joined(document: Document) -> tuple[str, list[int]]:
    """Return the blocks of a document as one text, and where each begins in it.

    Senses are decided by the whole document, so that it is searched as one text.
    """
    lengths = (len(block.text) + len(_BREAK) for block in document.blocks)
    text = _BREAK.join(block.text for block in document.blocks)
    return text, list(accumulate(lengths, initial=0))


def in_block(starts: Sequence[int], mention: Mention) -> tuple[int, Mention]:
    """Return the number of the block of a mention, and the mention with offsets into it."""
    number = bisect_right(starts, mention.start) - 1
    start = starts[number]
    return number, mention._replace(start=mention.start - start, end=mention.end - start)


def _in_source(document: Document, block: Block, mention: Mention) -> Mention:
    runs = block.slice(mention.start, mention.end)
    start, end = runs[0].start, runs[-1].end
    return mention._replace(start=start, end=end, text=document.source[start:end])
