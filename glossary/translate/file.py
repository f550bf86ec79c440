"""Pretranslate a file: XLIFF and PO are filled in, a text becomes a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from glossary.translate.pretranslate import pretranslate
from termbase.errors import InputError
from termbase.formats.bilingual import Job, Segment
from termbase.formats.jobs import is_bilingual, open_job

if TYPE_CHECKING:
    from pathlib import Path

    from glossary.find import Finder
    from glossary.translate.pretranslate import Suggestion
    from termbase.errors import Problem
    from termbase.memory import Memory


# Suffixes of files that hold data; a TSV may be a table with a column of sources.
_DATA = {".tmx", ".sdltm", ".sdltb", ".tbx", ".json", ".csv", ".xlsx", ".ttl"}


@dataclass(frozen=True, slots=True)
class PretranslatedFile:
    """A pretranslated file.

    Attributes:
        data: The file with its open segments filled in, or a TSV of source, target and score.
        segments: What was found for each open segment.
        filled: The number of segments with a translation.
        not_open: The number of segments that had one already.
        terms: The number of terms put into units.
        problems: What could not be filled in, and why.
    """

    data: bytes
    segments: Sequence[Suggestion]
    filled: int
    not_open: int = 0
    terms: int = 0
    problems: tuple[Problem, ...] = ()


def pretranslate_file(
    memory: Memory,
    finder: Finder,
    path: Path,
    at_least: int,
    encoding: str | None,
    *,
    terms: bool,
    languages: tuple[str, str] = ("", ""),
) -> PretranslatedFile:
    """Pretranslate a file; see :meth:`Glossary.pretranslate`."""
    if path.suffix.lower() in _DATA:
        raise InputError(
            f"{path}: a file of terms or units, not a text to translate; import it instead"
        )
    if is_bilingual(path):
        job = open_job(path, encoding, source_language=languages[0], target_language=languages[1])
        return _filled(memory, finder, path, job, at_least, terms=terms)
    suggestions = pretranslate(memory, finder, _segments(path, encoding), at_least)
    filled = sum(bool(suggestion.target) for suggestion in suggestions)
    return PretranslatedFile(_table(suggestions), suggestions, filled)


def _filled(
    memory: Memory,
    finder: Finder,
    path: Path,
    job: Job,
    at_least: int,
    *,
    terms: bool,
) -> PretranslatedFile:
    if any(segment.is_open and not segment.target_language for segment in job.segments):
        raise InputError(
            f"{path}: the file does not name its target language; "
            "name it in languages (--target-language)"
        )
    suggestions = pretranslate(memory, finder, job.segments, at_least)
    found = {suggestion.number: suggestion.translation for suggestion in suggestions}
    translations = {number: translation for number, translation in found.items() if translation}
    data, problems = job.fill(translations)
    added = 0
    if terms:
        from glossary.translate.terms import terms_in
        from termbase.formats.xliff.terms import with_terms

        data, added = with_terms(data, str(path), partial(terms_in, finder))
    return PretranslatedFile(
        data,
        suggestions,
        len(translations) - len(problems),
        len(job.segments) - len(suggestions),
        added,
        problems,
    )


def _segments(path: Path, encoding: str | None) -> list[Segment]:
    from glossary.documents import read, read_chunks
    from termbase.language.sentences import split_sentences

    if path.suffix.lower() != ".tsv":
        texts = [block.text for block in read(path, encoding).blocks]
        return [_open_segment(sentence) for text in texts for sentence in split_sentences(text)]
    text = "".join(read_chunks(path, encoding))
    header, *rows = [line.split("\t") for line in text.splitlines() if line.strip()] or [[]]
    if "source" not in header:
        raise InputError(f"{path}:1: no column 'source' in the header")
    column = header.index("source")
    return [_open_segment(row[column]) for row in rows if len(row) > column]


def _open_segment(text: str) -> Segment:
    return Segment(text, markup="", source_language="", target_language="", is_open=True)


def _table(suggestions: Sequence[Suggestion]) -> bytes:
    lines = ["source\ttarget\tscore"]
    for suggestion in suggestions:
        translation = suggestion.translation
        score = str(translation.score) if translation and not translation.from_glossary else ""
        cells = (suggestion.source, suggestion.target, score)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return ("\n".join(lines) + "\n").encode()
