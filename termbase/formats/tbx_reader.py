"""Reading TBX of all versions, dialects and styles, and what tools make of them."""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from termbase.concept import (
    Concept,
    Example,
    FirstUse,
    Language,
    Related,
    Relation,
    Source,
)
from termbase.errors import InputError, InvalidConcept, Problem
from termbase.formats import Entry, Reading, new_id
from termbase.formats.tbx_names import (
    FIRST_USE,
    KIND,
    LEVELS,
    LITERAL,
)
from termbase.formats.tbx_rules import check
from termbase.formats.tbx_terms import Item, Part, chinese, english, source_in
from termbase.formats.xml import elements, local, text_of
from termbase.languages import Written, written_in

_GROUPS = frozenset(("descripGrp", "adminGrp", "termNoteGrp", "termGrp", "transacGrp"))
_OUR_ID = re.compile(r"t-.+\.(?P<language>zh|en)(?P<number>\d+)\.(?P<form>\w+)")
_FIRST = re.compile(r"(?P<date>\S+)(?: \((?P<where>.*)\))?")
_KNOWN = frozenset(
    "subjectField definition note crossReference externalCrossReference source partOfSpeech "
    "reading administrativeStatus context".split()
)


def read(data: bytes, file: str, variant: str = "") -> Reading:
    """The concepts in a TBX file; what is in other languages than Chinese and English is left.

    Args:
        data: The file.
        file: What to call it in problems.
        variant: Of no matter; a file says what it is.

    Raises:
        InputError: If it is not well-formed or no TBX.
    """
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    entries = elements(
        io.BytesIO(data), file, ("conceptEntry", "termEntry"), lambda root: _check_root(root, file)
    )
    for root, element in entries:
        line = element.sourceline or 0
        wrong = list(check(element, root.get("type", ""), file))
        if wrong:
            problems += wrong
            continue
        try:
            concept = _concept(element, found, left)
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), file, line))
            continue
        if concept is None:
            left["entries without Chinese and English"] += 1
        elif concept.id in found:
            message = f"{concept.id} stands already on line {found[concept.id].line}"
            problems.append(Problem("duplicate", message, file, line))
        else:
            found[concept.id] = Entry(concept, line, has_id=element.get("id", "").startswith("c-"))
    return Reading(tuple(found.values()), tuple(problems), dict(left))


def _check_root(root: Any, file: str) -> None:
    if local(root) not in ("tbx", "martif"):
        raise InputError(
            f"{file}:{root.sourceline}: a <{local(root)}>; no <tbx> or <martif>, so no TBX"
        )


def _concept(entry: Any, found: Mapping[str, Entry], left: Counter[str]) -> Concept | None:
    values: dict[str, list[Item]] = defaultdict(list)
    for item in _items(entry):
        values[item.name].append(item)
    sections = list(_sections(entry, left))
    parts = [(written, part) for written, _, some in sections for part in some]
    terms = [*chinese(parts), *english(parts)]
    everything = [
        *(i for some in values.values() for i in some),
        *(i for _, p in parts for i in p.items),
    ]
    everything += [item for _, items, _ in sections for item in items]
    left.update(item.name for item in everything if item.name not in _KNOWN)
    if not terms:
        return None
    glosses = {
        written.language: item.text
        for written, items, _ in reversed(sections)
        for item in items
        if item.name == "definition"
    }
    glosses = dict(sorted(glosses.items(), key=lambda pair: pair[0] is Language.CHINESE))
    identity = entry.get("id", "")
    return Concept(
        id=identity[2:] if identity.startswith("c-") else new_id(terms[0], found),
        terms=tuple(terms),
        subject=_first(values["subjectField"]),
        gloss=_first(values["definition"]) or next(iter(glosses.values()), ""),
        related=tuple(_related(values["crossReference"])),
        sources=tuple(_sources(values)),
        examples=tuple(_examples(parts, left)),
        **_notes([item.text for item in values["note"]]),
    )


_Section = tuple[Written, list[Item], list[Part]]


def _sections(entry: Any, left: Counter[str]) -> Iterator[_Section]:
    for section in entry.iterchildren("{*}langSec", "{*}langSet"):
        tag = section.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        written = written_in(tag)
        if written is None:
            left[f"terms in {tag or 'no language'}"] += 1
        else:
            terms = section.iterchildren("{*}termSec", "{*}tig", "{*}ntig")
            yield written, list(_items(section)), list(map(_part, terms))


def _first(items: list[Item]) -> str:
    return items[0].text if items else ""


def _sources(values: Mapping[str, list[Item]]) -> Iterator[Source]:
    for item in values["source"]:
        if item.text:
            yield source_in(item.text)
    for item in values["externalCrossReference"]:
        if item.text or item.target:
            yield replace(source_in(item.text or item.target), url=item.target)


def _examples(parts: list[tuple[Written, Part]], left: Counter[str]) -> Iterator[Example]:
    """Contexts in both languages, as many in each, belong to each other."""
    contexts: dict[Language, list[str]] = {Language.CHINESE: [], Language.ENGLISH: []}
    for written, part in parts:
        contexts[written.language] += [i.text for i in part.items if i.name == "context" and i.text]
    chinese, english = contexts.values()
    if len(chinese) == len(english):
        yield from map(Example, chinese, english)
    else:
        left["contexts in one language"] += 1


def _items(level: Any) -> Iterator[Item]:
    """The data categories of a level, whatever groups them; not those of levels within it."""
    for child in level:
        tag = local(child)
        if not tag or tag in LEVELS or tag in ("term", "transacGrp"):
            continue
        if tag in _GROUPS:
            yield from _items(child)
        else:
            name = child.get("type") or tag
            yield Item(name, text_of(child), child.get("target", ""))


def _part(element: Any) -> Part:
    term = element.find(".//{*}term")
    match = _OUR_ID.fullmatch(element.get("id", ""))
    number = (match["language"], int(match["number"])) if match else None
    text = text_of(term) if term is not None else ""
    return Part(number, match["form"] if match else "", text, list(_items(element)))


def _notes(notes: list[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    plain = []
    for note in notes:
        if note.startswith(LITERAL):
            fields["literal"] = note.removeprefix(LITERAL)
        elif note.startswith(KIND):
            fields["kind"] = note.removeprefix(KIND)
        elif match := note.startswith(FIRST_USE) and _FIRST.fullmatch(note, len(FIRST_USE)):
            fields["first_use"] = FirstUse(match["date"], match["where"] or "")
        elif note:
            plain.append(note)
    return fields | ({"note": " ".join(plain)} if plain else {})


def _related(items: list[Item]) -> Iterator[Related]:
    for item in items:
        if item.target.startswith("c-"):
            known = item.text in set(Relation)
            relation = Relation(item.text) if known else Relation.SEE_ALSO
            yield Related(relation, item.target[2:])
