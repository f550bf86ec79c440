"""UTX 1.11, the simple glossary of AAMT: tabs, and a header that tells languages and columns.

The part of speech stands in ``src:pos``, a space where there is none; the status in ``term
status``. Other columns are kept with the English term of their row, and written after these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from termbase.errors import InputError, Problem
from termbase.formats.characters import lines, one_line
from termbase.formats.parsed import Entry, ParsedFile
from termbase.language.script import Script, convert
from termbase.model.concept import Concept, Language, PassThrough, Status, Term
from termbase.model.fill import available_id
from termbase.model.tags import Variety, parse_tag

_LANGUAGES = re.compile(r"([A-Za-z-]+)/([A-Za-z-]+)")
# What UTX calls statuses.
_STATUSES = {
    "approved": Status.PREFERRED,
    "provisional": Status.ADMITTED,
    "non-standard": Status.ADMITTED,
    "forbidden": Status.DEPRECATED,
    "rejected": Status.DEPRECATED,
    "obsolete": Status.SUPERSEDED,
}
_NAME = "utx"
_POS, _STATUS = "src:pos", "term status"
_WRITTEN = {
    Status.PREFERRED: "approved",
    Status.ADMITTED: "provisional",
    Status.DEPRECATED: "forbidden",
    Status.SUPERSEDED: "obsolete",
}


def read(text: str, file: str) -> ParsedFile:
    """The concepts in a UTX file; rows with the same Chinese are one.

    Args:
        text: The file.
        file: What to call it in problems.

    Raises:
        InputError: If it has no header, or is not between Chinese and English.
    """
    numbered = list(lines(text))
    head = [line for _, line in numbered if line.startswith("#")]
    match = _LANGUAGES.search(head[0]) if head else None
    columns = next((_columns(h) for h in head if h.startswith(("#src\t", "#term"))), None)
    if not match or not columns:
        raise InputError(f"{file}:1: no UTX: its first lines name the languages and #src, tgt …")
    sides = parse_tag(match[1]), parse_tag(match[2])
    if {side.language for side in sides if side} != set(Language):
        raise InputError(f"{file}:1: {match[0]} is not between Chinese and English")
    chinese = next(
        place for place, side in enumerate(sides) if side and side.language is Language.CHINESE
    )
    written = sides[chinese] or Variety(Language.CHINESE)
    return _rows(numbered, columns, chinese, written, file)


def _columns(line: str) -> list[str]:
    # Some write the mark before each column.
    return [name.strip().removeprefix("#") for name in line.split("\t")]


def _rows(
    numbered: list[tuple[int, str]], columns: list[str], chinese: int, written: Variety, file: str
) -> ParsedFile:
    problems: list[Problem] = []
    terms: dict[str, list[Term]] = {}
    first: dict[str, int] = {}
    for number, line in numbered:
        if not line.strip() or line.startswith("#"):
            continue
        row = [cell.strip() for cell in line.split("\t")]
        if len(row) < 2 or not row[0] or not row[1]:
            problems.append(Problem("ragged-row", "no pair of source and target", file, number))
            continue
        cells = dict(zip(columns[2:], row[2:], strict=False))
        said = cells.pop(next((name for name in cells if "status" in name), ""), "")
        rendering = Term(
            Language.ENGLISH,
            row[1 - chinese],
            status=_STATUSES.get(said.lower(), Status.ADMITTED),
            part_of_speech=cells.pop(_POS, ""),
            pass_through=tuple(
                PassThrough(_NAME, name, cell) for name, cell in cells.items() if cell
            ),
        )
        terms.setdefault(row[chinese], []).append(rendering)
        first.setdefault(row[chinese], number)
    found: dict[str, Entry] = {}

    for text, english in terms.items():
        traditional = "" if written.form(text) == "text" else text
        simplified = convert(text, Script.SIMPLIFIED) if traditional else text
        generated = ("simplified",) if traditional else ()
        term = Term(
            Language.CHINESE,
            simplified,
            traditional=traditional,
            status=Status.PREFERRED,
            generated=generated,
        )
        concept = Concept(available_id(term, found.__contains__), (term, *english))
        found[concept.id] = Entry(concept, first[text], has_id=False)
    return ParsedFile(tuple(found.values()), tuple(problems))


def write(concepts: Sequence[Concept]) -> str:
    """Concepts as UTX, from Chinese to English, a row for each pair of terms."""
    kept = dict.fromkeys(
        item.name
        for concept in concepts
        for term in concept.english
        for item in term.pass_through
        if _is_column(item)
    )
    columns = ("#src", "tgt", _POS, _STATUS, *kept)
    # Where some terms are in traditional characters, a reader has to tell by the characters.
    converted = any(term.is_converted for concept in concepts for term in concept.chinese)
    language = "zh" if converted else "zh-Hans"
    rows = [f"#UTX 1.11; {language}/en; license: unspecified", "\t".join(columns)]
    for concept in concepts:
        for term in concept.chinese:
            for english in concept.english:
                more = {item.name: item.value for item in english.pass_through if _is_column(item)}
                cells = (
                    one_line(term.written_forms[0]),
                    one_line(english.text),
                    one_line(english.part_of_speech) or " ",
                    _WRITTEN[english.status],
                    *(more.get(name, "") for name in kept),
                )
                # A row that began so would be a remark.
                if cells[0] and cells[1] and not cells[0].lstrip().startswith("#"):
                    rows.append("\t".join(cells))
    return "\n".join(rows) + "\n"


def _is_column(item: PassThrough) -> bool:
    """Whether something is kept of a column other than ours, and fits into a cell."""
    fits = not any(char in item.name + item.value for char in "\t\n\r#")
    return item.format == _NAME and fits and item.name not in ("src", "tgt", _POS, _STATUS)
