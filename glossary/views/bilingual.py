"""A text and its translation side by side, as an HTML page that asks for nothing from a network.

Each row has the sentences of both sides that belong together. A term is a link to its counterpart
on the other side, so that the page works without JavaScript; with it, pointing at a term shows both
ends and opens a card.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.choose import LEVELS, shown_up_to
from glossary.views.bilingual_index import Renderings, index
from glossary.views.page import asset
from glossary.views.policy import policy
from glossary.views.remarks import Remarks, marked, point
from termbase.model.concept import Language

if TYPE_CHECKING:
    from glossary.annotate import Annotation
    from glossary.documents import Block
    from glossary.translate.bitext import Bitext, Row, Side, Stretch

# A row of a lower confidence is marked as doubtful. Of 5,521 pairs in novels and reports 436 have
# such a one; 41 % of these are wrong, and two thirds of all wrong ones are among them.
_DOUBTFUL = 0.8
_UNKNOWN = "\N{WHITE SQUARE}"
_UNTITLED = "Text and translation"
# The places of a side in the ids of its marks.
_SIDES = ("s", "t")


def write(bitext: Bitext, level: int = 1, remarks: Remarks | None = None) -> str:
    """Return the page of a text and its translation.

    Args:
        bitext: The text and its translation.
        level: The level that the page starts with; terms below it are shown at another one.
        remarks: What is marked in it, such as the findings of a check.
    """
    remarks = remarks or Remarks()
    source, target = bitext.source, bitext.target
    found = Renderings(bitext)
    styles, script = asset("bilingual.css") + remarks.styles, asset("bilingual.js")
    title = remarks.title or " — ".join(dict.fromkeys(filter(None, map(_title, (source, target)))))
    has_lines = source.document.format == target.document.format == "text"
    kinds = "zb-text" + " zb-lines" * has_lines
    # An English text is longer than its Chinese.
    kinds += " zb-wide-source" * (source.language is Language.ENGLISH)
    has_title = any(block.heading == 1 for block in source.document.blocks)
    shown = (
        remarks.top
        if remarks.top or has_title
        else f'<h1 class="zb-hidden">{escape(title or _UNTITLED)}</h1>\n'
    )
    writer = _Writer(bitext, found, remarks)
    rows = "\n".join(writer.row(number, row) for number, row in enumerate(bitext.rows, 1))
    return f"""<!DOCTYPE html>
<html lang="{source.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy((styles,), script)}">
<meta name="generator" content="zh-en-glossary">
<title>{escape(title or _UNTITLED)}</title>
<style>{styles}</style>
</head>
<body>
<main>
{shown}<div class="{kinds}">
{rows}
</div>
{index(bitext, found)}
</main>
{_bar(bitext, level)}
<script>{script}</script>
</body>
</html>
"""


def _bar(bitext: Bitext, level: int) -> str:
    """Return the switches, the card and the help; the script shows what needs it."""
    levels = {
        shown_up_to(one) for side in (bitext.source, bitext.target) for one in side.annotations
    }
    hidden = "" if len(levels) > 1 else " hidden"
    return f"""<nav class="zb-bar" lang="en" aria-label="Page">
<a href="#zb-index">Terms</a>
<label class="zb-level"{hidden}>few<input type="range" min="{min(LEVELS)}" max="{max(LEVELS)}"
 value="{min(LEVELS) + max(LEVELS) - level}" aria-label="Terms shown, from few to all">all</label>
<button type="button" data-do="theme" title="Light or dark" aria-label="Light or dark">◐</button>
<button type="button" data-do="help" title="Keys" aria-label="Keys">?</button>
</nav>
<aside class="zb-card" lang="en" aria-live="polite" aria-label="Term" hidden=""></aside>
<aside class="zb-help" lang="en" aria-label="Keys" hidden="">
<p><kbd>n</kbd>next term</p><p><kbd>p</kbd>previous term</p><p><kbd>o</kbd>its counterpart</p>
<p><kbd>Esc</kbd>close</p><p><kbd>?</kbd>this help</p>
<p><span class="zb-mark">term</span> with a counterpart</p>
<p><span class="zb-mark zb-alone">term</span> without one</p>
</aside>"""


def _title(side: Side) -> str:
    blocks = side.document.blocks
    heading = next((block.text for block in blocks if block.heading), "")
    return " ".join(heading.split()) or Path(side.document.name).stem


class _Writer:
    """Writes the rows of a text and its translation."""

    def __init__(self, bitext: Bitext, found: Renderings, remarks: Remarks) -> None:
        self._sides = bitext.source, bitext.target
        self._found = found
        self._remarks = remarks

    def row(self, number: int, row: Row) -> str:
        """Return a row as HTML.

        Args:
            number: Its number, from 1.
            row: The row.
        """
        kinds = ["zb-row"]
        if any(one.start == 0 for one in (*row.source, *row.target)):
            kinds.append("zb-begins")
        level = max(
            (side.document.blocks[one.block].heading, side is self._sides[0])
            for side, stretches in self._with_sides(row)
            for one in stretches
        )[0]
        if level:
            kinds.append(f"zb-heading-{level}")
        label, note = f"Row {number}", ""
        if row.source and row.target and row.confidence < _DOUBTFUL:
            kinds.append("zb-doubtful")
            label = f"Row {number}, doubtful"
            note = f' title="These sentences may not belong together ({row.confidence:.0%})."'
        cells = "\n".join(
            self._cell(name, side, stretches)
            for name, (side, stretches) in zip(_SIDES, self._with_sides(row), strict=True)
        )
        return (
            f'<div class="{" ".join(kinds)}" id="zb-r{number}">\n'
            f'<a class="zb-number" href="#zb-r{number}" lang="en" tabindex="-1"'
            f' aria-label="{label}"{note}>'
            f"{number}</a>\n{cells}\n{self._remarks.below.get(number, '')}</div>"
        )

    def _with_sides(self, row: Row) -> Iterator[tuple[Side, Sequence[Stretch]]]:
        yield from zip(self._sides, (row.source, row.target), strict=True)

    def _cell(self, name: str, side: Side, stretches: Sequence[Stretch]) -> str:
        kind = "zb-cell" if stretches else "zb-cell zb-empty"
        parts = "".join(self._part(name, side, one) for one in stretches)
        return f'<div class="{kind} zb-{name}" lang="{side.tag}">{parts}</div>'

    def _part(self, name: str, side: Side, stretch: Stretch) -> str:
        block = side.document.blocks[stretch.block]
        tag = f"h{block.heading}" if block.heading else "p"
        remarks = self._remarks.marks[_SIDES.index(name)].get(stretch.block, ())
        text = partial(_text, block)
        parts, offset = [], stretch.start
        for start, end, annotation in side.annotations_in(stretch):
            # A bracket that belongs to a mark may be in the next sentence.
            stop = min(end, stretch.end)
            parts.append(marked(remarks, offset, start, text))
            parts.append(self._mark(name, side, annotation, marked(remarks, start, stop, text)))
            offset = stop
        parts.append(marked(remarks, offset, stretch.end, text) + point(remarks, stretch.end))
        return f"<{tag}>{''.join(parts)}</{tag}>"

    def _mark(self, name: str, side: Side, annotation: Annotation, text: str) -> str:
        """Return a term as a link to its counterpart, or to its entry if there is none."""
        entry = f"zb-{name}-{annotation.entry}"
        counterpart = self._found.counterpart(name, annotation.number)
        kind, target = "zb-mark zb-alone", entry
        if counterpart:
            other = _SIDES[1 - _SIDES.index(name)]
            kind, target = "zb-mark", f"zb-{other}{counterpart.number}"
        # The script takes the links of terms away that are not shown at the level.
        return (
            f'<a class="{kind}" id="zb-{name}{annotation.number}" href="#{target}"'
            f' data-entry="{entry}" data-level="{shown_up_to(annotation)}"'
            f"{_language(annotation, side)}>{text}</a>"
        )


def _language(annotation: Annotation, side: Side) -> str:
    """Return the language attribute of a mark; none if it is in that of its side."""
    language = annotation.term.language
    if language is side.language or len(annotation.mentions) > 1:
        return ""
    return ' lang="en"' if language is Language.ENGLISH else ' lang="zh"'


def _text(block: Block, start: int, end: int) -> str:
    """Return a stretch of a block as HTML; what is not text as what is known of it."""
    return "".join(
        f'<span class="zb-object">{escape(run.alt or _UNKNOWN, quote=False)}</span>'
        if run.is_object
        else escape(run.text, quote=False)
        for run in block.slice(start, end)
    )
