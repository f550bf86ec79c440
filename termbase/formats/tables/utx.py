"""UTX 1.11, AAMT's simple glossary: tab-separated, with languages and columns in a header.

The column ``src:pos`` has the part of speech, or a space for none; ``term status`` has the status.
Other columns are pass-through fields of the English term of their row, and are written last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from termbase.errors import InputError, Problem
from termbase.formats.characters import lines, one_line
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.status import FORBIDDING, default_status
from termbase.language.script import Script, convert
from termbase.model.concept import Concept, Language, PassThrough, Status, Term
from termbase.model.fill import available_id
from termbase.model.tags import Variety, parse_tag

_LANGUAGES = re.compile(r"([A-Za-z-]+)/([A-Za-z-]+)")
# The statuses of UTX.
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
    """Read a UTX file; rows with the same Chinese term are one concept.

    Args:
        text: The file.
        file: Its name in problems.

    Raises:
        InputError: If it has no header, or its languages are not Chinese and English.
    """
    numbered = list(lines(text))
    head = [line for _, line in numbered if line.startswith("#")]
    match = _LANGUAGES.search(head[0]) if head else None
    columns = next((_columns(h) for h in head if h.startswith(("#src\t", "#term"))), None)
    if not match or not columns:
        expected = "expected '#UTX 1.11; zh-Hans/en' and '#src tgt', tab-separated, as first lines"
        raise InputError(f"{file}:1: not a UTX file; {expected}")
    sides = parse_tag(match[1]), parse_tag(match[2])
    if {side.language for side in sides if side} != set(Language):
        raise InputError(f"{file}:1: invalid languages {match[0]!r}; expected Chinese and English")
    chinese = next(
        index for index, side in enumerate(sides) if side and side.language is Language.CHINESE
    )
    variety = sides[chinese] or Variety(Language.CHINESE)
    return _rows(numbered, columns, chinese, variety, file)


def _columns(line: str) -> list[str]:
    # Some tools write # before each column.
    return [name.strip().removeprefix("#") for name in line.split("\t")]


def _rows(
    numbered: list[tuple[int, str]], columns: list[str], chinese: int, variety: Variety, file: str
) -> ParsedFile:
    """Read rows; those with the same Chinese term are one concept."""
    problems: list[Problem] = []
    terms: dict[str, list[Term]] = {}
    first: dict[str, int] = {}
    for number, line in numbered:
        if not line.strip() or line.startswith("#"):
            continue
        row = [cell.strip() for cell in line.split("\t")]
        if len(row) < 2 or not row[0] or not row[1]:
            problems.append(Problem("ragged-row", "no source or no target term", file, number))
            continue
        cells = dict(zip(columns[2:], row[2:], strict=False))
        terms.setdefault(row[chinese], []).append(_english_term(row[1 - chinese], cells))
        first.setdefault(row[chinese], number)
    found: dict[str, Entry] = {}
    for text, english in terms.items():
        status = Status.PREFERRED
        if chinese and all(term.status in FORBIDDING for term in english):
            # What is forbidden is the target, unless it translates another term.
            status, english = english[0].status, _allowed(english)  # noqa: PLW2901
        term = replace(_chinese_term(text, variety), status=status)
        concept = Concept(available_id(term, found.__contains__), (term, *english))
        found[concept.id] = Entry(concept, first[text], has_id=False, is_row=True)
    return ParsedFile(tuple(found.values()), tuple(problems))


def _english_term(text: str, cells: dict[str, str]) -> Term:
    """Return the English term of a row, with its cells from the third on, by column."""
    status = cells.pop(next((name for name in cells if "status" in name), ""), "")
    return Term(
        Language.ENGLISH,
        text,
        status=_STATUSES.get(status.lower(), Status.ADMITTED),
        part_of_speech=cells.pop(_POS, ""),
        pass_through=tuple(PassThrough(_NAME, name, cell) for name, cell in cells.items() if cell),
    )


def _chinese_term(text: str, variety: Variety) -> Term:
    """Return a Chinese term in the script of a list, with the simplified form it needs."""
    if variety.form(text) == "text":
        return Term(Language.CHINESE, text)
    simplified = convert(text, Script.SIMPLIFIED)
    return Term(Language.CHINESE, simplified, traditional=text, generated=("simplified",))


def _allowed(terms: Sequence[Term]) -> list[Term]:
    return [replace(term, status=default_status(n)) for n, term in enumerate(terms)]


def write(concepts: Sequence[Concept]) -> str:
    """Format concepts as UTX, from Chinese to English, with a row for each pair of terms."""
    others = dict.fromkeys(
        item.name
        for concept in concepts
        for term in concept.english
        for item in term.pass_through
        if _is_column(item)
    )
    columns = ("#src", "tgt", _POS, _STATUS, *others)
    # If some terms are in traditional characters, a reader has to detect the script of each.
    converted = any(term.is_converted for concept in concepts for term in concept.chinese)
    language = "zh" if converted else "zh-Hans"
    rows = [f"#UTX 1.11; {language}/en; license: unspecified", "\t".join(columns)]
    for concept in concepts:
        for term in concept.chinese:
            for english in concept.renderings(term):
                more = {item.name: item.value for item in english.pass_through if _is_column(item)}
                cells = (
                    one_line(term.written_forms[0]),
                    one_line(english.text),
                    one_line(english.part_of_speech) or " ",
                    _WRITTEN[english.status],
                    *(more.get(name, "") for name in others),
                )
                # A row that begins with # would be a comment.
                if cells[0] and cells[1] and not cells[0].lstrip().startswith("#"):
                    rows.append("\t".join(cells))
    return "\n".join(rows) + "\n"


def _is_column(item: PassThrough) -> bool:
    """Return True for a pass-through field of UTX that can be a column of its own."""
    fits = not any(char in item.name + item.value for char in "\t\n\r#")
    return item.format == _NAME and fits and item.name not in ("src", "tgt", _POS, _STATUS)
