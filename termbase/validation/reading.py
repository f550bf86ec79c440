"""Checks of the pinyin of Chinese terms: syllables, tones, spelling, readings in context."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termbase.language import pinyin, readings, script
from termbase.messages import Message, about
from termbase.model.concept import Concept, Term

_HAN = re.compile(f"[{script.HAN}]")
# Spoken forms of 一 and 不 before other tones; pinyin is written without them (GB/T 16159, 7.3.2).
_SANDHI = {"一": ("yí", "yì"), "不": ("bú",)}
# Words that the orthography would let us join in more than one way, or whose tones dictionaries
# give in more than one way, and how they are spelled here.
_SPELLINGS = {
    "不忘初心": "bù wàng chūxīn",
    "大屠杀": "dàtúshā",
    "社会主义": "shèhuì zhǔyì",
    "党中央": "dǎng zhōngyāng",
    "党支部": "dǎng zhībù",
    "党组织": "dǎng zǔzhī",
    "意识": "yìshí",
    "力量": "lìliàng",
    "泄露": "xièlòu",
}
_ORDINAL = re.compile("第[零一二三四五六七八九十百]")
_COUNTED = re.compile("[两三四五六七八九十]个")


def problems(concept: Concept) -> Iterator[tuple[str, Message]]:
    """Yield the code and message of each problem."""
    for term in concept.chinese:
        texts = [rendering.text for rendering in concept.renderings(term)]
        for code, message in _problems(term, texts):
            yield code, about(term.text, message)


def _problems(term: Term, renderings: list[str]) -> Iterator[tuple[str, Message]]:
    syllables = pinyin.term_syllables(term.text, term.pinyin)
    if not term.pinyin:
        yield "no-pinyin", Message("no pinyin")
    elif _HAN.search(term.text) and not syllables:
        count = len(_HAN.findall(term.text))
        yield (
            "syllables",
            Message(
                "{pinyin} cannot be read as {count} syllables", pinyin=term.pinyin, count=count
            ),
        )
    else:
        place = pinyin.misplaced_apostrophe(term.pinyin, syllables)
        if place:
            yield (
                "apostrophe",
                Message(
                    "{pinyin}: misplaced or missing apostrophe before {place}",
                    pinyin=term.pinyin,
                    place=place,
                ),
            )
        if "pinyin" not in (*term.checked, *term.generated):
            yield from _spelling(term)
            wrong = [*([] if place else _tones(term, syllables)), *_readings(term, syllables)]
            # A syllable that is wrong in any word is reported once.
            yield from wrong or _in_context(term, syllables, renderings)


def _tones(term: Term, syllables: tuple[str, ...]) -> Iterator[tuple[str, Message]]:
    if syllable := pinyin.missing_tone(term.text, term.pinyin, syllables):
        expected = readings.generate(term.text)
        yield (
            "no-tone",
            Message(
                "{pinyin}: {syllable} has no tone mark; expected as in {expected}",
                pinyin=term.pinyin,
                syllable=syllable,
                expected=expected,
            ),
        )


def _readings(term: Term, syllables: tuple[str, ...]) -> Iterator[tuple[str, Message]]:
    for char, syllable in _pairs(term, syllables):
        if syllable in _SANDHI.get(char, ()):
            usual = readings.generate(char)
            yield (
                "sandhi",
                Message(
                    "{char} is always written {usual}, without tone sandhi", char=char, usual=usual
                ),
            )
        elif not _is_read(char, syllable):
            known = ", ".join(sorted(pinyin.known_readings(char)))
            yield (
                "reading",
                Message(
                    "{syllable} is not a reading of {char}; expected one of: {known}",
                    syllable=syllable,
                    char=char,
                    known=known,
                ),
            )


def _spelling(term: Term) -> Iterator[tuple[str, Message]]:
    written = term.pinyin.lower()
    for word, spelling in _SPELLINGS.items():
        if word in term.text and spelling not in written:
            yield (
                "pinyin-spelling",
                Message(
                    "{pinyin}: {word} is written {spelling}",
                    pinyin=term.pinyin,
                    word=word,
                    spelling=spelling,
                ),
            )
    if len(_ORDINAL.findall(term.text)) > written.count("dì-"):
        yield (
            "pinyin-spelling",
            Message(
                "{pinyin}: an ordinal is written with a hyphen, as in dì-yī", pinyin=term.pinyin
            ),
        )
    if _COUNTED.search(term.text) and not re.search(r"\bgè\b", written):
        yield (
            "pinyin-spelling",
            Message("{pinyin}: 个 after a number is a word of its own, gè", pinyin=term.pinyin),
        )


def _in_context(
    term: Term, syllables: tuple[str, ...], renderings: list[str]
) -> Iterator[tuple[str, Message]]:
    """Yield a problem for a reading that a character has, but not in this word: 断供 gòng."""
    generated = readings.generate(term.text, renderings)
    expected = pinyin.term_syllables(term.text, generated)
    for (char, syllable), usual in zip(_pairs(term, syllables), expected, strict=False):
        if not _is_same(syllable, usual.lower()):
            template = (
                "{pinyin}: {char} is read {usual} in such words; if {syllable} is right, add "
                "'pinyin' to `checked`"
            )
            yield (
                "reading-doubt",
                Message(
                    template, pinyin=term.pinyin, char=char, usual=usual.lower(), syllable=syllable
                ),
            )
            return


def _pairs(term: Term, syllables: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from zip(_HAN.findall(term.text), map(str.lower, syllables), strict=False)


def _is_same(syllable: str, other: str) -> bool:
    """Return True if two syllables are the same, or one has lost its tone."""
    (letters, tone), (other_letters, other_tone) = map(pinyin.split_tone, (syllable, other))
    return letters in (other_letters, "r") and (tone == other_tone or not tone or not other_tone)


def _is_read(char: str, syllable: str) -> bool:
    letters, tone = pinyin.split_tone(syllable)
    if char in "儿兒" and letters == "r":
        return True
    known = pinyin.known_readings(char)
    neutral = tone == 0 and any(pinyin.split_tone(reading)[0] == letters for reading in known)
    return syllable in known or neutral
