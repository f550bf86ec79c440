"""The values of the form for a concept, from a concept and from what a browser sends.

The values have the shape of a record (:mod:`termbase.model.record`) with every field filled, for
templates; relations are a list, as the form has a row for each. A row may be empty: it is left out
when the concept is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from glossary.serve.numbers import number_of
from glossary.serve.pages.forms import Form
from termbase.model.concept import Concept
from termbase.model.record import from_record, to_record

Values = dict[str, Any]

_TEXTS = ("subject", "kind", "gloss", "literal", "note", "polity", "event", "in_force", "as_of")
_ROWS = {
    "sources": ("title", "publisher", "date", "url", "quote"),
    "related": ("relation", "concept"),
    "examples": ("chinese", "english"),
}
_TERM_TEXTS = ("language", "status", "part_of_speech", "text")
_CHINESE_TEXTS = ("traditional", "taiwan", "hong_kong", "pinyin")
_LINES = ("renderings", "support", "against")
_MOST_DIGITS = 6


def values_of(concept: Concept) -> Values:
    """Return the values for a concept."""
    record = to_record(concept)
    values = _filled({**record, "related": []})
    values["related"] = [
        {"relation": related.relation.value, "concept": related.concept}
        for related in concept.related
    ]
    values["terms"] = [
        _filled_term({**term, "origin": str(place)}) for place, term in enumerate(record["terms"])
    ]
    return values


def values_from(form: Form) -> Values:
    """Return the values that a browser sends."""
    values: Values = {name: form.text(name).strip() for name in _TEXTS}
    values["level"] = form.number("level")
    values["first_use"] = {
        name: form.text(f"first_use.{name}").strip() for name in ("date", "where")
    }
    values["reviewed"] = {
        "date": form.text("reviewed.date").strip(),
        "readings": form.number("reviewed.readings") or 1,
        "fields": form.text("reviewed.fields").replace(",", " ").split(),
    }
    for name, columns in _ROWS.items():
        values[name] = _rows(form, name, columns)
    values["terms"] = [_term_from(form, prefix) for prefix in _prefixes(form, "terms")]
    return values


def concept_from(values: Values, concept_id: str, origin: Concept | None) -> Concept:
    """Return the concept that has the values.

    Args:
        values: The values.
        concept_id: Its id.
        origin: The version that was changed; fields that the form does not show come from it.

    Raises:
        InvalidConcept: If it is not a concept, as when all terms are empty.
    """
    old = to_record(origin) if origin else {"terms": []}
    record: Values = {"id": concept_id, **{name: values[name] for name in _TEXTS}}
    record["level"] = values["level"]
    if any(values["first_use"].values()):
        record["first_use"] = values["first_use"]
    if values["reviewed"]["date"]:
        record["reviewed"] = values["reviewed"]
    related: dict[str, list[str]] = {}
    for row in values["related"]:
        if row["concept"]:
            related.setdefault(row["relation"], []).append(row["concept"])
    record["related"] = related
    record["sources"] = _not_empty(values["sources"])
    record["examples"] = [row for row in values["examples"] if row["chinese"] or row["english"]]
    record["terms"] = [_term_record(term, old["terms"]) for term in values["terms"] if term["text"]]
    if "foreign" in old:
        record["foreign"] = old["foreign"]
    return from_record(record)


def with_rows_changed(values: Values, action: str) -> Values:
    """Return values with a row added, removed or moved.

    Args:
        values: The values.
        action: ``add zh``, ``add en``, ``add sources``, ``add terms.2.sources``, ``remove terms.2``
            or ``up terms.2``; anything else changes nothing.
    """
    verb, _, path = action.partition(" ")
    if verb == "add" and path in ("zh", "en"):
        term = {"language": path, "status": "admitted", "origin": ""}
        return {**values, "terms": [*values["terms"], _filled_term(term)]}
    name, _, last = path.rpartition(".")
    rows, place = _rows_at(values, path if verb == "add" else name), number_of(last)
    if rows is None:
        return values
    if verb == "add" and last in _ROWS:
        rows.append(dict.fromkeys(_ROWS[last], ""))
    elif verb in ("remove", "up") and place is not None and place < len(rows):
        row = rows.pop(place)
        if verb == "up":
            rows.insert(_place_before(rows, place, row), row)
    return values


def _place_before(rows: Sequence[Mapping[str, Any]], place: int, row: Mapping[str, Any]) -> int:
    """Return the place of the row before one; among terms, that of the term of its language."""
    language = row.get("language")
    before = [index for index in range(place) if rows[index].get("language") == language]
    return before[-1] if before else place


def _rows_at(values: Values, path: str) -> list[Values] | None:
    """Return the rows at a path, such as ``sources`` or ``terms.2.sources``."""
    found: Any = values
    for part in path.split("."):
        if isinstance(found, list) and _is_index(part, found):
            found = found[int(part)]
        elif isinstance(found, dict) and isinstance(found.get(part), (list, dict)):
            found = found[part]
        else:
            return None
    is_rows = isinstance(found, list) and path.rpartition(".")[2] in (*_ROWS, "terms")
    return found if is_rows else None


def _filled(record: Values) -> Values:
    values = {name: record.get(name, "") for name in _TEXTS}
    values["level"] = record.get("level", 0)
    values["first_use"] = record.get("first_use", {"date": "", "where": ""})
    values["reviewed"] = {
        "date": "", "readings": 1, "fields": [], **record.get("reviewed", {})
    }  # fmt: skip
    values["sources"] = [_filled_row("sources", row) for row in record["sources"]]
    values["examples"] = record.get("examples", [])
    return values


def _filled_term(term: Values) -> Values:
    cues = term.get("cues", {})
    return {
        **{name: term.get(name, "") for name in (*_TERM_TEXTS, *_CHINESE_TEXTS, "origin")},
        "text": term.get("simplified", "") or term.get("text", ""),
        "usage": term.get("usage", []),
        "renderings": term.get("renderings", []),
        "support": cues.get("support", []),
        "against": cues.get("against", []),
        "inflects": term.get("inflects", True),
        "case_sensitive": term.get("case_sensitive", False),
        "checked": term.get("checked", []),
        "generated": [
            (name, term.get(name, "")) for name in term.get("generated", ())
        ],
        "sources": [_filled_row("sources", row) for row in term.get("sources", [])],
    }  # fmt: skip


def _filled_row(name: str, row: Mapping[str, str]) -> Values:
    return {column: row.get(column, "") for column in _ROWS[name]}


def _term_from(form: Form, prefix: str) -> Values:
    def text(name: str) -> str:
        return form.text(f"{prefix}.{name}").strip()

    term: Values = {name: text(name) for name in (*_TERM_TEXTS, *_CHINESE_TEXTS, "origin")}
    for name in _LINES:
        # A space at the end of a cue is a part of it: the surname "Xi ", not "Xining".
        lines = form.text(f"{prefix}.{name}").split("\n")
        term[name] = [line for line in lines if line.strip()]
    term["renderings"] = list(map(str.strip, term["renderings"]))
    term["usage"] = form.texts(f"{prefix}.usage")
    term["checked"] = form.texts(f"{prefix}.checked")
    term["inflects"] = bool(text("inflects"))
    term["case_sensitive"] = bool(text("case_sensitive"))
    term["sources"] = _rows(form, f"{prefix}.sources", _ROWS["sources"])
    _take_generated(term, form.texts(f"{prefix}.generated"), text("was"))
    return term


def _take_generated(term: Values, generated: Iterable[str], text_before: str) -> None:
    """Keep the mark of generated values that are as they were; those of another text are dropped.

    Args:
        term: The values of a term.
        generated: The generated fields with their values, as in ``pinyin=luǒguān``.
        text_before: The text for which they were generated.
    """
    term["generated"] = []
    for name, _, value in (item.partition("=") for item in generated):
        if name == "simplified":
            if term["text"] == text_before:
                term["generated"].append((name, value))
        elif name in _CHINESE_TEXTS and term[name] == value:
            if term["text"] == text_before:
                term["generated"].append((name, value))
            else:
                term[name] = ""


def _term_record(term: Values, old: Sequence[Values]) -> Values:
    origin = old[int(term["origin"])] if _is_index(term["origin"], old) else {}
    record = {name: term[name] for name in ("language", "status", "part_of_speech")}
    for name in ("usage", "checked"):
        # Boxes are ticked in no order.
        known = origin.get(name, [])
        record[name] = known if set(known) == set(term[name]) else term[name]
    record["cues"] = {"support": term["support"], "against": term["against"]}
    record["sources"] = _not_empty(term["sources"])
    if term["language"] == "zh":
        record["simplified"] = term["text"]
        record |= {name: term[name] for name in (*_CHINESE_TEXTS, "renderings")}
        record["generated"] = [name for name, _ in term["generated"]]
    else:
        record["text"] = term["text"]
        record |= {name: term[name] for name in ("inflects", "case_sensitive")}
    return record | ({"foreign": origin["foreign"]} if "foreign" in origin else {})


def _not_empty(rows: Iterable[Values]) -> list[Values]:
    return [row for row in rows if any(row.values())]


def _rows(form: Form, name: str, columns: Sequence[str]) -> list[Values]:
    return [
        {column: form.text(f"{prefix}.{column}").strip() for column in columns}
        for prefix in _prefixes(form, name)
    ]


def _prefixes(form: Form, name: str) -> list[str]:
    """Return the beginnings of the names of the fields of each row, in order."""
    pattern = re.compile(rf"{re.escape(name)}\.(\d{{1,{_MOST_DIGITS}}})\.")
    numbers = {int(match[1]) for key in form.fields if (match := pattern.match(key))}
    return [f"{name}.{number}" for number in sorted(numbers)]


def _is_index(text: str, rows: Sequence[object]) -> bool:
    number = number_of(text)
    return number is not None and number < len(rows)
