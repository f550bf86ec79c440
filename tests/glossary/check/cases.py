"""Tables of cases: a source, its translation with what is to be marked in ⟦⟧, and the rules."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A pair and the findings in its translation.

    Attributes:
        source: The source.
        target: The translation, with each span that is to be found in ⟦⟧.
        rule: The rule that finds them; empty if there is nothing to be found by any rule.
    """

    source: str
    target: str
    rule: str = ""


def spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without ⟦⟧ and the spans that they mark."""
    text, found, start = "", [], 0
    for char in marked:
        if char == "⟦":
            start = len(text)
        elif char == "⟧":
            found.append((start, len(text)))
        else:
            text += char
    return text, found
