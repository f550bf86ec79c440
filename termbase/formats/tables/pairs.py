"""Read glossaries of pairs in one direction, the format of CAT tools and translation services.

- ``omegat``: source, target and comment, separated by tabs or commas; lines with ``#`` are
  comments; one line for each rendering. (OmegaT manual, "Glossaries")
- ``deepl``: source and target, separated by tabs or commas; each source once, with its best
  rendering; no control characters, at most 1024 bytes. (DeepL API, "Managing glossaries")
- ``google``: source and target, separated by commas or tabs, no header, each source once. (Cloud
  Translation API, ``GlossaryInputConfig``)
- ``azure``: source and target, separated by tabs, no header, each source once. (Azure Translator,
  "Use glossaries with Document Translation")
- ``weblate``: comma-separated with a header, whose names are those of translate-toolkit; the gloss
  in ``developer_comments``. (Weblate, "CSV files")

The Chinese side of a pair is the one with 汉字. A pair without any is left out and counted: nothing
tells that it is Chinese and English.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from termbase.errors import Problem
from termbase.formats.characters import lines
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.status import default_status
from termbase.formats.tables.columns import CHINESE, TERM, YES, column_of
from termbase.formats.tables.pairs_writer import (
    COMMENT,
    DELIMITERS,
    REMARK,
    SOURCE,
    TARGET,
    chinese_side,
    write,
)
from termbase.language.script import Script, convert, detect_script, han_share
from termbase.model.concept import Concept, Language, PassThrough, Status, Term
from termbase.model.fill import available_id
from termbase.model.tags import parse_tag

__all__ = ["read", "write"]

# The columns that can contain a gloss.
_NOTES = (COMMENT, REMARK, "explanation", "translator_comments", "description")
# Columns of translate-toolkit's CSV; ``context`` is the source text where no ``source`` is.
_TOOLKIT = frozenset(
    "location source target id fuzzy context translator_comments developer_comments".split()
)


class _Row(NamedTuple):
    """A row: the line it ends on, both sides, and its other cells by column."""

    line: int
    source: str
    target: str
    more: dict[str, str]


class _Pair(NamedTuple):
    line: int
    chinese: str
    english: str
    more: dict[str, str]


def read(text: str, file: str, variant: str) -> ParsedFile:
    """Read a list of pairs; pairs with the same Chinese are one concept.

    Args:
        text: The file.
        file: Its name in problems.
        variant: The tool that the file is for.
    """
    tool = variant.split(maxsplit=1)[0]
    problems: list[Problem] = []
    dropped: Counter[str] = Counter()
    rows = list(_rows(text.removeprefix("\ufeff"), tool, file, problems, dropped))
    pairs = list(_pairs_in(rows, file, problems, dropped))
    problems.sort(key=lambda problem: problem.line)
    return ParsedFile(_entries(pairs, tool), tuple(problems), dict(dropped))


def _rows(
    text: str, tool: str, file: str, problems: list[Problem], dropped: Counter[str]
) -> Iterator[_Row]:
    delimiter = _delimiter(text, DELIMITERS[tool])
    columns = [SOURCE, TARGET, *([COMMENT] if tool == "omegat" else [])]
    between = "tab" if delimiter == "\t" else "comma"
    is_first = True
    for line, row in _tabbed(text) if delimiter == "\t" else _quoted(text, file, problems):
        cells = [cell.strip() for cell in row]
        # Only OmegaT's lists have comments; #MeToo is a term.
        may_be_comment = tool == "omegat" or not any(cells[1:])
        if not any(cells) or (may_be_comment and cells[0].startswith("#")):
            continue
        header = _header(cells) if is_first else []
        is_first = False
        if header:
            columns = header
            continue
        named = dict(zip(columns, cells, strict=False))
        source, target = named.pop(SOURCE, ""), named.pop(TARGET, "")
        if source and target:
            foreign = [code for code in cells[2:4] if tool == "deepl" and _is_other_code(code)]
            if foreign:
                dropped[f"pairs with a language {foreign[0].lower()!r}"] += 1
                continue
            yield _Row(line, source, target, {name: cell for name, cell in named.items() if cell})
        elif len(cells) > 1:
            dropped["untranslated entries"] += 1
        else:
            message = f"no source and target separated by a {between}"
            problems.append(Problem("ragged-row", message, file, line))


def _tabbed(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in lines(text):
        yield number, line.split("\t")


def _quoted(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"{error}; is every quotation mark closed?"
            problems.append(Problem("csv", message, file, reader.line_num))
            continue
        yield reader.line_num, row


def _delimiter(text: str, usual: str) -> str:
    """Return the separator of the first row: the usual one, if the row contains it."""
    rows = (line for _, line in lines(text) if line.strip() and not line.startswith("#"))
    row = next(rows, "")
    return usual if usual in row else next((one for one in "\t," if one in row), usual)


def _header(cells: Sequence[str]) -> list[str]:
    """Return the columns that a header row names; empty for any other row.

    A row is a header if its first two cells are headings of terms or languages, or if all of its
    cells are columns of translate-toolkit.
    """
    names = [cell.lower() for cell in cells]
    if column_of(cells[2] if len(cells) > 2 else "").field in ("gloss", "note"):
        names[2] = COMMENT
    if {SOURCE, TARGET} <= set(names):
        return names
    if TARGET in names and set(names) <= _TOOLKIT:
        return [SOURCE if name == "context" else name for name in names]
    first, second = (column_of(cell) for cell in [*cells[:2], ""][:2])
    is_pair = first.field != second.field or (first.field == TERM and first != second)
    if is_pair and all(_is_heading(column.field) for column in (first, second)):
        return [SOURCE, TARGET, *names[2:]]
    return []


def _is_heading(field: str) -> bool:
    return field in (*CHINESE, "english", TERM, "source")


def _is_other_code(cell: str) -> bool:
    """Return whether a cell is the code of a language other than Chinese and English."""
    return len(cell) in (2, 5) and cell[:2].isascii() and cell[:2].isalpha() and not parse_tag(cell)


def _pairs_in(
    rows: list[_Row], file: str, problems: list[Problem], dropped: Counter[str]
) -> Iterator[_Pair]:
    sides = [chinese_side(row.source, row.target) for row in rows]
    # In a file that is not mostly Chinese and English each pair is reported.
    is_chinese = sum(map(bool, sides)) * 2 >= len(rows)
    for row, side in zip(rows, sides, strict=True):
        if side == SOURCE:
            yield _Pair(*row)
        elif side == TARGET:
            yield _Pair(row.line, row.target, row.source, row.more)
        elif is_chinese and not han_share(row.source + row.target):
            dropped["pairs without Chinese characters"] += 1
        else:
            message = f"{row.source!r} and {row.target!r} are not Chinese and English"
            problems.append(Problem("language", message, file, row.line))


def _entries(pairs: Sequence[_Pair], tool: str) -> tuple[Entry, ...]:
    by_text: dict[str, list[_Pair]] = {}
    for pair in pairs:
        by_text.setdefault(pair.chinese, []).append(pair)
    taken: set[str] = set()
    entries = []
    for term, group in _terms(by_text):
        concept = _concept(term, group, tool, taken)
        taken.add(concept.id)
        entries.append(Entry(concept, group[0].line, has_id=False, is_row=True))
    return tuple(entries)


def _terms(by_text: dict[str, list[_Pair]]) -> Iterator[tuple[Term, list[_Pair]]]:
    """Yield the Chinese terms with their pairs.

    A text and its traditional form are one term if they have a rendering in common.
    """
    traditional: dict[str, str] = {}
    for text, group in by_text.items():
        simplified = convert(text, Script.SIMPLIFIED)
        if simplified != text and _share_rendering(group, by_text.get(simplified, [])):
            traditional.setdefault(simplified, text)
    united = set(traditional.values())
    for text, group in by_text.items():
        if text in united:
            continue
        simplified = convert(text, Script.SIMPLIFIED)
        if simplified == text:
            form = traditional.get(text, "")
            yield _term(text, form), [*group, *by_text.get(form, [])]
        elif detect_script(text) is Script.TRADITIONAL:
            yield _term(simplified, text, generated=("simplified",)), group
        else:
            # Mixed characters stay as they were written.
            yield _term(text, ""), group


def _term(text: str, traditional: str, generated: tuple[str, ...] = ()) -> Term:
    return Term(
        Language.CHINESE,
        text,
        traditional=traditional,
        status=Status.PREFERRED,
        generated=generated,
    )


def _share_rendering(pairs: Sequence[_Pair], others: Sequence[_Pair]) -> bool:
    return not {pair.english for pair in pairs}.isdisjoint(pair.english for pair in others)


def _concept(term: Term, group: Sequence[_Pair], tool: str, taken: set[str]) -> Concept:
    gloss = next((pair.more[name] for pair in group for name in _NOTES if name in pair.more), "")
    english: dict[str, Term] = {}
    for pair in group:
        pass_through = tuple(
            PassThrough(tool, name, cell)
            for name, cell in pair.more.items()
            if name not in _NOTES or cell != gloss
        )
        # A draft is not the one to use.
        is_draft = pair.more.get("fuzzy", "").casefold() in YES
        status = default_status(1 if is_draft else len(english))
        rendering = Term(Language.ENGLISH, pair.english, status=status, pass_through=pass_through)
        english.setdefault(pair.english, rendering)
    return Concept(available_id(term, taken.__contains__), (term, *english.values()), gloss=gloss)
