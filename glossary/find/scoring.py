"""Give each candidate in a text the score of its sense.

The evidence is gathered once for a text: the cues by place, the names that only one polity has, and
the concepts that are mentioned beyond doubt. Then each candidate with other senses is scored, and
last those of one term by each other: a word is seldom used in two senses in one text.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossary.find.context import Context
from glossary.find.details import ACCEPTED, Details, Scored
from glossary.find.discourse import (
    by_discourse,
    by_lists,
    by_majority,
    by_verdicts,
    overlapping_refused,
)
from glossary.find.evidence import Evidence
from glossary.find.leaders import titles_of_known, titles_of_others
from glossary.find.names import part_of_name
from glossary.find.polities import ABROAD, HOME, MAINLAND, POLITIES
from glossary.find.polity import Polities, Verdict
from glossary.find.sense import (
    WEIGHTS,
    Found,
    Senses,
    is_of_another_state,
    log_odds,
    probability,
)
from glossary.find.snapshot import Row, Snapshot

# A polity that is so far ahead of others makes the sense of its name likelier: by so much for
# each further unit, at most by so much.
_LEAD, _LED = 0.7, 1.5
_POLITY = 4.0
# A text of another polity does not mean the mainland's notion where that is so far behind.
_ELSEWHERE = -1.5
_FAR_ELSEWHERE = -3.5
# An ordinary word is not meant in its Chinese sense in a text about another state.
_FOREIGN = 0.7
# What belongs to no polity is not another state's by at most this, where that is nearly ahead.
_NEARLY = 1.0
# The log odds of what another state does with one at home.
_SHARED = 0.5
# Cues near by count for less in a sentence that speaks of other states only.
_OF_OTHERS = -2.0
# A text that names no polity is the mainland's by default, by less than this.
_SILENT = -1.0
# The log odds of a part of a longer name.
_PART = -4.0


# The polities whose words are in few texts of others.
_REGIONS = frozenset(HOME) - {MAINLAND}

_CERTAIN = Details()
_NONE = frozenset[int]()
_SURELY = 0.0, _CERTAIN


def scored(
    rows: Sequence[Row], text: str, folded: str, snapshot: Snapshot, polity: str = ""
) -> list[Scored]:
    """Return candidates with the scores of their senses.

    Args:
        rows: The candidates, ascending.
        text: The text as given.
        folded: The folded text.
        snapshot: The forms that the candidates are of.
        polity: That of the text, if the reader names it.
    """
    parts = {
        index: reason
        for index, (start, minus_end, _, meaning, _) in enumerate(rows)
        if meaning.checks and (reason := part_of_name(folded, start, -minus_end, meaning.checks))
    }
    if not parts and not any(row[3].is_ambiguous for row in rows):
        return [Scored(row, 1.0, _CERTAIN) for row in rows]
    evidence = {id(row[3].evidence): row[3].evidence for row in rows}
    wanted = snapshot.wanted(one for one in evidence.values() if one)
    context = Context(folded, snapshot.cues, wanted)
    senses = Senses(context, snapshot.home_words)
    polities = Polities(text, folded, context, snapshot.markers, polity)
    sentences = context.sentences_at([row[0] for row in rows])
    _note(rows, sentences, parts, polities)
    gathered = [
        _gathered(row, sentence, parts.get(index, ""), senses, polities)
        if row[3].is_ambiguous or index in parts
        else _SURELY
        for index, (row, sentence) in enumerate(zip(rows, sentences, strict=True))
    ]
    for index, odds in by_verdicts(rows, gathered).items():
        gathered[index] = odds, gathered[index][1]

    def is_at_home(index: int) -> bool:
        start, minus_end, _, meaning, _ = rows[index]
        own = (meaning.concept.polity,) if meaning.concept.polity in HOME else HOME
        return any(polities.is_named(one, sentences[index], start, -minus_end) for one in own)

    for index, odds in by_majority(rows, gathered, is_at_home).items():
        gathered[index] = odds, gathered[index][1]
    refused = overlapping_refused(rows, gathered) | titles_of_others(rows, gathered, folded)
    for index, part in refused.items():
        odds, details = gathered[index]
        gathered[index] = min(odds, _PART), details._replace(part=part)
    for index, shift in by_lists(rows, gathered, folded).items():
        odds, details = gathered[index]
        gathered[index] = odds + shift, details._replace(listed=shift)
    for index, shift in titles_of_known(rows, gathered).items():
        odds, details = gathered[index]
        gathered[index] = odds + shift, details._replace(held=shift)
    for index, shift in by_discourse(gathered).items():
        odds, details = gathered[index]
        gathered[index] = odds + shift, details._replace(discourse=shift)
    return [
        Scored(row, 1.0 if details is _CERTAIN else probability(odds), details)
        for row, (odds, details) in zip(rows, gathered, strict=True)
    ]


def _note(
    rows: Sequence[Row], sentences: Sequence[int], parts: dict[int, str], polities: Polities
) -> None:
    """Note which candidates are evidence for others."""
    for index, (start, minus_end, _, meaning, (_, boundary)) in enumerate(rows):
        if boundary < ACCEPTED or index in parts:
            continue
        if polity := meaning.names_polity:
            polities.note(sentences[index], start, polity)
            if meaning.concept.kind == "person":
                polities.note_person(start, polity)
        elif meaning.evidence and meaning.evidence.rivals and meaning.concept.polity:
            polities.note_attributes(sentences[index], start, -minus_end)


def _gathered(
    row: Row, sentence: int, part: str, senses: Senses, polities: Polities
) -> tuple[float, Details]:
    """Return the log odds of the sense of a candidate, and the reasons."""
    start, minus_end, _, meaning, _ = row
    evidence, polity = meaning.evidence, meaning.concept.polity
    others = _of_others(row, sentence, polities)
    elsewhere = others or _elsewhere(row, sentence, polities)
    if evidence is None:
        if part:
            return _PART, Details(part=part)
        return (_PART, Details(verdict=elsewhere)) if elsewhere else _SURELY
    found = senses.found(evidence, sentence, start, -minus_end)
    odds = log_odds(found)
    home, support = _by_home(found, sentence, start, -minus_end, polities)
    odds += support
    verdict = None
    if evidence.rivals:
        verdict, margin = _margin(row, evidence, sentence, polities)
        if verdict.polity == polity:
            # The words of its polity speak for the sense as its own cues do.
            odds += max(0.0, min(_LED * (margin - _LEAD), _POLITY))
        odds = min(odds, margin)
        if is_of_another_state(found):
            odds = min(odds, _PART)
    if others and not (found.beside or (found.sentence and not polities.is_page(sentence))):
        # Words of politics are said of all states; a page on China has a name of it somewhere.
        odds = min(odds, _PART)
    if not (evidence.is_default or found.beside or found.sentence or home):
        odds = _without_cue(odds, found, row, sentence, polities)
    if part or (elsewhere and not _outweighs(found, elsewhere, polity)):
        odds = min(odds, _PART)
    return odds, Details(found, verdict or elsewhere, part=part, home=home)


def _without_cue(odds: float, found: Found, row: Row, sentence: int, polities: Polities) -> float:
    """Return the log odds of a sense that no cue in its sentence speaks for."""
    start, minus_end, _, meaning, _ = row
    polity = meaning.concept.polity
    if polity in _REGIONS and not found.near and polities.is_behind(polity, _REGIONS, sentence):
        # 起底 has a sense of its own in Hong Kong, which a text of Taiwan does not mean.
        odds += _OF_OTHERS
    if not polities.is_of_others(sentence, start, -minus_end):
        return odds
    if meaning.is_description:
        return min(odds, _PART)
    return odds if meaning.evidence and meaning.evidence.rivals else odds + _OF_OTHERS


def _by_home(
    found: Found, sentence: int, start: int, end: int, polities: Polities
) -> tuple[str, float]:
    """Return the polity whose words speak for a sense that no cue speaks for, and how much.

    The name of the polity is a cue for the sense, but the text has Hualien, or Carrie Lam.
    """
    if found.beside or found.sentence:
        return "", 0.0
    for home in found.evidence.homes:
        if polities.is_named(home, sentence, start, end):
            return home, WEIGHTS.sentence
    if not found.near:
        for home in found.evidence.homes:
            if polities.is_named_near(home, sentence):
                return home, WEIGHTS.near
    return "", 0.0


def _of_others(row: Row, sentence: int, polities: Polities) -> Verdict | None:
    """Return the verdict if English words of anything are in a text about other states only."""
    start, minus_end, _, meaning, _ = row
    evidence = meaning.evidence
    if not meaning.is_description or (evidence and evidence.rivals):
        return None
    if not polities.is_elsewhere(sentence):
        return None
    own = evidence.own if evidence else _NONE
    verdict = polities.verdict(sentence, start, -minus_end, POLITIES, own)
    return verdict if verdict.margin(ABROAD) > _SILENT else None


def _outweighs(found: Found, elsewhere: Verdict, polity: str) -> bool:
    """Return True if the cues for a sense count for more than whose text it is."""
    if found.beside:
        return True
    is_close = polity not in elsewhere.scores or elsewhere.margin(polity) > _FAR_ELSEWHERE
    return bool(found.sentence) and is_close and polity in ("", MAINLAND)


def _elsewhere(row: Row, sentence: int, polities: Polities) -> Verdict | None:
    """Return the verdict if a text of another polity does not mean what one calls by a word."""
    start, minus_end, _, meaning, _ = row
    evidence, jurisdictions = meaning.evidence, meaning.jurisdictions
    polity = meaning.concept.polity
    if jurisdictions and not polities.leads(polity, jurisdictions, sentence):
        verdict = polities.verdict(sentence, start, -minus_end, jurisdictions)
        is_far = verdict.margin(polity) < _ELSEWHERE
        if is_far and not polities.is_spoken_of(polity, sentence, start, -minus_end):
            return verdict
    is_ordinary = (
        evidence
        and not evidence.is_default
        and not evidence.rivals
        # Somebody is named in texts about any state, and what is another state's above all there.
        and meaning.concept.kind != "person"
        and polity in ("", *HOME)
    )
    if (jurisdictions or is_ordinary) and not polities.leads(MAINLAND, (ABROAD,), sentence):
        own = evidence.own if evidence else _NONE
        verdict = polities.verdict(sentence, start, -minus_end, POLITIES, own)
        if verdict.polity == ABROAD and verdict.margin(ABROAD) > _FOREIGN:
            return verdict
        if polities.is_done_by_others(sentence, start):
            return verdict
    return None


def _margin(
    row: Row, evidence: Evidence, sentence: int, polities: Polities
) -> tuple[Verdict, float]:
    """Return whose a name is that several polities have, and the log odds that it is this one's."""
    start, minus_end, _, meaning, _ = row
    polity, rivals = meaning.concept.polity, evidence.rivals
    if not polity and MAINLAND not in rivals:
        # *Corruption* has a sense of its own in Hong Kong; on the mainland it is that of all.
        rivals = *rivals, MAINLAND
    verdict = polities.verdict(sentence, start, -minus_end, rivals, evidence.own)
    if polity in verdict.scores:
        return verdict, verdict.margin(polity)
    if verdict.polity not in evidence.rivals:
        return verdict, verdict.margin(verdict.polity)
    ahead = verdict.margin(ABROAD)
    # Other states are not distinguished; what belongs to no polity is not theirs, nor where they
    # are nearly ahead.
    margin = ahead if polity else -ahead - min(_NEARLY, verdict.scores[ABROAD])
    if not polity and polities.is_shared(verdict, sentence, start, -minus_end):
        # What states do with one another is not another state's where one at home takes part.
        margin = max(margin, _SHARED)
    return verdict, margin
