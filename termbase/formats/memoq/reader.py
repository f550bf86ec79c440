"""Reading the term bases of memoQ; what stands where is told in :mod:`termbase.formats.memoq`."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from termbase.errors import InputError, InvalidConcept, Problem
from termbase.formats.build import group_forms, stored_forms
from termbase.formats.memoq.names import (
    DEFINITION,
    EXAMPLE,
    ID,
    INFO,
    LANGUAGE,
    NAME,
    NOTE,
    SUBJECT,
    TERM,
    Place,
    info_of,
    is_of,
    meaning,
    places_of,
    prefixed,
    usual,
)
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.tables.csv import delimiter_of
from termbase.model.concept import Concept, Example, Language, PassThrough, Status, Term
from termbase.model.fill import available_id
from termbase.model.tags import Variety, parse_language_name


class _Said(NamedTuple):
    """A term of an entry with what is said of it, by column."""

    language: str
    written: Variety
    text: str
    more: dict[str, str]


def read(text: str, file: str) -> ParsedFile:
    """The concepts in a term base.

    Args:
        text: The file.
        file: What to call it in problems.

    Raises:
        InputError: If its header names no Chinese.
    """
    text = text.removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    line = 1
    try:
        places = places_of([cell.strip() for cell in next(rows, [])])
        languages = {place.language for place in places if place.language}
        if not any(is_of(Language.CHINESE, name) for name in languages):
            raise InputError(f"{file}:1: no column of Chinese, such as Chinese_PRC; no memoQ")
        line = rows.line_num + 1
        for row in rows:
            if any(map(str.strip, row)):
                try:
                    if any(map(str.strip, row[len(places) :])):
                        message = f"{len(row)} cells, but the header has {len(places)}"
                        raise InvalidConcept(message)
                    concept = _concept(dict(zip(places, map(str.strip, row), strict=False)), found)
                    found[concept.id] = Entry(concept, line, has_id=False)
                except InvalidConcept as error:
                    problems.append(Problem("invalid", str(error), file, line))
            line = rows.line_num + 1
    except csv.Error as error:
        problems.append(Problem("csv", f"{error}; is every quotation mark closed?", file, line))
    return ParsedFile(tuple(found.values()), tuple(problems))


def _concept(cells: Mapping[Place, str], found: Mapping[str, Entry]) -> Concept:
    entry = {place.column: cell for place, cell in cells.items() if not place.language and cell}
    pass_through = [
        PassThrough(NAME, "id" if name == ID else name, cell)
        for name, cell in entry.items()
        if name not in (SUBJECT, NOTE)
    ]
    definitions = {p.language: cell for p, cell in cells.items() if p.column == DEFINITION and cell}
    english_first = sorted(definitions, key=lambda name: not is_of(Language.ENGLISH, name))
    main = next(filter(parse_language_name, english_first), "")
    if main and not is_of(Language.ENGLISH, main):
        pass_through.append(PassThrough(NAME, DEFINITION, main))
    pass_through += [
        PassThrough(NAME, n + DEFINITION, it) for n, it in definitions.items() if n != main
    ]
    said: list[_Said] = []
    for place, cell in cells.items():
        if place.language and not place.column and cell:
            more = {
                p.column: it for p, it in cells.items() if p[:2] == place[:2] and p.column and it
            }
            if written := parse_language_name(place.language):
                said.append(_Said(place.language, written, cell, more))
            else:
                pass_through.append(PassThrough(NAME, f"{place.language} {TERM}", cell))
                pass_through += [
                    PassThrough(NAME, f"{place.language} {n}", it) for n, it in more.items()
                ]
    examples = _examples(said)
    terms = [*_chinese(said), *_english(said)]
    if not terms:
        raise InvalidConcept("no term in Chinese or English")
    return Concept(
        id=available_id(terms[0], found.__contains__),
        terms=tuple(terms),
        subject=entry.get(SUBJECT, ""),
        gloss=definitions.get(main, ""),
        note=entry.get(NOTE, ""),
        examples=examples,
        pass_through=tuple(pass_through),
    )


def _examples(said: Sequence[_Said]) -> tuple[Example, ...]:
    """The examples of the first term of both languages, if there are, belong to each other."""
    first = [
        next((one for one in said if one.written.language is language), None)
        for language in (Language.CHINESE, Language.ENGLISH)
    ]
    if not all(one and EXAMPLE in one.more for one in first):
        return ()
    return (Example(*(one.more.pop(EXAMPLE) for one in first if one)),)


def _english(said: Sequence[_Said]) -> Iterator[Term]:
    english = (one for one in said if one.written.language is Language.ENGLISH)
    for place, one in enumerate(english):
        forbidden, exact, inflects = meaning(one.more.get(INFO, ""))
        term = Term(
            Language.ENGLISH,
            one.text,
            status=_status(place, forbidden=forbidden),
            case_sensitive=exact,
            inflects=inflects,
        )
        yield replace(term, pass_through=tuple(_foreign([("text", one)], term)))


def _chinese(said: Sequence[_Said]) -> Iterator[Term]:
    chinese = [one for one in said if one.written.language is Language.CHINESE]
    forms = [(one.written.form(one.text), one) for one in chinese]
    texts = [(form, one.text) for form, one in forms]
    for number, places in enumerate(group_forms(texts)):
        stored = stored_forms([texts[place] for place in places])
        forbidden, _, _ = meaning(chinese[places[0]].more.get(INFO, ""))
        fields: dict[str, Any] = {"status": _status(number, forbidden=forbidden), **stored}
        term = Term(Language.CHINESE, **fields)
        as_kept = [
            (forms[n][0] if forms[n][0] in stored else "traditional", chinese[n]) for n in places
        ]
        yield replace(term, pass_through=tuple(_foreign(as_kept, term)))


def _status(place: int, *, forbidden: bool) -> Status:
    if forbidden:
        return Status.DEPRECATED
    return Status.ADMITTED if place else Status.PREFERRED


def _foreign(forms: Sequence[tuple[str, _Said]], term: Term) -> Iterator[PassThrough]:
    """What is said of each form that cannot be told from the term, and its languages' names."""
    languages: dict[str, list[str]] = defaultdict(list)
    for form, one in forms:
        languages[form].append(one.language)
        for name, cell in one.more.items():
            if name != INFO or cell != info_of(term):
                yield PassThrough(NAME, prefixed(form, name), cell)
    for form, names in languages.items():
        if names != [usual(term, form)]:
            yield from (PassThrough(NAME, prefixed(form, LANGUAGE), name) for name in names)
