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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("（中央社平壤5日綜合外電報導）北韓的學校今天開學。", "中央社"),
        ("監察院與檢察機關各有職權，檢察官不受監察院指揮。", "監察院"),
        ("民革的成员谈民族团结与辛亥革命纪念活动。", "民革"),
        ("汪洋会见外宾，双方谈到海洋合作。", "汪洋"),
        ("深刻把握雷锋精神的内涵，学习雷锋同志。", "雷锋"),
    ],
)
def test_names_beside_words_of_other_fields(text: str, name: str) -> None:
    assert name in [mention.text for mention in builtin().find(text)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("縣議會開議，審議餐具清洗中心的預算與補助款。" + "議員質詢縣長的施政報告。" * 20, "清洗"),
        ("高水平安全护航经济发展。" + "会议强调，要坚持党的领导，贯彻落实决策部署。" * 12, "护航"),
    ],
)
def test_common_words_without_cues_in_a_paragraph_of_politics(text: str, word: str) -> None:
    assert word not in [mention.text for mention in builtin().find(text)]


def test_an_english_word_that_is_a_term_beside_its_cues_only() -> None:
    text = "The KMT and the DPP spoke of the resilience of the market in the legislature."
    assert "resilience" not in [mention.text for mention in builtin().find(text)]
