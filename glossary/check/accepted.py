"""Notes that accept findings: ``glossary-ok: RULE`` in the comments of a file."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

_log = logging.getLogger(__name__)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTE = re.compile(r"glossary-ok:\s*([\w-]+(?:\s*,\s*[\w-]+)*)")


def accepted_in(text: str, place: str) -> frozenset[str]:
    """Return the ids of the rules that the notes in a comment accept.

    A word that is not the id of a rule is logged as a warning: a misspelled note accepts nothing.

    Args:
        text: The comment.
        place: The file and the line of it, for the warning.
    """
    if "glossary-ok" not in text:
        return frozenset()
    from glossary.check.rules import rules

    ids = [rule for match in _NOTE.finditer(text) for rule in re.split(r"[\s,]+", match[1])]
    for unknown in dict.fromkeys(rule for rule in ids if rule not in rules()):
        _log.warning("%s: unknown rule %r in glossary-ok; %s", place, unknown, _remedy(unknown))
    return frozenset(rule for rule in ids if rule in rules())


def comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield the comments of a Markdown or HTML document with their offsets."""
    if "glossary-ok" in source:
        yield from ((match.start(), match[0]) for match in _COMMENT.finditer(source))


def _remedy(unknown: str) -> str:
    from difflib import get_close_matches

    from glossary.check.rules import rules

    near = get_close_matches(unknown.lower(), rules(), n=1)
    return f"did you mean {near[0]!r}?" if near else "glossary check --rules lists them"
