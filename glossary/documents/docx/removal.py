"""Take the annotations of an earlier run out of a Word document.

What the writer inserts (see ``glossary.views.docx``) is recognised by its signature, the revision
identifier of our runs, so that the runs that it split are one again, byte for byte. What another
program has saved since is recognised by what it keeps: the author of comments, hidden bookmarks in
footnotes, the tag of the table of terms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from glossary.documents.docx.parts import Parts
from glossary.documents.opc import (
    CONTENT_TYPES,
    NEW_RELATIONSHIPS,
    relationships_member,
    unfilled,
    without_override,
    without_own_relationships,
)

AUTHOR, INITIALS = "glossary", "zg"
BOOKMARK = "_zg_"
INDEX_TAG = "zg-index"
# Revision identifiers of runs: of the rest of a text and of a run that was split, of a run that is
# ours, and of one with the reading of what is in it.
SPLIT_TEXT, SPLIT_RUN, OWN, RUBY = "007A6701", "007A6702", "007A6703", "007A6704"
_SIGNATURE = "007A670"
# The kinds of parts with notes, and the element of a note.
NOTES = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}
_P = r"(?:[\w.-]+:)?"
_OWN_RUN = re.compile(rf'<({_P})r\s[^<>]*rsidR="{OWN}"[^<>]*>.*?</\1r>', re.DOTALL)
_RANGE = re.compile(rf'<{_P}commentRange(?:Start|End)\s[^<>]*\bid="(-?\d+)"[^<>]*/>')
_RUBY = re.compile(rf'<({_P})r\s[^<>]*rsidR="{RUBY}"[^<>]*><\1ruby>.*?<\1rubyBase>', re.DOTALL)
_SPLIT = re.compile(
    rf"(?P<text>(?:\]\]>)?</(?P<p>{_P})t>)?</(?P<q>{_P})r>"
    rf'<(?P=q)r (?:xmlns:zg="[^"]*" )?{_P}rsidR="(?P<kind>{SPLIT_TEXT}|{SPLIT_RUN})">'
)
_TEXT_START = re.compile(rf"<{_P}t(?:\s[^<>]*)?>(?:<!\[CDATA\[)?")
_INDEX = re.compile(
    rf'<({_P})sdt><\1sdtPr>(?:(?!</\1sdtPr>).)*?<\1tag [^<>]*"{INDEX_TAG}"/>.*?</\1sdt>', re.DOTALL
)


class Removal(NamedTuple):
    """The changes that take our annotations out of a package.

    Attributes:
        changed: The content of parts that stay.
        removed: The names of parts that go.
    """

    changed: dict[str, bytes]
    removed: frozenset[str]


def removal(parts: Parts) -> Removal:
    """Return what takes our annotations out of a document: nothing if it has none.

    Raises:
        InputError: If a part is damaged.
    """
    changed: dict[str, bytes] = {}
    removed: set[str] = set()
    ids: dict[str, frozenset[str]] = {}
    texts: dict[str, str] = {}
    for kind, element in NOTES.items():
        member = parts.related_part(kind)
        if not member:
            continue
        before = parts.part(member).text
        texts[member], ids[element] = _without_notes(before, element)
        is_ours = any(one.is_own for one in parts.related if one.target == member)
        if is_ours and texts[member] != before and not _has_notes(texts[member], element):
            removed.add(member)
    for member in dict.fromkeys([*texts, *parts.stories]):
        part = parts.part(member)
        text = clean_text(texts.get(member, part.text), ids)
        if text != part.text and member not in removed:
            changed[member] = part.with_text(text)
    if removed:
        changed |= _without_parts(parts, removed)
    return Removal(changed, frozenset(removed))


def clean_text(text: str, ids: Mapping[str, frozenset[str]]) -> str:
    """Return the text of a part without our annotations.

    Args:
        text: The text of the part.
        ids: The identifiers of our notes, by the element of the note.
    """
    if INDEX_TAG in text:
        text = _INDEX.sub("", text)
    # Where no other program has saved the file, this takes out all runs that refer to notes.
    has_signature = _SIGNATURE in text
    if has_signature:
        text = _OWN_RUN.sub("", text)
    text = _without_references(text, ids)
    return _joined(_without_ruby(text)) if has_signature else text


def _without_notes(text: str, element: str) -> tuple[str, frozenset[str]]:
    """Return the text of a part with notes without ours, and the identifiers of those."""
    own = f'"{AUTHOR}"' if element == "comment" else BOOKMARK
    if own not in text:
        return text, frozenset()
    note = re.compile(rf"<({_P}){element}(\s[^<>]*)>.*?</\1{element}>", re.DOTALL)
    ids = set()

    def replacement(match: re.Match[str]) -> str:
        attributes = match[2]
        if element == "comment":
            is_own = f'author="{AUTHOR}"' in attributes and f'initials="{INITIALS}"' in attributes
        else:
            is_own = re.search(rf'<{_P}bookmarkStart [^<>]*name="{BOOKMARK}', match[0]) is not None
        id = re.search(r'\bid="(-?\d+)"', attributes)
        if not is_own or not id:
            return match[0]
        ids.add(id[1])
        return ""

    return unfilled(note.sub(replacement, text)), frozenset(ids)


def _has_notes(text: str, element: str) -> bool:
    """Return True if a part has notes other than the lines above them."""
    tags = re.findall(rf"<{_P}{element}\s[^<>]*>", text)
    return any("eparator" not in tag for tag in tags)


def _without_references(text: str, ids: Mapping[str, frozenset[str]]) -> str:
    """Return a text without what refers to our notes."""
    for element, known in ids.items():
        if not known:
            continue
        if element == "comment":
            text = _without_ranges(text, known)
        parts, offset = [], 0
        for match in re.finditer(rf'<({_P}){element}Reference\s[^<>]*\bid="(-?\d+)"[^<>]*/>', text):
            if match[2] in known:
                start, end = _run_around(text, match)
                parts.append(text[offset:start])
                offset = end
        text = "".join(parts) + text[offset:]
    return text


def _without_ranges(text: str, known: frozenset[str]) -> str:
    return _RANGE.sub(lambda match: "" if match[1] in known else match[0], text)


def _run_around(text: str, reference: re.Match[str]) -> tuple[int, int]:
    """Return the span of the run of a reference, or of the reference where the run has more."""
    prefix = reference[1]
    start = max(text.rfind(f"<{prefix}r{end}", 0, reference.start()) for end in (">", " "))
    closing = f"</{prefix}r>"
    end = text.find(closing, reference.end()) + len(closing)
    if start < 0 or f"<{prefix}t" in text[start:end]:
        return reference.span()
    return start, end


def _without_ruby(text: str) -> str:
    """Return a text without our readings."""
    parts, offset = [], 0
    while match := _RUBY.search(text, offset):
        prefix = match[1]
        closing = f"</{prefix}rubyBase></{prefix}ruby></{prefix}r>"
        end = text.find(closing, match.end())
        if end < 0:
            break
        parts += [text[offset : match.start()], text[match.end() : end]]
        offset = end + len(closing)
    return "".join(parts) + text[offset:]


def _joined(text: str) -> str:
    """Return a text with the runs that were split in one again."""
    parts, offset = [], 0
    for match in _SPLIT.finditer(text):
        if match.start() < offset:
            continue
        end, in_text = _end_of_properties(text, match.end()), match["kind"] == SPLIT_TEXT
        start = match.start() if in_text else match.start("q") - 2
        if in_text:
            opened = _TEXT_START.match(text, end)
            if not opened or not match["text"]:
                continue
            end = opened.end()
        parts.append(text[offset:start])
        offset = end
    return "".join(parts) + text[offset:]


def _end_of_properties(text: str, offset: int) -> int:
    """Return the offset after the properties of a run; the same if it has none."""
    first = re.compile(rf"<({_P})rPr(\s[^<>]*)?(/?)>").match(text, offset)
    if not first:
        return offset
    if first[3] or (first[2] or "").endswith("/"):
        return first.end()
    depth = 0
    # A tracked change of the properties has the former ones in it.
    for tag in re.compile(rf"<(/?){first[1]}rPr(?:\s[^<>]*?)?(/?)>").finditer(text, offset):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth == 0:
            return tag.end()
    return offset


def _without_parts(parts: Parts, removed: set[str]) -> dict[str, bytes]:
    """Return the parts that refer to parts of ours, without what does; they are removed if new."""
    ids = frozenset(one.id for one in parts.related if one.is_own and one.target in removed)
    member = relationships_member(parts.main)
    links, types = parts.part(member), parts.part(CONTENT_TYPES)
    text = types.text
    for name in removed:
        text = without_override(text, name)
    changed = {CONTENT_TYPES: types.with_text(text)}
    left = without_own_relationships(links.text, ids)
    if left == NEW_RELATIONSHIPS:
        removed.add(member)
    else:
        changed[member] = links.with_text(left)
    return changed
