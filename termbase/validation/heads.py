"""Head words: the last part of a Chinese term says what it is, and so must its English."""

from __future__ import annotations

import re
from functools import cache

# Chinese endings with the English words of which one is in a rendering: laws, bodies, offices,
# events. The longest ending of a term decides. Offences (罪) are not among them: English names them
# by the act.
_HEADS = {
    "法": "law act code constitution",
    "条例": "regulation ordinance rules",
    "规定": "provision rules regulation",
    "决议": "resolution",
    "案": "case affair scandal trial incident bill proposal motion",
    "事件": "incident affair event massacre crisis protest scandal uprising unrest riot",
    "运动": "campaign movement drive sport",
    "战争": "war",
    "起义": "uprising rebellion revolt",
    "大会": "congress assembly conference rally meeting",
    "会议": "meeting conference session plenum",
    "座谈会": "symposium forum seminar meeting",
    "委员会": "commission committee council",
    "小组": "group team",
    "部队": "troop force unit army corps police garrison",
    "办": "office",
    "办公室": "office",
    "法院": "court",
    "检察院": "procuratorate",
    "出版社": "press publisher publishing",
    "大学": "university",
    "日报": "daily",
    "公司": "company corporation",
    "省": "province",
    "州": "prefecture",
    "县": "county",
    "自治区": "region",
    "公约": "convention covenant",
    "条约": "treaty",
    "宣言": "declaration manifesto",
    "大使": "ambassador",
    "书记": "secretary",
    "主席": "chair chairman chairperson president",
    "主任": "director chair chairman chairperson head",
    "部长": "minister head",
    "省长": "governor",
    "市长": "mayor",
    "家属": "relative family",
    "纪念日": "day anniversary commemoration",
    "精神": "spirit",
    "主义": r"\w+ism \w+ist principle",
}
# Words that end in the same characters.
_OTHER_WORDS = tuple("变法 战法 司法 执法 办法 做法 看法 投案 作案 立案 破案 反省".split())
_LONGEST = max(map(len, _HEADS))


def head(term: str) -> str:
    """Return the head word of a Chinese term, or "" if it ends in none that is known."""
    if term.endswith(_OTHER_WORDS):
        return ""
    for size in range(min(_LONGEST, len(term) - 1), 0, -1):
        if term[-size:] in _HEADS:
            return term[-size:]
    return ""


def renders_head(word: str, text: str) -> bool:
    """Return True if an English text has a word for a head word, or is an abbreviation."""
    return bool(_pattern(word).search(text)) or text.isupper()


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_HEADS[word].split())})(?:e?s)?\b", re.IGNORECASE)
