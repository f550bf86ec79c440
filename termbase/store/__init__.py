"""Storage of concepts and translation units in one SQLite file."""

from termbase.store.store import Store

__all__ = ["Store"]
