"""Rules for TMX 1.1 to 1.4b beyond its grammar. Source: https://www.gala-global.org/tmx-14b."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termbase.formats.rules.grammar import grammar
from termbase.formats.rules.walk import Finding, Lines
from termbase.formats.xml.names import XML_LANG


class Tmx:
    """The rules of TMX."""

    whole = frozenset(("tu",))

    def __init__(self, root: Any, lines: Lines) -> None:
        early = root.get("version", "").startswith(("1.1", "1.2", "1.3"))
        self.grammar = grammar("tmx", "1.1" if early else "1.4")

    def begin(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield the problems of an element that its start tag shows."""
        if name == "tuv" and XML_LANG not in element.attrib and "lang" not in element.attrib:
            yield Finding(element, "missing-attribute", "missing language of <tuv>", "<tuv>")

    def end(self, name: str, element: Any) -> Iterator[Finding]:
        """Yield the problems of an element and its content."""
        if name == "seg":
            yield from _pairs(element)
        elif name == "ude" and "base" not in element.attrib:
            mapped = [child for child in element if "code" in child.attrib]
            for child in mapped[:1]:
                message = "missing base of a <ude> whose <map> elements have codes"
                yield Finding(child, "missing-attribute", message, "<ude>")


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
