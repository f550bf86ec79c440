"""EPUB 2 and 3: the text of their chapters in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import unquote, urlsplit

from glossary.documents.assembly import assemble
from glossary.documents.document import Document
from glossary.documents.epub.annotations import INDEX, STYLE, remove_annotations
from glossary.documents.epub.book import Book, book_of, open_book, part_of, target
from glossary.documents.epub.text import XHTML, paragraphs
from glossary.documents.html.reduced import Reducer, safe_id
from glossary.documents.package import Package
from glossary.documents.paragraph import Paragraph
from glossary.documents.xml import XmlPart, scan
from termbase.errors import InputError
from termbase.formats.xml.safe import tree_of

_ROOT = f"{XHTML}html"
_SCHEMES = ("http", "https", "mailto")


def read(data: bytes, name: str) -> Document:
    """Return the text of an EPUB without what an earlier annotation put in.

    A chapter that is not well-formed is passed over with a warning.

    Args:
        data: The bytes of the file.
        name: Its name.

    Raises:
        InputError: If it is damaged or protected, or none of its chapters can be read.
    """
    book = _without_own_members(open_book(Package(data, name)))
    chapters = _Chapters(book)
    document = assemble(chapters.paragraphs(), "epub", name, b"")
    if not chapters.number:
        problem = f"{name}: has no chapter that can be read; save it again"
        raise InputError(chapters.problems[0] if chapters.problems else problem)
    return replace(
        document,
        original=book.package.changed(chapters.changed),
        content=None if chapters.changed else book,
        warnings=(
            *book.warnings,
            *(f"{problem}; this chapter is not annotated" for problem in chapters.problems),
        ),
    )


class _Chapters:
    """Reads the chapters of a book.

    Attributes:
        number: The number of chapters that were read.
        problems: What is wrong with the others.
        changed: Those that had annotations, without them.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self.number = 0
        self.problems: list[str] = []
        self.changed: dict[str, bytes] = {}
        # The text of the last chapter up to its root tag; those of a book begin with the same one.
        self._beginning = ""

    def parts(self) -> Iterator[tuple[str, XmlPart]]:
        """Yield the member and the text of each chapter that can be read."""
        package = self._book.package
        for member in self._book.chapters:
            try:
                part = part_of(package, member)
            except InputError as error:
                self.problems.append(str(error))
                continue
            if not self._is_xhtml(part.text):
                # A picture, or a document in another vocabulary.
                continue
            self.number += 1
            text = remove_annotations(part.text)
            if text != part.text:
                self.changed[member] = part.with_text(text)
                part = replace(part, text=text)
            yield member, part

    def _is_xhtml(self, text: str) -> bool:
        if self._beginning and text.startswith(self._beginning):
            return True
        root = next((token for token in scan(text) if token.name), None)
        if root is None or root.name != _ROOT:
            return False
        self._beginning = text[: root.end]
        return True

    def paragraphs(self) -> Iterator[Paragraph]:
        """Return the paragraphs of all chapters."""
        # To read texts and parse them by turns takes half as long again.
        parts = list(self.parts())
        return chain.from_iterable(paragraphs(part.text, member) for member, part in parts)


def _without_own_members(book: Book) -> Book:
    """Return the book without our style sheet and chapter of terms."""
    own = frozenset(book.items[id].member for id in (STYLE, INDEX) if id in book.items)
    if not own:
        return book
    parts = {}
    for member in (book.member, book.nav, book.ncx):
        if member and member in book.package:
            part = part_of(book.package, member)
            text = remove_annotations(part.text)
            if text != part.text:
                parts[member] = part.with_text(text)
    return open_book(Package(book.package.changed(parts, own), book.package.name))


def as_html(document: Document) -> str:
    """Return the chapters of a book as the body of an HTML page."""
    book = book_of(document)
    members = {member: number for number, member in enumerate(book.chapters, 1)}
    reducer = Reducer()
    blocks: list[str] = []
    for member, part in _Chapters(book).parts():
        body = _body(tree_of(part.text.encode(), part.name))
        if body is not None:
            blocks += reducer.blocks(
                body, partial(_link, members, member), partial(_id, members[member]),
                f"c{members[member]}",
            )  # fmt: skip
    return "".join(f"{block}\n" for block in blocks)


def _body(tree: Any) -> Any:
    return tree.find(f"{XHTML}body")


def _id(number: int, identifier: str) -> str:
    return f"c{number}-{safe_id(identifier)}"


def _link(members: dict[str, int], base: str, reference: str) -> str | None:
    """Return where a link of a chapter leads in the page; None if that is not in it."""
    member = target(base, reference)
    if member is None:
        return reference if reference.strip().lower().startswith(_SCHEMES) else None
    if member not in members:
        return None
    fragment = unquote(urlsplit(reference.strip()).fragment)
    return f"#{_id(members[member], fragment)}" if fragment else f"#c{members[member]}"
