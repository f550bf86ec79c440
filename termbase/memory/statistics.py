"""Counts of the units of a memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from termbase.model.tags import normalize_tag
from termbase.model.unit import TranslationUnit


def count_units(units: Iterable[TranslationUnit]) -> dict[str, Any]:
    """Return the numbers of units in all, by pair of languages and by origin."""
    pairs: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    for unit in units:
        tags = map(normalize_tag, (unit.source_language, unit.target_language))
        pairs[" → ".join(tags)] += 1
        origins[unit.origin] += 1
    return {
        "units": pairs.total(),
        "languages": dict(pairs.most_common()),
        "origins": dict(origins.most_common()),
    }
