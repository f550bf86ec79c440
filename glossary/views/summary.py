"""The note of a term in a document: in words with their languages, for a comment or a footnote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from glossary.views.entries import Entry, Variant
from termbase.language.script import Script
from termbase.model.concept import Language, Term

_PINYIN = "zh-Latn-pinyin"
_ENGLISH = "en"


class Words(NamedTuple):
    """Words of a note in one language.

    Attributes:
        text: The words, white space as one space.
        language: Their BCP 47 tag.
        style: How they are set off, if at all.
    """

    text: str
    language: str = _ENGLISH
    style: Literal["", "bold", "italic"] = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The note of a term.

    Attributes:
        head: The term with its other script and its pinyin, to be joined by blanks.
        lines: What is known of it: its translation, the preferred term, the gloss, the literal
            meaning. The words of each are to be joined by blanks.
    """

    head: tuple[Words, ...]
    lines: tuple[tuple[Words, ...], ...]

    @property
    def text(self) -> str:
        """The note in one line, such as ``裸官 luǒguān: naked official · An official whose …``."""
        return ": ".join(filter(None, (_joined(self.head), " · ".join(map(_joined, self.lines)))))


def summary(entry: Entry, *, has_gloss: bool = True, marks_own: bool = False) -> Summary:
    """Return the note of an entry.

    Args:
        entry: The entry.
        has_gloss: True to explain the concept.
        marks_own: True to say that a concept is of the user's own base, where others are not.
    """
    return Summary(
        tuple(_head(entry, marks_own=marks_own)), tuple(_lines(entry, has_gloss=has_gloss))
    )


def in_brackets(entry: Entry, *, has_translation: bool = True) -> tuple[Words, ...]:
    """Return what is put in brackets after a term in the line, to be joined as it is.

    After a Chinese term that is its pinyin and its translation, after an English one the Chinese
    term with its pinyin. Empty if nothing is known.

    Args:
        entry: The entry.
        has_translation: False to give only the pinyin of a Chinese term.
    """
    term, is_chinese = entry.chinese, entry.language is Language.CHINESE
    words = []
    if term and not is_chinese:
        words.append(_words(entry.chinese_forms[0], _tag(entry)))
    words += _pinyin(term) if term else []
    if entry.english and is_chinese and has_translation:
        words.append(_words(entry.english))
    if not words:
        return ()
    between = [Words(", " if is_chinese else " ")] * (len(words) - 1)
    inner = [word for pair in zip(words, [*between, Words(")")], strict=True) for word in pair]
    return (Words(" ("), *inner)


def _head(entry: Entry, *, marks_own: bool) -> Iterator[Words]:
    term, is_english = entry.chinese, entry.language is Language.ENGLISH
    if is_english:
        yield _words(entry.english, style="bold")
    if term:
        forms = " / ".join(entry.chinese_forms)
        yield _words(forms, _tag(entry), "" if is_english else "bold")
        yield from _pinyin(term)
    if marks_own and entry.is_own:
        yield Words("(your own)")


def _lines(entry: Entry, *, has_gloss: bool) -> Iterator[tuple[Words, ...]]:
    if entry.english and entry.language is Language.CHINESE:
        yield (_words(entry.english),)
    if entry.preferred:
        yield tuple(_variant(entry, entry.preferred))
    if entry.see:
        yield Words("see"), _words(entry.see.head, _language(entry.see.term, entry))
    if has_gloss and not entry.earlier:
        if entry.concept.gloss:
            yield (_words(entry.concept.gloss),)
        yield from _literal(entry)


def _variant(entry: Entry, variant: Variant) -> Iterator[Words]:
    yield Words(variant.words)
    yield from _term(entry, variant.term)
    if variant.rendering:
        words = _term(entry, variant.rendering)
        words[0] = words[0]._replace(text=f"({words[0].text}")
        words[-1] = words[-1]._replace(text=f"{words[-1].text})")
        yield from words


def _term(entry: Entry, term: Term) -> list[Words]:
    if term.language is Language.ENGLISH:
        return [_words(term.text)]
    return [_words(entry.form_of(term), _language(term, entry)), *_pinyin(term)]


def _pinyin(term: Term) -> list[Words]:
    return [_words(term.pinyin, _PINYIN, "italic")] if term.pinyin else []


def _literal(entry: Entry) -> Iterator[tuple[Words, ...]]:
    literal, term = entry.literal
    if not literal:
        return
    if term:
        form = _words(entry.form_of(term), _language(term, entry))
        yield form, Words(f"is literally “{literal}”.")
    else:
        yield (Words(f"Literally: “{literal}”."),)


def _language(term: Term, entry: Entry) -> str:
    return _ENGLISH if term.language is Language.ENGLISH else _tag(entry)


def _tag(entry: Entry) -> str:
    return f"zh-{Script.TRADITIONAL if entry.is_traditional else Script.SIMPLIFIED}"


def _words(text: str, language: str = _ENGLISH, style: Literal["", "bold", "italic"] = "") -> Words:
    return Words(" ".join(text.split()), language, style)


def _joined(words: tuple[Words, ...]) -> str:
    return " ".join(one.text for one in words)
