"""Chinese–English political terms: look them up, find them in text, annotate articles."""

from glossary.glossary import Glossary, open
from termbase.errors import Error

__all__ = ["Error", "Glossary", "open"]
