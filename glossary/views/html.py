"""View ``html``: an HTML document with its annotations; everything else stays as it was.

What is put in has the attribute ``data-zg`` (see :mod:`glossary.documents.html`), so that it can
be taken out again. Without JavaScript the marks are links to the index at the end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal

from glossary.annotate import Annotation
from glossary.choose import shown_up_to, start_level
from glossary.documents.document import Document
from glossary.documents.html import InsertionPoints, insertion_points, remove_annotations
from glossary.documents.html.xhtml import is_xhtml
from glossary.posts import Post
from glossary.selectable import Selectable
from glossary.views import ruby
from glossary.views.controls import controls
from glossary.views.index import index
from glossary.views.layers import above_all
from glossary.views.notes import note
from glossary.views.options import AnnotateOptions, Gloss
from glossary.views.page import as_cdata, asset, has_language, heading, is_ours, script, to_page
from termbase.errors import InputError
from termbase.language.script import Script
from termbase.model.concept import Language

_TAG = re.compile("<[^>]*>")
# As far as a mark may be after a term, with tags before it.
_NEAR = 60
_NO_POSTS: Mapping[str, Post] = {}
_OPENING = frozenset("([{（［｛〔【《〈「『“‘")
_TRADITIONAL = f"zh-{Script.TRADITIONAL}"
_SIMPLIFIED = f"zh-{Script.SIMPLIFIED}"


def prepare(document: Document) -> Document:
    """Return the document as HTML: an HTML document as it is, any other as a whole page."""
    return to_page(document)


def write(
    document: Document,
    annotations: Sequence[Annotation],
    options: AnnotateOptions,
    selectable: Sequence[Selectable] = (),
    posts: Mapping[str, Post] = _NO_POSTS,
) -> str:
    """Return the HTML document with its annotations.

    Args:
        document: A document that :func:`prepare` returned.
        annotations: The chosen annotations, in order, of all levels.
        options: Options; those of other views are ignored.
        selectable: What can be looked up in the page although it is not marked.
        posts: The bodies and ranks of the offices, by the ids of their concepts.

    Raises:
        InputError: If the annotations could not be taken out of the result again.
    """
    is_traditional = document.is_traditional
    level = options.get("level") or start_level(annotations, document)
    points = insertion_points(document.source)
    overlays = _overlays(document, annotations, options, is_traditional=is_traditional)
    writer = _Writer(
        document.source, overlays, points,
        level=level, gloss=options.get("gloss") or "first", is_traditional=is_traditional,
    )  # fmt: skip
    styles = asset("marks.css") if is_ours(document) else above_all(asset("marks.css"))
    writer.insert(points.head, f'<style data-zg="drop">{_raw(document, styles)}</style>')
    if name := heading(document):
        writer.insert(*name)
    link: Literal["data-zg-to", "href"] = "data-zg-to" if points.has_base else "href"
    parts = (
        index(annotations, link=link, is_traditional=is_traditional, posts=posts),
        controls(annotations, options, selectable, level=level, is_traditional=is_traditional),
        f"<script>{_raw(document, script())}</script>",
    )
    writer.insert(points.body, f'<div data-zg="drop">{"".join(parts)}</div>')
    page = writer.write(annotations)
    if remove_annotations(page) != document.source:
        raise InputError(f"{document.name or 'HTML'}: markup too broken to be annotated safely")
    return page


def _overlays(
    document: Document,
    annotations: Sequence[Annotation],
    options: AnnotateOptions,
    *,
    is_traditional: bool,
) -> ruby.OverlayWriter:
    """Return the pinyin and the characters of the other script."""
    overlays = ruby.of_terms(annotations)
    pinyin = options.get("pinyin")
    if pinyin in ("all", "zhuyin"):
        overlays = ruby.of_text(document.blocks) | overlays
    else:
        # Pinyin over each mention of a name would be noise.
        overlays = {offset: one for offset, one in overlays.items() if one.in_term}
    if pinyin == "zhuyin":
        overlays = ruby.in_zhuyin(overlays)
    if options.get("script") == "both":
        other = Script.SIMPLIFIED if is_traditional else Script.TAIWAN
        overlays = ruby.in_other_script(document.blocks, overlays, other)
    chinese = _TRADITIONAL if is_traditional else _SIMPLIFIED
    # On each word of a long page it would be a thirtieth of its size.
    language = "" if has_language(document, chinese) else chinese
    return ruby.OverlayWriter(overlays, language, is_zhuyin=pinyin == "zhuyin")


def _raw(document: Document, text: str) -> str:
    """Return a style sheet or script, in XHTML so that it can be read as XML too."""
    return as_cdata(text) if is_xhtml(document.source) else text


class _Writer:
    """Writes a source with its annotations and what is inserted at given offsets."""

    def __init__(
        self,
        source: str,
        overlays: ruby.OverlayWriter,
        points: InsertionPoints,
        *,
        level: int,
        gloss: Gloss,
        is_traditional: bool,
    ) -> None:
        self._source = source
        self._overlays = overlays
        self._level = level
        self._gloss = gloss
        self._is_traditional = is_traditional
        self._chinese = _TRADITIONAL if is_traditional else _SIMPLIFIED
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
            self._parts.append(self._note(annotation))
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
        is_shown = shown_up_to(annotation) >= self._level
        kinds = ["zg"]
        kinds += ["zg-first"] * annotation.is_first
        kinds += ["zg-own"] * annotation.is_own
        kinds += ["zg-off"] * (not is_shown)
        name = f' id="zg-m{annotation.number}"' if named else ""
        language = _language(annotation, self._chinese)
        attributes = f'data-zg="keep" class="{" ".join(kinds)}"{name}{language}'
        entry = f"#zg-{annotation.entry}"
        # A link inside a link is not HTML, and with <base href> the link would leave the page.
        if annotation.in_link or self._has_base:
            # The script makes it reachable by the keyboard, where it opens a card.
            return "span", f'{attributes} data-zg-to="{entry}"'
        # Without an address it is not a link, and is not reached by the keyboard.
        return "a", f'{attributes} {"href" if is_shown else "data-zg-to"}="{entry}"'

    def _note(self, annotation: Annotation) -> str:
        """Return the note after a mention; empty if it is not to have one."""
        is_wanted = self._gloss == "all" or (self._gloss != "none" and annotation.is_first)
        if not is_wanted or annotation.is_self_glossed or annotation.in_ruby:
            return ""
        return note(
            annotation, chinese=self._chinese, is_traditional=self._is_traditional,
            in_line=self._gloss == "inline", is_close=_is_mark(self._source, annotation.end),
        )  # fmt: skip


def _is_mark(source: str, offset: int) -> bool:
    """Return True if the first character of the text from an offset on is a punctuation mark."""
    after = _TAG.sub("", source[offset : offset + _NEAR])[:1]
    return unicodedata.category(after or " ").startswith("P") and after not in _OPENING


def _language(annotation: Annotation, chinese: str) -> str:
    """Return the language attribute of a mark; none if it is in both languages."""
    if len(annotation.mentions) > 1:
        return ""
    english = annotation.term.language is Language.ENGLISH
    return f' lang="{"en" if english else chinese}"'
