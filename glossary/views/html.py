"""View ``html``: an HTML document with its annotations; everything else stays as it was.

What is put in has the attribute ``data-zg`` (see :mod:`glossary.documents.html`), so that it can
be taken out again. Without JavaScript the marks are links to the index at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

from glossary.annotate import Annotation, select
from glossary.documents.document import Document
from glossary.documents.html import InsertionPoints, insertion_points, remove_annotations
from glossary.documents.html.xhtml import is_xhtml
from glossary.views import ruby
from glossary.views.index import index
from glossary.views.options import AnnotateOptions
from glossary.views.page import asset, to_page
from termbase.errors import InputError
from termbase.language.script import Script
from termbase.model.concept import Language

_TRADITIONAL = f"zh-{Script.TRADITIONAL}"
_SIMPLIFIED = f"zh-{Script.SIMPLIFIED}"


def prepare(document: Document) -> Document:
    """Return the document as HTML: an HTML document as it is, any other as a whole page."""
    return to_page(document)


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the HTML document with its annotations.

    Raises:
        InputError: If the annotations could not be taken out of the result again.
    """
    shown = select(annotations, options.get("mentions"))
    is_traditional = document.is_traditional
    points = insertion_points(document.source)
    overlays = _overlays(document, shown, options, is_traditional=is_traditional)
    chinese = _TRADITIONAL if is_traditional else _SIMPLIFIED
    writer = _Writer(document.source, ruby.OverlayWriter(overlays, chinese), chinese, points)
    writer.insert(points.head, f'<style data-zg="drop">{_text(document, "marks.css")}</style>')
    switch = ("简" if is_traditional else "繁") if options.get("script") == "both" else ""
    bar = _bar(all_pinyin=options.get("pinyin") == "all", other=switch)
    link: Literal["data-zg-to", "href"] = "data-zg-to" if points.has_base else "href"
    terms = index(shown, link=link, is_traditional=is_traditional)
    script = f"<script>{_text(document, 'marks.js')}</script>"
    writer.insert(points.body, f'<div data-zg="drop">{terms}{bar}{script}</div>')
    page = writer.write(shown)
    if remove_annotations(page) != document.source:
        raise InputError(f"{document.name or 'HTML'}: markup too broken to be annotated safely")
    return page


def _overlays(
    document: Document,
    annotations: Sequence[Annotation],
    options: AnnotateOptions,
    *,
    is_traditional: bool,
) -> dict[int, ruby.Overlay]:
    """Return the pinyin and the characters of the other script, by source offset."""
    overlays = ruby.of_terms(annotations)
    if options.get("pinyin") == "all":
        overlays = ruby.of_text(document.blocks) | overlays
    if options.get("script") == "both":
        other = Script.SIMPLIFIED if is_traditional else Script.TAIWAN
        overlays = ruby.in_other_script(document.blocks, overlays, other)
    return overlays


def _text(document: Document, name: str) -> str:
    """Return a style sheet or script, in XHTML so that it can be read as XML too."""
    text = asset(name)
    if not is_xhtml(document.source):
        return text
    return f"/*<![CDATA[*/{text}/*]]>*/"


class _Writer:
    """Writes a source with its annotations and what is inserted at given offsets."""

    def __init__(
        self, source: str, overlays: ruby.OverlayWriter, chinese: str, points: InsertionPoints
    ) -> None:
        self._source = source
        self._overlays = overlays
        self._chinese = chinese
        self._has_base = points.has_base
        self._insertions: list[tuple[int, str]] = []
        self._parts: list[str] = []

    def insert(self, offset: int, text: str) -> None:
        """Insert text at an offset of the source; offsets are given in ascending order."""
        self._insertions.append((offset, text))

    def write(self, annotations: Sequence[Annotation]) -> str:
        """Return the annotated source."""
        offset = 0
        for annotation in annotations:
            for number, (start, end) in enumerate(annotation.spans):
                self._copy(offset, start)
                tag, attributes = self._tag(annotation, named=number == 0)
                self._parts.append(f"<{tag} {attributes}>")
                self._parts.extend(self._overlays.write(self._source, start, end))
                self._parts.append(f"</{tag}>")
                offset = end
            if annotation.is_first and not annotation.is_self_glossed and not annotation.in_ruby:
                self._parts.append(_gloss(annotation, self._chinese))
        self._copy(offset, len(self._source))
        return "".join(self._parts)

    def _copy(self, start: int, end: int) -> None:
        """Write a stretch of the source and what is inserted into it."""
        while self._insertions and self._insertions[0][0] <= end:
            offset, text = self._insertions.pop(0)
            self._parts.extend(self._overlays.write(self._source, start, offset))
            self._parts.append(text)
            start = offset
        self._parts.extend(self._overlays.write(self._source, start, end))

    def _tag(self, annotation: Annotation, *, named: bool) -> tuple[str, str]:
        """Return the element of a mark, and its attributes."""
        kind = "zg zg-first" if annotation.is_first else "zg"
        name = f' id="zg-m{annotation.number}"' if named else ""
        language = _language(annotation, self._chinese)
        attributes = f'data-zg="keep" class="{kind}"{name}{language}'
        entry = f"#zg-{annotation.entry}"
        # A link inside a link is not HTML, and with <base href> the link would leave the page.
        if annotation.in_link or self._has_base:
            return "span", f'{attributes} data-zg-to="{entry}" tabindex="0"'
        return "a", f'{attributes} href="{entry}"'


def _language(annotation: Annotation, chinese: str) -> str:
    """Return the language attribute of a mark; none if it is in both languages."""
    if len(annotation.mentions) > 1:
        return ""
    english = annotation.term.language is Language.ENGLISH
    return f' lang="{"en" if english else chinese}"'


def _gloss(annotation: Annotation, chinese: str) -> str:
    """Return the translation of a term, for its first mention."""
    from_english = annotation.term.language is Language.ENGLISH
    mention = annotation.mentions[0]
    term = mention.chinese if from_english else mention.rendering
    if term is None:
        return ""
    text = (chinese == _TRADITIONAL and term.traditional) or term.text
    tag = chinese if from_english else "en"
    reading = f'<i lang="zh-Latn-pinyin">{escape(term.pinyin)}</i>' if term.pinyin else ""
    return f'<small data-zg="drop" class="zg-gloss" lang="{tag}">{escape(text)}{reading}</small>'


def _bar(*, all_pinyin: bool, other: str) -> str:
    """Return the switches, the card and the help, all hidden until the script shows them."""
    script = f'<button type="button" data-do="script">{other}</button>' if other else ""
    return f"""
<nav class="zg-bar" lang="en" aria-label="Annotations"
 data-pinyin="{"all" if all_pinyin else "terms"}">
<button type="button" data-do="pinyin" title="Pinyin">拼 pinyin</button>
<button type="button" data-do="gloss" title="Short glosses">Gloss</button>{script}
<button type="button" data-do="theme" title="Light or dark">◐</button>
<button type="button" data-do="help" title="Keys">?</button>
</nav>
<aside class="zg-card" lang="en" aria-live="polite" hidden=""></aside>
<aside class="zg-help" lang="en" hidden="">
<p><kbd>n</kbd>next term</p><p><kbd>p</kbd>previous term</p>
<p><kbd>Esc</kbd>close</p><p><kbd>?</kbd>this help</p>
</aside>
"""
