"""The terms of a TBX entry: which written forms are of one term, and what is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from termbase.formats.build import group_forms, stored_forms
from termbase.formats.tbx.level import Item, Level
from termbase.formats.tbx.names import FOREIGN, PINYIN, STATUSES, TAG, TAGS, USED_BY
from termbase.model.concept import Language, PassThrough, Source, Status, Term, Usage
from termbase.model.tags import Variety

_STATUSES = {value: status for status, value in STATUSES.items()} | {
    # As version 2 also says, and as tools write.
    "preferred": Status.PREFERRED, "admitted": Status.ADMITTED, "deprecated": Status.DEPRECATED,
    "superseded": Status.SUPERSEDED, "preferredTerm": Status.PREFERRED,
    "admittedTerm": Status.ADMITTED, "deprecatedTerm": Status.DEPRECATED,
    "supersededTerm": Status.SUPERSEDED, "obsolete": Status.SUPERSEDED,
}  # fmt: skip


class Part(NamedTuple):
    """A term as it stands in a file.

    Attributes:
        written: What its language says of it.
        tag: The language as the file has it.
        text: The term.
        level: What is said of it.
        number: In our own files, the language and the place of the term that it is a form of.
        form: In our own files, the form.
    """

    written: Variety
    tag: str
    text: str
    level: Level
    number: tuple[str, int] | None = None
    form: str = ""


_Forms = list[tuple[str, Part]]


def english(parts: list[Part]) -> Iterator[Term]:
    """The English terms."""
    for part in parts:
        if part.written.language is Language.ENGLISH:
            fields = _of_term(part.level)
            pass_through = _foreign([("text", part)], {"text": "en"})
            yield Term(Language.ENGLISH, part.text, pass_through=tuple(pass_through), **fields)


def chinese(parts: list[Part], version: int) -> Iterator[Term]:
    """Forms of one term together: as our own files say, else where one converts to the other."""
    ours: dict[tuple[str, int], _Forms] = defaultdict(list)
    others: _Forms = []
    for part in parts:
        if part.written.language is Language.CHINESE:
            if part.number:
                ours[part.number].append((part.form, part))
            else:
                others.append((part.written.form(part.text), part))
    for _, forms in sorted(ours.items()):
        yield _term(forms, version)
    for places in group_forms([(form, part.text) for form, part in others]):
        yield _term([others[place] for place in places], version)


def _term(forms: _Forms, version: int) -> Term:
    stored = stored_forms([(form, part.text) for form, part in forms])
    main = dict(reversed(forms)).get("text", forms[0][1])
    fields = _of_term(main.level)
    for _, part in forms:
        if part is not main:
            _of_term(part.level, fields)
    as_kept = [(form if form in stored else "traditional", part) for form, part in forms]
    pass_through = _foreign(as_kept, TAGS[version])
    return Term(Language.CHINESE, pass_through=tuple(pass_through), **fields | stored)


def _foreign(forms: _Forms, usual: dict[str, str]) -> Iterator[PassThrough]:
    """What is said of each form besides, and its languages where they are not the usual one."""
    tags: dict[str, list[str]] = defaultdict(list)
    for form, part in forms:
        tags[form].append(part.tag)
        yield from part.level.rest("" if form == "text" else f"{form} ")
    for form, of_it in tags.items():
        if of_it != [usual[form]]:
            name = TAG if form == "text" else f"{form} {TAG}"
            yield from (PassThrough(FOREIGN, name, tag) for tag in of_it)


def _of_term(level: Level, known: dict[str, Any] | None = None) -> dict[str, Any]:
    """What is said of a term.

    Args:
        level: Where it is said; what is understood of it is taken from there.
        known: What another form says; only what says the same is taken then.
    """
    fields: dict[str, Any] = {}

    def take(name: str, value: Any, *items: Item) -> None:
        if fields.get(name, value) == value and (known is None or known.get(name) == value):
            fields[name] = value
            level.take(*items)

    for item in (*level.of("administrativeStatus"), *level.of("usageStatus")):
        if item.text in _STATUSES:
            take("status", _STATUSES[item.text], item)
    for item in level.of("partOfSpeech"):
        take("part_of_speech", item.text, item)
    for item in level.of("reading"):
        take("pinyin", item.text, item)
    for item in level.of("note"):
        field, value = _from_note(item.text)
        if field:
            take(field, value, item)
    sources = [item for item in level.of("source") if item.text]
    if sources:
        take("sources", tuple(source_in(item.text) for item in sources), *sources)
    return fields


def _from_note(note: str) -> tuple[str, Any]:
    """The field that a note of ours is about, and its value; empty for any other note."""
    if note.startswith(PINYIN):
        return "pinyin", note.removeprefix(PINYIN)
    words = note.removeprefix(USED_BY).split(", ")
    if note.startswith(USED_BY) and set(words) <= set(Usage):
        return "usage", tuple(map(Usage, words))
    return "", None


def source_in(text: str) -> Source:
    """A source as one line says it: title, publisher and date, with bars between them."""
    parts = text.split(" | ")
    return Source(*parts) if len(parts) <= 3 and parts[0].strip() else Source(text)
