"""The page of what was tracked, and its parts: tables, legends, quotations.

The page is one file, asks for nothing from a network and has no script; the policy in it forbids
both. What comes from texts and bases is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from glossary.views.page import asset, guess_language
from glossary.views.policy import policy
from glossary.views.track.drawing import COLOURS

if TYPE_CHECKING:
    from glossary.corpus.track.quotations import Quotation


def page(title: str, parts: Iterable[str]) -> str:
    """Return a page with a heading and parts.

    Args:
        title: The heading.
        parts: HTML, escaped, without styles and scripts of its own.
    """
    style = asset("track.css")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy((style,))}">
<meta name="generator" content="zh-en-glossary">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{"".join(parts)}</main>
</body>
</html>
"""


def legend(names: Sequence[str]) -> str:
    """Return the legend of the lines of a chart, in the order of their colours."""
    items = (
        '<li><svg viewBox="0 0 40 12" aria-hidden="true">'
        f'<path class="zt-line zt-c{place % COLOURS}" d="M0 6H40"/></svg>'
        f'<span lang="{language_of(name)}">{escape(name)}</span></li>\n'
        for place, name in enumerate(names)
    )
    return f'<ul class="zt-legend">\n{"".join(items)}</ul>\n'


def table(
    name: str, header: Sequence[str], rows: Iterable[Sequence[str]], first_number: int
) -> str:
    """Return a table.

    Args:
        name: The name of the table for screen readers; no other one has it.
        header: The headings, as text.
        rows: The cells, as HTML; the first of each row is its heading.
        first_number: The first column of numbers, from 0; those after it are numbers too.
    """
    kinds = ["" if place < first_number else ' class="zt-n"' for place in range(len(header))]
    head = "".join(
        f'<th scope="col"{kind}>{escape(name)}</th>'
        for kind, name in zip(kinds, header, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row">{first}</th>'
        + "".join(f"<td{kind}>{cell}</td>" for kind, cell in zip(kinds[1:], rest, strict=True))
        + "</tr>\n"
        for first, *rest in rows
    )
    return (
        f'<div class="zt-scroll" tabindex="0" role="region" aria-label="{escape(name)}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table></div>\n"
    )


def quotation(found: Quotation) -> str:
    """Return a quotation with its place."""
    place = found.place
    source = " · ".join(
        filter(None, (place.date, place.outlet, found.title, f"{place.id}, offset {place.start:,}"))
    )
    sentence = f"{escape(found.before)}<mark>{escape(found.text)}</mark>{escape(found.after)}"
    language = language_of(f"{found.before}{found.text}{found.after}")
    return (
        f'<blockquote><p lang="{language}">{sentence}</p>\n'
        f'<footer class="zt-cite">{escape(source)}</footer></blockquote>\n'
    )


def language_of(text: str) -> str:
    """Return the BCP 47 tag of the language of a text."""
    return guess_language(text) if text else "en"
