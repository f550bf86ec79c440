"""The translation memory: store translation units and search them by similarity."""

from termbase.memory.match import Match
from termbase.memory.memory import Memory
from termbase.memory.similarity import EditOperation, Penalty
from termbase.memory.units import AddResult, Duplicates

__all__ = ["AddResult", "Duplicates", "EditOperation", "Match", "Memory", "Penalty"]
