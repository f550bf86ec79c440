"""Checks of concepts. Each problem has a code; none of them raises an exception."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import combinations

from termbase.errors import Problem
from termbase.language import english, pinyin, readings, script
from termbase.model.concept import Concept, Status, Term
from termbase.store.keys import never_found

GLOSS_LIMIT = 420

# A label with at least so many uses is intended; one used once that is at least this similar to it
# (the ratio of difflib) is probably a typing error.
_MIN_USES = 5
_MIN_SIMILARITY = 0.8

_HAN = re.compile(f"[{script.HAN}]")
_FULL_WIDTH_IN_ENGLISH = re.compile("[\u3000-\u303f\uff01-\uff5e]")
_HALF_WIDTH_IN_CHINESE = re.compile(f"[{script.HAN}][,.;:!?()]|[,;:!?()][{script.HAN}]")
# Spoken forms of 一 and 不 before other tones; pinyin is written without them (GB/T 16159, 7.3.2).
_SANDHI = {"一": ("yí", "yì"), "不": ("bú",)}
_UNTIDY = re.compile(r"^\s|\s$|  |\s[,.;:!?]|\(\s|\s\)|,,|\.\.(?!\.)")


def validate(concepts: Iterable[Concept]) -> Iterator[Problem]:
    """Yield the problems of concepts, of each one and between them.

    Returns:
        Problems whose messages begin with the id of the concept; without file and line.
    """
    concepts = list(concepts)
    for concept in concepts:
        yield from _concept_problems(concept)
    yield from _shared_problems(concepts)


def _concept_problems(concept: Concept) -> Iterator[Problem]:
    found = [*_languages(concept), *_gloss(concept), *_tidiness(concept)]
    for term in concept.chinese:
        checks = (*_characters(term), *_traditional(term), *_reading(term))
        found += [(code, f"{term.text}: {message}") for code, message in checks]
    for code, message in found:
        yield Problem(code, f"{concept.id}: {message}")


def _languages(concept: Concept) -> Iterator[tuple[str, str]]:
    if not concept.chinese:
        yield "no-chinese", "no Chinese term"
    if not concept.english:
        yield "no-english", "no English term"
    for terms in (concept.chinese, concept.english):
        preferred = [term.text for term in terms if term.status is Status.PREFERRED]
        if len(preferred) > 1:
            yield "two-preferred", f"more than one preferred term: {', '.join(preferred)}"
    for text, times in Counter(term.text for term in concept.english).items():
        if times > 1:
            yield "duplicate-english", f"{text} is listed twice"
    for message in never_found(concept):
        yield "never-found", message


def _gloss(concept: Concept) -> Iterator[tuple[str, str]]:
    if not concept.gloss:
        yield "no-gloss", "no gloss"
    elif len(concept.gloss) > GLOSS_LIMIT:
        yield (
            "long-gloss",
            f"a gloss of {len(concept.gloss)} characters; the limit is {GLOSS_LIMIT}",
        )
    elif not re.search(r"[.!?][”\"’')]*$", concept.gloss):
        yield "untidy", "the gloss does not end with a full stop"
    opening = english.lookup_key(concept.gloss, {})
    for term in concept.english:
        if re.match(rf"{re.escape(english.lookup_key(term.text, {}))}s?\b", opening):
            yield "gloss-repeats", f"the gloss begins with the term itself: {term.text}"


def _tidiness(concept: Concept) -> Iterator[tuple[str, str]]:
    for text in (concept.gloss, concept.literal, concept.note, *(t.text for t in concept.terms)):
        if match := _UNTIDY.search(text):
            yield "untidy", f"stray space or punctuation at {text[match.start() :][:20]!r}"
    for term in concept.english:
        if _FULL_WIDTH_IN_ENGLISH.search(term.text) or _HAN.search(term.text):
            yield "full-width", f"{term.text}: Chinese characters in an English term"


def _characters(term: Term) -> Iterator[tuple[str, str]]:
    if not _HAN.search(term.text):
        yield "no-han", "a Chinese term without Chinese characters"
    if _HALF_WIDTH_IN_CHINESE.search(term.text):
        yield "half-width", "half-width punctuation between Chinese characters"


def _traditional(term: Term) -> Iterator[tuple[str, str]]:
    if not term.traditional:
        yield "no-traditional", "no traditional form"
    elif "traditional" in (*term.generated, *term.checked):
        return
    elif _folded(term.traditional) != _folded(term.text):
        yield "traditional", f"{term.traditional} does not have the same characters"
    elif term.traditional not in _conversions(term.text):
        expected = script.convert(term.text, script.Script.TAIWAN)
        yield (
            "traditional-doubt",
            f"{term.traditional} differs from {expected}, as OpenCC converts it",
        )


def _reading(term: Term) -> Iterator[tuple[str, str]]:
    chars = _HAN.findall(term.text)
    syllables = pinyin.term_syllables(term.text, term.pinyin)
    if not term.pinyin:
        yield "no-pinyin", "no pinyin"
    elif chars and not syllables:
        yield "syllables", f"{term.pinyin} cannot be read as {len(chars)} syllables"
    elif place := pinyin.misplaced_apostrophe(term.pinyin, syllables):
        yield "apostrophe", f"{term.pinyin}: misplaced or missing apostrophe before {place}"
    elif "pinyin" not in term.checked and (
        syllable := pinyin.missing_tone(term.text, term.pinyin, syllables)
    ):
        expected = readings.generate(term.text)
        yield "no-tone", f"{term.pinyin}: {syllable} has no tone mark; expected as in {expected}"
    if "pinyin" in term.checked:
        return
    for char, syllable in zip(chars, map(str.lower, syllables), strict=False):
        if syllable in _SANDHI.get(char, ()):
            yield (
                "sandhi",
                f"{char} is always written {readings.generate(char)}, without tone sandhi",
            )
        elif not _is_read(char, syllable):
            known = ", ".join(sorted(pinyin.known_readings(char)))
            yield "reading", f"{syllable} is not a reading of {char}; expected one of: {known}"


def _is_read(char: str, syllable: str) -> bool:
    letters, tone = pinyin.split_tone(syllable)
    if char in "儿兒" and letters == "r":
        return True
    known = pinyin.known_readings(char)
    neutral = tone == 0 and any(pinyin.split_tone(reading)[0] == letters for reading in known)
    return syllable in known or neutral


def _folded(text: str) -> str:
    # Taiwan writes 着 as 著, which folding keeps apart as it is also a word of its own.
    return script.fold(text).replace("著", "着")


def _conversions(text: str) -> set[str]:
    regions = (script.Script.TAIWAN, script.Script.HONG_KONG, script.Script.TRADITIONAL)
    return {script.convert(text, region) for region in regions}


def _shared_problems(concepts: list[Concept]) -> Iterator[Problem]:
    yield from _identities(concepts)
    yield from _shared_english(concepts)
    for field in ("kind", "subject"):
        yield from _labels(concepts, field)


def _identities(concepts: list[Concept]) -> Iterator[Problem]:
    ids = {concept.id for concept in concepts}
    owners: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for concept in concepts:
        if concept.id in seen:
            yield Problem("duplicate-id", f"{concept.id}: duplicate id")
        seen.add(concept.id)
        for related in concept.related:
            if related.concept not in ids:
                yield Problem("dangling", f"{concept.id}: {related.concept} is not a concept")
        for text in dict.fromkeys(term.text for term in concept.chinese):
            owners[text].append(concept.id)
    for text, names in owners.items():
        if len(names) > 1:
            yield Problem("duplicate-term", f"{names[0]}: {text} is also a term of {names[1]}")


def _shared_english(concepts: list[Concept]) -> Iterator[Problem]:
    """Yield a problem for English terms that unrelated concepts share."""
    owners: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        for text in dict.fromkeys(english.lookup_key(term.text, {}) for term in concept.english):
            owners[text].append(concept)
    for text, sharing in owners.items():
        for one, other in combinations(sharing, 2):
            if one.id != other.id and not _names(one, other) and not _names(other, one):
                message = f"{one.id}: {text!r} is also English for {other.id}; relate the two"
                yield Problem("shared-english", message)


def _names(one: Concept, other: Concept) -> bool:
    return any(related.concept == other.id for related in one.related)


def _labels(concepts: list[Concept], field: str) -> Iterator[Problem]:
    """Yield a problem for labels used once that resemble a frequent one."""
    uses = Counter(getattr(concept, field) for concept in concepts)
    usual = [label for label, times in uses.items() if times >= _MIN_USES]
    for concept in concepts:
        label = getattr(concept, field)
        if uses[label] == 1 and (near := get_close_matches(label, usual, 1, _MIN_SIMILARITY)):
            message = f"the {field} {label!r} resembles {near[0]!r}, which is used more often"
            yield Problem("label", f"{concept.id}: {message}")
