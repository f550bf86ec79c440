"""Read the hand-written files of terms: one TOML file a subject, one table a concept.

A table is the JSON shape of a concept with four shortcuts: the name of the table is the id, the
name of the file is the subject, and the terms are in two lists, ``zh`` and ``en``, in which the
first term is preferred unless it says otherwise. Groups of cues that many terms share are in
the file ``cues.toml`` beside the others, and a term names such a group: ``@china``. The
word ``@polity`` says that every polity has something of that name; it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from termbase.builtin.context import read_context, with_context
from termbase.builtin.groups import GROUPS, Groups, expand_groups
from termbase.errors import ContentError, InvalidConcept, Problem
from termbase.language.conversion import hong_kong_form
from termbase.model.concept import Concept, Language, Status
from termbase.model.record import from_record
from termbase.model.term import ELSEWHERE, SHARED


def read(path: Path, groups: Groups, *, expand: bool = True) -> list[Concept]:
    """Read the concepts of a file, in its order.

    Args:
        path: The file.
        groups: The groups of cues.
        expand: Whether the concepts have the cues of the groups that they name, else the names.

    Raises:
        ContentError: With all concepts that cannot be read, and their lines.
    """
    text, tables = _load(path)
    concepts, problems = [], []
    for name, table in tables.items():
        try:
            concepts.append(_concept(name, table, path.stem, groups, expand))
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), str(path), line_of(text, name)))
    if problems:
        raise ContentError(problems)
    return concepts


def read_groups(folder: Path) -> dict[str, list[str]]:
    """Read the groups of cues of a folder of files, and the cues of single concepts as groups."""
    path = folder / GROUPS
    return (_load(path)[1] if path.exists() else {}) | read_context(folder)


def line_of(text: str, name: str) -> int:
    """Return the line, from 1, on which the table of a concept begins; 0 if there is none."""
    header = re.search(rf'^\["?{re.escape(name)}"?\]', text, re.MULTILINE)
    return text.count("\n", 0, header.start()) + 1 if header else 0


def _load(path: Path) -> tuple[str, dict[str, Any]]:
    import tomllib

    text = path.read_text(encoding="utf-8")
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError([Problem("toml", str(error), str(path))]) from None


def _concept(name: str, table: object, subject: str, groups: Groups, expand: bool) -> Concept:
    if not isinstance(table, Mapping):
        raise InvalidConcept(f"{name}: a concept is a table, as in [{name}]")
    rest = {key: value for key, value in table.items() if key not in ("zh", "en")}
    terms = [
        term
        for language in Language
        for term in _terms(table.get(language.value, []), language, name)
    ]
    for term in terms:
        _add_hong_kong_form(term)
        if isinstance(cues := term.get("cues"), Mapping):
            cues = with_context(cues, term, name, table.get("kind"), groups)
            term["cues"] = {
                side: _cues(names, name, groups, expand=expand) for side, names in cues.items()
            }
    return from_record({"subject": subject, **rest, "id": name, "terms": terms})


def _terms(rows: object, language: Language, name: str) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise InvalidConcept(f"{name}: {language.value!r} is a list of tables")
    return [
        {
            "status": Status.ADMITTED if index else Status.PREFERRED,
            **row,
            "language": language,
        }
        for index, row in enumerate(rows)
    ]


def _add_hong_kong_form(term: dict[str, Any]) -> None:
    """Add the form of Hong Kong, where it follows from the characters and is not given."""
    simplified, traditional = term.get("simplified"), term.get("traditional")
    if isinstance(simplified, str) and isinstance(traditional, str) and "hong_kong" not in term:
        form = hong_kong_form(simplified, traditional)
        if form != traditional:
            term["hong_kong"] = form


def _cues(cues: object, name: str, groups: Groups, *, expand: bool) -> object:
    if not isinstance(cues, list) or not all(isinstance(cue, str) for cue in cues):
        # Reported with the other fields of a wrong type.
        return cues
    for cue in cues:
        if cue.startswith("@") and cue not in (SHARED, ELSEWHERE) and cue[1:] not in groups:
            raise InvalidConcept(f"{name}: no group of cues {cue!r} in {GROUPS}")
    return expand_groups(cues, groups.__getitem__) if expand else cues
