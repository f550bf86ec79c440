"""TMX 1.1 to 1.4b: what must hold beyond its elements. https://www.gala-global.org/tmx-14b."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termbase.formats.rules.grammar import grammar
from termbase.formats.rules.walk import Finding, Lines
from termbase.formats.tmx.reader import LANG


class Tmx:
    """The rules for a memory."""

    whole = frozenset(("tu",))

    def __init__(self, root: Any, lines: Lines) -> None:
        early = root.get("version", "").startswith(("1.1", "1.2", "1.3"))
        self.grammar = grammar("tmx", "1.1" if early else "1.4")

    def begin(self, name: str, element: Any) -> Iterator[Finding]:
        """What is wrong with an element, as far as its beginning tells."""
        if name == "tuv" and LANG not in element.attrib and "lang" not in element.attrib:
            yield Finding(element, "missing-attribute", "a <tuv> names its language", "<tuv>")

    def end(self, name: str, element: Any) -> Iterator[Finding]:
        """What is wrong with an element and all that stands in it."""
        if name == "seg":
            yield from _pairs(element)
        elif name == "ude" and "base" not in element.attrib:
            mapped = [one for one in element if "code" in one.attrib]
            for one in mapped[:1]:
                message = "an encoding that maps codes names the one that it is based on"
                yield Finding(one, "missing-attribute", message, "<ude>")


def _pairs(segment: Any) -> Iterator[Finding]:
    opened: dict[str, Any] = {}
    closed = set()
    for code in segment.iterdescendants("bpt", "ept"):
        i = code.get("i", "")
        if code.tag == "bpt":
            if i in opened:
                yield Finding(code, "pair", f"a second <bpt i={i!r}> in a <seg>", "<bpt>")
            opened[i] = code
        elif i not in opened:
            yield Finding(code, "pair", f"no <bpt i={i!r}> before this <ept>", "<ept>")
        elif i in closed:
            yield Finding(code, "pair", f"a second <ept i={i!r}> in a <seg>", "<ept>")
        else:
            closed.add(i)
    for i, code in opened.items():
        if i not in closed:
            yield Finding(code, "pair", f"no <ept i={i!r}> after this <bpt>", "<bpt>")
