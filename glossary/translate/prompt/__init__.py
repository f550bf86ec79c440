"""The terms of a text, written for a language model or a translation service.

The vocabulary of a text are its terms in their senses there, each with its own renderings
(:mod:`vocabulary`). A budget of tokens leaves out what is needed least (:mod:`budget`), and what
was left out is named. The same text and termbase give the same prompt.
"""

from glossary.translate.prompt.budget import Selection, select
from glossary.translate.prompt.changes import Change, Recorded, changes, is_hash, read_recorded
from glossary.translate.prompt.tokens import estimate
from glossary.translate.prompt.vocabulary import TARGETS, Entry, Rendering, Vocabulary, vocabulary

__all__ = [
    "TARGETS",
    "Change",
    "Entry",
    "Recorded",
    "Rendering",
    "Selection",
    "Vocabulary",
    "changes",
    "estimate",
    "is_hash",
    "read_recorded",
    "select",
    "vocabulary",
]
