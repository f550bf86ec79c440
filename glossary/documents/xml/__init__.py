"""XML parts of packages: their text as it is in the file, and its tags with their offsets."""

from glossary.documents.xml.part import XmlPart
from glossary.documents.xml.scanner import Kind, Token, scan

__all__ = ["Kind", "Token", "XmlPart", "scan"]
