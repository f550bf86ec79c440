"""MultiTerm XML, as SDL and RWS MultiTerm export it; it is read and not written.

An ``mtf`` holds a ``conceptGrp`` for each entry, that a ``languageGrp`` for each language, and
that a ``termGrp`` for each term, synonyms too. On all levels a ``descripGrp`` says something in a
field of the term base, whose names are free; they are understood where they are what people write
above the columns of a table (:mod:`termbase.formats.tables.columns`). ``Clink`` and ``Tlink`` lead
to other entries, by number or by term.

What has no place here is left out and told, as the file cannot be written again: other fields and
languages, dates, people, pictures.

Source: MultiTerm API documentation, "XML Schema: MTF".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, NamedTuple

from termbase.errors import InputError, InvalidConcept, Problem
from termbase.formats.build import group_forms, stored_forms
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.status import status_of
from termbase.formats.tables.columns import COLUMNS, column_of
from termbase.formats.xml.safe import elements, local, text_of
from termbase.model.concept import (
    Concept,
    Example,
    Language,
    Related,
    Relation,
    Source,
    Term,
    Usage,
)
from termbase.model.fill import available_id
from termbase.model.tags import Variety, parse_language_name, parse_tag

# What fields are called that tables have no column for.
_MORE = {
    "example": "example", "context": "example", "例句": "example", "例子": "example",
    "part of speech": "part_of_speech", "pos": "part_of_speech", "词性": "part_of_speech",
    "詞性": "part_of_speech",
}  # fmt: skip


class _Field(NamedTuple):
    """What a ``descripGrp`` says.

    Attributes:
        name: As the term base calls it.
        meaning: A column of tables, ``example`` or ``part_of_speech``; ``foreign`` for none.
        text: What it says.
        url: Where it leads to.
        within: The fields that say something of it.
    """

    name: str
    meaning: str
    text: str
    url: str
    within: tuple[_Field, ...]


class _Said(NamedTuple):
    """A term, with what is said of it."""

    written: Variety
    text: str
    fields: list[_Field]


def read(source: BinaryIO, file: str) -> ParsedFile:
    """The concepts in a MultiTerm file.

    Args:
        source: The file, which is read entry by entry.
        file: What to call it in problems.

    Raises:
        InputError: If it is not well-formed, or no MultiTerm XML.
    """
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    links: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for _, element in elements(source, file, ("conceptGrp",), lambda root: _check_root(root, file)):
        line = element.sourceline or 0
        try:
            concept = _concept(element, found, left)
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), file, line))
            continue
        if concept is None:
            left["entries without Chinese and English"] += 1
            continue
        found[concept.id] = Entry(concept, line, has_id=False)
        links[concept.id] = list(_links(element, left))
        for name in (element.findtext("concept") or "", *(term.text for term in concept.terms)):
            names.setdefault(name.strip(), concept.id)
    entries = (_linked(entry, links[name], names, left) for name, entry in found.items())
    return ParsedFile(tuple(entries), tuple(problems), dict(+left))


def _check_root(root: Any, file: str) -> None:
    if local(root) != "mtf":
        raise InputError(
            f"{file}:{root.sourceline}: a <{local(root)}>; no <mtf>, so no MultiTerm XML"
        )


def _links(entry: Any, left: Counter[str]) -> Iterator[str]:
    """What an entry leads to: the number of an entry, or a term."""
    for element in entry.iter("descrip", "xref"):
        if number := element.get("Clink"):
            yield number
        if term := element.get("Tlink"):
            yield term.partition(":")[2] or term
        left["links to pictures, books and subjects"] += sum(
            name in element.attrib for name in ("Glink", "Blink", "Slink")
        )


def _linked(
    entry: Entry, links: Sequence[str], names: Mapping[str, str], left: Counter[str]
) -> Entry:
    there = dict.fromkeys(names[link] for link in links if link in names)
    left["links to what is not there"] += sum(link not in names for link in links)
    related = tuple(Related(Relation.SEE_ALSO, name) for name in there if name != entry.concept.id)
    return replace(entry, concept=replace(entry.concept, related=related)) if related else entry


def _concept(entry: Any, found: Mapping[str, Entry], left: Counter[str]) -> Concept | None:
    levels = {language: list[_Field]() for language in (None, Language.ENGLISH, Language.CHINESE)}
    levels[None] += _fields(entry)
    said: list[_Said] = []
    for group in entry.iterchildren("languageGrp"):
        language = group.find("language")
        terms = [term for term in group.iterchildren("termGrp") if term.find("term") is not None]
        if written := _written(language):
            levels[written.language] += _fields(group)
            said += [_Said(written, text_of(t.find("term")), list(_fields(t))) for t in terms]
        else:
            left[f"terms in {_name(language)}"] += len(terms)
    left["dates and people"] += sum(1 for _ in entry.iter("transacGrp"))
    left["fields of the system"] += sum(1 for _ in entry.iter("system"))
    examples = _examples(said)
    terms = [*_chinese(said), *_english(said)]
    if not terms:
        return None
    # What is said of the entry comes first, then in English, in Chinese, and of terms.
    fields = [field for level in levels.values() for field in level]
    fields += [field for one in said for field in one.fields]
    glosses = _taken(fields, "gloss", 1)
    sources = [*(f for gloss in glosses for f in gloss.within), *_taken(fields, "source")]
    concept = Concept(
        id=available_id(terms[0], found.__contains__),
        terms=tuple(terms),
        subject=_one(fields, "subject"),
        kind=_one(fields, "kind"),
        gloss=glosses[0].text if glosses else "",
        literal=_one(fields, "literal"),
        note=" ".join(field.text for field in _taken(fields, "note")),
        sources=tuple(_source(field) for field in sources if field.meaning == "source"),
        examples=examples,
    )
    fields += [field for gloss in glosses for field in gloss.within if field.meaning != "source"]
    left.update(map(_dropped_as, fields))
    return concept


def _written(language: Any) -> Variety | None:
    """What the code of a language says, and its name where that says more."""
    if language is None:
        return None
    written = parse_tag(language.get("lang", ""))
    named = parse_language_name(language.get("type", ""))
    if written is None or (named and not written.attribute):
        return named or written
    return written


def _name(language: Any) -> str:
    if language is None:
        return "no language"
    return str(language.get("type") or language.get("lang") or "no language")


def _fields(level: Any) -> Iterator[_Field]:
    for group in level.iterchildren("descripGrp"):
        descrip = group.find("descrip")
        name = descrip.get("type", "") if descrip is not None else ""
        meaning = _MORE.get(name.lower()) or _column(name)
        # What does nothing but link to another entry is read as that.
        if descrip is not None and not (meaning == "foreign" and descrip.get("Clink")):
            within = tuple(_fields(group))
            yield _Field(name, meaning, text_of(descrip), descrip.get("Ulink", ""), within)


def _dropped_as(field: _Field) -> str:
    """Return the kind of data that a field which is not understood is counted as."""
    unknown_status = field.meaning == "status" and field.text
    return f"unknown status {field.text!r}" if unknown_status else f"field {field.name!r}"


def _column(name: str) -> str:
    field = column_of(name).field
    return field if field in COLUMNS else "foreign"


def _taken(fields: list[_Field], meaning: str, most: int | None = None) -> list[_Field]:
    """Take the fields of a meaning out of some, those without text left there."""
    taken = [field for field in fields if field.meaning == meaning and field.text][:most]
    for field in taken:
        fields.remove(field)
    return taken


def _one(fields: list[_Field], meaning: str) -> str:
    return next((field.text for field in _taken(fields, meaning, 1)), "")


def _source(field: _Field) -> Source:
    return Source(field.text, url=field.url)


def _examples(said: Sequence[_Said]) -> tuple[Example, ...]:
    """Examples in both languages, as many in each, belong to each other."""
    texts: dict[Language, list[str]] = {Language.CHINESE: [], Language.ENGLISH: []}
    for one in said:
        found = (field.text for field in one.fields if field.meaning == "example" and field.text)
        texts[one.written.language] += found
    chinese, english = texts.values()
    if len(chinese) != len(english):
        return ()
    for one in said:
        _taken(one.fields, "example")
    return tuple(map(Example, chinese, english))


def _english(said: Sequence[_Said]) -> Iterator[Term]:
    for one in said:
        if one.written.language is Language.ENGLISH:
            yield Term(Language.ENGLISH, one.text, **_of_term(one.fields))


def _chinese(said: Sequence[_Said]) -> Iterator[Term]:
    chinese = [one for one in said if one.written.language is Language.CHINESE]
    texts = [(one.written.form(one.text), one.text) for one in chinese]
    for first, *others in group_forms(texts):
        fields = chinese[first].fields
        for place in others:
            fields += chinese[place].fields
            chinese[place].fields.clear()
        known = _of_term(fields) | {"pinyin": _one(fields, "pinyin")}
        stored = stored_forms([texts[place] for place in (first, *others)])
        yield Term(Language.CHINESE, **known | stored)


def _of_term(fields: list[_Field]) -> dict[str, Any]:
    """What fields say of a term; what is understood of them is taken out."""
    known: dict[str, Any] = {}
    for field in list(fields):
        status = status_of(field.text) if field.meaning == "status" else None
        words = field.text.lower().split(", ") if field.meaning == "usage" else []
        if status and "status" not in known:
            known["status"] = status
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
