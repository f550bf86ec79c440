"""Sentences in which a word of the built-in termbase has the sense of its concept, or another.

A table a subject, ``senses/<subject>.tsv``: a sentence, the term as written there, ``true``
where a reader wants it marked with the concept and ``false`` where the words mean something else,
the concept's id. A fifth column, ``known: …``, says why a row is still decided wrongly; it goes
when the row is right. Rows of odd and of even lines are kept apart when cues are tuned: what was
learnt on the ones is measured on the others.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.builtin import builtin

FOLDER = Path(__file__).parent / "senses"
HEADER = ["sentence", "text", "meant", "concept", "known"]
KNOWN = "known: "


class Row(NamedTuple):
    """A line of a table."""

    place: str
    sentence: str
    text: str
    is_meant: bool
    concept: str
    known: str


def table(path: Path) -> list[Row]:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == HEADER
    rows = []
    for number, line in enumerate(lines, 2):
        sentence, text, is_meant, concept, known = [*line.split("\t"), ""][:5]
        place = f"{path.name}:{number}"
        assert line.count("\t") in (3, 4), place
        assert text in sentence, place
        assert is_meant in ("true", "false"), place
        assert not known or known.startswith(KNOWN), place
        rows.append(Row(place, sentence, text, is_meant == "true", concept, known))
    return rows


ROWS = [row for path in sorted(FOLDER.glob("*.tsv")) for row in table(path)]


def is_marked(row: Row) -> bool:
    """Return True if the term is found with its concept, by itself or within a longer term."""
    return any(
        mention.text == row.text and mention.concept.id == row.concept
        for mention in builtin().find(row.sentence, overlapping=True)
    )


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.place, marks=pytest.mark.xfail(reason=row.known))
        if row.known
        else pytest.param(row, id=row.place)
        for row in ROWS
    ],
)
def test_sense(row: Row) -> None:
    assert is_marked(row) == row.is_meant, f"{row.text} in {row.sentence}"


def test_the_tables_ask_what_can_be_answered() -> None:
    """Each names a concept that there is, and no question comes twice."""
    known = {concept.id for concept in builtin().termbase}
    assert {row.concept for row in ROWS} <= known
    questions = [(row.sentence, row.text, row.concept) for row in ROWS]
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize(
    ("text", "sentence", "word", "is_marked"),
    [
        (
            "China's police hold lawyers in Beijing.",
            "The detention drew protests.",
            "detention",
            True,
        ),
        (
            "China's police hold lawyers in Beijing.",
            "In Poland the detention of refugees divides the government.",
            "detention",
            False,
        ),
        ("Beijing adopted", "the 15th five-year plan.", "15th five-year plan", True),
        ("立法院三讀通過預算，藍委質詢陸委會。", "他與全國政協主席會面。", "全國政協主席", True),
    ],
)
def test_what_is_around_a_sentence(text: str, sentence: str, word: str, is_marked: bool) -> None:
    """A sentence on other states needs a cue of its own; what only one polity has, has no rival."""
    mentions = builtin().find(f"{text} {sentence}")
    assert (word in [mention.text for mention in mentions]) is is_marked


def test_a_cue_with_a_capital_is_no_common_noun() -> None:
    """The Party speaks for the sense of a word, a party does not."""
    texts = ("The Party distrusts an intellectual.", "No party distrusts an intellectual.")
    scores = [
        next((one.sense for one in builtin().find(text) if one.text == "intellectual"), 0)
        for text in texts
    ]
    assert scores[0] > 0.5 > scores[1]
