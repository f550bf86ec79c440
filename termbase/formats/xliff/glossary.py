"""Terms in the glossary module of XLIFF 2, read and written.

https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html#glossary-module. What
is written has a unit for each concept, not to be translated; its metadata say the id and subject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from termbase.errors import InvalidConcept, Problem
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.xliff.reader import check_root
from termbase.formats.xliff.segments import languages
from termbase.formats.xliff.terms import GLS
from termbase.formats.xml.safe import elements, text_of
from termbase.language.script import Script, convert
from termbase.model.concept import Concept, Language, Source, Status, Term
from termbase.model.fill import available_id
from termbase.model.tags import Variety, parse_tag

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_MDA = "urn:oasis:names:tc:xliff:metadata:2.0"
_OURS = "zh-en-glossary"
_TAGS = {Language.CHINESE: "zh-Hans", Language.ENGLISH: "en"}
_USABLE = (Status.PREFERRED, Status.ADMITTED)


def read(source: BinaryIO, file: str, variant: str = "") -> ParsedFile:
    """The concepts in the glossaries of a file.

    Args:
        source: The file; one of XLIFF 1 has none.
        file: What to call it in problems.
        variant: Of no matter; a file says its languages.

    Raises:
        InputError: If it is not well-formed or no XLIFF.
    """
    found: dict[str, Entry] = {}
    read: list[Entry] = []
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    for _, unit in elements(source, file, ("unit",), lambda root: check_root(root, file)):
        entries = unit.findall(f"{{{GLS}}}glossary/{{{GLS}}}glossEntry")
        sides = [side for tag in languages(unit) if (side := parse_tag(tag))]
        if not entries:
            continue
        if {side.language for side in sides} != set(Language):
            left["glossary entries not between Chinese and English"] += len(entries)
            continue
        said = {
            meta.get("type", ""): text_of(meta)
            for meta in unit.iterfind(f"{{{_MDA}}}metadata/{{{_MDA}}}metaGroup/{{{_MDA}}}meta")
            if meta.getparent().get("category") == _OURS
        }
        for group in [entries] if said else [[entry] for entry in entries]:
            line = group[0].sourceline or 0
            try:
                concept = _concept(group, sides, said, found)
            except InvalidConcept as error:
                problems.append(Problem("invalid", str(error), file, line))
                continue
            if concept is None:
                left["glossary entries without Chinese"] += 1
            else:
                read.append(Entry(concept, line, has_id="id" in said))
                found[concept.id] = read[-1]
    return ParsedFile(tuple(read), tuple(problems), dict(left))


def _concept(
    entries: Sequence[Any],
    sides: Sequence[Variety],
    said: Mapping[str, str],
    found: Mapping[str, Entry],
) -> Concept | None:
    terms: dict[tuple[Language, str], Term] = {}
    for entry in entries:
        for name, side in zip(("term", "translation"), sides, strict=True):
            for element in entry.iterfind(f"{{{GLS}}}{name}"):
                term = _term(element, side, first=all(key[0] != side.language for key in terms))
                terms.setdefault((term.language, term.text), term)
    ordered = sorted(terms.values(), key=lambda term: term.language is Language.ENGLISH)
    if not ordered or ordered[0].language is not Language.CHINESE:
        return None
    definition = entries[0].find(f"{{{GLS}}}definition")
    notes = entries[0].getparent().getparent().findall("{*}notes/{*}note") if said else []
    return Concept(
        said.get("id") or available_id(ordered[0], found.__contains__),
        tuple(ordered),
        subject=said.get("subject", ""),
        gloss=text_of(definition) if definition is not None else "",
        note=" ".join(map(text_of, notes)),
        sources=_sources(definition) if definition is not None else (),
    )


def _term(element: Any, side: Variety, *, first: bool) -> Term:
    said = text_of(element)
    status = Status.PREFERRED if first else Status.ADMITTED
    form = side.form(said) if side.language is Language.CHINESE else "text"
    if form == "text":
        return Term(side.language, said, status=status, sources=_sources(element))
    # A term stands under its simplified characters.
    term = Term(side.language, convert(said, Script.SIMPLIFIED), status=status)
    return replace(term, sources=_sources(element), **{form: said})  # type: ignore[arg-type]


def _sources(element: Any) -> tuple[Source, ...]:
    title = " ".join(element.get("source", "").split())
    return (Source(title),) if title else ()


def write(concepts: Sequence[Concept], variant: str) -> bytes:
    """Concepts as XLIFF 2.1.

    Args:
        concepts: Any; those with neither a translation nor a gloss are left out, as are terms
            that are not to be used.
        variant: The direction, ``zh-en`` or ``en-zh``.

    Raises:
        ValueError: If a text holds characters that XML cannot.
    """
    from lxml import etree

    source, target = map(Language, variant.strip().split("-"))
    names = {None: _CORE, "gls": GLS, "mda": _MDA}
    root = etree.Element(f"{{{_CORE}}}xliff", nsmap=names)
    root.attrib.update({"version": "2.1", "srcLang": _TAGS[source], "trgLang": _TAGS[target]})
    holder = etree.SubElement(root, f"{{{_CORE}}}file", id="terms")
    for concept in concepts:
        sides = _usable(concept, source), _usable(concept, target)
        if sides[0] and (sides[1] or concept.gloss):
            holder.append(_unit(concept, *sides))
    if not len(holder):
        # A file has to have a unit, or a group that needs none.
        etree.SubElement(holder, f"{{{_CORE}}}group", id="none")
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _usable(concept: Concept, language: Language) -> list[Term]:
    terms = [term for term in concept.terms if term.language is language]
    best = concept.best(language)
    return sorted((t for t in terms if t.status in _USABLE), key=lambda term: term is not best)


def _unit(concept: Concept, terms: Sequence[Term], translations: Sequence[Term]) -> Any:
    from lxml import etree

    unit = etree.Element(f"{{{_CORE}}}unit", id=concept.id, translate="no")
    glossary = etree.SubElement(unit, f"{{{GLS}}}glossary")
    for number, term in enumerate(terms, 1):
        entry = etree.SubElement(glossary, f"{{{GLS}}}glossEntry", id=f"e{number}")
        _say(entry, f"{{{GLS}}}term", term.text, term.sources)
        for one in translations:
            _say(entry, f"{{{GLS}}}translation", one.text, one.sources)
        if concept.gloss:
            _say(entry, f"{{{GLS}}}definition", concept.gloss, concept.sources)
    metadata = etree.SubElement(unit, f"{{{_MDA}}}metadata")
    group = etree.SubElement(metadata, f"{{{_MDA}}}metaGroup", category=_OURS)
    for name, value in (("id", concept.id), ("subject", concept.subject)):
        if value:
            etree.SubElement(group, f"{{{_MDA}}}meta", type=name).text = value
    if concept.note:
        notes = etree.SubElement(unit, f"{{{_CORE}}}notes")
        etree.SubElement(notes, f"{{{_CORE}}}note").text = concept.note
    segment = etree.SubElement(unit, f"{{{_CORE}}}segment")
    etree.SubElement(segment, f"{{{_CORE}}}source").text = terms[0].text
    return unit


def _say(entry: Any, name: str, said: str, sources: Sequence[Source]) -> None:
    from lxml import etree

    element = etree.SubElement(entry, name)
    element.text = said
    if sources:
        element.set("source", sources[0].title)
