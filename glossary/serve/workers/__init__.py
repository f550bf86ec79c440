"""Worker processes for uploads and long texts, with limits of memory and time."""

from glossary.serve.workers.pool import Workers

__all__ = ["Workers"]
