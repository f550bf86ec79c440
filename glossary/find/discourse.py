"""Decide about candidates by each other: those that overlap, and those of one term in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from glossary.find.boundary import Boundary
from glossary.find.details import ACCEPTED, Details, Scored
from glossary.find.polities import ABROAD, HOME
from glossary.find.sense import Found, is_of_another_state, log_odds
from glossary.find.snapshot import Row

# Log odds from which on a sense is sure, and by which it then makes others of the term likelier.
_SURE = 2.5
_DISCOURSE = 2.5
# The mark between the parts of a list, and by how much a name is likelier beside one that is known.
_LISTED = "、"
_AMONG = 2.5
# Log odds of a word that is likely, whatever it is elsewhere in the text.
_LIKELY = 1.5
# A polity is sure where it is ahead by more than this, and doubtful where by less than that.
_FAR_AHEAD = 1.5
_DOUBTFUL = 1.0
# The log odds of a doubtful name, for or against, whose polity is sure elsewhere.
_DECIDED = 0.5
# Kinds of bodies and of those who lead them.
_OF_BODIES = ("institution", "office")
# Kinds of what is named in longer names, as 台湾 in 台湾外交部.
_NAMED_AFTER = ("place", "person")


def overlapping_refused(
    rows: Sequence[Row], gathered: Sequence[tuple[float, Details]]
) -> dict[int, str]:
    """Return the candidates that overlap names which are those of another polity.

    Where 内政部长 is not the minister that the termbase means, 内政 is a part of it still; where
    总统府 is not Taiwan's, 总统府发言人 is not either.
    """
    parts: dict[int, str] = {}
    for index, (odds, (_, verdict, *_)) in enumerate(gathered):
        if verdict is None or odds >= 0:
            continue
        start, minus_end, _, meaning, (_, boundary) = rows[index]
        if meaning.concept.kind not in _OF_BODIES or boundary < ACCEPTED:
            continue
        end = -minus_end
        for outer in range(index - 1, -1, -1):
            its_start, _, _, its_meaning, _ = rows[outer]
            if its_start < start:
                break
            concept = its_meaning.concept
            is_body = concept.kind in _OF_BODIES and concept.polity == meaning.concept.polity
            # 荷兰安世半导体 is 安世 as well.
            is_other = concept.id != meaning.concept.id
            # 中央结算系统 is Hong Kong's, whatever 中央 means there.
            if is_body and is_other and verdict.polity == ABROAD:
                parts[outer] = "begins with the name of a body of another polity"
        for inner in range(index + 1, len(rows)):
            its_start, its_minus_end, _, its_meaning, _ = rows[inner]
            if its_start >= end:
                break
            its_end, concept = -its_minus_end, its_meaning.concept
            is_shorter = its_end <= end and its_end - its_start < end - start
            # The governor is not ours in 台湾的央行行长, but the bank is Taiwan's.
            is_own = concept.polity == verdict.polity
            if is_shorter and concept.kind not in _NAMED_AFTER and not is_own:
                parts[inner] = "part of a longer name of another polity"
    return parts


def without_cut(accepted: Sequence[Scored]) -> list[Scored]:
    """Return candidates without those that cut the first word of another one: 中国外交部|长.

    Args:
        accepted: Candidates whose scores are accepted, sorted by start, the longer first.
    """
    kept: list[Scored] = []
    for index, one in enumerate(accepted):
        if one.row[4].boundary is not Boundary.ACROSS or not _cuts(one.row, accepted, index):
            kept.append(one)
    return kept


def _cuts(row: Row, accepted: Sequence[Scored], index: int) -> bool:
    """Return True if a candidate ends within another one that is as good and no word cuts."""
    start, minus_end, _, meaning, _ = row
    for later in range(index + 1, len(accepted)):
        its_start, its_minus_end, _, its_meaning, (its_boundary, _) = accepted[later].row
        if its_start >= -minus_end:
            return False
        beyond = minus_end - its_minus_end
        if its_start == start or beyond <= 0 or its_boundary is not Boundary.WORDS:
            continue
        kinds = meaning.concept.kind, its_meaning.concept.kind
        # 外交部长 has the head of the body: shorter, but what is meant; a bare 部长 is not enough.
        is_head = beyond == 1 < -minus_end - its_start and all(one in _OF_BODIES for one in kinds)
        if is_head or its_start + its_minus_end <= start + minus_end:
            return True
    return False


def by_verdicts(rows: Sequence[Row], gathered: Sequence[tuple[float, Details]]) -> dict[int, float]:
    """Return the log odds of names that are another state's all over the text, and doubtful here.

    An article of Taiwan on the Congress of the United States has sentences that name neither.
    """
    by_form: dict[int, list[int]] = defaultdict(list)
    for index, (_, (_, verdict, *_)) in enumerate(gathered):
        meaning = rows[index][3]
        if verdict and meaning.evidence and meaning.evidence.rivals and meaning.concept.polity:
            by_form[id(meaning)].append(index)
    odds_of: dict[int, float] = {}
    for alike in by_form.values():
        verdicts = [(index, one) for index in alike if (one := gathered[index][1].verdict)]
        sure = {one.polity for _, one in verdicts if one.margin(one.polity) > _FAR_AHEAD}
        if sure != {ABROAD} or len(alike) < 2:
            continue
        is_theirs = rows[alike[0]][3].concept.polity not in HOME
        for index, one in verdicts:
            if one.polity != ABROAD and one.margin(one.polity) < _DOUBTFUL:
                odds, (found, _, _, part, *_) = gathered[index]
                if not is_theirs:
                    odds_of[index] = min(odds, -_DECIDED)
                elif found and not part and _is_likely(found):
                    odds_of[index] = max(odds, _DECIDED)
    return odds_of


def by_majority(
    rows: Sequence[Row],
    gathered: Sequence[tuple[float, Details]],
    is_at_home: Callable[[int], bool],
) -> dict[int, float]:
    """Return the log odds of words that are another state's in most places of the text.

    Args:
        rows: The candidates.
        gathered: The log odds of each, and the reasons.
        is_at_home: Returns whether the sentence of a candidate names a polity of its concept.
    """
    by_form: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row[3].is_ambiguous and not gathered[index][1].part:
            by_form[id(row[3])].append(index)
    odds_of: dict[int, float] = {}
    for alike in by_form.values():
        accepted = [index for index in alike if gathered[index][0] >= 0]
        verdicts = (gathered[index][1].verdict for index in alike if gathered[index][0] < 0)
        refused = sum(one is not None and one.polity == ABROAD for one in verdicts)
        if refused > len(accepted):
            odds_of |= {
                index: -_DECIDED
                for index in accepted
                if gathered[index][0] < _LIKELY and not is_at_home(index)
            }
    return odds_of


def _is_likely(found: Found) -> bool:
    return log_odds(found) > 0 and not is_of_another_state(found)


def by_lists(
    rows: Sequence[Row], gathered: Sequence[tuple[float, Details]], folded: str
) -> dict[int, float]:
    """Return by how much the names of persons are likelier in lists: 王毅、石泰峰、咸辉.

    Args:
        rows: The candidates.
        gathered: The log odds of each, and the reasons.
        folded: The folded text.
    """
    if _LISTED not in folded:
        return {}
    persons = [
        (index, *row[:2])
        for index, row in enumerate(rows)
        if row[3].concept.kind == "person" and row[4].score >= ACCEPTED
    ]
    known = [one for one in persons if gathered[one[0]][0] >= 0 and not gathered[one[0]][1].part]
    starts = {start for _, start, _ in known}
    ends = {-minus_end for _, _, minus_end in known}
    shifts: dict[int, float] = {}
    for index, start, minus_end in persons:
        odds, (found, verdict, _, part, *_) = gathered[index]
        if odds >= _SURE or not found or verdict or part:
            continue
        if found.beside_against or found.sentence_against:
            continue
        is_after = folded[start - 1 : start] == _LISTED and start - 1 in ends
        is_before = folded[-minus_end : 1 - minus_end] == _LISTED and 1 - minus_end in starts
        if is_after or is_before:
            shifts[index] = _AMONG * (is_after + is_before)
    return shifts


def by_discourse(gathered: Sequence[tuple[float, Details]]) -> dict[int, float]:
    """Return by how much senses are likelier because the same term has them elsewhere."""
    by_term: dict[int, list[int]] = defaultdict(list)
    for index, (_, (found, verdict, _, part, *_)) in enumerate(gathered):
        if found and not verdict and not part and not found.evidence.is_short:
            by_term[id(found.evidence)].append(index)
    shifts: dict[int, float] = {}
    for alike in by_term.values():
        best = max(gathered[index][0] for index in alike)
        if len(alike) < 2:
            continue
        if best < _SURE:
            shifts |= _evened(alike, gathered)
            continue
        for index in alike:
            odds, (found, *_) = gathered[index]
            if odds < best and found and not (found.beside_against or found.sentence_against):
                shifts[index] = min(_DISCOURSE, best - odds)
    return shifts


def _evened(alike: Sequence[int], gathered: Sequence[tuple[float, Details]]) -> dict[int, float]:
    """Return the shifts by which mentions without any cue are accepted where most are likely."""
    if sum(gathered[index][0] for index in alike) < 0:
        return {}
    shifts: dict[int, float] = {}
    for index in alike:
        odds, (found, *_) = gathered[index]
        # Only the words of politics around it speak against it.
        if found and odds < 0 and not any(found[1:9]):
            shifts[index] = _DECIDED - odds
    return shifts
