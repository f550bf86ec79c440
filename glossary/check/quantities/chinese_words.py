"""Chinese words in which numerals do not count anything: 一切, 三峡, 十分, 万一, 四川."""

from __future__ import annotations

import re
from collections import defaultdict

_NUMERALS = "一二三四五六七八九十百千万亿兆两零〇"
# In simplified characters, as in folded text.
_WORDS = """
一切 一些 一下 一样 一定 一直 一般 一起 一边 一面 一方面 一方 一致 一向 一旦 一再 一律 一概 一时
一贯 一心 一经 一体 一体化 一并 一系列 一连串 一流 一线 一带 一带一路 一生 一同 一味 一会儿 一点
一点儿 一步 一番 一如 一举 一手 一国两制 一把手 一刀切 一揽子 一站式 一条龙 一视同仁 一如既往
一般来说 一模一样 一口气 一瞬间 一边倒 一窝蜂 一塌糊涂 一针见血 一目了然 一分为二 一蹴而就
一帆风顺 一丝不苟 一来 一看 一听 一想 一早 一共 一应 一齐 一路 一行 一道 一色 一朝 一世 一己
一家人 一家 一提 一不 一去 一出 一是 一则 一俟 一望 统一 唯一 惟一 同一 单一 之一 万一 进一步
不一 合一 如一 划一 逐一 专一 任一 某一 每一 这一 那一 哪一 另一 下一 上一 第一手 第一时间 第一线
第一夫人 有一 一个 一种 一位 一名 一项 一次性
双十 双一流 七一 五一
六一 八一 十一黄金周 十一假期 三八妇女节 六四 五四 九一八 七七事变 二二八 三峡 三亚 三明 三星 三农
三省 三角 三通 三权分立 三八线 三令五申 三番五次 三藩 三文鱼 三明治 三元里 三里屯 三门 三个代表
三反 三七 三国 三民主义 再三 三资 三产 三沙 三江 三菱 三井 三晋 三水 三轮车 三思 四川 四处 四周
四面 四平 四通八达 四面八方 四合院 四大 四海 五台山 五角大楼 五行 五粮液 五常 五金 五花八门
五湖四海 五彩 五星红旗 五指山 五矿 六合 六安 六盘水 六朝 七嘴八舌 七夕 七匹狼 七喜 八路军 八卦
八宝山 八股 八达岭 八字 八成会 九龙 九江 九寨沟 九州 九华山 九泉 九霄 十分 十足 十堰 十全十美 十字
十字路口 十字架 十里洋场 老百姓 千万 千百 成千上万 成百上千 百万级 两岸 两会 两性 两极 两旁 两边
两面 两侧 两端 两地 两国 两用 两者 两样 两手 两口子 两院 两难 两广 两湖 两河 两江 两弹一星
两个维护 两个确立 两学一做 两全 两立 斤两 两栖 两翼 两头 两下子 两党 两制 两相 两款 零售 零件 零碎
零部件 零散 零容忍 零星 零食 零钱 零和 零距离 零时差 清零 归零 零头 零工 凋零 飘零 零基础 接二连三
不二 独一无二 说一不二 二手 二维码 二元 二胡 二线 二人转 二把手 二锅头 二氧化 一氧化 三氧化 四氧化
一成不变 半成品 伎俩 小俩口
二级市场 一级市场 二战 一战 数一数二 丢三落四 朝三暮四 张三 李四 王五 乱七八糟 不三不四 低三下四
颠三倒四 推三阻四 杂七杂八 七上八下 横七竖八 五颜六色 三三两两 三心二意 三长两短 三言两语 举一反三
十之八九 十有八九 九牛一毛 五大三粗 人五人六 八面玲珑 半斤八两 二恶英 一二三 三五成群 一日千里
一元编码 一元论 三元组 二元组 四元数 二元性 十六进制 八进制 十进制 二进制 一块 五眼联盟 二十国集团
七国集团 八国集团 十国集团 几十 几百 几千 几万 几亿 数十 数百 数千 数万 数亿 数十万 数百万 数千万
数十亿 数百亿 数千亿 上百 上千 上万 上亿 成百 成千 拾起 拾遗 收拾 拾荒 放肆 肆意 肆虐 肆无忌惮
大肆 退伍 队伍 伍德 入伍 大陆 陆续 陆地 陆军 陆上 着陆 登陆 内陆 参三 佰草集 仟佰 廿四史 二十四史
二十四节气 二十八宿 五四运动 四人帮 八国联军 三聚氰胺 三文 三甲 四书五经 五经 三字经 三国演义
四舍五入 十三经 六经 三教九流 三宝 三清 七窍 八仙 九天 十三陵 四库全书
"""
_BY_FIRST = defaultdict[str, list[str]](list)
for _word in sorted(_WORDS.split(), key=len, reverse=True):
    _BY_FIRST[_word[0]].append(_word[1:])
# By their first characters, which is faster, and longest first.
_MASKED = re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in _BY_FIRST.items()))
# ASEAN Plus Three: 10+3, 东盟加三. Apart from the words, of which the first characters are known.
_PLUS = re.compile(r"(?<!\d)10\s?[+加]\s?[136](?!\d)|(?<=东盟)\s?[+加]\s?[一三六136](?!\d)")
# A word is part of a longer numeral beside one of these: 一下 in 十一下午, 统一 in 统一百.
_BEFORE = frozenset(_NUMERALS + "拾佰仟块0123456789第几数")
_AFTER = frozenset(_NUMERALS)
_COUNTS = frozenset(_NUMERALS + "几")
# Words that begin as a quantity does: 十分钟, 十分之一, 一点五.
_QUANTITY_AFTER = {"十分": "钟之", "一点": _NUMERALS, "四周": "年前后内", "一个": "半亿"}
FILLER = "□"

# 俩 is 两个, 仨 is 三个.
_COLLOQUIAL = str.maketrans("俩仨", "两三")


def plain_numerals(text: str) -> str:
    """Return a masked text with 两 and 三 for 俩 and 仨; 仨月 is left, for it is not March."""
    if "俩" not in text and "仨" not in text:
        return text
    return re.sub("[俩仨](?!月)", lambda match: match[0].translate(_COLLOQUIAL), text)


def masked(text: str) -> str:
    """Return a folded text in which words with numerals are replaced by fillers of their length."""

    def filler(match: re.Match[str]) -> str:
        start, end, word = match.start(), match.end(), match[0]
        before = text[max(0, start - 2) : start].rstrip()[-1:]
        after = text[end : end + 1]
        is_quantity = (
            (after and after in _QUANTITY_AFTER.get(word, ""))
            or (word == "之一" and before in ("分", ""))
            or (word, before) in (("一番", "翻"), ("十分", "差"))
            or (word[0] in _COUNTS and before in _BEFORE)
            or (word[-1] in _COUNTS and after in _AFTER)
        )
        return word if is_quantity else FILLER * len(word)

    if "+" in text or "加" in text:
        text = _PLUS.sub(lambda match: FILLER * len(match[0]), text)
    return _MASKED.sub(filler, text)
