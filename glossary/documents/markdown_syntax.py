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
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

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
# Two sums of money in a sentence are not a formula, nor is a reference to a footnote in one.
_OF_FORMULAS = re.compile(r"[\\_=+*/<>]|(?<!\[)\^")
_OF_SENTENCES = re.compile(r"[，。、；：！？]|\A\$+[0-9]")
# Escaped brackets in a sentence are not a formula, nor are those around emphasis or a link.
_TEX_COMMAND = re.compile(r"(?<!\\)\\[A-Za-z]")
_OF_TEX = re.compile(r"(?<!\\)=|(?<![\\\[])\^|[^\W_]_(?:[^\W_]|\{)|[0-9A-Za-z] ?[+<>] ?[0-9A-Za-z]")
_OF_TEXT = re.compile(r"[，。、；：！？]|\]\(")
# A comment of Obsidian, MDX, Hugo or Liquid, or code between two templates of Jekyll or Hugo.
COMMENT = (
    r"%%[^%]+%%|\{{1,2}[%<]?[ \t]*/\*(?:(?!\*/|/\*).)*\*/[ \t]*[%>]?\}{1,2}"
    r"|\{(?:%-?|\{[<%])\s*(?P<tag>comment|highlight|codeblock|mermaid)\b"
    r"(?:(?!\{(?:%-?|\{[<%])\s*(?P=tag)\b).)*?"
    r"\{(?:%-?\s*end|\{[<%]\s*/\s*)(?P=tag)\s*(?:-?%|[>%]\})\}"
)
_COMMENT = re.compile(COMMENT, re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
# What is in braces apart from expressions: shortcodes, templates, comments, attributes, formats.
_HIDDEN_BRACES = re.compile(r"\{(?:[{%#.:]|/\*|-\}|=[A-Za-z]+\})")
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]\n|]+\|)?[^\[\]\n]+\]\](?![(\[])")
# A link or image with a template in its address, which may have blanks there.
_TEMPLATE = r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"
_TEMPLATE_LINK = re.compile(
    rf"(!?\[[^\[\]\n]*\])\([^(){{}}\n]*(?:{_TEMPLATE})(?:{_TEMPLATE}|[^(){{}}\n])*\)"
)
_CITATION = re.compile(
    r"\[(?:[^\[\]\n]*[\s;-])?@[^\[\]\n]+\]|\[![^\[\]\n]+\]|@\{?[\w:.#$%&+?/~-]*\w\}?"
)
_DOMAIN = re.compile(r"@[\w-]+\.[A-Za-z]{2,}")
_INLINE_NOTE = re.compile(r"\^\[[^\[\]]*\](?!\()")
# A tag of JSX, up to an expression in it; no line of it is empty.
_WHITE = r"(?:[ \t]|\n(?![ \t]*\n))"
_VALUE = r"\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'=<>`{}]+|(?=\{)"
_ATTRIBUTE = rf"{_WHITE}+[A-Za-z_:][\w:.-]*(?:{_WHITE}*={_WHITE}*(?:{_VALUE}))?"
_TAG_PART = re.compile(rf"(?:{_ATTRIBUTE})*{_WHITE}*/?")
_TAG_START = re.compile(rf"</?[A-Za-z][\w:.-]*{_TAG_PART.pattern}")


def syntax_plugin(parser: MarkdownIt) -> None:
    """Make a parser read the syntax of dialects as tokens, which it renders as they are."""
    parser.inline.ruler.before("escape", "hidden_syntax", _hidden)
    parser.inline.ruler.push("link_of_dialects", _link)
    parser.inline.ruler.push("closed_syntax", _closed)
    parser.add_render_rule(HIDDEN, _render_hidden)
    parser.add_render_rule(CLOSED, _render_closed)


def _hidden(state: StateInline, silent: bool) -> bool:
    """Parse a formula, a comment, what is in braces, or a tag with expressions."""
    char = state.src[state.pos]
    end = 0
    kind = HIDDEN
    if char in "{%" and (match := _COMMENT.match(state.src, state.pos)):
        end = match.end()
    elif char == "{":
        end = closing_braces(state.src).get(state.pos, 0)
        kind = HIDDEN if _HIDDEN_BRACES.match(state.src, state.pos) else CLOSED
    elif char == "$" and (match := _MATH.match(state.src, state.pos)):
        is_sentence = _OF_SENTENCES.search(match[0]) and not _OF_FORMULAS.search(match[0])
        end = 0 if is_sentence else match.end()
    elif char == "\\" and (match := _TEX.match(state.src, state.pos)):
        end = match.end() if _is_tex(match[0]) else 0
    elif char == "<":
        # With expressions it may be HTML up to a sign in one of them: ``<A x={1 > 2} />``.
        end, kind = tag_end(state.src, state.pos), CLOSED
        end = end if "={" in state.src[state.pos : end] else 0
    return _push(state, silent, [(kind, end)])


def _is_tex(text: str) -> bool:
    """Return True if what is between brackets with backslashes is a formula."""
    if text.startswith("\\\\") or _TEX_COMMAND.search(text, 2):
        return True
    return bool(_OF_TEX.search(text)) and not _OF_TEXT.search(text)


def _link(state: StateInline, silent: bool) -> bool:
    """Parse a link of a wiki, or one with a template in its address."""
    kind = HIDDEN if state.src[state.pos] == "!" else CLOSED
    if match := _WIKI_LINK.match(state.src, state.pos):
        target = (HIDDEN, match.end(1)) if match[1] else (CLOSED, 0)
        return _push(state, silent, [target, (kind, match.end())])
    if match := _TEMPLATE_LINK.match(state.src, state.pos):
        return _push(state, silent, [(kind, match.end(1)), (HIDDEN, match.end())])
    return False


def _closed(state: StateInline, silent: bool) -> bool:
    """Parse a citation, a note in the line or a tag that HTML does not know."""
    char = state.src[state.pos]
    if char in "[@" and (match := _CITATION.match(state.src, state.pos)):
        # Within a word it is a mail address; 汉字 have no blank before a key.
        before = state.src[state.pos - 1 : state.pos]
        if char == "@" and before.isalnum() and (before.isascii() or _DOMAIN.match(match[0])):
            return False
        return _push(state, silent, [(CLOSED, match.end())])
    if char == "^" and (match := _INLINE_NOTE.match(state.src, state.pos)):
        return _push(state, silent, [(CLOSED, match.end())])
    if char == "<":
        return _push(state, silent, [(CLOSED, tag_end(state.src, state.pos))])
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
def closing_braces(text: str) -> dict[int, int]:
    """Return the offsets after the closing brace of each opening one that is closed."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            closing[opened.pop()] = match.end()
    return closing


def tag_end(text: str, start: int) -> int:
    """Return the offset after a tag that may hold expressions in braces; 0 if it is none."""
    match = _TAG_START.match(text, start)
    braces = closing_braces(text)
    while match:
        offset = match.end()
        if text.startswith(">", offset):
            return offset + 1
        if offset not in braces:
            return 0
        match = _TAG_PART.match(text, braces[offset])
    return 0


def _render_hidden(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return f'<span translate="no">{html.escape(tokens[index].content)}</span>'


def _render_closed(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return html.escape(tokens[index].content)
