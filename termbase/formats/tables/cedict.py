"""CC-CEDICT's format: ``傳統 传统 [chuan2 tong3] /tradition/traditional/``, one entry a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from termbase.errors import Problem
from termbase.formats.characters import lines, one_line
from termbase.formats.parsed import Entry, ParsedFile
from termbase.language.pinyin import split_tone, syllables, with_tone_mark
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.fill import available_id

_LINE = re.compile(
    r"(?P<traditional>[^ ]+) (?P<simplified>[^ ]+) \[(?P<pinyin>[^\]]*)\] /(?P<english>.*)/"
)


def read(text: str, file: str) -> ParsedFile:
    """The concepts in a dictionary, one a line.

    Args:
        text: The file; lines that begin with ``#`` are remarks.
        file: What to call it in problems.
    """
    found: dict[str, Entry] = {}
    problems = []

    for number, line in lines(text):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if not match:
            message = "not of the form 傳統 传统 [chuan2 tong3] /tradition/"
            problems.append(Problem("cedict", message, file, number))
            continue
        senses = [sense.strip() for sense in match["english"].split("/") if sense.strip()]
        term = Term(
            Language.CHINESE,
            match["simplified"],
            traditional=match["traditional"],
            pinyin=" ".join(map(with_tone_mark, match["pinyin"].split())),
            status=Status.PREFERRED,
        )
        english = [
            Term(Language.ENGLISH, sense, status=Status.ADMITTED if place else Status.PREFERRED)
            for place, sense in enumerate(senses)
        ]
        concept = Concept(available_id(term, found.__contains__), (term, *english))
        found[concept.id] = Entry(concept, number, has_id=False)
    return ParsedFile(tuple(found.values()), tuple(problems))


def write(concepts: Sequence[Concept]) -> str:
    """Concepts as dictionary lines, one for each Chinese term that has pinyin."""
    written = ["# Terms of zh-en-glossary"]
    for concept in concepts:
        senses = [one_line(term.text.replace("/", ";")) for term in concept.english]
        for term in concept.chinese:
            if term.pinyin and senses:
                pinyin = _numbered(term.pinyin)
                traditional = term.traditional or term.text
                # Spaces stand between these, and what begins so is a remark.
                if traditional[0] != "#" and " " not in one_line(f"|{traditional}|{term.text}|"):
                    line = f"{traditional} {term.text} [{pinyin}] /{'/'.join(senses)}/"
                    written.append(line)
    return "\n".join(written) + "\n"


def _numbered(pinyin: str) -> str:
    """Pinyin by syllables with tone numbers, ``u:`` for ü: ``nü3 er2``."""
    parts = (split_tone(syllable) for syllable in syllables(pinyin))
    return " ".join(f"{letters}{tone or 5}" for letters, tone in parts).replace("ü", "u:")
