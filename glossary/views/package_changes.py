"""Changes of a package of Office: insertions into parts, and new parts with their links."""

from __future__ import annotations

from collections.abc import Mapping

from glossary.documents.insertion import insert
from glossary.documents.opc import (
    CONTENT_TYPES,
    NEW_RELATIONSHIPS,
    filled,
    find_member,
    override_xml,
    relationship_xml,
    relationships_member,
    xml_part,
)
from glossary.documents.package import Package
from glossary.documents.xml import XmlPart
from glossary.documents.xml.binding import bound


class PackageChanges:
    """Changes that are collected and then made at once.

    Args:
        package: The package.
        prefixes: The usual prefixes of what is inserted, by their namespaces.
        is_strict: True for a strict file.

    Attributes:
        package: The package.
        prefixes: The usual prefixes of what is inserted, by their namespaces.
    """

    def __init__(self, package: Package, prefixes: Mapping[str, str], *, is_strict: bool) -> None:
        self.package = package
        self.prefixes = prefixes
        self._is_strict = is_strict
        self._texts: dict[str, str] = {}
        self._new: dict[str, str] = {}
        self._contents: dict[str, bytes] = {}

    def insert(self, member: str, *insertions: tuple[int, str]) -> None:
        """Insert elements with the usual prefixes at offsets of a part as it was."""
        source = xml_part(self.package, member).text
        self._texts[member] = insert(source, bound(insertions, source, self.prefixes))

    def add(self, part: str, content: str | bytes, content_type: str = "") -> None:
        """Add a new part; its content type is stated unless it is that of its suffix."""
        if isinstance(content, str):
            self._new[part] = content
        else:
            self._contents[part] = content
        if content_type:
            types = self._text(CONTENT_TYPES)
            self._texts[CONTENT_TYPES] = filled(types, override_xml(types, part, content_type))

    def replace(self, member: str, content: bytes) -> None:
        """Give a part that need not be well-formed another content."""
        self._contents[member] = content

    def relate(self, part: str, id: str, kind: str, target: str) -> None:
        """Add a relationship from a part to another one."""
        name = relationships_member(part)
        member = find_member(self.package, name)
        text = self._text(member) if member else self._new.get(name, NEW_RELATIONSHIPS)
        xml = relationship_xml(text, id, kind, target, is_strict=self._is_strict)
        (self._texts if member else self._new)[member or name] = filled(text, xml)

    def applied(self) -> bytes:
        """Return the package with all changes.

        Raises:
            InputError: If a part would not be well-formed.
        """
        parts = {
            member: xml_part(self.package, member).with_text(text)
            for member, text in self._texts.items()
        }
        new = {member: XmlPart(member, "").with_text(text) for member, text in self._new.items()}
        return self.package.changed(parts | new | self._contents)

    def can_be_undone(self, original: bytes) -> bool:
        """Return True if a file without our notes has the members that there were."""
        found = Package(original, self.package.name)
        changed = (self._texts.keys() | self._contents.keys()) & set(self.package.names)
        return found.names == self.package.names and all(
            found.read(member) == self.package.read(member) for member in changed
        )

    def _text(self, member: str) -> str:
        return self._texts.get(member) or xml_part(self.package, member).text
