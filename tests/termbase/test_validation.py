"""Checks on the data: each fires where it has to, and is silent where all is right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from termbase.language.pinyin import with_tone_marks
from termbase.model.concept import (
    Concept,
    Cues,
    FirstUse,
    Related,
    Relation,
    Review,
    Source,
    Status,
    Term,
)
from termbase.model.fill import available_id, fill_concept, fill_term, strip_generated
from termbase.validation import pairing, stale, validate
from tests.contracts import EN, ZH
from tests.contracts import SIMPLE as SAMPLE

GLOSS = "Somebody in office who has sent family and savings abroad and stays at home alone."
SIMPLE = replace(SAMPLE, gloss=GLOSS)


def codes(*concepts: Concept) -> list[str]:
    return [problem.code for problem in validate(concepts)]


def chinese(text: str, traditional: str, pinyin: str) -> Concept:
    term = Term(ZH, text, traditional=traditional, pinyin=pinyin, status=Status.PREFERRED)
    return replace(SIMPLE, terms=(term, *SIMPLE.english))


def test_silent_where_all_is_right() -> None:
    other = replace(
        chinese("台湾问题", "臺灣問題", "Táiwān wèntí"),
        id="x",
        related=(Related(Relation.SEE_ALSO, "luoguan"),),
    )
    assert codes(SIMPLE, other) == []


WRONG = [
    (replace(SIMPLE, terms=SIMPLE.english), ["no-chinese"]),
    (replace(SIMPLE, terms=SIMPLE.chinese), ["no-english"]),
    (
        replace(SIMPLE, terms=(*SIMPLE.terms, Term(EN, "x", status=Status.PREFERRED))),
        ["two-preferred"],
    ),
    (replace(SIMPLE, gloss=""), ["no-gloss"]),
    (replace(SIMPLE, gloss="x" * 500 + "."), ["long-gloss"]),
    (replace(SIMPLE, gloss=GLOSS.rstrip(".")), ["untidy"]),
    (replace(SIMPLE, gloss=GLOSS.replace(" ", "  ", 1)), ["untidy"]),
    (replace(SIMPLE, note=" x"), ["untidy"]),
    (replace(SIMPLE, terms=(*SIMPLE.terms, Term(EN, "裸 official"))), ["full-width"]),
    (replace(SIMPLE, terms=(*SIMPLE.terms, Term(EN, "naked，official"))), ["full-width"]),
    (chinese("裸官", "", "luǒguān"), ["no-traditional"]),
    (chinese("裸官", "裸體", "luǒguān"), ["traditional"]),
    (chinese("头发", "頭發", "tóufa"), ["traditional-doubt"]),
    (chinese("裸官", "裸官", ""), ["no-pinyin"]),
    (chinese("裸官", "裸官", "luǒ"), ["syllables"]),
    (chinese("裸官", "裸官", "luóguān"), ["reading"]),
    (chinese("草台班子", "草台班子", "caotai banzi"), ["no-tone"]),
    (chinese("草台班子", "草台班子", "cǎotái banzi"), ["no-tone"]),
    (chinese("裸体官", "裸體官", "luo3ti3 guan1"), ["no-tone"]),
    (chinese("西安", "西安", "xi'an"), ["no-tone"]),
    (chinese("西安", "西安", "Xiān"), ["apostrophe"]),
    (chinese("反革命", "反革命", "fǎn'gémìng"), ["apostrophe"]),
    (chinese("一国", "一國", "yì guó"), ["sandhi"]),
    (chinese("不是", "不是", "bú shì"), ["sandhi"]),
    (
        replace(SIMPLE, gloss="Naked official of the Party, who stays behind alone."),
        ["gloss-repeats"],
    ),
    (
        replace(SIMPLE, gloss="The “naked officials” are those who stay behind alone."),
        ["gloss-repeats"],
    ),
    (replace(SIMPLE, terms=(*SIMPLE.terms, Term(EN, "bare official"))), ["duplicate-english"]),
    (chinese("甲,乙", "甲,乙", "jiǎ, yǐ"), ["half-width"]),
    (chinese("ABC", "ABC", "ABC"), ["no-han"]),
    (replace(SIMPLE, related=(Related(Relation.BROADER, "nothing"),)), ["dangling"]),
    (replace(SIMPLE, first_use=FirstUse("tomorrow")), ["date"]),
    (replace(SIMPLE, event="2024-13-45"), ["date"]),
    (replace(SIMPLE, in_force="2024-02-30"), ["date"]),
    (replace(SIMPLE, as_of="May 2024"), ["date"]),
    (replace(SIMPLE, reviewed=Review("yesterday")), ["date"]),
    (replace(SIMPLE, sources=(Source("A title", date="20240501"),)), ["date"]),
    (replace(SIMPLE, sources=(Source("A title", url="not a url"),)), ["url"]),
    (replace(SIMPLE, sources=(Source("A title", url="javascript:alert(1)"),)), ["url"]),
    (replace(SIMPLE, sources=(Source("A title", url="https://[::1"),)), ["url"]),
]

# Forms of one concept: 中纪委 … of a given concept, with the codes of its problems.
PAIRS = [
    ({"婚姻法": (), "反家庭暴力法": ()}, ["Marriage Law"], []),
    ({"婚姻": (), "婚姻法": ()}, ["marriage"], ["head-word"]),
    ({"婚姻": (), "婚姻法": ("Marriage Law",)}, ["marriage", "Marriage Law"], []),
    ({"自治区": (), "自治州": ()}, ["autonomous region"], ["head-word"]),
    ({"胡风集团": (), "胡风集团案": ()}, ["Hu Feng case"], []),
    ({"恐怖主义": (), "反恐怖主义": ()}, ["terrorism"], ["opposite-form"]),
    (
        {"恐怖主义": (), "反恐怖主义": ("counterterrorism",)},
        ["terrorism", "counterterrorism"],
        [],
    ),
    (
        {"中央军委": (), "中央军事委员会": ()},
        ["Central Military Commission", "CMC"],
        ["pairing"],
    ),
    (
        {
            "中央军委": ("CMC", "Central Military Commission"),
            "中央军事委员会": ("Central Military Commission",),
        },
        ["Central Military Commission", "CMC"],
        [],
    ),
    ({"自治区": ("region",), "自治州": ()}, ["region"], ["no-rendering"]),
    ({"自治区": ("region",)}, ["region", "area"], ["no-rendering"]),
    ({"自治区": ("region", "zone")}, ["region"], ["unknown-rendering"]),
]


@pytest.mark.parametrize(("forms", "english", "expected"), PAIRS)
def test_forms_and_their_renderings(
    forms: dict[str, tuple[str, ...]], english: list[str], expected: list[str]
) -> None:
    terms = [Term(ZH, text, renderings=texts) for text, texts in forms.items()]
    concept = Concept("x", (*terms, *(Term(EN, text) for text in english)))
    assert [code for code, _ in pairing.problems(concept)] == expected
    checked = [replace(term, checked=("renderings",)) for term in terms]
    left = [
        code for code, _ in pairing.problems(replace(concept, terms=(*checked, *concept.english)))
    ]
    assert left == [code for code in expected if code.endswith("-rendering")]


@pytest.mark.parametrize(
    ("text", "traditional", "pinyin", "code"),
    [
        ("董郁玉", "董鬱玉", "Dǒng Yùyù", "one-to-many"),
        ("伟大斗争", "偉大斗爭", "wěidà dòuzhēng", "traditional-doubt"),
        ("撤村并居", "撤村並居", "chè cūn bìng jū", "one-to-many"),
        ("撤村并居", "撤村併居", "chè cūn bìng jū", "traditional-doubt"),
        ("断供潮", "斷供潮", "duàngòngcháo", "reading-doubt"),
        ("集体意识", "集體意識", "jítǐ yìshi", "pinyin-spelling"),
        ("第一书记", "第一書記", "dìyī shūjì", "pinyin-spelling"),
        ("三个代表", "三個代表", "sān ge dàibiǎo", "pinyin-spelling"),
    ],
)  # fmt: skip
def test_doubts_that_a_person_settles(text: str, traditional: str, pinyin: str, code: str) -> None:
    doubtful = chinese(text, traditional, pinyin)
    assert codes(doubtful) == [code]
    field = "pinyin" if "pinyin" in code or "reading" in code else "traditional"
    term = replace(doubtful.chinese[0], checked=(field,))
    assert codes(replace(doubtful, terms=(term, *SIMPLE.english))) == []


@pytest.mark.parametrize(
    ("text", "traditional", "pinyin"),
    [
        ("斗争", "鬥爭", "dòuzhēng"),
        ("干部", "幹部", "gànbù"),
        ("供应", "供應", "gōngyìng"),
        ("第一", "第一", "dì-yī"),
        ("三个代表", "三個代表", "Sān gè Dàibiǎo"),
    ],
)
def test_what_words_decide_is_not_doubted(text: str, traditional: str, pinyin: str) -> None:
    assert codes(chinese(text, traditional, pinyin)) == []


def test_an_opposite_is_one_on_both_sides() -> None:
    other = replace(chinese("清官", "清官", "qīngguān"), id="x")
    other = replace(other, terms=(*other.chinese, Term(EN, "honest official")))
    one_sided = replace(SIMPLE, related=(Related(Relation.OPPOSITE, "x"),))
    assert codes(one_sided, other) == ["one-sided"]
    assert codes(one_sided, replace(other, related=(Related(Relation.OPPOSITE, "luoguan"),))) == []


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [("wang-dang", "wangdang", "亡国"), ("x", "x-short", "亡国"), ("x", "y", "《裸·官》")],
)
def test_concepts_that_seem_to_be_one(one: str, other: str, text: str) -> None:
    first = replace(SIMPLE, id=one)
    second = replace(chinese(text, "", ""), id=other)
    second = replace(second, terms=(*second.chinese, Term(EN, "another")))
    found = [p.code for p in validate([first, second])]
    assert found.count("near-duplicate") == 1
    related = replace(second, related=(Related(Relation.SEE_ALSO, one),))
    assert "near-duplicate" not in [p.code for p in validate([first, related])]
    # Of two polities they are namesakes.
    abroad = replace(second, polity="taiwan")
    assert "near-duplicate" not in [p.code for p in validate([first, abroad])]


def test_statements_that_are_older_than_a_year() -> None:
    concepts = [
        replace(SIMPLE, id=f"c{number}", as_of=as_of)
        for number, as_of in enumerate(
            ["2025", "", "2024-06", "2025-11-29", "2025-11-28", "2026-01"]
        )
    ]
    found = [(as_of, concept.id) for as_of, concept in stale(concepts, date(2026, 11, 29))]
    assert found == [("2024-06", "c2"), ("2025", "c0"), ("2025-11-28", "c4")]
    assert list(stale(concepts, date(2026, 11, 29), max_age=10_000)) == []


@pytest.mark.parametrize(("concept", "expected"), WRONG)
def test_each_fires(concept: Concept, expected: list[str]) -> None:
    assert codes(concept) == expected


def test_what_somebody_has_checked_is_not_doubted() -> None:
    doubtful = chinese("头发", "頭發", "tòufa")
    assert codes(doubtful) == ["traditional-doubt", "reading"]
    term = replace(doubtful.chinese[0], checked=("traditional", "pinyin"))
    assert codes(replace(doubtful, terms=(term, *SIMPLE.english))) == []


def test_duplicates() -> None:
    assert codes(SIMPLE, SIMPLE) == ["duplicate-id", "duplicate-term"]
    assert codes(SIMPLE, replace(SIMPLE, id="x"))[0] == "duplicate-term"


def test_namesakes_in_two_polities_are_two_concepts() -> None:
    related = (Related(Relation.SEE_ALSO, "luoguan"),)
    here = replace(SIMPLE, polity="mainland")
    there = replace(SIMPLE, id="x", polity="taiwan", related=related)
    assert codes(here, there) == []
    assert codes(here, replace(there, polity="")) == ["duplicate-term"]
    assert codes(here, replace(there, polity="mainland")) == ["duplicate-term"]


def test_namesakes_that_cues_tell_apart_are_two_concepts() -> None:
    related = (Related(Relation.SEE_ALSO, "luoguan"), Related(Relation.SEE_ALSO, "x"))
    term = replace(SIMPLE.chinese[0], cues=Cues(against=("1976",)))
    one = replace(SIMPLE, terms=(term, *SIMPLE.english), related=related)
    assert codes(one, replace(one, id="x")) == []
    assert codes(one, replace(SIMPLE, id="x"))[0] == "duplicate-term"


def test_english_may_be_shared_by_concepts_that_say_so() -> None:
    other = replace(chinese("光官", "光官", "guāngguān"), id="x")
    assert codes(SIMPLE, other) == ["shared-english"] * 2
    related = (Related(Relation.SEE_ALSO, "luoguan"),)
    assert codes(SIMPLE, replace(other, related=related)) == []
    terms = (*other.chinese, Term(EN, "the Naked Official", status=Status.PREFERRED))
    assert codes(SIMPLE, replace(other, terms=terms)) == ["shared-english"]


def test_a_label_that_is_nearly_another() -> None:
    many = [replace(SIMPLE, id=f"c{n}", kind="institution", subject="law") for n in range(5)]
    slip = replace(SIMPLE, kind="insitution", subject="law")
    other = replace(SIMPLE, id="x", kind="metaphor", subject="economy")
    found = [str(p) for p in validate([*many, slip, other]) if p.code == "label"]
    assert len(found) == 1
    assert "'insitution'" in found[0]
    assert "institution" in found[0]


@pytest.mark.parametrize(
    "concept",
    [
        chinese("笼子", "籠子", "lóngzi"),
        chinese("重庆", "重慶", "Chóngqìng"),
        chinese("一国", "一國", "yī guó"),
        chinese("花儿", "花兒", "huār"),
        chinese("看着", "看著", "kànzhe"),
    ],
)
def test_neutral_tones_capitals_and_erhua_are_right(concept: Concept) -> None:
    assert codes(concept) == []


def test_filling_in() -> None:
    term = fill_term(Term(ZH, "台湾问题"))
    assert (term.traditional, term.pinyin, term.generated) == (
        "臺灣問題",
        "Táiwān wèntí",
        ("traditional", "pinyin"),
    )
    assert fill_term(term) == term
    assert strip_generated(term) == Term(ZH, "台湾问题")
    half = fill_term(Term(ZH, "裸官", pinyin="luǒguān"))
    assert (half.traditional, half.pinyin, half.generated) == ("裸官", "luǒguān", ("traditional",))
    english = Term(EN, "x")
    assert fill_term(english) is english
    assert fill_concept(SIMPLE) == SIMPLE


def test_naming() -> None:
    term = Term(ZH, "公事", pinyin="gōngshì")
    assert available_id(term, lambda _: None) == "gongshi"
    assert available_id(term, {"gongshi": 1, "gongshi-2": 1}.get) == "gongshi-3"
    assert available_id(Term(ZH, "\ue000"), lambda _: None) == "concept"
    assert available_id(Term(EN, "State Council"), lambda _: None) == "state-council"


@pytest.mark.parametrize(
    ("text", "traditional", "pinyin"),
    [
        ("吗", "嗎", "ma"),
        ("草台班子", "草臺班子", "cǎotái bānzi"),
        ("一个中国", "一個中國", "yī ge Zhōngguó"),
        ("会上的讲话", "會上的講話", "huì shang de jiǎnghuà"),
    ],
)
def test_neutral_syllables_need_no_mark(text: str, traditional: str, pinyin: str) -> None:
    assert "no-tone" not in codes(chinese(text, traditional, pinyin))


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("裸体官", "luo3ti3 guan1", "luǒtǐ guān"),
        ("裸体官", "luo3 ti3 guan1", "luǒ tǐ guān"),
        ("西安", "Xi1an1", "Xī'ān"),
        ("女儿", "nv3er2", "nǚ'ér"),
        ("女儿", "nu:3 er2", "nǚ ér"),
        ("妈妈", "ma1ma5", "māma"),
        ("A4纸", "A4 zhi3", "A4 zhǐ"),
        ("A4纸", "A4 zhǐ", "A4 zhǐ"),
        ("裸官", "luo3", "luo3"),
        ("裸官", "zzz9", "zzz9"),
        ("裸官", "luoguan", "luoguan"),
    ],
)
def test_tone_numbers_become_marks(text: str, given: str, expected: str) -> None:
    assert with_tone_marks(text, given) == expected
