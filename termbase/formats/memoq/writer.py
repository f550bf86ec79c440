"""Write memoQ term bases; :mod:`termbase.formats.memoq` describes the columns."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence

from termbase.formats.memoq.names import (
    DEFINITION,
    ENGLISH,
    ENTRY,
    EXAMPLE,
    ID,
    INFO,
    LANGUAGE,
    LANGUAGES,
    NAME,
    NOTE,
    SUBJECT,
    TERM,
    columns_of,
    info_of,
    is_of,
    parse_info,
    prefixed,
    usual_language,
)
from termbase.model.concept import Concept, Language, PassThrough, Term
from termbase.model.fill import strip_generated
from termbase.model.renderings import by_renderings
from termbase.model.tags import parse_language_name

# Cells by column; the term itself is under an empty name.
_Cells = dict[str, str]


def write(concepts: Sequence[Concept]) -> str:
    """Format concepts as a term base, with a byte order mark as memoQ writes it.

    All terms of an entry are translations of each other, so a concept whose forms differ in their
    renderings has an entry for each group of forms.
    """
    rows = [
        _Row(part, is_first=not number)
        for concept in concepts
        for number, part in enumerate(by_renderings(concept))
    ]
    entry = dict.fromkeys(ENTRY) | dict.fromkeys(name for row in rows for name in row.entry)
    languages = dict.fromkeys(name for row in rows for name in (*row.terms, *row.definitions))
    languages = languages or dict.fromkeys((LANGUAGES["text"], ENGLISH))
    counts = {name: max((len(row.terms[name]) for row in rows), default=0) for name in languages}
    columns = {
        name: dict.fromkeys((INFO, EXAMPLE))
        | dict.fromkeys(
            column for row in rows for term in row.terms[name] for column in term if column
        )
        for name in languages
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    header = list(entry)
    for name in languages:
        header += [name + DEFINITION, *(name, *columns[name]) * counts[name]]
    writer.writerow(header)
    for row in rows:
        cells = [row.entry.get(name, "") for name in entry]
        for name in languages:
            cells.append(row.definitions.get(name, ""))
            terms = row.terms[name]
            for term in (*terms, *[_Cells()] * (counts[name] - len(terms))):
                cells += [term.get(column, "") for column in ("", *columns[name])]
        writer.writerow(cells)
    return out.getvalue()


class _Row:
    """The cells of a concept: of the entry, the definitions, and the terms by language.

    Args:
        concept: The concept.
        is_first: False for a further entry of a concept that has the data of its file already.
    """

    def __init__(self, concept: Concept, *, is_first: bool) -> None:
        self.entry = {SUBJECT: concept.subject, NOTE: concept.note}
        self.definitions: _Cells = {}
        self.terms: dict[str, list[_Cells]] = defaultdict(list)
        for terms, side in ((concept.chinese, 0), (concept.english, 1)):
            for number, term in enumerate(map(strip_generated, terms)):
                examples = concept.examples if is_first and not number else ()
                self._add_term(term, examples[0][side] if examples else "")
        fields = [item for item in concept.pass_through if item.format == NAME and is_first]
        if concept.gloss:
            given = [it.value for it in fields if it.name == DEFINITION and it.value in self.terms]
            english = [name for name in self.terms if is_of(Language.ENGLISH, name)]
            self.definitions[next(iter((*given, *english)), ENGLISH)] = concept.gloss
        for item in fields:
            self._put_back(item)

    def _add_term(self, term: Term, example: str) -> None:
        for form in ("text", "traditional", "taiwan", "hong_kong"):
            is_generated = (
                form == "text" and term.language is Language.CHINESE and term.is_converted
            )
            text = "" if is_generated else getattr(term, form)
            for language in _languages(term, form) if text else ():
                cells = {"": text, INFO: info_of(term)} | _term_cells(term, form)
                if example and form == "text":
                    cells[EXAMPLE] = example
                self.terms[language].append(cells)

    def _put_back(self, item: PassThrough) -> None:
        language, _, column = item.name.rpartition(" ")
        if item.name == "id":
            self.entry[ID] = item.value
        elif item.name.endswith(DEFINITION):
            if item.name == DEFINITION:
                return
            self.definitions.setdefault(item.name.removesuffix(DEFINITION), item.value)
        elif column == TERM and language and not parse_language_name(language):
            self.terms[language].append({"": item.value})
        elif column.startswith("Term_") and self.terms.get(language):
            self.terms[language][-1][column] = item.value
        elif not columns_of([item.name])[0].language:
            self.entry.setdefault(item.name, item.value)


def _languages(term: Term, form: str) -> list[str]:
    """Return the language names of a form: those of its file if they suit it, else the default."""
    given = [
        item.value
        for item in term.pass_through
        if item[:2] == (NAME, prefixed(form, LANGUAGE))
        and (variety := parse_language_name(item.value))
        and variety.language is term.language
        and (not variety.attribute or (variety.attribute == "text") == (form == "text"))
    ]
    return given or list(filter(None, [usual_language(term, form)]))


def _term_cells(term: Term, form: str) -> _Cells:
    """Return the cells that the file of a form had for it, if they still agree with the term."""
    cells = {}
    for item in term.pass_through:
        _, _, name = item.name.rpartition(" ")
        is_of_form = item.name == prefixed(form, name) and name.startswith("Term_")
        if item.format == NAME and is_of_form and (name != INFO or _agrees(item.value, term)):
            cells[name] = item.value
    return cells


def _agrees(info: str, term: Term) -> bool:
    """Return True if a ``Term_Info`` agrees with a term; a Chinese one has only a status."""
    given, current = parse_info(info), parse_info(info_of(term))
    if term.language is Language.ENGLISH:
        return given == current
    return given.is_forbidden == current.is_forbidden
