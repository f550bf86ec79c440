"""Mismatches between the quantities of a text and of its translation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from glossary.check.quantities.model import Quantity


class MismatchKind(StrEnum):
    """The kind of a mismatch."""

    MISSING = "number-missing"
    CHANGED = "number-changed"
    ADDED = "number-added"
    EXCHANGED = "number-exchanged"
    DATE = "date"
    CURRENCY = "currency"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A quantity that the two sides do not share.

    Two that are exchanged are one mismatch, whose quantities reach from one to the other.

    Attributes:
        kind: The kind.
        source: The quantity in the source text; None if it is in the translation only.
        target: The quantity in the translation; None if it is missing there.
        suggestion: The rendering that is expected: ``120亿 = 12 billion``; may be empty.
    """

    kind: MismatchKind
    source: Quantity | None
    target: Quantity | None
    suggestion: str = ""
