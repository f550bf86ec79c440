"""Reading TBX of all versions, dialects and styles, and what tools make of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from termbase.errors import InputError, InvalidConcept, Problem
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.tbx.entry import Reference, concept_in, our_name
from termbase.formats.tbx.rules import check, check_frame
from termbase.formats.xml.safe import elements, local

_FRAME = ("tbxHeader", "text")
_BACK = "refObject"
_PARTS = (*_FRAME, "conceptEntry", "termEntry", _BACK)


def read(source: BinaryIO, file: str, variant: str = "") -> ParsedFile:
    """The concepts in a TBX file; what there is no place for is kept as it stands.

    Args:
        source: The file, which is read entry by entry.
        file: What to call it in problems.
        variant: Of no matter; a file says what it is.

    Raises:
        InputError: If it is not well-formed or no TBX.
    """
    found: dict[str, Entry] = {}
    read: list[tuple[Entry, Sequence[Reference]]] = []
    names: dict[str, str] = {}
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    parts = elements(source, file, _PARTS, lambda root: _check_root(root, file))
    for root, element in parts:
        if local(element) == _BACK:
            left["entries of the back matter"] += 1
            continue
        line = element.sourceline or 0
        if local(element) in _FRAME:
            problems += check_frame(element, root, file)
            continue
        wrong = list(check(element, root, file))
        if wrong:
            problems += wrong
            continue
        try:
            concept, referred = concept_in(element, found, left)
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), file, line))
            continue
        identity = element.get("id", "")
        if concept is None:
            left["entries without Chinese and English"] += 1
        else:
            entry = Entry(concept, line, has_id=bool(our_name(identity)))
            read.append((entry, referred))
            found[concept.id] = entry
            names.setdefault(identity, concept.id)
    resolved = (
        _resolved(entry, referred, names) if referred else entry for entry, referred in read
    )
    problems.sort(key=lambda problem: problem.line)
    return ParsedFile(tuple(resolved), tuple(problems), dict(left))


def _check_root(root: Any, file: str) -> None:
    if local(root) not in ("tbx", "martif"):
        raise InputError(
            f"{file}:{root.sourceline}: a <{local(root)}>; no <tbx> or <martif>, so no TBX"
        )


def _resolved(entry: Entry, references: Sequence[Reference], names: Mapping[str, str]) -> Entry:
    """An entry with its references, now that it is known what they refer to."""
    related, pass_through = [], list(entry.concept.pass_through)
    for to, as_it_stands in references:
        if name := names.get(to.concept) or our_name(to.concept):
            related.append(to._replace(concept=name))
        else:
            pass_through.append(as_it_stands)
    concept = replace(entry.concept, related=tuple(related), pass_through=tuple(pass_through))
    return replace(entry, concept=concept)
