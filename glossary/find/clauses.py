"""Tell from the clause around a Chinese name which polity acts there.

高市在国会: a chamber is that of who speaks in it. 日本对…采取反制措施: a measure is that of who
takes it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from glossary.find.context import Context
from glossary.find.polities import ABROAD, HOME
from termbase.patterns import compiled

_CHAMBERS = ("国会", "议会", "内阁", "最高法院")
_INTO = r"(?:在|于|向|对|到|离开|进入|解散|出席|步入|退出|当选)\Z"
_CLAUSE_END = r"[,:;、“”「」『』]"
_PRONOUN = re.compile(r"[他她]们?")
_BEFORE_SUBJECT = r"\s*(?:而|但是?|此外|同时|不过|然而|例如|如果|因为|由于|若|如|随后|今天|昨天)?"
_ACTS = (
    "采取|出台|推出|实施|启动|宣布|发布|修订|制定|推行|通过|批准|设立|成立|公布|扩大|执行|恢复|举行|召开"
    "|颁布|施行|开展|修改|加强"
)

# Where in a sentence words of polities are, by polity, ascending.
_Offsets = Mapping[str, Sequence[int]]


class Clauses:
    """The clauses of a text.

    Args:
        folded: The folded text.
        context: The cues in it.
        spoken_of: Returns where in a sentence words of polities are.
    """

    def __init__(self, folded: str, context: Context, spoken_of: Callable[[int], _Offsets]) -> None:
        self._folded, self._context, self._spoken_of = folded, context, spoken_of

    def speaker(self, sentence: int, start: int, end: int) -> str:
        """Return the polity of who is in a chamber, or turns to it; empty if the clause has none.

        Args:
            sentence: The number of the sentence that the name of the chamber is in.
            start: The start of the name.
            end: Its end.
        """
        text = self._folded
        if not text.startswith(_CHAMBERS, start) or not compiled(_INTO).search(
            text, max(0, start - 2), start
        ):
            return ""
        spoken, begin = self._spoken_of(sentence), self._begin(sentence, start)
        if polity := _last(spoken, begin, start):
            return polity
        if _PRONOUN.match(text, begin):
            return _last(spoken, 0, begin)
        close = compiled(_CLAUSE_END).search(text, end)
        return _last(spoken, end, close.start() if close else len(text))

    def is_done_by_others(self, sentence: int, start: int) -> bool:
        """Return True if a clause begins with another state, which does what a word means.

        Args:
            sentence: The number of the sentence that the word is in.
            start: The start of the word.
        """
        begin = self._begin(sentence, start)
        if opening := compiled(_BEFORE_SUBJECT).match(self._folded, begin):
            begin = opening.end()
        spoken = self._spoken_of(sentence)
        acts = compiled(_ACTS)
        if begin not in spoken.get(ABROAD, ()) or not acts.search(self._folded, begin, start):
            return False
        return not any(
            begin <= offset < start for polity in HOME for offset in spoken.get(polity, ())
        )

    def _begin(self, sentence: int, offset: int) -> int:
        """Return the start of the clause that is around an offset."""
        begin = self._context.span(sentence)[0]
        for mark in compiled(_CLAUSE_END).finditer(self._folded, begin, offset):
            begin = mark.end()
        return begin


def _last(spoken: _Offsets, begin: int, end: int) -> str:
    """Return the polity of which a word is the last between two offsets; empty if there is none."""
    last, found = begin - 1, ""
    for polity, offsets in spoken.items():
        index = bisect_left(offsets, end)
        if index and offsets[index - 1] > last:
            last, found = offsets[index - 1], polity
    return found
