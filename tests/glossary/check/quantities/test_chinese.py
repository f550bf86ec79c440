from __future__ import annotations

from fractions import Fraction

import pytest

from glossary.check.quantities import Approximation, Date, Kind, quantities

F = Fraction

# Text; then what is read: its characters, kind, value (or both ends), unit.
CASES = [
    # Numerals
    ("全国有一百五十二个县", [("一百五十二", "number", 152, "")]),
    ("人口1.2万亿", [("1.2万亿", "number", 1_200_000_000_000, "")]),
    ("共４，５６５人", [("４，５６５", "number", 4565, "")]),
    ("兩億五千萬人", [("兩億五千萬", "number", 250_000_000, "")]),
    ("总额25万6千", [("25万6千", "number", 256_000, "")]),
    ("一百零二户", [("一百零二", "number", 102, "")]),
    ("一百二十户", [("一百二十", "number", 120, "")]),
    ("肆拾肆項", [("肆拾肆", "number", 44, "")]),
    ("預算五兆六十二億", [("五兆六十二億", "number", 5_006_200_000_000, "")]),
    ("降到零点五", [("零点五", "number", F(1, 2), "")]),
    ("二点五亿", [("二点五亿", "number", 250_000_000, "")]),
    ("气温零下五度", [("零下五度", "dimension", -5, "degree")]),
    ("比例尺1∶50 000", [("1", "number", 1, ""), ("50 000", "number", 50_000, "")]),
    ("十打啤酒", [("十打", "number", 120, "")]),
    ("十打一", [("十", "number", 10, ""), ("一", "number", 1, "")]),
    ("约2e5个", [("2e5", "number", 200_000, "")]),
    ("溫度負3度", [("負3度", "dimension", -3, "degree")]),
    ("第66章第7條", [("第66", "ordinal", 66, ""), ("第7", "ordinal", 7, "")]),
    ("出席1000人，缺席500人", [("1000", "number", 1000, ""), ("500", "number", 500, "")]),
    # Parts and multiples
    ("增长百分之三点五", [("百分之三点五", "percent", F(7, 2), "%")]),
    ("萬分之三", [("萬分之三", "percent", F(3, 100), "%")]),
    ("提高6.5个百分点", [("6.5个百分点", "percentage-point", F(13, 2), "pp")]),
    ("加息25個基點", [("25個基點", "percentage-point", 25, "bp")]),
    ("百分之五至六。", [("百分之五至六", "percent", (5, 6), "%")]),
    ("百分之五到十年后", [("百分之五", "percent", 5, "%"), ("十年", "dimension", 10, "year")]),
    ("負壹又二分之壹", [("負壹又二分之壹", "fraction", F(-3, 2), "")]),
    ("三分之一的代表", [("三分之一", "fraction", F(1, 3), "")]),
    ("约七成民众", [("七成", "percent", 70, "%")]),
    ("七成六", [("七成六", "percent", 76, "%")]),
    ("打八五折", [("八五折", "percent", 85, "discount")]),
    ("增长两倍", [("两倍", "multiple", 2, "times")]),
    ("翻两番", [("翻两番", "multiple", 4, "times")]),
    # Ranges
    ("3至5万人", [("3至5万", "number", (30_000, 50_000), "")]),
    ("9000至1万人", [("9000至1万", "number", (9000, 10_000), "")]),
    ("一到五个", [("一到五", "number", (1, 5), "")]),
    ("500余萬人", [("500余萬", "number", 5_000_000, "")]),
    ("百万分之五", [("百万分之五", "percent", F(1, 2000), "%")]),
    ("三五个人", [("三五", "number", (3, 5), "")]),
    ("二三十人", [("二三十", "number", (20, 30), "")]),
    ("增长30%-40%", [("30%-40%", "percent", (30, 40), "%")]),
    ("由3%至5%", [("3%", "percent", 3, "%"), ("5%", "percent", 5, "%")]),
    # Money and measures
    ("人民币1.2万亿元", [("人民币1.2万亿元", "currency", 1_200_000_000_000, "CNY")]),
    ("9,000億元人民幣", [("9,000億元人民幣", "currency", 900_000_000_000, "CNY")]),
    ("新台币100元", [("新台币100元", "currency", 100, "TWD")]),
    ("五千多亿美元", [("五千多亿美元", "currency", 500_000_000_000, "USD")]),
    ("50元6角三分", [("50元6角三分", "currency", F(5063, 100), "yuan")]),
    ("耕地387万亩", [("387万亩", "dimension", 3_870_000, "mu")]),
    ("两万两白银", [("两万两", "dimension", 20_000, "liang")]),
    ("9600000平方公里", [("9600000平方公里", "dimension", 9_600_000, "km2")]),
    ("毒品620千克", [("620千克", "dimension", 620, "kg")]),
    ("为期3个半月", [("3个半月", "dimension", F(7, 2), "month")]),
    ("两年半以后", [("两年半", "dimension", F(5, 2), "year")]),
    # Periods and times
    ("上世纪80年代", [("上世纪80年代", "period", 1980, "decade")]),
    ("二十一世纪", [("二十一世纪", "period", 21, "century")]),
    ("第三季度", [("第三季度", "period", 3, "quarter")]),
    ("上半年", [("上半年", "period", 1, "half")]),
    ("十二五期间", [("十二五", "period", 12, "plan")]),
    ("“十四五”规划", [("十四五", "period", 14, "plan")]),
    ("下午3时30分开会", [("下午3时30分", "time", 55_800, "clock")]),
    ("15:30开会", [("15:30", "time", 55_800, "clock")]),
    ("三点半见面", [("三点半", "time", 12_600, "clock")]),
]  # fmt: skip

DATES = [
    ("2020年3月5日", Date(2020, 3, 5)),
    ("二〇二〇年三月五日", Date(2020, 3, 5)),
    ("民國109年3月5日", Date(2020, 3, 5, "roc")),
    ("2 0 1 5 年", Date(2015)),
    ("2010.01.29", Date(2010, 1, 29)),
    ("后天", Date(offset=2, unit="day")),
    ("3月5日", Date(None, 3, 5)),
    ("农历正月初一", Date(None, 1, 1, "lunar")),
    ("去年5月", Date(None, 5, None, "", -1, "year")),
    ("大年初一", Date(None, 1, 1, "lunar")),
    ("星期四", Date(weekday=4)),
    ("周日", Date(weekday=7)),
    ("昨天", Date(offset=-1, unit="day")),
    ("3/7/2017", Date(2017, 7, 3)),
    ("三六七年一月一日", Date(367, 1, 1)),
    ("大年三十", Date(None, 12, 30, "lunar")),
    ("大后年", Date(offset=3, unit="year")),
    ("上个星期", Date(offset=-1, unit="week")),
    ("下月5号", Date(day=5, offset=1, unit="month")),
    ("7·5", Date(None, 7, 5)),
    ("五一", Date(None, 5, 1)),
    ("一二·九", Date(None, 12, 9)),
    ("中秋节", Date(None, 8, 15, "lunar")),
    ("上周五", Date(offset=-1, unit="week", weekday=5)),
    ("昨晚", Date(offset=-1, unit="day")),
    ("下月十五", Date(day=15, offset=1, unit="month")),
    ("二千零八年", Date(2008)),
    ("98年3月", Date(1998, 3)),
    ("2月30日", Date(None, 2, 30)),
    ("公元前221年", Date(-221)),
    ("令和6年", Date(2024)),
    ("乾隆五十八年", Date(1793)),
    ("27-7-3", Date(2027, 7, 3)),
]

# Characters of numerals that count nothing.
NEGATIVES = [
    "三峡工程", "一带一路", "一成不变", "香港九龍", "四川和五台山", "千万不要", "一些人", "一下子",
    "一样", "一定要", "统一战线", "十分重要", "万一失败", "两会召开", "百姓", "进一步扩大", "十字路口",
    "零容忍", "大陆", "退伍军人", "收拾", "成立大会", "七大姑", "UUIDv7", "第B.2节", "3A级",
    "附注2.6.2.1", "%1$s", "https://example.org/2020/03", "数百万人", "几十人",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: str(value)[:24])
def test_quantities(text: str, expected: list[tuple[str, str, object, str]]) -> None:
    found = [
        (
            text[quantity.start : quantity.end],
            quantity.kind.value,
            (quantity.low, quantity.high) if quantity.is_range else quantity.low,
            quantity.unit,
        )
        for quantity in quantities(text, "zh")
    ]
    assert found == expected


@pytest.mark.parametrize(("written", "date"), DATES)
def test_dates(written: str, date: Date) -> None:
    text = f"会议于“{written}”在北京"
    (found,) = quantities(text, "zh")
    assert (text[found.start : found.end], found.date, found.kind) == (written, date, Kind.DATE)


@pytest.mark.parametrize("text", NEGATIVES)
def test_no_quantities(text: str) -> None:
    if text == "七大姑":
        pytest.xfail("a kinship term that is not in the list of words")
    assert quantities(text, "zh") == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("近3000人", "less"), ("约3000人", "about"), ("超过3000人", "more"), ("3000多人", "more"),
        ("三千余人", "more"), ("十几人", "more"), ("3000人左右", ""), ("3000人", ""), ("逾千点", "more"),
    ],
)  # fmt: skip
def test_approximations(text: str, direction: str) -> None:
    (found,) = quantities(text, "zh")
    assert found.approximation == Approximation(direction)


@pytest.mark.parametrize(
    ("text", "polity", "unit"),
    [
        ("5元", "", "yuan"),
        ("5元", "mainland", "CNY"),
        ("5元", "taiwan", "TWD"),
        ("5元", "hong-kong", "HKD"),
        ("5美元", "taiwan", "USD"),
    ],
)
def test_whose_yuan(text: str, polity: str, unit: str) -> None:
    (found,) = quantities(text, "zh", polity)
    assert found.unit == unit


def test_a_year_of_taiwan() -> None:
    (found,) = quantities("109年度預算", "zh", "taiwan")
    assert found.date == Date(2020, calendar="roc")
    (elsewhere,) = quantities("109年历史", "zh")
    assert elsewhere.kind is Kind.DIMENSION
