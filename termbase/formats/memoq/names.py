"""The columns of a memoQ term base: their names and values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from termbase.formats.status import status_of
from termbase.model.concept import Language, Status, Term
from termbase.model.tags import parse_language_name

# The format of pass-through fields.
NAME = "memoq"
ENTRY = (
    "Entry_ID", "Entry_Subject", "Entry_Domain", "Entry_ClientID", "Entry_ProjectID",
    "Entry_Created", "Entry_Creator", "Entry_LastModified", "Entry_Modifier", "Entry_Note",
)  # fmt: skip
ID, SUBJECT, NOTE = "Entry_ID", "Entry_Subject", "Entry_Note"
INFO, EXAMPLE, DEFINITION = "Term_Info", "Term_Example", "_Def"
# The names of pass-through fields for a term in another language, and for a language name.
TERM, LANGUAGE = "term", "language"
# The language names of the forms, unless a file used others. For Hong Kong no name is documented.
LANGUAGES = {"text": "Chinese_PRC", "traditional": "Chinese_Taiwan"}
ENGLISH = "English"


class Column(NamedTuple):
    """A column of the header.

    Attributes:
        language: The name of its language; empty for a column of the entry.
        number: The number of the term in the language, from 1; 0 for a definition.
        name: The name of the column within the language; empty for the term itself.
    """

    language: str
    number: int
    name: str


def is_of(language: Language, name: str) -> bool:
    """Return True if a language name of memoQ is of a language."""
    variety = parse_language_name(name)
    return variety is not None and variety.language is language


def columns_of(header: Sequence[str]) -> list[Column]:
    """Return the columns that a header names."""
    columns = []
    language = ""
    numbers: Counter[str] = Counter()
    for n, name in enumerate(header):
        base = name.removesuffix(DEFINITION)
        following = header[n + 1] if n + 1 < len(header) else ""
        if base != name and (base in header or parse_language_name(base)):
            columns.append(Column(base, 0, DEFINITION))
        elif language and name.startswith("Term_"):
            columns.append(Column(language, numbers[language], name))
        elif not name.startswith("Entry_") and (
            parse_language_name(name)
            or f"{name}{DEFINITION}" in header
            or following.startswith("Term_")
        ):
            language = name
            numbers[name] += 1
            columns.append(Column(name, numbers[name], ""))
        else:
            numbers[""] += 1
            columns.append(Column("", numbers[""], name))
    return columns


def prefixed(form: str, name: str) -> str:
    """Return the name of the pass-through field of a form."""
    return name if form == "text" else f"{form} {name}"


def usual_language(term: Term, form: str) -> str:
    """Return the default language name of a form; empty if there is none."""
    return ENGLISH if term.language is Language.ENGLISH else LANGUAGES.get(form, "")


def info_of(term: Term) -> str:
    """Return the ``Term_Info`` of a term that has none of memoQ."""
    case = "CaseSense" if term.case_sensitive else "CasePermissive"
    matching = "HalfPrefix" if term.inflects else "Exact"
    forbidden = term.status.is_retired
    return ";".join((case, matching, *(["NonTerm"] if forbidden else [])))


class TermInfo(NamedTuple):
    """The meaning of a ``Term_Info``."""

    is_forbidden: bool
    case_sensitive: bool
    inflects: bool


def parse_info(info: str) -> TermInfo:
    """Parse a ``Term_Info``."""
    words = set(info.split(";"))
    return TermInfo(
        any(status_of(word) in (Status.DEPRECATED, Status.SUPERSEDED) for word in words),
        "CaseSense" in words,
        not words & {"Exact", "NoPrefix"},
    )
