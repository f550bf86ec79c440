"""The levels of a TBX entry: what is said on each of them, and which of it has been taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from termbase.formats.tbx.foreign import as_text
from termbase.formats.tbx.names import FOREIGN, GROUPS, LEVELS
from termbase.formats.xml.safe import local, text_of
from termbase.model.concept import PassThrough

_ATTRIBUTES = frozenset(("type", "target", "id"))


class Item(NamedTuple):
    """A data category with its value.

    Attributes:
        name: Of the category, or of the element where it has none.
        text: Its value.
        target: What it points to.
        element: The element itself.
        top: The child of the level that it is or stands in.
        beside: The element that it tells something of; None where it stands for itself.
    """

    name: str
    text: str
    target: str
    element: Any
    top: Any
    beside: Any = None


class Level:
    """What an entry, a language or a term says, and which of it has been taken over."""

    def __init__(self, element: Any) -> None:
        self._items = list(_items(element))
        self._taken: set[Any] = set()

    def of(self, name: str) -> list[Item]:
        """The items of a category that stand for themselves."""
        return [item for item in self._items if item.name == name and item.beside is None]

    def beside(self, item: Item, name: str) -> list[Item]:
        """The items of a category that tell something of another item."""
        return [one for one in self._items if one.name == name and one.beside is item.element]

    def take(self, *items: Item) -> None:
        """Mark items as taken over."""
        self._taken.update(item.element for item in items)

    def rest(self, prefix: str = "") -> Iterator[PassThrough]:
        """What has not been taken over.

        Args:
            prefix: What its names begin with. What tells something of an item that has been taken
                over comes with that item, as *of* it.
        """
        tops: dict[Any, list[Item]] = {}
        for item in self._items:
            tops.setdefault(item.top, []).append(item)
        for top, items in tops.items():
            taken = [item.element for item in items if item.element in self._taken]
            if len(taken) < len(items):
                of = "of " if taken else ""
                yield PassThrough(FOREIGN, f"{prefix}{of}{items[0].name}", as_text(top, taken[1:]))

    def flattened(self) -> Counter[str]:
        """What is lost of the items that have been taken over, and how often."""
        lost: Counter[str] = Counter()
        for item in self._items:
            if item.element in self._taken:
                lost["inline markup"] += bool(len(item.element))
                for name in set(item.element.keys()) - _ATTRIBUTES:
                    lost[f"attribute {name.rpartition('}')[2]}"] += 1
        return +lost


def _items(level: Any) -> Iterator[Item]:
    """The data categories of a level, whatever groups them; not those of levels within it."""
    for child in level:
        tag = local(child)
        if tag == "termGrp":
            yield from _items(child)
        elif tag and tag not in LEVELS and tag != "term":
            main, *others = _leaves(child)
            yield _item(main, child)
            yield from (_item(other, child, main) for other in others)


def _leaves(element: Any) -> Iterator[Any]:
    if local(element) in GROUPS and local(element) != "transacGrp" and len(element):
        for child in element:
            yield from _leaves(child)
    else:
        yield element


def _item(element: Any, top: Any, beside: Any = None) -> Item:
    name = element.get("type") or local(element)
    return Item(name, text_of(element), element.get("target", ""), element, top, beside)
