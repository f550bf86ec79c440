r"""A concept as a row of a table.

A cell that holds several terms separates them by `` | ``; a bar within one is written ``\|``. The
cells ``traditional`` and ``pinyin`` go with ``simplified`` term by term, ``status`` and ``usage``
with ``english``; in ``usage`` commas separate those who use one rendering. The first term is the
preferred one unless ``status`` says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from termbase.errors import InvalidConcept
from termbase.formats.parsed import Entry
from termbase.formats.status import status_of
from termbase.language.script import Script, convert
from termbase.model.concept import Concept, Language, PassThrough, Source, Status, Term, Usage
from termbase.model.fill import available_id, strip_generated

_BETWEEN = " | "
# One with a backslash before it stands for itself.
_BAR = re.compile(r"(?<!\\)\|")


def concept_of(
    cells: Mapping[str, str], pass_through: Sequence[PassThrough], found: Mapping[str, Entry]
) -> Concept:
    """The concept in a row.

    Args:
        cells: By column.
        pass_through: Other cells of the row.
        found: What has been read of the table, by id.

    Raises:
        InvalidConcept: If it holds none, or one that cannot be.
    """
    chinese = list(_chinese(cells))
    if not chinese:
        raise InvalidConcept("no Chinese term; fill in the cell 'simplified'")
    sources = (Source(title) for title in _parts(cells, "source") if title)
    return Concept(
        id=cells.get("id", "").strip() or available_id(chinese[0], found.__contains__),
        terms=(*chinese, *_english(cells)),
        subject=cells.get("subject", "").strip(),
        kind=cells.get("kind", "").strip(),
        gloss=cells.get("gloss", "").strip(),
        literal=cells.get("literal", "").strip(),
        note=cells.get("note", "").strip(),
        sources=tuple(sources),
        pass_through=tuple(pass_through),
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
    if status := status_of(word):
        return status
    raise InvalidConcept(f"{word!r} is no status; known: {', '.join(Status)}")


def _usage(word: str) -> Usage:
    try:
        return Usage(word.lower())
    except ValueError:
        known = ", ".join(Usage)
        raise InvalidConcept(f"{word!r} is no usage; known: {known}") from None


def _parts(cells: Mapping[str, str], column: str) -> list[str]:
    """The parts of a cell; an empty cell has none, but a part among others may be empty."""
    cell = cells.get(column, "").strip()
    return [part.strip().replace("\\|", "|") for part in _BAR.split(cell)] if cell else []


def _fits(parts: Sequence[str], terms: Sequence[str], column: str, other: str) -> None:
    if len(parts) > max(len(terms), 1):
        raise InvalidConcept(f"{len(parts)} parts in {column!r}, but {len(terms)} in {other!r}")


def cells_of(concept: Concept) -> dict[str, str]:
    """The cells of a concept, by column."""
    chinese = [strip_generated(term) for term in concept.chinese]
    english = concept.english
    default = [Status.ADMITTED if place else Status.PREFERRED for place in range(len(english))]
    statuses = [term.status for term in english]
    return {
        "id": concept.id,
        "subject": concept.subject,
        "kind": concept.kind,
        "simplified": _joined([term.text for term in chinese]),
        "traditional": _joined([term.traditional for term in chinese]),
        "pinyin": _joined([term.pinyin for term in chinese]),
        "english": _joined([term.text for term in english]),
        "gloss": concept.gloss,
        "literal": concept.literal,
        "note": concept.note,
        "status": "" if statuses == default else _BETWEEN.join(statuses),
        "usage": _joined([", ".join(term.usage) for term in english]),
        "source": _joined([source.title for source in concept.sources]),
    }


def _joined(parts: Sequence[str]) -> str:
    return _BETWEEN.join(part.replace("|", "\\|") for part in parts) if any(parts) else ""
