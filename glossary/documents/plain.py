"""Plain text: all of it is text."""

from __future__ import annotations

from glossary.documents.document import Block, TextRun


def blocks(source: str) -> tuple[Block, ...]:
    """The whole text as one block."""
    return (Block((TextRun(0, len(source), source),)),) if source else ()
