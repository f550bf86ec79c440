"""View ``json``: mentions as stand-off annotations, as ``find --json`` prints them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from glossary.annotate import Annotation
from glossary.choose import from_level
from glossary.documents import Document
from glossary.find import Mention
from glossary.views.options import AnnotateOptions


def prepare(document: Document) -> Document:
    """Return the document as it is: offsets are those of its own source."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the mentions as one JSON array; offsets are code points of the source, from 0.

    Unless a level is asked for they are complete: each has its level.
    """
    rows = [
        mention_record(mention, document.name, is_own=annotation.is_own)
        for annotation in from_level(annotations, options.get("level") or 1)
        for mention in annotation.mentions
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def mention_record(mention: Mention, file: str, *, is_own: bool) -> dict[str, Any]:
    """Return one mention as a JSON object.

    Args:
        mention: The mention.
        file: The name of its file.
        is_own: True if its concept is of the user's own base.
    """
    concept, chinese = mention.concept, mention.chinese
    return {
        "file": file,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "language": mention.language.value,
        "concept": concept.id,
        "term": mention.term.text,
        "polity": concept.polity,
        "level": concept.level or None,
        "own": is_own,
        "simplified": chinese.text if chinese else "",
        "traditional": chinese.traditional if chinese else "",
        "pinyin": chinese.pinyin if chinese else "",
        "english": mention.english,
        "gloss": concept.gloss,
        "boundary": mention.boundary.value,
        "score": round(mention.score, 3),
        "sense": round(mention.sense, 3),
    }
