"""The index of an annotated page: all concepts that are mentioned, by pinyin and by English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from typing import Literal

from glossary.annotate import Annotation
from glossary.views.concepts import describe
from glossary.views.words import counted
from termbase.language.pinyin import plain
from termbase.model.concept import Concept, Language, Status, Term

_AVOID = (Status.DEPRECATED, Status.SUPERSEDED)


def index(annotations: Sequence[Annotation], *, link: Literal["href", "data-zg-to"]) -> str:
    """Return the index as an HTML section.

    Args:
        annotations: The annotations of a document, in order.
        link: The attribute that links within the page are written in; ``data-zg-to`` is followed
            by the script of the page, where ``href`` would lead to another page.
    """
    by_concept: dict[Concept, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        by_concept[annotation.concept].append(annotation)
    terms, mentions = len(by_concept), len(annotations)
    html = [
        '<section class="zg-index" id="zg-index" lang="en">',
        "<h2>Terms in this text</h2>",
        f"<p>{counted(terms, 'term')}, {counted(mentions, 'mention')}.</p>",
        "<h3>By pinyin</h3>",
        *(
            _entry(concept, by_concept[concept], link)
            for concept in sorted(by_concept, key=_by_pinyin)
        ),
        "<h3>By English</h3>",
        '<ul class="zg-english">',
        *_english(by_concept, link),
        "</ul>",
        "</section>",
    ]
    return "\n".join(html)


def _by_pinyin(concept: Concept) -> tuple[str, str]:
    term = concept.best(Language.CHINESE)
    return (plain(term.pinyin) if term else concept.id, concept.id)


def _entry(concept: Concept, annotations: Sequence[Annotation], link: str) -> str:
    parts = [f'<div class="zg-entry" id="zg-{concept.id}">', *_head(concept)]
    if concept.english:
        parts += ["<ul>", *map(_rendering, concept.english), "</ul>"]
    if concept.gloss:
        parts.append(f"<p>{escape(concept.gloss)}</p>")
    # A literal rendering that is among the terms is already shown.
    if concept.literal and concept.literal not in (term.text for term in concept.english):
        parts.append(f'<p class="zg-note">Literally: “{escape(concept.literal)}”</p>')
    if concept.note:
        parts.append(f'<p class="zg-note">{escape(concept.note)}</p>')
    links = " ".join(
        f"<a {_link(link, f'#zg-m{annotation.number}')}>{number}</a>"
        for number, annotation in enumerate(annotations, 1)
    )
    count = counted(len(annotations), "mention")
    parts += [f'<p class="zg-places">{count}: {links}</p>', "</div>"]
    return "\n".join(parts)


def _head(concept: Concept) -> Iterator[str]:
    term = concept.best(Language.CHINESE)
    if term is None:
        return
    other = (
        f'<span class="zg-other" lang="zh-Hant">{escape(term.traditional)}</span>'
        if term.traditional and term.traditional != term.text
        else ""
    )
    yield (
        f'<p class="zg-head"><b lang="zh-Hans">{escape(term.text)}</b>{other}'
        f'<i lang="zh-Latn-pinyin">{escape(term.pinyin)}</i></p>'
    )
    others = [other for other in concept.chinese if other is not term]
    if others:
        names = "; ".join(_variant(other) for other in others)
        yield f'<p class="zg-others">also {names}</p>'


def _variant(term: Term) -> str:
    """Return another Chinese term: both scripts, pinyin, status and usage."""
    forms = " / ".join(
        escape(form) for form in dict.fromkeys((term.text, term.traditional)) if form
    )
    about = f" ({describe(term)})" if describe(term) else ""
    return (
        f'<span lang="zh">{forms}</span> <i lang="zh-Latn-pinyin">{escape(term.pinyin)}</i>{about}'
    )


def _rendering(term: Term) -> str:
    about = f" <small>{describe(term)}</small>" if describe(term) else ""
    kind = ' class="zg-bad"' if term.status in _AVOID else ""
    return f"<li><span{kind}>{escape(term.text)}</span>{about}</li>"


def _english(by_concept: dict[Concept, list[Annotation]], link: str) -> Iterator[str]:
    rows = [
        (term.text.lower(), concept, term.text)
        for concept in by_concept
        if (term := concept.best(Language.ENGLISH))
    ]
    for _, concept, text in sorted(rows, key=lambda row: (row[0], row[1].id)):
        count = len(by_concept[concept])
        target = _link(link, f"#zg-{concept.id}")
        yield f"<li><a {target}>{escape(text)}</a> <small>{count}</small></li>"


def _link(attribute: str, target: str) -> str:
    if attribute == "href":
        return f'href="{target}"'
    return f'role="link" tabindex="0" {attribute}="{target}"'
