"""The chapter of terms of an EPUB, and what the book has to say of it and of our style sheet."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote

from glossary.documents.epub.annotations import INDEX, STYLE
from glossary.documents.epub.book import Book, part_of
from glossary.documents.epub.text import XHTML
from glossary.documents.xml import Kind, scan, whole
from glossary.views.entries import Entry
from glossary.views.epub.markup import Markup, joined, prefix_of
from glossary.views.summary import Summary, Words
from termbase.language.pinyin import plain
from termbase.model.concept import Language

_TITLE = "Terms in this text"
_STYLE_MEMBER, _INDEX_MEMBER = "zg-notes.css", "zg-terms.xhtml"
_XHTML_TYPE = "application/xhtml+xml"
_STYLE = """\
.zg-ref { font-size: 0.7em; line-height: 0; vertical-align: super; text-combine-upright: all; }
.zg-ref a { text-decoration: none; }
.zg-notes { border-block-start: thin solid; font-size: 0.85em; margin-block-start: 2em; }
.zg-inline { font-size: 0.85em; }
.zg-terms dt { margin-block-start: 0.6em; }
"""


def style_member(book: Book) -> str:
    """Return the name of the member that is our style sheet."""
    return _free(book, _STYLE_MEMBER)


def index_member(book: Book) -> str:
    """Return the name of the member that is our chapter of terms."""
    return _free(book, _INDEX_MEMBER)


@lru_cache
def relative(member: str, base: str) -> str:
    """Return the reference from one member of a package to another."""
    return quote(posixpath.relpath(member, posixpath.dirname(base) or "."))


def members(
    book: Book,
    index: Sequence[tuple[Entry, Summary]] | None,
    links: Mapping[int, tuple[str, str]],
) -> dict[str, bytes]:
    """Return the members of a package that are new, and those that tell of them.

    Args:
        book: The book.
        index: The entries of the chapter of terms with their notes; None for no such chapter.
        links: The members and identifiers of the marks by the numbers of their annotations.
    """
    style = style_member(book)
    parts = {style: _STYLE.encode()}
    items, spine = [(STYLE, style, "text/css")], ""
    if index is not None:
        member = index_member(book)
        parts[member] = _chapter(book, member, index, links).encode()
        items.append((INDEX, member, _XHTML_TYPE))
        layout = ' properties="rendition:layout-reflowable"'
        has_layout = book.is_fixed and book.version > 2
        spine = f'itemref idref="{INDEX}"{layout * has_layout}/>'
        parts |= _contents(book, member)
    parts[book.member] = _package_document(book, items, spine)
    return parts


def _package_document(book: Book, items: Sequence[tuple[str, str, str]], spine: str) -> bytes:
    text = book.opf.text
    insertions = []
    for token in book.ends:
        start = f"<{prefix_of(text, token)}"
        written = [
            f'{start}item id="{id}" href="{relative(to, book.member)}" media-type="{type}"/>'
            for id, to, type in items
        ]
        if token.name.endswith("spine"):
            written = [f"{start}{spine}"] if spine else []
        insertions.append((token.start, "".join(written)))
    return book.opf.with_insertions(insertions)


def _contents(book: Book, member: str) -> Iterator[tuple[str, bytes]]:
    """Yield the tables of contents with an entry for the chapter of terms."""
    for contents, entry in ((book.nav, _nav_entry), (book.ncx, _ncx_entry)):
        if contents is not None and contents in book.package:
            part = part_of(book.package, contents)
            yield contents, part.with_insertions(entry(part.text, relative(member, contents)))


def _nav_entry(text: str, reference: str) -> Iterator[tuple[int, str]]:
    """Yield the insertion of an entry at the end of the navigation document's contents."""
    is_toc, depth = False, 0
    for token in scan(text):
        if token.name == f"{XHTML}nav" and token.kind is Kind.START:
            types = token.attributes.get("{http://www.idpf.org/2007/ops}type", "")
            is_toc = "toc" in types.split()
        elif is_toc and token.name == f"{XHTML}ol":
            depth += (token.kind is Kind.START) - (token.kind is Kind.END)
            if token.kind is Kind.END and not depth:
                markup = Markup.of(text, 3)
                link = markup.element("a", _TITLE, href=reference, lang="en")
                yield token.start, markup.element("li", link, "drop")
                return


def _ncx_entry(text: str, reference: str) -> Iterator[tuple[int, str]]:
    """Yield the insertion of an entry at the end of the NCX."""
    orders = [0]
    for token in scan(text):
        if "playOrder" in token.raw:
            orders.append(whole(token.attributes.get("playOrder", ""), 0))
        if token.kind is Kind.END and token.name.endswith("navMap"):
            end, prefix = token.start, prefix_of(text, token)
    order = f' playOrder="{max(orders) + 1}"' if len(orders) > 1 else ""
    label = f"<{prefix}navLabel><{prefix}text>{_TITLE}</{prefix}text></{prefix}navLabel>"
    content = f'<{prefix}content src="{reference}"/>'
    yield end, f'<{prefix}navPoint id="{INDEX}"{order}>{label}{content}</{prefix}navPoint>'


def _chapter(
    book: Book,
    member: str,
    index: Sequence[tuple[Entry, Summary]],
    links: Mapping[int, tuple[str, str]],
) -> str:
    markup = Markup(book.version)
    ordered = sorted(index, key=lambda one: (not one[0].is_own, *_order(one[0])))
    content = "".join(_entry(markup, entry, note, member, links) for entry, note in ordered)
    doctype = (
        "<!DOCTYPE html>"
        if book.version > 2
        else '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    )
    language = ' xml:lang="en"' + ' lang="en"' * (book.version > 2)
    style = relative(style_member(book), member)
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
{doctype}
<html xmlns="http://www.w3.org/1999/xhtml"{language}>
<head>
<title>{_TITLE}</title>
<link rel="stylesheet" type="text/css" href="{style}"/>
</head>
<body>
<h1>{_TITLE}</h1>
<dl class="zg-terms">
{content}</dl>
</body>
</html>
"""


def _order(entry: Entry) -> tuple[str, str]:
    return (plain(entry.chinese.pinyin) if entry.chinese else entry.id, entry.id)


def _entry(
    markup: Markup, entry: Entry, note: Summary, member: str, links: Mapping[int, tuple[str, str]]
) -> str:
    lines = list(note.lines)
    if entry.language is Language.CHINESE and entry.renderings:
        lines[0] = (Words("; ".join(term.text for term in entry.renderings)),)
    mentions = " ".join(
        markup.element("a", str(number), href=f"{relative(to, member)}#{id}")
        for number, (to, id) in enumerate(
            (links[one.number] for one in entry.annotations if one.number in links), 1
        )
    )
    text = joined([*map(markup.words, lines), f"in the text: {mentions}"])
    term = markup.element("dt", markup.words(note.head), id=f"zg-e-{entry.id}")
    return f"{term}\n{markup.element('dd', text)}\n"


def _free(book: Book, name: str) -> str:
    """Return a name of a member beside the package document that is not taken."""
    folder = posixpath.dirname(book.member)
    stem, dot, suffix = name.partition(".")
    taken = {one.casefold() for one in book.package.names}
    member, number = posixpath.join(folder, name), 1
    while member.casefold() in taken:
        number += 1
        member = posixpath.join(folder, f"{stem}-{number}{dot}{suffix}")
    return member
