"""Glossaries of pairs, one direction a file, as CAT tools and translation services take them.

- ``omegat``: source, target and comment, with tabs, UTF-8; a line of its own for each rendering.
- ``deepl``: source and target, with tabs; each source once, so with its best rendering.
- ``google``: source and target, comma-separated, each source once.
- ``weblate``: comma-separated with the header ``source,target``; the gloss in ``explanation``.

What stands in a file is told by its characters: the side with 汉字 is Chinese.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Literal

from termbase.concept import Concept, Language, Status, Term
from termbase.errors import InvalidConcept, Problem
from termbase.formats import Entry, Reading, new_id
from termbase.script import Script, convert, is_han, script

_Pair = tuple[str, str, str]
_DELIMITERS = {"omegat": "\t", "deepl": "\t", "google": ",", "weblate": ","}
_HEADER = ["source", "target", "explanation"]


def read(text: str, file: str, variant: str) -> Reading:
    """The concepts in a list of pairs; those with the same Chinese are one.

    Args:
        text: The file.
        file: What to call it in problems.
        variant: The tool whose file it is.
    """
    delimiter = _DELIMITERS[variant.split(maxsplit=1)[0]]
    quotes: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter, quoting=quotes)
    english: dict[str, dict[str, None]] = {}
    notes: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for row in rows:
        line = rows.line_num
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#") or cells[:2] == _HEADER[:2]:
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            problems.append(Problem("ragged-row", "no pair of source and target", file, line))
            continue
        sides = sorted(cells[:2], key=lambda cell: not any(map(is_han, cell)))
        if not any(map(is_han, sides[0])) or any(map(is_han, sides[1])):
            message = f"{cells[0]!r} and {cells[1]!r}: not Chinese on one side alone"
            problems.append(Problem("language", message, file, line))
            continue
        english.setdefault(sides[0], {})[sides[1]] = None
        lines.setdefault(sides[0], line)
        if len(cells) > 2 and cells[2]:
            notes.setdefault(sides[0], cells[2])
    return Reading(_entries(english, notes, lines), tuple(problems))


def _entries(
    english: dict[str, dict[str, None]], notes: dict[str, str], lines: dict[str, int]
) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}

    traditional = {
        convert(text, Script.SIMPLIFIED): text
        for text in english
        if script(text) is Script.TRADITIONAL
    }
    for text, renderings in english.items():
        simplified = convert(text, Script.SIMPLIFIED)
        if simplified != text and simplified in english:
            continue
        term = Term(
            Language.CHINESE,
            simplified,
            traditional=traditional.get(simplified, ""),
            status=Status.PREFERRED,
        )
        terms = [
            Term(Language.ENGLISH, one, status=Status.ADMITTED if place else Status.PREFERRED)
            for place, one in enumerate(renderings)
        ]
        concept = Concept(new_id(term, found), (term, *terms), gloss=notes.get(text, ""))
        found[concept.id] = Entry(concept, lines[text], has_id=False)
    return tuple(found.values())


def write(concepts: Sequence[Concept], variant: str) -> str:
    """Concepts as pairs.

    Args:
        concepts: Any; those in one language only are left out.
        variant: The tool, and after it the direction where it is not ``zh-en``.

    Raises:
        InvalidConcept: If a term has a tab or a line break in it.
    """
    tool, _, direction = variant.partition(" ")
    out = io.StringIO()
    delimiter = _DELIMITERS[tool]
    if tool == "weblate":
        out.write(",".join(_HEADER) + "\n")
    seen: set[str] = set()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    for source, target, note in _pairs(concepts, direction == "en-zh", several=tool == "omegat"):
        if tool != "omegat" and source in seen:
            continue
        seen.add(source)
        row = [source, target, note] if tool in ("omegat", "weblate") and note else [source, target]
        if delimiter == "\t":
            if any(char in cell for cell in row[:2] for char in "\t\r\n"):
                raise InvalidConcept(f"{source!r}: has a tab or a line break in it")
            out.write("\t".join(" ".join(cell.split()) for cell in row) + "\n")
        else:
            writer.writerow(row)
    return out.getvalue()


def _pairs(concepts: Sequence[Concept], into_chinese: bool, *, several: bool) -> Iterator[_Pair]:
    for concept in concepts:
        chinese = [
            form for term in concept.chinese for form in (term.text, term.traditional) if form
        ]
        english = [term.text for term in _best_first(concept)]
        if into_chinese:
            best = concept.best(Language.CHINESE)
            yield from ((text, best.text, concept.gloss) for text in english if best)
            continue
        chosen = english if several else english[:1]
        for form in dict.fromkeys(chinese):
            yield from ((form, text, concept.gloss) for text in chosen)


def _best_first(concept: Concept) -> list[Term]:
    best = concept.best(Language.ENGLISH)
    usable = [t for t in concept.english if t.status in (Status.PREFERRED, Status.ADMITTED)]
    return sorted(usable, key=lambda term: term is not best)
