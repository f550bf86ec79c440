from __future__ import annotations

import datetime

import pytest

from glossary.check.quantities import Mismatch, compare, quantities

# Faithful pairs: none has a mismatch, in either direction.
FAITHFUL = [
    ("投资120亿元。", "An investment of 12 billion yuan."),
    ("全國有兩億五千萬人。", "The country has 250 million people."),
    ("近3200人参加。", "Nearly 3,200 people took part."),
    ("共有3198人参加。", "Nearly 3,200 people took part."),
    ("开了一个会。", "A meeting was held."),
    ("三位代表发言。", "Three delegates spoke."),
    ("保持在7.75至7.85港元兑1美元的区间。", "It stayed within 7.75 to 7.85 HKD per US dollar."),
    ("圖1 人民幣存款", "Chart 1 Renminbi deposits"),
    ("二十国集团开会。", "The Group of Twenty met."),
    ("耕地15万亩。", "10,000 hectares of farmland."),
    ("重五百斤。", "It weighs 250 kilograms."),
    ("增长两倍。", "It tripled."),
    ("翻了一番。", "It doubled."),
    ("打八折。", "It is 20% off."),
    ("七成受访者。", "Seventy per cent of respondents."),
    ("三分之一的人。", "One third of the people."),
    ("增长百分之五十。", "It grew by half."),
    ("2020年3月5日", "March 5, 2020"),
    ("民國109年", "in 2020"),
    ("上世纪80年代", "in the 1980s"),
    ("十四五规划", "the 14th Five-Year Plan"),
    ("下午3时30分", "at 3:30 p.m."),
    ("下午3时", "at 1500"),
    ("六點半，大家都已經到了。", "By half past six all had come."),
    ("八點三刻到。", "Be there at a quarter to nine."),
    ("晚上8时", "at 2000"),
    ("2015年上升8%。", "It rose by 8% in the year."),
    ("由2014年的12.7%放缓至2015年的3.5%。", "It slowed to 3.5% in 2015 from 12.7% in 2014."),
    ("38个车型的234个观测值。", "234 observations on 38 car models."),
    ("10月15日至16日", "15–16 October"),
    ("比率为负2.4%。", "A negative rate of 2.4%."),
    ("见第2章。", "See chapter 2."),
    ("B.2节", "section B.2"),
    ("1. 开始", "1. Begin"),
    ("9·11事件之后", "After September 11"),
    ("过去十年", "over the past decade"),
    ("去年", "last year"),
    ("全球百大公司", "the top 100 companies worldwide"),
    ("星期三开会。", "The meeting is on Wednesday."),
    ("星期三开会。", "They meet."),
    ("一万元", "10,000 yuan"),
    ("加息0.25个百分点。", "Rates rose by 25 basis points."),
    ("3至5万人", "between 30,000 and 50,000 people"),
    ("五分之一的人", "one in five people"),
    ("每5人中有1人", "one in five people"),
    (
        "十分之九的企业，四分之三的学校",
        "nine out of every ten firms, and three-quarters of the schools",
    ),
    ("二十分之一", "5 percent"),
]

# Source, translation; then kind, text on both sides, suggestion.
WRONG = [
    ("投资120亿元。", "An investment of 1.2 billion yuan.", "number-changed", "120亿元", "1.2 billion yuan", "12 billion yuan"),
    ("增长3.5%。", "It grew by 35%.", "number-changed", "3.5%", "35%", "3.5%"),
    ("全国有1.2亿人。", "The country has 120 billion people.", "number-changed", "1.2亿", "120 billion", "120 million"),
    ("六点半到。", "Be there at half past seven.", "date", "六点半", "half past seven", ""),
    ("2015年3月", "in March 2016", "date", "2015年3月", "March 2016", "March 2015"),
    ("民國109年", "in 2021", "date", "民國109年", "2021", "2020"),
    ("花费500港元。", "It cost US$500.", "currency", "500港元", "US$500", "HK$500"),
    ("全长300公里。", "It is 300 miles long.", "unit", "300公里", "300 miles", "300 kilometres"),
    ("增长3.5%。", "It grew.", "number-missing", "3.5%", None, "3.5%"),
    ("有所增长。", "It grew by 3.5%.", "number-added", None, "3.5%", ""),
    ("3月5日开会。", "The meeting is on 6 March.", "date", "3月5日", "6 March", "5 March"),
    ("星期三开会。", "They meet on Tuesday.", "date", "星期三", "Tuesday", ""),
    ("三分之二的人同意。", "Three-quarters of them agreed.", "number-changed", "三分之二", "Three-quarters", "2/3"),
    ("不到四分之一的人同意。", "Fewer than one in five agreed.", "number-changed", "四分之一", "one in five", "1/4"),
    ("十分之七的人同意。", "Nine out of ten agreed.", "number-changed", "十分之七", "Nine out of ten", "7/10"),
    ("15:30开会。", "It begins at 4:30 p.m.", "date", "15:30", "4:30 p.m.", ""),
]  # fmt: skip


def shown(text: str, quantity: object) -> str | None:
    return None if quantity is None else text[quantity.start : quantity.end]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("chinese", "english"), FAITHFUL)
def test_faithful_pairs(chinese: str, english: str) -> None:
    assert compare(chinese, english, "zh", "en") == []
    assert compare(english, chinese, "en", "zh") == []


@pytest.mark.parametrize(("source", "target", "kind", "left", "right", "suggestion"), WRONG)
def test_wrong_pairs(
    source: str, target: str, kind: str, left: str | None, right: str | None, suggestion: str
) -> None:
    (found,) = compare(source, target, "zh", "en")
    assert (found.kind, found.suggestion) == (kind, suggestion)
    assert (shown(source, found.source), shown(target, found.target)) == (left, right)


@pytest.mark.parametrize(("source", "target"), [case[:2] for case in WRONG])
def test_the_other_direction_has_the_same_spans(source: str, target: str) -> None:
    (there,) = compare(source, target, "zh", "en")
    (back,) = compare(target, source, "en", "zh")
    assert (there.source, there.target) == (back.target, back.source)


def spans(found: list[Mismatch], source: str, target: str) -> list[tuple[str | None, str | None]]:
    return [(shown(source, item.source), shown(target, item.target)) for item in found]


def test_exchanged_values() -> None:
    source = "失业率由3.4%降至2.9%。"
    target = "The unemployment rate fell from 2.9% to 3.4%."
    (found,) = compare(source, target, "zh", "en")
    assert (found.kind, found.suggestion) == ("number-exchanged", "3.4% to 2.9%")
    assert spans([found], source, target) == [("3.4%降至2.9%", "2.9% to 3.4%")]
    (found,) = compare(target, source, "en", "zh")
    assert (found.kind, found.suggestion) == ("number-exchanged", "2.9%降至3.4%")
    (found,) = compare("利率为3%至5%。", "Rates are 5%–3%.", "zh", "en")
    assert (found.kind, found.suggestion) == ("number-exchanged", "3%–5%")


def test_another_currency_of_a_rate() -> None:
    (found,) = compare("7.8港元兑1美元", "HK$7.8 to HK$1", "zh", "en")
    assert found.target is not None


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("比率由6.4%降至5.1%，毛利率由6.4%升至7%。",
         "The ratio fell to 6.4% in 2017 from 5.1% in 2016, and the margin rose from 6.4% to 7%.", "en"),
        ("贷款增幅为4.4%，2017年为16.1%。", "Loan growth slowed to 16.1%, compared with 4.4% in 2017.", "en"),
        ("It eased from 0.85% to 0.75%.", "有关比率由0.75%下降至0.85%。", "zh"),
    ],
)  # fmt: skip
def test_a_change_that_contradicts_its_verb(source: str, target: str, language: str) -> None:
    (found,) = compare(source, target, "zh" if language == "en" else "en", language)
    assert found.kind == "number-exchanged"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("由6.4%降至5.1%。", "It fell to 5.1% from 6.4%."),
        ("由5.1%升至6.4%。", "It rose from 5.1% to 6.4%."),
        (
            "失业率为3.4%，低于2015年的3.8%。",
            "The rate edged down to 3.4%, compared with 3.8% in 2015.",
        ),
        # The source says it as well.
        ("由3%降至5%。", "It fell to 5% from 3%."),
        ("下降3%，上季为5%。", "It fell by 3%, compared with 5% in the last quarter."),
        ("由-3%降至-5%。", "It fell to -5% from -3%."),
    ],
)
def test_a_change_that_fits_its_verb(source: str, target: str) -> None:
    assert compare(source, target, "zh", "en") == []
    assert compare(target, source, "en", "zh") == []


def test_an_exchange_beside_a_repeated_value() -> None:
    source = "进行了59次活动，包括14次发布会、14次访问和31次其他活动。"
    right = "It held 59 events: 14 press conferences, 14 interviews and 31 others."
    wrong = "It held 14 events: 59 press conferences, 14 interviews and 31 others."
    assert compare(source, right, "zh", "en") == []
    (found,) = compare(source, wrong, "zh", "en")
    assert found.kind == "number-exchanged"
    assert found.target is not None
    assert wrong[found.target.start : found.target.end].startswith("14 events: 59")


def test_exchanged_values_where_english_has_the_later_first() -> None:
    source = "失业率由3.4%降至2.9%。"
    assert compare(source, "It fell to 2.9% from 3.4%.", "zh", "en") == []
    assert len(compare(source, "It fell to 3.4% from 2.9%.", "zh", "en")) == 1


def test_a_change_that_is_turned_round_in_clauses_in_another_order() -> None:
    source = "鉴于目标由1.5%升至2.1%，关税由4.8%升至6.3%，8.2%的进口受影响。"
    target = (
        "{} of imports were hit and the duty rose from {} to {}, as the target went from {} to {}."
    )
    right, wrong = ("8.2% 4.8% 6.3% 1.5% 2.1%", "8.2% 6.3% 4.8% 1.5% 2.1%")
    assert compare(source, target.format(*right.split()), "zh", "en") == []
    (found,) = compare(source, target.format(*wrong.split()), "zh", "en")
    assert (found.kind, found.suggestion) == ("number-exchanged", "4.8% to 6.3%")


def test_the_earlier_value_of_another_change_comes_last() -> None:
    source = "比率为0.5%，低于平均水平2.1%；同期整体比率由0.7%降至0.6%。"
    target = "The ratio was 0.5%, below the average of {}. The overall ratio fell from {} to 0.6%."
    assert compare(source, target.format("2.1%", "0.7%"), "zh", "en") == []
    (found,) = compare(source, target.format("0.7%", "2.1%"), "zh", "en")
    assert found.kind == "number-exchanged"


def test_clauses_in_another_order() -> None:
    source = "甲由1%升至2%，乙由3%升至4%。"
    target = "The second rose from 3% to 4%, the first from 1% to 2%."
    assert compare(source, target, "zh", "en") == []


def test_the_date_of_the_document() -> None:
    today = datetime.date(2021, 6, 1)
    assert compare("去年", "in 2020", "zh", "en", date=today) == []
    (found,) = compare("去年", "in 2019", "zh", "en", date=today)
    assert found.kind == "date"
    assert compare("二十年前", "in 2001", "zh", "en", date=today) == []
    assert compare("in 2001", "二十年前", "en", "zh", date=today) == []
    assert compare("20年前", "in 2011", "zh", "en", date=today)


@pytest.mark.parametrize(
    ("text", "language", "offset", "unit"),
    [
        ("三天以前", "zh", -3, "day"),
        ("四周后", "zh", 4, "week"),
        ("十年之后", "zh", 10, "year"),
        ("three weeks ago", "en", -3, "week"),
        ("ten years later", "en", 10, "year"),
        ("two days from tomorrow", "en", 2, "day"),
    ],
)
def test_numbers_that_make_dates(text: str, language: str, offset: int, unit: str) -> None:
    (found,) = quantities(text, language)
    assert found.date is not None
    assert (found.low, found.date.offset, found.date.unit) == (abs(offset), offset, unit)


def test_the_polity_says_whose_yuan() -> None:
    assert compare("500元", "HK$500", "zh", "en") == []
    assert compare("500元", "HK$500", "zh", "en", polity="hong-kong") == []
    (found,) = compare("500元", "HK$500", "zh", "en", polity="taiwan")
    assert found.kind == "currency"


def test_a_year_at_its_place() -> None:
    source = "2016年的3.4%降至2017年的2.9%。"
    target = "From 3.4% in 2016 to 2.9% in 2016."
    (found,) = compare(source, target, "zh", "en")
    assert found.kind == "date"
    assert spans([found], source, target) == [("2017年", "2016")]
