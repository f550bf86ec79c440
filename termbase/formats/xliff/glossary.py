"""Read and write terms in the glossary module of XLIFF 2.

https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html#glossary-module. We
write one unit for each concept, which must not be translated; its metadata hold the id and subject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from termbase.errors import InvalidConcept, Problem
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.xliff.reader import check_root
from termbase.formats.xliff.segments import unit_languages
from termbase.formats.xliff.terms import GLS
from termbase.formats.xml.references import Repaired
from termbase.formats.xml.safe import elements, text_of
from termbase.language.script import Script, convert
from termbase.model.concept import Concept, Language, Source, Status, Term
from termbase.model.fill import available_id
from termbase.model.renderings import assign_renderings
from termbase.model.tags import Variety, parse_tag

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_MDA = "urn:oasis:names:tc:xliff:metadata:2.0"
_TOOL = "zh-en-glossary"
_TAGS = {Language.CHINESE: "zh-Hans", Language.ENGLISH: "en"}
_USABLE = (Status.PREFERRED, Status.ADMITTED)


def read(source: BinaryIO, file: str, variant: str = "") -> ParsedFile:
    """Read the concepts in the glossaries of a file.

    Args:
        source: The file; an XLIFF 1 has no glossaries.
        file: The name of the file in problems.
        variant: Not used; a file names its languages.

    Raises:
        InputError: If it is not well-formed or not an XLIFF.
    """
    found: dict[str, Entry] = {}
    parsed: list[Entry] = []
    problems: list[Problem] = []
    dropped: Counter[str] = Counter()
    repaired = Repaired(source, file)
    for _, unit in elements(repaired, file, ("unit",), lambda root: check_root(root, file)):
        entries = unit.findall(f"{{{GLS}}}glossary/{{{GLS}}}glossEntry")
        sides = [side for tag in unit_languages(unit) if (side := parse_tag(tag))]
        if not entries:
            continue
        if {side.language for side in sides} != set(Language):
            dropped["glossary entries not between Chinese and English"] += len(entries)
            continue
        metadata = {
            meta.get("type", ""): text_of(meta)
            for meta in unit.iterfind(f"{{{_MDA}}}metadata/{{{_MDA}}}metaGroup/{{{_MDA}}}meta")
            if meta.getparent().get("category") == _TOOL
        }
        for group in [entries] if metadata else [[entry] for entry in entries]:
            line = group[0].sourceline or 0
            try:
                concept = _concept(group, sides, metadata, found)
            except InvalidConcept as error:
                problems.append(Problem("invalid", str(error), file, line))
                continue
            if concept is None:
                dropped["glossary entries without Chinese"] += 1
            else:
                concept = repaired.restore(concept)
                parsed.append(Entry(concept, line, has_id="id" in metadata))
                found[concept.id] = parsed[-1]
    return ParsedFile(tuple(parsed), tuple(problems), dict(dropped))


def _concept(
    entries: Sequence[Any],
    sides: Sequence[Variety],
    metadata: Mapping[str, str],
    found: Mapping[str, Entry],
) -> Concept | None:
    terms: dict[tuple[Language, str], Term] = {}
    pairs: dict[str, list[str]] = {}
    for entry in entries:
        texts: dict[Language, list[str]] = {language: [] for language in Language}
        for name, side in zip(("term", "translation"), sides, strict=True):
            for element in entry.iterfind(f"{{{GLS}}}{name}"):
                term = _term(element, side, first=all(key[0] != side.language for key in terms))
                terms.setdefault((term.language, term.text), term)
                texts[term.language].append(term.text)
        for text in texts[Language.CHINESE]:
            pairs.setdefault(text, []).extend(texts[Language.ENGLISH])
    ordered = sorted(terms.values(), key=lambda term: term.language is Language.ENGLISH)
    if not ordered or ordered[0].language is not Language.CHINESE:
        return None
    definition = entries[0].find(f"{{{GLS}}}definition")
    notes = entries[0].getparent().getparent().findall("{*}notes/{*}note") if metadata else []
    concept = Concept(
        metadata.get("id") or available_id(ordered[0], found.__contains__),
        tuple(ordered),
        subject=metadata.get("subject", ""),
        gloss=text_of(definition) if definition is not None else "",
        note=" ".join(map(text_of, notes)),
        sources=_sources(definition) if definition is not None else (),
    )
    return assign_renderings(
        concept, [tuple(dict.fromkeys(pairs[term.text])) for term in concept.chinese]
    )


def _term(element: Any, side: Variety, *, first: bool) -> Term:
    text = text_of(element)
    status = Status.PREFERRED if first else Status.ADMITTED
    form = side.form(text) if side.language is Language.CHINESE else "text"
    if form == "text":
        return Term(side.language, text, status=status, sources=_sources(element))
    # The text of a Chinese term is its simplified form.
    simplified = convert(text, Script.SIMPLIFIED)
    term = Term(side.language, simplified, status=status, generated=("simplified",))
    return replace(term, sources=_sources(element), **{form: text})  # type: ignore[arg-type]


def _sources(element: Any) -> tuple[Source, ...]:
    title = " ".join(element.get("source", "").split())
    return (Source(title),) if title else ()


def write(concepts: Sequence[Concept], variant: str) -> bytes:
    """Return concepts as XLIFF 2.1, in an entry for each term with its own translations.

    Args:
        concepts: The concepts; those with neither a translation nor a gloss are left out, and so
            are deprecated terms.
        variant: The direction, ``zh-en`` or ``en-zh``.

    Raises:
        ValueError: If a text has characters that XML cannot hold.
    """
    from lxml import etree

    source, target = map(Language, variant.strip().split("-"))
    names = {None: _CORE, "gls": GLS, "mda": _MDA}
    root = etree.Element(f"{{{_CORE}}}xliff", nsmap=names)
    tags = dict(_TAGS)
    if any(term.is_converted for concept in concepts for term in concept.chinese):
        # A reader has to tell the script of a term by its characters.
        tags[Language.CHINESE] = "zh"
    root.attrib.update({"version": "2.1", "srcLang": tags[source], "trgLang": tags[target]})
    file = etree.SubElement(root, f"{{{_CORE}}}file", id="terms")
    for concept in concepts:
        terms = [
            (term, translations)
            for term in _usable(concept, source)
            if (translations := list(filter(_is_usable, concept.renderings(term)))) or concept.gloss
        ]
        if terms:
            file.append(_unit(concept, terms))
    if not len(file):
        # A file must have a unit or a group; only a group may be empty.
        etree.SubElement(file, f"{{{_CORE}}}group", id="none")
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _usable(concept: Concept, language: Language) -> list[Term]:
    terms = [term for term in concept.terms if term.language is language]
    best = concept.best(language)
    return sorted(filter(_is_usable, terms), key=lambda term: term is not best)


def _is_usable(term: Term) -> bool:
    return term.status in _USABLE


def _unit(concept: Concept, terms: Sequence[tuple[Term, Sequence[Term]]]) -> Any:
    from lxml import etree

    unit = etree.Element(f"{{{_CORE}}}unit", id=concept.id, translate="no")
    glossary = etree.SubElement(unit, f"{{{GLS}}}glossary")
    for number, (term, translations) in enumerate(terms, 1):
        entry = etree.SubElement(glossary, f"{{{GLS}}}glossEntry", id=f"e{number}")
        _add_text(entry, f"{{{GLS}}}term", term.written_forms[0], term.sources)
        for translation in translations:
            _add_text(
                entry, f"{{{GLS}}}translation", translation.written_forms[0], translation.sources
            )
        if concept.gloss:
            _add_text(entry, f"{{{GLS}}}definition", concept.gloss, concept.sources)
    metadata = etree.SubElement(unit, f"{{{_MDA}}}metadata")
    group = etree.SubElement(metadata, f"{{{_MDA}}}metaGroup", category=_TOOL)
    for name, value in (("id", concept.id), ("subject", concept.subject)):
        if value:
            etree.SubElement(group, f"{{{_MDA}}}meta", type=name).text = value
    if concept.note:
        notes = etree.SubElement(unit, f"{{{_CORE}}}notes")
        etree.SubElement(notes, f"{{{_CORE}}}note").text = concept.note
    segment = etree.SubElement(unit, f"{{{_CORE}}}segment")
    etree.SubElement(segment, f"{{{_CORE}}}source").text = terms[0][0].written_forms[0]
    return unit


def _add_text(entry: Any, name: str, text: str, sources: Sequence[Source]) -> None:
    from lxml import etree

    element = etree.SubElement(entry, name)
    element.text = text
    if sources:
        element.set("source", sources[0].title)
