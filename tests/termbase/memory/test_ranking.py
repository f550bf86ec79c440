"""Scores and their order: search equals a comparison with every unit, number-only matches first."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from termbase.errors import InputError
from termbase.memory import Memory, Penalty
from termbase.memory.concordance import concordance
from termbase.memory.fragments import fragments
from termbase.memory.maintenance import delete, select
from termbase.memory.number_changes import number_changes, with_numbers
from termbase.memory.numbers import pattern_hash
from termbase.memory.similarity import penalties
from termbase.memory.tokens import surface, tokenize
from termbase.model.unit import TranslationUnit
from termbase.store.address import read_address

# --- search equals brute force ------------------------------------------------------------------


def expected_score(query: str, stored: str, translation: str) -> tuple[int, int]:
    """Return the score by its definition, and the kind of match: 0 ranks first."""
    ours, theirs = tokenize(query), tokenize(stored)
    length = max(len(ours), len(theirs))
    distance = Levenshtein.distance(ours, theirs)
    if not distance:
        return 100 - len(penalties(query, stored)), 0
    changes = number_changes(query, stored)
    if changes is not None and with_numbers(translation, changes) is not None:
        nearest = 100 * len(ours) // (len(ours) + 1)
        return max(100 - len(penalties(query, stored)), nearest), 1
    return 100 * (length - distance) // length, 2


def brute_force(memory: Memory, query: str, at_least: int) -> list[tuple[int, int, bool]]:
    found = []
    for unit in memory:
        for in_source, stored, translation in (
            (True, unit.source, unit.target),
            (False, unit.target, unit.source),
        ):
            score, kind = expected_score(query, stored, translation)
            if tokenize(query) and score >= at_least:
                found.append((-score, kind, -(unit.id or 0), not in_source, unit.id or 0))
    return [(-score, number, not side) for score, _, _, side, number in sorted(found)]


_NUMERALS = [
    ("Q4 2025", "Q3 2024", "2024年第三季度", "2025年第四季度"),
    ("Chapter 12: 1,234.5 m", "Chapter 3: 1,000.0 m", "第三章：1,000.0米", "第十二章：1,234.5米"),
    ("Article 120", "Article 105", "第一百零五条", "第一百二十条"),
    ("Phase 2 unity", "Phase 1 unity", "首期统一", None),  # a part of a word
    ("Phase R4", "Phase Q3", "第三期", None),  # another label
    ("Part 2 of 7", "Part 3 of 3", "第三部分，共三部分", None),  # one number becomes two
    ("第二章", "第一章", "Chapter 1", "Chapter 2"),
    ("第三章", "第3章", "Chapter 3", "Chapter 3"),  # the same number
    ("第12章", "第三章", "Chapter 3", "Chapter 12"),
    ("第十二条", "第五条", "ARTICLE FIVE", "ARTICLE TWELVE"),
    ("第二十二条", "第二十一条", "the Twenty-First Article", "the Twenty-second Article"),
    ("第二十三次会议", "第21次会议", "the 21st meeting", "the 23rd meeting"),
    ("第一百二十次会议", "第三次会议", "the third meeting", "the 120th meeting"),
    ("二〇二五年三月", "二〇二四年十一月", "November 2024", "March 2025"),
    ("2025年", "二〇二四年", "in 2024", "in 2025"),
    ("in 2025", "in 2024", "二〇二四年", "二〇二五年"),
    ("in 2025", "in 2024", "二零二四年", "二零二五年"),
    (
        "十九届四中全会",
        "十八届三中全会",
        "Third Plenum of the 18th Central Committee",
        "Fourth Plenum of the 19th Central Committee",
    ),
    ("共3.5亿元", "共1.2亿元", "RMB 120 million in all", "RMB 350 million in all"),
    ("三千五百万人", "四千万人", "40,000,000 people", "35,000,000 people"),
    ("RMB 3.5 billion", "RMB 20 million", "2000万元", None),  # 350000万
    (
        "five hundred officials",
        "three hundred officials",
        "300名官员，其中3名",
        "500名官员，其中3名",
    ),
    ("March 5", "5 March", "3月5日", None),  # which is which is unknown
    ("投资12亿元", "投资1.2亿元", "RMB 120 million", None),  # 1.2 billion
    ("增长百分之六", "增长百分之五", "up five per cent", "up six per cent"),
    (f"第{'9' * 5000}条", "第3条", "Article Three", f"Article {'9' * 5000}"),
    (f"Article {'9' * 5000}", "Article 3", "第三条", None),  # no numeral of thousands of digits
    ("三五个人", "35个人", "35 people", None),  # three to five
    ("统三思想", "统一思想", "Article 1", None),  # a part of a word
    ("twenty-two, one of them", "twenty-one, one of them", "21名，1名", "22名，1名"),
    ("Second, values from 0 to 1", "First, values from 0 to 1", "首先取0至1", None),
    ("the one report", "the first report", "第1份报告", None),
    ("第四章第3条", "第三章第3条", "Chapter Three, the same", None),  # which three is unknown
]


@pytest.mark.parametrize(("query", "stored", "translation", "expected"), _NUMERALS)
def test_numbers_in_characters(
    query: str, stored: str, translation: str, expected: str | None
) -> None:
    """A number that the translation writes otherwise is exchanged for one written like it."""
    changes = number_changes(query, stored)
    fits = changes is not None and pattern_hash(tokenize(query)) == pattern_hash(tokenize(stored))
    assert (with_numbers(translation, changes or ()) if fits else None) == expected


_words = st.sampled_from(
    "a B 3 4 12 3月 5月 月 March may A320 A330 1,000 1000 党 黨 ， , 第 三 十二 章 万 亿 million "
    "three third twenty-first 3rd 二〇二四 三五".split()
)
_texts = st.lists(_words, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize("indexed", [False, True])
@given(
    pairs=st.lists(st.tuples(_texts, _texts), max_size=12),
    query=_texts,
    at_least=st.sampled_from([1, 50, 70, 95, 99, 100]),
    limit=st.sampled_from([None, 1, 3]),
)
def test_search_equals_brute_force(
    tmp_path_factory: pytest.TempPathFactory,
    pairs: list[tuple[str, str]],
    query: str,
    at_least: int,
    limit: int | None,
    *,
    indexed: bool,
) -> None:
    with Memory(tmp_path_factory.mktemp("law") / "memory.db") as memory:
        memory.add_many((TranslationUnit(*pair) for pair in pairs), "all")
        if indexed:
            memory.index()
        found = memory.search(query, at_least, limit)
        assert [(m.score, m.unit.id, m.in_source) for m in found] == brute_force(
            memory, query, at_least
        )[:limit]


@pytest.mark.parametrize("indexed", [False, True])
@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    pairs=st.lists(st.tuples(_texts, _texts), max_size=12),
    query=_texts,
    at_least=st.sampled_from([1, 50, 70, 95, 100]),
    limit=st.sampled_from([None, 1, 3]),
)
def test_search_on_a_server_equals_brute_force_and_a_file(
    postgres: str,
    tmp_path_factory: pytest.TempPathFactory,
    pairs: list[tuple[str, str]],
    query: str,
    at_least: int,
    limit: int | None,
    *,
    indexed: bool,
) -> None:
    folder = tmp_path_factory.mktemp("law")
    with Memory(read_address(postgres)) as memory, Memory(folder / "memory.db") as in_file:
        memory.delete([unit.id for unit in memory if unit.id])
        for each in (memory, in_file):
            each.add_many((TranslationUnit(*pair) for pair in pairs), "all")
            if indexed:
                each.index()
        found, expected = (each.search(query, at_least, limit) for each in (memory, in_file))
        assert [(m.score, m.unit.id, m.in_source) for m in found] == brute_force(
            memory, query, at_least
        )[:limit]
        assert [(m.score, m.stored, m.translation, m.penalties, m.suggestion) for m in found] == [
            (m.score, m.stored, m.translation, m.penalties, m.suggestion) for m in expected
        ]
        assert [(u.source, u.target) for u in memory.containing([query.lower()])] == [
            (u.source, u.target) for u in in_file.containing([query.lower()])
        ]


def test_many_units_with_the_same_pattern(tmp_path: Path) -> None:
    """The newest come first, and no more are read than are needed."""
    with Memory(tmp_path / "memory.db") as memory:
        memory.add_many(TranslationUnit(f"第{n}条", f"Article {n}") for n in range(1, 2000))
        memory.index()
        read: list[int] = []
        get = memory._units.get

        def counting(numbers: list[int]) -> dict[int, TranslationUnit]:
            read.extend(numbers)
            return get(numbers)

        memory._units.get = counting  # type: ignore[assignment, method-assign]
        found = memory.search("第5000条", 70, 5)
        assert [match.unit.source for match in found] == [f"第{n}条" for n in range(1999, 1994, -1)]
        assert [match.suggestion for match in found] == ["Article 5000"] * 5
        assert len(read) < 500


# --- numbers, dates, codes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "translation", "query", "suggestion"),
    [
        ("2016年3月5日", "2016-3-5", "2017年4月6日", "2017-4-6"),
        ("会议于2016年3月5日召开。", "It met on 5 March 2016.", "会议于2017年4月6日召开。",
         "It met on 6 April 2017."),
        ("會議於2016年3月3日召開。", "It met on 3 MAR 2016.", "会议于2017年4月6日召开。",
         "It met on 6 APR 2017."),
        ("It met on 5 March 2016.", "会议于2016年3月5日召开。", "It met on 6 April 2017.",
         "会议于2017年4月6日召开。"),
        ("全长１２０公里", "120 km long", "全长95.5公里", "95.5 km long"),
        ("共1,000名", "1000 in all", "共2,500名", "2,500 in all"),
        ("增长3.5%", "up 3.5 per cent", "增长4%", "up 4 per cent"),
        ("执行标准GB19001", "standard GB19001 applies", "执行标准GB50016", "standard GB50016 applies"),
        ("A320型𠮷机", "the A320 plane", "A330型𠮷机", "the A330 plane"),
    ],
)  # fmt: skip
def test_number_only_matches_are_offered_above_fuzzy_ones(
    tmp_path: Path, stored: str, translation: str, query: str, suggestion: str
) -> None:
    with Memory(tmp_path / "memory.db") as memory:
        memory.add(stored, translation)
        memory.add(f"{query}了", "a fuzzy one")
        for _ in range(2):
            found = memory.search(query, 70)
            assert found[0].suggestion == suggestion
            assert Penalty.NUMBERS in found[0].penalties
            assert found[0].score >= 95
            assert all(match.score <= found[0].score for match in found)
            memory.index()
        assert memory.search(query, 100) == []


@pytest.mark.parametrize(
    ("stored", "translation", "query"),
    [
        ("3和3", "3 and 3", "4和4"),  # which is which is unknown
        ("3和3", "3 twice", "4和5"),
        ("有3名", "a trio", "有4名"),
        ("3月", "March", "13月"),
        ("You may go", "你可以走", "You march go"),
    ],
)
def test_numbers_that_cannot_be_exchanged_score_as_words(
    tmp_path: Path, stored: str, translation: str, query: str
) -> None:
    with Memory(tmp_path / "memory.db") as memory:
        memory.add(stored, translation)
        (match,) = memory.search(query, 1)
        length = len(tokenize(query))
        distance = Levenshtein.distance(tokenize(query), tokenize(stored))
        assert match.score == 100 * (length - distance) // length
        assert match.suggestion == translation


@given(st.lists(_words, max_size=8), st.lists(_words, max_size=8))
def test_segments_with_other_numbers_share_a_pattern(one: list[str], other: list[str]) -> None:
    one_text, other_text = " ".join(one), " ".join(other)
    if number_changes(one_text, other_text) is not None:
        assert pattern_hash(tokenize(one_text)) == pattern_hash(tokenize(other_text))


# --- composed and decomposed characters ---------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["café society", "Đặng Tiểu Bình đã đi", "한국의 정치", "naïve Ōsaka"]
)
@pytest.mark.parametrize("forms", [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_composition_does_not_matter(tmp_path: Path, text: str, forms: tuple[str, str]) -> None:
    stored, query = (normalize(form, text) for form in forms)  # type: ignore[arg-type]
    with Memory(tmp_path / "memory.db") as memory:
        memory.add(f"{stored} 党", "x")
        (match,) = memory.search(f"{query} 党", 50)
        assert (match.score, match.penalties) == (100, ())
        assert "".join(step.stored for step in match.alignment) == f"{stored} 党"
        word = query.split()[1]
        (occurrence,) = concordance(memory, word)
        (span,) = occurrence.spans
        assert normalize("NFC", occurrence.text[slice(*span)]) == normalize("NFC", word)


@given(st.text(alphabet="ae\u0301\u0302\u200bé한\u1112\u1161\u11ab党 3", max_size=12))
def test_tokens_are_cut_from_the_text(text: str) -> None:
    written = surface(text)
    assert [tokenize(token) for token in written] == [[token] for token in tokenize(text)] or (
        len(written) == len(tokenize(text))
    )
    assert tokenize(normalize("NFC", text)) == tokenize(normalize("NFD", text))


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["\ud83d", "裸官\udc00", "a\ud800b"])
def test_half_characters_are_refused(tmp_path: Path, text: str) -> None:
    with Memory(tmp_path / "memory.db") as memory:
        for call in (
            lambda: memory.add(text, "x"),
            lambda: memory.add("x", text),
            lambda: memory.add("x", "y", origin=text),
            lambda: memory.search(text),
            lambda: concordance(memory, text),
            lambda: fragments(memory, text),
            lambda: select(memory, containing=text),
        ):
            with pytest.raises(InputError, match=r"half a character|cannot hold"):
                call()
        assert len(memory) == 0


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u200b", "\n"])
def test_an_empty_text_selects_nothing(tmp_path: Path, text: str) -> None:
    with Memory(tmp_path / "memory.db") as memory:
        memory.add("裸官", "naked official")
        for function in (select, delete):
            with pytest.raises(InputError, match="is empty; give one that they contain"):
                function(memory, containing=text)
        with pytest.raises(InputError, match="give a condition"):
            delete(memory)
        assert len(memory) == 1
        assert delete(memory, containing="官") == 1


def test_huge_numbers(tmp_path: Path) -> None:
    with Memory(tmp_path / "memory.db") as memory:
        memory.add(f"第{'9' * 5000}条", f"Article {'9' * 5000}")
        assert memory.search(f"第{'8' * 5000}条")[0].suggestion == f"Article {'8' * 5000}"
        with pytest.raises(InputError, match="more than 64 bits"):
            memory.get(1 << 64)


# --- work ----------------------------------------------------------------------------------------


class Token(str):
    """A token that counts how often it is looked up or compared."""

    work = 0
    __slots__ = ()

    def __hash__(self) -> int:
        Token.work += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        Token.work += 1
        return super().__eq__(other)


def work_of(ours: list[str], theirs: list[str]) -> int:
    from termbase.memory.automaton import SuffixAutomaton

    Token.work = 0
    list(SuffixAutomaton(list(map(Token, ours))).shared(map(Token, theirs)))
    return Token.work


@pytest.mark.parametrize("pattern", ["哈", "哈嘿", "哈哈嘿", "abcdefg"])
def test_fragments_take_linear_time(pattern: str) -> None:
    small = work_of(list(pattern * 30), list(pattern * 100))
    large = work_of(list(pattern * 300), list(pattern * 1000))
    assert large < 15 * small


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_shared_stretches_are_all_that_cannot_be_longer(ours: str, theirs: str) -> None:
    from termbase.memory.automaton import SuffixAutomaton

    def common(text: str) -> bool:
        return text in ours and text in theirs

    def longest_from(start: int) -> str:
        ends = range(start, len(theirs) + 1)
        return max((theirs[start:end] for end in ends if common(theirs[start:end])), key=len)

    found = {ours[start:end] for start, end in SuffixAutomaton(ours).shared(theirs)}
    expected = set()
    reached = 0
    for start in range(len(theirs)):
        text = longest_from(start)
        if text and start + len(text) > reached:
            expected.add(text)
            reached = start + len(text)
    assert found == expected
