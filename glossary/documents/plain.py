"""Plain text: all of it is text."""

from __future__ import annotations

from glossary.documents.document import Block, Piece


def blocks(source: str) -> tuple[Block, ...]:
    """The whole text as one block."""
    return (Block((Piece(0, len(source), source),)),) if source else ()
