"""A presentation as HTML: a section for each slide, its notes set off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from glossary.documents.package import Package
from glossary.documents.pptx.deck import Part, Slide, relationship_id, slides
from glossary.documents.pptx.names import short
from glossary.documents.pptx.text import (
    TITLES,
    is_covered,
    paragraph,
    paragraphs,
    placeholder,
    shapes,
)
from glossary.documents.xml import Element

# What a link may lead to; anything else, such as a script or another slide, is left out.
_ADDRESS = re.compile(r"(?:https?|mailto|ftp|tel):", re.IGNORECASE)
_SPANS = {"colspan": "gridSpan", "rowspan": "rowSpan"}
_TRUE = ("1", "true")


def to_html(package: Package) -> str:
    """Return the slides of a presentation, those without text left out."""
    sections = ("".join(_slide(slide)) for slide in slides(package))
    return "".join(f"<section>\n{section}</section>\n" for section in sections if section)


def _slide(slide: Slide) -> Iterator[str]:
    for part in (slide.part, *slide.diagrams):
        yield from _part(slide, part)
    if slide.notes and (notes := "".join(_part(slide, slide.notes))):
        yield f"<blockquote>\n{notes}</blockquote>\n"


def _part(slide: Slide, part: Part) -> Iterator[str]:
    for shape in shapes(part.root):
        is_title = part is slide.part and placeholder(shape) in TITLES
        tag = f"h{slide.heading}" if is_title else "p"
        yield from _blocks(shape, slide, part, tag)


def _blocks(parent: Element, slide: Slide, part: Part, tag: str) -> Iterator[str]:
    for element in parent.elements:
        name = short(element.name)
        if name == "a:p":
            if content := _content(element, slide, part):
                yield f"<{tag}>{content}</{tag}>\n"
        elif name == "a:tbl":
            rows = (row for row in element.elements if short(row.name) == "a:tr")
            yield f"<table>\n{''.join(_row(row, slide, part) for row in rows)}</table>\n"
        elif name != "mc:Fallback":
            yield from _blocks(element, slide, part, tag)


def _row(row: Element, slide: Slide, part: Part) -> str:
    cells = []
    for cell in row.elements:
        if short(cell.name) != "a:tc" or is_covered(cell):
            continue
        spans = "".join(
            f' {attribute}="{count}"'
            for attribute, name in _SPANS.items()
            if (count := cell.get(name)).isdecimal() and count != "1"
        )
        content = "<br>\n".join(_content(one, slide, part) for one in paragraphs(cell))
        cells.append(f"<td{spans}>{content}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _content(element: Element, slide: Slide, part: Part) -> str:
    """Return the text of a paragraph, its runs with their emphasis and links."""
    parts = []
    for run in element.elements:
        # A run is read as a paragraph of its own.
        around = Element(element.tag, element.content_end, element.end, [run])
        pieces = paragraph(around, part.xml.text, part.name).pieces
        text = escape("".join(piece.text for piece in pieces)).replace("\n", "<br>\n")
        parts.append(_formatted(text, run, slide) if text.strip() else text)
    return "".join(parts).strip()


def _formatted(text: str, run: Element, slide: Slide) -> str:
    properties = next((one for one in run.elements if short(one.name) == "a:rPr"), None)
    if properties is None:
        return text
    for attribute, tag in (("i", "em"), ("b", "strong")):
        if properties.get(attribute) in _TRUE:
            text = f"<{tag}>{text}</{tag}>"
    for link in properties.elements:
        target = slide.links.get(relationship_id(link))
        is_link = short(link.name) == "a:hlinkClick" and target and target.is_external
        if is_link and target and _ADDRESS.match(target.target):
            text = f'<a href="{escape(target.target)}">{text}</a>'
    return text
