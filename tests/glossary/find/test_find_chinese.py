"""Finding Chinese terms: boundaries, scripts, broken terms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import glossary
from glossary import Glossary
from glossary.find import Boundary, chinese, reach, spanned
from glossary.find.chinese import ChineseFinder
from glossary.segment import words
from termbase.language import script
from termbase.model.concept import Concept, Cues, Language, Term
from tests.glossary.conftest import CONCEPTS, zh

FOUND = [
    # words of their own
    ("中纪委通报裸官问题", ["中纪委", "裸官"]),
    ("中共中央纪律检查委员会", ["中共", "中央纪律检查委员会"]),
    ("中国共产党第二十次全国代表大会", ["中国共产党"]),
    # traditional, Taiwan and Hong Kong spellings, and scripts mixed
    ("中紀委通報裸官問題", ["中紀委", "裸官"]),
    ("金蟬脫殼之計", ["金蟬脫殼"]),
    ("金蝉脫壳之計", ["金蝉脫壳"]),
    ("他在裡面，她在裏面，我在里面", ["裡面", "裏面", "里面"]),
    # longest first
    ("改革开放四十年", ["改革开放"]),
    ("改革是第二次革命", ["改革"]),
    # inside a longer word, with whole words left over
    ("全国各级中国共产党组织", ["中国共产党"]),
    # punctuation, quotation marks, brackets, Latin letters and digits beside or inside
    ("“裸官”、《学习时报》（中纪委）", ["裸官", "学习时报", "中纪委"]),
    ("中纪委CCDI", ["中纪委", "CCDI"]),
    ("基本法23条立法争议", ["23条立法"]),
    ("基本法２３条立法争议", ["２３条立法"]),
    ("坚持德才兼备、以德为先，", ["德才兼备、以德为先"]),
    # broken by a line end, spaces, a full-width space, what cannot be seen
    ("打击裸\n官行动", ["裸\n官"]),
    ("打击裸\r\n官行动", ["裸\r\n官"]),
    ("中 纪 委", ["中 纪 委"]),
    ("改革　开放", ["改革　开放"]),
    ("改革\u200b开放", ["改革\u200b开放"]),
    ("改革\n  开放", ["改革\n  开放"]),
    # characters outside the basic plane
    ("去𠮷野家吃饭", ["𠮷野家"]),
]

NOT_FOUND = [
    "发展中国会议纪要",  # 中国|会议, not 国会
    "中国会議",
    "各国企业都在重组供应链",  # 各国|企业, not 国企
    "多名反对党委员离席",  # 反对党|委员, not 党委
    "裸\n\n官",  # another paragraph
    "裸。官",
    "PPT23条立法"[2:4],
    "https://example.org/裸".replace("裸", "naked-official"),
    "动物园的老虎产下幼崽",
    "一只老虎",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(small: Glossary, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in small.find(text)] == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(small: Glossary, text: str) -> None:
    assert [mention.text for mention in small.find(text)] == []


def test_cues_decide_near_by(small: Glossary) -> None:
    assert [m.text for m in small.find("又一只老虎落马。")] == ["老虎"]
    assert [m.text for m in small.find("老虎\n\n贪腐案")] == ["老虎"]
    assert [m.text for m in small.find("老虎。" + "\n\n今天天气好。" * 100 + "贪腐案")] == []
    assert [m.text for m in small.find("贪腐案中的老虎不在动物园")] == []


def test_a_term_is_no_evidence_of_itself(tmp_path: Path) -> None:
    term = Term(Language.ENGLISH, "Communist regime", cues=Cues(("Communist", "China")))
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        g.put(Concept("regime", (term,)))
        assert g.find("A Communist regime") == []
        assert len(g.find("The Communists of a Communist regime")) == 1


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("外交部说，北京说", [0]), ("外交部批评日本", []), ("日本外交部说", []),
        ("日本的外交部说", [3]), ("日本外交部说，外交部说", [7]), ("北京的外交部", [3]),
        ("The foreign ministry of China", [4]), ("Our football foreign ministry, Beijing", []),
        ("A foreign ministry team in Beijing", []), ("Beijing has a foreign ministry", [14]),
    ],
)  # fmt: skip
def test_cues_that_stand_beside_the_term(tmp_path: Path, text: str, starts: list[int]) -> None:
    """A tilde is for the term: a cue there is tested first, and counts only there."""
    cues = Cues(("~说", "北京", "China", "Beijing"), ("日本~", "Football ~", "~ team"))
    english = Term(Language.ENGLISH, "foreign ministry", cues=cues)
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        g.put(Concept("mfa", (zh("外交部", "外交部", "Wàijiāobù", cues=cues), english)))
        assert [mention.start for mention in g.find(text)] == starts


@pytest.mark.parametrize(
    "quoted", ["“三保”", "「三保」", "『三保』", "‘三保’", '"三保"', "＂三保＂"]
)
def test_a_word_that_is_a_term_in_quotation_marks(tmp_path: Path, quoted: str) -> None:
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        g.put(Concept("sanbao", (zh("三保", "三保", "sān bǎo", cues=Cues(("“~”",))),)))
        assert [mention.text for mention in g.find(f"兜牢{quoted}底线")] == ["三保"]
        for plain in ("兜牢三保底线", quoted.replace("三保", "三保一稳"), f"“二保{quoted[1:]}"):
            assert g.find(plain) == []


def test_a_cue_around_a_term(tmp_path: Path) -> None:
    cues = Cues((), ("所谓~一词",))
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        g.put(Concept("luoguan", (zh("裸官", "裸官", "luǒguān", cues=cues),)))
        assert g.find("所谓裸官一词") == []
        assert len(g.find("所谓裸官，裸官一词")) == 2


def test_nested_on_request(small: Glossary) -> None:
    found = small.find("中国共产党坚持改革开放", overlapping=True, level="loose")
    assert [m.text for m in found] == ["中国共产党", "共产党", "改革开放", "改革"]
    assert [m.boundary for m in found] == [
        Boundary.WORDS, Boundary.INSIDE, Boundary.WORDS, Boundary.INSIDE,
    ]  # fmt: skip


def test_says_which_term_of_the_concept(small: Glossary) -> None:
    (mention,) = small.find("中紀委")
    assert mention.concept.id == "ccdi"
    assert mention.term.text == "中纪委"
    assert mention.language == "zh"
    assert (mention.start, mention.end) == (0, 3)


@pytest.mark.parametrize(
    "term", [t for c in CONCEPTS for t in c.chinese if not t.cues], ids=lambda t: t.text
)
def test_every_term_is_found_between_commas(small: Glossary, term: object) -> None:
    for form in term.forms:  # type: ignore[attr-defined]
        assert form in [m.text for m in small.find(f"，{form}，")]


MIXED = [
    # Latin letters beside, full-width
    ("中纪委CCDI通报", ["中纪委", "CCDI"]),
    ("中紀委ＣＣＤＩ通報", ["中紀委", "ＣＣＤＩ"]),
    ("ＣＣＤＩ（中纪委）", ["ＣＣＤＩ", "中纪委"]),
    # quotation marks and the signs of titles around and inside
    ("「裸官」『改革』“两会”‘国企’《学习时报》〈习近平〉", ["裸官", "改革", "两会", "国企", "学习时报", "习近平"]),
    ("“改革”开放四十年", ["“改革”开放"]),
    ("改革「開放」四十年", ["改革「開放」"]),
    ("主题是‘一国’‘两制’的实践", ["‘一国’‘两制’"]),
    ("“全国‘两会’”", ["两会"]),
    ("“两\n会”", ["两\n会"]),
    ("“一国两制”", ["一国两制"]),
    # which belong to something else
    ("多名“反对党”委员离席", []),
    ("“这是中国”会议说", []),
    ("“裸”体“官”员", []),
    ("“裸\n\n”官", []),
    ("改革”开放", ["改革"]),
    # numbers
    ("党的二十大报告", ["二十大"]),
    ("党的20大报告", ["20大"]),
    ("党的２０大报告", ["２０大"]),
    ("十九届六中全会公报", ["十九届六中全会"]),
    ("19届6中全会公报", ["19届6中全会"]),
    ("19届六中全会公报", ["19届六中全会"]),
    ("十九屆六中全會公報", ["十九屆六中全會"]),
    ("第二十次全国代表大会", ["第二十次全国代表大会"]),
    ("第20次全國代表大會", ["第20次全國代表大會"]),
    ("中国120大城市", []),
    ("120大", []),
    # dots in names
    ("热比娅·卡德尔", ["热比娅·卡德尔"]),
    ("熱比婭‧卡德爾", ["熱比婭‧卡德爾"]),
    ("热比娅•卡德尔和热比娅・卡德尔", ["热比娅•卡德尔", "热比娅・卡德尔"]),
    ("热比娅卡德尔", ["热比娅卡德尔"]),
    # variant characters
    ("台灣海峽與臺灣海峽与台湾海峡", ["台灣海峽", "臺灣海峽", "台湾海峡"]),
    ("摸着石头过河、摸著石頭過河、摸着石頭過河", ["摸着石头过河", "摸著石頭過河", "摸着石頭過河"]),
    ("他在裡面，她在裏面，我在里面", ["裡面", "裏面", "里面"]),
    ("高峰論壇和高峯論壇", ["高峰論壇", "高峯論壇"]),
    # what cannot be seen
    ("中\u200b纪\u200b委", ["中\u200b纪\u200b委"]),
    ("改\u00ad革\u2060开\ufeff放", ["改\u00ad革\u2060开\ufeff放"]),
    ("中\u200d纪委", ["中\u200d纪委"]),
]  # fmt: skip
NUMBERED = [
    zh("二十大", "二十大", "Èrshídà"),
    zh("十九届六中全会", "十九屆六中全會", "shíjiǔ jiè liù zhōng quánhuì"),
    zh("第二十次全国代表大会", "第二十次全國代表大會", "dì-èrshí cì quánguó dàibiǎo dàhuì"),
    zh("热比娅·卡德尔", "熱比婭·卡德爾", "Rèbǐyà Kǎdé'ěr"),
    zh("台湾海峡", "臺灣海峽", "Táiwān Hǎixiá"),
    zh("摸着石头过河", "摸着石頭過河", "mōzhe shítou guò hé", taiwan="摸著石頭過河"),
    zh("高峰论坛", "高峰論壇", "gāofēng lùntán"),
]


@pytest.fixture(scope="module")
def mixed(small: Glossary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    with glossary.open(tmp_path_factory.mktemp("mixed") / "mixed.db", builtin=False) as opened:
        opened.put(*CONCEPTS, *(Concept(f"n{n}", (term,)) for n, term in enumerate(NUMBERED)))
        yield opened


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_mixed_text(mixed: Glossary, text: str, expected: list[str]) -> None:
    found = mixed.find(text)
    assert [mention.text for mention in found] == expected
    assert [text[mention.start : mention.end] for mention in found] == expected


@pytest.mark.parametrize("size", [1_000, 60_000])
def test_a_long_run_is_segmented_once(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = cut = 0

    class Counted:
        """The dictionary, with a count of the places that are asked for and of the characters cut."""

        def __init__(self) -> None:
            self.joined = self

        def __getattr__(self, name: str) -> Any:
            return getattr(words(), name)

        def __getitem__(self, pair: str) -> bool:
            nonlocal asked
            asked += 1
            return words().joined[pair]

        def paths(self, texts: list[str]) -> Any:
            nonlocal cut
            cut += sum(map(len, texts))
            return words().paths(texts)

    def paired(one: Any, other: Any) -> Any:
        nonlocal asked
        asked += len(one)
        return _paired(one, other)

    _paired = spanned._paired
    monkeypatch.setattr(spanned, "_paired", paired)
    for module in (chinese, reach, spanned):
        monkeypatch.setattr(module, "words", Counted)
    # 大人 is a word as well, so that words may reach over every place.
    finder = ChineseFinder(["人大"])
    found = list(finder.find("。" + "人大" * (size // 2), threshold=0))
    assert len(found) == size // 2
    # Nor is it remembered once for every term in it.
    assert not finder._decided
    assert asked <= 4 * size
    assert cut <= 2 * size


def test_arrays_pay_once_enough_was_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading numpy takes as long as a few articles, so that one article does without."""
    with_arrays: list[int] = []

    def locate(squeezed: Any, found: Any) -> Any:
        with_arrays.append(len(found))
        return reach.locate_many_hits(squeezed, found)

    monkeypatch.setattr(chinese, "locate_many_hits", locate)
    monkeypatch.setattr(script, "sys", SimpleNamespace(modules={}))
    finder, article = ChineseFinder(["裸官"]), "查处裸官。" * 2_000
    for count in range(1, 8):
        assert len(list(finder.find(article))) == 2_000
        assert bool(with_arrays) == (count >= 5)
    # A sentence is still searched in a loop.
    list(finder.find("查处裸官。"))
    assert with_arrays == [2_000] * 3
