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
_DECLARED = re.compile(r"""xmlns:([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Simple(NamedTuple):
    """The elements of a part that are read at once.

    Attributes:
        paragraphs: Paragraphs with a ``style``, and what else there is.
        runs: The elements in other paragraphs: runs, whose ``text`` has characters that are
            ``shown``, and properties of paragraphs.
        text: The texts in a paragraph.
        end_tag: The end tag of a paragraph.
    """

    paragraphs: Whole
    runs: Whole
    text: re.Pattern[str]
    end_tag: str

    def end(self, part: str, start: int) -> int:
        """Return the offset after the paragraph that begins at one in the text of a part."""
        return part.index(self.end_tag, start) + len(self.end_tag)

    def shown(self, part: str, start: int, end: int) -> str:
        """Return the text of a paragraph between two offsets of the text of a part."""
        text = "".join(self.text.findall(part, start, end))
        return REFERENCE.sub(_character, text) if "&" in text else text


def simple_elements(text: str, *, has_hidden: bool) -> Simple | None:
    """Return the elements of a part that are read at once.

    There are none where the prefix of Word's namespace is not the same everywhere.

    Args:
        text: The text of the part.
        has_hidden: True if there are styles that hide text.
    """
    declarations = _DECLARED.findall(text)
    of_word = [prefix for prefix, double, single in declarations if (double or single) in WORD]
    if len(of_word) != 1 or [prefix for prefix, *_ in declarations].count(of_word[0]) != 1:
        return None
    prefix = of_word[0]
    w = re.escape(prefix)
    matters = "vanish|rStyle" if has_hidden else "vanish"
    tag = rf"<{w}:t(?: xml:space=\"preserve\")?>"
    # Nothing that is repeated can end at another place, which need not be tried.
    properties = rf"<{w}:rPr>(?:<{w}:(?!{matters})[^<>]*/>)*+</{w}:rPr>"
    plain = rf"<{w}:(?!{_OF_PARAGRAPHS})[^<>]*/>"
    other = rf"(?:{plain}|<{w}:(?:{_GROUPS})>(?:{plain})*+</{w}:(?:{_GROUPS})>)*+"
    run = rf"<{w}:r(?:\s[^<>]*+)?+(?<!/)>(?:{properties})?{tag}[^<]++</{w}:t></{w}:r>"
    paragraph = (
        rf"<{w}:p(?:\s[^<>]*+)?+(?<!/)>"
        rf"(?:<{w}:pPr>(?:<{w}:pStyle {w}:val=\"(?P<style>[^\"<>&]*)\"/>)?{other}</{w}:pPr>)?"
        rf"(?:{run}|<{w}:(?:{_MARKS})[^<>]*/>)*+</{w}:p>"
    )
    runs = (
        rf"<{w}:r(?:\s[^<>]*)?(?<!/)>(?P<properties>{properties})?"
        rf"(?P<text>{tag})(?P<shown>[^<]+)</{w}:t>(?P<end></{w}:r>)"
        rf"|<{w}:pPr>{other}</{w}:pPr>"
    )
    return Simple(
        Whole(f"(?P<paragraph>{paragraph})|{runs}"), Whole(runs), re.compile(f"{tag}([^<]+)"),
        f"</{prefix}:p>",
    )  # fmt: skip


def _character(reference: re.Match[str]) -> str:
    return unescape(reference[0])
