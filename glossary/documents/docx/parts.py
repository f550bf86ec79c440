"""The parts of a Word document that have text, in the order of reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from glossary.documents.document import Document
from glossary.documents.docx.reader import read_story
from glossary.documents.docx.story import Story
from glossary.documents.docx.styles import Styles
from glossary.documents.opc import Relationship, main_part, relationships, xml_part
from glossary.documents.package import Package
from glossary.documents.xml import XmlPart

# After the text come its notes; what is on every page is last, for nobody reads it first.
_STORIES = ("footnotes", "endnotes", "header", "footer")


@dataclass(frozen=True)
class Parts:
    """The parts of a Word document.

    Attributes:
        package: Its package.
        main: The name of the part with its text.
        related: The relationships of that.
    """

    package: Package
    main: str
    related: tuple[Relationship, ...]
    _read: dict[str, XmlPart] = field(default_factory=dict, repr=False)
    _stories: dict[str, Story] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, package: Package) -> Parts:
        """Return the parts of the document in a package.

        Raises:
            InputError: If it has no document part.
        """
        main = main_part(package)
        return cls(package, main, tuple(relationships(package, main)))

    @classmethod
    def of_document(cls, document: Document) -> Parts:
        """Return the parts of a Word document that was read.

        Raises:
            InputError: If it is damaged.
        """
        known = document.content
        return (
            known if isinstance(known, Parts) else cls.of(Package(document.original, document.name))
        )

    def with_changes(self, changed: Mapping[str, bytes]) -> Parts:
        """Return the parts of the package with some of them changed, which are well-formed.

        Raises:
            InputError: If the package could not be read again.
        """
        package = Package(self.package.changed(changed), self.package.name)
        texts = {
            member: XmlPart.decoded(data, f"{package.name}: {member}")
            for member, data in changed.items()
        }
        return replace(Parts.of(package), _read=self._read | texts)

    @property
    def is_strict(self) -> bool:
        """True if the document is in the strict form of the standard."""
        return any(one.is_strict for one in relationships(self.package))

    @property
    def stories(self) -> list[str]:
        """The names of the parts with text, in the order of reading."""
        found = [self.main]
        for kind in _STORIES:
            found += [one.target for one in self.related if one.kind == kind]
        return [name for name in dict.fromkeys(found) if name in self.package]

    def part(self, member: str) -> XmlPart:
        """Return a part, which is parsed once only.

        Raises:
            InputError: If it is missing, damaged or not well-formed.
        """
        if member not in self._read:
            self._read[member] = xml_part(self.package, member)
        return self._read[member]

    def story(self, member: str) -> Story:
        """Return the text of a part, which is read once only.

        Raises:
            InputError: If it is missing, damaged or not well-formed.
        """
        if member not in self._stories:
            self._stories[member] = read_story(self.part(member).text, member, self.styles)
        return self._stories[member]

    def related_part(self, kind: str) -> str:
        """Return the name of the part that is related so; empty if there is none."""
        return next(
            (one.target for one in self.related if one.kind == kind and one.target in self.package),
            "",
        )

    @cached_property
    def styles(self) -> Styles:
        """The styles of the document.

        Raises:
            InputError: If they are damaged.
        """
        name = self.related_part("styles")
        return Styles.parse(self.part(name).text, name) if name else Styles()
