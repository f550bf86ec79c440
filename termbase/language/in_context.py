"""Readings that the characters and words around a character decide, in simplified text.

Readings after the Xiandai Hanyu Cidian, 7th edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from termbase.language import words
from termbase.language.script import is_han

_HAN = f"[{words.HAN}]"
_RECEIVERS = "(?:[我你他她它]们?|人民|百姓|民众|历史|社会|死者|家属|受害者|公众)"
_GIVEN_BACK = "(?:公道|清白|真相|自由|蓝天|尊严|公正|正义|河山|健康|安宁)"
# Patterns of a character that ends a word, with what is around it, and its reading there.
_AT_END = [
    (re.compile(pattern), reading)
    for pattern, reading in (
        # Long, not growing: 很长, 那么长, 长5米.
        ("(?<=[很太更最较多够越极挺颇好])长|(?<=[这那]么)长", "cháng"),
        ("(?<=特别|十分|非常|比较|相当|格外)长", "cháng"),
        ("(?<!草不)(?<!光不)(?<=不)长(?![大出进高在])", "cháng"),
        ("长(?=[0-9０-９]|[一二三四五六七八九十百千万两几数][^大])", "cháng"),
        # Able or unable to: 睡不着, 用得着; but 不着边际, 不着痕迹.
        (f"(?<={_HAN}[不得])[着著](?![边陆痕调落装眼手力色])", "zháo"),
        # Layers: 双重, 多重压力, 万重山.
        ("(?<=[一二三四五六七八九十百千万双几多层])重", "chóng"),
        # Give back: 还他公道, 还历史真相, 有借有还.
        (f"还(?={_RECEIVERS}(?:以|一[个份片]|的|应有的)?{_GIVEN_BACK})", "huán"),
        (f"(?<=[借归不没偿有要未须难该])还(?!{_HAN})", "huán"),
        # Called, seen as, turned into: 称之为, 命名为.
        ("(?<=[称视作化变分改定列选评誉升转译立封尊奉设判沦沉])为|(?<=[称名任认判]之)为", "wéi"),
        ("(?<=[称选视奉尊命推][其他她它])为", "wéi"),
        ("(?<=命名|任命|认定|更名)为", "wéi"),
    )
]  # fmt: skip
# Again: 重塑, 重走.
_AGAIN = re.compile("重(?=[塑构振走回拾写置整游聚获燃蹈开选审判做排划来估设签订拍])")
# Surnames that are hardly anything else alone.
_SURNAMES = {"翟": "zhái", "缪": "miào", "葛": "gě"}
# Verbs after which 得 is "get".
BEFORE_GET = frozenset(
    "不 非 总 必 应 可 所 只 就 才 能 要 会 想 已 将 获 取 博 赢 夺 求 觅 难 购 换".split()
)
# Subjects and adverbs of one character, and those that the dictionary takes for verbs; 蓝得让人
# and 气得吐血 begin with other words of one.
_SUBJECTS = frozenset(
    """
    我 你 您 他 她 它 咱 谁 人 钱 事 这 那 也 都 还 就 又 仍 先 社会 自己 官员 当局 必须 一定
    恐怕 可能 至少
    """.split()
)
# Words after 得 that tell how well or how far, not what must be done.
_DEGREES = frozenset("很 多 住 了 出 起 上 下 到 好 太 更 最 非常 十分 如此 这么 那么 这样".split())
_ADVERBS = frozenset(
    "马上 立刻 立即 赶紧 赶快 尽快 尽早 首先 好好 重新 继续 亲自 自己 不断".split()
)
_BEFORE_PARTICLE = frozenset("随 朝 沿 凭 为 接 跟 向 有 当 本 对 趁 顺 按 照".split())
# Before 著, "write".
_BEFORE_WORK = frozenset("编 合 译 所 显 卓 昭 原 论 专 巨 名 新 旧 主 自".split())
# What begins a predicate: 得按规定申报.
_VERBS = frozenset(
    "先 把 被 让 给 靠 向 跟 按 去 来 有 花 等 看 要 由 从 在 用 拿 多 再 好好 马上".split()
)


def decided(cut: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the offsets of characters that their context decides, and their readings.

    Args:
        cut: The words of a simplified text.
    """
    text = "".join(cut)
    starts = [0, *accumulate(map(len, cut))]
    ends = frozenset(starts)
    for pattern, reading in _AT_END:
        for match in pattern.finditer(text):
            # 着 in 不着急 begins another word.
            if match.end() in ends:
                yield match.start(), reading
    for match in _AGAIN.finditer(text):
        if match.start() in ends:
            yield match.start(), "chóng"
    for index, word in enumerate(cut):
        if reading := _SURNAMES.get(word, ""):
            yield starts[index], reading
        elif word == "著" and index and _is_before_particle(cut[index - 1]):
            yield starts[index], "zhe"
        elif word == "得" and 0 < index < len(cut) - 1 and _must(cut[index - 1], cut[index + 1]):
            yield starts[index], "děi"


def _is_before_particle(word: str) -> bool:
    """Return whether a traditional 著 after a word is the particle 着, as in 看著 and 随著.

    A text in simplified characters may have it too, where a part of it was converted.
    """
    return word in _BEFORE_PARTICLE or (word not in _BEFORE_WORK and words.is_verb(word))


def _must(before: str, after: str) -> bool:
    """Return whether 得 between words is "must", as in 我们得承认; 做得 and 只得 are not."""
    is_other = len(before) > 1 and before not in BEFORE_GET and not words.is_verb(before)
    is_subject = before in _SUBJECTS or (is_other and is_han(before[-1]))
    is_predicate = after[0] in _VERBS or words.is_verb(after) or after in _ADVERBS
    return is_subject and is_predicate and after not in _DEGREES
