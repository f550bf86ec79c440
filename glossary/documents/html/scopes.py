"""Scopes of open elements."""

from __future__ import annotations

from glossary.documents.html.languages import Inherited
from glossary.documents.html.names import BARRIERS, OPAQUE, SPECIAL


class Element:
    """An open element.

    Attributes:
        name: Its name.
        start: The offset of its start tag.
        is_skipped: True if its text is passed over.
        is_opaque: True if nothing is to be inserted into it.
        inherited: What its text has of it and of the elements around it.
        specials: The number of special elements up to it in its scope.
        barriers: The number of those of them that stop the search for a list item.
    """

    __slots__ = ("barriers", "inherited", "is_opaque", "is_skipped", "name", "specials", "start")

    def __init__(self, name: str, start: int, inherited: Inherited, *, is_skipped: bool) -> None:
        self.name = name
        self.start = start
        self.inherited = inherited
        self.is_skipped = is_skipped
        self.is_opaque = name in OPAQUE
        self.specials = 0
        self.barriers = 0


class Scope:
    """The elements within one that end tags do not reach out of.

    Attributes:
        boundary: That element; None for the whole document.
        is_foreign: True for SVG and MathML.
        table: The index of the scope of the nearest table; -1 outside tables.
        has_link: True while a link is open; it stays open when its parent is closed.
        is_link_searched: False if the text of that link is not searched.
    """

    __slots__ = (
        "boundary", "by_name", "codes", "elements", "has_link", "is_foreign", "is_link_searched",
        "table",
    )  # fmt: skip

    def __init__(self, boundary: Element | None, table: int, *, is_foreign: bool = False) -> None:
        self.boundary = boundary
        self.is_foreign = is_foreign
        self.table = table
        self.elements: list[Element] = []
        self.by_name: dict[str, list[Element]] = {}
        self.has_link = False
        self.is_link_searched = True
        self.codes = 0

    def push(self, element: Element) -> None:
        """Add an open element."""
        parent = self.elements[-1] if self.elements else None
        element.specials = (parent.specials if parent else 0) + (element.name in SPECIAL)
        element.barriers = (parent.barriers if parent else 0) + (element.name in BARRIERS)
        self.elements.append(element)
        self.by_name.setdefault(element.name, []).append(element)

    def pop(self) -> Element:
        """Remove the current element."""
        element = self.elements.pop()
        same_name = self.by_name[element.name]
        same_name.pop()
        if not same_name:
            del self.by_name[element.name]
        return element

    def has_special_above(self, name: str) -> bool:
        """Return True if a special element is open in the last element of a name."""
        return self.elements[-1].specials > self.by_name[name][-1].specials

    def has_barrier_above(self, name: str) -> bool:
        """Return True if an element that list items are not searched past is open in the last."""
        return self.elements[-1].barriers > self.by_name[name][-1].barriers

    def has_button_above(self, name: str) -> bool:
        """Return True if a button is open in the last element of a name."""
        buttons = self.by_name.get("button", [])
        return any(button.start > self.by_name[name][-1].start for button in buttons[-1:])
