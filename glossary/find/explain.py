"""Explain which candidates in a text were accepted or refused, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from glossary.find.boundary import Level
from glossary.find.cues import CueFinder
from glossary.find.details import Scored
from glossary.find.finder import Finder, chosen, mention_of
from glossary.find.mention import Mention
from glossary.find.polity import Verdict
from glossary.find.sense import Found

# The most cues of a kind that are named.
_NAMED = 5


class Explanation(NamedTuple):
    """A candidate and the reasons of the decision about it.

    Attributes:
        mention: The candidate, accepted or not.
        refusal: Why it was refused: ``boundary``, ``sense``, ``polity``, ``part`` (of a longer
            name) or ``overlap`` (a longer term, or a preferred meaning, covers it); empty if it
            was accepted.
        evidence: The evidence for its sense, strongest first: each with a sign, ``+`` for the
            sense and ``-`` against it; empty where the term has no other sense.
    """

    mention: Mention
    refusal: str
    evidence: tuple[str, ...]


def explain(
    finder: Finder, text: str, level: Level | str = Level.BALANCED, polity: str = ""
) -> list[Explanation]:
    """Return the candidates in a text with the reasons why they were accepted or refused.

    Args:
        finder: Finds the candidates.
        text: A text of any length; all of it is held in memory.
        level: As for :meth:`Finder.find`.
        polity: As for :meth:`Finder.find`.

    Raises:
        ValueError: If the level or the polity is unknown.
    """
    level = Level(level)
    cues = finder.snapshot().cues
    explanations = []
    for offset, block, found in finder.scored((text,), polity):
        accepted = {
            (mention.start, mention.end, mention.concept.id)
            for mention in (mention_of(one, block, offset) for one in chosen(found, level))
        }
        seen: set[tuple[int, int, str]] = set()
        for one in found:
            mention = mention_of(one, block, offset)
            key = mention.start, mention.end, mention.concept.id
            if key not in seen:
                seen.add(key)
                refusal = "" if key in accepted else _refusal(one, mention, level)
                explanations.append(Explanation(mention, refusal, tuple(_evidence(one, cues))))
    return explanations


def _refusal(scored: Scored, mention: Mention, level: Level) -> str:
    if mention.score < level.threshold:
        return "boundary"
    if mention.sense >= level.sense_threshold:
        return "overlap"
    if scored.details.part:
        return "part"
    verdict = scored.details.verdict
    return "polity" if verdict and verdict.polity != mention.concept.polity else "sense"


def _evidence(scored: Scored, cues: CueFinder) -> Iterator[str]:
    found, verdict, discourse, part, home, listed, held = scored.details
    if part:
        yield f"- {part}"
    if verdict:
        yield _of_polity(verdict)
    if found is None:
        return
    yield from _of_cues(found, cues)
    if home:
        yield f"+ words of a polity: {home}"
    if round(found.register, 1):
        yield f"{'+' if found.register > 0 else '-'} words of politics: {found.register:.1f}"
    if discourse:
        yield "+ it has this sense elsewhere in the text"
    if listed:
        yield "+ beside a known person in a list"
    if held:
        yield "+ a title beside a known person of its polity"
    if not any(found[1:9]) and not home:
        yield "+ no cue against it" if found.evidence.is_default else "- no cue for it"


def _of_polity(verdict: Verdict) -> str:
    ranked = sorted(verdict.scores.items(), key=lambda item: -item[1])
    return "polity: " + ", ".join(f"{polity} {score:.1f}" for polity, score in ranked)


def _of_cues(found: Found, cues: CueFinder) -> Iterator[str]:
    places = ("beside it", "in its sentence", "near", "in its section")
    for place, ours, theirs in zip(places, found[1:9:2], found[2:9:2], strict=True):
        for sign, cue_set in (("+", ours), ("-", theirs)):
            if cue_set:
                names = cues.texts_of(found.context.numbers_of(cue_set))
                more = ", …" if len(names) > _NAMED else ""
                yield f"{sign} {place}: {', '.join(names[:_NAMED])}{more}"
