"""The resources: concepts and subjects as JSON."""

from __future__ import annotations

import json

from glossary.glossary import Glossary
from glossary.serve.mcp.bounds import MOST
from glossary.serve.mcp.models import concept_result
from glossary.translate.prompt.clean import one_line
from termbase.errors import NotFound


def concept(glossary: Glossary, concept_id: str) -> str:
    """Return a concept as JSON.

    Raises:
        NotFound: If there is none.
    """
    return concept_result(glossary.termbase[concept_id]).model_dump_json()


def subject(glossary: Glossary, name: str) -> str:
    """Return the concepts of a subject as JSON: as many as fit, and how many there are.

    Raises:
        NotFound: If there are none.
    """
    found = [one for one in glossary.termbase if one.subject == name]
    if not found:
        raise NotFound(f"no concept has the subject {name!r}")
    shown: list[dict[str, str]] = []
    size = 0
    for one in found:
        row = {
            "id": one.id,
            "chinese": one_line(one.chinese[0].text) if one.chinese else "",
            "english": one_line(one.english[0].text) if one.english else "",
        }
        size += len(json.dumps(row, ensure_ascii=False))
        if size > MOST:
            break
        shown.append(row)
    value = {"subject": name, "concepts": shown, "total": len(found)}
    return json.dumps(value, ensure_ascii=False)
