"""A text and its translation side by side: rows of sentences, terms, and links between terms."""

from glossary.translate.bitext.build import bitext_of_texts, bitext_of_units
from glossary.translate.bitext.model import Bitext, Link, Side
from glossary.translate.bitext.rows import Row
from glossary.translate.bitext.stretches import Stretch

__all__ = ["Bitext", "Link", "Row", "Side", "Stretch", "bitext_of_texts", "bitext_of_units"]
