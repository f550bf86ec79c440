"""The Markdown that is read: CommonMark with GFM's tables, strikethrough and footnotes.

The syntax of other dialects is kept apart from text (:mod:`.markdown_syntax`,
:mod:`.markdown_blocks`).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_plugin, footnote_ref

from glossary.documents.markdown_blocks import blocks_plugin
from glossary.documents.markdown_syntax import syntax_plugin

_BARE_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")
# YAML has keys; what is between two rules of a document is text.
_KEY = r"(?:[^\s#\-:][^\n]*?:(?=\s)[^\n]*|#[^\n]*)\n"
_FRONT_MATTER = re.compile(
    rf"\A---[^\S\n]*\n{_KEY}(?:{_KEY}|[^\S\n]+[^\n]*\n|-[^\S\n][^\n]*\n|\n)*(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)"
)
# That of Hugo in TOML or JSON.
_OF_HUGO = re.compile(
    r"\A(?:\+\+\+[^\S\n]*\n(?:.*\n)*?\+\+\+|\{[^\S\n]*\n(?:.*\n)*?\})[^\S\n]*(?:\n|\Z)"
)
_DEFINITION = re.compile(r"\s*\[(?:[^\[\]\\]|\\.)+\]:\s*(\S+)")
_OF_ADDRESSES = re.compile(r"[/.#?:]")
_OF_SENTENCES = re.compile(r"[，。、；：！？「」『』（）“”]")
_NOTE = re.compile(r"\[\^[^\s\[\]]+\]")
# A definition has its label and its address on neighbouring lines.
_DEFINITION_LINES = 4


def markdown_parser() -> MarkdownIt:
    """Return a new parser; footnotes are tokens where they are written."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False).use(syntax_plugin).use(
        blocks_plugin
    )
    parser.inline.ruler.at("footnote_ref", _note)
    parser.block.ruler.at("reference", _reference)
    return parser


def normalize(source: str) -> str:
    """Return the source as the parser sees it, at the same offsets.

    A bare carriage return ends a line; NUL becomes the replacement character (CommonMark 2.1, 2.3).
    """
    return _BARE_CARRIAGE_RETURN.sub("\n", source).replace("\0", "\ufffd")


def without_front_matter(normalized: str) -> str:
    """Return the source with front matter at its beginning blanked; line numbers stay the same."""
    match = _FRONT_MATTER.match(normalized) or _OF_HUGO.match(normalized)
    return "\n" * match[0].count("\n") + normalized[match.end() :] if match else normalized


def _note(state: StateInline, silent: bool) -> bool:
    """Parse a reference to a footnote; the plugin alone takes quadratic time for ``[^[^[^``."""
    return bool(_NOTE.match(state.src, state.pos)) and footnote_ref(state, silent)


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a definition of a link, unless it has a sentence for an address.

    Chinese has no blanks, so CommonMark takes ``[注]: 国台办即国务院台办。`` for a definition,
    which is not shown.
    """
    if not state.src.startswith("[", state.bMarks[start_line] + state.tShift[start_line]):
        return False
    last = min(start_line + _DEFINITION_LINES, end_line)
    match = _DEFINITION.match(state.getLines(start_line, last, state.blkIndent, False))
    if match and not _is_address(match[1]):
        return False
    return reference(state, start_line, end_line, silent)


def _is_address(text: str) -> bool:
    if text.isascii() or text.startswith("<"):
        return True
    return bool(_OF_ADDRESSES.search(text)) and not _OF_SENTENCES.search(text)
