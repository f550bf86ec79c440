"""Whether a file of an exchange format other than a list of terms keeps the rules of its format.

The rules are the standards' own, written anew: a grammar for each format (``.toml``), and functions
for what a grammar cannot say. Reading such a file is another matter, and asks for much less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from termbase.encoding import open_file
from termbase.errors import InputError, Problem
from termbase.formats.rules.walk import Lines, Rules, problems
from termbase.formats.rules.xliff2 import NAMESPACES, Xliff2

__all__ = ["CHECKED", "check"]


def check(path: Path) -> Iterator[Problem]:
    """What breaks the rules of its format in a file, read piece by piece.

    Raises:
        InputError: If it cannot be read, is not well-formed, or of another format.
    """
    choose = CHECKED[path.suffix.lower()]
    name = str(path)
    with open_file(path) as file:
        yield from problems(file, name, lambda root, lines: choose(root, lines, name))


def _xliff(root: Any, lines: Lines, file: str) -> Rules:
    namespace, _, tag = root.tag.rpartition("}")
    if tag != "xliff":
        raise InputError(f"{file}:{lines[root]}: a <{tag}> and no XLIFF")
    if namespace[1:] in NAMESPACES:
        return Xliff2(root, lines)
    raise InputError(f"{file}:{lines[root]}: no known version of XLIFF: {namespace[1:] or 'none'}")


# By suffix, what gives the rules for a root element.
CHECKED: dict[str, Callable[[Any, Lines, str], Rules]] = {
    ".xlf": _xliff,
    ".xliff": _xliff,
    ".sdlxliff": _xliff,
}
