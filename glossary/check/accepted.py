"""Notes that accept findings: ``glossary-ok: RULE`` in the comments of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTE = re.compile(r"glossary-ok:\s*([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)")


def accepted_in(text: str) -> frozenset[str]:
    """Return the ids of the rules that the notes in a comment accept."""
    if "glossary-ok" not in text:
        return frozenset()
    return frozenset(
        rule for match in _NOTE.finditer(text) for rule in re.split(r"[\s,]+", match[1])
    )


def comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield the comments of a Markdown or HTML document with their offsets."""
    if "glossary-ok" in source:
        yield from ((match.start(), match[0]) for match in _COMMENT.finditer(source))
