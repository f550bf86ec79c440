"""View ``markdown``: a footnote for every term (CommonMark with GitHub's footnotes, no HTML)."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from glossary.annotate import Annotation
from glossary.documents import Document, parse
from glossary.documents.markdown_escape import escape
from glossary.views.options import AnnotateOptions
from termbase.errors import InputError
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
    """Return the Markdown document with its footnotes.

    Raises:
        InputError: If the footnotes could not be taken out of the result again.
    """
    from glossary.documents.markdown import remove_annotations, unclosed_start

    source = document.source
    noted = _noted(source, annotations, all_mentions=options.get("mentions") == "all")
    if not noted:
        return source
    definitions: dict[str, str] = {}
    insertions: list[tuple[int, str]] = []
    for annotation in noted:
        label = f"[^zg-{annotation.concept.id}]"
        definitions.setdefault(label, f"{label}: {_note(annotation.concept)}\n")
        insertions.append((annotation.end, label))
    unclosed = unclosed_start(source)
    notes = "".join(definitions.values())
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
    """Return the annotations that get a reference: the first of each concept, or all."""
    noted: list[Annotation] = []
    seen: set[str] = set()
    for annotation in annotations:
        is_wanted = all_mentions or annotation.concept.id not in seen
        if is_wanted and _can_carry(source, annotation):
            noted.append(annotation)
            seen.add(annotation.concept.id)
    return noted


def _insert(source: str, insertions: Sequence[tuple[int, str]]) -> str:
    parts, offset = [], 0
    for position, text in insertions:
        parts += [source[offset:position], text]
        offset = position
    return "".join(parts) + source[offset:]


def _can_carry(source: str, annotation: Annotation) -> bool:
    """Return True if a reference after it would be one, and not part of a link or image."""
    after = source[annotation.end : annotation.end + 1]
    return not annotation.in_link and after not in ("(", "[") and source[annotation.end - 1] != "!"


def _note(concept: Concept) -> str:
    """Return the text of a footnote, in one line."""
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
    content = " · ".join(map(_line, sentences))
    return ": ".join(part for part in (head, content) if part)


def _line(text: str) -> str:
    return escape(" ".join(text.split()))
