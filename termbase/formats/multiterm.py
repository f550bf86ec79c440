"""Read MultiTerm XML, the export format of SDL and RWS MultiTerm.

An ``mtf`` has a ``conceptGrp`` for each entry, which has a ``languageGrp`` for each language, which
has a ``termGrp`` for each term. On all levels a ``descripGrp`` has a field of the term base. Term
bases name their fields freely; names that are known headings of tables
(:mod:`termbase.formats.tables.columns`) are recognised. ``Clink`` and ``Tlink`` refer to other
entries, by number and by term.

Other data is dropped and counted, since the format is not written: other fields and languages,
dates, people, pictures.

Source: MultiTerm API documentation, "XML Schema: MTF".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, NamedTuple

from termbase.errors import InputError, InvalidConcept, Problem
from termbase.formats.build import chinese_terms, paired_examples
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.status import FORBIDDING, STRICTEST, forbidding_status, status_of
from termbase.formats.tables.columns import COLUMNS, FORBIDDEN, YES, column_of
from termbase.formats.xml.safe import elements, local, text_of
from termbase.model.concept import (
    Concept,
    Example,
    Language,
    Related,
    Relation,
    Source,
    Status,
    Term,
    Usage,
)
from termbase.model.fill import available_id
from termbase.model.tags import Variety, parse_language_name, parse_tag

# The names of fields that tables have no column for.
_FIELD_NAMES = {
    "example": "example", "context": "example", "例句": "example", "例子": "example",
    "part of speech": "part_of_speech", "pos": "part_of_speech", "词性": "part_of_speech",
    "詞性": "part_of_speech",
}  # fmt: skip


class _Field(NamedTuple):
    """The content of a ``descripGrp``.

    Attributes:
        name: The name of the field in the term base.
        meaning: A column of tables, ``example`` or ``part_of_speech``; ``unknown`` for others.
        text: The value.
        url: The address that it links to.
        within: The fields of this field.
    """

    name: str
    meaning: str
    text: str
    url: str
    within: tuple[_Field, ...]


class _Term(NamedTuple):
    """A term of an entry with its language and its fields."""

    variety: Variety
    text: str
    fields: list[_Field]


def read(source: BinaryIO, file: str) -> ParsedFile:
    """Read the concepts of a MultiTerm file.

    Args:
        source: The file, which is read entry by entry.
        file: Its name in problems.

    Raises:
        InputError: If it is not well-formed or not MultiTerm XML.
    """
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    dropped: Counter[str] = Counter()
    links: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for _, element in elements(source, file, ("conceptGrp",), lambda root: _check_root(root, file)):
        line = element.sourceline or 0
        try:
            concept = _concept(element, found, dropped)
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), file, line))
            continue
        if concept is None:
            dropped["entries without Chinese and English"] += 1
            continue
        found[concept.id] = Entry(concept, line, has_id=False)
        links[concept.id] = list(_links(element, dropped))
        for name in (element.findtext("concept") or "", *(term.text for term in concept.terms)):
            names.setdefault(name.strip(), concept.id)
    entries = (_linked(entry, links[name], names, dropped) for name, entry in found.items())
    return ParsedFile(tuple(entries), tuple(problems), dict(+dropped))


def _check_root(root: Any, file: str) -> None:
    if local(root) != "mtf":
        message = f"not MultiTerm XML; expected <mtf>, found <{local(root)}>"
        raise InputError(f"{file}:{root.sourceline}: {message}")


def _links(entry: Any, dropped: Counter[str]) -> Iterator[str]:
    """Yield the targets of the links of an entry: the number of an entry, or a term."""
    for element in entry.iter("descrip", "xref"):
        if number := element.get("Clink"):
            yield number
        if term := element.get("Tlink"):
            yield term.partition(":")[2] or term
        dropped["links to pictures, books and subjects"] += sum(
            name in element.attrib for name in ("Glink", "Blink", "Slink")
        )


def _linked(
    entry: Entry, links: Sequence[str], names: Mapping[str, str], dropped: Counter[str]
) -> Entry:
    targets = dict.fromkeys(names[link] for link in links if link in names)
    dropped["links to missing entries"] += sum(link not in names for link in links)
    related = tuple(
        Related(Relation.SEE_ALSO, name) for name in targets if name != entry.concept.id
    )
    return replace(entry, concept=replace(entry.concept, related=related)) if related else entry


def _concept(entry: Any, found: Mapping[str, Entry], dropped: Counter[str]) -> Concept | None:
    levels = {language: list[_Field]() for language in (None, Language.ENGLISH, Language.CHINESE)}
    levels[None] += _fields(entry)
    found_terms: list[_Term] = []
    for group in entry.iterchildren("languageGrp"):
        language = group.find("language")
        terms = [term for term in group.iterchildren("termGrp") if term.find("term") is not None]
        if variety := _variety(language):
            levels[variety.language] += _fields(group)
            found_terms += [
                _Term(variety, text_of(term.find("term")), list(_fields(term))) for term in terms
            ]
        else:
            dropped[f"terms in {_name(language)}"] += len(terms)
    dropped["dates and people"] += sum(1 for _ in entry.iter("transacGrp"))
    dropped["fields of the system"] += sum(1 for _ in entry.iter("system"))
    examples = _examples(found_terms)
    terms = [*_chinese(found_terms), *_english(found_terms)]
    if not terms:
        return None
    # Fields of the entry come first, then those of English, of Chinese, and of the terms.
    fields = [field for level in levels.values() for field in level]
    fields += [field for term in found_terms for field in term.fields]
    glosses = _taken(fields, "gloss", 1)
    sources = [*(f for gloss in glosses for f in gloss.within), *_taken(fields, "source")]
    concept = Concept(
        id=available_id(terms[0], found.__contains__),
        terms=tuple(terms),
        subject=_first(fields, "subject"),
        kind=_first(fields, "kind"),
        gloss=glosses[0].text if glosses else "",
        literal=_first(fields, "literal"),
        note=" ".join(field.text for field in _taken(fields, "note")),
        sources=tuple(_source(field) for field in sources if field.meaning == "source"),
        examples=examples,
    )
    fields += [field for gloss in glosses for field in gloss.within if field.meaning != "source"]
    dropped.update(map(_dropped_as, fields))
    return concept


def _variety(language: Any) -> Variety | None:
    """Return the language of the code of a ``language``, or of its name if that is more precise."""
    if language is None:
        return None
    coded = parse_tag(language.get("lang", ""))
    named = parse_language_name(language.get("type", ""))
    if coded is None or (named and not coded.attribute):
        return named or coded
    return coded


def _name(language: Any) -> str:
    if language is None:
        return "no language"
    return str(language.get("type") or language.get("lang") or "no language")


def _fields(level: Any) -> Iterator[_Field]:
    for group in level.iterchildren("descripGrp"):
        descrip = group.find("descrip")
        name = descrip.get("type", "") if descrip is not None else ""
        meaning = _FIELD_NAMES.get(name.lower()) or _column(name)
        # A field that only links to another entry is read by _links.
        if descrip is not None and not (meaning == "unknown" and descrip.get("Clink")):
            within = tuple(_fields(group))
            yield _Field(name, meaning, text_of(descrip), descrip.get("Ulink", ""), within)


def _dropped_as(field: _Field) -> str:
    """Return the kind of data that an unread field is counted as."""
    unknown_status = field.meaning == "status" and field.text
    return f"unknown status {field.text!r}" if unknown_status else f"field {field.name!r}"


def _column(name: str) -> str:
    field = column_of(name).field
    return field if field in COLUMNS else "unknown"


def _taken(fields: list[_Field], meaning: str, limit: int | None = None) -> list[_Field]:
    """Remove the fields of a meaning that have text from a list, and return them."""
    taken = [field for field in fields if field.meaning == meaning and field.text][:limit]
    for field in taken:
        fields.remove(field)
    return taken


def _first(fields: list[_Field], meaning: str) -> str:
    return next((field.text for field in _taken(fields, meaning, 1)), "")


def _source(field: _Field) -> Source:
    return Source(field.text, url=field.url)


def _examples(terms: Sequence[_Term]) -> tuple[Example, ...]:
    texts: dict[Language, list[str]] = {Language.CHINESE: [], Language.ENGLISH: []}
    for term in terms:
        texts[term.variety.language] += (
            field.text for field in term.fields if field.meaning == "example" and field.text
        )
    examples = paired_examples(*texts.values())
    if examples:
        for term in terms:
            _taken(term.fields, "example")
    return examples


def _english(terms: Sequence[_Term]) -> Iterator[Term]:
    for term in terms:
        if term.variety.language is Language.ENGLISH:
            yield Term(Language.ENGLISH, term.text, **_term_fields(term.fields))


def _chinese(terms: Sequence[_Term]) -> Iterator[Term]:
    chinese = [term for term in terms if term.variety.language is Language.CHINESE]
    for indices, stored in chinese_terms([(term.variety, term.text) for term in chinese]):
        first, *others = (chinese[index] for index in indices)
        for other in others:
            first.fields.extend(other.fields)
            other.fields.clear()
        known = _term_fields(first.fields) | {"pinyin": _first(first.fields, "pinyin")}
        yield Term(Language.CHINESE, **known | stored)


def _term_fields(fields: list[_Field]) -> dict[str, Any]:
    """Return the fields of a term; those that are read are removed from the list."""
    known: dict[str, Any] = {}
    for field in list(fields):
        status = _status(field)
        words = field.text.lower().split(", ") if field.meaning == "usage" else []
        if status and ("status" not in known or status in FORBIDDING):
            known["status"] = min(status, known.get("status", status), key=STRICTEST.index)
        elif words and set(words) <= set(Usage) and "usage" not in known:
            known["usage"] = tuple(map(Usage, words))
        elif field.meaning == "source" and field.text:
            known["sources"] = (*known.get("sources", ()), _source(field))
        elif field.meaning == "part_of_speech" and "part_of_speech" not in known:
            known["part_of_speech"] = field.text.lower()
        else:
            continue
        fields.remove(field)
    return known


def _status(field: _Field) -> Status | None:
    """Return the status that a field gives a term; None if it gives none."""
    status = status_of(field.text) if field.text else None
    if field.meaning == "status":
        return status
    if column_of(field.name).field == FORBIDDEN:
        is_forbidden = field.text.casefold() in YES or status in FORBIDDING
        return Status.DEPRECATED if is_forbidden else None
    is_pick_list = field.meaning in ("usage", "kind", "unknown")
    return forbidding_status(field.name, field.text) if is_pick_list else None
