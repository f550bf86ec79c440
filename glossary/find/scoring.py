"""Give each candidate in a text the score of its sense.

The evidence is gathered once for a text: the cues by place, the names that only one polity has, and
the concepts that are mentioned beyond doubt. Then each candidate with other senses is scored, and
last those of one term by each other: a word is seldom used in two senses in one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from glossary.find.context import Context
from glossary.find.cues import CueFinder
from glossary.find.polities import ABROAD, POLITIES
from glossary.find.polity import Polities, PolityMarkers, Verdict
from glossary.find.sense import Found, Senses, log_odds, probability
from glossary.find.snapshot import Row

# The lowest score of a boundary with which a candidate is evidence for others.
_ACCEPTED = 0.5
# Log odds from which on a sense is sure, and by which it then makes others of the term likelier.
_SURE = 3.0
_DISCOURSE = 2.5


class Scored(NamedTuple):
    """A candidate with the score of its sense and, where it has others, the reasons.

    Attributes:
        row: The candidate with its meaning.
        sense: The score of the sense, from 0 to 1.
        found: The evidence; None where the term has no other sense.
        verdict: The polity decided on, for a name that every polity has.
        discourse: By how much other mentions of the term in the text make it likelier.
    """

    row: Row
    sense: float
    found: Found | None = None
    verdict: Verdict | None = None
    discourse: float = 0.0


# A candidate, the log odds of its sense, the evidence, and the verdict about its polity.
_Gathered = tuple[Row, float, Found | None, Verdict | None]


def scored(
    rows: Sequence[Row],
    text: str,
    folded: str,
    cues: CueFinder,
    markers: dict[str, PolityMarkers],
    polity: str = "",
) -> list[Scored]:
    """Return candidates with the scores of their senses.

    Args:
        rows: The candidates, ascending.
        text: The text as given.
        folded: The folded text.
        cues: Finds the cues; it has learned those of all meanings here.
        markers: The markers of each polity.
        polity: That of the text, if the reader names it.
    """
    if not any(row[3].evidence for row in rows):
        return [Scored(row, 1.0) for row in rows]
    context = Context(folded, cues)
    senses = Senses(context)
    polities = Polities(text, folded, context, markers, polity)
    for start, minus_end, _, (_, concept, _, evidence), (_, boundary) in rows:
        if evidence and evidence.is_shared:
            polities.note_attributes(start, -minus_end)
        elif not evidence and boundary >= _ACCEPTED:
            sentence = context.sentence_at(start)
            senses.note(sentence, concept)
            if concept.polity:
                polities.note(sentence, concept.polity)
    gathered = [_gathered(row, senses, polities) for row in rows]
    discourse = _by_discourse(gathered)
    return [
        Scored(row, probability(odds + shift), found, verdict, shift) if found else Scored(row, 1.0)
        for (row, odds, found, verdict), shift in zip(gathered, discourse, strict=True)
    ]


def _gathered(row: Row, senses: Senses, polities: Polities) -> _Gathered:
    """Return the evidence for a candidate, with the log odds of its sense."""
    start, minus_end, _, (_, concept, _, evidence), _ = row
    if not evidence:
        return row, 0.0, None, None
    found = senses.found(evidence, concept.subject, start, -minus_end)
    odds = log_odds(found.features())
    if not evidence.is_shared:
        return row, odds, found, None
    verdict = polities.verdict(start, -minus_end, evidence.own)
    return row, min(odds, _margin(verdict, concept.polity)), found, verdict


def _by_discourse(gathered: Sequence[_Gathered]) -> list[float]:
    """Return by how much each sense is likelier because the same term has it elsewhere."""
    by_term: dict[int, list[int]] = defaultdict(list)
    for index, (_, _, found, verdict) in enumerate(gathered):
        if found and not verdict and not found.evidence.is_short:
            by_term[id(found.evidence)].append(index)
    shifts = [0.0] * len(gathered)
    for alike in by_term.values():
        best = max(gathered[index][1] for index in alike)
        if best < _SURE:
            continue
        for index in alike:
            _, odds, found, _ = gathered[index]
            if found and not (found.beside_against or found.sentence_against):
                shifts[index] = min(_DISCOURSE, best - odds)
    return shifts


def _margin(verdict: Verdict, polity: str) -> float:
    if polity in POLITIES:
        return verdict.margin(polity)
    # Of a state without markers of its own, the cues of the term decide.
    return verdict.margin(ABROAD) if polity else -verdict.margin(ABROAD)
