"""Quotations: the terms of a document, each with the sentence in which it is found first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary.documents import parse, read
from glossary.documents.document import OBJECT_REPLACEMENT, Document
from glossary.find import Finder
from glossary.find.paragraphs import paragraphs
from termbase.choices import check_type
from termbase.formats.characters import UNWRITABLE
from termbase.formats.learners.cards import Quotation, Sentence
from termbase.language.script import Script
from termbase.language.sentences import sentence_spans
from termbase.model.concept import Language

_BREAK = "\n\n"
# The unit separator is white space, as a line end is, but ends no line.
_LINE_ENDS = str.maketrans("\n\r", "\x1f\x1f")
_JOINT = re.compile(r"[^\S\x1f]*\x1f\s*")
_WHITE_SPACE = re.compile(r"\s+")
# The first character that is two columns wide; the widest page, in columns; and how much of the
# longest line the lines of a wrapped paragraph fill at least.
_WIDE = "\u2e80"
_LONGEST_LINE = 100
_SHORTEST_SHARE = 0.7


def documents_of(of: str | Path | Document | Iterable[str | Path | Document]) -> list[Document]:
    """Return documents given as such, as paths or as texts; or a single one.

    Raises:
        InputError: If a file cannot be read.
        TypeError: If one is none of these.
    """
    given = [of] if isinstance(of, (str, Path, Document)) else of
    return list(map(_document, given))


def _document(given: str | Path | Document) -> Document:
    check_type("of", given, str, Path, Document)
    if isinstance(given, Path):
        return read(given)
    return parse(given) if isinstance(given, str) else given


def quotations_of(
    documents: Iterable[Document], finder: Finder, polity: str = ""
) -> list[Quotation]:
    """Return the terms of documents in the order of their first mentions, each once.

    An English mention is one of the Chinese term that renders it. Where no Chinese term does, the
    quotation has an empty term.

    Args:
        documents: The documents.
        finder: The finder of their terms.
        polity: As for :meth:`Finder.find`.
    """
    found: dict[tuple[str, str], Quotation] = {}
    for document in documents:
        for quotation in _in_document(document, finder, polity):
            found.setdefault((quotation.concept, quotation.term), quotation)
    return list(found.values())


def _in_document(document: Document, finder: Finder, polity: str) -> Iterator[Quotation]:
    # The blocks are searched as one text: senses are decided by the whole document.
    text = _BREAK.join(block.text for block in document.blocks)
    is_plain = document.format == "text"
    joined = _BREAK.join(_join_lines(block.text, is_plain=is_plain) for block in document.blocks)
    spans = sentence_spans(joined)
    starts = [start for start, _ in spans]
    script = Script.TRADITIONAL if document.is_traditional else Script.SIMPLIFIED
    name = Path(document.name).stem
    for mention in finder.find(text, polity=polity):
        start, _ = spans[bisect_right(starts, mention.start) - 1]
        # A name may contain what ends a sentence elsewhere.
        _, end = spans[bisect_right(starts, mention.end - 1) - 1]
        sentence = Sentence(
            _shown(joined[start : mention.start]),
            _shown(joined[mention.start : mention.end]),
            _shown(joined[mention.end : end]),
            "en" if mention.language is Language.ENGLISH else f"zh-{script}",
        )
        chinese = mention.chinese
        yield Quotation(mention.concept.id, chinese.text if chinese else "", sentence, name)


def _join_lines(text: str, *, is_plain: bool) -> str:
    """Return a text of the same length in which no line ends within a sentence.

    Args:
        text: The text of a block.
        is_plain: True for plain text, where a line may be a paragraph; elsewhere a block is one.
    """
    if not is_plain:
        return text.translate(_LINE_ENDS)
    parts, end = [], 0
    for start, paragraph in paragraphs(text):
        shown = paragraph.translate(_LINE_ENDS) if _is_wrapped(paragraph) else paragraph
        parts += [text[end:start], shown]
        end = start + len(paragraph)
    return "".join([*parts, text[end:]])


def _is_wrapped(paragraph: str) -> bool:
    """Return True if all lines but the last are about as long as fits on a page."""
    widths = [sum(1 + (char >= _WIDE) for char in line) for line in paragraph.splitlines()]
    longest = max(widths, default=0)
    return longest <= _LONGEST_LINE and min(widths[:-1], default=0) >= _SHORTEST_SHARE * longest


def _shown(text: str) -> str:
    """Return text on one line, without what stands for images and code."""
    text = _JOINT.sub(_joint, text.replace(OBJECT_REPLACEMENT, ""))
    return _WHITE_SPACE.sub(" ", UNWRITABLE.sub("", text))


def _joint(match: re.Match[str]) -> str:
    """Return what is between two lines: a space, but not beside a Chinese character."""
    before = match.string[match.start() - 1] if match.start() else ""
    after = match.string[match.end() : match.end() + 1]
    return "" if max(before, after) >= _WIDE else " "
