"""An entry of a TBX file as a concept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from termbase.formats.parsed import Entry
from termbase.formats.tbx.foreign import as_text
from termbase.formats.tbx.level import Item, Level
from termbase.formats.tbx.names import FIRST_USE, FOREIGN, ID, KIND, LANG, LITERAL, NAMESPACE
from termbase.formats.tbx.terms import Part, chinese, english, source_in
from termbase.formats.xml.safe import text_of
from termbase.model.concept import (
    Concept,
    Example,
    FirstUse,
    Language,
    PassThrough,
    Related,
    Relation,
    Source,
)
from termbase.model.fill import available_id
from termbase.model.tags import Variety, parse_tag

_OUR_ID = re.compile(r"t-.+\.(?P<language>zh|en)(?P<number>\d+)\.(?P<form>[a-z_]+)(?:\.\d+)?")
_FIRST = re.compile(r"(?P<date>\S+)(?: \((?P<where>.*)\))?")


class Reference(NamedTuple):
    """A reference to another entry: by the id that has in the file, and as it stands there."""

    related: Related
    pass_through: PassThrough


class _Section(NamedTuple):
    """What an entry says of, and in, Chinese or English."""

    written: Variety
    tag: str
    level: Level
    parts: list[Part]


def concept_in(
    entry: Any, found: Mapping[str, Entry], left: Counter[str]
) -> tuple[Concept | None, list[Reference]]:
    """The concept of an entry, and what it refers to; None if it has no term in our languages.

    Args:
        entry: A ``conceptEntry`` or ``termEntry``.
        found: What has been read of the file, by id.
        left: Counts what is lost.
    """
    version = 3 if entry.tag.startswith(f"{{{NAMESPACE}}}") else 2
    level = Level(entry)
    sections: list[_Section] = []
    pass_through: list[PassThrough] = []
    for element in entry.iterchildren("{*}langSec", "{*}langSet"):
        tag = element.get(LANG, "")
        if written := parse_tag(tag):
            sections.append(_Section(written, tag, Level(element), []))
            parts = element.iterchildren("{*}termSec", "{*}tig", "{*}ntig")
            sections[-1].parts.extend(_part(part, written, tag, left) for part in parts)
        else:
            pass_through.append(PassThrough(FOREIGN, tag or "langSec", as_text(element)))
    parts = [part for section in sections for part in section.parts]
    gloss, sources = _definition(level, sections)
    sources += _sources(level)
    fields = _notes(level)
    subject = _first(level, "subjectField")
    references = list(_references(level))
    examples = _examples(parts)
    terms = (*chinese(parts, version), *english(parts))
    if not terms:
        return None, []
    for some in (level, *(s.level for s in sections), *(part.level for part in parts)):
        left.update(some.flattened())
    identity = entry.get("id", "")
    if identity and not our_name(identity):
        pass_through.insert(0, PassThrough(FOREIGN, ID, identity))
    pass_through += level.rest()
    pass_through += (item for section in sections for item in _of_language(section))
    concept = Concept(
        id=our_name(identity) or available_id(terms[0], found.__contains__),
        terms=terms,
        subject=subject,
        gloss=gloss,
        sources=tuple(sources),
        examples=examples,
        pass_through=tuple(pass_through),
        **fields,
    )
    return concept, references


def our_name(identity: str) -> str:
    """The id of the concept that one of our own files gives an id; empty for others."""
    return identity[2:] if identity.startswith("c-") else ""


def _part(element: Any, written: Variety, tag: str, left: Counter[str]) -> Part:
    term = element.find(".//{*}term")
    match = _OUR_ID.fullmatch(element.get("id", ""))
    number = (match["language"], int(match["number"])) if match else None
    if term is not None and len(term):
        left["inline markup"] += 1
    text = text_of(term) if term is not None else ""
    return Part(written, tag, text, Level(element), number, match["form"] if match else "")


def _first(level: Level, name: str) -> str:
    items = [item for item in level.of(name) if item.text][:1]
    level.take(*items)
    return items[0].text if items else ""


def _definition(level: Level, sections: list[_Section]) -> tuple[str, list[Source]]:
    """The definition and its sources: that of the concept, else of English, else of Chinese."""
    english_first = sorted(sections, key=lambda one: one.written.language is Language.CHINESE)
    for some in (level, *(section.level for section in english_first)):
        for item in some.of("definition"):
            if item.text:
                sources = [one for one in some.beside(item, "source") if one.text]
                some.take(item, *sources)
                return item.text, [source_in(one.text) for one in sources]
    return "", []


def _sources(level: Level) -> Iterator[Source]:
    for item in level.of("source"):
        if item.text:
            level.take(item)
            yield source_in(item.text)
    for item in level.of("externalCrossReference"):
        if item.text or item.target:
            level.take(item)
            yield replace(source_in(item.text or item.target), url=item.target)


def _examples(parts: list[Part]) -> tuple[Example, ...]:
    """Contexts in both languages, as many in each, belong to each other."""
    contexts: dict[Language, list[tuple[Level, Item]]] = {
        Language.CHINESE: [],
        Language.ENGLISH: [],
    }
    for part in parts:
        contexts[part.written.language] += [
            (part.level, item) for item in part.level.of("context") if item.text
        ]
    chinese, english = contexts.values()
    if len(chinese) != len(english):
        return ()
    for level, item in (*chinese, *english):
        level.take(item)
    return tuple(
        Example(one.text, other.text) for (_, one), (_, other) in zip(chinese, english, strict=True)
    )


def _references(level: Level) -> Iterator[Reference]:
    for item in level.of("crossReference"):
        if item.target:
            level.take(item)
            known = item.text in set(Relation)
            relation = Relation(item.text) if known else Relation.SEE_ALSO
            pass_through = PassThrough(FOREIGN, item.name, as_text(item.top))
            yield Reference(Related(relation, item.target), pass_through)


def _of_language(section: _Section) -> Iterator[PassThrough]:
    for item in section.level.rest():
        if item.name.startswith("of "):
            # What it tells something of has become the concept's.
            yield item
        else:
            value = f"<langSec xml:lang={quoteattr(section.tag)}>{item.value}</langSec>"
            yield PassThrough(FOREIGN, f"{section.tag} {item.name}", value)


def _notes(level: Level) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    plain = []
    for item in level.of("note"):
        note = item.text
        level.take(item)
        if note.startswith(LITERAL):
            fields["literal"] = note.removeprefix(LITERAL)
        elif note.startswith(KIND):
            fields["kind"] = note.removeprefix(KIND)
        elif match := note.startswith(FIRST_USE) and _FIRST.fullmatch(note, len(FIRST_USE)):
            fields["first_use"] = FirstUse(match["date"], match["where"] or "")
        elif note:
            plain.append(note)
    return fields | ({"note": " ".join(plain)} if plain else {})
