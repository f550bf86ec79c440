"""Convert an entry of a TBX file into a concept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from termbase.formats.build import paired_examples
from termbase.formats.parsed import Entry
from termbase.formats.rules.tbx_categories import NAMESPACE
from termbase.formats.tbx.level import TbxItem, TbxLevel
from termbase.formats.tbx.names import FIRST_USE, FORMAT, ID_FIELD, KIND, LITERAL
from termbase.formats.tbx.pass_through import to_xml
from termbase.formats.tbx.terms import (
    TbxTerm,
    UnknownStatus,
    chinese_terms,
    english_terms,
    parse_source,
)
from termbase.formats.xml.names import XML_LANG
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

_OUR_TERM_ID = re.compile(
    r"t-.+\.(?P<language>zh|en)(?P<number>\d{1,6})\.(?P<form>text|traditional|taiwan|hong_kong)(\.\d+)?"
)
_OUR_ENTRY_ID = re.compile(r"c-(?P<id>[a-z0-9]+(?:[-_.][a-z0-9]+)*)")
_FIRST_USE = re.compile(r"(?P<date>\S+)(?: \((?P<where>.*)\))?")
# What Weblate and others call a definition: without a type.
_DEFINITIONS = ("definition", "descrip")


class Reference(NamedTuple):
    """A reference to another entry.

    Attributes:
        related: The relation, with the id of the other entry in the file.
        pass_through: The reference as it is in the file, if the other entry is not found.
    """

    related: Related
    pass_through: PassThrough


@dataclass
class Losses:
    """The losses and doubts of reading the entries of a file.

    Attributes:
        dropped: Counts of what is left out, by kind.
        unknown: The status words that are not known.
    """

    dropped: Counter[str] = field(default_factory=Counter)
    unknown: list[UnknownStatus] = field(default_factory=list)


class _Section(NamedTuple):
    """The part of an entry in one language that is Chinese or English."""

    variety: Variety
    tag: str
    level: TbxLevel
    terms: list[TbxTerm]


def to_concept(
    entry: Any, line: int, known: Mapping[str, Entry], losses: Losses
) -> tuple[Concept | None, list[Reference]]:
    """Convert an entry into a concept and its references to other entries.

    Args:
        entry: A ``conceptEntry`` or ``termEntry``.
        line: Its line, from 1.
        known: The entries of the file that were read before, by id of the concept.
        losses: Lost and doubtful data is added to it.

    Returns:
        None and no references if the entry has no Chinese or English term.

    Raises:
        InvalidConcept: If it cannot be a concept.
    """
    version = 3 if entry.tag.startswith(f"{{{NAMESPACE}}}") else 2
    id = entry.get("id", "")
    our_id = our_concept_id(id)
    level = TbxLevel(entry)
    sections: list[_Section] = []
    pass_through: list[PassThrough] = []
    for element in entry.iterchildren("{*}langSec", "{*}langSet"):
        tag = element.get(XML_LANG) or element.get("lang", "")
        if variety := parse_tag(tag):
            terms = list(_terms(element, variety, tag, line, losses.dropped))
            sections.append(_Section(variety, tag, TbxLevel(element), terms))
        else:
            pass_through.append(PassThrough(FORMAT, tag or "langSec", to_xml(element)))
    terms = [term for section in sections for term in section.terms]
    if not terms:
        return None, []
    gloss, sources = _definition(level, sections)
    sources += _sources(level)
    fields = _note_fields(level)
    subject = _first(level, "subjectField")
    references = list(_references(level))
    examples = _examples(terms)
    concept_terms = (
        *chinese_terms(terms, version, losses.unknown, is_ours=bool(our_id)),
        *english_terms(terms, losses.unknown, is_ours=bool(our_id)),
    )
    for any_level in (level, *(s.level for s in sections), *(term.level for term in terms)):
        losses.dropped.update(any_level.lost())
    if id and not our_id:
        pass_through.insert(0, PassThrough(FORMAT, ID_FIELD, id))
    pass_through += level.unread()
    pass_through += (item for section in sections for item in _section_fields(section))
    concept = Concept(
        id=our_id or available_id(concept_terms[0], known.__contains__),
        terms=concept_terms,
        subject=subject,
        gloss=gloss,
        sources=tuple(sources),
        examples=examples,
        pass_through=tuple(pass_through),
        **fields,
    )
    return concept, references


def our_concept_id(entry_id: str) -> str:
    """Return the id of the concept that we wrote as an entry with an id; empty for others."""
    match = _OUR_ENTRY_ID.fullmatch(entry_id)
    return match["id"] if match else ""


def _terms(
    section: Any, variety: Variety, tag: str, line: int, dropped: Counter[str]
) -> Iterator[TbxTerm]:
    for element in section.iterchildren("{*}termSec", "{*}tig", "{*}ntig"):
        found = list(element.iterfind(".//{*}term"))
        if not found or not text_of(found[0]):
            dropped["empty terms"] += 1
            continue
        dropped.update({"more than one term in a <termSec>": len(found) - 1} if found[1:] else {})
        dropped.update({"inline markup": 1} if len(found[0]) else {})
        match = _OUR_TERM_ID.fullmatch(element.get("id", ""))
        number = (match["language"], int(match["number"])) if match else None
        form = match["form"] if match else ""
        if match and match["language"] != variety.language:
            number, form = None, ""
        yield TbxTerm(
            variety,
            tag,
            text_of(found[0]),
            TbxLevel(element),
            line,
            number,
            form,
            element.get("id", ""),
        )


def _first(level: TbxLevel, name: str) -> str:
    items = [item for item in level.named(name) if item.text][:1]
    level.mark_read(*items)
    return items[0].text if items else ""


def _definition(level: TbxLevel, sections: list[_Section]) -> tuple[str, list[Source]]:
    """Return the definition and its sources: of the concept, else in English, else in Chinese."""
    by_language = sorted(sections, key=lambda section: section.variety.language is Language.CHINESE)
    for any_level in (level, *(section.level for section in by_language)):
        for name in _DEFINITIONS:
            for item in any_level.named(name):
                if item.text:
                    sources = [one for one in any_level.details(item, "source") if one.text]
                    any_level.mark_read(item, *sources)
                    return item.text, [parse_source(one.text) for one in sources]
    return "", []


def _sources(level: TbxLevel) -> Iterator[Source]:
    for item in level.named("source"):
        if item.text:
            level.mark_read(item)
            yield parse_source(item.text)
    for item in level.named("externalCrossReference"):
        if title := item.text or item.target.strip():
            level.mark_read(item)
            yield replace(parse_source(title), url=item.target)


def _examples(terms: list[TbxTerm]) -> tuple[Example, ...]:
    """Pair contexts in both languages if there are equally many."""
    contexts: dict[Language, list[tuple[TbxLevel, TbxItem]]] = {
        Language.CHINESE: [],
        Language.ENGLISH: [],
    }
    for term in terms:
        contexts[term.variety.language] += [
            (term.level, item) for item in term.level.named("context") if item.text
        ]
    chinese, english = (
        [item.text for _, item in contexts[language]]
        for language in (Language.CHINESE, Language.ENGLISH)
    )
    examples = paired_examples(chinese, english)
    if examples:
        for level, item in (*contexts[Language.CHINESE], *contexts[Language.ENGLISH]):
            level.mark_read(item)
    return examples


def _references(level: TbxLevel) -> Iterator[Reference]:
    for item in level.named("crossReference"):
        if item.target:
            level.mark_read(item)
            is_known = item.text in set(Relation)
            relation = Relation(item.text) if is_known else Relation.SEE_ALSO
            pass_through = PassThrough(FORMAT, item.name, to_xml(item.top))
            yield Reference(Related(relation, item.target), pass_through)


def _section_fields(section: _Section) -> Iterator[PassThrough]:
    for item in section.level.unread():
        if item.name.startswith("of "):
            # The item that it is a detail of has become a field of the concept.
            yield item
        else:
            value = f"<langSec xml:lang={quoteattr(section.tag)}>{item.value}</langSec>"
            yield PassThrough(FORMAT, f"{section.tag} {item.name}", value)


def _note_fields(level: TbxLevel) -> dict[str, Any]:
    """Return the fields that the notes of an entry give; several plain notes are lines of one."""
    fields: dict[str, Any] = {}
    plain = []
    for item in level.named("note"):
        note = item.text
        level.mark_read(item)
        if note.startswith(LITERAL):
            fields["literal"] = note.removeprefix(LITERAL)
        elif note.startswith(KIND):
            fields["kind"] = note.removeprefix(KIND)
        elif match := note.startswith(FIRST_USE) and _FIRST_USE.fullmatch(note, len(FIRST_USE)):
            fields["first_use"] = FirstUse(match["date"], match["where"] or "")
        elif note:
            plain.append(note)
    return fields | ({"note": "\n".join(plain)} if plain else {})
