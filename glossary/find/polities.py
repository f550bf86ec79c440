"""The polities, and the words that speak for each of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from glossary.find.cues import CueFinder, CueSet
from termbase.derived import DerivedFile, source_of
from termbase.language.script import is_han

if TYPE_CHECKING:
    from glossary.find.context import Context

MAINLAND = "mainland"
TAIWAN = "taiwan"
HONG_KONG = "hong-kong"
MACAU = "macau"
# Every other state, and any other body that has, say, a central committee.
ABROAD = "abroad"
# The dynasties and governments before 1949.
PAST = "past"
# Those of which the built-in terms speak, and all that a text may speak of.
HOME = (MAINLAND, TAIWAN, HONG_KONG, MACAU)
POLITIES = (*HOME, ABROAD, PAST)

_FILE = Path(__file__).with_name("polities.toml")


def _write(path: Path) -> None:
    """Write the tables as JSON, which is read in a twentieth of the time."""
    import tomllib

    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    path.write_text(json.dumps(tables), encoding="utf-8")


_TABLES = DerivedFile("polities.json", _write, lambda: [_FILE, *source_of(Path(__file__))])


class Markers(NamedTuple):
    """The words that speak for a polity, in the notation of cues.

    Attributes:
        attributes: Those right before or after a name: ``台湾~``, ``~ of Taiwan``.
        origin: Those by which a text shows where it was written.
        words: Places, bodies and other words of the polity.
    """

    attributes: tuple[str, ...]
    origin: tuple[str, ...]
    words: tuple[str, ...]


@cache
def markers() -> dict[str, Markers]:
    """Return the markers of each polity."""
    tables = json.loads(bytes(_TABLES.content()))
    return {
        polity: Markers(
            _attributes(table), tuple(table["origin"]), (*table.get("states", ()), *table["words"])
        )
        for polity, table in tables.items()
    }


@cache
def marker_words() -> tuple[str, ...]:
    """Return the words of all polities."""
    return tuple(word for found in markers().values() for word in found.words)


class PolityMarkers(NamedTuple):
    """The markers of one polity as numbers of cues."""

    attributes: CueSet
    origin: frozenset[int]
    words: frozenset[int]

    @property
    def cues(self) -> frozenset[int]:
        """All of them."""
        return self.attributes.everywhere | self.origin | self.words


def marker_sets(cues: CueFinder) -> dict[str, PolityMarkers]:
    """Return the markers of each polity as numbers of cues, which the finder of cues learns."""
    return {
        polity: PolityMarkers(
            cues.cue_set(found.attributes),
            cues.cue_set(found.origin).anywhere,
            cues.cue_set(found.words).anywhere,
        )
        for polity, found in markers().items()
    }


class MarkersHere(NamedTuple):
    """The markers of a polity that occur in a text, as sets of cues.

    Attributes:
        before: Attributes right before a name.
        after: Attributes right after it.
        origin: As in :class:`Markers`.
        words: As in :class:`Markers`.
    """

    before: int
    after: int
    origin: int
    words: int

    @classmethod
    def of(cls, markers: PolityMarkers, context: Context) -> Self:
        """Return those of some markers that occur in a text."""
        attributes, origin, words = markers
        found = (attributes.before, attributes.after, origin, words)
        return cls(*map(context.set_of, found))


def _attributes(table: dict[str, list[str]]) -> tuple[str, ...]:
    states = table.get("states", ())
    english = [name for name in states if not _is_chinese(name)]
    chinese = [*filter(_is_chinese, states), *table["chinese"]]
    owners = [*english, *table["owners"]]
    return (
        *(f"{name}{particle}~" for name in chinese for particle in ("", "的")),
        *(f"{name} ~" for name in (*english, *table["english"])),
        *(f"{name}'s ~" for name in owners),
        *(f"~ {word} {name}" for name in owners for word in ("of", "in")),
    )


def _is_chinese(name: str) -> bool:
    return is_han(name[0])
