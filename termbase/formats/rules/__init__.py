"""Validate TBX, XLIFF, TMX and PO files against the rules of their standards.

Each format has a grammar (``.toml``) for elements and attributes, and functions for the rules that
a grammar cannot express. Readers are more lenient than these rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from termbase.encoding import open_file
from termbase.errors import InputError, Problem
from termbase.formats.rules import po, xliff2, xliff12
from termbase.formats.rules.tbx import Tbx, Tbx2
from termbase.formats.rules.tbx_categories import NAMESPACE as TBX_NAMESPACE
from termbase.formats.rules.tmx import Tmx
from termbase.formats.rules.walk import Lines, Rules, problems
from termbase.formats.xml.safe import local

__all__ = ["CHECKS", "check_of"]


@dataclass(frozen=True, slots=True)
class Check:
    """The validator of a format.

    Attributes:
        suffixes: The suffixes of its files.
        run: Yields the problems of a file, which is read as a stream; raises ``InputError`` if
            the file cannot be read, is not well-formed, or is of another format.
        holds_terms: True if its files hold terms, which can be validated as well.
    """

    suffixes: tuple[str, ...]
    run: Callable[[Path], Iterator[Problem]]
    holds_terms: bool = False


def check_of(path: Path, name: str | None = None) -> Check | None:
    """Return the check by name, else by the suffix of a file; None if there is none."""
    if name is not None:
        # All variants of TBX have one check: a file names its own.
        return CHECKS.get("tbx" if name.startswith("tbx") else name)
    suffix = path.suffix.lower()
    return next((check for check in CHECKS.values() if suffix in check.suffixes), None)


def _xliff(path: Path) -> Iterator[Problem]:
    def choose(root: Any, lines: Lines) -> Rules:
        namespace, _, tag = root.tag.rpartition("}")
        if tag != "xliff":
            raise InputError(f"{path}:{lines[root]}: not XLIFF: the root element is <{tag}>")
        if namespace[1:] in xliff2.NAMESPACES:
            return xliff2.Xliff2(root, lines)
        if namespace[1:] in xliff12.NAMESPACES:
            return xliff12.Xliff12(root, lines)
        known = ", ".join(filter(None, (*xliff12.NAMESPACES, *xliff2.NAMESPACES)))
        message = f"unknown XLIFF namespace {namespace[1:]!r}; expected one of: {known}"
        raise InputError(f"{path}:{lines[root]}: {message}")

    with open_file(path) as file:
        yield from problems(file, str(path), choose)


def _tmx(path: Path) -> Iterator[Problem]:
    def choose(root: Any, lines: Lines) -> Rules:
        if root.tag != "tmx":
            raise InputError(f"{path}:{lines[root]}: not TMX: the root element is <{root.tag}>")
        return Tmx(root, lines)

    with open_file(path) as file:
        yield from problems(file, str(path), choose)


def _tbx(path: Path) -> Iterator[Problem]:
    def choose(root: Any, lines: Lines) -> Rules:
        if local(root) == "martif":
            return Tbx2(root, lines)
        if root.tag != f"{{{TBX_NAMESPACE}}}tbx":
            expected = "<tbx>" if local(root) != "tbx" else f"the namespace {TBX_NAMESPACE}"
            message = f"not TBX: the root element is <{local(root)}>; expected {expected}"
            raise InputError(f"{path}:{lines[root]}: {message}")
        return Tbx(root, lines)

    with open_file(path) as file:
        yield from problems(file, str(path), choose)


CHECKS = {
    "xliff": Check((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), _xliff),
    "tmx": Check((".tmx",), _tmx),
    "po": Check((".po", ".pot"), po.problems),
    "tbx": Check((".tbx",), _tbx, holds_terms=True),
}
