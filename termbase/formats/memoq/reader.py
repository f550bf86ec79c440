"""Read memoQ term bases; :mod:`termbase.formats.memoq` describes the columns."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from termbase.errors import InputError, InvalidConcept, Problem
from termbase.formats.build import chinese_terms, paired_examples
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
    Column,
    columns_of,
    info_of,
    is_of,
    parse_info,
    prefixed,
    usual_language,
)
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.status import default_status
from termbase.formats.tables.csv import delimiter_of
from termbase.model.concept import Concept, Example, Language, PassThrough, Status, Term
from termbase.model.fill import available_id
from termbase.model.tags import Variety, parse_language_name


class _Term(NamedTuple):
    """A term of an entry: its language name, and its other cells by column."""

    language: str
    variety: Variety
    text: str
    cells: dict[str, str]


def read(text: str, file: str) -> ParsedFile:
    """Read the concepts of a term base.

    Args:
        text: The file.
        file: Its name in problems.

    Raises:
        InputError: If its header has no column of Chinese.
    """
    text = text.removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    line = 1
    try:
        columns = columns_of([cell.strip() for cell in next(rows, [])])
        languages = {column.language for column in columns if column.language}
        if not any(is_of(Language.CHINESE, name) for name in languages):
            message = "not a memoQ term base: no column of Chinese, such as Chinese_PRC"
            raise InputError(f"{file}:1: {message}")
        line = rows.line_num + 1
        for row in rows:
            if any(map(str.strip, row)):
                try:
                    if any(map(str.strip, row[len(columns) :])):
                        message = f"{len(row)} cells, but the header has {len(columns)}"
                        raise InvalidConcept(message)
                    cells = dict(zip(columns, map(str.strip, row), strict=False))
                    concept = _concept({column: c for column, c in cells.items() if c}, found)
                    found[concept.id] = Entry(concept, line, has_id=False)
                except InvalidConcept as error:
                    problems.append(Problem("invalid", str(error), file, line))
            line = rows.line_num + 1
    except csv.Error as error:
        problems.append(Problem("csv", f"{error}; is every quotation mark closed?", file, line))
    return ParsedFile(tuple(found.values()), tuple(problems))


def _concept(cells: Mapping[Column, str], found: Mapping[str, Entry]) -> Concept:
    """Return the concept of the cells of a row that are not empty."""
    entry = {column.name: cell for column, cell in cells.items() if not column.language}
    gloss, definitions = _definitions(cells)
    memoq_terms, other_terms = _terms(cells)
    examples = _examples(memoq_terms)
    terms = [*_chinese(memoq_terms), *_english(memoq_terms)]
    if not terms:
        raise InvalidConcept("no term in Chinese or English")
    of_entry = (
        PassThrough(NAME, "id" if name == ID else name, cell)
        for name, cell in entry.items()
        if name not in (SUBJECT, NOTE)
    )
    return Concept(
        id=available_id(terms[0], found.__contains__),
        terms=tuple(terms),
        subject=entry.get(SUBJECT, ""),
        gloss=gloss,
        note=entry.get(NOTE, ""),
        examples=examples,
        pass_through=(*of_entry, *definitions, *other_terms),
    )


def _definitions(cells: Mapping[Column, str]) -> tuple[str, list[PassThrough]]:
    """Return the gloss of an entry, English if it can be, and the pass-through fields."""
    by_language = {c.language: cell for c, cell in cells.items() if c.name == DEFINITION}
    english_first = sorted(by_language, key=lambda name: not is_of(Language.ENGLISH, name))
    main = next(filter(parse_language_name, english_first), "")
    is_other = bool(main) and not is_of(Language.ENGLISH, main)
    fields = [PassThrough(NAME, DEFINITION, main)] if is_other else []
    fields += [
        PassThrough(NAME, name + DEFINITION, cell)
        for name, cell in by_language.items()
        if name != main
    ]
    return by_language.get(main, ""), fields


def _terms(cells: Mapping[Column, str]) -> tuple[list[_Term], list[PassThrough]]:
    """Return the Chinese and English terms of an entry, and pass-through fields for the others."""
    terms: list[_Term] = []
    others: list[PassThrough] = []
    for column, text in cells.items():
        if not column.language or column.name:
            continue
        language = column.language
        more = {c.name: cell for c, cell in cells.items() if c[:2] == column[:2] and c.name}
        if variety := parse_language_name(language):
            terms.append(_Term(language, variety, text, more))
        else:
            others.append(PassThrough(NAME, f"{language} {TERM}", text))
            others += [PassThrough(NAME, f"{language} {n}", cell) for n, cell in more.items()]
    return terms, others


def _examples(terms: Sequence[_Term]) -> tuple[Example, ...]:
    """Return the pair of the examples of the first terms; memoQ has one example per term."""
    first = [
        next((term for term in terms if term.variety.language is language), None)
        for language in (Language.CHINESE, Language.ENGLISH)
    ]
    texts = [[term.cells[EXAMPLE]] if term and EXAMPLE in term.cells else [] for term in first]
    examples = paired_examples(*texts)
    if examples:
        for term in filter(None, first):
            del term.cells[EXAMPLE]
    return examples


def _english(terms: Sequence[_Term]) -> Iterator[Term]:
    english = (term for term in terms if term.variety.language is Language.ENGLISH)
    for index, found in enumerate(english):
        info = parse_info(found.cells.get(INFO, ""))
        term = Term(
            Language.ENGLISH,
            found.text,
            status=Status.DEPRECATED if info.is_forbidden else default_status(index),
            case_sensitive=info.case_sensitive,
            inflects=info.inflects,
        )
        yield replace(term, pass_through=tuple(_pass_through([("text", found)], term)))


def _chinese(terms: Sequence[_Term]) -> Iterator[Term]:
    chinese = [term for term in terms if term.variety.language is Language.CHINESE]
    texts = [(term.variety, term.text) for term in chinese]
    for number, (indices, stored) in enumerate(chinese_terms(texts)):
        info = parse_info(chinese[indices[0]].cells.get(INFO, ""))
        status = Status.DEPRECATED if info.is_forbidden else default_status(number)
        term = Term(Language.CHINESE, **{"status": status, **stored})
        forms = []
        for index in indices:
            form = chinese[index].variety.form(chinese[index].text)
            forms.append((form if form in stored else "traditional", chinese[index]))
        yield replace(term, pass_through=tuple(_pass_through(forms, term)))


def _pass_through(forms: Sequence[tuple[str, _Term]], term: Term) -> Iterator[PassThrough]:
    """Yield the cells of each form that the term cannot represent, and unusual language names."""
    languages: dict[str, list[str]] = defaultdict(list)
    for form, found in forms:
        languages[form].append(found.language)
        for name, cell in found.cells.items():
            if name != INFO or cell != info_of(term):
                yield PassThrough(NAME, prefixed(form, name), cell)
    for form, names in languages.items():
        if names != [usual_language(term, form)]:
            yield from (PassThrough(NAME, prefixed(form, LANGUAGE), name) for name in names)
