"""An OpenDocument text: a package, or one flat XML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossary.documents.package import Package
from glossary.documents.xml import XmlPart
from termbase.errors import InputError

CONTENT = "content.xml"
STYLES = "styles.xml"
_MANIFEST = "META-INF/manifest.xml"
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class OdtFile:
    """The parts of an OpenDocument text that have text.

    Attributes:
        package: The package; None for a flat file.
        parts: Its parts by name, the content first; a flat file is its content.
    """

    package: Package | None
    parts: Mapping[str, XmlPart]

    @classmethod
    def parse(cls, data: bytes, name: str) -> OdtFile:
        """Return the file that bytes are.

        Raises:
            InputError: If it is damaged or protected.
        """
        if not data.startswith(_ZIP):
            return cls(None, {CONTENT: XmlPart.parse(data, name)})
        package = Package(data, name)
        if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
            raise InputError(f"{name}: protected by a password; save it without one")
        members = [CONTENT, *([STYLES] if STYLES in package else [])]
        parts = {
            member: XmlPart.parse(package.read(member), f"{name}: {member}") for member in members
        }
        return cls(package, parts)

    def changed(self, texts: Mapping[str, str]) -> bytes:
        """Return the bytes of the file with other texts of some parts.

        Raises:
            InputError: If a part would not be well-formed.
        """
        if self.package is None:
            content = self.parts[CONTENT]
            return content.with_text(texts.get(CONTENT, content.text))
        changed = {
            name: self.parts[name].with_text(text)
            for name, text in texts.items()
            if text != self.parts[name].text
        }
        return self.package.changed(changed)
