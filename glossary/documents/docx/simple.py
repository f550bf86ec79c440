"""Elements of a Word document that are read at once: most of a usual document.

These are runs with one text, properties of paragraphs in which nothing matters here, and paragraphs
of nothing else.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from glossary.documents.docx.names import WORD
from glossary.documents.xml import Whole
from glossary.documents.xml.part import REFERENCE

# Properties of a paragraph that matter, and the mark that it is deleted.
_OF_PARAGRAPHS = "pStyle|outlineLvl|ilvl|numId|del|moveFrom"
_GROUPS = "rPr|tabs|pBdr"
# Marks between runs that say nothing of the text.
_MARKS = "bookmarkStart|bookmarkEnd|proofErr|commentRangeStart|commentRangeEnd"


class Simple(NamedTuple):
    """The elements of a part that are read at once.

    Attributes:
        paragraphs: Paragraphs with a ``style``, and what else there is.
        runs: The elements in other paragraphs: runs, whose ``text`` has characters that are
            ``shown``, and properties of paragraphs.
        text: The texts in a paragraph.
    """

    paragraphs: Whole
    runs: Whole
    text: re.Pattern[str]

    def shown(self, paragraph: str) -> str:
        """Return the text of a paragraph."""
        text = "".join(self.text.findall(paragraph))
        return REFERENCE.sub(_character, text) if "&" in text else text


def simple_elements(text: str, *, has_hidden: bool) -> Simple | None:
    """Return the elements of a part that are read at once.

    There are none where the prefix of Word's namespace is not the same everywhere.

    Args:
        text: The text of the part.
        has_hidden: True if there are styles that hide text.
    """
    declared = re.findall(rf"xmlns:([\w.-]+)=[\"'](?:{'|'.join(map(re.escape, WORD))})[\"']", text)
    if len(declared) != 1 or len(re.findall(rf"xmlns:{re.escape(declared[0])}\s*=", text)) != 1:
        return None
    w = re.escape(declared[0])
    matters = "vanish|rStyle" if has_hidden else "vanish"
    tag = rf"<{w}:t(?: xml:space=\"preserve\")?>"
    properties = rf"<{w}:rPr>(?:<{w}:(?!{matters})[^<>]*/>)*</{w}:rPr>"
    plain = rf"<{w}:(?!{_OF_PARAGRAPHS})[^<>]*/>"
    other = rf"(?:{plain}|<{w}:(?:{_GROUPS})>(?:{plain})*</{w}:(?:{_GROUPS})>)*"
    run = rf"<{w}:r(?:\s[^<>]*)?(?<!/)>(?:{properties})?{tag}[^<]+</{w}:t></{w}:r>"
    paragraph = (
        rf"<{w}:p(?:\s[^<>]*)?(?<!/)>"
        rf"(?:<{w}:pPr>(?:<{w}:pStyle {w}:val=\"(?P<style>[^\"<>&]*)\"/>)?{other}</{w}:pPr>)?"
        rf"(?:{run}|<{w}:(?:{_MARKS})[^<>]*/>)*</{w}:p>"
    )
    runs = (
        rf"<{w}:r(?:\s[^<>]*)?(?<!/)>(?P<properties>{properties})?"
        rf"(?P<text>{tag})(?P<shown>[^<]+)</{w}:t>(?P<end></{w}:r>)"
        rf"|<{w}:pPr>{other}</{w}:pPr>"
    )
    return Simple(
        Whole(f"(?P<paragraph>{paragraph})|{runs}"), Whole(runs), re.compile(f"{tag}([^<]+)")
    )


def _character(reference: re.Match[str]) -> str:
    return unescape(reference[0])
