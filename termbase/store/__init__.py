"""Where concepts are kept."""

from termbase.store.sqlite import Store

__all__ = ["Store"]
