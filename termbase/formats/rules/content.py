"""Content models in the notation of a DTD: ``notes? (segment | ignorable)+``.

Three names are special: ``other`` is any element of a foreign namespace, ``any`` is any element,
and ``#text`` allows text between the elements. A model is compiled into a position automaton
(V. M. Glushkov, 1961), which consumes the children of an element one by one as a file streams by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(r"\s*([(),|?*+]|[^\s(),|?*+]+)")
START = -1


@dataclass(frozen=True, slots=True)
class Content:
    """The automaton of a content model. A state is the last matched position, or ``START``.

    Attributes:
        names: The element name at each position of the model.
        follow: For each position, the positions that may follow; the last entry is for ``START``.
        last: The positions at which the content may end, including ``START`` if it may be empty.
        text: True if text is allowed between the elements.
    """

    names: tuple[str, ...]
    follow: tuple[tuple[int, ...], ...]
    last: frozenset[int]
    text: bool

    def step(self, state: int, name: str, *, foreign: bool) -> int | None:
        """Return the state after a child; None if the child is not allowed there."""
        fallback = None
        for position in self.follow[state]:
            wanted = self.names[position]
            if wanted == name:
                return position
            if wanted == "any" or (wanted == "other" and foreign):
                fallback = position
        return fallback

    def expected(self, state: int) -> list[str]:
        """Return the names of the elements that may follow."""
        return list(dict.fromkeys(self.names[position] for position in self.follow[state]))


@dataclass(frozen=True, slots=True)
class _Fragment:
    empty: bool
    first: tuple[int, ...]
    last: tuple[int, ...]


@cache
def content(model: str) -> Content:
    """Compile a content model."""
    pieces = _TOKEN.findall(model)
    text = "#text" in pieces
    tokens = [piece for piece in pieces if piece != "#text"]
    names: list[str] = []
    follow: dict[int, list[int]] = {}
    part = _choice(tokens, names, follow)
    follow[START] = list(part.first)
    last = frozenset((*part.last, START)) if part.empty else frozenset(part.last)
    states = [*range(len(names)), START]
    return Content(
        tuple(names), tuple(tuple(follow.get(state, ())) for state in states), last, text
    )


def _choice(tokens: list[str], names: list[str], follow: dict[int, list[int]]) -> _Fragment:
    part = _sequence(tokens, names, follow)
    while tokens[:1] == ["|"]:
        tokens.pop(0)
        other = _sequence(tokens, names, follow)
        part = _Fragment(
            part.empty or other.empty, (*part.first, *other.first), (*part.last, *other.last)
        )
    return part


def _sequence(tokens: list[str], names: list[str], follow: dict[int, list[int]]) -> _Fragment:
    part = _Fragment(True, (), ())
    while tokens and tokens[0] not in ("|", ")"):
        item = _repeated(tokens, names, follow)
        _link(part.last, item.first, follow)
        part = _Fragment(
            part.empty and item.empty,
            (*part.first, *item.first) if part.empty else part.first,
            (*part.last, *item.last) if item.empty else item.last,
        )
    return part


def _repeated(tokens: list[str], names: list[str], follow: dict[int, list[int]]) -> _Fragment:
    name = tokens.pop(0)
    if name == "(":
        part = _choice(tokens, names, follow)
        tokens.pop(0)
    else:
        position = len(names)
        names.append(name)
        part = _Fragment(False, (position,), (position,))
    sign = tokens.pop(0) if tokens and tokens[0] in ("?", "*", "+") else ""
    if sign in ("*", "+"):
        _link(part.last, part.first, follow)
    return _Fragment(True, part.first, part.last) if sign in ("?", "*") else part


def _link(before: tuple[int, ...], after: tuple[int, ...], follow: dict[int, list[int]]) -> None:
    for position in before:
        known = follow.setdefault(position, [])
        known += [item for item in after if item not in known]
