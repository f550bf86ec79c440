"""The parts of a Word document that have text, in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from glossary.documents.docx.styles import Styles
from glossary.documents.opc import Relationship, main_part, relationships, xml_part
from glossary.documents.package import Package
from glossary.documents.xml import XmlPart

# After the text come its notes; what is on every page is last, for nobody reads it first.
_STORIES = ("footnotes", "endnotes", "header", "footer")


@dataclass(frozen=True, slots=True)
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

    @classmethod
    def of(cls, package: Package) -> Parts:
        """Return the parts of the document in a package.

        Raises:
            InputError: If it has no document part.
        """
        main = main_part(package)
        return cls(package, main, tuple(relationships(package, main)))

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

    def related_part(self, kind: str) -> str:
        """Return the name of the part that is related so; empty if there is none."""
        return next(
            (one.target for one in self.related if one.kind == kind and one.target in self.package),
            "",
        )

    def styles(self) -> Styles:
        """Return the styles of the document.

        Raises:
            InputError: If they are damaged.
        """
        name = self.related_part("styles")
        return Styles.parse(self.part(name).text, name) if name else Styles()
