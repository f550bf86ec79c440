"""Syntax of Markdown dialects that is not text, or that no reference can be put into.

Formulas, shortcodes, anchors and the like are text to CommonMark. A reference in them would break
the document for the program that it is written for: Pandoc, Hugo, Jekyll, MDX, Obsidian.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar

# Names of tokens: what is not text, and text that nothing can be put into.
HIDDEN = "hidden_syntax"
CLOSED = "closed_syntax"

_MATH = re.compile(
    r"\$\$(?:[^$\\]|\\.)++\$\$"
    r"|(?<![A-Za-z0-9$])\$(?![\s$])(?:[^$\\]|\\.)++(?<!\s)\$(?![A-Za-z0-9$])",
    re.DOTALL,
)
_TEX = re.compile(
    r"\\{1,2}\((?:(?!\\[()]).)+\\{1,2}\)|\\{1,2}\[(?:(?!\\[\[\]]).)+\\{1,2}\]", re.DOTALL
)
_TEX_COMMAND = re.compile(r"(?<!\\)\\[A-Za-z]")
# Two sums of money in a sentence are not a formula, nor is a reference to a footnote in one.
_OF_FORMULAS = re.compile(r"[\\_=+*/<>]|(?<!\[)\^")
_OF_SENTENCES = re.compile(r"[，。、；：！？]|\A\$+[0-9]")
_COMMENT = re.compile(r"%%[^%]+%%")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
# What is in braces apart from expressions: shortcodes, templates, comments, attributes, formats.
_HIDDEN_BRACES = re.compile(r"\{(?:[{%#.:]|/\*|-\}|=[A-Za-z]+\})")
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]\n|]+\|)?[^\[\]\n]+\]\](?![(\[])")
_CITATION = re.compile(
    r"\[(?:[^\[\]\n]*[\s;-])?@[^\[\]\n]+\]|\[![^\[\]\n]+\]|@\{?[\w:.#$%&+?/~-]*\w\}?"
)
_INLINE_NOTE = re.compile(r"\^\[[^\[\]]*\](?!\()")
# A tag of JSX, up to an expression in it.
_TAG_START = re.compile(r"</?[A-Za-z][^<>{}]*")
_TAG_PART = re.compile(r"[^<>{}]*")

# Lines that are syntax as a whole: abbreviations, containers and their headings.
_LINE = re.compile(r"\*\[[^\[\]\n]+\]:|:{3,}|(?:!!!|\?\?\?\+?)[ \t]+\S")
# Modules of MDX: an import or export, up to the next empty line.
_MODULE = re.compile(
    r"import\s+(?:[\w$*{},\s]+\sfrom\s*)?[\"']|import\s*\{"
    r"|export\s+(?:default\b|(?:const|let|var|function|class|async)\s|[*{])"
)


def syntax_plugin(parser: MarkdownIt) -> None:
    """Make a parser read the syntax of dialects as tokens, which it renders as they are."""
    parser.inline.ruler.before("escape", "hidden_syntax", _hidden)
    parser.inline.ruler.push("closed_syntax", _closed)
    parser.block.ruler.before("fence", "math_block", math_block_dollar())
    parser.block.ruler.before("reference", "module", _module)
    interrupted: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "syntax_line", _line, interrupted)
    parser.add_render_rule(HIDDEN, _render_hidden)
    parser.add_render_rule(CLOSED, _render_closed)
    for name in ("math_block", "math_block_label", "syntax_block"):
        parser.add_render_rule(name, _render_block)


def _hidden(state: StateInline, silent: bool) -> bool:
    """Parse a formula, a comment, what is in braces, or a tag with expressions."""
    char = state.src[state.pos]
    end = 0
    kind = HIDDEN
    if char == "{":
        end = _closing_braces(state.src).get(state.pos, 0)
        kind = HIDDEN if _HIDDEN_BRACES.match(state.src, state.pos) else CLOSED
    elif char == "$" and (match := _MATH.match(state.src, state.pos)):
        is_sentence = _OF_SENTENCES.search(match[0]) and not _OF_FORMULAS.search(match[0])
        end = 0 if is_sentence else match.end()
    elif char == "\\" and (match := _TEX.match(state.src, state.pos)):
        is_tex = match[0].startswith("\\\\") or _TEX_COMMAND.search(match[0])
        end = match.end() if is_tex else 0
    elif char == "<":
        # With expressions it may be HTML up to a sign in one of them: ``<A x={1 > 2} />``.
        end, kind = _tag_end(state.src, state.pos), CLOSED
        end = end if "={" in state.src[state.pos : end] else 0
    elif char == "%" and (match := _COMMENT.match(state.src, state.pos)):
        end = match.end()
    return _push(state, silent, [(kind, end)])


def _closed(state: StateInline, silent: bool) -> bool:
    """Parse a link of a wiki, a citation, a note in the line or a tag that HTML does not know."""
    char = state.src[state.pos]
    if match := _WIKI_LINK.match(state.src, state.pos):
        is_file = char == "!"
        target = (HIDDEN, match.end(1)) if match[1] else (CLOSED, 0)
        return _push(state, silent, [target, (HIDDEN if is_file else CLOSED, match.end())])
    if char in "[@" and (match := _CITATION.match(state.src, state.pos)):
        # Within a word it is a mail address.
        if char == "@" and state.pos and state.src[state.pos - 1].isalnum():
            return False
        return _push(state, silent, [(CLOSED, match.end())])
    if char == "^" and (match := _INLINE_NOTE.match(state.src, state.pos)):
        return _push(state, silent, [(CLOSED, match.end())])
    if char == "<":
        return _push(state, silent, [(CLOSED, _tag_end(state.src, state.pos))])
    return False


def _push(state: StateInline, silent: bool, parts: Sequence[tuple[str, int]]) -> bool:
    """Add tokens up to given offsets; those that end where the one before does are left out.

    Returns:
        False if the last one ends nowhere.
    """
    if not state.pos < parts[-1][1] <= state.posMax:
        return False
    for kind, end in parts:
        if not silent and end > state.pos:
            state.push(kind, "", 0).content = state.src[state.pos : end]
        state.pos = max(end, state.pos)
    return True


@lru_cache(maxsize=1)
def _closing_braces(text: str) -> dict[int, int]:
    """Return the offsets after the closing brace of each opening one that is closed."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            closing[opened.pop()] = match.end()
    return closing


def _tag_end(text: str, start: int) -> int:
    """Return the offset after a tag that may hold expressions in braces; 0 if it is none."""
    match = _TAG_START.match(text, start)
    braces = _closing_braces(text)
    while match:
        offset = match.end()
        if text.startswith(">", offset):
            return offset + 1
        if offset not in braces:
            return 0
        match = _TAG_PART.match(text, braces[offset])
    return 0


def _line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a line that is syntax as a whole."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not _LINE.match(state.src, start):
        return False
    return silent or _push_block(state, start_line, start_line + 1)


def _module(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse imports and exports of MDX."""
    start = state.bMarks[start_line]
    if state.level or state.tShift[start_line] or not _MODULE.match(state.src, start):
        return False
    line = start_line
    while line < end_line and not state.isEmpty(line):
        line += 1
    return silent or _push_block(state, start_line, line)


def _push_block(state: StateBlock, start_line: int, end_line: int) -> bool:
    token = state.push("syntax_block", "", 0)
    token.content = state.getLines(start_line, end_line, state.blkIndent, False)
    token.map = [start_line, end_line]
    state.line = end_line
    return True


def _render_hidden(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return f'<span translate="no">{html.escape(tokens[index].content)}</span>'


def _render_closed(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return html.escape(tokens[index].content)


def _render_block(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    token = tokens[index]
    text = f"{token.markup}{token.content}{token.markup}"
    return f'<p translate="no">{html.escape(text)}</p>\n'
