"""The columns of a table of articles: which one is the text, the date, the outlet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from termbase.errors import InputError

FIELDS = ("text", "date", "outlet", "title", "language")
# The usual names of each, the likelier first.
_NAMES = {
    "text": "text body content article article_text fulltext full_text 正文 内容 全文 內容",
    "date": "date published published_at publish_date published_date pubdate pub_date datetime "
    "created_at time timestamp 日期 发布日期 发布时间 时间 發布日期 時間",
    "outlet": "outlet source publisher newspaper media site 来源 媒体 报纸 來源 媒體 報紙",
    "title": "title headline 标题 题目 標題",
    "language": "language lang 语言 語言",
}
_MOST_SHOWN = 12


def assign(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each field that a table has.

    Args:
        names: The columns of the table.
        columns: Those that the user names, by field.

    Raises:
        InputError: If a named column is missing, or no column is the text.
    """
    names = list(names)
    by_name = {name.strip().casefold(): name for name in reversed(names)}
    found = {}
    for field in FIELDS:
        if field in columns:
            if columns[field] not in names:
                raise InputError(f"has no column {columns[field]!r}; {_columns_found(names)}")
            found[field] = columns[field]
            continue
        usual = [by_name[name] for name in usual_names(field) if name in by_name]
        if usual := [name for name in usual if name not in columns.values()]:
            found[field] = usual[0]
    if "text" not in found:
        raise InputError(
            f"has no column for the text; name it (--columns text=NAME); {_columns_found(names)}"
        )
    return found


def usual_names(field: str) -> list[str]:
    """Return the usual names of the column of a field, the likelier first."""
    return _NAMES[field].split()


def check_fields(columns: Mapping[str, str], fields: Sequence[str] = FIELDS) -> None:
    """Refuse columns of unknown fields.

    Raises:
        InputError: If there is one.
    """
    for field in columns:
        if field not in fields:
            raise InputError(f"columns: invalid {field!r}; expected one of: {', '.join(fields)}")


def _columns_found(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_MOST_SHOWN]) or "none"
    return f"columns found: {shown}{', …' if len(names) > _MOST_SHOWN else ''}"
