"""The terms of a TBX entry: which written forms are of one term, and what is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from termbase.concept import Language, Source, Status, Term, Usage
from termbase.formats.tbx_names import PINYIN, STATUSES, USED_BY
from termbase.languages import Written
from termbase.script import Script, convert

_STATUSES = {value: status for status, value in STATUSES.items()} | {
    # As version 2 also says, and as tools write.
    "preferred": Status.PREFERRED, "admitted": Status.ADMITTED, "deprecated": Status.DEPRECATED,
    "superseded": Status.SUPERSEDED, "preferredTerm": Status.PREFERRED,
    "admittedTerm": Status.ADMITTED, "deprecatedTerm": Status.DEPRECATED,
    "supersededTerm": Status.SUPERSEDED, "obsolete": Status.SUPERSEDED,
}  # fmt: skip


class Item(NamedTuple):
    """A data category with its value, and what it points to."""

    name: str
    text: str
    target: str


class Part(NamedTuple):
    """A term as it stands in a file."""

    number: tuple[str, int] | None  # of our own files: the language and the place of the term
    form: str
    text: str
    items: list[Item]


def english(parts: list[tuple[Written, Part]]) -> Iterator[Term]:
    """The English terms."""
    for written, part in parts:
        if written.language is Language.ENGLISH:
            yield Term(Language.ENGLISH, part.text, **_of_term(part))


def chinese(parts: list[tuple[Written, Part]]) -> Iterator[Term]:
    """Forms of one term together: as our own files say, else where one converts to the other."""
    parts_of_it = [(w.form(p.text), p) for w, p in parts if w.language is Language.CHINESE]
    ours: dict[tuple[str, int], dict[str, Part]] = defaultdict(dict)
    for _, part in parts_of_it:
        if part.number:
            ours[part.number][part.form] = part
    for _, forms in sorted(ours.items()):
        if main := forms.pop("text", None):
            yield _term(main, {form: part.text for form, part in forms.items()})
    others = [(form, part) for form, part in parts_of_it if not part.number]
    traditional = [(form, part) for form, part in others if form != "text"]
    for form, part in others:
        if form == "text":
            forms_of: dict[str, str] = {}
            for other, variant in list(traditional):
                if other not in forms_of and _simplified(variant) == part.text:
                    forms_of[other] = variant.text
                    traditional.remove((other, variant))
            yield _term(part, _as_stored(forms_of))
    for form, part in traditional:
        yield _term(part._replace(text=_simplified(part)), _as_stored({form: part.text}))


def _simplified(part: Part) -> str:
    return convert(part.text, Script.SIMPLIFIED)


def _term(part: Part, forms: dict[str, str]) -> Term:
    return Term(Language.CHINESE, part.text, **{**_of_term(part), **forms})


def _as_stored(forms: dict[str, str]) -> dict[str, str]:
    """A single regional form is the traditional one; one that is as that is not said again."""
    if not forms:
        return {}
    traditional = forms.get("traditional") or next(iter(forms.values()))
    regional = {form: text for form, text in forms.items() if text != traditional}
    return {"traditional": traditional} | regional


def _of_term(part: Part) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    sources = []
    for item in part.items:
        if item.name == "administrativeStatus" and item.text in _STATUSES:
            fields["status"] = _STATUSES[item.text]
        elif item.name == "partOfSpeech":
            fields["part_of_speech"] = item.text
        elif item.name == "reading" or (item.name == "note" and item.text.startswith(PINYIN)):
            fields["pinyin"] = item.text.removeprefix(PINYIN)
        elif item.name == "note" and item.text.startswith(USED_BY):
            said = item.text.removeprefix(USED_BY).split(", ")
            fields["usage"] = tuple(Usage(word) for word in said if word in set(Usage))
        elif item.name == "source" and item.text:
            sources.append(source_in(item.text))
    return fields | ({"sources": tuple(sources)} if sources else {})


def source_in(text: str) -> Source:
    """A source as one line says it: title, publisher and date, with bars between them."""
    parts = text.split(" | ")
    return Source(*parts) if len(parts) <= 3 and parts[0].strip() else Source(text)
