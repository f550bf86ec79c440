"""Blocks of Markdown dialects: lines that are syntax, and containers whose body is Markdown.

To CommonMark a display formula or a tag over several lines is text, and the body of an admonition
of MkDocs or of a directive of MyST is code.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar

from glossary.documents.markdown_syntax import COMMENT, closing_braces, tag_end

# Lines that are syntax as a whole: abbreviations, addresses with templates, containers and their
# headings, targets of MyST, and files that MkDocs and VitePress include.
_LINE = re.compile(
    r"\*\[[^\[\]\n]+\]:|\[[^\[\]\n]+\]:[ \t]*\{[{%]|:{3,}|\([^()\n]+\)=[ \t]*$"
    r"|-+8<-+(?:[ \t]|$)|<<<[ \t]*@|/{3,}(?:[ \t]+[a-z][\w-]*(?:[ \t]*\|.*)?)?[ \t]*$",
    re.MULTILINE,
)
# What may be on many lines, with blocks of CommonMark in it: comments and formulas.
_SPANNING = re.compile(
    rf"(?:{COMMENT}"
    r"|\\{1,2}\[[ \t]*\n(?:(?!\\{1,2}\[[ \t]*\n).)*?\n[> \t]*\\{1,2}\]"
    r"|\\begin\{(?P<name>[A-Za-z]+\*?)\}(?:(?!\\begin\{(?P=name)\}).)*?\\end\{(?P=name)\})[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
# Headings of what has an indented body in MkDocs: admonitions and tabs.
_INDENTED = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+\S|===[!+]?[ \t]+[\"']")
_BODY_INDENT = 4
# Directives of MyST with text for a body, and admonitions of Obsidian; others have code or data.
_DIRECTIVE = re.compile(
    r"(`{3,}|~{3,})[ \t]*(?:ad-[a-z]+[ \t]*$|\{(?:admonition|attention|caution|danger|error|hint"
    r"|important|note|seealso|tip|warning|versionadded|versionchanged|deprecated|dropdown|aside"
    r"|sidebar|margin|topic|epigraph|highlights|pull-quote|card|grid|grid-item|grid-item-card"
    r"|tab-set|tab-item|figure|definition|theorem|example|exercise|solution|prf:[a-z]+)\})",
    re.MULTILINE,
)
_OPTION = re.compile(r":[\w-]+:(?:[ \t]|$)|(?:title|collapse|icon|color):[ \t]", re.MULTILINE)
# Modules of MDX: an import or export, up to the next empty line outside braces.
_MODULE = re.compile(
    r"import\s+(?:[\w$*{},\s]+\sfrom\s*)?[\"']|import\s*\{"
    r"|export\s+(?:default\b|(?:const|let|var|function|class|async)\s|[*{])"
)


def blocks_plugin(parser: MarkdownIt) -> None:
    """Make a parser read the blocks of dialects; those that are syntax are rendered as they are."""
    rules = parser.block.ruler
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    rules.before("fence", "math_block", math_block_dollar(), interrupting)
    rules.before("fence", "syntax_line", _line, interrupting)
    rules.before("fence", "syntax_lines", _spanning, interrupting)
    rules.before("fence", "indented_body", _indented, interrupting)
    rules.before("fence", "directive", _directive, interrupting)
    rules.before("reference", "module", _module)
    rules.after("html_block", "tag", _tag)
    for name in ("math_block", "math_block_label", "syntax_block"):
        parser.add_render_rule(name, _render_block)


def _line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a line that is syntax as a whole, with options of a directive on the lines after it."""
    match = _match(_LINE, state, start_line)
    if match is None:
        return False
    is_directive = match[0].startswith(":") and state.src.startswith("{", match.end())
    after = _after_options(state, start_line + 1, end_line) if is_directive else start_line + 1
    return silent or _push_block(state, start_line, after)


def _spanning(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a comment or formula that is on lines of its own."""
    match = _match(_SPANNING, state, start_line)
    after = _line_after(state, start_line, end_line, match.end()) if match else 0
    if not after:
        return False
    return silent or _push_block(state, start_line, after)


def _indented(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse the heading of an admonition or tab, and its body."""
    if _match(_INDENTED, state, start_line) is None:
        return False
    indent = state.sCount[start_line] + _BODY_INDENT
    after = start_line + 1
    while after < end_line and (state.isEmpty(after) or state.sCount[after] >= indent):
        after += 1
    if not silent:
        _push_block(state, start_line, start_line + 1)
        _parse_body(state, after, indent)
    return True


def _directive(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a directive that is a code fence to CommonMark; one that is not closed stays that."""
    match = _match(_DIRECTIVE, state, start_line)
    if match is None:
        return False
    closing = re.compile(rf"{match[1]}{match[1][0]}*[ \t]*$", re.MULTILINE)
    last = start_line + 1
    while last < end_line and _match(closing, state, last) is None:
        last += 1
    if last == end_line or not _is_inside(state, start_line, last):
        return False
    if not silent:
        _push_block(state, start_line, _after_options(state, start_line + 1, last))
        _parse_body(state, last, state.blkIndent)
        _push_block(state, last, last + 1)
    return True


def _module(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse imports and exports of MDX."""
    start = state.bMarks[start_line]
    if state.level or state.tShift[start_line] or not _MODULE.match(state.src, start):
        return False
    braces = closing_braces(state.src)
    after, end = start_line, 0
    while after < end_line and (not state.isEmpty(after) or state.bMarks[after] < end):
        # An object may have empty lines in it.
        line = range(state.bMarks[after], state.eMarks[after])
        end = max([end, *(braces.get(offset, 0) for offset in line)])
        after += 1
    return silent or _push_block(state, start_line, after)


def _tag(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a tag of JSX over several lines, one of which might begin a block of CommonMark."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    end = 0 if state.is_code_block(start_line) else tag_end(state.src, start)
    after = _line_after(state, start_line, end_line, end)
    if after <= start_line + 1:
        return False
    if not silent:
        lines = [start_line, after]
        state.push("paragraph_open", "p", 1).map = lines
        token = state.push("inline", "", 0)
        token.content = state.getLines(start_line, after, state.blkIndent, False).strip()
        token.map, token.children = lines, []
        state.push("paragraph_close", "p", -1)
        state.line = after
    return True


def _match(pattern: re.Pattern[str], state: StateBlock, line: int) -> re.Match[str] | None:
    """Match a pattern at the text of a line that is not indented as code."""
    if state.is_code_block(line):
        return None
    return pattern.match(state.src, state.bMarks[line] + state.tShift[line])


def _line_after(state: StateBlock, start_line: int, end_line: int, offset: int) -> int:
    """Return the line after that of an offset; 0 if the block that is parsed ends before."""
    line = start_line
    while line < end_line and state.eMarks[line] < offset:
        line += 1
    return line + 1 if line < end_line and _is_inside(state, start_line, line) else 0


def _is_inside(state: StateBlock, start_line: int, line: int) -> bool:
    """Return True if all lines up to another are inside the quotation or list of the first."""
    return all(
        state.isEmpty(number) or state.sCount[number] >= state.blkIndent
        for number in range(start_line, line + 1)
    )


def _after_options(state: StateBlock, line: int, end_line: int) -> int:
    """Return the line after the options of a directive that begin at a given one."""
    while line < end_line and _match(_OPTION, state, line):
        line += 1
    return line


def _push_block(state: StateBlock, start_line: int, end_line: int) -> bool:
    token = state.push("syntax_block", "", 0)
    token.content = state.getLines(start_line, end_line, state.blkIndent, False)
    token.map = [start_line, end_line]
    state.line = end_line
    return True


def _parse_body(state: StateBlock, end_line: int, indent: int) -> None:
    """Parse the lines up to a given one as blocks that are indented."""
    end, outer = state.lineMax, state.blkIndent
    state.lineMax, state.blkIndent = end_line, indent
    # The parser limits the level.
    state.level += 1
    state.md.block.tokenize(state, state.line, end_line)
    state.level -= 1
    state.lineMax, state.blkIndent = end, outer
    state.line = end_line


def _render_block(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    token = tokens[index]
    text = f"{token.markup}{token.content}{token.markup}"
    return f'<p translate="no">{html.escape(text)}</p>\n'
