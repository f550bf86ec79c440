"""Options of an annotated document."""

from __future__ import annotations

from typing import Literal, TypedDict

Marked = Literal["first", "all"]

# The values of the options that have only some; None is the default.
CHOICES = {"mentions": ("first", "all"), "pinyin": ("terms", "all"), "script": ("source", "both")}


class AnnotateOptions(TypedDict, total=False):
    """Options of an annotated document.

    Attributes:
        mentions: Mark ``all`` mentions or only the ``first`` of each term; by default all,
            in Markdown the first.
        pinyin: For HTML, ``all`` puts pinyin for all Chinese text into the page, ``terms`` (the
            default) for terms only.
        script: For HTML, ``both`` puts the other script into the page, to switch to; the default
            is ``source``.
        polity: Whose 外交部 the document means where it does not say; by default it is decided
            from the document.
        styled: For ``text``, underline terms for a terminal.
        width: For ``text``, the width of the terminal, in columns, that the table has to fit.
    """

    mentions: Marked | None
    pinyin: Literal["terms", "all"]
    script: Literal["source", "both"]
    polity: str
    styled: bool
    width: int | None
