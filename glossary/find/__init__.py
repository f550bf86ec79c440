"""Find glossary terms in running text."""

from glossary.find.boundary import Boundary, Level
from glossary.find.finder import Finder
from glossary.find.mention import Mention

__all__ = ["Boundary", "Finder", "Level", "Mention"]
