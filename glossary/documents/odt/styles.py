"""The styles of an OpenDocument text that matter to a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from glossary.documents.odt.names import FO, style, text
from glossary.documents.xml import Element

_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_ITALIC = frozenset({"italic", "oblique"})
_PARENT = style("parent-style-name")
_TITLE = "Title"
# Styles that are based on each other in a circle are nothing that a program writes.
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by their names.

    Attributes:
        styles: The character and paragraph styles.
        lists: The list styles: for each level that is numbered, the level as it is written.
    """

    styles: dict[str, Element]
    lists: dict[str, frozenset[str]]

    @classmethod
    def of(cls, roots: Iterable[Element]) -> Styles:
        """Return the styles that parts define; those of later parts count more."""
        styles, lists = {}, {}
        for root in roots:
            for element in root.all(style("style"), text("list-style")):
                name = element.get(style("name"))
                if element.name == style("style"):
                    styles[name] = element
                else:
                    numbers = element.all(text("list-level-style-number"))
                    lists[name] = frozenset(number.get(text("level")) for number in numbers)
        return cls(styles, lists)

    def tags(self, name: str) -> list[str]:
        """Return the HTML elements that show text in a character style, the outer one first."""
        tags = []
        if self._property(name, f"{{{FO}}}font-weight") in _BOLD:
            tags.append("strong")
        if self._property(name, f"{{{FO}}}font-style") in _ITALIC:
            tags.append("em")
        position = self._property(name, style("text-position"))
        if position.startswith(("super", "sub")):
            tags.append("sub" if position.startswith("sub") else "sup")
        return tags

    def is_title(self, name: str) -> bool:
        """Return True for the style of a title, or one that is based on it."""
        return _TITLE in self._ancestry(name)

    def list_tag(self, name: str, level: int) -> str:
        """Return the HTML element of a list at a level from 1."""
        return "ol" if str(level) in self.lists.get(name, ()) else "ul"

    def _property(self, name: str, attribute: str) -> str:
        for ancestor in self._ancestry(name):
            found = self.styles.get(ancestor)
            for properties in found.elements if found else ():
                if value := properties.get(attribute):
                    return value
        return ""

    def _ancestry(self, name: str) -> list[str]:
        names: list[str] = []
        while name and len(names) < _MOST_PARENTS:
            names.append(name)
            found = self.styles.get(name)
            name = found.get(_PARENT) if found else ""
        return names
