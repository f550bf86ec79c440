"""The index of an annotated page: every concept mentioned, in full, by pinyin and by English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape

from glossary.annotate import Annotation
from glossary.views.concepts import describe
from termbase.language.pinyin import plain
from termbase.model.concept import Concept, Language, Status, Term

_AVOID = (Status.DEPRECATED, Status.SUPERSEDED)


def index(annotations: Sequence[Annotation]) -> str:
    """The index as an HTML section that belongs to the annotation, not to the document."""
    by_concept: dict[Concept, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        by_concept[annotation.concept].append(annotation)
    terms, places = len(by_concept), len(annotations)
    parts = [
        '<section class="zg-index" id="zg-index" lang="en">',
        "<h2>Terms in this text</h2>",
        f"<p>{_count(terms, 'term')}, {_count(places, 'mention')}.</p>",
        "<h3>By pinyin</h3>",
        *(_entry(concept, by_concept[concept]) for concept in sorted(by_concept, key=_by_pinyin)),
        "<h3>By English</h3>",
        '<ul class="zg-english">',
        *_english(by_concept),
        "</ul>",
        "</section>",
    ]
    return "\n".join(parts)


def _by_pinyin(concept: Concept) -> tuple[str, str]:
    term = concept.best(Language.CHINESE)
    return (plain(term.pinyin) if term else concept.id, concept.id)


def _entry(concept: Concept, annotations: Sequence[Annotation]) -> str:
    parts = [f'<div class="zg-entry" id="zg-{concept.id}">', *_head(concept)]
    if concept.english:
        parts += ["<ul>", *map(_rendering, concept.english), "</ul>"]
    if concept.gloss:
        parts.append(f"<p>{escape(concept.gloss)}</p>")
    # Where the rendering is literal already, there is nothing to add.
    if concept.literal and concept.literal not in (term.text for term in concept.english):
        parts.append(f'<p class="zg-note">Literally: “{escape(concept.literal)}”</p>')
    if concept.note:
        parts.append(f'<p class="zg-note">{escape(concept.note)}</p>')
    links = " ".join(
        f'<a href="#zg-m{annotation.number}">{place}</a>'
        for place, annotation in enumerate(annotations, 1)
    )
    count = _count(len(annotations), "mention")
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
    """Another Chinese term: both scripts, pinyin, and what is to be said of it."""
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


def _english(by_concept: dict[Concept, list[Annotation]]) -> Iterator[str]:
    rows = [
        (term.text.lower(), concept, term.text)
        for concept in by_concept
        if (term := concept.best(Language.ENGLISH))
    ]
    for _, concept, text in sorted(rows, key=lambda row: (row[0], row[1].id)):
        count = len(by_concept[concept])
        yield (f'<li><a href="#zg-{concept.id}">{escape(text)}</a> <small>{count}</small></li>')


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
