"""The structure of an EPUB: its package document and its chapters in the order of reading.

Sources: EPUB 3.3 (W3C), OPF 2.0.1 and OCF 2.0.1 (IDPF).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from glossary.documents.document import Document
from glossary.documents.package import Package
from glossary.documents.xml import Kind, Token, XmlPart, scan
from termbase.errors import InputError

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_SIGNATURES = "META-INF/signatures.xml"
_APPLE_OPTIONS = "META-INF/com.apple.ibooks.display-options.xml"
_PACKAGE_TYPE = "application/oebps-package+xml"
_NCX_TYPE = "application/x-dtbncx+xml"
# Fonts whose beginning is mixed with the identifier of the book are not protected.
_OBFUSCATIONS = frozenset(("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"))
_FIXED, _REFLOWABLE = "pre-paginated", "reflowable"
_EPUB_3 = 3


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the manifest.

    Attributes:
        id: Its identifier.
        member: The member of the package that it is.
        media_type: Its media type.
        properties: Its properties.
    """

    id: str
    member: str
    media_type: str
    properties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """An EPUB.

    Attributes:
        package: Its package.
        opf: The package document.
        member: The member that this is.
        version: The version of EPUB: 2 or 3.
        items: The items of the manifest by their identifiers.
        chapters: The documents of the spine in order, also those that are not linear; with True
            for those whose pages have a fixed layout, into which no more text fits.
        is_fixed: True if it has a fixed layout by default.
        ends: The end tags of the manifest and the spine.
        warnings: What a person should know of it.
    """

    package: Package
    opf: XmlPart
    member: str
    version: int
    items: Mapping[str, Item]
    chapters: Mapping[str, bool]
    is_fixed: bool
    ends: tuple[Token, ...]
    warnings: tuple[str, ...] = ()

    @property
    def nav(self) -> str | None:
        """The member that is the navigation document."""
        return next((one.member for one in self.items.values() if "nav" in one.properties), None)

    @property
    def ncx(self) -> str | None:
        """The member that is the table of contents of EPUB 2."""
        items = self.items.values()
        return next((one.member for one in items if one.media_type == _NCX_TYPE), None)


def open_book(package: Package) -> Book:
    """Return the book in a package.

    Raises:
        InputError: If it is damaged or protected.
    """
    member = _package_document(package)
    opf = part_of(package, member)
    all_tokens = list(scan(opf.text))
    tokens = [token for token in all_tokens if token.kind in (Kind.START, Kind.EMPTY)]
    items = {item.id: item for item in _items(tokens, member)}
    version = next((t.attributes.get("version", "") for t in tokens if _local(t) == "package"), "")
    is_fixed = _is_fixed(package, opf, all_tokens)
    chapters = dict(_spine(tokens, items, package, is_fixed=is_fixed))
    ends = (t for t in all_tokens if t.kind is Kind.END and _local(t) in ("manifest", "spine"))
    book = Book(
        package, opf, member, _EPUB_3 if version.startswith("3") else 2, items,
        chapters, is_fixed, tuple(ends), tuple(_warnings(package)),
    )  # fmt: skip
    _refuse_protected(book)
    return book


def book_of(document: Document) -> Book:
    """Return the book that was read as a document.

    Raises:
        InputError: If it is damaged or protected.
    """
    if isinstance(document.content, Book):
        return document.content
    return open_book(Package(document.original, document.name))


def part_of(package: Package, member: str) -> XmlPart:
    """Return a member as an XML part.

    Raises:
        InputError: As for :meth:`XmlPart.parse`.
    """
    return XmlPart.parse(package.read(member), f"{package.name}: {member}")


def target(base: str, reference: str) -> str | None:
    """Return the member that a reference leads to; None for one that leads out of the package.

    Args:
        base: The member that the reference is in.
        reference: A relative reference; characters may be percent-encoded or not.
    """
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return base
    path = posixpath.join(posixpath.dirname(base), unquote(parts.path))
    path = posixpath.normpath(path)
    return None if path.startswith(("/", "..")) else path


def _package_document(package: Package) -> str:
    if _CONTAINER not in package:
        raise InputError(f"{package.name}: not an EPUB: has no {_CONTAINER}; save it again")
    for token in scan(part_of(package, _CONTAINER).text):
        attributes = token.attributes if _local(token) == "rootfile" else {}
        if attributes.get("media-type") == _PACKAGE_TYPE:
            path = attributes.get("full-path", "")
            return path if path in package else unquote(path)
    raise InputError(f"{package.name}: {_CONTAINER} names no package document; save it again")


def _items(tokens: list[Token], base: str) -> Iterator[Item]:
    for token in tokens:
        if _local(token) != "item":
            continue
        attributes = token.attributes
        member = target(base, attributes.get("href", ""))
        if member is not None:
            yield Item(
                attributes.get("id", ""), member, attributes.get("media-type", ""),
                frozenset(attributes.get("properties", "").split()),
            )  # fmt: skip


def _spine(
    tokens: list[Token], items: Mapping[str, Item], package: Package, *, is_fixed: bool
) -> Iterator[tuple[str, bool]]:
    for token in tokens:
        if _local(token) != "itemref":
            continue
        attributes = token.attributes
        item = items.get(attributes.get("idref", ""))
        if item is None or item.member not in package or not _may_be_xhtml(item.media_type):
            continue
        layout = attributes.get("properties", "")
        if f"rendition:layout-{_FIXED}" in layout:
            yield item.member, True
        elif f"rendition:layout-{_REFLOWABLE}" in layout:
            yield item.member, False
        else:
            yield item.member, is_fixed


def _may_be_xhtml(media_type: str) -> bool:
    # Old books call it text/html or text/x-oeb1-document.
    return media_type.startswith("text/") or media_type.endswith(("/xml", "xhtml+xml"))


def _is_fixed(package: Package, opf: XmlPart, tokens: list[Token]) -> bool:
    property = ""
    for token in tokens:
        if token.kind is Kind.START and _local(token) == "meta":
            property = token.attributes.get("property", "")
        elif token.kind is Kind.TEXT and property == "rendition:layout":
            return opf.text[token.start : token.end].strip() == _FIXED
        elif token.kind is Kind.END:
            property = ""
    if _APPLE_OPTIONS not in package:
        return False
    # Books of EPUB 2 for Apple's readers say it there.
    options = part_of(package, _APPLE_OPTIONS).text
    name = ""
    for token in scan(options):
        if token.kind is Kind.START:
            name = token.attributes.get("name", "")
        elif token.kind is Kind.TEXT and name == "fixed-layout":
            return options[token.start : token.end].strip() == "true"
    return False


def _refuse_protected(book: Book) -> None:
    """Refuse a book whose content is encrypted."""
    package = book.package
    if _ENCRYPTION not in package:
        return
    needed = {book.member, book.nav, book.ncx, *book.chapters}
    algorithm = ""
    for token in scan(part_of(package, _ENCRYPTION).text):
        if _local(token) == "EncryptionMethod":
            algorithm = token.attributes.get("Algorithm", "")
        elif _local(token) == "CipherReference":
            # The references are from the root of the package.
            member = target("", token.attributes.get("URI", ""))
            if member in needed and algorithm not in _OBFUSCATIONS:
                raise InputError(
                    f"{package.name}: protected (DRM): its chapters are encrypted; take a copy "
                    "without protection"
                )


def _warnings(package: Package) -> Iterator[str]:
    if _SIGNATURES in package:
        yield f"{package.name}: is signed; the signature does not hold for the annotated book"


def _local(token: Token) -> str:
    return token.name.rpartition("}")[2]
