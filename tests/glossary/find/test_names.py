"""Candidates that are parts of longer names or of other words, and those that are not.

``names/sentences.tsv``: a sentence with a candidate in 【】, its concept, and ``part`` or ``whole``.
A fourth column, ``known: …``, says why a row is still decided wrongly. The sentences were written
after the rules; further ones are built from lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from glossary.find.names import Check, checks_of, part_of_name
from termbase.language.script import fold
from termbase.model.concept import Concept, Language, Term
from tests.builtin import builtin

LINES = (Path(__file__).parent / "names" / "sentences.tsv").read_text("utf-8").splitlines()
HEADER = ["sentence", "concept", "candidate", "known"]


@cache
def checks(concept_id: str, form: str) -> tuple[Check, ...]:
    """The checks of a form of a built-in concept, inflected or not."""
    concept = builtin().termbase.get(concept_id)
    assert concept, concept_id
    for term in concept.terms:
        if fold(term.text) in (form, form.lower()):
            return checks_of(term, concept)
    raise AssertionError(f"{concept_id} has no {form}")


def reason(marked: str, concept: str) -> str:
    """The answer for the candidate in 【】."""
    before, rest = marked.split("【", maxsplit=1)
    form, after = rest.split("】", maxsplit=1)
    form, text = fold(form), fold((before + form + after).replace("【", "").replace("】", ""))
    return part_of_name(text, len(before), len(before) + len(form), checks(concept, form))


def rows() -> list[object]:
    found: list[object] = []
    for number, line in enumerate(LINES[1:], 2):
        *row, known = [*line.split("\t"), ""][:4]
        marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
        found.append(pytest.param(*row, id=f"{number}", marks=marks))
    return found


def test_header() -> None:
    assert LINES[0].split("\t") == HEADER


@pytest.mark.parametrize(("sentence", "concept", "candidate"), rows())
def test_sentence(sentence: str, concept: str, candidate: str) -> None:
    assert candidate in ("part", "whole")
    assert bool(reason(sentence, concept)) == (candidate == "part")


PEOPLE = (
    "这些 那些 有些 很多 不少 许多 外国 中国 美国 年轻 当地 本地 外地 村里 城里 有 没有 工 商 军 "
    "客 女 老 穷 富 他们家"
).split()
GREAT = (
    "大多不知道 大都赞成 大半没来 大骂 大闹 大喊 大跌眼镜 大笑 大哭 大吃一惊 大怒 大概不懂 大部分走了 "
    "大为不满"
).split()
# Before and after the congress.
AS_CONGRESS = (
    ("", "全国", "今年", "据悉，", "港区", "向", "由"),
    (
        "代表 会议 通过了 批准 和政协 。 多次审议 制度 主席团 部分委员 叫停该案 举行会议 干部 声明 抵制 致函 "
        "选举主席 修改法律 放宽限制 展开调查 可以否决 半数代表 呼吁 赞成 喊停 加强监督 力推修法 战略"
    ).split(),
)


def test_words_of_which_one_begins_with_great() -> None:
    """人|大多; but 人大|多次."""
    assert all_with("{}【人大】{}。", "npc", PEOPLE, [word[1:] for word in GREAT]) == []
    assert none_with("{}【人大】{}。", "npc", *AS_CONGRESS) == []


COUNTED = (
    "工程 要件 板块 罪状 举措 参院 菜系 支柱 家族 行星 名校 亮点 城市群 信条 看点 杀手".split()
)
CONGRESS_DOES = (
    "会址 以后 召开前夕 通过的党章 上当选 的路线 报告起草 。 》 和九大 期间 选出".split()
)


def test_numbers_of_what_is_great() -> None:
    """十|大工程; but 八大|以后, 中共八大|代表."""
    for form, concept in (("一大", "party-congress-1"), ("十大", "party-congress-10")):
        sentence = f"{{}}【{form}】{{}}"
        assert all_with(sentence, concept, ["", "这", "提出", "世界"], COUNTED) == []
        assert none_with(sentence, concept, ["", "在", "中共", "党的"], CONGRESS_DOES) == []


PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 "
    "陕西 甘肃 青海"
).split()
ORGANS = {
    "人大": "npc",
    "发改委": "ndrc",
    "国资委": "sasac",
    "网信办": "cyberspace-administration",
    "广电总局": "nrta",
    "社科院": "cass",
}


def test_organs_of_provinces() -> None:
    for form, concept in ORGANS.items():
        sentence = f"据{{}}{{}}【{form}】消息"
        assert all_with(sentence, concept, PROVINCES, ["", "省", "省委", "省级"]) == []
        assert none_with(sentence, concept, ["", "国家", "原", "，", "“"], [""]) == []


OWNERS = (
    "国民党 民进党 越共 日共 苏共 朝鲜劳动党 越南共产党 古巴共产党 老挝人民革命党 民盟 民建 民进 致公党 "
    "九三学社 各民主党派 國民黨 民進黨 民眾黨 自民党 纳粹党"
).split()
CENTRAL = {
    "中央": "party-centre",
    "总书记": "general-secretary",
    "政治局": "politburo",
    "中央委员会": "central-committee",
    "党章": "dangzhang",
}


def test_organs_of_other_parties() -> None:
    own = ["", "中国共产党", "我们党的", "坚决维护", "，", "习近平", "十九届", "全党服从"]
    for form, concept in CENTRAL.items():
        sentence = f"{{}}【{form}】{{}}发出消息"
        assert all_with(sentence, concept, OWNERS, [""]) == []
        assert none_with(sentence, concept, own, [""]) == []


def test_courts_of_other_times() -> None:
    times = "秦朝 西汉 东汉 唐代 宋朝 元代 明朝 清代 清廷 大清 清王朝 北洋 汪伪 奥斯曼帝国".split()
    concept = "central-peoples-government"
    assert all_with("{}【中央政府】{}派员前往", concept, times, [""]) == []
    assert none_with("{}【中央政府】{}派员前往", concept, ["", "当时的", "当年"], [""]) == []


def test_names_that_begin_with_central() -> None:
    heads = (
        "氣象署 情报局 银行 大学 美术学院 人民广播电台 結算系統 电影公司 应变指挥中心 图书馆 档案局 统计局"
    ).split()
    verbs = (
        "决定 批准上海 支持北京大学 严查某银行 宣讲团 领导集体 财政 政法工作会议在首都剧场".split()
    )
    assert all_with("他在{}【中央】{}上班。", "party-centre", [""], heads) == []
    assert none_with("{}【中央】{}。", "party-centre", [""], verbs) == []


def test_given_names_after_a_surname_with_a_title() -> None:
    given = "Jinping Keqiang Tse-tung Enlai Xi Wei Yushan".split()
    other = "Says Meets Warns Visits Hails Asks The And Urges Made".split()
    assert all_with("Why {}【President Xi】 {} spoke", "xi-jinping", [""], given) == []
    assert none_with("Why {}【President Xi】 {} more", "xi-jinping", [""], other) == []


GIVEN = "飞 军 华 林 伟 杰 辉 涛 刚 宁 红 霞 芳 娜 荣".split()
SPOKEN = (
    "强调指出 国内访问 文革后 东京之行 明天出发 明确表示 平时 生前 海外归来 军旅生涯 光顾 安排 民族政策 元旦讲话 华盛顿之行 "
    "江苏之行 武汉考察 宁夏之行 志在千里 然后 夫妇 光荣入选 春节前 康复 的 在 说 任 出席"
).split()


def test_names_that_go_on() -> None:
    """李强|军 is somebody else, but 李强|军旅 is not."""
    for form, concept in {"李强": "li-qiang", "王毅": "wang-yi"}.items():
        assert all_with(f"{{}}【{form}】{{}}。", concept, ["记者", "学生"], GIVEN) == []
        assert none_with(f"昨天{{}}【{form}】{{}}，", concept, [""], SPOKEN) == []


def test_nothing_is_known_of_a_person_without_gloss() -> None:
    term = Term(Language.CHINESE, "李娜")
    concept = Concept("li-na", (term,), kind="person")
    assert part_of_name("歌手李娜", 2, 4, checks_of(term, concept)) == ""


def test_own_terms_without_kind() -> None:
    """Terms of a user who states neither kind nor polity are blocked by names of brands alone."""
    for text in ("党组", "总书记", "国资委", "中央银行"):
        term = Term(Language.CHINESE, text)
        checks = checks_of(term, Concept("own", (term,)))
        assert part_of_name(f"越共{text}书记", 2, 2 + len(text), checks) == ""


def test_long_runs_of_words_between() -> None:
    """Text of nothing but words that may be between an owner and its organ."""
    text = "党的" * 50_000 + "中央"
    found = checks("party-centre", "中央")
    assert part_of_name(text, len(text) - 2, len(text), found) == ""
    text = "人民" * 50_000
    assert part_of_name(text, 0, 2, checks("renmin", "人民")) == ""


def all_with(sentence: str, concept: str, before: Iterable[str], after: Iterable[str]) -> list[str]:
    """The sentences, of those that all words make, whose candidate is taken for whole."""
    made = [sentence.format(*pair) for pair in product(before, after)]
    return [one for one in made if not reason(one, concept)]


def none_with(
    sentence: str, concept: str, before: Iterable[str], after: Iterable[str]
) -> list[str]:
    """Those whose candidate is taken for a part."""
    made = [sentence.format(*pair) for pair in product(before, after)]
    return [one for one in made if reason(one, concept)]


class _Counted(str):
    """A text that counts how often something is looked for in it."""

    __slots__ = ("searches",)

    def __contains__(self, part: object, /) -> bool:
        self.searches = getattr(self, "searches", 0) + 1
        return super().__contains__(str(part))

    __hash__ = str.__hash__


def test_a_text_is_searched_once_for_namesakes() -> None:
    text = _Counted("The mayor met Mao Ning. " + "Then Mao left. " * 50)
    places = [at for at in range(len(text)) if text.startswith("Mao left", at)]
    found = [part_of_name(text, at, at + 3, checks("mao-zedong", fold("Mao"))) for at in places]
    assert found == ["namesake: Mao Ning"] * 50
    assert text.searches < 10


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The Lhasa Great Mosque was closed in May.", []),
        ("A mosque in Kashgar lost its dome.", ["mosque"]),
        ("Mosques in Xinjiang were rebuilt without domes.", ["Mosques"]),
        ("An editor of the People's Court Daily denied it.", []),
        ("The People's Court in Shenzhen heard the case daily.", ["People's Court"]),
    ],
)
def test_english_names_of_sites_and_papers(text: str, marked: list[str]) -> None:
    concepts = ("qingzhensi", "peoples-court")
    found = [one.text for one in builtin().find(text) if one.concept.id in concepts]
    assert found == marked
