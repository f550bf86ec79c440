"""Quantities in Chinese and English text, and their comparison with a translation."""

from glossary.check.quantities.compare import compare, quantities
from glossary.check.quantities.mismatch import Mismatch, MismatchKind
from glossary.check.quantities.model import Approximation, Date, Kind, Quantity

__all__ = [
    "Approximation",
    "Date",
    "Kind",
    "Mismatch",
    "MismatchKind",
    "Quantity",
    "compare",
    "quantities",
]
