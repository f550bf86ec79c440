"""The jobs of worker processes: functions whose first argument is a glossary."""

from __future__ import annotations

from typing import Any

from glossary.glossary import Glossary
from glossary.views.json import mention_record


def find(glossary: Glossary, text: str, **options: Any) -> list[dict[str, Any]]:
    """Return the mentions of terms in a text as JSON objects; see :meth:`Glossary.find`."""
    own = glossary.finder.snapshot().own_ids
    return [
        mention_record(mention, "", is_own=mention.concept.id in own)
        for mention in glossary.find(text, **options)
    ]
