"""View ``markdown``: a footnote for every term (CommonMark with GitHub's footnotes, no HTML)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from glossary.annotate import Annotation, select
from glossary.choose import from_level, start_level
from glossary.documents import Document, parse
from glossary.documents.markdown_escape import escape
from glossary.views.entries import Entry, Variant, entries
from glossary.views.options import AnnotateOptions
from termbase.errors import InputError
from termbase.model.concept import Language, Term

# What makes a link of brackets before it; a reference to a footnote of the text does not.
_LINK_START = re.compile(r"\(|\[(?!\^[^\s\[\]\\]+\])")


def prepare(document: Document) -> Document:
    """Return the document as Markdown: a Markdown document as it is."""
    if document.format == "markdown":
        return document
    if document.format == "html":
        from glossary.documents.html import to_markdown

        source = to_markdown(document.source)
    else:
        source = escape(document.source) + "\n"
    return parse(source, "markdown", document.name)


def write(document: Document, annotations: Sequence[Annotation], options: AnnotateOptions) -> str:
    """Return the Markdown document with its footnotes.

    Raises:
        InputError: If the footnotes could not be taken out of the result again.
    """
    from glossary.documents.markdown import remove_annotations, unclosed_start

    source = document.source
    which = options.get("mentions") or "first"
    level = options.get("level") or start_level(select(annotations, which), document)
    noted = _noted(source, from_level(annotations, level), all_mentions=which == "all")
    if not noted:
        return source
    insertions = [(annotation.end, f"[^zg-{annotation.entry}]") for annotation in noted]
    found = entries(noted, is_traditional=document.is_traditional)
    has_gloss = options.get("gloss") != "none"
    has_both = len({entry.annotations[0].is_own for entry in found}) > 1
    unclosed = unclosed_start(source)
    notes = "".join(
        f"[^zg-{entry.id}]: {_note(entry, has_gloss=has_gloss, marks_own=has_both)}\n"
        for entry in sorted(found, key=lambda entry: not entry.annotations[0].is_own)
    )
    insertions.append(
        (len(source), f"\n\n{notes}") if unclosed is None else (unclosed, f"\n\n{notes}\n")
    )
    result = _insert(source, sorted(insertions, key=itemgetter(0)))
    if remove_annotations(result) != source:
        raise InputError(f"{document.name or 'Markdown'}: markup too broken to be annotated safely")
    return result


def _noted(
    source: str, annotations: Sequence[Annotation], *, all_mentions: bool
) -> list[Annotation]:
    """Return the annotations that get a reference: the first of each term, or all."""
    noted: list[Annotation] = []
    seen: set[str] = set()
    for annotation in annotations:
        is_wanted = all_mentions or annotation.entry not in seen
        if is_wanted and _can_carry(source, annotation):
            noted.append(annotation)
            seen.add(annotation.entry)
    return noted


def _insert(source: str, insertions: Sequence[tuple[int, str]]) -> str:
    parts, offset = [], 0
    for position, text in insertions:
        parts += [source[offset:position], text]
        offset = position
    return "".join(parts) + source[offset:]


def _can_carry(source: str, annotation: Annotation) -> bool:
    """Return True if a reference after it would be one, and not part of a link or image."""
    begins_link = _LINK_START.match(source, annotation.end)
    return not annotation.in_link and not begins_link and source[annotation.end - 1] != "!"


def _note(entry: Entry, *, has_gloss: bool, marks_own: bool) -> str:
    """Return the text of a footnote, in one line.

    Args:
        entry: The entry.
        has_gloss: True to explain the concept.
        marks_own: True to say that a concept is the user's own.
    """
    concept, term = entry.concept, entry.chinese
    is_english = entry.language is Language.ENGLISH
    head = [f"**{_line(entry.english)}**"] if is_english else []
    if term:
        forms = _line(" / ".join(entry.chinese_forms))
        head += [forms if is_english else f"**{forms}**", *_pinyin(term)]
    if marks_own and entry.annotations[0].is_own:
        head.append("\\(your own\\)")
    content = [_line(entry.english)] if entry.english and not is_english else []
    if entry.preferred:
        content.append(_variant(entry, entry.preferred))
    if entry.see:
        content.append(f"see {_line(entry.see.head)}")
    if has_gloss and not entry.earlier:
        content += [_line(text) for text in (concept.gloss, _literal(entry)) if text]
    return ": ".join(filter(None, (" ".join(head), " · ".join(content))))


def _variant(entry: Entry, variant: Variant) -> str:
    rendering = f" \\({_word(entry, variant.rendering)}\\)" if variant.rendering else ""
    return f"{variant.words} {_word(entry, variant.term)}{rendering}"


def _word(entry: Entry, term: Term) -> str:
    if term.language is Language.ENGLISH:
        return _line(term.text)
    return " ".join((_line(entry.form_of(term)), *_pinyin(term)))


def _pinyin(term: Term) -> list[str]:
    return [f"*{_line(term.pinyin)}*"] if term.pinyin else []


def _literal(entry: Entry) -> str:
    literal, term = entry.literal
    if not literal:
        return ""
    words = f"{entry.form_of(term)} is literally" if term else "Literally:"
    return f"{words} “{literal}”."


def _line(text: str) -> str:
    return escape(" ".join(text.split()))
