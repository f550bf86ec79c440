"""HTML documents: their text with its offsets, and the annotations that were put into them.

The source is never written anew from a tree: annotations are put into it, so that everything else
stays as it is. Elements of ours have the attribute ``data-zg``: ``keep`` where their content is
the document's, ``drop`` where it is ours.
"""

from glossary.documents.document import Document
from glossary.documents.html.annotations import MARK, remove_annotations
from glossary.documents.html.insertion import InsertionPoints, body_of, insertion_points
from glossary.documents.html.outline import to_markdown
from glossary.documents.html.text import blocks

__all__ = [
    "MARK",
    "InsertionPoints",
    "as_html",
    "blocks",
    "insertion_points",
    "remove_annotations",
    "to_markdown",
]


def as_html(document: Document) -> str:
    """Return the content of the body of the document."""
    return body_of(document.source)
