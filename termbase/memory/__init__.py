"""The translation memory: store translation units and search them by similarity."""

from termbase.memory.adding import AddResult, Duplicates
from termbase.memory.match import Match
from termbase.memory.memory import Memory
from termbase.memory.similarity import EditOperation, Penalty

__all__ = ["AddResult", "Duplicates", "EditOperation", "Match", "Memory", "Penalty"]
