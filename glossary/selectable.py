"""The terms that a reader of a document can come upon by selecting some of its text.

Whatever can be selected is a part of the text. So these are all terms of which a form is in the
text anywhere: also those that were refused, are inside longer ones, or are not of the document's
subjects.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from glossary.annotate import Annotation
from glossary.documents import Document
from glossary.find import Finder
from glossary.find.finder import masked
from termbase.language import english
from termbase.language.script import fold
from termbase.model.concept import Concept, Term


class Selectable(NamedTuple):
    """A term of which a form is in a text.

    Attributes:
        text: The form as it is in the text, white space as one space.
        concept: The concept.
        term: The term of the concept.
    """

    text: str
    concept: Concept
    term: Term


def selectable(
    document: Document, finder: Finder, annotations: Iterable[Annotation]
) -> list[Selectable]:
    """Return the terms in a document that its annotations do not have, in the order of the text.

    Args:
        document: The document.
        finder: The finder of its terms.
        annotations: The annotations of the document that are shown.

    Returns:
        Each term once; of those that are written alike the preferred one first.
    """
    snapshot = finder.snapshot()
    seen = {
        (mention.concept.id, mention.term.text)
        for annotation in annotations
        for mention in annotation.mentions
    }
    found = []
    for block in document.blocks:
        text = masked(block.text)
        folded = fold(text)
        rows = list(snapshot.chinese(text, 0.0))
        # A text without letters and digits needs no English terms, which take time to read.
        if english.ANY_LETTER.search(folded):
            rows += snapshot.english(folded)
        for start, minus_end, _, meaning, _ in sorted(rows, key=lambda row: row[:3]):
            key = meaning.concept.id, meaning.term.text
            if key not in seen:
                seen.add(key)
                form = " ".join(text[start:-minus_end].split())
                found.append(Selectable(form, meaning.concept, meaning.term))
    return found
