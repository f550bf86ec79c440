"""View ``markdown``: a footnote for every term (CommonMark with GitHub's footnotes, no HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.annotate import Annotation
from glossary.documents import Document, parse
from glossary.documents.markdown_escape import escape
from glossary.views.options import AnnotateOptions
from termbase.model.concept import Concept, Language


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
    """Return the Markdown document with its footnotes."""
    all_mentions = options.get("mentions") == "all"
    parts, place = [], 0
    noted: dict[str, Concept] = {}
    for annotation in annotations:
        known = annotation.concept.id in noted
        if (known and not all_mentions) or not _can_carry(document.source, annotation):
            continue
        noted[annotation.concept.id] = annotation.concept
        parts += [document.source[place : annotation.end], f"[^zg-{annotation.concept.id}]"]
        place = annotation.end
    parts.append(document.source[place:])
    if noted:
        notes = "\n".join(f"[^zg-{name}]: {_note(concept)}" for name, concept in noted.items())
        parts.append(f"\n\n{notes}\n")
    return "".join(parts)


def _can_carry(source: str, annotation: Annotation) -> bool:
    """Whether a reference behind it would be one: not in a link, nor made one by a bracket."""
    return not annotation.in_link and source[annotation.end : annotation.end + 1] not in ("(", "[")


def _note(concept: Concept) -> str:
    """What a footnote says, in one line."""
    chinese = concept.best(Language.CHINESE)
    english = concept.best(Language.ENGLISH)
    head = ""
    if chinese:
        forms = " / ".join(
            dict.fromkeys(form for form in (chinese.text, chinese.traditional) if form)
        )
        head = f"**{_line(forms)}**" + (f" *{_line(chinese.pinyin)}*" if chinese.pinyin else "")
    sentences = [text for text in (english and english.text, concept.gloss) if text]
    if concept.literal:
        sentences.append(f"Literally: “{concept.literal}”.")
    says = " · ".join(map(_line, sentences))
    return ": ".join(part for part in (head, says) if part)


def _line(text: str) -> str:
    return escape(" ".join(text.split()))
