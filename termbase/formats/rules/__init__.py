"""Whether a file of an exchange format other than a list of terms keeps the rules of its format.

The rules are the standards' own, written anew: a grammar for each format (``.toml``), and functions
for what a grammar cannot say. Reading such a file is another matter, and asks for much less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from termbase.encoding import open_file
from termbase.errors import InputError, Problem
from termbase.formats.rules import po, xliff2, xliff12
from termbase.formats.rules.tmx import Tmx
from termbase.formats.rules.walk import Lines, Rules, problems

__all__ = ["CHECKS", "check_of"]


@dataclass(frozen=True, slots=True)
class Check:
    """How files of a format are checked.

    Attributes:
        suffixes: Of its files.
        run: What breaks its rules in a file, read piece by piece; raises ``InputError`` if the
            file cannot be read, is not well-formed, or of another format.
    """

    suffixes: tuple[str, ...]
    run: Callable[[Path], Iterator[Problem]]


def check_of(path: Path, name: str | None = None) -> Check | None:
    """The check for a file: as named, else from its suffix; None if its format has none here."""
    if name is not None:
        return CHECKS.get(name)
    suffix = path.suffix.lower()
    return next((check for check in CHECKS.values() if suffix in check.suffixes), None)


def _xliff(path: Path) -> Iterator[Problem]:
    def choose(root: Any, lines: Lines) -> Rules:
        namespace, _, tag = root.tag.rpartition("}")
        if tag != "xliff":
            raise InputError(f"{path}:{lines[root]}: a <{tag}> and no XLIFF")
        if namespace[1:] in xliff2.NAMESPACES:
            return xliff2.Xliff2(root, lines)
        if namespace[1:] in xliff12.NAMESPACES:
            return xliff12.Xliff12(root, lines)
        known = ", ".join(filter(None, (*xliff12.NAMESPACES, *xliff2.NAMESPACES)))
        message = f"XLIFF of the namespace {namespace[1:]}; known: {known}"
        raise InputError(f"{path}:{lines[root]}: {message}")

    with open_file(path) as file:
        yield from problems(file, str(path), choose)


def _tmx(path: Path) -> Iterator[Problem]:
    def choose(root: Any, lines: Lines) -> Rules:
        if root.tag != "tmx":
            raise InputError(f"{path}:{lines[root]}: a <{root.tag}> and no TMX")
        return Tmx(root, lines)

    with open_file(path) as file:
        yield from problems(file, str(path), choose)


CHECKS = {
    "xliff": Check((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), _xliff),
    "tmx": Check((".tmx",), _tmx),
    "po": Check((".po", ".pot"), po.problems),
}
