"""The terms of a TBX entry: which written forms belong to one term, and their data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from termbase.formats.build import group_forms, stored_forms
from termbase.formats.status import STRICTEST, status_of
from termbase.formats.tbx.level import TbxItem, TbxLevel
from termbase.formats.tbx.names import (
    FORMAT,
    PINYIN,
    RENDERED_AS,
    RENDERING,
    TAG_FIELD,
    TAGS,
    USED_BY,
)
from termbase.model.concept import Language, PassThrough, Source, Status, Term, Usage
from termbase.model.tags import Variety

# The categories of versions 2 and 3, and those of tools, for the status of a term; in lower case
# and without spaces, hyphens and underscores.
_STATUS_CATEGORIES = frozenset((
    "administrativestatus", "usagestatus", "normativeauthorization", "languageplanningqualifier",
    "languageplanningterm", "status", "termstatus", "approvalstatus", "usage", "xforbidden",
    "forbidden", "xmqforbidden", "forbiddenterm",
))  # fmt: skip
# Categories that tools also use for other things: an unknown word is not reported.
_OTHER_USES = frozenset(("usage", "status"))
_YES = frozenset(("yes", "true", "1"))
_NO = frozenset(("no", "false", "0"))


class TbxTerm(NamedTuple):
    """One term of a file: one written form, with its data.

    Attributes:
        variety: Its language, and its script and region as the language tag gives them.
        tag: The language tag of the file.
        text: The term.
        level: Its data.
        line: Its line, from 1.
        number: In our own files, the language and the number of the term that it is a form of.
        form: In our own files, the form: an attribute of :class:`Term`.
        id: Its id in the file; empty if it has none.
    """

    variety: Variety
    tag: str
    text: str
    level: TbxLevel
    line: int = 0
    number: tuple[str, int] | None = None
    form: str = ""
    id: str = ""


def is_status_category(name: str) -> bool:
    """Return True if the data category of a term says its status."""
    return "".join(filter(str.isalnum, name)).lower() in _STATUS_CATEGORIES


class UnknownStatus(NamedTuple):
    """A status word that is not known.

    Attributes:
        term: The term.
        word: The status word.
        line: The line of the term, from 1.
    """

    term: str
    word: str
    line: int


_Forms = list[tuple[str, TbxTerm]]


def english_terms(
    terms: list[TbxTerm], unknown: list[UnknownStatus], *, is_ours: bool
) -> Iterator[Term]:
    """Yield the English terms.

    Args:
        terms: All terms of an entry.
        unknown: Status words that are not known are added to it.
        is_ours: True if we have written the entry.
    """
    for term in terms:
        if term.variety.language is Language.ENGLISH:
            fields = _status_field([term], unknown, is_ours=is_ours) | _fields(term)
            pass_through = _pass_through([("text", term)], {"text": "en"})
            yield Term(Language.ENGLISH, term.text, pass_through=tuple(pass_through), **fields)


def chinese_terms(
    terms: list[TbxTerm], version: int, unknown: list[UnknownStatus], *, is_ours: bool
) -> Iterator[Term]:
    """Yield the Chinese terms; forms are joined as our files say, else if one converts to another.

    Args:
        terms: All terms of an entry.
        version: The version of TBX.
        unknown: Status words that are not known are added to it.
        is_ours: True if we have written the entry.
    """
    numbered: dict[tuple[str, int], _Forms] = defaultdict(list)
    others: _Forms = []
    for term in terms:
        if term.variety.language is Language.CHINESE:
            if term.number:
                numbered[term.number].append((term.form, term))
            else:
                others.append((term.variety.form(term.text), term))
    groups = [forms for _, forms in sorted(numbered.items())]
    indices_of_groups = group_forms([(form, term.text) for form, term in others])
    groups += ([others[index] for index in indices] for indices in indices_of_groups)
    english = [term for term in terms if term.variety.language is Language.ENGLISH]
    for forms in groups:
        renderings = _renderings(_main(forms).level, english)
        chinese = _chinese_term(forms, version, unknown, is_ours=is_ours)
        yield replace(chinese, renderings=renderings) if renderings else chinese


def _chinese_term(
    forms: _Forms, version: int, unknown: list[UnknownStatus], *, is_ours: bool
) -> Term:
    stored = stored_forms([(form, term.text) for form, term in forms])
    main = _main(forms)
    fields = _status_field([term for _, term in forms], unknown, is_ours=is_ours) | _fields(main)
    for _, term in forms:
        if term is not main:
            _fields(term, fields)
    by_stored = [(form if form in stored else "traditional", term) for form, term in forms]
    pass_through = _pass_through(by_stored, TAGS[version])
    return Term(Language.CHINESE, pass_through=tuple(pass_through), **fields | stored)


def _main(forms: _Forms) -> TbxTerm:
    """Return the form that has the data of the term: the simplified one, else the first."""
    return dict(reversed(forms)).get("text", forms[0][1])


def _renderings(level: TbxLevel, english: Sequence[TbxTerm]) -> tuple[str, ...]:
    """Return the texts of the English terms that a Chinese term names, and mark them as read."""
    by_id = {term.id: term.text for term in english if term.id}
    texts = {term.text for term in english}
    found: dict[str, None] = {}
    for item in level.items:
        text = None
        if item.name == "crossReference" and item.text == RENDERING:
            text = by_id.get(item.target)
        elif item.name == "note" and item.text.startswith(RENDERED_AS):
            text = item.text.removeprefix(RENDERED_AS)
        if text in texts and item.subject is None:
            level.mark_read(item)
            found[str(text)] = None
    return tuple(found)


def _pass_through(forms: _Forms, usual: dict[str, str]) -> Iterator[PassThrough]:
    """Yield the unread data of each form, and its language tags unless they are the usual ones."""
    tags: dict[str, list[str]] = defaultdict(list)
    for form, term in forms:
        tags[form].append(term.tag)
        yield from term.level.unread("" if form == "text" else f"{form} ")
    for form, of_form in tags.items():
        if of_form != [usual[form]]:
            name = TAG_FIELD if form == "text" else f"{form} {TAG_FIELD}"
            yield from (PassThrough(FORMAT, name, tag) for tag in of_form)


def _fields(term: TbxTerm, known: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the fields that the data of a term gives, without its status, and mark it as read.

    Args:
        term: The term.
        known: The fields of the main form; of another form only equal data is read.
    """
    level = term.level
    fields: dict[str, Any] = {}

    def take(name: str, value: Any, *items: TbxItem) -> None:
        if fields.get(name, value) == value and (known is None or known.get(name) == value):
            fields[name] = value
            level.mark_read(*items)

    for item in level.named("partOfSpeech"):
        take("part_of_speech", item.text, item)
    for item in level.named("reading"):
        take("pinyin", item.text, item)
    for item in level.named("note"):
        field, value = _note_field(item.text)
        if field:
            take(field, value, item)
    if sources := [item for item in level.named("source") if item.text]:
        take("sources", tuple(parse_source(item.text) for item in sources), *sources)
    return fields


def _status_field(
    terms: list[TbxTerm], unknown: list[UnknownStatus], *, is_ours: bool
) -> dict[str, Any]:
    """Return the strictest status of the forms of a term, as a field; none if there is none.

    Args:
        terms: The forms.
        unknown: Status words that are not known are added to it; they count as admitted.
        is_ours: True if we have written the entry; else an explicit ``admitted`` stays unread, so
            that it is written back where it was, and only there.
    """
    found: list[tuple[TbxTerm, TbxItem, Status | None]] = []
    for term in terms:
        for item, status in _statuses(term.level):
            found.append((term, item, status))
            if status is None:
                unknown.append(UnknownStatus(term.text, item.text, term.line))
    if not found:
        return {}
    strictest = min((status or Status.ADMITTED for *_, status in found), key=STRICTEST.index)
    if is_ours or strictest is not Status.ADMITTED:
        for term, item, status in found:
            if status is strictest:
                term.level.mark_read(item)
    return {"status": strictest}


def _statuses(level: TbxLevel) -> Iterator[tuple[TbxItem, Status | None]]:
    """Yield the items of a term that say its status, and the status; None for an unknown word."""
    for item in level.items:
        name = "".join(filter(str.isalnum, item.name)).lower()
        if item.subject is not None or not is_status_category(name) or not item.text:
            continue
        if "forbidden" in name and item.text.lower() in _YES | _NO:
            if item.text.lower() in _YES:
                yield item, Status.DEPRECATED
        elif (status := status_of(item.text)) or name not in _OTHER_USES:
            yield item, status


def _note_field(note: str) -> tuple[str, Any]:
    """Return the field and value of a note with one of our prefixes; empty for any other note."""
    if note.startswith(PINYIN):
        return "pinyin", note.removeprefix(PINYIN)
    words = note.removeprefix(USED_BY).split(", ")
    if note.startswith(USED_BY) and set(words) <= set(Usage):
        return "usage", tuple(map(Usage, words))
    return "", None


def parse_source(text: str) -> Source:
    """Parse a source written in one line: title, publisher and date, separated by bars."""
    parts = text.split(" | ")
    return Source(*parts) if len(parts) <= 3 and parts[0].strip() else Source(text)
