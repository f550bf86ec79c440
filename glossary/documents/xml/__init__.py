"""XML parts of packages: their text as it is in the file, and its tags with their offsets."""

from glossary.documents.xml.numbers import unused_ids, whole
from glossary.documents.xml.part import XmlPart
from glossary.documents.xml.scanner import Kind, Token, Whole, scan
from glossary.documents.xml.tree import Element, root_of, without

__all__ = [
    "Element",
    "Kind",
    "Token",
    "Whole",
    "XmlPart",
    "root_of",
    "scan",
    "unused_ids",
    "whole",
    "without",
]
