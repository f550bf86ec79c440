"""Read TBX of all versions, dialects and styles, and the variants of it that tools write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from termbase.errors import InputError, InvalidConcept, Problem
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.tbx.entry import Losses, Reference, our_concept_id, to_concept
from termbase.formats.xml.safe import local, numbered_elements

_BACK_MATTER = "refObject"
_ELEMENTS = ("conceptEntry", "termEntry", _BACK_MATTER)


def read(source: BinaryIO, file: str, variant: str = "") -> ParsedFile:
    """Read the concepts of a TBX file; unknown data becomes pass-through fields.

    Args:
        source: The file, which is read entry by entry.
        file: Its name in problems.
        variant: Ignored; a file says what it is.

    Raises:
        InputError: If it is not well-formed or not TBX.
    """
    known: dict[str, Entry] = {}
    read: list[tuple[Entry, Sequence[Reference]]] = []
    concept_ids: dict[str, str] = {}
    problems: list[Problem] = []
    losses = Losses()
    elements = numbered_elements(source, file, _ELEMENTS, lambda root: _check_root(root, file))
    for _, element, line in elements:
        if local(element) == _BACK_MATTER:
            losses.dropped["entries of the back matter"] += 1
            continue
        try:
            concept, references = to_concept(element, line, known, losses)
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), file, line))
            continue
        if concept is None:
            losses.dropped["entries without Chinese and English"] += 1
            continue
        id = element.get("id", "")
        entry = Entry(concept, line, has_id=bool(our_concept_id(id)))
        read.append((entry, references))
        known[concept.id] = entry
        concept_ids.setdefault(id, concept.id)
    entries = (
        _resolved(entry, references, concept_ids) if references else entry
        for entry, references in read
    )
    warnings = [
        Problem(
            "unknown-status",
            f"unknown status {word!r} of {term!r}; it is not counted as preferred",
            file,
            line,
        )
        for term, word, line in losses.unknown
    ]
    return ParsedFile(
        tuple(entries), tuple(problems), dict(losses.dropped), warnings=tuple(warnings)
    )


def _check_root(root: Any, file: str) -> None:
    if local(root) not in ("tbx", "martif"):
        raise InputError(
            f"{file}:{root.sourceline}: not TBX: the root element is <{local(root)}>; "
            "expected <tbx> or <martif>"
        )


def _resolved(
    entry: Entry, references: Sequence[Reference], concept_ids: Mapping[str, str]
) -> Entry:
    """Return an entry with its references as relations, or as they are if they lead nowhere."""
    related, pass_through = [], list(entry.concept.pass_through)
    for reference in references:
        target = reference.related.concept
        if id := concept_ids.get(target) or our_concept_id(target):
            related.append(reference.related._replace(concept=id))
        else:
            pass_through.append(reference.pass_through)
    concept = replace(entry.concept, related=tuple(related), pass_through=tuple(pass_through))
    return replace(entry, concept=concept)
