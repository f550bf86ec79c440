"""Chinese personal names: telling them from other words, and dividing them.

A name is a surname of the table and one or two characters that are likelier in given names than in
words, by the names in jieba's dictionary. That dictionary takes thousands of ordinary words for
names (公正, 陆军, 许可证), so in text its opinion is not enough: an ordinary word that is read as a
name is a worse error than a name that is read as a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from termbase.language import words
from termbase.language.polyphones import PLACES
from termbase.language.surnames import COMPOUND, KNOWN, SURNAMES
from termbase.patterns import compiled

_GIVEN = f"[{words.HAN}]{{1,2}}"
# The lowest scores of given names of one and of two characters in terms.
_TERM_THRESHOLDS = {1: 1.6, 2: 0.0}
_DICTIONARY_BONUS = 1.0
# The lowest scores in text of surname and given name together: of names of three characters that
# the dictionary has, of those that it does not have, and of names of two beside a title or verb.
_LISTED, _UNLISTED, _SHORT = 2.0, 5.0, 2.0
# How much lower the score of the second kind may be beside a title or verb.
_CONTEXT_BONUS = 1.5
# The lowest score in text of the surname of a name that the dictionary does not have.
_USUAL_SURNAME = 0.7
# Characters that end terms, and hardly names.
_NOT_LAST = frozenset(
    "会部委派帮代院局制权党系病营版卡费税款案法爷叔姐妹庄村镇县塔寺堂客丝左书裔章岛"
    "市区旗牌杯桥宫祠庙路坡湖河队城"
)

# Characters that transliterate foreign names (查尔斯, 叶利钦), which are not divided: one of the
# first, or all of a name.
_FOREIGN = frozenset("尔姆茨")
_TRANSLITERATING = frozenset(
    "阿埃艾安奥巴拜班邦保堡贝本比别宾波伯勃博布查达戴丹德登邓迪蒂丁顿多杜恩法范菲费佛弗夫福冈戈哥格盖"
    "古哈海汉豪赫黑亨胡霍基吉加贾简杰金卡凯坎康考柯科克肯库拉莱兰朗劳勒雷利里理列林隆卢鲁伦罗洛马玛迈麦"
    "曼梅门蒙米密明莫姆穆拿纳娜南内尼涅宁纽努诺欧帕潘庞佩彭皮匹坡普齐奇恰钦琼丘乔切茄萨塞桑瑟森沙莎舍圣"
    "什史斯丝思松苏索塔泰坦汤唐陶特腾提廷图托瓦万旺威韦维魏温翁沃乌武西希锡夏显肖谢辛休许雅亚扬耶叶伊依以"
    "易因英尤于约泽扎詹珍芝朱兹佐茨尔大富"
)
# Words before and after a name that tell it from a word of two characters.
_TITLES = frozenset(
    """
    主席 总理 总统 书记 总书记 部长 省长 市长 县长 区长 州长 局长 处长 厅长 司长 院长 校长 所长 会长
    社长 台长 行长 主任 委员 常委 秘书长 发言人 外长 防长 首相 议长 议员 代表 大使 将军 上将 中将
    少将 元帅 司令 司令员 政委 检察长 记者 评论员 教授 博士 作家 诗人 导演 演员 歌手 律师 学者
    研究员 专家 院士 董事长 总裁 经理 总经理 创始人 同志 先生 女士 小姐 烈士 名叫 叫做 姓名
    """.split()
)
_FORMS_OF_ADDRESS = frozenset("同志 先生 女士 小姐 教授 博士 院士 夫人 老师 等人".split())
# Words after a surname alone.
POLITE = frozenset("先生 女士 小姐 夫人 太太 大夫 师傅".split())
_VERBS_OF_SPEECH = frozenset(
    "说 表示 指出 认为 强调 宣布 透露 告诉 回忆 介绍 坦言 称 主持 出席 会见 当选 出任 担任".split()
)
# Surnames that are hardly surnames before what only looks like a given name, as in 和某国, 但她.
_FUNCTION_WORDS = frozenset("和于以与由但都从向来占应时当居能行重长那员令相全折降率弹")
# Characters of no given name that the dictionary does not have.
_NOT_GIVEN = frozenset(
    "的了在是被等则某将以要也于和与及就又都还给对从向把我你他她它这那们说曾任有无不没其所之并已"
    "摄既最因却获虽副走家答到出为"
)

# Words that the dictionary takes for names.
_NOT_NAMES = frozenset(
    """
    仇富 金字塔 马前卒 黄马甲 公子哥 牛鼻子 戴帽子 种花家 白毛女 权贵 元老 支那
    曾祖父 曾祖母 高利贷 蒲公英 郁金香 蓝宝石 胡萝卜 那阵子 单克隆 金凤凰
    """.split()
)


def split_name(text: str, *, is_name: bool | None = None) -> tuple[str, str] | None:
    """Divide a term that is a personal name into surname and given name.

    Args:
        text: A term in simplified characters.
        is_name: Whether the term is known to be a name; None if it is not known.

    Returns:
        Surname and given name; None for what is probably not a name.
    """
    parts = divide(text)
    if parts is None or is_name or text in KNOWN:
        return parts
    if is_name is False:
        return None
    surname, given = parts
    if words.is_word(text) or given[-1] in _NOT_LAST or text in _NOT_NAMES:
        return None
    if len(surname) > 1:
        return parts
    return parts if _score(text, given) >= _TERM_THRESHOLDS[len(given)] else None


def spans(cut: Sequence[str]) -> list[tuple[int, int]]:
    """Find the personal names in text that has been cut into words.

    Args:
        cut: Words of simplified text.

    Returns:
        For each name the indices of its first word, and after its last.
    """
    found = []
    start = 0
    while start < len(cut):
        end = _name_end(cut, start)
        if end > start:
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _name_end(cut: Sequence[str], start: int) -> int:
    """Return the index after the last word of a name that begins at a word; 0 for none."""
    # The longest given name first; a given name may be a word, as 建国 is.
    for end in (start + 3, start + 2, start + 1):
        name = "".join(cut[start:end])
        parts = divide(name)
        before = cut[start - 1] if start else ""
        after = cut[end] if end < len(cut) else ""
        if end == start + 1 and _is_surname(name, before, after):
            return end
        if end > len(cut) or parts is None:
            continue
        # The dictionary has the beginnings of some names: 柯文 in 柯文哲.
        if end > start + 1 and (cut[start] != parts[0]) and words.is_common(cut[start]):
            continue
        if _is_name_in_text(*parts, cut[start:end], before, after):
            return end
    return 0


def _is_surname(word: str, before: str, after: str) -> bool:
    """Return whether a word is a surname without a given name, as in 单先生 and 姓单的人."""
    if word not in SURNAMES or word in _FUNCTION_WORDS:
        return False
    return before == "姓" or after in POLITE


def _is_name_in_text(surname: str, given: str, cut: Sequence[str], before: str, after: str) -> bool:
    """Return whether words that divide into surname and given name are a name in their text.

    Args:
        surname: The surname.
        given: The given name.
        cut: The words that are divided so.
        before: The word before them.
        after: The word after them.
    """
    name = surname + given
    if name in KNOWN or given in POLITE or given == "某":
        # 和夫人 is "and his wife".
        return name in KNOWN or surname not in _FUNCTION_WORDS
    is_listed = words.is_name(name) and len(cut) == 1
    if _is_other_word(surname, given, is_listed=is_listed):
        return False
    if len(surname) > 1:
        return is_listed or words.name_score(given) / len(given) >= _TERM_THRESHOLDS[1]
    has_context = before in _TITLES or after in _FORMS_OF_ADDRESS or after in _VERBS_OF_SPEECH
    if len(given) == 1 and (not has_context or words.is_common(name)):
        return False
    # 安全感, 许可证, 花岗岩: a word and a suffix. 张建设: a surname and a word.
    if len(given) > 1 and _has_word(name[:2] if is_listed else given):
        return False
    is_usual = is_listed or has_context or words.surname_score(surname) >= _USUAL_SURNAME
    threshold = _SHORT if len(given) == 1 else _LISTED if is_listed else _UNLISTED
    if has_context and len(given) > 1:
        threshold -= _CONTEXT_BONUS
    return is_usual and words.surname_score(surname) + words.name_score(given) >= threshold


def _is_other_word(surname: str, given: str, *, is_listed: bool) -> bool:
    """Return whether a surname and what follows it cannot be a Chinese name."""
    name = surname + given
    if given[-1] in _NOT_LAST or name in _NOT_NAMES or _is_foreign(name, given):
        return True
    return not is_listed and (surname in _FUNCTION_WORDS or not _NOT_GIVEN.isdisjoint(given))


def _has_word(text: str) -> bool:
    return words.is_common(text) and (words.is_word(text) or text[0] in SURNAMES)


def _is_foreign(name: str, given: str) -> bool:
    is_transliterated = len(name) > 2 and _TRANSLITERATING.issuperset(name)
    return is_transliterated or name[0] == "阿" or name in PLACES or not _FOREIGN.isdisjoint(given)


def _score(name: str, given: str) -> float:
    return words.name_score(given) / len(given) + _DICTIONARY_BONUS * words.is_name(name)


def divide(text: str) -> tuple[str, str] | None:
    """Divide a name of one or two characters after a surname; None if it is not one."""
    for length in (4, 2, 1):
        surname, given = text[:length], text[length:]
        known = COMPOUND if length > 1 else SURNAMES
        if surname in known and compiled(_GIVEN).fullmatch(given):
            return surname, given
    return None
