"""Comma-separated terms: a header, then one concept a row.

A cell that holds several terms separates them by `` | ``. The cells ``traditional`` and
``pinyin`` go with ``simplified`` term by term, ``status`` and ``usage`` with ``english``; in
``usage`` commas separate those who use one rendering. The first term is the preferred one unless
``status`` says otherwise.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from termbase.concept import Concept, Language, Source, Status, Term, Usage
from termbase.errors import InvalidConcept, Problem
from termbase.fill import unfill
from termbase.formats import Entry, Reading, new_id
from termbase.script import Script, convert

COLUMNS = (
    "id",
    "subject",
    "kind",
    "simplified",
    "traditional",
    "pinyin",
    "english",
    "gloss",
    "literal",
    "note",
    "status",
    "usage",
    "source",
)
# What people write above the columns.
_HEADINGS = {
    "simplified": "simplified chinese, chinese, chinese (simplified), zh, zh-cn, zh-hans, "
    "简体, 簡體, 简体中文, 簡體中文, 简体字, 中文, 汉语, 词条, 术语",
    "traditional": "traditional chinese, chinese (traditional), zh-tw, zh-hk, zh-hant, "
    "繁体, 繁體, 繁体中文, 繁體中文, 正體, 正體中文, 繁体字",
    "pinyin": "hanyu pinyin, 拼音, 汉语拼音, 漢語拼音",
    "english": "en, en-us, en-gb, translation, "
    "英文, 英语, 英語, 英译, 英譯, 译文, 譯文, 翻译, 翻譯",
    "gloss": "definition, meaning, explanation, 释义, 釋義, 解释, 解釋, 定义, 定義, 含义",
    "literal": "literally, literal translation, 直译, 直譯",
    "note": "notes, remark, remarks, comment, comments, 备注, 備註, 注释, 註釋, 说明, 說明",
    "subject": "domain, field, subject field, topic, 主题, 主題, 领域, 領域, 学科, 分类, 分類",
    "kind": "type, category, 类型, 類型, 类别, 類別",
    "status": "状态, 狀態",
    "usage": "used by, register, 用法, 使用者",
    "source": "sources, reference, 来源, 來源, 出处, 出處",
    "id": "identifier, 编号, 編號",
}
_MEANING = {
    heading: column for column, headings in _HEADINGS.items() for heading in headings.split(", ")
}
_BETWEEN = " | "
# A spreadsheet takes what begins so for a formula; an apostrophe before it says it is text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_LONGEST_CELL = 1_000_000


def read(text: str, file: str, delimiter: str = ",") -> Reading:
    """The concepts in a comma-separated text.

    Args:
        text: With a header that names at least ``simplified`` or ``traditional``.
        file: What to call it in problems.
        delimiter: What stands between cells.

    Returns:
        The rows that are right, and a problem with its line for each that is not.
    """
    csv.field_size_limit(_LONGEST_CELL)
    rows = _Rows(text, delimiter)
    try:
        header = [_column(cell) for cell in next(rows, ())]
        if problems := list(_header_problems(header, file)):
            return Reading((), tuple(problems))
        return _read_rows(rows, header, file)
    except csv.Error as error:
        problem = Problem("csv", f"{error}; is every quotation mark closed?", file, rows.line)
        return Reading((), (problem,))


def write(concepts: Sequence[Concept], delimiter: str = ",") -> str:
    """Concepts as comma-separated text, with a header; what was generated is left out."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    for concept in concepts:
        cells = _cells(concept)
        writer.writerow([_guarded(cells[column]) for column in COLUMNS])
    return out.getvalue()


def _column(cell: str) -> str:
    """The column that a heading means."""
    name = " ".join(cell.removeprefix("\ufeff").lower().replace("_", " ").split())
    return _MEANING.get(name, name)


class _Rows:
    """The rows of a text, and the line each begins on."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        self.line = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self.line = self._reader.line_num + 1
        return next(self._reader)


def _header_problems(header: Sequence[str], file: str) -> Iterator[Problem]:
    known = ", ".join(COLUMNS)
    if not any(header):
        yield Problem("empty", f"no header; the first line names the columns: {known}", file, 1)
        return
    for place, column in enumerate(header):
        if column not in COLUMNS:
            yield Problem("unknown-column", f"unknown column {column!r}; known: {known}", file, 1)
        elif column in header[:place]:
            yield Problem("duplicate-column", f"the column {column!r} stands twice", file, 1)
    if not {"simplified", "traditional"} & set(header):
        yield Problem("no-term-column", "no column 'simplified' or 'traditional'", file, 1)


def _read_rows(rows: _Rows, header: Sequence[str], file: str) -> Reading:
    found: dict[str, Entry] = {}
    terms: dict[tuple[str, str], int] = {}
    problems = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            message = f"{len(row)} cells, where the header has {len(header)}"
            problems.append(Problem("ragged-row", message, file, rows.line))
            continue
        cells = dict(zip(header, map(_unguarded, row), strict=True))
        try:
            concept = _concept(cells, found)
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), file, rows.line))
            continue
        term = (concept.chinese[0].text, concept.subject)
        if concept.id in found or term in terms:
            earlier = found[concept.id].line if concept.id in found else terms[term]
            message = f"{term[0]} ({concept.id}) stands already on line {earlier}; keep one of them"
            problems.append(Problem("duplicate", message, file, rows.line))
            continue
        found[concept.id] = Entry(concept, rows.line, has_id=bool(cells.get("id", "").strip()))
        terms[term] = rows.line
    return Reading(tuple(found.values()), tuple(problems))


def _concept(cells: Mapping[str, str], found: Mapping[str, Entry]) -> Concept:
    chinese = list(_chinese(cells))
    if not chinese:
        raise InvalidConcept("no Chinese term; fill in the cell 'simplified'")
    sources = (Source(title) for title in _parts(cells, "source") if title)
    return Concept(
        id=cells.get("id", "").strip() or new_id(chinese[0], found),
        terms=(*chinese, *_english(cells)),
        subject=cells.get("subject", "").strip(),
        kind=cells.get("kind", "").strip(),
        gloss=cells.get("gloss", "").strip(),
        literal=cells.get("literal", "").strip(),
        note=cells.get("note", "").strip(),
        sources=tuple(sources),
    )


def _chinese(cells: Mapping[str, str]) -> Iterator[Term]:
    simplified, traditional = _parts(cells, "simplified"), _parts(cells, "traditional")
    readings = _parts(cells, "pinyin")
    _fits(traditional if simplified else (), simplified, "traditional", "simplified")
    _fits(readings, simplified or traditional, "pinyin", "simplified")
    for place, text in enumerate(simplified or traditional):
        given = traditional[place] if place < len(traditional) else ""
        yield Term(
            Language.CHINESE,
            text if simplified else convert(text, Script.SIMPLIFIED),
            traditional=given if simplified else text,
            pinyin=readings[place] if place < len(readings) else "",
            status=Status.ADMITTED if place else Status.PREFERRED,
        )


def _english(cells: Mapping[str, str]) -> Iterator[Term]:
    texts, statuses, usages = (_parts(cells, key) for key in ("english", "status", "usage"))
    _fits(statuses, texts, "status", "english")
    _fits(usages, texts, "usage", "english")
    for place, text in enumerate(texts):
        status = statuses[place] if place < len(statuses) else ""
        users = usages[place] if place < len(usages) else ""
        yield Term(
            Language.ENGLISH,
            text,
            status=_status(status, place),
            usage=tuple(_usage(user.strip()) for user in users.split(",") if user.strip()),
        )


def _status(word: str, place: int) -> Status:
    if not word:
        return Status.ADMITTED if place else Status.PREFERRED
    try:
        return Status(word.lower())
    except ValueError:
        known = ", ".join(Status)
        raise InvalidConcept(f"{word!r} is no status; known: {known}") from None


def _usage(word: str) -> Usage:
    try:
        return Usage(word.lower())
    except ValueError:
        known = ", ".join(Usage)
        raise InvalidConcept(f"{word!r} is no usage; known: {known}") from None


def _parts(cells: Mapping[str, str], column: str) -> list[str]:
    """The parts of a cell; an empty cell has none, but a part among others may be empty."""
    cell = cells.get(column, "").strip()
    return [part.strip() for part in cell.split("|")] if cell else []


def _fits(parts: Sequence[str], terms: Sequence[str], column: str, other: str) -> None:
    if len(parts) > max(len(terms), 1):
        raise InvalidConcept(f"{len(parts)} parts in {column!r}, but {len(terms)} in {other!r}")


def _cells(concept: Concept) -> dict[str, str]:
    chinese = [unfill(term) for term in concept.chinese]
    english = concept.english
    default = [Status.ADMITTED if place else Status.PREFERRED for place in range(len(english))]
    statuses = [term.status for term in english]
    return {
        "id": concept.id,
        "subject": concept.subject,
        "kind": concept.kind,
        "simplified": _BETWEEN.join(term.text for term in chinese),
        "traditional": _joined([term.traditional for term in chinese]),
        "pinyin": _joined([term.pinyin for term in chinese]),
        "english": _BETWEEN.join(term.text for term in english),
        "gloss": concept.gloss,
        "literal": concept.literal,
        "note": concept.note,
        "status": "" if statuses == default else _BETWEEN.join(statuses),
        "usage": _joined([", ".join(term.usage) for term in english]),
        "source": _BETWEEN.join(source.title for source in concept.sources),
    }


def _joined(parts: Sequence[str]) -> str:
    return _BETWEEN.join(parts) if any(parts) else ""


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
