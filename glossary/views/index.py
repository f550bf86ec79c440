"""The index of an annotated page: each word of a text, by pinyin and by English.

The words of a Chinese text are described in the order of their pinyin, those of an English text in
the order of the alphabet; the other order is a list of links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Literal

from glossary.annotate import Annotation
from glossary.choose import shown_up_to
from glossary.posts import Post
from glossary.views.concepts import describe, usage
from glossary.views.entries import Entry, Variant, entries
from glossary.views.facts import facts
from glossary.views.words import counted
from termbase.language.pinyin import plain
from termbase.model.concept import Concept, Language, Status, Term

_NO_POSTS: Mapping[str, Post] = {}


def index(
    annotations: Sequence[Annotation],
    *,
    link: Literal["href", "data-zg-to"],
    is_traditional: bool,
    posts: Mapping[str, Post] = _NO_POSTS,
) -> str:
    """Return the index as an HTML section.

    Args:
        annotations: The annotations of a document, in order.
        link: The attribute that links within the page are written in; ``data-zg-to`` is followed
            by the script of the page, where ``href`` would lead to another page.
        is_traditional: True if the text is in traditional characters.
        posts: The bodies and ranks of offices, by the ids of their concepts.
    """
    found = entries(annotations, is_traditional=is_traditional)
    is_english = _is_english(annotations)
    by_pinyin, by_english = sorted(found, key=_pinyin_key), sorted(found, key=_english_key)
    ordered = by_english if is_english else by_pinyin
    first_of: dict[str, Entry] = {}
    for entry in found:
        first_of.setdefault(entry.concept.id, entry)
    described = {entry.id: _entry(entry, link, first_of, posts) for entry in ordered}
    own = [described.pop(entry.id) for entry in ordered if entry.is_own]
    names = ("By English", "By pinyin") if is_english else ("By pinyin", "By English")
    links = _pinyin_links(by_pinyin, link) if is_english else _english_links(by_english, link)
    counts = f"{counted(len(found), 'term')}, {counted(len(annotations), 'mention')}."
    html = [
        '<section class="zg-index" id="zg-index" lang="en" aria-labelledby="zg-terms">',
        '<h2 id="zg-terms">Terms in this text</h2>',
        f'<p>{counts} <span class="zg-shown"></span></p>',
        *(["<h3>Your own terms</h3>", *own] if own and described else []),
        f"<h3>{names[0]}</h3>",
        *(described.values() or own),
        *(f"<h3>{names[1]}</h3>", '<ul class="zg-list">', *links, "</ul>"),
        "</section>",
    ]
    return "\n".join(html)


def _is_english(annotations: Sequence[Annotation]) -> bool:
    """Return True if more of the terms in the text are English than Chinese."""
    english = sum(annotation.term.language is Language.ENGLISH for annotation in annotations)
    return english * 2 > len(annotations)


def _pinyin_key(entry: Entry) -> tuple[str, str]:
    return (plain(entry.chinese.pinyin) if entry.chinese else entry.id, entry.id)


def _english_key(entry: Entry) -> tuple[str, str]:
    return (entry.english.casefold(), entry.id)


def _entry(
    entry: Entry, link: str, first_of: Mapping[str, Entry], posts: Mapping[str, Post]
) -> str:
    concept = entry.concept
    gloss = list(_gloss(concept, posts.get(concept.id)))
    kind = "zg-entry zg-own" if entry.is_own else "zg-entry"
    data = f'data-zg-concept="{concept.id}" data-zg-level="{shown_up_to(entry.annotations[0])}"'
    # What a reader may select: in a text that gives a term twice, the mark has more than the term.
    forms = dict.fromkeys(form for annotation in entry.annotations for form in _forms(annotation))
    data += f' data-zg-forms="{escape("|".join(forms))}"'
    parts = [f'<div class="{kind}" id="zg-{entry.id}" {data}>', _head(entry)]
    # Of a person the first question is who it is, of anything else how it is rendered.
    who = gloss if concept.kind == "person" and not entry.earlier else []
    parts += who
    if entry.language is Language.CHINESE and entry.renderings:
        parts += ["<ul>", *map(_rendering, entry.renderings), "</ul>"]
    if preferred := entry.preferred:
        parts.append(f'<p class="zg-others">{preferred.words} {_variant(entry, preferred)}</p>')
    about = [*([] if who else gloss), *_about_concept(entry, link, first_of)]
    if not entry.earlier:
        parts += about
    else:
        # The index has the rest of it once for each concept; a card has it always.
        if entry.see:
            parts.append(f'<p class="zg-see">see {_head_link(entry.see, link)}</p>')
        if about:
            parts += ['<div class="zg-again">', *about, "</div>"]
    links = " ".join(
        f"<a {_link(link, f'#zg-m{annotation.number}')}>{number}</a>"
        for number, annotation in enumerate(entry.annotations, 1)
    )
    count = counted(len(entry.annotations), "mention")
    parts += [f'<p class="zg-places">{count}: {links}</p>', "</div>"]
    return "\n".join(parts)


def _forms(annotation: Annotation) -> Iterator[str]:
    """Yield what the mentions of an annotation are written as, in both scripts."""
    for form, mention in zip(annotation.forms, annotation.mentions, strict=True):
        yield form
        yield from mention.term.forms if mention.language is Language.CHINESE else ()


def _gloss(concept: Concept, post: Post | None) -> Iterator[str]:
    """Yield the gloss and the facts."""
    if concept.gloss:
        yield f"<p>{escape(concept.gloss)}</p>"
    if listed := "; ".join(facts(concept, post)):
        yield f'<p class="zg-facts">{escape(listed[0].upper() + listed[1:])}.</p>'


def _about_concept(entry: Entry, link: str, first_of: Mapping[str, Entry]) -> Iterator[str]:
    """Yield the other terms, the remarks and what is related."""
    concept, (literal, term) = entry.concept, entry.literal
    if others := "; ".join(_variant(entry, other) for other in entry.others):
        yield f'<p class="zg-others">also {others}</p>'
    if literal:
        words = f"{_form(entry, term, entry.form_of(term))} is literally" if term else "Literally:"
        yield f'<p class="zg-note">{words} “{escape(literal)}”</p>'
    if concept.note:
        yield f'<p class="zg-note">{escape(concept.note)}</p>'
    related = [first_of[to.concept] for to in concept.related if to.concept in first_of]
    if links := ", ".join(_head_link(other, link) for other in related):
        yield f'<p class="zg-related">in this text: {links}</p>'


def _head_link(entry: Entry, link: str) -> str:
    return f"<a {_link(link, f'#zg-{entry.id}')}>{escape(entry.head)}</a>"


def _head(entry: Entry) -> str:
    """Return the term of the text and its users, and the Chinese: both scripts and pinyin."""
    english, term, is_english = "", entry.chinese, entry.language is Language.ENGLISH
    if is_english:
        english = f'<b lang="en">{escape(entry.english)}</b>'
    chinese = ""
    if term:
        form, *others = entry.chinese_forms
        chinese = _form(entry, term, form, "span" if is_english else "b")
        chinese += "".join(_form(entry, term, other, 'span class="zg-other"') for other in others)
        chinese += _pinyin(term)
    # "now", "better" before the preferred term say the status already.
    about = usage(entry.term) if entry.preferred else _about(entry.term)
    return f'<p class="zg-head">{english}{chinese}{f" <small>{about}</small>" * bool(about)}</p>'


def _form(entry: Entry, term: Term, form: str, tag: str = "span") -> str:
    language = entry.tag_of(term, form)
    return f'<{tag} lang="{language}">{escape(form)}</{tag.split(maxsplit=1)[0]}>'


def _pinyin(term: Term) -> str:
    return f'<i lang="zh-Latn-pinyin">{escape(term.pinyin)}</i>' if term.pinyin else ""


def _word(entry: Entry, term: Term) -> str:
    """Return a term, a Chinese one in the script of the text and with its pinyin."""
    if term.language is Language.CHINESE:
        return f"{_form(entry, term, entry.form_of(term))} {_pinyin(term)}".rstrip()
    kind = ' class="zg-bad"' if term.status.is_retired else ""
    return f"<span{kind}>{escape(term.text)}</span>"


def _variant(entry: Entry, variant: Variant) -> str:
    notes = [_word(entry, variant.rendering)] if variant.rendering else []
    notes += [_about(variant.term)] if _about(variant.term) else []
    return _word(entry, variant.term) + (f" ({'; '.join(notes)})" if notes else "")


def _about(term: Term) -> str:
    """Return status and users of a term, without the status that most have."""
    return usage(term) if term.status is Status.PREFERRED else describe(term)


def _rendering(term: Term) -> str:
    about = f" <small>{describe(term)}</small>" if describe(term) else ""
    kind = ' class="zg-bad"' if term.status.is_retired else ""
    return f"<li><span{kind}>{escape(term.text)}</span>{about}</li>"


def _english_links(found: Sequence[Entry], link: str) -> Iterator[str]:
    for entry in found:
        if entry.english:
            form = next(iter(entry.chinese_forms), "")
            chinese = f" {_form(entry, entry.chinese, form)}" if entry.chinese else ""
            yield _item(entry, link, escape(entry.english), chinese)


def _pinyin_links(found: Sequence[Entry], link: str) -> Iterator[str]:
    for entry in found:
        if term := entry.chinese:
            form = _form(entry, term, entry.chinese_forms[0])
            yield _item(entry, link, form, f" {_pinyin(term)} {escape(entry.english)}")


def _item(entry: Entry, link: str, name: str, rest: str) -> str:
    target, count = _link(link, f"#zg-{entry.id}"), len(entry.annotations)
    return f"<li><a {target}>{name}</a>{rest} <small>{count}</small></li>"


def _link(attribute: str, target: str) -> str:
    if attribute == "href":
        return f'href="{target}"'
    return f'role="link" tabindex="0" {attribute}="{target}"'
