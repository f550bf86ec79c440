"""Make text from a base safe to be shown to a language model, on one line.

Anyone may have written the terms and glosses of a base. A line end would let them begin a line of
their own, and characters that nobody sees, such as the tags of Unicode, would hide what they say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

# Control characters and separators become spaces, as white space does.
_SPACES = frozenset(("Cc", "Zl", "Zp", "Zs"))
# Format characters, lone surrogates, private and unassigned ones.
_INVISIBLE = frozenset(("Cf", "Cs", "Co", "Cn"))
_CLAUSE_END = re.compile(r"[.,;:](?= )")


@lru_cache(maxsize=1 << 12)
def one_line(text: str) -> str:
    """Return a text as one line of visible characters, white space collapsed."""
    kinds = [(char, category(char)) for char in text]
    shown = (" " if kind in _SPACES else char for char, kind in kinds if kind not in _INVISIBLE)
    return " ".join("".join(shown).split())


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text on one line, up to the end of a clause or else of a word.

    Args:
        text: The text.
        most: The number of characters that are shown at most, before an ellipsis.
    """
    line = one_line(text)
    if len(line) <= most:
        return line.removesuffix(".")
    ends = [match.start() for match in _CLAUSE_END.finditer(line, 0, most + 2)]
    end = ends[-1] if ends else line.rfind(" ", 0, most + 1)
    return f"{line[: end if end > 0 else most]}…"
