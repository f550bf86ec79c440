"""Units of measure and currencies, with their Chinese and English names."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from glossary.check.quantities.model import Value


class Unit(NamedTuple):
    """A unit of measure.

    Attributes:
        dimension: The measure: units of one dimension can be converted.
        factor: The value in the basic unit of the dimension.
        chinese: Names in simplified Chinese.
        english: Names in English, in the singular; symbols as they are.
    """

    dimension: str
    factor: Value
    chinese: str
    english: str


# The factors of Chinese units are of the mainland: 一里 = 500 m, 一亩 = 1/15 ha, 一斤 = 500 g.
UNITS = {
    "km": Unit("length", 1000, "公里 千米 km", "kilometre kilometer km"),
    "m": Unit("length", 1, "米 公尺 m", "metre meter m"),
    "cm": Unit("length", Fraction(1, 100), "厘米 公分 cm", "centimetre centimeter cm"),
    "mm": Unit("length", Fraction(1, 1000), "毫米 公厘 mm", "millimetre millimeter mm"),
    "nm": Unit("length", Fraction(1, 10**9), "纳米 nm", "nanometre nanometer nm"),
    "li": Unit("length", 500, "里 华里", "li"),
    "zhang": Unit("length", Fraction(10, 3), "丈", "zhang"),
    "chi": Unit("length", Fraction(1, 3), "市尺", "chi"),
    "nmi": Unit("length", 1852, "海里 浬", "nautical-mile"),
    "mi": Unit("length", Fraction(1609344, 1000), "英里 哩", "mile"),
    "ft": Unit("length", Fraction(3048, 10000), "英尺 呎", "foot feet ft"),
    "in": Unit("length", Fraction(254, 10000), "英寸 英吋 吋", "inch inches"),
    "yd": Unit("length", Fraction(9144, 10000), "码", "yard"),
    "km2": Unit(
        "area", 10**6, "平方公里 平方千米 km²", "square-kilometre square-kilometer km² km2 sq-km"
    ),
    "m2": Unit("area", 1, "平方米 平方公尺 平米 m²", "square-metre square-meter m² m2 sq-m"),
    "ft2": Unit(
        "area", Fraction(9290304, 10**8), "平方英尺 平方呎", "square-foot square-feet sq-ft"
    ),
    "mi2": Unit("area", 2589988, "平方英里", "square-mile"),
    "ha": Unit("area", 10**4, "公顷 ha", "hectare ha"),
    "mu": Unit("area", Fraction(10**4, 15), "亩", "mu mou"),
    "qing": Unit("area", Fraction(10**6, 15), "顷", "qing"),
    "ping": Unit("area", Fraction(400, 121), "坪", "ping"),
    "acre": Unit("area", Fraction(40468564224, 10**7), "英亩", "acre"),
    "m3": Unit("volume", 1, "立方米 立方公尺 立方 m³", "cubic-metre cubic-meter m³ m3"),
    "l": Unit("volume", Fraction(1, 1000), "升 公升", "litre liter"),
    "ml": Unit("volume", Fraction(1, 10**6), "毫升 ml", "millilitre milliliter ml"),
    "barrel": Unit("volume", Fraction(158987, 10**6), "桶", "barrel"),
    "t": Unit("mass", 1000, "吨 公吨", "tonne metric-ton ton"),
    "kg": Unit("mass", 1, "公斤 千克 kg", "kilogram kilogramme kilo kg"),
    "g": Unit("mass", Fraction(1, 1000), "克 公克", "gram gramme"),
    "mg": Unit("mass", Fraction(1, 10**6), "毫克 mg", "milligram mg"),
    "jin": Unit("mass", Fraction(1, 2), "斤 市斤", "jin catty catties"),
    "liang": Unit("mass", Fraction(1, 20), "两", "liang tael"),
    "dan": Unit("mass", 50, "担", "dan picul"),
    "lb": Unit("mass", Fraction(45359237, 10**8), "磅", "pound-weight lb"),
    "oz": Unit("mass", Fraction(28349523125, 10**12), "盎司", "ounce"),
    "kWh": Unit("energy", 1, "千瓦时 千瓦小时 度电 kWh", "kilowatt-hour kWh"),
    "kW": Unit("power", 1, "千瓦 kW", "kilowatt kW"),
    "MW": Unit("power", 1000, "兆瓦 MW", "megawatt MW"),
    "GW": Unit("power", 10**6, "吉瓦 GW", "gigawatt GW"),
    "°C": Unit("temperature", 1, "摄氏度 ℃ °C", "degree-Celsius degree-centigrade ℃ °C"),
    "°F": Unit("temperature-fahrenheit", 1, "华氏度 ℉ °F", "degree-Fahrenheit ℉ °F"),
    "degree": Unit("angle", 1, "度", "degree °"),
    "Hz": Unit("frequency", 1, "赫兹 赫", "hertz Hz"),
    "MHz": Unit("frequency", 10**6, "兆赫兹 兆赫 MHz", "megahertz MHz"),
    "GHz": Unit("frequency", 10**9, "吉赫 GHz", "gigahertz GHz"),
    "bit": Unit("data", 1, "比特", "bit"),
    "KB": Unit("data", 8 * 10**3, "千字节 KB", "kilobyte KB"),
    "MB": Unit("data", 8 * 10**6, "兆字节 MB", "megabyte MB"),
    "GB": Unit("data", 8 * 10**9, "吉字节 GB", "gigabyte GB"),
    "TB": Unit("data", 8 * 10**12, "太字节 TB", "terabyte TB"),
    "second": Unit("time", 1, "秒 秒钟", "second sec"),
    "minute": Unit("time", 60, "分钟", "minute min"),
    "hour": Unit("time", 3600, "小时 个小时 钟头 个钟头", "hour hr"),
    "day": Unit("time", 86400, "天 昼夜", "day"),
    "week": Unit("time", 604800, "周 星期 个星期 礼拜 个礼拜", "week"),
    "month": Unit("months", 1, "个月", "month"),
    "year": Unit("months", 12, "年 周年", "year"),
    "centuries": Unit("months", 1200, "个世纪", ""),
    # Others than those of time have no plural in 岁: a year of age is compared as a year.
    "age": Unit("months", 12, "岁 周岁", "year-old year-of-age"),
}


class Currency(NamedTuple):
    """A currency: names in simplified Chinese, in English (singular), and signs before a number."""

    chinese: str
    english: str
    signs: str


CURRENCIES = {
    "CNY": Currency(
        "元人民币 人民币 人民币元",
        "renminbi rmb cny chinese-yuan yuan-renminbi",
        "RMB¥ RMB CNY CN¥ ￥ 人民币",
    ),
    "USD": Currency(
        "美元 美金 美圆",
        "us-dollar u.s.-dollar usd american-dollar",
        "US$ U.S.$ USD$ USD 美元 美金",
    ),
    "HKD": Currency(
        "港元 港币 港圆 港纸 元港币", "hong-kong-dollar hkd hk-dollar", "HK$ HKD$ HKD 港币 港元"
    ),
    "TWD": Currency(
        "新台币 台币 元新台币 新台币元",
        "new-taiwan-dollar taiwan-dollar nt-dollar ntd twd",
        "NT$ NTD TWD 新台币 台币",
    ),
    "MOP": Currency("澳门元 澳门币 葡币", "pataca mop", "MOP$ MOP 澳门元"),
    "EUR": Currency("欧元", "euro eur", "€ EUR 欧元"),
    "GBP": Currency("英镑", "pound-sterling british-pound pound gbp sterling", "£ GBP 英镑"),
    "JPY": Currency("日元 日圆 日币", "yen jpy japanese-yen", "JP¥ JPY 日元 日圆"),
    "KRW": Currency("韩元 韩圆 韩币", "won krw", "₩ KRW 韩元"),
    "AUD": Currency("澳元 澳大利亚元 澳币", "australian-dollar aud", "A$ AU$ AUD 澳元"),
    "CAD": Currency("加元 加拿大元 加币", "canadian-dollar cad", "C$ CA$ CAD 加元"),
    "SGD": Currency("新加坡元 新元 坡币", "singapore-dollar sgd", "S$ SG$ SGD 新加坡元"),
    "NZD": Currency("新西兰元 纽币", "new-zealand-dollar nzd", "NZ$ NZD"),
    "CHF": Currency("瑞士法郎 瑞郎", "swiss-franc chf", "CHF 瑞士法郎"),
    "RUB": Currency("卢布", "ruble rouble rub", "₽ RUB"),
    "INR": Currency("卢比 印度卢比", "rupee inr", "₹ INR Rs"),
    "THB": Currency("泰铢", "baht thb", "฿ THB"),
    "MYR": Currency("林吉特 马币 令吉", "ringgit myr", "MYR"),
    "VND": Currency("越南盾", "dong vnd", "₫ VND"),
    "PHP": Currency("比索 菲律宾比索", "peso php", "₱"),
    "MXN": Currency("墨西哥比索", "mexican-peso mxn", "MXN$ MXN"),
    "LAK": Currency("基普", "kip lak", "₭"),
    "BRL": Currency("雷亚尔", "real brl", "R$ BRL"),
    "SEK": Currency("瑞典克朗", "swedish-krona sek", "SEK"),
    "BTC": Currency("比特币 个比特币", "bitcoin btc", "BTC"),
    "franc": Currency("法郎", "franc", ""),
    # The country is not known: the first is 元, the second is $.
    "yuan": Currency("元 块钱 圆", "yuan", "¥"),
    "dollar": Currency("", "dollar", "$"),
}


class Subunit(NamedTuple):
    """A coin: names in simplified Chinese and English, its currencies, how many are one of them."""

    chinese: str
    english: str
    currencies: frozenset[str]
    in_one: int


_WITH_CENTS = "dollar USD HKD AUD CAD SGD NZD EUR TWD MOP"
SUBUNITS = {
    "cent": Subunit("美分 港仙 欧分", "cent ¢ us-cent", frozenset(_WITH_CENTS.split()), 100),
    "penny": Subunit("便士", "pence penny pennies", frozenset(("GBP",)), 100),
    "mao": Subunit("毛钱", "", frozenset(("yuan", "CNY", "HKD", "TWD")), 10),
    "jiao": Subunit("角钱", "jiao", frozenset(("yuan", "CNY", "HKD", "TWD")), 10),
    "fen": Subunit("分钱", "fen", frozenset(("yuan", "CNY")), 100),
}
# The currencies that 元 and $ may mean.
UNSPECIFIC = {
    # 磅 and 英镑 are both pounds.
    "GBP": frozenset(("lb",)),
    "yuan": frozenset(("CNY", "HKD", "TWD", "MOP", "dollar", "SGD")),
    "dollar": frozenset(("USD", "HKD", "TWD", "MOP", "AUD", "CAD", "SGD", "NZD", "yuan")),
}
# 元 in a text of a polity.
YUAN = {"mainland": "CNY", "hong-kong": "HKD", "taiwan": "TWD", "macau": "MOP"}


def in_basic_unit(value: Value, unit: str) -> tuple[str, Value]:
    """Return the dimension of a unit of measure and a value in the dimension's basic unit."""
    found = UNITS[unit]
    return found.dimension, value * found.factor
