"""View ``json`` of a text and its translation: rows, terms and links as one object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from glossary.views.json import mention_record

if TYPE_CHECKING:
    from glossary.translate.bitext import Bitext, Side, Stretch


def write(bitext: Bitext) -> str:
    """Return a text and its translation as a JSON object; see docs/reference/json.md."""
    value = {
        "source": _side(bitext.source, bitext.source_rows),
        "target": _side(bitext.target, bitext.target_rows),
        "rows": [
            {
                "source": list(_stretches(bitext.source, row.source)),
                "target": list(_stretches(bitext.target, row.target)),
                "confidence": round(row.confidence, 3),
            }
            for row in bitext.rows
        ],
        "links": [
            {"source": link.source, "target": link.target, "listed": link.is_listed}
            for link in bitext.links
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _side(side: Side, rows: Mapping[int, int]) -> dict[str, Any]:
    file = side.document.name
    terms = [
        {
            "number": annotation.number,
            "row": rows[annotation.number],
            **mention_record(annotation.mentions[0], file, is_own=annotation.is_own),
        }
        for annotation in side.annotations
    ]
    return {"file": file, "language": side.tag, "terms": terms}


def _stretches(side: Side, stretches: Iterable[Stretch]) -> Iterator[dict[str, Any]]:
    for one in stretches:
        block = side.document.blocks[one.block]
        runs = block.slice(one.start, one.end)
        yield {
            "start": runs[0].start,
            "end": runs[-1].end,
            "text": block.text[one.start : one.end].strip(),
            "paragraph": one.block + 1,
            "heading": block.heading,
        }
