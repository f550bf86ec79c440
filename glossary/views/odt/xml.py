"""Pieces of XML for an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from glossary.views.summary import Words
from termbase.formats.characters import UNWRITABLE


def spans(words: Iterable[Words], between: str = " ") -> str:
    """Return words as text, each in the style of its language."""
    return between.join(
        f'<text:span text:style-name="{style_name(one)}">{plain(one.text)}</text:span>'
        for one in words
    )


def style_name(words: Words) -> str:
    """Return the name of the style of words."""
    return f"zg-{words.language}{f'-{words.style}' if words.style else ''}"


def plain(text: str) -> str:
    """Return text for an element; what XML cannot hold is left out."""
    return escape(UNWRITABLE.sub("", text), quote=False)
