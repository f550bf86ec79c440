"""Text → mentions."""

from glossary.find.finder import Finder
from glossary.find.mention import Boundary, Mention

__all__ = ["Boundary", "Finder", "Mention"]
