"""Writing term bases for memoQ; what stands where is told in :mod:`termbase.formats.memoq`."""

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
    info_of,
    is_of,
    meaning,
    places_of,
    prefixed,
    usual,
)
from termbase.model.concept import Concept, Language, PassThrough, Term
from termbase.model.fill import strip_generated
from termbase.model.tags import parse_language_name

_Columns = dict[str, str]


def write(concepts: Sequence[Concept]) -> str:
    """Concepts as a term base with a byte order mark, as memoQ writes it."""
    rows = list(map(_Row, concepts))
    entry = dict.fromkeys(ENTRY) | dict.fromkeys(name for row in rows for name in row.entry)
    languages = dict.fromkeys(name for row in rows for name in (*row.terms, *row.definitions))
    languages = languages or dict.fromkeys((LANGUAGES["text"], ENGLISH))
    most = {name: max((len(row.terms[name]) for row in rows), default=0) for name in languages}
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
        header += [name + DEFINITION, *(name, *columns[name]) * most[name]]
    writer.writerow(header)
    for row in rows:
        cells = [row.entry.get(name, "") for name in entry]
        for name in languages:
            cells.append(row.definitions.get(name, ""))
            terms = row.terms[name]
            for term in (*terms, *[_Columns()] * (most[name] - len(terms))):
                cells += [term.get(column, "") for column in ("", *columns[name])]
        writer.writerow(cells)
    return out.getvalue()


class _Row:
    """The cells of a concept: of the entry, the definitions, and the terms by language."""

    def __init__(self, concept: Concept) -> None:
        self.entry = {SUBJECT: concept.subject, NOTE: concept.note}
        self.definitions: _Columns = {}
        self.terms: dict[str, list[_Columns]] = defaultdict(list)
        for terms, place in ((concept.chinese, 0), (concept.english, 1)):
            for number, term in enumerate(map(strip_generated, terms)):
                examples = concept.examples if not number else ()
                self._term(term, examples[0][place] if examples else "")
        kept = [item for item in concept.pass_through if item.format == NAME]
        if concept.gloss:
            own = [it.value for it in kept if it.name == DEFINITION and it.value in self.terms]
            english = [name for name in self.terms if is_of(Language.ENGLISH, name)]
            self.definitions[next(iter((*own, *english)), ENGLISH)] = concept.gloss
        for item in kept:
            self._put_back(item)

    def _term(self, term: Term, example: str) -> None:
        for form in ("text", "traditional", "taiwan", "hong_kong"):
            is_made = form == "text" and term.language is Language.CHINESE and term.is_converted
            text = "" if is_made else getattr(term, form)
            for language in _languages(term, form) if text else ():
                columns = {"": text, INFO: info_of(term)} | _kept(term, form)
                if example and form == "text":
                    columns[EXAMPLE] = example
                self.terms[language].append(columns)

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
        elif not places_of([item.name])[0].language:
            self.entry.setdefault(item.name, item.value)


def _languages(term: Term, form: str) -> list[str]:
    """The languages that a form stands under: those of its file, if they fit, else the usual."""
    kept = [
        item.value
        for item in term.pass_through
        if item[:2] == (NAME, prefixed(form, LANGUAGE))
        and (written := parse_language_name(item.value))
        and written.language is term.language
        and (not written.attribute or (written.attribute == "text") == (form == "text"))
    ]
    return kept or list(filter(None, [usual(term, form)]))


def _kept(term: Term, form: str) -> _Columns:
    """What a file said of a form in columns of the term, as far as it still holds."""
    columns = {}
    for item in term.pass_through:
        _, _, name = item.name.rpartition(" ")
        here = item.name == prefixed(form, name) and name.startswith("Term_")
        if item.format == NAME and here and (name != INFO or _holds(item.value, term)):
            columns[name] = item.value
    return columns


def _holds(info: str, term: Term) -> bool:
    meant = meaning(info)
    said = meaning(info_of(term))
    return meant == said if term.language is Language.ENGLISH else meant[0] == said[0]
