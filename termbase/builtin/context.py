"""Read the cues of single concepts.

``context.tsv`` has a line a concept: its id, cues for and against its sense in Chinese, and in
English, each separated by ``|``. They hold for all of its terms in that language that have cues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from termbase.errors import ContentError, Problem
from termbase.model.concept import Language

CONTEXT = "context.tsv"
_SIDES = ("support", "against")
# Kinds whose names mean what they name wherever the words around come from another field.
_NAMES = ("person", "publication")


def read_context(folder: Path) -> dict[str, list[str]]:
    """Return the cues of ``context.tsv`` as groups, by id, language and side."""
    groups = {}
    for concept, *cells in _rows(folder / CONTEXT, 5):
        names = (group_of(concept, language, side) for language in Language for side in _SIDES)
        for name, cell in zip(names, cells, strict=True):
            if cell:
                groups[name] = cell.split("|")
    return groups


def with_context(
    cues: Mapping[str, Any],
    term: Mapping[str, Any],
    concept: str,
    kind: object,
    groups: Mapping[str, list[str]],
) -> dict[str, Any]:
    """Return the cues of a term with the names of the groups of its concept.

    Args:
        cues: Those of the term itself.
        term: The record of the term.
        concept: The id of its concept.
        kind: The kind of its concept.
        groups: The groups of cues.
    """
    found = dict(cues)
    if not found.get("support") and kind in _NAMES:
        return found
    # A term without support has the sense unless something speaks against it.
    for side in _SIDES if found.get("support") else _SIDES[1:]:
        group = group_of(concept, term["language"], side)
        if group in groups:
            found[side] = [*found.get(side, ()), f"@{group}"]
    return found


def group_of(concept: str, language: Language, side: str) -> str:
    """Return the name of a group of cues of a concept."""
    return f"{concept}.{language.value}.{side}"


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != columns:
            message = f"line {number}: {len(cells)} columns; expected {columns}"
            raise ContentError([Problem("columns", message, str(path), number)])
        yield cells
