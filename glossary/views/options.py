"""Options of an annotated document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypedDict

from glossary.choose import check_level
from termbase.choices import as_values, check_choice
from termbase.model.concept import Usage

Marked = Literal["first", "all"]
Gloss = Literal["none", "first", "all", "inline"]
Notes = Literal["comments", "footnotes", "endnotes", "ruby", "inline"]

# The values of the options that have only some; None is the default.
CHOICES = {
    "mentions": ("first", "all"),
    "gloss": ("none", "first", "all", "inline"),
    "pinyin": ("terms", "all", "zhuyin"),
    "script": ("source", "both"),
    "notes": ("comments", "footnotes", "endnotes", "ruby", "inline"),
}


class AnnotateOptions(TypedDict, total=False):
    """Options of an annotated document.

    Attributes:
        level: Mark the concepts of this level and above, from 1 (all) to 5 (those that only
            specialists know). By default the density of the marks decides, but JSON has all. A
            page has all too, and begins with those of the level. Concepts of the user's own base,
            and those without a level, are always marked.
        known: What the reader knows, and what is therefore not marked: words, and files (as
            ``Path``) of words or of what a page has exported.
        subject: Mark the concepts of these subjects only.
        usage: Mark the terms of these users only, such as ``official``.
        mentions: Mark ``all`` mentions or only the ``first`` of each term; by default all,
            in Markdown the first.
        gloss: Give the translation of a term at its ``first`` mention (the default), at ``all``
            or at ``none``; in HTML in the margin, or with ``inline`` in the line.
        pinyin: For HTML, ``all`` puts pinyin for all Chinese text into the page, ``terms`` (the
            default) for the first mention of terms only, ``zhuyin`` Zhuyin for all text.
        script: For HTML, ``both`` puts the other script into the page, to switch to; the default
            is ``source``.
        notes: For a file that is given back in its format, such as ``docx``, the form of the notes:
            ``comments``, ``footnotes``, ``endnotes``, ``ruby`` (pinyin over the terms) or
            ``inline`` (in brackets after them); the default depends on the format.
        index: For ``docx``, ``epub`` and the like, put a table of the terms at the end.
        polity: Whose 外交部 the document means where it does not say; by default it is decided
            from the document.
        styled: For ``text``, underline terms for a terminal.
        width: For ``text``, the width of the terminal, in columns, that the table has to fit.
    """

    level: int | None
    known: str | Path | Sequence[str | Path]
    subject: str | Sequence[str]
    usage: str | Sequence[str]
    mentions: Marked | None
    gloss: Gloss
    pinyin: Literal["terms", "all", "zhuyin"]
    script: Literal["source", "both"]
    notes: Notes | None
    index: bool
    polity: str
    styled: bool
    width: int | None


def check_options(options: AnnotateOptions) -> None:
    """Check options, apart from files and subjects.

    Raises:
        TypeError: If an option is unknown.
        ValueError: If a value is.
    """
    if unknown := options.keys() - AnnotateOptions.__annotations__.keys():
        raise TypeError(f"unknown options: {', '.join(sorted(unknown))}")
    for name, value in options.items():
        if name in CHOICES and value is not None:
            check_choice(name, value, CHOICES[name])
    check_level(options.get("level"))
    for usage in as_values(options.get("usage", ())):
        check_choice("usage", usage, Usage)
