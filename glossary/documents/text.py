"""Plain text documents: all of a source is text."""

from __future__ import annotations

from glossary.documents.document import Block, TextRun


def remove_annotations(source: str) -> str:
    """Return the source as it is: nothing is put into plain text."""
    return source


def blocks(source: str) -> tuple[Block, ...]:
    """Return the whole text as one block."""
    return (Block((TextRun(0, len(source), source),)),) if source else ()
