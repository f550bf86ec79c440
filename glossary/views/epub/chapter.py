"""A chapter of an EPUB with its notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossary.annotate import Annotation
from glossary.documents.document import Document
from glossary.documents.epub.annotations import remove_annotations
from glossary.documents.epub.text import XHTML
from glossary.documents.insertion import insert
from glossary.documents.places import Place
from glossary.documents.xml import Kind, XmlPart, scan
from glossary.views import ruby
from glossary.views.entries import Entry
from glossary.views.epub.markup import Markup, joined
from glossary.views.noted import notes_within
from glossary.views.options import AnnotateOptions, Notes
from glossary.views.summary import Summary, in_brackets
from termbase.errors import InputError
from termbase.language import pinyin

_PINYIN = "zh-Latn-pinyin"


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of notes in a chapter.

    Attributes:
        version: The version of EPUB.
        notes: The form of the notes.
        is_fixed: True if no more text fits into its pages: the notes are titles then.
        style: The reference to our style sheet.
        is_traditional: True if the book is in traditional characters.
    """

    version: int
    notes: Notes
    is_fixed: bool
    style: str
    is_traditional: bool


def annotated(
    part: XmlPart,
    document: Document,
    annotations: Sequence[Annotation],
    options: AnnotateOptions,
    layout: Layout,
) -> tuple[bytes, dict[int, str]]:
    """Return a chapter with the notes of its annotations, and the identifiers of these.

    Args:
        part: The chapter.
        document: The document that it is of.
        annotations: Those of this chapter, in order.
        options: The options.
        layout: The layout of the notes.

    Returns:
        The bytes of the chapter, and the identifiers of the marks by the numbers of the
        annotations.

    Raises:
        InputError: If the notes could not be taken out of the result again.
    """
    markup = Markup.of(part.text, layout.version)
    found = notes_within(annotations, options, is_traditional=layout.is_traditional)
    notes = {entry.id: (entry, note) for entry, note in found}
    end_tags = _end_tags(part.text)
    writer = _Writer(part.text, end_tags, document, markup, notes)
    if layout.is_fixed:
        insertions = writer.titles(annotations)
    elif layout.notes == "ruby":
        insertions = writer.rubies(annotations)
    elif layout.notes == "inline":
        has_translation = options.get("gloss") != "none"
        insertions = writer.brackets(annotations, has_translation=has_translation)
    else:
        insertions = writer.footnotes(annotations)
    link = markup.empty("link", "drop", rel="stylesheet", type="text/css", href=layout.style)
    text = insert(part.text, [*insertions, *_at(end_tags, "head", link)])
    if remove_annotations(text) != part.text:
        raise InputError(f"{part.name}: too unusual to be annotated safely")
    return part.with_text(text), writer.ids


class _Writer:
    """Writes the notes of a chapter.

    Attributes:
        ids: The identifiers of the marks by the numbers of their annotations.
    """

    def __init__(
        self,
        text: str,
        end_tags: Mapping[str, int],
        document: Document,
        markup: Markup,
        notes: Mapping[str, tuple[Entry, Summary]],
    ) -> None:
        self._text = text
        self._end_tags = end_tags
        self._document = document
        self._markup = markup
        self._notes = notes
        self._counts: Counter[str] = Counter()
        self.ids: dict[int, str] = {}

    def footnotes(self, annotations: Sequence[Annotation]) -> Iterator[tuple[int, str]]:
        """Yield references after the terms, and the notes at the end."""
        markup = self._markup
        numbers: dict[str, str] = {}
        ends = self._ends(annotations)
        for annotation, end in zip(annotations, ends, strict=True):
            number = numbers.setdefault(annotation.entry, str(len(numbers) + 1))
            link = markup.element(
                "a", number, href=f"#zg-n-{annotation.entry}", id=self._id(annotation),
                epub_type="noteref", role="doc-noteref",
            )  # fmt: skip
            yield end, markup.element("sup", link, "drop", "zg-ref")
        notes = "".join(self._note(entry, number) for entry, number in numbers.items())
        name = "div" if markup.version == 2 else "section"
        section = markup.element(
            name, notes, "drop", "zg-notes", lang="en", epub_type="footnotes"
        )  # fmt: skip
        yield from _at(self._end_tags, "body", section)

    def _note(self, entry: str, number: str) -> str:
        markup = self._markup
        _, note = self._notes[entry]
        back = markup.element("a", number, href=f"#zg-r-{entry}", role="doc-backlink")
        lines = joined(map(markup.words, note.lines))
        content = f"{back} {': '.join(filter(None, (markup.words(note.head), lines)))}"
        if markup.version == 2:
            return markup.element("p", content, id=f"zg-n-{entry}")
        return markup.element(
            "aside", markup.element("p", content), id=f"zg-n-{entry}",
            epub_type="footnote", role="doc-footnote",
        )  # fmt: skip

    def brackets(
        self, annotations: Sequence[Annotation], *, has_translation: bool
    ) -> Iterator[tuple[int, str]]:
        """Yield notes in brackets after the terms."""
        ends = self._ends(annotations)
        for annotation, end in zip(annotations, ends, strict=True):
            entry, _ = self._notes[annotation.entry]
            if words := in_brackets(entry, has_translation=has_translation):
                content, id = self._markup.words(words, ""), self._id(annotation)
                yield (
                    end,
                    self._markup.element("span", content, "drop", "zg-inline", id=id, lang="en"),
                )

    def rubies(self, annotations: Sequence[Annotation]) -> Iterator[tuple[int, str]]:
        """Yield pinyin over the words of the terms."""
        markup = self._markup
        for annotation in annotations:
            id = self._id(annotation)
            for start, end, reading in self._words(annotation):
                yield start, markup.start("ruby", "keep", "zg-ruby", id=id)
                yield end, markup.element("rt", reading, "drop", lang=_PINYIN) + markup.end("ruby")
                id = ""

    def _words(self, annotation: Annotation) -> Iterator[tuple[int, int, str]]:
        """Yield the words of a term: the span of each in the part, and its pinyin.

        A word that markup interrupts is yielded in parts.
        """
        start, end, readings = 0, -1, list[str]()
        for offset, overlay in sorted(ruby.of_terms([annotation]).items()):
            place = self._place(offset)
            if readings and (overlay.begins or place.part_start != end):
                yield start, end, pinyin.joined(readings)
                readings = []
            start = start if readings else place.part_start
            end = place.part_end
            readings.append(overlay.reading)
        if readings:
            yield start, end, pinyin.joined(readings)

    def titles(self, annotations: Sequence[Annotation]) -> Iterator[tuple[int, str]]:
        """Yield the notes as titles of the terms, which take no room."""
        for annotation in annotations:
            _, note = self._notes[annotation.entry]
            id = self._id(annotation)
            for start, end in _joined(self._document.locate(annotation.start, annotation.end)):
                yield start, self._markup.start("span", "keep", "zg-term", id=id, title=note.text)
                yield end, self._markup.end("span")
                id = ""

    def _id(self, annotation: Annotation) -> str:
        """Return the identifier of a mark."""
        entry = annotation.entry
        self._counts[entry] += 1
        number = self._counts[entry]
        # The identifier of an entry has no underscore.
        self.ids[annotation.number] = f"zg-r-{entry}" + (f"_{number}" if number > 1 else "")
        return self.ids[annotation.number]

    def _place(self, offset: int) -> Place:
        return self._document.locate(offset, offset + 1)[0]

    def _ends(self, annotations: Sequence[Annotation]) -> list[int]:
        """Return the ends of the terms, after a ruby element in which one ends."""
        ends = [self._place(annotation.end - 1).part_end for annotation in annotations]
        if not any(annotation.in_ruby for annotation in annotations):
            return ends
        rubies = list(_rubies(self._text))
        return [next((last for first, last in rubies if first < end < last), end) for end in ends]


def _joined(places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Yield the spans of places in the part, neighbours as one."""
    shown = [place for place in places if place.part_end > place.part_start]
    first = 0
    for index, (one, other) in enumerate(pairwise(shown), 1):
        if one.part_end != other.part_start:
            yield shown[first].part_start, one.part_end
            first = index
    yield shown[first].part_start, shown[-1].part_end


def _rubies(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the outermost ruby elements of a chapter."""
    opened: list[int] = []
    for token in scan(text):
        if token.name != f"{XHTML}ruby":
            continue
        if token.kind is Kind.START:
            opened.append(token.start)
        elif token.kind is Kind.END:
            start = opened.pop()
            if not opened:
                yield start, token.end


def _end_tags(text: str) -> dict[str, int]:
    """Return the offsets of the end tags of the head and the body."""
    names = {f"{XHTML}{name}": name for name in ("head", "body")}
    tags = (token for token in scan(text) if token.kind is Kind.END)
    return {names[token.name]: token.start for token in tags if token.name in names}


def _at(end_tags: Mapping[str, int], name: str, content: str) -> Iterator[tuple[int, str]]:
    """Yield the insertion of content at the end of the head or the body, if there is one."""
    if name in end_tags:
        yield end_tags[name], content
