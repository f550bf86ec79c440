"""Our own JSON: an object whose ``concepts`` is a list; it represents everything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from termbase.errors import InvalidConcept, Problem
from termbase.formats.parsed import Entry, ParsedFile
from termbase.model.concept import Concept
from termbase.model.record import from_record, to_record

_ID = re.compile(r'"id"\s*:\s*"((?:[^"\\]|\\.)*)"')


def read(text: str, file: str) -> ParsedFile:
    """Read JSON: an object whose ``concepts`` is the list of concepts, or the list alone.

    Args:
        text: JSON.
        file: Its name in problems.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg} (column {error.colno})"
        problem = Problem("json", message, file, error.lineno)
        return ParsedFile((), (problem,))
    except RecursionError:
        return ParsedFile((), (Problem("json", "nested too deeply", file),))
    except ValueError:
        # Python refuses to convert numbers of thousands of digits.
        return ParsedFile((), (Problem("json", "a number has too many digits", file),))
    records = value.get("concepts") if isinstance(value, dict) else value
    if not isinstance(records, list):
        message = "no terms; expected an object whose 'concepts' is a list"
        return ParsedFile((), (Problem("json", message, file, 1),))
    entries = []
    problems = []
    ids = _ids(text)
    for place, record in enumerate(records, 1):
        line = 0
        try:
            if not isinstance(record, dict):
                raise InvalidConcept(f"not an object: {record!r:.60}")
            if name := record.get("id"):
                line = next((line for written, line in ids if written == name), 0)
            entries.append(Entry(from_record(record), line))
        except InvalidConcept as error:
            problems.append(Problem("invalid", f"concept {place}: {error}", file, line))
    return ParsedFile(tuple(entries), tuple(problems))


def _ids(text: str) -> Iterator[tuple[str, int]]:
    """Yield the ids in a JSON text, as they are written there, and their lines, from 1."""
    line, place = 1, 0
    for match in _ID.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        yield match[1], line


def write(concepts: Sequence[Concept]) -> str:
    """Format concepts as JSON."""
    return json.dumps(
        {"concepts": [to_record(concept) for concept in concepts]}, ensure_ascii=False, indent=1
    )
