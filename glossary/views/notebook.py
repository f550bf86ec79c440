"""Lists of mentions and hits that a notebook shows as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.views.concepts import hit_row, term_row
from termbase.lookup import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossary.find import Mention
else:
    Mention = object

_MOST_ROWS = 200


class MentionList(list[Mention]):
    """Mentions; a list that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        header = ("start", "text", "term", "pinyin", "English", "score")
        rows = ((m.start, m.text, *term_row(m.chinese, m.english), f"{m.score:.2f}") for m in self)
        return _table(header, rows, len(self))


class HitList(list[Hit]):
    """Hits; a list that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        header = ("score", "matched", "term", "pinyin", "English", "gloss")
        rows = ((h.score, h.matched, *hit_row(h), h.concept.gloss) for h in self)
        return _table(header, rows, len(self))


def _table(header: Sequence[str], rows: Iterable[Sequence[object]], count: int) -> str:
    lines = ["<table>", _row("th", header)]
    for number, row in enumerate(rows):
        if number == _MOST_ROWS:
            lines.append(_row("td", (f"… and {count - _MOST_ROWS:,} more",)))
            break
        lines.append(_row("td", row))
    return "\n".join([*lines, "</table>"])


def _row(tag: str, cells: Sequence[object]) -> str:
    # Each look-up imports this module, and few are shown in a notebook.
    from html import escape

    return f"<tr>{''.join(f'<{tag}>{escape(str(cell))}</{tag}>' for cell in cells)}</tr>"
