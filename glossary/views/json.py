"""View ``json``: mentions as stand-off annotations, as ``find --json`` prints them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from glossary.annotate import Annotation, select
from glossary.documents import Document
from glossary.find import Mention
from glossary.views.options import AnnotateOptions


def prepare(document: Document) -> Document:
    """Return the document as it is: offsets are those of its own source."""
    return document


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the mentions as one JSON array; offsets are code points of the source, from 0."""
    rows = [
        mention_record(mention, document.name)
        for annotation in select(annotations, options.get("mentions"))
        for mention in annotation.mentions
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def mention_record(mention: Mention, file: str) -> dict[str, Any]:
    """Return one mention as a JSON object."""
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
        "simplified": chinese.text if chinese else "",
        "traditional": chinese.traditional if chinese else "",
        "pinyin": chinese.pinyin if chinese else "",
        "english": mention.english,
        "gloss": concept.gloss,
        "boundary": mention.boundary.value,
        "score": round(mention.score, 3),
        "sense": round(mention.sense, 3),
    }
