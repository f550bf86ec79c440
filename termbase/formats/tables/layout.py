"""The layout of a table of terms: the row of its header, and the fields of its columns.

Headings are recognised by known words. Where they are not known, or there are none, the cells
decide: a column of 汉字 beside a column of Latin words. A row is not a header just because some of
its cells look like language codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from termbase.formats.tables.columns import (
    CHINESE,
    CHINESE_STATUS,
    COLUMNS,
    LANGUAGE,
    OTHER,
    TERM,
    Column,
    column_of,
    columns_of,
    is_foreign,
    is_source,
    is_target,
)
from termbase.language.pinyin import syllables
from termbase.language.script import Script, detect_script, han_share

Row = tuple[int, Sequence[str]]

# The number of rows among which a header is searched, and of rows below that are examined.
_HEADER_ROWS = 10
_SAMPLE = 50
_LANGUAGES = (*CHINESE, "english")
_TERMS = (*_LANGUAGES, TERM)


class Layout(NamedTuple):
    """The layout of a table.

    Attributes:
        columns: Its columns.
        start: The index of the first row of data, from 0.
        latin: The headings of columns that may have the English terms of a table without a column
            for them; a single one is read as it.
    """

    columns: list[Column]
    start: int
    latin: tuple[str, ...] = ()


def layout_of(rows: Sequence[Row], column_map: Mapping[str, str], file: str) -> Layout | None:
    """Find the header and the columns of a table.

    Args:
        rows: All rows with their numbers, none of them empty.
        column_map: Fields that the user assigns to headings.
        file: The name of the file in messages.

    Returns:
        None without a column of Chinese terms.

    Raises:
        InputError: If the user names a heading or field that does not exist.
    """
    fallback: Layout | None = None
    for start, (_, row) in enumerate(rows[:_HEADER_ROWS]):
        cells = [cell.strip() for cell in row]
        columns = [
            Column(cell, OTHER) if _is_mapped(cell, column_map) else column_of(cell)
            for cell in cells
        ]
        after = start + 1
        below = [other for _, other in rows[after : after + _SAMPLE]]
        if _is_header(cells, columns, below) or _maps_heading(cells, column_map):
            if below and (joined := _joined(cells, below[0])):
                cells, below, after = joined, below[1:], after + 1
            resolved = _resolved(columns_of(cells, column_map, file), below)
            if has_chinese(resolved):
                latin = _latin_columns(resolved, below)
                if len(latin) == 1:
                    resolved[latin[0]] = resolved[latin[0]]._replace(field="english")
                return Layout(resolved, after, tuple(resolved[n].heading for n in latin))
            fallback = fallback or Layout(resolved, after)
    return _by_content(rows, column_map, file) or fallback


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the headings of a header of two rows; empty if the second one is already data.

    It may be 中文 above 简体 and 繁体: the second row has known headings only, at least one of them
    without a heading above it.
    """
    width = max(len(upper), len(lower))
    above, below = (
        [cell.strip() for cell in row] + [""] * (width - len(row)) for row in (upper, lower)
    )
    named = [column_of(cell) for cell in below if cell]
    has_group = any(under and not over for over, under in zip(above, below, strict=True))
    if not has_group or not all(column.is_known or column.is_code for column in named):
        return []
    headings = []
    group = ""
    for over, under in zip(above, below, strict=True):
        group = over or (group if under else "")
        both = f"{group} {under}".strip()
        is_term = column_of(under).field in _LANGUAGES
        headings.append(under if is_term or not column_of(both).is_known else both)
    return [heading or over for heading, over in zip(headings, above, strict=True)]


def _latin_columns(columns: Sequence[Column], below: Sequence[Sequence[str]]) -> list[int]:
    """Return the indices of columns that may have the English terms of a table without them.

    Their headings are unknown and name no other language, and their cells are different Latin words
    other than pinyin.
    """
    if any(column.field in ("english", TERM) for column in columns):
        return []
    found = []
    for index, column in enumerate(columns):
        is_other = column.is_known or is_foreign(column.heading)
        if column.field != OTHER or is_other or not column.heading:
            continue
        cells = _cells(below, index)
        words = [cell for cell in cells if _is_latin(cell) and not syllables(cell.lower())]
        if len(words) * 5 >= len(cells) * 4 and len(set(words)) * 2 > len(words):
            found.append(index)
    return found


def _is_latin(cell: str) -> bool:
    return han_share(cell) == 0 and any(map(str.isalpha, cell))


def _is_mapped(heading: str, column_map: Mapping[str, str]) -> bool:
    return heading.casefold() in {name.casefold() for name in column_map}


def _maps_heading(cells: Sequence[str], column_map: Mapping[str, str]) -> bool:
    return any(_is_mapped(cell, column_map) for cell in cells if cell)


def _is_header(
    cells: Sequence[str], columns: Sequence[Column], below: Sequence[Sequence[str]]
) -> bool:
    """Return True if a row is a header: headings of terms, and cells below that fit them."""
    if not any(column.field in _TERMS or column.is_code for column in columns):
        return False
    if any(column.is_known and column.field != OTHER for column in columns):
        unknown = [
            cell
            for cell, column in zip(cells, columns, strict=True)
            if cell and not column.is_known and not column.is_code
        ]
        strong = any(column.is_known and column.field in _LANGUAGES for column in columns)
        known = sum(column.is_known for column in columns)
        return strong or known > 1 or not unknown
    # Only language codes: the cells below have to be in these languages.
    codes = [(index, column.field) for index, column in enumerate(columns) if column.is_code]
    has_others = len(codes) < sum(map(bool, cells))
    if not below:
        return not has_others
    if has_others and len(codes) == 1 and han_share(cells[codes[0][0]]) > 0:
        # 大陆 beside another word is a term.
        return False
    return all(_fits(_cells(below, index), field) for index, field in codes)


def _cells(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [cell for row in rows if index < len(row) and (cell := row[index].strip())]


def _fits(cells: Sequence[str], field: str) -> bool:
    """Return True if cells are in the language of a column of terms."""
    if not cells:
        return True
    if all(column_of(cell).is_code for cell in cells):
        return False
    chinese = sum(han_share(cell) > 0 for cell in cells) * 2
    return chinese >= len(cells) if field in CHINESE else chinese <= len(cells)


def has_chinese(columns: Sequence[Column]) -> bool:
    """Return True if there is a column of Chinese terms."""
    fields = {column.field for column in columns}
    return bool(fields & set(CHINESE)) or {LANGUAGE, TERM} <= fields


def leads_to_chinese(columns: Sequence[Column]) -> bool:
    """Return True if a table translates from English, so that it rates its Chinese terms.

    The source is the column that is named so, else the first one. In a table with our own headings
    the status is always that of the rendering.
    """
    if {"simplified", "english"} <= {column.heading for column in columns} or any(
        column.field == CHINESE_STATUS for column in columns
    ):
        return False
    terms = [column for column in columns if column.field in _LANGUAGES]
    source = next(
        (column for column in terms if is_source(column.heading)), next(iter(terms), None)
    )
    return source is not None and source.field == "english"


def _resolved(columns: Sequence[Column], below: Sequence[Sequence[str]]) -> list[Column]:
    """Give columns of terms in an unnamed language the one that their cells are in."""
    named = {column.field for column in columns}
    if {LANGUAGE, TERM} <= named:
        return list(columns)
    is_directed = not named & set(_LANGUAGES) and any(
        column.field == TERM and is_target(column.heading) for column in columns
    )
    resolved = []
    for index, column in enumerate(columns):
        field = column.field
        if field == TERM or (field == "source" and is_directed):
            cells = _cells(below, index)
            field = _language_field(cells) if cells else ""
            if not field or (not cells and named & set(CHINESE)):
                # Without evidence: the language that the other columns do not have.
                field = "english" if named & set(CHINESE) else "simplified"
        resolved.append(column._replace(field=field))
    return resolved


def _language_field(cells: Sequence[str]) -> str:
    chinese = [cell for cell in cells if han_share(cell) > 0]
    if len(chinese) * 2 <= len(cells):
        return "english"
    scripts = [detect_script(cell) for cell in chinese]
    traditional = scripts.count(Script.TRADITIONAL) > scripts.count(Script.SIMPLIFIED)
    return "traditional" if traditional else "simplified"


def _by_content(rows: Sequence[Row], column_map: Mapping[str, str], file: str) -> Layout | None:
    """Find the columns of a table without known headings by its cells."""
    sample = [row for _, row in rows[: _SAMPLE + 1]]
    width = max(map(len, sample), default=0)
    fields = [OTHER] * width
    body = sample[1:] or sample
    for index in range(width):
        cells = _cells(body, index)
        if not cells or all(column_of(cell).is_code for cell in cells):
            continue
        chinese = sum(han_share(cell) > 0.5 for cell in cells)
        latin = sum(map(_is_latin, cells))
        if chinese * 5 >= len(cells) * 4 and not set(fields) & set(CHINESE):
            fields[index] = _language_field(cells)
        elif latin * 5 >= len(cells) * 4 and "english" not in fields:
            fields[index] = "english"
    if not {"english"} < {*fields} - {OTHER}:
        return None
    first = [cell.strip() for cell in (*sample[0], *[""] * (width - len(sample[0])))]
    is_header = len(sample) > 1 and any(
        cell and (han_share(cell) > 0) != (field in CHINESE)
        for cell, field in zip(first, fields, strict=True)
        if field in _TERMS
    )
    headings = first if is_header else [""] * width
    assigned = columns_of(headings, column_map, file) if column_map else []
    columns = []
    for index, (heading, field) in enumerate(zip(headings, fields, strict=True)):
        known = assigned[index] if assigned else column_of(heading)
        is_other = known.field in COLUMNS and known.field not in _LANGUAGES
        if field == OTHER and (is_other or (assigned and known.field != OTHER)):
            columns.append(known)
        else:
            columns.append(Column(heading or f"column {index + 1}", field))
    return Layout(columns, int(is_header))
