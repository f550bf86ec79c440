"""Comments, footnotes and endnotes of ours: their parts in the package, and what refers to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from glossary.documents.docx.cleaning import REFERENCE, P
from glossary.documents.docx.names import WORD
from glossary.documents.docx.parts import Parts
from glossary.documents.docx.signature import AUTHOR, BOOKMARK, INITIALS, NEW_ID, NOTES, OWN
from glossary.documents.docx.styles import Styles
from glossary.documents.insertion import insert
from glossary.documents.opc import (
    CONTENT_TYPES,
    DECLARATION,
    NEW_RELATIONSHIPS,
    OWN_ID,
    filled,
    find_member,
    override_xml,
    relationship_xml,
    relationships_member,
)
from glossary.documents.xml import unused_ids
from glossary.views.docx.markup import Names, paragraph_style, runs, styled, text_run
from glossary.views.summary import Summary
from termbase.errors import InputError

NoteForm = Literal["comments", "footnotes", "endnotes"]

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
# MS-OI29500, 2.1.315.
_MOST_COMMENTS = 32_767
_SMALL = '<w:sz w:val="16"/>'
_BOOKMARK_ID = re.compile(r'\bbookmark(?:Start|End)\s[^<>]*\bid="([0-9]+)"')


class Reference(NamedTuple):
    """The markup before and after a term."""

    before: str
    after: str


@dataclass(slots=True)
class NoteWriter:
    """Writes the notes of one kind.

    Attributes:
        parts: The parts of the document.
        styles: Its styles.
        form: The kind of notes.
        bookmarks: Identifiers that no bookmark has, for notes other than comments.
    """

    parts: Parts
    styles: Styles
    form: NoteForm
    bookmarks: Iterator[int]
    _notes: list[tuple[int, str]] = field(default_factory=list)
    _member: str = ""
    _text: str = ""
    # The content of each note, which many mentions of a term may share.
    _contents: dict[Summary, str] = field(default_factory=dict)
    _ids: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        self._member = self.parts.related_part(self.form)
        if self._member:
            self._text = self.parts.part(self._member).text
        element = NOTES[self.form]
        # Some documents refer to comments that they no longer have.
        texts = [self._text, *(self.parts.part(name).text for name in self.parts.stories)]
        used = [
            id
            for text in texts
            for id in re.findall(rf'{element}(?:\s|R\w+\s)[^<>]*?\bid="([0-9]+)"', text)
        ]
        self._ids = unused_ids(used, 0 if self.form == "comments" else 1)

    def add(self, note: Summary, offset: int) -> Reference:
        """Add a note, and return what refers to it.

        Args:
            note: The note.
            offset: The offset in the text that it is for; each is after the one before.
        """
        id = next(self._ids)
        if self.form == "comments":
            self._notes.append((offset, self._comment(id, note)))
            style = styled(self.styles.id_of("annotation reference"), _SMALL)
            return Reference(
                f'<w:commentRangeStart w:id="{id}"/>',
                f'<w:commentRangeEnd w:id="{id}"/><w:r w:rsidR="{OWN}">{style}'
                f'<w:commentReference w:id="{id}"/></w:r>',
            )
        element, bookmark = NOTES[self.form], next(self.bookmarks)
        self._notes.append((offset, self._note(id, element, note)))
        style = styled(self.styles.id_of(f"{element} reference"), _SUPERSCRIPT)
        return Reference(
            "",
            f'<w:bookmarkStart w:id="{bookmark}" w:name="{BOOKMARK}{id}"/>'
            f'<w:r w:rsidR="{OWN}">{style}<w:{element}Reference w:id="{id}"/></w:r>'
            f'<w:bookmarkEnd w:id="{bookmark}"/>',
        )

    def write(self) -> dict[str, bytes]:
        """Return the changed parts: that with the notes and what leads to it.

        Raises:
            InputError: If Word could not open a document with so many comments.
        """
        count = len(self._notes) + len(re.findall(rf"<{P}comment\s", self._text))
        if self.form == "comments" and count > _MOST_COMMENTS:
            raise InputError(
                f"{self.parts.package.name}: would have more than {_MOST_COMMENTS:,} comments, and "
                "Word opens no such file; use --mentions first or --notes footnotes"
            )
        if not self._member:
            return self._new_part()
        part = self.parts.part(self._member)
        write = Names.of(self._text).write
        following = self._following()
        insertions: list[tuple[int, str]] = []
        last = ""
        for offset, note in self._notes:
            number = bisect_left(following, (offset, 0))
            if number < len(following):
                insertions.append((following[number][1], write(note)))
            else:
                last += write(note)
        return {self._member: part.with_text(filled(insert(self._text, insertions), last))}

    def _following(self) -> list[tuple[int, int]]:
        """Return the offsets of references to notes that are there, and of those notes.

        LibreOffice takes notes in the order of their part, whatever their identifiers are.
        """
        if self.form == "comments":
            return []
        element = NOTES[self.form]
        at = {
            match[1]: match.start()
            for match in re.finditer(rf'<{P}{element}\s[^<>]*\bid="(-?\d+)"', self._text)
        }
        references = REFERENCE.finditer(self.parts.part(self.parts.main).text)
        return [(m.start(), at[m[3]]) for m in references if m[2] == element and m[3] in at]

    def _new_part(self) -> dict[str, bytes]:
        package, main = self.parts.package, self.parts.main
        folder = main.rpartition("/")[0]
        prefix = f"{folder}/" if folder else ""
        types = self.parts.part(CONTENT_TYPES)
        member = f"{prefix}{self.form}.xml"
        # Some documents name parts that they no longer have.
        if find_member(package, member) or f"/{member}".lower() in types.text.lower():
            member = f"{prefix}zg-{self.form}.xml"
        is_strict = self.parts.is_strict
        namespace = WORD[1] if is_strict else WORD[0]
        content = "" if self.form == "comments" else self._separators()
        notes = "".join(note for _, note in self._notes)
        root = f'{DECLARATION}<w:{self.form} xmlns:w="{namespace}">{content}{notes}</w:{self.form}>'
        links = relationships_member(main)
        known = find_member(package, links)
        link = f"{OWN_ID if known else NEW_ID}{self.form.capitalize()}"
        override = override_xml(types.text, member, _TYPE.format(self.form))
        changed = {CONTENT_TYPES: types.with_text(filled(types.text, override))}
        if known:
            part = self.parts.part(known)
            entry = relationship_xml(part.text, link, self.form, member, is_strict=is_strict)
            changed[known] = part.with_text(filled(part.text, entry))
        else:
            entry = relationship_xml(
                NEW_RELATIONSHIPS, link, self.form, member, is_strict=is_strict
            )
            changed[links] = filled(NEW_RELATIONSHIPS, entry).encode()
        return {**changed, member: root.encode()}

    def _separators(self) -> str:
        """Return the lines above notes, which every part with them has."""
        element = NOTES[self.form]
        return "".join(
            f'<w:{element} w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p>'
            f"</w:{element}>"
            for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )

    def _comment(self, id: int, note: Summary) -> str:
        if note not in self._contents:
            self._contents[note] = self._comment_content(note)
        return (
            f'<w:comment w:id="{id}" w:author="{AUTHOR}" w:initials="{INITIALS}">'
            f"{self._contents[note]}</w:comment>"
        )

    def _comment_content(self, note: Summary) -> str:
        style = paragraph_style(self.styles.id_of("annotation text"))
        mark = styled(self.styles.id_of("annotation reference"), _SMALL)
        head, *lines = filter(None, (note.head, *note.lines))
        first = f"<w:p>{style}<w:r>{mark}<w:annotationRef/></w:r>{runs(head)}</w:p>"
        return first + "".join(f"<w:p>{style}{runs(line)}</w:p>" for line in lines)

    def _note(self, id: int, element: str, note: Summary) -> str:
        style = paragraph_style(self.styles.id_of(f"{element} text"))
        mark = styled(self.styles.id_of(f"{element} reference"), _SUPERSCRIPT)
        return (
            f'<w:{element} w:id="{id}"><w:p>{style}<w:r>{mark}<w:{element}Ref/></w:r>'
            f"{text_run(' ')}{_in_one_line(note)}</w:p></w:{element}>"
        )


def unused_bookmarks(parts: Parts) -> Iterator[int]:
    """Yield identifiers that no bookmark in a document has."""
    texts = (parts.part(name).text for name in parts.stories)
    yield from unused_ids((id for text in texts for id in _BOOKMARK_ID.findall(text)), 1)


def _in_one_line(note: Summary) -> str:
    """Return the runs of a note in one paragraph."""
    words = list(note.head)
    for number, line in enumerate(note.lines):
        if words:
            mark = ":" if number == 0 and note.head else " ·"
            words[-1] = words[-1]._replace(text=f"{words[-1].text}{mark}")
        words += line
    return runs(words)
