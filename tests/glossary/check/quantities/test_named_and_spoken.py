"""Faithful translations of spoken numbers, named days, eras and times: none has a mismatch."""

from __future__ import annotations

import pytest

from glossary.check.quantities import compare

FAITHFUL = [
    ("五四运动是一场爱国运动。", "The May Fourth Movement was a patriotic movement."),
    ("九一八事变之后", "After the September 18 Incident"),
    ("“六四”之后，他离开了北京。", "After June 4 he left Beijing."),
    ("七一游行人数下降。", "Turnout at the July 1 march fell."),
    ("五一假期出行1.2亿人次。", "120 million trips were made over the May 1 holiday."),
    ("元旦放假三天。", "January 1 is the first of three days off."),
    ("双十节演说", "the October 10 address"),
    ("中秋节前夕（9月29日）", "on the eve of the Mid-Autumn Festival (29 September)"),
    ("春节前后出行高峰。", "Travel peaks around January 22, Chinese New Year."),
    ("中午12点集合。", "Gather at noon."),
    ("三个亿的投资", "an investment of 300 million"),
    ("两千零八年奥运会", "the 2008 Olympics"),
    ("二千零三年七月一日", "1 July 2003"),
    ("昭和二十年八月", "August 1945"),
    ("光绪二十四年，变法失败。", "The reform failed in 1898."),
    ("光绪二十四年，变法失败。", "The reform failed in the twenty-fourth year of Guangxu."),
    ("公元前221年统一", "unification in 221 BC"),
    ("公元前230年至前221年", "between 230 and 221 BC"),
    ("三块五一斤", "3.5 yuan a jin"),
    ("每度五毛钱", "0.5 yuan per unit"),
    ("每股25美分", "25 cents a share"),
    ("每股0.25美元", "25 cents a share"),
    ("不花一分钱", "without spending a penny"),
    ("七到九成的受访者", "70 to 90 percent of respondents"),
    ("一成不变的规则", "unchanging rules"),
    ("20多岁的青年", "a man in his twenties"),
    ("三十出头", "in her early thirties"),
    ("一刻钟之后", "15 minutes later"),
    ("四分之一世纪以来", "for 25 years"),
    ("一个半小时的会谈", "talks of an hour and a half"),
    ("一个半小时的会谈", "90-minute talks"),
    ("一个半小时的会谈", "talks lasting one and a half hours"),
    ("人数增长十倍", "numbers grew tenfold"),
    ("上周五", "last Friday"),
    ("上周五", "on Friday"),
    ("本周三公布", "published on Wednesday"),
    ("昨晚八点", "at eight last night"),
    ("昨晚8时", "at 8 p.m. yesterday"),
    ("2月31日", "February 31"),
    ("他俩", "the two of them"),
    ("仨孩子", "three children"),
    ("一百来人", "about a hundred people"),
    ("前三季度增长5%", "growth of 5% in the first three quarters"),
    ("十的六次方", "ten to the sixth"),
    ("98年3月", "March 1998"),
    ("不超过3000人", "up to 3,000 people"),
    ("不超过3000人", "no more than 3,000 people"),
    ("八五折", "15% off"),
    ("半打", "half a dozen"),
    ("半公里外", "500 metres away"),
    ("民国三十八年", "the 38th year of the Republic"),
    ("令和六年度预算", "the fiscal 2024 budget"),
    ("六成五", "65 percent"),
    ("两成半", "a quarter"),
    ("下午三点一刻", "3:15 p.m."),
    ("差五分九点", "five minutes to nine"),
    ("差五分九点", "8:55"),
    ("国庆节", "National Day"),
    ("国庆70周年", "the 70th anniversary on October 1"),
    ("圣诞节后", "after Christmas"),
    ("十一黄金周", "the National Day Golden Week"),
    ("二二八事件70周年", "the 70th anniversary of the February 28 Incident"),
    ("一二·九运动", "the December 9th Movement"),
    ("卢沟桥“七七事变”", "the July 7 Marco Polo Bridge incident"),
    ("八一建军节", "August 1, Army Day"),
    ("五卅惨案", "the May 30 massacre"),
    ("三八妇女节", "International Women's Day on March 8"),
    ("4.5‰的比例", "a rate of 4.5 per thousand"),
    ("80后", "those born in the 1980s"),
    ("九十年代初", "in the early nineties"),
    ("午夜零时生效", "takes effect at midnight"),
    ("每天24小时", "24 hours a day"),
    ("三月两会", "the two sessions in March"),
    ("他的诗《三毛》", "his poem San Mao"),
    ("五角星", "a five-pointed star"),
    ("人民币5毛钱", "5 mao"),
    ("10000元的十分之一", "a tenth of 10,000 yuan"),
    ("本世纪中叶", "by the middle of this century"),
    ("上个世纪六十年代", "in the sixties"),
    ("“七一”讲话", "the July 1 speech"),
    ("“八一”南昌起义", "the Nanchang Uprising of 1 August"),
    ("八一五光复", "liberation on August 15"),
    ("佛历2567年", "2024"),
    ("七夕情人节", "Qixi, the Chinese Valentine's Day"),
    ("第五十六届年会", "the 56th annual meeting"),
    ("三更半夜", "in the middle of the night"),
    ("晚上十二点", "at midnight"),
    ("占比约九分之一", "about one ninth"),
    ("两天完成三分之一", "a third was done within two days"),
    ("过半数的人", "most people"),
    ("十几个村", "more than ten villages"),
]

# With the kind of mismatch.
WRONG = [
    ("三个亿的投资", "an investment of 30 million", "number-changed"),
    ("每股25美分", "35 cents a share", "number-changed"),
    ("七到九成的受访者", "60 to 90 percent of them", "number-changed"),
    ("昭和二十年八月", "August 1946", "date"),
    ("二千零三年七月一日", "1 July 2004", "date"),
    ("公元前221年", "212 BC", "date"),
    ("20多岁", "in his thirties", "number-changed"),
    ("上周五", "last Thursday", "date"),
]


@pytest.mark.parametrize(("chinese", "english"), FAITHFUL)
def test_faithful_pairs(chinese: str, english: str) -> None:
    assert compare(chinese, english, "zh", "en") == []
    assert compare(english, chinese, "en", "zh") == []


@pytest.mark.parametrize(("chinese", "english", "kind"), WRONG)
def test_wrong_pairs(chinese: str, english: str, kind: str) -> None:
    assert [found.kind for found in compare(chinese, english, "zh", "en")] == [kind]
