"""Texts with a name that every polity has, labelled by people who did not see the markers.

``polity/sentences.tsv``: a text (``\\n`` is a line break), the name in it, the polity, where its
evidence is, and ``known: …`` for a row that is still decided wrongly. ``none`` is another state, a dynasty,
a company or an ordinary word: no organ of the four polities is marked. ``none-but-taiwan`` is a
party of Taiwan, for which the termbase has words of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from glossary.find.finder import candidates
from glossary.find.polities import HONG_KONG, MACAU, MAINLAND, TAIWAN
from tests.builtin import builtin

TABLE = Path(__file__).parent / "polity/sentences.tsv"
POLITIES = {MAINLAND, TAIWAN, HONG_KONG, MACAU}
# The Central Authorities, as Hong Kong calls those in Beijing.
BEIJING_IN_HONG_KONG = "zhongyang-hk"


class Row(NamedTuple):
    """A line of the table."""

    number: int
    text: str
    name: str
    polity: str
    known: str


def table() -> list[Row]:
    header, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == ["sentence", "text", "polity", "kind", "known"]
    rows = []
    for number, line in enumerate(lines, 2):
        text, name, polity, _, known = line.split("\t")
        assert name in text, number
        assert not known or known.startswith("known: "), number
        rows.append(Row(number, text.replace("\\n", "\n"), name, polity, known))
    return rows


def is_right(row: Row) -> bool:
    """Return True if no other polity's concept is marked, and that of the polity if there is one."""
    allowed = {row.polity.removeprefix("none-but-"), ""}
    places = [place for place in range(len(row.text)) if row.text.startswith(row.name, place)]
    found = builtin().find(row.text)
    scored = candidates(builtin().finder.snapshot(), row.text)
    for start in places:
        end = start + len(row.name)
        covering = [one for one in found if one.start <= start and one.end >= end]
        for one in covering:
            beijing = row.polity == MAINLAND and one.concept.id == BEIJING_IN_HONG_KONG
            if one.concept.polity in POLITIES - allowed and not beijing:
                return False
        known = {
            candidate.row[3].concept.polity
            for candidate in scored
            if (candidate.row[0], -candidate.row[1]) == (start, end)
            and candidate.row[4].score >= 0.5
        }
        if row.polity in known and not covering:
            return False
    return True


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=str(row.number),
            marks=[pytest.mark.xfail(reason=row.known)] if row.known else [],
        )
        for row in table()
    ],
)
def test_polity(row: Row) -> None:
    assert is_right(row), f"{row.name} ({row.polity}) in {row.text}"
