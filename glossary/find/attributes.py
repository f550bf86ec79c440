"""The attributes right beside names that say whose they are: *the Foreign Ministry of …*.

They are the strongest evidence for a polity; the same name later in the text has them as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_

from glossary.find.context import Context
from glossary.find.names.places import PLACES, TAIWAN_PLACES
from glossary.find.polities import ABROAD, HONG_KONG, MAINLAND, TAIWAN, MarkersHere
from termbase.language.script import is_han
from termbase.language.surname_spellings import surname_spellings
from termbase.patterns import compiled

# In an attribute it is the writer's own country.
OUR = "我国"
_OURS = (OUR, OUR + "的")
_PEOPLES_REPUBLIC = ("People's Republic of China ", "People's Republic of China's ")
_BEIJINGS = ("Beijing's ", "Beijing’s ", "Beijing-imposed ", "Beijing-drafted ")
# Laws that Beijing made for Hong Kong.
_FOR_HONG_KONG = "(?i)(?:national )?(?:security|anthem) law"
_BRACKETS = "(（"
# 怀化市鹤城区城南|派出所: a local organ, with the place and its parts before it.
_PLACE_END = "自治[区州]|[省市州县]"
_PARTS_OF_PLACE = "(?:[一-鿿]{1,4}?[区县市镇乡旗村])*[一-鿿]{0,2}"
_LONGEST_PLACE = 16
# Places on the mainland of which there are others elsewhere.
_IN_MANY_CITIES = frozenset("中山 朝阳 南沙 大同 大安 安康 永安 泰安".split())
_ABBREVIATION = r"\s?[(（][A-Za-z]{2,8}[)）]"
# 法国前|总统, 法国司法|部长, 法国总理兼|外长: what may be between an attribute and an office.
_BETWEEN = (
    "(?:总理兼|首相兼|总统兼|的|前|现任|新任|首任|时任|候任|代理|已故|副|司法|交通|财政|外交|国防|教育|卫生|内政|内务|经济|农业|环境|能源"
    "|劳动|劳工|文化|体育|贸易|商务|移民|国土安全|战争|科技|旅游|海洋|住房|基础设施|通讯|妇女)+\\Z"
)
_LONGEST_BETWEEN = 8
_LONGEST_QUOTATION = 200
# 总理|卡尼(Mark Carney), 部长|罗兰·莱斯库尔: who holds an office.
_FOREIGN_NAME = r"[一-鿿]{1,5}(?:·[一-鿿]{1,8})+"
_GLOSSED_NAME = r"[一-鿿]{2,5}\s?[(（]([A-Z][^\W\d]+(?:[ .'’-]{1,2}[^\W\d]+)+)"


class Attributes:
    """The attributes in a text.

    Args:
        folded: The folded text.
        context: The cues in it.
        markers: Those of each polity in the text.
        own_country: The polity that the writer calls the own country; empty where the text does
            not speak of it.
    """

    def __init__(
        self,
        folded: str,
        context: Context,
        markers: Mapping[str, MarkersHere],
        own_country: str,
    ) -> None:
        self._folded, self._context, self._markers = folded, context, markers
        self._own_country = own_country
        self._before = reduce(or_, (one.before for one in markers.values()))
        self._after = reduce(or_, (one.after for one in markers.values()))
        self._known: dict[tuple[int, int], tuple[str, ...]] = {}
        # For each name the offsets of those with attributes, and the polities.
        self._named: dict[str, list[tuple[int, str]]] = {}

    def beside(self, start: int, end: int) -> tuple[str, ...]:
        """Return the polities that attributes right beside a name name.

        Args:
            start: The start of the name.
            end: Its end.
        """
        found = self._known.get((start, end))
        if found is None:
            found = self._known[start, end] = tuple(self._beside(start, end))
        return found

    def _beside(self, start: int, end: int) -> Iterator[str]:
        before = self._context.before.get(start, 0) & self._before
        right_before = self._folded[max(0, start - _LONGEST_BETWEEN) : start]
        if not before and (between := compiled(_BETWEEN).search(right_before)):
            before = self._context.before.get(start - len(between[0]), 0) & self._before
        stop = end
        if self._folded[end : end + 2].lstrip()[:1] in _BRACKETS:
            # The Ministry of Foreign Affairs (MOFA) of …
            bracket = compiled(_ABBREVIATION).match(self._folded, end)
            stop = bracket.end() if bracket else end
        after = self._context.after.get(stop, 0) & self._after
        if polity := _from_words_before(self._folded, start, end):
            yield polity
        elif before or after:
            for polity, markers in self._markers.items():
                if before & markers.before or after & markers.after:
                    yield polity
        elif (
            self._own_country
            and self._folded.endswith(_OURS, 0, start)
            and not is_quoted(self._folded, start)
        ):
            yield self._own_country
        elif place := _place_before(self._folded[max(0, start - _LONGEST_PLACE) : start]):
            yield place
        elif _has_foreign_holder(self._folded, end):
            yield ABROAD

    def earlier(self, name: str, start: int) -> str:
        """Return the polity that the same name was last given to before an offset, if any."""
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = []
            begin = self._folded.find(name)
            while begin >= 0:
                found += [(begin, one) for one in self.beside(begin, begin + len(name))]
                begin = self._folded.find(name, begin + 1)
        if not found:
            return ""
        index = bisect_left(found, (start, ""))
        return found[index - 1][1] if index else ""


def _from_words_before(text: str, start: int, end: int) -> str:
    """Return the polity that words before a name say, where its cues would say another one."""
    if text.endswith(_PEOPLES_REPUBLIC, 0, start):
        # The cue Republic of China is within it.
        return MAINLAND
    is_beijings = text.endswith(_BEIJINGS, 0, start)
    is_for_hong_kong = is_beijings and compiled(_FOR_HONG_KONG).match(text, start, end)
    return HONG_KONG if is_for_hong_kong else ""


def is_quoted(text: str, offset: int) -> bool:
    """Return True within quotation marks, where 我国 is the country of who speaks."""
    first = max(0, offset - _LONGEST_QUOTATION)
    opening, closing = (
        max(text.rfind(mark, first, offset) for mark in marks) for marks in ("“「『", "”」』")
    )
    return opening > closing


def _place_before(text: str) -> str:
    """Return the polity of the place that a text ends with, if any: 湖南省怀化市."""
    for match in compiled(_PLACE_END).finditer(text):
        if compiled(_PARTS_OF_PLACE).fullmatch(text, match.end()):
            names = {text[max(0, match.start() - length) : match.start()] for length in (2, 3, 4)}
            if names & PLACES:
                return MAINLAND
            if names & TAIWAN_PLACES:
                return TAIWAN
    # 重庆|公安
    if {text[-2:], text[-3:]} & PLACES and text[-2:] not in _IN_MANY_CITIES:
        return MAINLAND
    return ""


def _has_foreign_holder(text: str, end: int) -> bool:
    """Return True if the name of somebody from abroad begins where an office ends."""
    if not is_han(text[end : end + 1] or " "):
        return False
    if compiled(_FOREIGN_NAME).match(text, end):
        return True
    name = compiled(_GLOSSED_NAME).match(text, end)
    return name is not None and surname_spellings().isdisjoint(name[1].lower().split())
