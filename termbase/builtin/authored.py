"""Reading the hand-written files of terms: one TOML file a subject, one table a concept.

A table is the JSON shape of a concept with four shortcuts for the hand: the table's name is the
id, the file's name the subject, and the terms stand in two lists, ``zh`` and ``en``, in which the
first term is the preferred one unless it says otherwise. Cues that many terms share stand once, in
the file ``cues.toml`` beside the others, and a term names such a group: ``@china``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from termbase.errors import ContentError, InvalidConcept, Problem
from termbase.model.concept import Concept, Language, Status
from termbase.model.record import from_record

GROUPS = "cues.toml"

_Groups = Mapping[str, list[str]]


def read(path: Path) -> list[Concept]:
    """The concepts of one file, in its order.

    Raises:
        ContentError: With every concept that cannot be read, and its line.
    """
    text, tables = _load(path)
    beside = path.with_name(GROUPS)
    groups = _load(beside)[1] if beside.exists() else {}
    concepts, problems = [], []
    for name, table in tables.items():
        try:
            concepts.append(_concept(name, table, path.stem, groups))
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), str(path), line_of(text, name)))
    if problems:
        raise ContentError(problems)
    return concepts


def line_of(text: str, name: str) -> int:
    """The line, from 1, on which a concept's table begins; 0 if there is none."""
    header = re.search(rf'^\["?{re.escape(name)}"?\]', text, re.MULTILINE)
    return text.count("\n", 0, header.start()) + 1 if header else 0


def _load(path: Path) -> tuple[str, dict[str, Any]]:
    import tomllib

    text = path.read_text(encoding="utf-8")
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError([Problem("toml", str(error), str(path))]) from None


def _concept(name: str, table: object, subject: str, groups: _Groups) -> Concept:
    if not isinstance(table, Mapping):
        raise InvalidConcept(f"{name}: a concept is a table, as in [{name}]")
    rest = {key: value for key, value in table.items() if key not in ("zh", "en")}
    terms = [
        term
        for language in Language
        for term in _terms(table.get(language.value, []), language, name, groups)
    ]
    return from_record({"subject": subject, **rest, "id": name, "terms": terms})


def _terms(rows: object, language: Language, name: str, groups: _Groups) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise InvalidConcept(f"{name}: {language.value!r} is a list of tables")
    return [
        {
            "status": Status.ADMITTED if place else Status.PREFERRED,
            **_with_groups(row, name, groups),
            "language": language,
        }
        for place, row in enumerate(rows)
    ]


def _with_groups(row: Mapping[str, Any], name: str, groups: _Groups) -> Mapping[str, Any]:
    """A term with the groups of cues that it names written out."""
    cues = row.get("cues")
    if not isinstance(cues, Mapping):
        return row
    return {
        **row,
        "cues": {side: _written_out(list_, name, groups) for side, list_ in cues.items()},
    }


def _written_out(cues: object, name: str, groups: _Groups) -> object:
    if not isinstance(cues, list):
        return cues
    out: list[object] = []
    for cue in cues:
        if not isinstance(cue, str) or not cue.startswith("@"):
            out.append(cue)
        elif cue[1:] in groups:
            out += groups[cue[1:]]
        else:
            raise InvalidConcept(f"{name}: no group of cues {cue!r} in {GROUPS}")
    return list(dict.fromkeys(out))
