"""Styles of a Word document: which are headings, which hide text, and their ids by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from glossary.documents.docx.names import attribute, is_on, short
from glossary.documents.xml import whole
from termbase.formats.xml.safe import tree_of

_HEADING = re.compile(r"heading ([1-9])")
_DEEPEST = 6
# The outline level of text.
_NO_LEVEL = 9
# A chain of styles that are based on each other may be a circle.
_LONGEST_CHAIN = 20
_USUAL_SIZE = 21


@dataclass(slots=True)
class Style:
    """A style.

    Attributes:
        name: Its name, the same in every language of Word, in small letters.
        based_on: The id of the style it is based on; empty for none.
        heading: The level of heading of its paragraphs; 0 for text, None if it does not say.
        is_hidden: True if its text is hidden, None if it does not say.
        list_id: The list that its paragraphs are items of; empty for none.
    """

    name: str = ""
    based_on: str = ""
    heading: int | None = None
    is_hidden: bool | None = None
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document.

    Attributes:
        by_id: The styles by their ids.
        size: The usual size of characters, in half points.
    """

    by_id: dict[str, Style] = field(default_factory=dict)
    size: int = _USUAL_SIZE
    _ids: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def parse(cls, text: str, name: str) -> Styles:
        """Return the styles in the text of the part that has them; its name is for messages."""
        found: dict[str, Style] = {}
        style, size = Style(), _USUAL_SIZE
        for element in tree_of(text.encode(), name).iter():
            local, given = short(element.tag), attribute(element.attrib, "val")
            if local == "style":
                style = found.setdefault(attribute(element.attrib, "styleId"), Style())
            elif local == "name":
                style.name = given.lower()
                style.heading = heading_of_name(style.name)
            elif local == "basedOn":
                style.based_on = given
            elif local == "outlineLvl":
                style.heading = heading_of_level(given)
            elif local == "vanish":
                style.is_hidden = is_on(element.attrib)
            elif local == "numId":
                style.list_id = given
            elif (
                local == "sz"
                and (value := whole(given, 0))
                and (not found or style.name == "normal")
            ):
                # That of all text, or of paragraphs without another style.
                size = value
        return cls(found, size)

    @property
    def have_hidden(self) -> bool:
        """True if there is a style that hides text."""
        return any(style.is_hidden for style in self.by_id.values())

    def heading(self, id: str) -> int:
        """Return the level of heading of the paragraphs of a style, 0 for text."""
        for style in self._chain(id):
            if style.heading is not None:
                return style.heading
        return 0

    def is_hidden(self, id: str) -> bool:
        """Return True if the text of a style is hidden."""
        for style in self._chain(id):
            if style.is_hidden is not None:
                return style.is_hidden
        return False

    def list_id(self, id: str) -> str:
        """Return the list that the paragraphs of a style are items of; empty for none."""
        return next((style.list_id for style in self._chain(id) if style.list_id), "")

    def id_of(self, name: str) -> str:
        """Return the id of the style with a name; empty if there is none."""
        if not self._ids:
            self._ids.update((style.name, id) for id, style in reversed(self.by_id.items()))
        return self._ids.get(name, "")

    def _chain(self, id: str) -> list[Style]:
        chain: list[Style] = []
        while id in self.by_id and len(chain) < _LONGEST_CHAIN:
            chain.append(self.by_id[id])
            id = self.by_id[id].based_on
        return chain


def heading_of_name(name: str) -> int | None:
    """Return the level of heading that the name of a style means; None if it is another."""
    if name == "title":
        return 1
    match = _HEADING.fullmatch(name)
    return min(int(match[1]), _DEEPEST) if match else None


def heading_of_level(value: str) -> int:
    """Return the level of heading of an outline level, which is from 0; 9 is text."""
    level = whole(value, _NO_LEVEL)
    return min(level + 1, _DEEPEST) if level < _NO_LEVEL else 0
