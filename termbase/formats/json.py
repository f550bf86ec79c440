"""Our own JSON: an object whose ``concepts`` is a list; it holds everything."""

from __future__ import annotations

import json
from collections.abc import Sequence

from termbase.concept import Concept
from termbase.errors import InvalidConcept, Problem
from termbase.formats import Entry, Reading
from termbase.record import from_record, to_record


def read(text: str, file: str) -> Reading:
    """The concepts in a JSON text, which is an object with ``concepts``, or the list alone.

    Args:
        text: JSON.
        file: What to call it in problems.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        problem = Problem("json", f"{error.msg} (column {error.colno})", file, error.lineno)
        return Reading((), (problem,))
    except RecursionError:
        return Reading((), (Problem("json", "nested too deeply", file),))
    records = value.get("concepts") if isinstance(value, dict) else value
    if not isinstance(records, list):
        message = "no terms: an object whose 'concepts' is a list is wanted"
        return Reading((), (Problem("json", message, file, 1),))
    found: dict[str, Concept] = {}
    problems = []
    for place, record in enumerate(records, 1):
        try:
            if not isinstance(record, dict):
                raise InvalidConcept(f"not an object: {record!r:.60}")
            concept = from_record(record)
            if concept.id in found:
                raise InvalidConcept(f"{concept.id} stands twice; keep one of them")
        except InvalidConcept as error:
            problems.append(Problem("invalid", f"concept {place}: {error}", file))
            continue
        found[concept.id] = concept
    return Reading(tuple(map(Entry, found.values())), tuple(problems))


def write(concepts: Sequence[Concept]) -> str:
    """Concepts as JSON."""
    return json.dumps(
        {"concepts": [to_record(concept) for concept in concepts]}, ensure_ascii=False, indent=1
    )
