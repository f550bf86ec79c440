"""Checks of the pairs of Chinese terms and their renderings within one concept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termbase.messages import Message, about
from termbase.model.concept import Concept, Term
from termbase.validation.heads import head, renders_head

# Words that do not count in an abbreviation: NPC for National People's Congress.
_SMALL_WORDS = frozenset("a an and for in of on the to".split())
# 反恐 is not a way to say 恐怖.
_NEGATIONS = "反非不无未去抗"


def problems(concept: Concept) -> Iterator[tuple[str, Message]]:
    """Yield the code and message of each problem."""
    if not concept.english:
        return
    yield from _names(concept)
    if len(concept.chinese) > 1:
        yield from _abbreviations(concept)
        for term in concept.chinese:
            if "renderings" not in term.checked:
                yield from _head_words(concept, term)
                yield from _negations(concept, term)


def _names(concept: Concept) -> Iterator[tuple[str, Message]]:
    known = {term.text for term in concept.english}
    rendered = set()
    for term in concept.chinese:
        renderings = concept.renderings(term)
        rendered |= {rendering.text for rendering in renderings}
        if unknown := [text for text in term.renderings if text not in known]:
            message = Message("{text!r} is not an English term of this concept", text=unknown[0])
            yield "unknown-rendering", about(term.text, message)
        elif not renderings:
            yield (
                "no-rendering",
                about(term.text, Message("other forms name all renderings; name its own")),
            )
    if concept.chinese:
        for text in sorted(known - rendered):
            yield "no-rendering", about(text, Message("the rendering of no Chinese term"))


def _abbreviations(concept: Concept) -> Iterator[tuple[str, Message]]:
    """Yield a problem for a full form and its short form that share an abbreviation."""
    for short in concept.chinese:
        texts = {rendering.text for rendering in concept.renderings(short)}
        abbreviated = sorted(
            text for text in texts if any(_is_abbreviation(text, other) for other in texts)
        )
        for full in concept.chinese:
            if (
                abbreviated
                and concept.renderings(short) == concept.renderings(full)
                and "renderings" not in short.checked
                and _is_short_for(short.text, full.text)
            ):
                template = (
                    "{short} is short for {full}; name which of them {text!r} renders "
                    "(`renderings`)"
                )
                yield (
                    "pairing",
                    Message(template, short=short.text, full=full.text, text=abbreviated[0]),
                )
                break


def _is_abbreviation(short: str, full: str) -> bool:
    """Return True if a text has the initials of another: NPC, National People's Congress."""
    words = re.findall(r"\w+(?:['’]\w+)?", full)
    initials = "".join(word[0] for word in words if word.lower() not in _SMALL_WORDS)
    return len(words) > 2 and short.isupper() and short in (initials.upper(), f"{initials}C")


def _is_short_for(short: str, full: str) -> bool:
    """Return True if a term takes characters from here and there in another: 国企, 国有企业."""
    rest = iter(full)
    return (
        3 * len(short) <= 2 * len(full)
        and short not in full
        and all(char in rest for char in short)
    )


def _head_words(concept: Concept, term: Term) -> Iterator[tuple[str, Message]]:
    """Yield a problem if a term shares the English of terms that are something else."""
    word = head(term.text)
    best = concept.rendering(term)
    if not word or best is None or renders_head(word, best.text):
        return
    for other in concept.chinese:
        if not other.text.endswith(word) and best in concept.renderings(other):
            template = (
                "{term} is a {word}, but {text!r}, which it shares with {other}, is none; name its "
                "`renderings`, or add 'renderings' to `checked`"
            )
            yield (
                "head-word",
                Message(template, term=term.text, word=word, text=best.text, other=other.text),
            )
            return


def _negations(concept: Concept, term: Term) -> Iterator[tuple[str, Message]]:
    """Yield a problem if a term shares its best rendering with the same term less a 反."""
    if term.text[0] not in _NEGATIONS:
        return
    for other in concept.chinese:
        if other.text == term.text[1:] and concept.rendering(other) == concept.rendering(term):
            yield (
                "opposite-form",
                Message("{term} has the renderings of {other}", term=term.text, other=other.text),
            )
