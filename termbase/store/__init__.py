"""Storage of concepts and translation units in a base, on SQLite or PostgreSQL."""

from termbase.store.store import Store

__all__ = ["Store"]
