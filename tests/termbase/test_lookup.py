"""Looking up: what a query finds, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.errors import StoreError
from termbase.lookup import Hit
from termbase.model.concept import Concept, Language, Status, Term
from termbase.store import Store
from termbase.termbase import Termbase

ZH, EN = Language.CHINESE, Language.ENGLISH


def concept(name: str, chinese: str, *english: str) -> Concept:
    """A concept from ``simplified traditional pinyin`` and renderings, the first preferred."""
    text, traditional, *pinyin = chinese.split(" ")
    return Concept(
        name,
        (
            Term(
                ZH, text, traditional=traditional, pinyin=" ".join(pinyin), status=Status.PREFERRED
            ),
            *(
                Term(EN, rendering, status=Status.ADMITTED if place else Status.PREFERRED)
                for place, rendering in enumerate(english)
            ),
        ),
    )


CONCEPTS = [
    concept("luoguan", "裸官 裸官 luǒguān", "naked official"),
    concept("jinchan", "金蝉脱壳 金蟬脫殼 jīnchán-tuōqiào", "slough off one's shell"),
    concept(
        "longzi",
        "把权力关进制度的笼子 把權力關進制度的籠子 bǎ quánlì guānjìn zhìdù de lóngzi",
        "cage of the system",
    ),
    concept("xian", "西安 西安 Xī'ān", "Xi'an"),
    concept("county", "县 縣 xiàn", "county"),
    concept("nv", "女干部 女幹部 nǚ gànbù", "female cadre"),
    concept("lv", "绿卡 綠卡 lǜkǎ", "green card"),
    concept("lu", "路卡 路卡 lùkǎ", "road block"),
    concept(
        "ccp",
        "中国共产党 中國共產黨 Zhōngguó Gòngchǎndǎng",
        "Chinese Communist Party",
        "the Party",
        "CCP",
    ),
    concept("party-school", "党校 黨校 dǎngxiào", "Party school"),
    concept("shuji", "书记 書記 shūjì", "secretary"),
    concept("shuju", "数据 數據 shùjù", "data"),
    concept("lilun", "理论 理論 lǐlùn", "theory"),
    concept("lianghui", "两会 兩會 liǎnghuì", "Two Sessions"),
    concept("taiwan", "台湾 臺灣 Táiwān", "Taiwan"),
    concept("jiuyiba", "九一八事变 九一八事變 Jiǔ-Yībā Shìbiàn", "Mukden Incident"),
    concept("wailai", "外来干涉 外來干涉 wàilái gānshè", "foreign interference"),
]

FIRST = [
    # 汉字 in every script, mixed, with spaces and quotation marks
    ("裸官", "luoguan"), ("金蝉脱壳", "jinchan"), ("金蟬脫殼", "jinchan"), ("金蝉脫壳", "jinchan"), ("「裸官」", "luoguan"),
    ("台灣", "taiwan"), ("臺湾", "taiwan"), ("裸 官", "luoguan"), ("笼子", "longzi"), ("籠子", "longzi"), ("权力", "longzi"),
    ("干涉", "wailai"), ("金蝉", "jinchan"), ("中国", "ccp"), ("共产党", "ccp"),
    ("918", "jiuyiba"), ("918事變", "jiuyiba"), ("九一八", "jiuyiba"),
    # pinyin with marks, numbers, neither; spaces, apostrophes, capitals, ü in every spelling
    ("luǒguān", "luoguan"), ("luo3guan1", "luoguan"), ("luo3 guan1", "luoguan"), ("luoguan", "luoguan"), ("Luo Guan", "luoguan"),
    ("LUOGUAN", "luoguan"), ("xi'an", "xian"), ("xi’an", "xian"), ("xi an", "xian"), ("Xī'ān", "xian"), ("xi1an1", "xian"),
    ("xiàn", "county"), ("xian4", "county"), ("lǜkǎ", "lv"), ("lvka", "lv"), ("lv4ka3", "lv"), ("lu:4ka3", "lv"), ("lükǎ", "lv"), ("lùkǎ", "lu"),
    ("nü3 gan4bu4", "nv"), ("nv ganbu", "nv"), ("jinchan tuoqiao", "jinchan"), ("jinchantuoqiao", "jinchan"),
    ("gongchandang", "ccp"), ("shūjì", "shuji"), ("shùjù", "shuju"), ("shu1ji4", "shuji"), ("longzi", "longzi"), ("jinchan", "jinchan"),
    # Zhuyin, Wade–Giles, Tongyong Pinyin
    ("ㄌㄨㄛˇㄍㄨㄢ", "luoguan"), ("ㄌㄨㄛˇ ㄍㄨㄢ", "luoguan"), ("ㄒㄧㄢˋ", "county"), ("Lo-kuan", "luoguan"), ("lo kuan", "luoguan"), ("ㄌㄍ", "luoguan"),
    ("Chung-kuo Kung-ch'an-tang", "ccp"), ("Chung-kuo kung-chan tang", "ccp"), ("Jhongguo Gongchandang", "ccp"),
    # initials
    ("lg", "luoguan"), ("jctq", "jinchan"), ("zggcd", "ccp"), ("JCTQ", "jinchan"),
    # English in any inflection, with articles, prefixes, parts
    ("naked official", "luoguan"), ("Naked Officials", "luoguan"), ("the naked officials", "luoguan"), ("naked official's", "luoguan"),
    ("sloughing off its shell", "jinchan"), ("sloughed off their shells", "jinchan"), ("cages of the system", "longzi"),
    ("party", "ccp"), ("the party", "ccp"), ("Communist Party", "ccp"), ("ccp", "ccp"), ("naked", "luoguan"), ("system", "longzi"),
    ("two session", "lianghui"), ("secretaries", "shuji"), ("cadre", "nv"),
    # slips
    ("naked oficial", "luoguan"), ("nacked officials", "luoguan"), ("luoguang", "luoguan"), ("gongchandan", "ccp"),
    ("金蝉脱売", "jinchan"), ("chinese comunist party", "ccp"), ("foriegn interference", "wailai"),
]  # fmt: skip

NOTHING = ["", " ", "，", "qqqqqq", "鬱", "zzz zzz", "123456", "completely different words"]


@pytest.fixture(scope="module")
def termbase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Termbase]:
    store = Store(tmp_path_factory.mktemp("lookup") / "a.db")
    store.put(CONCEPTS)
    opened = Termbase(store, None)
    yield opened
    opened.close()


@pytest.mark.parametrize(("query", "name"), FIRST)
def test_first(termbase: Termbase, query: str, name: str) -> None:
    found = termbase.lookup(query)
    assert found
    assert found[0].concept.id == name


@pytest.mark.parametrize("query", NOTHING)
def test_nothing(termbase: Termbase, query: str) -> None:
    assert termbase.lookup(query) == []


def test_what_matched_is_told(termbase: Termbase) -> None:
    assert [termbase.lookup(query)[0].matched for query in ("裸官", "lg", "luoguan", "naked officials", "CCP")] == [
        "裸官", "luǒguān", "luǒguān", "naked official", "CCP",
    ]  # fmt: skip


RANKED = [
    ("xi'an", ["xian", "county"]),
    ("xian", ["county", "xian"]),
    ("lvka", ["lv"]),
    ("luka", ["lu", "lv"]),
    ("lùkǎ", ["lu", "lv"]),
    ("party", ["ccp", "party-school"]),
]


@pytest.mark.parametrize(("query", "names"), RANKED)
def test_ranked(termbase: Termbase, query: str, names: list[str]) -> None:
    assert [hit.concept.id for hit in termbase.lookup(query)] == names


def test_each_way_of_matching_has_its_band(termbase: Termbase) -> None:
    def best(query: str) -> float:
        return termbase.lookup(query)[0].score

    assert 100 == best("裸官") > best("luǒguān") > best("luoguan") >= 90
    assert 90 > best("lg") >= 85
    assert 85 > best("中国") >= 70
    assert 70 > best("笼子") >= 50
    assert 50 > best("naked oficial") >= 1


def test_a_preferred_term_comes_before_others(tmp_path: Path) -> None:
    one = Concept("a", (Term(EN, "thing", status=Status.ADMITTED),))
    two = Concept("b", (Term(EN, "thing", status=Status.PREFERRED),))
    three = Concept("c", (Term(EN, "thing", status=Status.DEPRECATED),))
    with Store(tmp_path / "a.db") as store:
        store.put([one, two, three])
        assert [hit.concept.id for hit in Termbase(store, None).lookup("things")] == ["b", "a", "c"]


def test_of_equal_ones_the_better_known_comes_first(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        store.put(
            [
                replace(concept("a", "习包子 習包子 Xí Bāozi", "bun"), level=3),
                replace(concept("b", "习近平 習近平 Xí Jìnpíng", "Xi"), level=1),
                replace(concept("c", "习家军 習家軍 Xíjiājūn", "army"), level=2),
                concept("d", "习组织 習組織 Xí zǔzhī", "group"),
            ]
        )
        found = Termbase(store, None).lookup("习")
        assert [hit.concept.id for hit in found] == ["b", "c", "a", "d"]
        assert len({hit.score for hit in found}) == 1
        assert [hit.concept.id for hit in Termbase(store, None).lookup("习", 1)] == ["b"]


def test_of_namesakes_that_of_the_script_comes_first(tmp_path: Path) -> None:
    ministry = concept("cn", "国防部 國防部 guófángbù", "ministry")
    with Store(tmp_path / "a.db") as store:
        store.put(
            [
                replace(ministry, polity="mainland", level=3),
                replace(ministry, id="tw", polity="taiwan", level=2),
            ]
        )
        termbase = Termbase(store, None)
        assert [hit.concept.id for hit in termbase.lookup("国防部")] == ["cn", "tw"]
        assert [hit.concept.id for hit in termbase.lookup("guofangbu")] == ["cn", "tw"]
        assert [hit.concept.id for hit in termbase.lookup("國防部")] == ["tw", "cn"]


def test_of_equal_ones_the_one_as_written_comes_first(tmp_path: Path) -> None:
    """Possessives are left out of keys: *our country* and *your country* have one."""
    with Store(tmp_path / "a.db") as store:
        store.put(
            [
                replace(concept("ni", "你国 你國 nǐguó", "your country"), level=1),
                replace(concept("wo", "我国 我國 wǒguó", "our country"), level=5),
            ]
        )
        for query, names in (("our country", ["wo", "ni"]), ("Your country", ["ni", "wo"])):
            assert [hit.concept.id for hit in Termbase(store, None).lookup(query)] == names


def test_the_users_own_come_first_and_replace(tmp_path: Path) -> None:
    own, builtin = Store(tmp_path / "own.db"), Store(tmp_path / "builtin.db")
    builtin.put([concept("a", "甲 甲 jiǎ", "first"), concept("same", "乙 乙 yǐ", "theirs")])
    own.put([concept("z", "甲 甲 jiǎ", "mine"), concept("same", "丙 丙 bǐng", "ours")])
    both = Termbase(own, builtin)
    assert [hit.concept.id for hit in both.lookup("甲")] == ["z", "a"]
    assert both.lookup("乙") == []
    assert both.lookup("theirs") == []
    assert [hit.matched for hit in both.lookup("丙")] == ["丙"]
    assert sorted(c.id for c in both) == ["a", "same", "z"]
    assert len(both) == 3
    assert [form.text for form in both.forms(ZH)] == ["甲", "丙", "甲"]
    both.close()


def test_slips_are_looked_for_only_where_no_store_has_better(tmp_path: Path) -> None:
    own, builtin = Store(tmp_path / "own.db"), Store(tmp_path / "builtin.db")
    own.put([concept("luojing", "裸警 裸警 luǒjǐng", "naked officer")])
    builtin.put([concept("luoguan", "裸官 裸官 luǒguān", "naked official")])
    both = Termbase(own, builtin)
    assert [hit.concept.id for hit in both.lookup("naked official")] == ["luoguan"]
    assert [hit.concept.id for hit in both.lookup("naked offices")] == ["luojing", "luoguan"]
    both.close()


def test_what_is_overridden_is_no_better(tmp_path: Path) -> None:
    """Only the hidden concept equals the query: the slip is all there is."""
    own, builtin = Store(tmp_path / "own.db"), Store(tmp_path / "builtin.db")
    own.put([concept("same", "裸警 裸警 luǒjǐng", "naked officer")])
    builtin.put([concept("same", "裸官 裸官 luǒguān", "naked offices")])
    both = Termbase(own, builtin)
    assert [(hit.concept.id, hit.matched) for hit in both.lookup("naked offices")] == [
        ("same", "naked officer")
    ]
    both.close()


def test_slips_are_found_after_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Store(path) as store, Store(path) as other:
        termbase = Termbase(store, None)
        assert termbase.lookup("naked oficial") == []
        other.put([concept("luoguan", "裸官 裸官 luǒguān", "naked official")])
        assert termbase.lookup("naked oficial")
        with store.trial():
            store.remove(["luoguan"])
            assert termbase.lookup("naked oficial") == []
        assert termbase.lookup("naked oficial")
        other.remove(["luoguan"])
        assert termbase.lookup("naked oficial") == []


def test_ranking_reads_no_more_concepts_than_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "a.db") as store:
        store.put(
            concept(f"c{n}", f"中国人民{chr(0x4E00 + n)} 中國人民{chr(0x4E00 + n)}")
            for n in range(300)
        )
        decoded: list[str] = []
        get_each = store.get_each

        def get_counted(names: Iterable[str]) -> dict[str, Concept]:
            decoded.extend(names)
            return get_each(decoded)

        monkeypatch.setattr(store, "get_each", get_counted)
        assert len(Termbase(store, None).lookup("人民", 7)) == len(decoded) == 7


def test_a_part_in_long_terms_is_found_whole(tmp_path: Path) -> None:
    """The full-text index is asked for the first characters alone; the rest is compared."""
    words = "".join(chr(0x4E00 + n) for n in range(200))
    with Store(tmp_path / "a.db") as store:
        store.put(
            [
                concept("long", f"甲{words} 甲{words}"),
                concept("other", f"甲{words[:150]}乙 甲{words[:150]}乙"),
            ]
        )
        assert [hit.concept.id for hit in Termbase(store, None).lookup(words[:190])] == ["long"]
        assert len(Termbase(store, None).lookup(words[:100])) == 2


BAD = [
    "裸\ud83d官",
    "\ud83d",
    "naked\udcff official",
    "裸官\x00",
    "\x00",
    "a\u0301" * 50,
    '"裸官" OR "',
    "naked* -official",
    "'",
]


@pytest.mark.parametrize("query", BAD)
def test_odd_characters(termbase: Termbase, query: str) -> None:
    hits = termbase.lookup(query)
    assert all(isinstance(hit, Hit) for hit in hits)


def test_decomposed_characters_are_composed(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        store.put([Concept("cafe", (Term(EN, "cafe\u0301 society", status=Status.PREFERRED),))])
        termbase = Termbase(store, None)
        for query in ("café society", "cafe\u0301 society", "cafe\u0301"):
            assert [hit.concept.id for hit in termbase.lookup(query)] == ["cafe"]
        assert (
            termbase.lookup("café society")[0].score
            == 100
            == termbase.lookup("cafe\u0301 society")[0].score
        )


def test_a_sqlite_without_full_text_search_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = ("CREATE VIRTUAL TABLE a USING fts99(b)",)
    monkeypatch.setattr("termbase.store.sqlite.schema.MIGRATIONS", missing)
    with pytest.raises(
        StoreError, match="lacks the module fts99; use a Python whose sqlite3 has it"
    ):
        Store(tmp_path / "a.db")


LONG = [
    "a" * 330,
    "luo" * 600,
    "luoguan" * 200,
    "a." * 5_000 + "b",
    "word " * 40_000,
    "裸官" * 50_000,
    "裸a" * 50_000,
]


@pytest.mark.parametrize("query", LONG, ids=range(len(LONG)))
def test_long_queries_are_answered(termbase: Termbase, query: str) -> None:
    assert termbase.lookup(query) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=20), limit=st.integers(1, 5))
def test_any_query_is_answered_in_order(termbase: Termbase, query: str, limit: int) -> None:
    found = termbase.lookup(query, limit)
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    assert len(found) == len({hit.concept.id for hit in found}) <= limit
    assert all(1 <= score <= 100 for score in scores)
