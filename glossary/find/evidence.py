"""The evidence that a term carries for its sense."""

from __future__ import annotations

from collections.abc import Collection, Set
from functools import cache, lru_cache
from itertools import combinations
from math import exp, log
from pathlib import Path
from typing import NamedTuple, Self

from glossary.find.cues import CueFinder, CueSet
from glossary.find.polities import (
    ABROAD,
    HOME,
    HONG_KONG,
    MACAU,
    MAINLAND,
    PAST,
    POLITIES,
    TAIWAN,
    marker_words,
    markers,
)
from termbase.language.pinyin import plain
from termbase.language.script import fold
from termbase.model.concept import Concept, Language, Term
from termbase.model.term import ELSEWHERE, SHARED

_REGISTER = Path(__file__).with_name("register.tsv")
_COMMON_WORDS = Path(__file__).with_name("common_words.tsv")
# Occurrences in a million words of English from which on a word is common.
_COMMON = 25
# English words of the register are prefixes of at most so many letters.
_PREFIX = 6


class Evidence(NamedTuple):
    """The cues for and against the sense of a term.

    Attributes:
        support: The cues for it.
        against: The cues against it.
        own: Those among them, and among the words of polities, that are within the term itself.
        cues: All cues.
        register: The weights of the words of the register of politics within the term.
        ordinary: How common the term is as an English word, as the logarithm of a ratio; 0 if it
            is not, or is several words.
        rivals: The polities that may have something of this name; none where it has no cues of
            polities.
        is_default: Whether the sense is taken for granted where nothing speaks against it.
        is_short: Whether it is a single Chinese character.
        frequency: The probability of a Chinese word with other senses, by the dictionary of the
            segmentation; else 0.
        is_name: Whether it is a longer Chinese name that every polity has, and no ordinary word.
        homes: The polities whose every word and name speaks for the sense, since their own name is
            a cue for it.
        states: Of a name that another state has and others too, the cues with that state's name.
        other_states: The words of all other states.
    """

    support: CueSet
    against: CueSet
    own: frozenset[int]
    cues: frozenset[int]
    register: float
    ordinary: float
    rivals: tuple[str, ...]
    is_default: bool
    is_short: bool
    frequency: float
    is_name: bool
    homes: tuple[str, ...]
    states: frozenset[int] = frozenset()
    other_states: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls, term: Term, cues: CueFinder, polities: Collection[str] = (), polity: str = ""
    ) -> Self | None:
        """Return the evidence of a term; None where it has no cues, and so no other sense.

        Args:
            term: The term.
            cues: Learns its cues.
            polities: Those of the concepts with such a term.
            polity: That of the concept.
        """
        has_homonyms = len(polities) > 1
        if not term.cues and not has_homonyms:
            return None
        named = term.cues.support
        opposed = [cue for cue in term.cues.against if cue not in (SHARED, ELSEWHERE)]
        is_everywhere = SHARED in term.cues.against
        is_shared = has_homonyms or is_everywhere or ELSEWHERE in term.cues.against
        others: list[str] = []
        if is_shared:
            # Whose it is, is decided by the words of polities; these cues are for other senses.
            opposed = [cue for cue in opposed if cue not in _markers()]
            if polity not in ("", *HOME):
                # 国会 as that of the United States: the words of all others speak against it.
                others = _of_other_states(frozenset(named))
                opposed += others
        words = (*named, *opposed, *(_markers() if is_shared else ()))
        forms = [fold(form) for form in term.forms]
        within = "\n".join(forms)
        own = (cue for cue in words if _folded(cue) in within and "~" not in cue)
        support, against = cues.cue_set(named), cues.cue_set(opposed)
        return cls(
            support,
            against,
            cues.cue_set(own).anywhere,
            support.everywhere | against.everywhere,
            register_within(forms[0]),
            # Of a name that polities share, their words decide.
            0.0 if is_shared or not named else _ordinary(term.text),
            _rivals(polities, is_everywhere=is_everywhere) if is_shared else (),
            is_default=not term.cues.support,
            is_short=term.language is Language.CHINESE and len(term.text) == 1,
            frequency=_frequency(term, forms[0]) if named and not is_shared else 0.0,
            is_name=is_shared and not named and _is_name(term),
            homes=tuple(sorted({_HOMES[cue] for cue in named if cue in _HOMES})),
            states=cues.cue_set(_names_of_states() & {*named} if others else ()).anywhere,
            other_states=cues.cue_set(_names_of_states() & {*others}).anywhere,
        )


# The names of polities that are cues: where Taiwan speaks for a sense, so do Hualien and the DPP.
_HOMES = {
    "China": MAINLAND,
    "台湾": TAIWAN,
    "Taiwan": TAIWAN,
    "香港": HONG_KONG,
    "Hong Kong": HONG_KONG,
    "澳门": MACAU,
    "Macau": MACAU,
}


# Kinds of things that other jurisdictions have under the same words, as 有期徒刑 and 审议.
_ANYWHERE = frozenset(
    (
        "procedure", "office", "institution", "notion", "practice", "document", "penalty",
        "person type", "group", "rank", "meeting",
    )
)  # fmt: skip
# The offences of Hong Kong's security law have the names of the mainland's.
_BUT_HONG_KONG = frozenset(("charge",))
# Words that only the mainland has, or has given: where a name begins with them, anywhere in it.
_OWN_WORDS = tuple(
    "党 中共 中央 国务院 人民 省委 市委 政治局 两会 解放军 一国两制 “一国两制”".split()
)
_OWN_PARTS = tuple(
    "政协 人大 人民代表大会 人民法院 人民检察院 纪委 省委 县委 党组 共产党 社会主义".split()
)


def jurisdictions(term: Term, concept: Concept) -> tuple[str, ...]:
    """Return the polities in whose texts an ordinary word is not the notion of its polity.

    Args:
        term: A term of the concept.
        concept: The concept.

    Returns:
        The polity of the concept and others at home that may be meant; empty if the term can be of
        the concept's only, and of no other state's either.
    """
    if concept.polity not in HOME or term.text.startswith(_OWN_WORDS):
        return ()
    english = term if term.language is Language.ENGLISH else concept.rendering(term)
    if english is None or not english.text[:1].islower():
        return ()
    if any(part in term.text for part in _OWN_PARTS):
        # Of Taiwan's and Hong Kong's texts as well, though not of Vietnam's.
        return (concept.polity,)
    if concept.kind in _BUT_HONG_KONG:
        return (MAINLAND, TAIWAN) if concept.polity in (MAINLAND, TAIWAN) else ()
    return HOME if concept.kind in _ANYWHERE else ()


# Kinds of English that others borrow, if they have it at all: *iron rice bowl*.
_COINED = frozenset(("metaphor", "nickname", "meme", "idiom"))


def is_description(term: Term, concept: Concept) -> bool:
    """Return True for English words that anybody may use of anything: *common prosperity*.

    Args:
        term: A term of the concept.
        concept: The concept.
    """
    if term.language is not Language.ENGLISH or not term.text[:1].islower():
        return False
    if concept.kind in _COINED:
        return False
    letters = "".join(filter(str.isalpha, term.text))
    return not any(
        letters == "".join(filter(str.isalpha, plain(chinese.pinyin)))
        for chinese in concept.chinese
    )


# Groups of cues are those of many terms.
@lru_cache(maxsize=1 << 16)
def _folded(cue: str) -> str:
    return fold(cue)


@cache
def _markers() -> frozenset[str]:
    return frozenset(marker_words())


def _of_other_states(own: Set[str]) -> list[str]:
    """Return the words and the attributes of other states than the one that some words are of."""
    states = markers()[ABROAD]
    return [cue for cue in (*states.words, *states.attributes) if _stem(cue) not in own]


@cache
def _names_of_states() -> frozenset[str]:
    return frozenset(map(_stem, markers()[ABROAD].attributes))


def _stem(cue: str) -> str:
    return cue.strip("~的 ")


def _rivals(polities: Collection[str], *, is_everywhere: bool) -> tuple[str, ...]:
    """Return the polities that may have something of a name, by those of known concepts."""
    # Hong Kong has no 外交部 of its own; Taiwan has most of what the mainland has.
    known = {*polities, ABROAD, PAST}
    if not any(polities):
        # What belongs to none of them: 上诉 in a text of any.
        known |= {*HOME}
    elif is_everywhere and MAINLAND in known:
        known |= {MAINLAND, TAIWAN}
    if known & {HONG_KONG, MACAU}:
        known |= {HONG_KONG, MACAU}
    return tuple(polity for polity in POLITIES if polity in known)


def _ordinary(word: str) -> float:
    """Return how common an English word is in texts of all kinds; 0 for any other term."""
    if not word.isascii() or not word.isalpha() or not word.islower():
        return 0.0
    frequency = common_words().get(word, 0)
    return log(frequency / _COMMON) if frequency > _COMMON else 0.0


def _is_name(term: Term) -> bool:
    # 教育部, 证监会; but 提案, 部长 are words of firms and clubs as well.
    return term.language is Language.CHINESE and len(term.text) > 2


def _frequency(term: Term, folded: str) -> float:
    """Return the probability of a Chinese word; 0 for an English one."""
    if term.language is not Language.CHINESE:
        return 0.0
    from glossary.segment import words

    return exp(words().logs[folded])


@cache
def common_words() -> dict[str, int]:
    """Return the occurrences of common English words in a million words.

    They were counted in a million words of American English (the Brown corpus and others of NLTK).
    """
    rows = _COMMON_WORDS.read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count in (row.split("\t") for row in rows)}


@cache
def register() -> dict[str, float]:
    """Return the words of the register of politics, and how much each speaks for it.

    ``benchmarks/fit_senses.py`` fits them: positive ones are met in the political sense of terms,
    negative ones in other senses.
    """
    rows = _REGISTER.read_text(encoding="utf-8").splitlines()
    return {word: float(weight) for word, weight in (row.split("\t") for row in rows)}


def register_within(folded: str) -> float:
    """Return the sum of the weights of the words of the register within a term."""
    weights = register()
    found = {folded[first:last] for first, last in combinations(range(len(folded) + 1), 2)}
    if folded.isascii():
        words = folded.lower().split()
        found = {word[:size] for word in words for size in range(1, _PREFIX + 1)}
    return sum(weights.get(word, 0.0) for word in found)
