"""Searching a memory: nothing is lost, whatever has happened to units and index."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from termbase.errors import InputError, NotFound
from termbase.memory import Duplicates, Match, Memory, Penalty, build, index, index_writer, parallel
from termbase.memory.build import write_index_part
from termbase.memory.index_part import IndexPart, Query
from termbase.memory.maintenance import deduplicate, replace_in_targets
from termbase.memory.similarity import allowed, score
from termbase.memory.tail import Tail
from termbase.memory.tokens import surface, tokenize
from termbase.model.unit import TranslationUnit, family
from tests.processes import index_folder, written


def scores(matches: list[Match]) -> list[tuple[int, str]]:
    return [(match.score, match.stored) for match in matches]


# --- the index equals brute force ---------------------------------------------------------------

# Few words, so that segments have much in common; repeats, and longer ones.
_words = st.sampled_from("a b c d e the 中 国 共 2016 ，".split())
_segments = st.lists(_words, max_size=14) | st.lists(st.sampled_from("ab"), max_size=40)
_long = st.integers(1, 300).map(lambda n: ["x"] * n + ["y"])


@given(
    records=st.lists(_segments | _long, max_size=30),
    query=_segments | _long,
    at_least=st.integers(1, 100),
)
def test_a_part_and_the_tail_find_what_brute_force_finds(
    tmp_path_factory: pytest.TempPathFactory,
    records: list[list[str]],
    query: list[str],
    at_least: int,
) -> None:
    expected = set()
    for number, record in enumerate(records):
        length = max(len(query), len(record))
        distance = Levenshtein.distance(query, record)
        if query and record and 100 * (length - distance) >= at_least * length:
            expected.add((number, distance, length))
            assert score(distance, length) == 100 * (length - distance) // length
            assert distance <= allowed(length, at_least)
    path = tmp_path_factory.mktemp("segment") / "part"
    segment = IndexPart(path, write_index_part(path, enumerate(records)))
    tail = Tail()
    for number, record in enumerate(records):
        tail.add(number, record)
    asked = Query.of(query, at_least)
    assert set(map(tuple, segment.find(asked))) == expected
    assert set(map(tuple, tail.find(asked))) == expected


def test_long_records_and_large_vocabularies(tmp_path: Path) -> None:
    records = [[f"w{n}" for n in range(start, start + 700)] for start in range(0, 70_000, 100)]
    segment = IndexPart(tmp_path / "part", write_index_part(tmp_path / "part", enumerate(records)))
    query = [*records[600][:690], *"abcdefghij"]
    found = segment.find(Query.of(query, 70))
    assert [(f.record, f.distance) for f in found if f.distance < 20] == [(600, 10)]
    assert {f.record for f in found} == {
        n for n, r in enumerate(records) if Levenshtein.distance(query, r) <= allowed(700, 70)
    }


# --- tokens, scores, differences ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("中央紀委“老虎”", ["中", "央", "纪", "委", '"', "老", "虎", '"']),
        ("１,０００ 名 GDP—3.5％", ["1000", "名", "gdp", "-", "3.5", "%"]),
        ("Don’t stop—U.S.", ["don't", "stop", "-", "u", ".", "s", "."]),
        ("na\u00adïve\u200b 𠮷野家", ["naïve", "𠮷", "野", "家"]),
        ("1,00 1,000,000", ["1,00", "1000000"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@given(st.text())
def test_there_are_as_many_tokens_as_are_written(text: str) -> None:
    assert len(surface(text)) == len(tokenize(text))


@pytest.mark.parametrize(
    ("query", "stored", "differences"),
    [
        ("中央纪委", "中央紀委", [Penalty.SCRIPT]),
        ("the Party", "The party", [Penalty.CASE]),
        ("“老虎”", "「老虎」", [Penalty.PUNCTUATION]),
        ("老虎, 苍蝇", "老虎，苍蝇", [Penalty.PUNCTUATION]),
        ("1,000名", "1000名", [Penalty.NUMBERS]),
        ("老虎", "老虎", []),
        ("「The 老虎」", "“the 老虎”", [Penalty.CASE, Penalty.PUNCTUATION]),
    ],
)
def test_what_costs_a_point(
    memory: Memory, query: str, stored: str, differences: list[Penalty]
) -> None:
    memory.add(stored, "x")
    (match,) = memory.search(query)
    assert list(match.penalties) == differences
    assert match.score == 100 - len(differences)


def test_inline_codes_cost_a_point(memory: Memory) -> None:
    markup = '敢打<bpt i="1">&lt;b&gt;</bpt>老虎<ept i="1">&lt;/b&gt;</ept>'
    memory.add("敢打老虎", "to hit tigers", source_markup=markup)
    assert memory.search("敢打老虎")[0].penalties == (Penalty.CODES,)
    assert memory.search("敢打老虎", markup=markup)[0].score == 100


def test_codes_are_put_in(memory: Memory) -> None:
    memory.add(
        "按保存键",
        "Press Save.",
        source_markup='按<ph x="1">{1}</ph>保存键',
        target_markup='Press <ph x="1">{1}</ph>Save.',
    )
    (match,) = memory.search("按保存键", markup='按<ph x="7">{img}</ph>保存键')
    assert (match.score, match.penalties) == (99, (Penalty.CODES,))
    assert match.codes == {'<ph x="1">{1}</ph>': '<ph x="7">{img}</ph>'}
    assert match.suggestion_markup == 'Press <ph x="7">{img}</ph>Save.'
    (match,) = memory.search("按保存键", markup='按<it x="7"/>保存键')
    assert (match.score, match.codes) == (99, {})
    assert match.suggestion_markup == 'Press <ph x="1">{1}</ph>Save.'


def test_context(memory: Memory) -> None:
    memory.add("老虎", "tigers", before="一", after="二")
    assert memory.search("老虎", before="一", after="二")[0].score == 101
    assert memory.search("老虎", before="一")[0].score == 100
    assert memory.search("老虎")[0].score == 100


def test_numbers_are_put_in(memory: Memory) -> None:
    memory.add("2016年有3名裸官。", "There were 3 naked officials in 2016.")
    memory.add("3和3", "3 and 3")
    (match,) = memory.search("2017年有５名裸官。")
    assert (match.score, match.penalties) == (99, (Penalty.NUMBERS,))
    assert match.numbers == {"2016": "2017", "3": "５"}
    assert match.suggestion == "There were ５ naked officials in 2017."
    (match,) = memory.search("4和4", at_least=30)
    assert match.suggestion == "3 and 3"  # which of the two is which is unknown
    assert memory.search("2017年有百名裸官。")[0].suggestion.endswith("in 2016.")


def test_a_number_in_another_notation_costs_a_point(memory: Memory) -> None:
    memory.add("第三章", "Chapter 3")
    (match,) = memory.search("第3章")
    assert (match.score, match.penalties) == (99, (Penalty.NUMBERS,))
    assert (match.numbers, match.suggestion) == ({}, "Chapter 3")


def test_what_differs_is_told(memory: Memory) -> None:
    memory.add("中央通报三名裸官。", "x")
    (match,) = memory.search("中央公布三名裸官。")
    assert [tuple(step) for step in match.alignment] == [
        ("equal", "中央", "中央"),
        ("replace", "公布", "通报"),
        ("equal", "三名裸官。", "三名裸官。"),
    ]
    memory.add("Naked  officials fled.", "y")
    (match,) = memory.search("All naked officials fled", at_least=50)
    assert "".join(step.stored for step in match.alignment) == "Naked  officials fled."
    assert "".join(step.query for step in match.alignment) == "All naked officials fled"


# --- what can be searched ------------------------------------------------------------------------


def test_either_language_is_the_query(memory: Memory) -> None:
    memory.add("坚持以人民为中心。", "Put the people first.")
    assert scores(memory.search("坚持以人民为中心")) == [(88, "坚持以人民为中心。")]
    (match,) = memory.search("put the people first")
    assert (match.score, match.translation, match.in_source) == (80, "坚持以人民为中心。", False)
    assert memory.search("坚持以人民为中心", language="en") == []
    assert len(memory.search("坚持以人民为中心", language="zh-Hant-TW")) == 1


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh_Hant_HK", "zh"),
        ("chi", "zh"),
        ("en-US", "en"),
        ("FR", "fr"),
    ],
)
def test_families(tag: str, expected: str) -> None:
    assert family(tag) == expected


def test_languages_are_kept_in_their_usual_spelling(memory: Memory) -> None:
    memory.add("裸官", "naked official", "zh_Hans", "en-us")
    (unit,) = memory
    assert (unit.source_language, unit.target_language) == ("zh-Hans", "en-US")


def test_best_first_and_no_more_than_asked(memory: Memory) -> None:
    for text in ("党中央决定", "党中央的决定", "黨中央決定", "党中央规定"):
        memory.add(text, "x")
    assert scores(memory.search("党中央决定", limit=2)) == [(100, "党中央决定"), (99, "黨中央決定")]
    assert len(memory.search("党中央决定", limit=None)) == 4
    assert memory.search("") == memory.search("裸") == []
    with pytest.raises(ValueError, match="between 1 and 100"):
        memory.search("裸官", at_least=0)


def test_the_newest_of_equals_comes_first(memory: Memory) -> None:
    memory.add("裸官", "old")
    memory.add("裸官", "new")
    assert [match.translation for match in memory.search("裸官")] == ["new", "old"]


# --- adding, deleting, changing --------------------------------------------------------------------


def test_duplicates(memory: Memory) -> None:
    unit = TranslationUnit("裸官", "naked official", changed="2020")
    newer = TranslationUnit("裸官", "bare official", changed="2021")
    assert memory.add_many([unit, unit]) == (1, 1, 0)
    assert memory.add_many([unit]) == (0, 1, 0)
    assert memory.add_many([unit], Duplicates.ALL) == (1, 0, 0)
    assert memory.add_many([newer], "newest") == (1, 0, 2)
    assert memory.add_many([unit, newer], "newest") == (0, 2, 0)
    assert [u.target for u in memory] == ["bare official"]


def test_an_error_leaves_nothing_behind(memory: Memory) -> None:
    with pytest.raises(InputError, match="empty target"):
        memory.add_many([TranslationUnit("裸官", "x"), TranslationUnit("裸官", " ")])
    assert len(memory) == 0


def test_deleted_and_changed_units(memory: Memory) -> None:
    memory.add("裸官", "naked official", target_markup="naked <ph>official</ph> official")
    memory.add("老虎", "tiger")
    memory.index()
    (match,) = memory.search("老虎")
    assert match.unit.id is not None
    memory.delete([match.unit.id])
    assert memory.search("老虎") == []
    with pytest.raises(NotFound, match="no such unit"):
        memory.delete([match.unit.id])
    assert len(replace_in_targets(memory, "official", "cadre", dry_run=True)) == 1
    assert memory.search("裸官")[0].translation == "naked official"
    replace_in_targets(memory, "official", "cadre")
    (match,) = memory.search("裸官")
    assert match.unit.target_markup == "naked <ph>cadre</ph> cadre"
    assert memory.search("naked cadre")[0].score == 99  # for the code
    assert memory.search("naked official", at_least=60) == []
    with pytest.raises(InputError):
        replace_in_targets(memory, "", "x")
    with pytest.raises(InputError):
        replace_in_targets(memory, "naked cadre", "")


def test_deduplicate(memory: Memory) -> None:
    units = [TranslationUnit("裸官", "x", changed=year) for year in ("2020", "2022", "2021")]
    memory.add_many([*units, TranslationUnit("裸官", "y")], Duplicates.ALL)
    assert deduplicate(memory) == 2
    assert [(unit.target, unit.changed) for unit in memory] == [("x", "2022"), ("y", "")]
    assert memory.stats()["units"] == 2
    assert memory.stats()["languages"] == {"zh → en": 2}


# --- the index in files ------------------------------------------------------------------------


def fill(memory: Memory, count: int, word: str = "裸官") -> None:
    memory.add_many(TranslationUnit(f"第{n}名{word}", f"{word} no. {n}") for n in range(count))


def found(memory: Memory, count: int, word: str = "裸官") -> bool:
    return all(
        memory.search(f"第{n}名{word}", at_least=100)
        and memory.search(f"{word} no. {n}", at_least=100)
        for n in range(count)
    )


def parts(memory: Memory) -> list[Path]:
    return sorted(index_folder(memory).glob("[0-9]*"))


def test_what_is_added_later_is_found_as_well(memory: Memory) -> None:
    fill(memory, 20)
    memory.index()
    assert found(memory, 20)
    memory.add("老虎", "tiger")
    assert memory.search("老虎")[0].score == 100
    assert len(parts(memory)) == 2
    assert memory.stats()["index_bytes"] > 1000


def test_parts_that_are_many_are_joined(memory: Memory) -> None:
    for number in range(6):
        memory.add_many(TranslationUnit(f"{number}号{n}", "x") for n in range(10))
        memory.index()
    assert len(parts(memory)) < 8
    assert all(memory.search(f"{n}号{m}", 100) for n in range(6) for m in range(10))


def test_units_that_are_added_in_transactions_are_indexed(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "TAIL", 10)
    for number in range(12):
        with memory.transaction():
            memory.add(f"第{number}句话", f"sentence {number}")
    memory._index.wait()
    assert memory.stats()["unindexed"] <= 10


def test_a_long_tail_is_indexed_by_itself(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "TAIL", 10)
    fill(memory, 11)
    memory._index.wait()
    assert len(parts(memory)) == 2
    assert found(memory, 11)


def test_no_part_is_larger_than_fits_into_memory(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "TAIL", 10)
    monkeypatch.setattr(index_writer, "LARGEST", 4)
    fill(memory, 11)
    memory._index.wait()
    assert len(parts(memory)) == 2 * 3
    assert found(memory, 11)


@pytest.mark.parametrize("damage", ["missing", "empty", "changed", "cut", "folder"])
def test_a_damaged_index_is_made_anew(memory: Memory, damage: str) -> None:
    fill(memory, 30)
    memory.index()
    for path in parts(memory):
        data = bytearray(path.read_bytes())
        if damage == "missing":
            path.unlink()
        elif damage == "empty":
            path.write_bytes(b"")
        elif damage == "changed":
            data[len(data) // 2] ^= 1
            path.write_bytes(data)
        elif damage == "cut":
            path.write_bytes(data[:-1])
        else:
            path.unlink()
            path.mkdir()
    with Memory(memory.address) as other:
        assert found(other, 30)
        assert len(other._index._current()) == 2


def test_an_index_of_an_earlier_version_is_made_anew(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It knew no numbers in 汉字, so it would miss matches."""
    memory.add("第三章", "Chapter Three")
    with monkeypatch.context() as earlier:
        earlier.setattr(build, "MAGIC", b"zhen-memory-2\n")
        earlier.setattr(build, "pattern_hash", lambda tokens: None)
        memory.index()
    old = parts(memory)
    with Memory(memory.address) as other:
        (match,) = other.search("第十二章")
        assert (match.score, match.suggestion) == (99, "Chapter Twelve")
    assert set(parts(memory)).isdisjoint(old)


def test_an_index_of_another_state_is_not_believed(memory: Memory) -> None:
    fill(memory, 5)
    memory.index()
    old = {path.name: path.read_bytes() for path in parts(memory)}
    assert memory._index._registry.replace(list(old), [])
    fill(memory, 30, "老虎")
    memory.index()
    for path, data in zip(parts(memory), old.values(), strict=False):
        path.write_bytes(data)
    with Memory(memory.address) as other:
        assert found(other, 30, "老虎")
        assert found(other, 5)


def test_another_process_s_changes_are_seen(memory: Memory) -> None:
    fill(memory, 3)
    assert found(memory, 3)
    with Memory(memory.address) as other:
        fill(other, 20, "老虎")
        assert found(memory, 20, "老虎")
        other.index()
        assert found(memory, 20, "老虎")
        other.delete([unit.id for unit in other if unit.id])
    assert memory.search("裸官 no. 1") == []
    memory.add("裸官", "x")
    assert memory.search("裸官")[0].score == 100


def test_workers_find_the_same_in_order(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(memory, 50)
    texts = [f"第{n % 60}名裸官" for n in range(100)]
    expected = [memory.search(text) for text in texts]
    assert list(memory.search_many(texts)) == expected
    monkeypatch.setattr(parallel, "_WORTH_WORKERS", 20)
    monkeypatch.setattr(parallel, "_BATCH", 7)
    assert list(memory.search_many(iter(texts), processes=2)) == expected


_WRITER = """
import sys
from termbase.memory import Memory
from termbase.model.unit import TranslationUnit
from termbase.store.address import read_address
memory = Memory(read_address(sys.argv[1]))
print("ready", flush=True)
memory.add_many(TranslationUnit(f"第{n}名老虎", f"老虎 no. {n}") for n in range(int(sys.argv[2])))
print("added", flush=True)
memory.index()
print("indexed", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize(("after", "wait"), [("ready", 0.05), ("ready", 0.2), ("added", 0.05)])
def test_kill_9(memory: Memory, after: str, wait: float) -> None:
    fill(memory, 10)
    memory.index()
    count = 9_000
    command = [sys.executable, "-c", _WRITER, written(memory.address), str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        while process.stdout.readline().strip() != after:
            pass
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
    with Memory(memory.address) as other:
        assert len(other) in (10, 10 + count)
        assert len(other) == 10 + count or after == "ready"
        assert found(other, 10)
        if len(other) > 10:
            assert other.search(f"第{count - 1}名老虎")[0].score == 100
        other.index()
        assert found(other, 10)


def test_one_writes_while_another_searches(memory: Memory) -> None:
    fill(memory, 10)
    command = [sys.executable, "-c", _WRITER, written(memory.address), "2000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            assert found(memory, 10)
    assert process.returncode == 0
    assert memory.search("第1999名老虎")[0].score == 100
