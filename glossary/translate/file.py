"""Pretranslate a file: XLIFF and PO are filled in, a text becomes a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from glossary.translate.pretranslate import pretranslate
from termbase.errors import InputError
from termbase.formats.jobs import is_bilingual, open_job

if TYPE_CHECKING:
    from pathlib import Path

    from glossary.find import Finder
    from glossary.translate.pretranslate import Suggestion
    from termbase.errors import Problem
    from termbase.memory import Memory


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
    threshold: int,
    encoding: str | None,
    *,
    terms: bool,
) -> PretranslatedFile:
    """Pretranslate a file; see :meth:`Glossary.pretranslate`."""
    if is_bilingual(path):
        return _filled(memory, finder, path, threshold, encoding, terms=terms)
    segments = pretranslate(memory, _segments(path, encoding), threshold)
    return PretranslatedFile(_table(segments), segments, sum(bool(s.match) for s in segments))


def _filled(
    memory: Memory,
    finder: Finder,
    path: Path,
    threshold: int,
    encoding: str | None,
    *,
    terms: bool,
) -> PretranslatedFile:
    from glossary.translate.fill import filling, pretranslate_open
    from glossary.translate.terms import rendering, terms_in

    job = open_job(path, encoding)
    done = pretranslate_open(memory, job.segments, threshold, partial(rendering, finder))
    made = {number: filling(job.segments[number], found) for number, found in done.items()}
    translations = {number: found for number, found in made.items() if found}
    data, problems = job.fill(translations)
    added = 0
    if terms:
        from termbase.formats.xliff.terms import with_terms

        data, added = with_terms(data, str(path), partial(terms_in, finder))
    return PretranslatedFile(
        data,
        list(done.values()),
        len(translations) - len(problems),
        len(job.segments) - len(done),
        added,
        problems,
    )


def _segments(path: Path, encoding: str | None) -> Sequence[str]:
    from glossary.documents import read_chunks
    from termbase.language.sentences import split_sentences

    text = "".join(read_chunks(path, encoding))
    if path.suffix.lower() != ".tsv":
        return split_sentences(text)
    header, *rows = [line.split("\t") for line in text.splitlines() if line.strip()] or [[]]
    if "source" not in header:
        raise InputError(f"{path}:1: no column 'source' in the header")
    column = header.index("source")
    return [row[column] for row in rows if len(row) > column]


def _table(segments: Sequence[Suggestion]) -> bytes:
    lines = ["source\ttarget\tscore"]
    for segment in segments:
        score = str(segment.match.score) if segment.match else ""
        cells = (segment.source, segment.target, score)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return ("\n".join(lines) + "\n").encode()
