"""The notes of a Word document: which terms can carry one, and in which form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.documents.docx.parts import Parts
from glossary.documents.docx.signature import OWN, RUBY
from glossary.documents.docx.story import Run
from glossary.documents.insertion import insert
from glossary.documents.places import Place
from glossary.documents.xml import whole
from glossary.views import ruby
from glossary.views.docx.anchors import Anchors
from glossary.views.docx.markup import Names, properties_like, text_run
from glossary.views.docx.notes import NoteWriter, Reference, unused_bookmarks
from glossary.views.entries import Entry, entries
from glossary.views.options import AnnotateOptions, Notes
from glossary.views.summary import Summary, in_brackets, summary
from termbase.language.pinyin import joined

# The text that can have no comments and no notes in Word: it ignores the ranges of comments there
# (MS-OI29500, 2.1.315). LibreOffice opens no file with a comment in a footnote.
_OUTSIDE = frozenset(("header", "footer", "footnote", "endnote", "txbxContent"))
_FORBIDDEN = dict.fromkeys(("comments", "footnotes", "endnotes"), _OUTSIDE)
_SIZE = re.compile(r'<(?:[\w.-]+:)?sz\s[^<>]*val="(\d+)"')


class Marking:
    """Puts notes on annotations into the parts of a document.

    Args:
        document: The document.
        parts: Its parts.
        options: The options.

    Attributes:
        parts: Its parts.
        styles: Its styles.
        bookmarks: Identifiers that no bookmark has.
    """

    def __init__(self, document: Document, parts: Parts, options: AnnotateOptions) -> None:
        self.parts = parts
        self.styles = parts.styles
        self.bookmarks = unused_bookmarks(parts)
        self._document = document
        self._form: Notes = options.get("notes") or "comments"
        self._gloss = options.get("gloss") or "first"
        self._anchors: dict[str, Anchors] = {}
        self._insertions: dict[str, list[tuple[int, str]]] = {}
        self._notes: NoteWriter | None = None
        kinds = {one.target: one.kind for one in parts.related}
        self._kinds = {name: kinds.get(name, "") for name in parts.stories}

    def can_carry(self, annotation: Annotation) -> bool:
        """Return True if a note of the form that is asked for can be put at an annotation."""
        places = self._places(annotation)
        anchors = self._anchors_of(places[0].part)
        first, last = places[0].part_start, places[-1].part_end
        runs = anchors.child(first).run, anchors.child(last - 1).run
        if any(run.is_volatile for run in runs):
            return False
        stories = {self._kinds[places[0].part], *(run.story for run in runs)}
        if stories & _FORBIDDEN.get(self._form, frozenset()):
            return False
        if self._form == "inline":
            return not annotation.is_self_glossed
        if self._form == "ruby":
            return bool(self._readings(annotation, anchors))
        return True

    def add(self, annotations: Sequence[Annotation]) -> None:
        """Put the notes of annotations into the document."""
        found = entries(annotations, is_traditional=self._document.is_traditional)
        marks_own = len({entry.is_own for entry in found}) > 1
        by_entry = {entry.id: entry for entry in found}
        seen: set[str] = set()

        @cache
        def note_of(id: str, has_gloss: bool) -> Summary:
            return summary(by_entry[id], has_gloss=has_gloss, marks_own=marks_own)

        if annotations and self._form in _FORBIDDEN:
            self._notes = NoteWriter(self.parts, self.styles, self._form, self.bookmarks)  # type: ignore[arg-type]
        for annotation in annotations:
            entry = by_entry[annotation.entry]
            is_later = annotation.entry in seen
            seen.add(annotation.entry)
            has_gloss = self._gloss == "all" or (self._gloss != "none" and not is_later)
            places = self._places(annotation)
            anchors = self._anchors_of(places[0].part)
            if self._form == "ruby":
                for start, end, reading in self._readings(annotation, anchors):
                    size = _SIZE.search(anchors.child(start).run.properties)
                    around = _ruby(
                        reading, whole(size[1], self.styles.size) if size else self.styles.size
                    )
                    anchors.put(start, end, *around)
                continue
            run = anchors.child(places[-1].part_end - 1).run
            if self._notes:
                note = note_of(entry.id, has_gloss)
                around = self._notes.add(note, places[-1].part_end)
            else:
                around = Reference("", _brackets(entry, run, anchors.declarations(run)))
            anchors.put(places[0].part_start, places[-1].part_end, *around)

    def comment(self, start: int, end: int, note: Summary) -> bool:
        """Put a comment on a span of the source; calls are in the order of the text.

        Returns:
            False if none can be there.
        """
        places = self._document.locate(start, end)
        if not places or len({place.part for place in places}) > 1:
            return False
        anchors = self._anchors_of(places[0].part)
        first, last = places[0].part_start, places[-1].part_end
        runs = anchors.child(first).run, anchors.child(last - 1).run
        stories = {self._kinds[places[0].part], *(run.story for run in runs)}
        if any(run.is_volatile for run in runs) or stories & _OUTSIDE:
            return False
        if self._notes is None:
            self._notes = NoteWriter(self.parts, self.styles, "comments", self.bookmarks)
        anchors.put(first, last, *self._notes.add(note, last))
        return True

    def insert(self, member: str, offset_in: Callable[[str], int], markup: str) -> None:
        """Put markup into a part.

        Args:
            member: The name of the part.
            offset_in: A function that returns the offset in its text.
            markup: The markup, with ``w:``.
        """
        anchors = self._anchors_of(member)
        offset = offset_in(self.parts.part(member).text)
        self._insertions.setdefault(member, []).append((offset, anchors.names.write(markup)))

    def changed(self) -> dict[str, bytes]:
        """Return the parts that have changed, with their content."""
        texts: dict[str, str] = {}
        for member, anchors in self._anchors.items():
            insertions = anchors.insertions() + self._insertions.get(member, [])
            if insertions:
                texts[member] = insert(self.parts.part(member).text, insertions)
        notes = self._notes.write() if self._notes else {}
        return {member: self.parts.part(member).with_text(t) for member, t in texts.items()} | notes

    def _places(self, annotation: Annotation) -> list[Place]:
        return [place for span in annotation.spans for place in self._document.locate(*span)]

    def _anchors_of(self, member: str) -> Anchors:
        if member not in self._anchors:
            text = self.parts.part(member).text
            self._anchors[member] = Anchors(text, self.parts.story(member), Names.of(text))
        return self._anchors[member]

    def _readings(self, annotation: Annotation, anchors: Anchors) -> list[tuple[int, int, str]]:
        """Return the spans of the part that get a reading each; none if that cannot be.

        Each run of a term gets its own, for LibreOffice shows none over several.
        """
        readings = ruby.of_terms([annotation])
        if annotation.in_ruby or not readings:
            return []
        groups = groupby(
            self._places(annotation), key=lambda place: id(anchors.child(place.part_start).run)
        )
        found = []
        for _, group in groups:
            places = list(group)
            offsets = range(places[0].start, places[-1].end)
            words: list[list[str]] = []
            for overlay in (readings[offset] for offset in offsets if offset in readings):
                if overlay.begins or not words:
                    words.append([])
                words[-1].append(overlay.reading)
            is_text = all(anchors.child(place.part_start).is_text for place in places)
            if not is_text or not words:
                return []
            reading = " ".join(map(joined, words))
            found.append((places[0].part_start, places[-1].part_end, reading))
        return found


def _brackets(entry: Entry, run: Run, declarations: str) -> str:
    """Return what is put in brackets after a term, in the look of its run."""
    attributes = f' w:rsidR="{OWN}"{declarations}'
    return "".join(
        text_run(words.text, properties_like(words, run.properties), attributes)
        for words in in_brackets(entry)
    )


def _ruby(pinyin: str, size: int) -> Reference:
    """Return what is put around a term with its reading.

    Args:
        pinyin: The reading.
        size: The size of the characters in half points.
    """
    small = max(size // 2, 8)
    reading = text_run(
        pinyin, f'<w:rPr><w:noProof/><w:sz w:val="{small}"/><w:lang w:val="x-none"/></w:rPr>'
    )
    before = (
        f'<w:r w:rsidR="{RUBY}"><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/>'
        f'<w:hps w:val="{small}"/><w:hpsRaise w:val="{size - 2}"/><w:hpsBaseText w:val="{size}"/>'
        f'<w:lid w:val="zh-CN"/></w:rubyPr><w:rt>{reading}</w:rt><w:rubyBase>'
    )
    return Reference(before, "</w:rubyBase></w:ruby></w:r>")
