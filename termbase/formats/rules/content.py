"""What an element may hold, written as a DTD writes it: ``notes? (segment | ignorable)+``.

Besides the names of elements there are ``other``, any element of a foreign namespace, ``any``, and
``#text``, which allows text between the elements. A model is compiled into the automaton of its
positions (V. M. Glushkov, 1961), so that children are followed one by one, while a file streams by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(r"\s*([(),|?*+]|[^\s(),|?*+]+)")
START = -1


@dataclass(frozen=True, slots=True)
class Content:
    """The automaton of a content model. A state is the position last passed, or ``START``.

    Attributes:
        names: What stands at each position of the model.
        follow: For each position, those that may come next; the last entry is for ``START``.
        last: The positions at which the content may end; among them ``START`` if it may be empty.
        text: Whether text may stand between the elements.
    """

    names: tuple[str, ...]
    follow: tuple[tuple[int, ...], ...]
    last: frozenset[int]
    text: bool

    def step(self, state: int, name: str, *, foreign: bool) -> int | None:
        """The state after a child; None if it may not stand there."""
        fallback = None
        for position in self.follow[state]:
            wanted = self.names[position]
            if wanted == name:
                return position
            if wanted == "any" or (wanted == "other" and foreign):
                fallback = position
        return fallback

    def expected(self, state: int) -> list[str]:
        """The names of what may come next."""
        return list(dict.fromkeys(self.names[position] for position in self.follow[state]))


@dataclass(frozen=True, slots=True)
class _Part:
    empty: bool
    first: tuple[int, ...]
    last: tuple[int, ...]


@cache
def content(model: str) -> Content:
    """Compile a content model."""
    read = _TOKEN.findall(model)
    text = "#text" in read
    tokens = [one for one in read if one != "#text"]
    names: list[str] = []
    follow: dict[int, list[int]] = {}
    part = _choice(tokens, names, follow)
    follow[START] = list(part.first)
    last = frozenset((*part.last, START)) if part.empty else frozenset(part.last)
    states = [*range(len(names)), START]
    return Content(tuple(names), tuple(tuple(follow.get(one, ())) for one in states), last, text)


def _choice(tokens: list[str], names: list[str], follow: dict[int, list[int]]) -> _Part:
    part = _sequence(tokens, names, follow)
    while tokens[:1] == ["|"]:
        tokens.pop(0)
        other = _sequence(tokens, names, follow)
        part = _Part(
            part.empty or other.empty, (*part.first, *other.first), (*part.last, *other.last)
        )
    return part


def _sequence(tokens: list[str], names: list[str], follow: dict[int, list[int]]) -> _Part:
    part = _Part(True, (), ())
    while tokens and tokens[0] not in ("|", ")"):
        one = _repeated(tokens, names, follow)
        _link(part.last, one.first, follow)
        part = _Part(
            part.empty and one.empty,
            (*part.first, *one.first) if part.empty else part.first,
            (*part.last, *one.last) if one.empty else one.last,
        )
    return part


def _repeated(tokens: list[str], names: list[str], follow: dict[int, list[int]]) -> _Part:
    name = tokens.pop(0)
    if name == "(":
        part = _choice(tokens, names, follow)
        tokens.pop(0)
    else:
        position = len(names)
        names.append(name)
        part = _Part(False, (position,), (position,))
    sign = tokens.pop(0) if tokens and tokens[0] in ("?", "*", "+") else ""
    if sign in ("*", "+"):
        _link(part.last, part.first, follow)
    return _Part(True, part.first, part.last) if sign in ("?", "*") else part


def _link(before: tuple[int, ...], after: tuple[int, ...], follow: dict[int, list[int]]) -> None:
    for position in before:
        known = follow.setdefault(position, [])
        known += [one for one in after if one not in known]
