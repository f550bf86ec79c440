"""The built-in political termbase: hand-written files, compiled into a base.

The base is a derived file: it is compiled into the user's cache folder when it is first used, and
again when the files change, or what compiles them. An installed package has the rows that are
derived from the files, see :mod:`termbase.builtin.rows`, a checkout of the source the files.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termbase.builtin.context import CONTEXT
from termbase.builtin.groups import GROUPS, Groups, expand_groups
from termbase.derived import DerivedFile, source_of
from termbase.errors import ContentError, Problem
from termbase.model.concept import Concept, Language
from termbase.store import Store
from termbase.store.keys import SearchForm
from termbase.versions import version_of

if TYPE_CHECKING:
    from termbase.builtin.rows import Rows

FOLDER = Path(__file__).parents[1] / "data"
# In an installed package, the only file of the folder.
ROWS = "rows.xz"

_PACKAGE = Path(__file__).parents[1]
_KEPT = 2000  # concepts that are kept once read, of some 10 kB each


class CompiledBase(Store):
    """A read-only base; its records name groups of cues, and concepts have the cues themselves.

    Args:
        path: The compiled file.

    Attributes:
        name: The name of the file, which changes with its content.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, read_only=True)
        self.name = path.name

    def get(self, name: str) -> Concept | None:
        """Return the concept with an id, or None."""
        return self._kept(name)

    @cached_property
    def _kept(self) -> Callable[[str], Concept | None]:
        # Concepts cannot change, and a server is asked for the same ones again and again.
        return lru_cache(_KEPT)(super().get)

    def forms(self, language: Language) -> list[SearchForm]:
        """Return the forms to find in text in a language; they are read once."""
        return self._forms(language)

    @cached_property
    def _forms(self) -> Callable[[Language], list[SearchForm]]:
        # A change of the user's own terms makes the finder ask for them again.
        return cache(super().forms)

    @cached_property
    def _group(self) -> Callable[[str], list[str]]:
        """The cues of a group by its name; a text needs few, and reading all takes long."""
        query = "SELECT cues FROM cue_group WHERE name = ?"
        return cache(lambda name: json.loads(self._rows(query, name)[0][0]))

    def _record(self, text: str) -> dict[str, Any]:
        record = super()._record(text)
        for term in record["terms"]:
            if cues := term.get("cues"):
                term["cues"] = {
                    side: expand_groups(names, self._group) for side, names in cues.items()
                }
        return record


def open_builtin() -> Store:
    """Open the built-in terms, read-only; compile them first where that is necessary.

    Raises:
        Error: If they cannot be compiled.
    """
    return CompiledBase(BASE.path())


def authored_concepts() -> list[Concept]:
    """Return the built-in concepts, read from the files in which they were written."""
    from termbase.builtin.authored import read_groups

    return _authored(read_groups(FOLDER), expand=True)


def _authored(groups: Groups, *, expand: bool) -> list[Concept]:
    """Read all hand-written files.

    Raises:
        ContentError: If an entry cannot be read, or two have the same id: the later would replace
            the earlier.
    """
    # Not needed, and slow to import, where the base has been compiled.
    from termbase.builtin.authored import line_of, read

    concepts: dict[str, tuple[Path, Concept]] = {}
    problems = []
    for path in sorted(FOLDER.glob("*.toml")):
        if path.name == GROUPS:
            continue
        for concept in read(path, groups, expand=expand):
            first, _ = concepts.setdefault(concept.id, (path, concept))
            if first != path:
                message = f"{concept.id}: duplicate id, also in {first.name}"
                line = line_of(path.read_text(encoding="utf-8"), concept.id)
                problems.append(Problem("duplicate-id", message, str(path), line))
    if problems:
        raise ContentError(problems)
    return [concept for _, concept in concepts.values()]


def authored_rows() -> Rows:
    """Return the rows that are derived from the hand-written files."""
    from termbase.builtin.authored import read_groups
    from termbase.builtin.rows import derive_all

    groups = read_groups(FOLDER)
    # The cues of groups would be two fifths of all records.
    return derive_all(_authored(groups, expand=False), groups)


def _compile(path: Path) -> None:
    """Compile the built-in terms into a new base at a path."""
    from termbase.builtin.rows import read, store

    shipped = FOLDER / ROWS
    store(read(shipped) if shipped.exists() else authored_rows(), path)


def _inputs() -> Iterator[Path]:
    yield from sorted(FOLDER.glob("*.toml"))
    yield from FOLDER.glob(CONTEXT)
    yield from FOLDER.glob(ROWS)
    yield from source_of(*(_PACKAGE / name for name in ("builtin", "language", "model", "store")))


def _versions() -> Iterator[str]:
    # Of what is derived already, all installations of a release have the same.
    if not (FOLDER / ROWS).exists():
        yield from map(version_of, ("opencc", "simplemma"))
    yield sqlite3.sqlite_version


BASE = DerivedFile("builtin.db", _compile, _inputs, _versions, "the built-in terms")
