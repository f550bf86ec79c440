"""Mentions as JSON, standing off from the text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from glossary.find import Mention
from termbase.model.concept import Language


def write(mentions: Iterable[Mention], file: str) -> str:
    """Mentions as one JSON array.

    Args:
        mentions: With offsets in code points of the file's text.
        file: What to name the file.
    """
    rows = [row(mention, file) for mention in mentions]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def row(mention: Mention, file: str) -> dict[str, Any]:
    """One mention in the shape of the contract."""
    chinese = mention.concept.best(Language.CHINESE)
    if mention.language is Language.CHINESE:
        chinese = mention.term
    english = mention.concept.best(Language.ENGLISH)
    return {
        "file": file,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "language": mention.language.value,
        "concept": mention.concept.id,
        "simplified": chinese.text if chinese else "",
        "traditional": chinese.traditional if chinese else "",
        "pinyin": chinese.pinyin if chinese else "",
        "english": english.text if english else "",
        "gloss": mention.concept.gloss,
        "boundary": mention.boundary.value,
        "score": round(mention.score, 3),
    }
