"""Vocabularies as JSON: everything that is known of the terms of a text, for programs.

The shape is documented in docs/reference/json.md. Fields are added, not renamed or removed; a
change of what a field means raises :data:`VERSION`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from glossary.translate.prompt.budget import Selection
from glossary.translate.prompt.clean import one_line
from glossary.translate.prompt.tokens import estimate
from glossary.translate.prompt.vocabulary import Entry, Rendering

FORMAT, VERSION = "glossary-prompt", 1


def write(selection: Selection, text: str, budget: int | None, text_hash: str) -> str:
    """Return a vocabulary as JSON.

    Args:
        selection: The vocabulary, and what the budget leaves out of the plain text.
        text: The plain text.
        budget: The budget; None if there is none.
        text_hash: The hash of the text that has the terms.
    """
    vocabulary = selection.vocabulary
    value = {
        "format": FORMAT,
        "version": VERSION,
        "hash": vocabulary.hash,
        "text": text_hash,
        "to": vocabulary.to,
        "polity": vocabulary.polity,
        "budget": budget,
        "tokens": estimate(text),
        "terms": [entry_record(entry) for _, entry in selection.kept],
        "cut": {
            "terms": [entry_record(entry) for entry in selection.cut],
            "admitted": _terms(selection, selection.without_admitted),
            "glosses": _terms(selection, selection.without_gloss),
        },
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def entry_record(entry: Entry) -> dict[str, Any]:
    """Return an entry as a JSON object."""
    return {
        "term": entry.term,
        "concept": entry.concept,
        "forms": list(entry.forms),
        "count": entry.count,
        "preferred": _rendering(entry.preferred),
        "admitted": [_rendering(one) for one in entry.admitted],
        "forbidden": [_rendering(one) for one in entry.forbidden],
        "gloss": one_line(entry.gloss),
        "surname": entry.surname or None,
        "kind": entry.kind,
        "polity": entry.polity,
        "level": entry.level or None,
        "own": entry.is_own,
    }


def _rendering(rendering: Rendering) -> dict[str, Any]:
    return {
        "text": rendering.text,
        "status": rendering.status.value,
        "usage": [usage.value for usage in rendering.usage],
    }


def _terms(selection: Selection, numbers: Iterable[int]) -> list[str]:
    return [selection.vocabulary.entries[number].term for number in sorted(numbers)]
