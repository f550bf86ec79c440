"""Markdown as HTML: the text of a page, with its footnotes at the end."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from glossary.documents.markdown_parser import markdown_parser, normalize, without_front_matter
from glossary.documents.markdown_raw import for_page


def to_html(source: str) -> str:
    """Return Markdown as HTML; images show as their descriptions.

    All footnotes are shown, in the order of their first references, then those without any.
    """
    parser = markdown_parser()
    parser.add_render_rule("html_block", _raw_html)
    parser.add_render_rule("html_inline", _raw_html)
    parser.add_render_rule("image", _description)
    parser.add_render_rule("footnote_caption", _caption)
    tokens = parser.parse(without_front_matter(normalize(source)))
    for token in tokens:
        if style := token.attrs.pop("style", ""):
            # The policy of a page allows no style but that of its style sheets.
            token.attrSet("class", str(style).removeprefix("text-align:"))
    rendered: str = parser.renderer.render(_notes_last(tokens), parser.options, {})
    return rendered


def _description(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    text = html.escape(tokens[index].content)
    return f"<em>{text}</em>" if text else ""


def _raw_html(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    token = tokens[index]
    return for_page(token.content, is_block=token.type == "html_block")


def _caption(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return f"[{tokens[index].meta['id'] + 1}]"


def _notes_last(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with those of footnotes moved to the end, as the plugin's renderer wants.

    The plugin itself drops footnotes without a reference, and those with the label of another.
    """
    text: list[Token] = []
    notes: list[tuple[str, list[Token]]] = []
    opened = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            opened.append([])
            notes.append((token.meta["label"], opened[-1]))
        elif token.type == "footnote_reference_close":
            opened.pop()
        else:
            opened[-1].append(token)
    if not notes:
        return text
    references = _references(tokens)
    unused: list[list[Token]] = []
    numbered: dict[int, list[Token]] = {}
    for label, content in notes:
        back = references.pop(label, None)
        if back:
            numbered[back[0].meta["id"]] = _with_links_back(content, back)
        else:
            unused.append(content)
    numbered.update(enumerate(unused, max(numbered, default=-1) + 1))
    items = [token for id in sorted(numbered) for token in _item(id, numbered[id])]
    return [
        *text,
        Token("footnote_block_open", "", 1),
        *items,
        Token("footnote_block_close", "", -1),
    ]


def _references(tokens: Sequence[Token]) -> dict[str, list[Token]]:
    """Return the references to footnotes by their labels."""
    found: dict[str, list[Token]] = {}
    for token in tokens:
        for child in token.children or ():
            if child.type == "footnote_ref":
                found.setdefault(child.meta["label"], []).append(child)
    return found


def _with_links_back(content: list[Token], references: Sequence[Token]) -> list[Token]:
    """Return a footnote with links to its references, at the end of its last paragraph."""
    links = [Token("footnote_anchor", "", 0, meta=token.meta) for token in references]
    end = len(content) - bool(content and content[-1].type == "paragraph_close")
    return [*content[:end], *links, *content[end:]]


def _item(id: int, content: Sequence[Token]) -> Iterator[Token]:
    yield Token("footnote_open", "", 1, meta={"id": id})
    yield from content
    yield Token("footnote_close", "", -1)
