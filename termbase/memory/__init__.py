"""The translation memory."""

from termbase.memory.match import Match
from termbase.memory.memory import Memory
from termbase.memory.similarity import Difference, Step
from termbase.memory.units import Added, Duplicates

__all__ = ["Added", "Difference", "Duplicates", "Match", "Memory", "Step"]
