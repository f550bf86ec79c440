"""Reading the hand-written files of terms: one TOML file a subject, one table a concept.

A table is the JSON shape of a concept with three shortcuts for the hand: the table's name is the
id, the file's name the subject, and the terms stand in two lists, ``zh`` and ``en``, in which the
first term is the preferred one unless it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from termbase.concept import Concept, Language, Status
from termbase.errors import ContentError, InvalidConcept, Problem
from termbase.record import from_record


def read(path: Path) -> list[Concept]:
    """The concepts of one file, in its order.

    Raises:
        ContentError: With every concept that cannot be read, and its line.
    """
    import tomllib

    text = path.read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError([Problem("toml", str(error), str(path))]) from None
    concepts, problems = [], []
    for name, table in tables.items():
        try:
            concepts.append(_concept(name, table, path.stem))
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), str(path), line_of(text, name)))
    if problems:
        raise ContentError(problems)
    return concepts


def line_of(text: str, name: str) -> int:
    """The line, from 1, on which a concept's table begins; 0 if there is none."""
    header = re.search(rf'^\["?{re.escape(name)}"?\]', text, re.MULTILINE)
    return text.count("\n", 0, header.start()) + 1 if header else 0


def _concept(name: str, table: object, subject: str) -> Concept:
    if not isinstance(table, Mapping):
        raise InvalidConcept(f"{name}: a concept is a table, as in [{name}]")
    rest = {key: value for key, value in table.items() if key not in ("zh", "en")}
    terms = [
        term
        for language in Language
        for term in _terms(table.get(language.value, []), language, name)
    ]
    return from_record({"subject": subject, **rest, "id": name, "terms": terms})


def _terms(rows: object, language: Language, name: str) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise InvalidConcept(f"{name}: {language.value!r} is a list of tables")
    return [
        {"status": Status.ADMITTED if place else Status.PREFERRED, **row, "language": language}
        for place, row in enumerate(rows)
    ]
