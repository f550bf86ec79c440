"""The levels of a TBX entry: the data categories of each, and which of them were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from termbase.formats.rules.tbx_categories import GROUPS
from termbase.formats.tbx.names import FORMAT, LEVEL_NAMES
from termbase.formats.tbx.pass_through import to_xml
from termbase.formats.xml.safe import local, text_of
from termbase.model.concept import PassThrough

_ATTRIBUTES = frozenset(("type", "target", "id"))


class TbxItem(NamedTuple):
    """A data category and its value.

    Attributes:
        name: The name of the category, or of the element if it has none.
        text: The value.
        target: The target of a reference.
        element: The element.
        top: The child of the level that is the element or contains it.
        subject: The element that this is a detail of, within a group; None for an item of the
            level itself.
    """

    name: str
    text: str
    target: str
    element: Any
    top: Any
    subject: Any = None


class TbxLevel:
    """The data of an entry, a language or a term, and which of it was read into a concept."""

    def __init__(self, element: Any) -> None:
        self.items = tuple(_items(element))
        self._read: set[Any] = set()

    def named(self, name: str) -> list[TbxItem]:
        """Return the items of a category, without details of other items."""
        return [item for item in self.items if item.name == name and item.subject is None]

    def details(self, item: TbxItem, name: str) -> list[TbxItem]:
        """Return the details of an item with one category."""
        return [one for one in self.items if one.name == name and one.subject is item.element]

    def mark_read(self, *items: TbxItem) -> None:
        """Mark items as read."""
        self._read.update(item.element for item in items)

    def unread(self, prefix: str = "") -> Iterator[PassThrough]:
        """Yield the data that was not read.

        Args:
            prefix: A prefix for the names of the fields. Details of an item that was read come
                together with that item; their names begin with ``of`` then.
        """
        tops: dict[Any, list[TbxItem]] = {}
        for item in self.items:
            tops.setdefault(item.top, []).append(item)
        for top, items in tops.items():
            read = [item.element for item in items if item.element in self._read]
            if len(read) < len(items):
                detail = "of " if read else ""
                yield PassThrough(FORMAT, f"{prefix}{detail}{items[0].name}", to_xml(top, read[1:]))

    def lost(self) -> Counter[str]:
        """Count what is lost of the items that were read, by kind."""
        lost: Counter[str] = Counter()
        for item in self.items:
            if item.element in self._read:
                lost["inline markup"] += bool(len(item.element))
                for name in set(item.element.keys()) - _ATTRIBUTES:
                    lost[f"attribute {name.rpartition('}')[2]}"] += 1
        return +lost


def _items(level: Any) -> Iterator[TbxItem]:
    """Yield the data categories of a level, in groups or not; not those of levels within it."""
    for child in level:
        tag = local(child)
        if tag == "termGrp":
            yield from _items(child)
        elif tag and tag not in LEVEL_NAMES and tag != "term":
            main, *details = _leaves(child)
            yield _item(main, child)
            yield from (_item(detail, child, main) for detail in details)


def _leaves(element: Any) -> Iterator[Any]:
    children = list(element.iterchildren("*"))
    if local(element) in GROUPS and local(element) != "transacGrp" and children:
        for child in children:
            yield from _leaves(child)
    else:
        yield element


def _item(element: Any, top: Any, subject: Any = None) -> TbxItem:
    name = element.get("type") or local(element)
    return TbxItem(name, text_of(element), element.get("target", ""), element, top, subject)
