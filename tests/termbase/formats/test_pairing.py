"""Every format gives a Chinese term its own renderings, and no others."""

from __future__ import annotations

import pytest

from termbase.formats import FORMATS, parse, write
from termbase.model.concept import Concept, Language, Source, Status, Term
from termbase.model.renderings import rendering_texts

Pairs = set[tuple[str, str]]


def zh(text: str, pinyin: str, *renderings: str, status: Status = Status.ADMITTED) -> Term:
    return Term(
        Language.CHINESE, text, pinyin=pinyin, renderings=renderings, status=status
    )  # fmt: skip


def en(text: str, status: Status = Status.ADMITTED) -> Term:
    return Term(Language.ENGLISH, text, status=status)


LAWS = Concept(
    "marriage-law",
    (
        zh("婚姻法", "hūnyīnfǎ", "Marriage Law", "marriage act", status=Status.PREFERRED),
        zh("反家庭暴力法", "fǎn jiātíng bàolì fǎ", "Anti-Domestic Violence Law"),
        zh("反家暴法", "fǎn jiābào fǎ", "Anti-Domestic Violence Law"),
        en("Marriage Law", Status.PREFERRED),
        en("marriage act"),
        en("Anti-Domestic Violence Law"),
    ),
    subject="law",
    gloss="Laws of the family.",
    sources=(Source("A title"),),
)
# The other forms share what is left.
REGION = Concept(
    "autonomous-region",
    (
        zh("自治区", "zìzhìqū", status=Status.PREFERRED),
        zh("自治州", "zìzhìzhōu", "autonomous prefecture"),
        zh("民族自治区", "mínzú zìzhìqū"),
        en("autonomous region", Status.PREFERRED),
        en("autonomous prefecture"),
        en("ethnic autonomous region"),
    ),
)
CONCEPTS = [LAWS, REGION]
READABLE = [name for name, format in FORMATS.items() if format.writes and format.reads]
# Formats that have one rendering of each source term.
SINGLE = ("deepl", "google", "azure", "weblate")
# Formats that keep a concept with several pairs together.
WHOLE = ["csv", "tsv", "xlsx", "json", "xliff", *(name for name in FORMATS if "tbx" in name)]


def pairs(concepts: list[Concept]) -> Pairs:
    return {
        (term.text, text)
        for concept in concepts
        for term, texts in zip(concept.chinese, rendering_texts(concept), strict=True)
        for text in texts
    }


@pytest.mark.parametrize("name", READABLE)
def test_pairs_that_are_written_are_those_of_the_concept(name: str) -> None:
    for direction in ("zh-en", "en-zh"):
        again = pairs(parse(write(CONCEPTS, name, direction)[0], name, "x").concepts)
        assert again
        if name in SINGLE or (name == "omegat" and direction == "en-zh"):
            assert again < pairs(CONCEPTS)
        else:
            assert again == pairs(CONCEPTS)


@pytest.mark.parametrize("name", WHOLE)
def test_concepts_stay_whole_with_their_pairs(name: str) -> None:
    data, lost = write(CONCEPTS, name)
    again = parse(data, name, "x").concepts
    assert [concept.id for concept in again] == ["marriage-law", "autonomous-region"]
    assert list(map(rendering_texts, again)) == list(map(rendering_texts, CONCEPTS))
    assert "term renderings" not in lost


def test_rows_of_a_table_are_pairs() -> None:
    data = write([LAWS], "csv")[0].decode("utf-8-sig").splitlines()
    assert [line.split(",")[3:7:3] for line in data[1:]] == [
        ["婚姻法", "Marriage Law | marriage act"],
        ["反家庭暴力法 | 反家暴法", "Anti-Domestic Violence Law"],
    ]


def read_table(text: str) -> Concept:
    (concept,) = parse(text.encode(), "csv", "x").concepts
    return concept


def test_rows_with_the_same_id_say_what_renders_what() -> None:
    concept = read_table(
        "id,simplified,english,gloss\nccdi,中央纪委,Central Commission,A body.\n"
        "ccdi,中纪委,CCDI,\nccdi,中纪委,discipline watchdog,A body.\n"
    )
    assert rendering_texts(concept) == [("Central Commission",), ("CCDI", "discipline watchdog")]
    assert [term.status.value for term in concept.english] == ["preferred", "admitted", "admitted"]
    assert concept.gloss == "A body."


def test_rows_of_other_tools_with_a_blank_cell_add_synonyms() -> None:
    concept = read_table("Concept ID,Chinese,English\n7,中纪委,CCDI\n7,中央纪委,\n7,,watchdog\n")
    assert rendering_texts(concept) == [("CCDI", "watchdog")] * 2


def test_a_form_without_english_in_our_tables_has_none() -> None:
    concept = read_table("id,simplified,english\nccdi,中纪委,CCDI\nccdi,中央纪委,\n")
    assert rendering_texts(concept) == [("CCDI",), ()]
    concept = read_table("id,simplified,english\nccdi,中纪委,CCDI\nccdi,,watchdog\n")
    assert rendering_texts(concept) == [("CCDI",)]


def test_each_status_belongs_to_the_term_in_its_row() -> None:
    concept = read_table(
        "id,simplified,pinyin,english,status\nx,甲,,one,\nx,乙,yǐ,two,deprecated\n"
    )
    assert [term.pinyin for term in concept.chinese] == ["", "yǐ"]
    assert [term.status.value for term in concept.english] == ["preferred", "deprecated"]


def test_rows_that_contradict_each_other_stay_apart() -> None:
    parsed = parse(
        "id,simplified,english,gloss\nx,甲,one,A.\nx,乙,two,B.\n".encode(), "csv", "x"
    )  # fmt: skip
    assert [entry.line for entry in parsed.entries] == [2, 3]
