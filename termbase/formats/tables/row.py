r"""A concept as a row of a table.

A cell with several terms separates them by `` | ``; a bar within a term is written ``\|``. The
cells ``traditional`` and ``pinyin`` belong to ``simplified`` term by term, ``status`` and
``usage`` to ``english``, ``chinese status`` to ``simplified``; in ``usage`` commas separate the
users of one rendering. The first term is the preferred one unless its status says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from termbase.errors import InvalidConcept
from termbase.formats.status import default_status, status_of
from termbase.formats.tables.columns import CHINESE_STATUS
from termbase.language.pinyin import with_tone_marks
from termbase.language.script import Script, convert
from termbase.model.concept import Concept, Language, PassThrough, Source, Status, Term, Usage
from termbase.model.fill import available_id, strip_generated

BETWEEN = " | "
# The columns whose cells hold several values.
SEVERAL_PARTS = frozenset(
    ("simplified", "traditional", "pinyin", "english", "status", "usage", "source", CHINESE_STATUS)
)
# A bar with a backslash before it is part of a term.
_BAR = re.compile(r"(?<!\\)\|")
# A spreadsheet takes a cell that begins so for a formula; an apostrophe before it marks text. The
# wide characters are those of East Asian input. (OWASP, CSV Injection.)
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe of :func:`guarded`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def concept_of(
    cells: Mapping[str, str], pass_through: Sequence[PassThrough], taken: Set[str]
) -> tuple[Concept, list[str]]:
    """Build the concept of a row.

    Args:
        cells: By column.
        pass_through: Other cells of the row.
        taken: The ids that other rows have.

    Returns:
        The concept, and warnings about values that are unknown.

    Raises:
        InvalidConcept: If there is none, or an invalid one.
    """
    warnings: list[str] = []
    chinese = list(_chinese(cells, warnings))
    if not chinese:
        raise InvalidConcept("no Chinese term; fill in the cell 'simplified'")
    sources = (Source(title) for title in _parts(cells, "source") if title)
    concept = Concept(
        id=cells.get("id", "").strip() or available_id(chinese[0], taken.__contains__),
        terms=(*chinese, *_english(cells, warnings)),
        subject=cells.get("subject", "").strip(),
        kind=cells.get("kind", "").strip(),
        gloss=cells.get("gloss", "").strip(),
        literal=cells.get("literal", "").strip(),
        note=cells.get("note", "").strip(),
        sources=tuple(sources),
        pass_through=tuple(pass_through),
    )
    return concept, warnings


def _chinese(cells: Mapping[str, str], warnings: list[str]) -> Iterator[Term]:
    simplified, traditional = _parts(cells, "simplified"), _parts(cells, "traditional")
    readings, statuses = _parts(cells, "pinyin"), _parts(cells, CHINESE_STATUS)
    count = len(simplified or traditional)
    _fits(traditional, count, "traditional", "simplified")
    _fits(readings, count, "pinyin", "simplified")
    _fits(statuses, count, CHINESE_STATUS, "simplified")
    for position in range(count):
        given = traditional[position] if position < len(traditional) else ""
        text = simplified[position] if position < len(simplified) else ""
        generated = not text
        text = text or convert(given, Script.SIMPLIFIED)
        if generated and text == given != convert(given, Script.TRADITIONAL):
            # Simplified characters in a column of traditional ones.
            given, generated = "", False
        yield Term(
            Language.CHINESE,
            text,
            traditional=given,
            pinyin=with_tone_marks(text, readings[position]) if position < len(readings) else "",
            status=_status(
                statuses[position] if position < len(statuses) else "", position, warnings
            ),
            generated=("simplified",) if generated else (),
        )


def _english(cells: Mapping[str, str], warnings: list[str]) -> Iterator[Term]:
    texts, statuses, usages = (_parts(cells, key) for key in ("english", "status", "usage"))
    _fits(statuses, len(texts), "status", "english")
    _fits(usages, len(texts), "usage", "english")
    seen: set[str] = set()
    for position, text in enumerate(texts):
        status = statuses[position] if position < len(statuses) else ""
        users = usages[position] if position < len(usages) else ""
        if text and text not in seen:
            yield Term(
                Language.ENGLISH,
                text,
                status=_status(status, len(seen), warnings),
                usage=tuple(_usages(users, warnings)),
            )
            seen.add(text)


def _status(word: str, position: int, warnings: list[str]) -> Status:
    if not word:
        return default_status(position)
    status = status_of(word)
    if status is None:
        warnings.append(
            f"invalid status {word!r}, read as 'admitted'; expected one of: {', '.join(Status)}"
        )
    return status or Status.ADMITTED


def _usages(cell: str, warnings: list[str]) -> Iterator[Usage]:
    for word in filter(None, (part.strip().lower() for part in cell.split(","))):
        if word in set(Usage):
            yield Usage(word)
        else:
            warnings.append(
                f"invalid usage {word!r}, left out; expected one of: {', '.join(Usage)}"
            )


def _parts(cells: Mapping[str, str], column: str) -> list[str]:
    """Return the parts of a cell; an empty cell has none, but one of several may be empty."""
    cell = cells.get(column, "").strip()
    return [part.strip().replace("\\|", "|") for part in _BAR.split(cell)] if cell else []


def _fits(parts: Sequence[str], count: int, column: str, other: str) -> None:
    if len(parts) > max(count, 1):
        raise InvalidConcept(f"{len(parts)} parts in {column!r}, but {count} in {other!r}")


def cells_of(concept: Concept) -> dict[str, str]:
    """Return the cells of a concept, by column; generated forms are left out."""
    chinese = [strip_generated(term) for term in concept.chinese]
    english = concept.english
    return {
        "id": concept.id,
        "subject": concept.subject,
        "kind": concept.kind,
        "simplified": _joined(["" if term.is_converted else term.text for term in chinese]),
        "traditional": _joined([term.traditional for term in chinese]),
        "pinyin": _joined([term.pinyin for term in chinese]),
        "english": _joined([term.text for term in english]),
        "gloss": concept.gloss,
        "literal": concept.literal,
        "note": concept.note,
        "status": _statuses(english),
        "usage": _joined([", ".join(term.usage) for term in english]),
        "source": _joined([source.title for source in concept.sources]),
        CHINESE_STATUS: _statuses(chinese),
    }


def _statuses(terms: Sequence[Term]) -> str:
    """Return the statuses of terms; empty if each has the default one of its position."""
    statuses = [term.status for term in terms]
    default = list(map(default_status, range(len(terms))))
    return "" if statuses == default else BETWEEN.join(statuses)


def _joined(parts: Sequence[str]) -> str:
    return BETWEEN.join(part.replace("|", "\\|") for part in parts) if any(parts) else ""
