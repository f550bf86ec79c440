"""Segments of a bilingual file: XLIFF, PO, TMX, or a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from glossary.check.accepted import accepted_in
from glossary.check.job import Code, Segment
from glossary.check.languages import languages_of
from termbase.model.concept import Language
from termbase.model.unit import family

if TYPE_CHECKING:
    from pathlib import Path

    from termbase.model.unit import TranslationUnit

# The codes of TMX; the markup of a unit has nothing but text beside them.
_CODE = re.compile(r"<(bpt|ept|ph|it|ut)\b([^>]*?)(?:/>|>(.*?)</\1>)|</?[A-Za-z][^>]*>", re.DOTALL)
_NUMBER = re.compile(r'\bx="([^"]*)"')
_LANGUAGES = {"zh": Language.CHINESE, "en": Language.ENGLISH}
# So much of a code is shown.
_SHOWN = 24


def read_segments(
    path: Path, encoding: str | None = None, languages: tuple[str, str] = ("", "")
) -> Iterator[Segment]:
    """Yield the segments of a bilingual file that are in Chinese and English.

    Args:
        path: The file.
        encoding: The encoding of a table or PO; by default it is detected.
        languages: The source and target language, for a file that does not name them.

    Raises:
        ContentError: If rows cannot be read, with all of them.
        InputError: If the file cannot be read, with the line.
    """
    from termbase.memory.files import TABLES, read_units

    units = list(read_units(path, encoding, languages=languages, drafts=True))
    # Of a table the languages are guessed row by row; a name alone may look like the other one.
    is_guessed = path.name.lower().endswith(TABLES)
    usual = _usual(unit for unit, _ in units)
    for number, (unit, line) in enumerate(units, 1):
        source, target = _language(unit.source_language), _language(unit.target_language)
        if source and target and usual:
            if is_guessed or source is target:
                source, target = usual
            yield _segment(unit, number, str(path), line, source, target)


def _language(tag: str) -> Language | None:
    return _LANGUAGES.get(family(tag))


def _usual(units: Iterable[TranslationUnit]) -> tuple[Language, Language] | None:
    """Return the source and target language of most units; None if none has both."""
    pairs = ((_language(unit.source_language), _language(unit.target_language)) for unit in units)
    counts = Counter((a, b) for a, b in pairs if a and b and a is not b)
    return counts.most_common(1)[0][0] if counts else None


def segments_of(pairs: Sequence[tuple[str, str]]) -> Iterator[Segment]:
    """Yield the segments that pairs of a text and its translation are."""
    languages = languages_of((source for source, _ in pairs), (target for _, target in pairs))
    for number, (source, target) in enumerate(pairs, 1):
        yield Segment(number, source, target, *languages)


def _segment(
    unit: TranslationUnit, number: int, file: str, line: int, source: Language, target: Language
) -> Segment:
    return Segment(
        number,
        unit.source,
        unit.target,
        source,
        target,
        file,
        line,
        source_codes=codes_of(unit.source_markup),
        target_codes=codes_of(unit.target_markup),
        accepted=accepted_in(
            "\n".join((*unit.notes, *unit.properties.values())), f"{file}:{line}" if line else file
        ),
        context=unit.properties.get("msgctxt", ""),
    )


def codes_of(markup: str) -> tuple[Code, ...]:
    """Return the inline codes of a text with the codes of TMX."""
    found, offset, end = [], 0, 0
    for match in _CODE.finditer(markup):
        offset += len(unescape(markup[end : match.start()]))
        end = match.end()
        if match[1]:
            number = _NUMBER.search(match[2])
            content = " ".join(unescape(match[3] or "").split())
            key = f"{match[1]} {number[1] if number else ''} {content}"
            found.append(Code(offset, key, content[:_SHOWN] or match[1]))
    return tuple(found)
