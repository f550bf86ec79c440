"""The columns of a memoQ term base: their names and what they contain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from termbase.formats.status import status_of
from termbase.model.concept import Language, Status, Term
from termbase.model.tags import parse_language_name

# Under which what memoQ alone has is kept.
NAME = "memoq"
ENTRY = (
    "Entry_ID", "Entry_Subject", "Entry_Domain", "Entry_ClientID", "Entry_ProjectID",
    "Entry_Created", "Entry_Creator", "Entry_LastModified", "Entry_Modifier", "Entry_Note",
)  # fmt: skip
ID, SUBJECT, NOTE = "Entry_ID", "Entry_Subject", "Entry_Note"
INFO, EXAMPLE, DEFINITION = "Term_Info", "Term_Example", "_Def"
# What a term in another language, and the name of a language, are kept as.
TERM, LANGUAGE = "term", "language"
# What the languages of the forms are called, unless a file has called them otherwise. There is no
# saying what a term base calls that of Hong Kong.
LANGUAGES = {"text": "Chinese_PRC", "traditional": "Chinese_Taiwan"}
ENGLISH = "English"


class Place(NamedTuple):
    """Where a cell belongs: a language or none, the place of the term in it, and the column."""

    language: str
    number: int
    column: str


def is_of(language: Language, name: str) -> bool:
    """Return True if a name is that of a language."""
    written = parse_language_name(name)
    return written is not None and written.language is language


def places_of(header: Sequence[str]) -> list[Place]:
    """Return the place of each column: its language, the number of the term, its name."""
    places = []
    language = ""
    numbers: Counter[str] = Counter()
    for n, name in enumerate(header):
        base = name.removesuffix(DEFINITION)
        following = header[n + 1] if n + 1 < len(header) else ""
        if base != name and (base in header or parse_language_name(base)):
            places.append(Place(base, 0, DEFINITION))
        elif language and name.startswith("Term_"):
            places.append(Place(language, numbers[language], name))
        elif not name.startswith("Entry_") and (
            parse_language_name(name)
            or f"{name}{DEFINITION}" in header
            or following.startswith("Term_")
        ):
            language = name
            numbers[name] += 1
            places.append(Place(name, numbers[name], ""))
        else:
            numbers[""] += 1
            places.append(Place("", numbers[""], name))
    return places


def prefixed(form: str, name: str) -> str:
    """Return the name of the pass-through field of a form."""
    return name if form == "text" else f"{form} {name}"


def usual(term: Term, form: str) -> str:
    """Return the default language column of a form; empty if there is none."""
    return ENGLISH if term.language is Language.ENGLISH else LANGUAGES.get(form, "")


def info_of(term: Term) -> str:
    """What ``Term_Info`` says of a term that memoQ has not said more of."""
    case = "CaseSense" if term.case_sensitive else "CasePermissive"
    matching = "HalfPrefix" if term.inflects else "Exact"
    forbidden = term.status in (Status.DEPRECATED, Status.SUPERSEDED)
    return ";".join((case, matching, *(["NonTerm"] if forbidden else [])))


def meaning(info: str) -> tuple[bool, bool, bool]:
    """Return whether ``Term_Info`` forbids a term, whether case matters, whether it inflects."""
    words = set(info.split(";"))
    return (
        any(status_of(word) in (Status.DEPRECATED, Status.SUPERSEDED) for word in words),
        "CaseSense" in words,
        not words & {"Exact", "NoPrefix"},
    )
