"""Views ``srt``, ``vtt`` and ``ass``: subtitles with a few words after the first of each term.

A cue is read in seconds, so that a note is a translation and no more. What is put in begins and
ends with a signature that players do not show, by which it is taken out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from glossary.annotate import Annotation
from glossary.documents import Block, Document
from glossary.documents.insertion import insert
from glossary.documents.registry import remove_annotations
from glossary.documents.subtitles import ass, srt, vtt
from glossary.documents.subtitles.cues import line_end_before
from glossary.views.entries import Entry, entries
from glossary.views.noted import noted
from glossary.views.options import AnnotateOptions
from termbase.errors import InputError
from termbase.language import english
from termbase.language.script import is_han
from termbase.model.concept import Language

# A line of less may be a name or an exclamation.
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Syntax:
    """The markup of a format.

    Attributes:
        opening: What a note begins with.
        closing: What it ends with.
        escape: Returns text as it is written in a cue.
        line_end: What ends a line within a cue; empty if that of the file does.
    """

    opening: str
    closing: str
    escape: Callable[[str], str]
    line_end: str = ""

    def note(self, text: str) -> str:
        """Return the source of a note."""
        return f"{self.opening}{text}{self.closing}"


def _without(characters: str, text: str) -> str:
    return "".join(character for character in text if character not in characters)


_SYNTAX = {
    "srt": _Syntax(srt.SIGNATURE, srt.SIGNATURE, partial(_without, "<>{}")),
    "vtt": _Syntax(f"<c.{vtt.CLASS}>", "</c>", partial(escape, quote=False)),
    "ass": _Syntax(ass.SIGNATURE, ass.SIGNATURE, partial(_without, "{}\\"), r"\N"),
}


def prepare(document: Document) -> Document:
    """Return the document as it is."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the subtitles with their notes.

    Raises:
        InputError: If the notes could not be taken out of the result again.
    """
    source = document.source
    has_gloss = options.get("gloss") != "none"
    notes = options.get("notes") or "inline"
    explained = _explained(document, annotations) if has_gloss else frozenset()
    if options.get("gloss") == "all":
        options = {**options, "mentions": "all"}
    carriers = noted(
        document, annotations, options,
        lambda annotation: notes == "ruby" or annotation.number not in explained,
    )  # fmt: skip
    by_id = {e.id: e for e in entries(carriers, is_traditional=document.is_traditional)}
    found = [(annotation, by_id[annotation.entry]) for annotation in carriers]
    if notes == "footnotes":
        insertions = list(_lines(document, found, has_gloss=has_gloss))
    else:
        insertions = [
            insertion
            for annotation, entry in found
            for insertion in _in_line(
                document, annotation, entry, with_ruby=notes == "ruby",
                has_gloss=has_gloss and annotation.number not in explained,
            )
        ]  # fmt: skip
    result = insert(source, insertions)
    if remove_annotations(result, document.format) != source:
        raise InputError(
            f"{document.name or 'subtitles'}: markup too unusual to be annotated safely"
        )
    return result


def _explained(document: Document, annotations: Sequence[Annotation]) -> frozenset[int]:
    """Return the numbers of the annotations whose translation the subtitles show themselves.

    They show it beside the term, in the other line of a cue that has both languages, or have
    shown it before.
    """
    numbers = list(_cue_numbers(document, annotations))
    languages: dict[tuple[int, str], set[Language]] = {}
    for number, annotation in zip(numbers, annotations, strict=True):
        found = languages.setdefault((number, annotation.concept.id), set())
        found.update(mention.language for mention in annotation.mentions)
    bilingual = {number for number in set(numbers) if _is_bilingual(document.blocks[number])}
    explained: set[int] = set()
    seen: set[str] = set()
    for number, annotation in zip(numbers, annotations, strict=True):
        if annotation.is_self_glossed or len(languages[number, annotation.concept.id]) > 1:
            seen.add(annotation.entry)
        if annotation.entry in seen or number in bilingual:
            explained.add(annotation.number)
    return frozenset(explained)


def _is_bilingual(block: Block) -> bool:
    """Return True for a cue with a line of Chinese and one of English words."""
    lines = block.text.split("\n")
    chinese = [any(map(is_han, line)) for line in lines]
    return any(chinese) and any(
        len(english.WORD.findall(line)) >= _FEWEST_WORDS
        for line, is_chinese in zip(lines, chinese, strict=True)
        if not is_chinese
    )


def _cue_numbers(document: Document, annotations: Sequence[Annotation]) -> Iterator[int]:
    """Yield the number of the block of each annotation."""
    number = 0
    for annotation in annotations:
        while document.blocks[number].runs[-1].end < annotation.end:
            number += 1
        yield number


def _in_line(
    document: Document, annotation: Annotation, entry: Entry, *, has_gloss: bool, with_ruby: bool
) -> Iterator[tuple[int, str]]:
    """Yield what is inserted for a note in the line of its term, with its offset."""
    syntax, end = _SYNTAX[document.format], annotation.end
    if annotation.in_ruby:
        end = vtt.after_ruby(document.source, end)
    elif with_ruby and entry.chinese and _is_plain(annotation, entry):
        yield annotation.start, f"<ruby.{vtt.CLASS}>"
        yield end, f"<rt>{syntax.escape(entry.chinese.pinyin)}</rt></ruby>"
        if not has_gloss:
            return
    if words := _words(entry, has_gloss=has_gloss):
        is_chinese = entry.language is Language.CHINESE
        text = syntax.escape(words)
        yield end, syntax.note(f"（{text}）" if is_chinese else f" ({text})")


def _is_plain(annotation: Annotation, entry: Entry) -> bool:
    """Return True if an annotation is a Chinese term with pinyin, without markup in it."""
    has_pinyin = entry.language is Language.CHINESE and entry.chinese and entry.chinese.pinyin
    return bool(has_pinyin) and len(annotation.runs) == 1 and annotation.runs[0].is_literal


def _words(entry: Entry, *, has_gloss: bool) -> str:
    """Return the translation of a term; without translations the pinyin of a Chinese one."""
    if entry.language is Language.ENGLISH:
        return entry.chinese_forms[0] if has_gloss and entry.chinese else ""
    pinyin = entry.chinese.pinyin if entry.chinese else ""
    return entry.english if has_gloss and entry.english else pinyin


def _lines(
    document: Document, found: Sequence[tuple[Annotation, Entry]], *, has_gloss: bool
) -> Iterator[tuple[int, str]]:
    """Yield the notes of each cue as its last line, with its offset."""
    syntax = _SYNTAX[document.format]
    by_cue: dict[int, list[str]] = {}
    numbers = _cue_numbers(document, [annotation for annotation, _ in found])
    for number, (_, entry) in zip(numbers, found, strict=True):
        if text := _line(entry, has_gloss=has_gloss):
            by_cue.setdefault(number, []).append(syntax.escape(text))
    for number, texts in by_cue.items():
        block = document.blocks[number]
        end = block.runs[-1].end
        if block.runs[-1].in_ruby:
            end = vtt.after_ruby(document.source, end)
        start = block.runs[0].start
        line_end = syntax.line_end or line_end_before(document.source, start)
        yield end, syntax.note(line_end + " · ".join(texts))


def _line(entry: Entry, *, has_gloss: bool) -> str:
    """Return a term with its pinyin and its translation, in one line."""
    chinese = entry.chinese_forms[0] if entry.chinese else ""
    pinyin = entry.chinese.pinyin if entry.chinese else ""
    if entry.language is Language.ENGLISH:
        return f"{entry.english}: {chinese} {pinyin}".rstrip() if has_gloss and chinese else ""
    head = f"{chinese} {pinyin}".rstrip()
    return f"{head}: {entry.english}" if has_gloss and entry.english else head
