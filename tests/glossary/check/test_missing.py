"""Renderings of a term in any form, and terms that a translation may leave out."""

from __future__ import annotations

import pytest

import glossary
from glossary import Glossary
from glossary.check import Job, Segment, run
from glossary.check.terms.implied import has_gap, has_head, is_here, is_implied, is_passive
from glossary.check.terms.rendered import has_listed, is_rendered, is_variant
from glossary.check.terms.short_forms import is_short_for
from termbase.model.concept import Concept, Language, Term

ZH, EN = Language.CHINESE, Language.ENGLISH


@pytest.fixture(scope="module")
def builtin() -> Glossary:
    return glossary.open()


def missing(
    g: Glossary, pairs: list[tuple[str, str]], source: Language = ZH, polity: str = ""
) -> list[str]:
    """Return the marked texts of the findings of missing terms."""
    other = EN if source is ZH else ZH
    segments = tuple(Segment(n, *pair, source, other) for n, pair in enumerate(pairs, 1))
    return [
        pairs[one.segment - 1][0][slice(*(one.source_span or (0, 0)))]
        for one in run(Job(segments, polity=polity, finder=g.finder))
        if one.rule == "term-missing"
    ]


def english(text: str) -> Term:
    return Term(EN, text)


def chinese(text: str, traditional: str = "") -> Term:
    return Term(ZH, text, traditional=traditional)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "他向澳门同胞、台湾同胞拜年。",
            "He greeted compatriots in Macao and, as always, in distant Taiwan.",
            [],
        ),
        ("他向台湾同胞拜年。", "He greeted them, as ever, from Taiwan.", ["台湾同胞"]),
        ("政治生态得到改善。", "The political eco-system has improved.", []),
        ("利率由上海汇丰银行有限公司提供。", "The rates are those of HSBC.", []),
    ],
)
def test_what_is_missing(builtin: Glossary, source: str, target: str, expected: list[str]) -> None:
    assert missing(builtin, [(source, target)]) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "In August the launches a scheme."),
        (EN, "The actively supported the plan."),
        (EN, "He works with the , which is large."),
        (EN, "They discussed the development of 's markets."),
        (EN, "They are exposed to firms in and to banks."),
        (EN, "'s economy grew."),
        (ZH, "（財庫局）繼續工作。"),
        (ZH, "草案由及財庫局提出。"),
        (ZH, "他們與（財庫局）合作。"),
        (ZH, "這是《》的規定。"),
        (ZH, "# 的表現"),
        (ZH, "# — 資產負債表"),
    ],
)
def test_a_gap(language: Language, text: str) -> None:
    assert any(has_gap(text, language, at / 10) for at in range(11))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "In August the Authority launches a scheme."),
        (EN, "It works on an on-going basis and in the by-elections."),
        (EN, "The banks that it supervises, and the others, are sound."),
        (EN, "The increased demand was met, and the banks lent to all of them."),
        (ZH, "這是財庫局的，也是我們的。"),
        (ZH, "他在會上說，由財庫局和銀行合作。"),
    ],
)
def test_no_gap(language: Language, text: str) -> None:
    assert not any(has_gap(text, language, at / 10) for at in range(11))


def test_only_a_pronoun_that_is_near_implies_a_body() -> None:
    body = Concept("body", kind="institution", terms=(english("Fiscal Commission"),))
    long = "It met. " + "The markets of the region grew by some per cent again. " * 8
    assert is_implied(long, body, EN, at=0.0)
    assert not is_implied(long, body, EN, at=0.9)
    assert has_head("The results of the Commission came in.", body, EN)
    assert not has_head("Fiscal results came in.", body, EN)
    thing = Concept("thing", kind="law", terms=(english("Fiscal Act"),))
    assert not is_implied("It met.", thing, EN, at=0.0)


def test_the_place_of_a_text_and_its_main_actor() -> None:
    assert is_here("Local demand grew.", EN, at=0.0)
    assert is_here("本港需求上升。", ZH, at=0.0)
    assert not is_here("Demand grew.", EN, at=0.0)
    assert is_passive("The plan was formally adopted.", EN, at=0.2)
    assert not is_passive("The plan failed.", EN, at=0.2)


@pytest.mark.parametrize(
    ("text", "term", "kind"),
    [
        ("人民幣進一步國際化", chinese("人民币国际化"), ""),
        ("Officials of the Clinton administration", english("Bill Clinton"), "person"),
        ("习主席发表讲话", chinese("习近平"), "person"),
        ("国务卿鲍威尔说", chinese("科林·鲍威尔"), "person"),
        ("the national vice president", english("Vice President of the Republic"), "office"),
        ("the warden's grandson asked", english("borough warden"), "office"),
        ("HKFRSs apply", english("Hong Kong"), "place"),
        ("the Hongkong and Shanghai Bank", english("Hong Kong"), "place"),
        ("support affordable childcare", english("affordable childcare services"), ""),
        ("leaders of the United Front", english("united front work"), ""),
    ],
)
def test_variants(text: str, term: Term, kind: str) -> None:
    assert is_variant(text, [term], kind) or is_rendered(text, [term])


@pytest.mark.parametrize(
    ("text", "term", "kind"),
    [
        ("国际化的市场需要人民币", chinese("人民币国际化"), ""),
        ("The administration of the day", english("Bill Clinton"), "person"),
        ("学习主张", chinese("习近平"), "person"),
        ("the president", english("Vice President of the Republic"), "office"),
        ("an Executive Director", english("Chief Executive"), "office"),
        ("amounts in HK$", english("Hong Kong"), "place"),
        ("affordable homes", english("affordable childcare services"), ""),
        ("the social fabric", english("social work"), ""),
        ("the childcare of the affluent", english("childcare services system"), ""),
    ],
)
def test_other_words_are_no_variants(text: str, term: Term, kind: str) -> None:
    assert not is_variant(text, [term], kind)
    assert not is_rendered(text, [term])


def test_a_form_is_compared_in_both_scripts() -> None:
    # 帳 is 账 in simplified characters, and folds to 帐.
    assert has_listed("集團的收支帳目", [chinese("收支账目", "收支帳目")])


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Monetary Authority", "Hong Kong Monetary Authority"),
        ("Commission", "Commission for Discipline Inspection"),
        ("HKMA", "Hong Kong Monetary Authority"),
        ("credit losses", "losses on credit"),
        ("joint venture", "joint ventures"),
    ],
)
def test_short_forms(short: str, long: str) -> None:
    assert is_short_for(english(short), english(long))
    assert is_short_for(english(long), english(short))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("monetary system", "monetary framework"),
        ("Exchange", "Exchange Fund"),
        ("financial bank", "financial and monetary lender"),
    ],
)
def test_terms_that_share_words_are_not_short_forms(one: str, other: str) -> None:
    assert not is_short_for(english(one), english(other))


def test_short_forms_in_chinese() -> None:
    assert is_short_for(chinese("中纪委"), chinese("中央纪律检查委员会"))
    assert is_short_for(chinese("一带一路"), chinese("“一带一路”倡议"))
    assert not is_short_for(chinese("货币制度"), chinese("货币体制"))
    assert not is_short_for(chinese("银行"), chinese("中央人民银行业"))


def test_a_term_is_sure_where_other_segments_confirm_it(builtin: Glossary) -> None:
    kept = [("The bill passed.", "條例草案通過了。"), ("They read the bill.", "他們讀了條例草案。")]
    lost = ("The Legislative Council passed the bill.", "立法會通過了。")
    assert missing(builtin, [lost], EN) == []
    assert missing(builtin, [*kept, lost], EN) == ["bill"]


def test_a_word_whose_segment_does_not_mean_it_is_not_missing(builtin: Glossary) -> None:
    censored = ("平台的审查越来越严，敏感的言论很少。", "Censorship by platforms got stricter.")
    reviewed = ("代码审查完成了。", "The code review is done.")
    assert missing(builtin, [censored, reviewed, censored]) == []


def test_an_idiom_is_translated_freely(builtin: Glossary) -> None:
    assert missing(builtin, [("外围形势惊涛骇浪。", "The world outside was in turmoil.")]) == []


def test_a_heading_need_not_name_the_place_of_the_text(builtin: Glossary) -> None:
    text = [("香港的銀行增長。", "Banks in Hong Kong grew.")] * 6
    assert missing(builtin, [*text, ("香港的金融中心地位", "Financial Centre")]) == []
    assert missing(builtin, [*text, ("香港的銀行增長。", "Banks grew.")]) == ["香港"]


def test_a_phrase_that_everybody_knows_is_translated_freely(builtin: Glossary) -> None:
    usual = [("群众很高兴。", "The masses are happy."), ("群众来了。", "The masses came.")]
    free = ("群众难免要问一句。", "People will ask.")
    assert missing(builtin, [free]) == []
    assert missing(builtin, [*usual, free]) == ["群众"]


def test_a_part_of_a_long_term_may_be_rendered_by_itself(builtin: Glossary) -> None:
    pair = (
        "中央纪委国家监委作了部署。",
        "The CCDI and the National Supervisory Commission planned it.",
    )
    assert missing(builtin, [pair]) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # One word of a longer name is not the term.
        ("The report came from Xinhua on Monday.", "報告星期一發布。", ["Xinhua"]),
        ("It came from the Xinhua Gardens office.", "那是花園辦事處發布的。", []),
        # The departments of other places have the same names.
        ("監察部提出了三點意見。", "The compliance team made three comments.", []),
        # The abbreviation that the source gives is the term.
        ("資料存於中央結算系統（CMU系統）。", "The data are kept in the CMU.", []),
        ("資料存於中央結算系統。", "The data are kept there.", ["中央結算系統"]),
        # A place within the name of a region.
        ("The Guangdong-Hong Kong-Macao fair opened.", "粵港澳博覽會開幕。", []),
        ("The Guangdong fair opened.", "博覽會開幕。", ["Guangdong"]),
        # Names that everybody knows, and words.
        ("他談到一帶一路。", "He spoke of trade.", ["一帶一路"]),
        ("我們堅決反對。", "We will not have it.", []),
        ("他將於星期五備詢。", "He will face questions on Friday.", []),
        # Euphemisms are translated freely.
        ("有關部門正在調查。", "It is being investigated.", []),
        # The head of a name is enough, even if it was not named before.
        ("特區政府修訂了條例。", "The Government amended the law.", []),
    ],
)
def test_terms_that_are_not_sure(
    builtin: Glossary, source: str, target: str, expected: list[str]
) -> None:
    language = EN if source.isascii() else ZH
    assert missing(builtin, [(source, target)], language, polity="hong-kong") == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("中国最高立法机关周三通过了这项法律。", "China’s highest legislative body passed the law on Wednesday."),
        ("全国人大常委会周三通过了这项法律。", "China's top legislature passed the law on Wednesday."),
        ("全国人大常委会审议了草案。", "The country's top law-making body reviewed the draft."),
        ("他曾任省委常委、组织部部长。", "He was a member of the standing committee of the provincial Party committee and head of its organization department."),
        ("该系统处理的交易总额逾27.5亿元人民币。", "The system processed transactions of over RMB2.75 billion."),
        ("基金用于影响港元汇价。", "The Fund is used to affect the exchange value of the currency of Hong Kong."),
        ("金管局合办「粤港澳大湾区•新机遇」研讨会。", "The HKMA hosts a seminar on the Guangdong-Hong Kong-Macao Bay Area."),
        ("# 银行体系 稳中有进", "# A sound banking system with stronger resilience"),
        ("两家机构举办「连通一带一路，共拓发展机遇」会议。", "Both held the conference “Connecting Belt and Road, Capturing Opportunities Together”."),
    ],
)  # fmt: skip
def test_what_is_said_in_other_words(builtin: Glossary, source: str, target: str) -> None:
    assert missing(builtin, [(source, target)], polity="hong-kong") == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("全国人大常委会周三通过了这项法律。", "The National People's Congress passed the law on Wednesday."),
        ("全国人大常委会周三通过了这项法律。", "The top court passed the law on Wednesday."),
    ],
)  # fmt: skip
def test_another_organ_is_not_the_legislature(builtin: Glossary, source: str, target: str) -> None:
    assert missing(builtin, [(source, target)]) == ["全国人大常委会"]


def test_a_body_without_its_place() -> None:
    concept = Concept(
        id="hkma",
        subject="economy",
        kind="institution",
        terms=(english("Hong Kong Monetary Authority"), chinese("香港金融管理局")),
    )
    assert has_head("其他资料包括金融管理局年报的资料。", concept, ZH)
    assert not has_head("其他资料包括金融管理专员的资料。", concept, ZH)
