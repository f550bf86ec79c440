"""Take the annotations of an earlier run out of a Word document.

What the writer inserts (see ``glossary.views.docx``) is recognised by its signature, the revision
identifier of our runs, so that the runs that it split are one again, byte for byte. What another
program has saved since is recognised by what it keeps: the author of comments, hidden bookmarks at
references to notes and around the table of terms.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from glossary.documents.docx.cleaning import ID, LONGEST, P, bookmarks, clean_text
from glossary.documents.docx.parts import Parts
from glossary.documents.docx.signature import AUTHOR, INITIALS, NEW_ID, NOTES
from glossary.documents.opc import (
    CONTENT_TYPES,
    NEW_RELATIONSHIPS,
    relationships_member,
    unfilled,
    without_override,
    without_own_relationships,
)

_NOTE_REFERENCE = re.compile(rf'<{P}(footnote|endnote)Reference\s[^<>]*\bid="(-?\d+)"[^<>]*/>')
_TEXT = re.compile(f"</{P}t>")


class Removal(NamedTuple):
    """The changes that take our annotations out of a package.

    Attributes:
        changed: The text of parts that stay.
        removed: The names of parts that go.
    """

    changed: dict[str, str]
    removed: frozenset[str]


def removal(parts: Parts) -> Removal:
    """Return what takes our annotations out of a document: nothing if it has none.

    Raises:
        InputError: If a part is damaged.
    """
    changed: dict[str, str] = {}
    removed: set[str] = set()
    ids = _ids_of_marked_notes(parts.part(parts.main).text)
    texts: dict[str, str] = {}
    for kind, element in NOTES.items():
        member = parts.related_part(kind)
        if not member:
            continue
        before = parts.part(member).text
        if element == "comment":
            ids[element] = _ids_of_comments(before)
        texts[member] = _without_notes(before, element, ids[element])
        is_ours = any(one.is_own for one in parts.related if one.target == member)
        if is_ours and texts[member] != before and not _has_notes(texts[member], element):
            removed.add(member)
    for member in dict.fromkeys([*texts, *parts.stories]):
        part = parts.part(member)
        text = clean_text(texts.get(member, part.text), ids)
        if text != part.text and member not in removed:
            changed[member] = text
    if removed:
        changed |= _without_parts(parts, removed)
    return Removal(changed, frozenset(removed))


def _ids_of_comments(text: str) -> frozenset[str]:
    """Return the identifiers of the comments that are ours."""
    tags = re.findall(rf"<{P}comment\s[^<>]*>", text) if f'"{AUTHOR}"' in text else []
    own = (t for t in tags if f'author="{AUTHOR}"' in t and f'initials="{INITIALS}"' in t)
    return frozenset(id[1] for tag in own if (id := ID.search(tag)))


def _ids_of_marked_notes(text: str) -> dict[str, frozenset[str]]:
    """Return the identifiers of the notes whose references are in bookmarks of ours."""
    found: dict[str, set[str]] = {element: set() for element in NOTES.values()}
    for (start, _), (_, end) in bookmarks(text):
        reference = _NOTE_REFERENCE.search(text, start, start + LONGEST)
        # LibreOffice may put it after the bookmark.
        if reference and not _TEXT.search(text, end, reference.start()):
            found[reference[1]].add(reference[2])
    return {element: frozenset(ids) for element, ids in found.items()}


def _without_notes(text: str, element: str, ids: frozenset[str]) -> str:
    """Return the text of a part with notes without some of them."""
    if not ids:
        return text
    note = re.compile(rf"<({P}){element}(\s[^<>]*)>.*?</\1{element}>", re.DOTALL)

    def replacement(match: re.Match[str]) -> str:
        id = ID.search(match[2])
        return "" if id and id[1] in ids else match[0]

    return unfilled(note.sub(replacement, text))


def _has_notes(text: str, element: str) -> bool:
    """Return True if a part has notes other than the lines above them."""
    tags = re.findall(rf"<{P}{element}\s[^<>]*>", text)
    return any("eparator" not in tag for tag in tags)


def _without_parts(parts: Parts, removed: set[str]) -> dict[str, str]:
    """Return the texts of parts that refer to parts of ours, without what does.

    The name of one that was new is added to those that are removed.
    """
    ids = frozenset(one.id for one in parts.related if one.is_own and one.target in removed)
    member = relationships_member(parts.main)
    text = parts.part(CONTENT_TYPES).text
    for name in removed:
        text = without_override(text, name)
    changed = {CONTENT_TYPES: text}
    left = without_own_relationships(parts.part(member).text, ids)
    # An empty part may have been there before.
    if left == NEW_RELATIONSHIPS and any(id.startswith(NEW_ID) for id in ids):
        removed.add(member)
    else:
        changed[member] = left
    return changed
