"""The columns of a table of translation units: what each holds, and the unit of a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace

from termbase.errors import InputError, Problem
from termbase.formats.tables.unit_rows import Row, is_draft, unguard
from termbase.formats.units import FileUnit, Report
from termbase.language.script import is_han
from termbase.model.tags import guess_language, parse_tag
from termbase.model.unit import TranslationUnit

# The columns of an export: all fields that are text.
COLUMNS = [field.name for field in fields(TranslationUnit) if field.type == "str"]
_SIDES = {
    "source": "source, source text, source segment, src, 原文, 源文, 源语",
    "target": "target, target text, target segment, translation, trg, tgt, 译文, 譯文, 翻译",
}
_LANGUAGES = {
    "zh": "chinese, 中文, 汉语, 漢語",
    "zh-Hans": "simplified chinese, chinese (simplified), 简体中文, 简体",
    "zh-Hant": "traditional chinese, chinese (traditional), 繁體中文, 繁体中文, 繁體",
    "en": "english, 英文, 英语, 英語",
}
_ROLES = {
    heading: (role, language)
    for role, language, headings in (
        *((role, "", headings) for role, headings in _SIDES.items()),
        *(("text", language, headings) for language, headings in _LANGUAGES.items()),
    )
    for heading in headings.split(", ")
}
# A tag in a heading: Crowdin and Smartcat write such as "Translation [zh-CN]" and "Text (en)".
_TAG = re.compile(r"(?:.*[\[(])?([a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)[\])]?", re.IGNORECASE)


def is_header(cells: Sequence[str]) -> bool:
    """Return True if a row names the columns of source and target of a table of units."""
    try:
        return not columns_of(cells, "").is_headless
    except InputError:
        return False


@dataclass(slots=True)
class _Cells:
    """The cells of a row, by the roles of their columns.

    Attributes:
        sources: Source texts, each with its language; empty where the column does not name it.
        targets: Translations, likewise.
        values: Other fields of the unit, by name.
        notes: Notes that are not empty.
        properties: What else is not empty, by heading.
        is_draft: True if a cell says that the translation is not confirmed.
    """

    sources: list[tuple[str, str]] = field(default_factory=list)
    targets: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    is_draft: bool = False


class Columns:
    """The columns of a table.

    Args:
        roles: For each column ``source``, ``target`` or another field of a unit, ``note``, or
            empty; and its language or its heading.
        is_headless: True if the first row is already a unit.
    """

    def __init__(self, roles: Sequence[tuple[str, str]], *, is_headless: bool = False) -> None:
        self.is_headless = is_headless
        self._roles = roles

    def units(
        self,
        row: Row,
        file: str,
        report: Report,
        languages: tuple[str, str],
        guessed: tuple[str, str],
        *,
        drafts: bool = False,
    ) -> Iterator[FileUnit]:
        """Yield a unit for each translation in a row; with drafts at least one."""
        line, given = row
        if any(map(str.strip, given[len(self._roles) :])):
            message = f"{len(given)} cells, where the header has {len(self._roles)}"
            report(Problem("ragged-row", message, file, line))
            return
        cells = self._cells(given)
        source, source_language = cells.sources[0]
        found = _translations(cells.targets, drafts=drafts)
        if not source.strip() or not found:
            report(Problem("untranslated", "a row without source or target", file, line))
        elif cells.is_draft and not drafts:
            report(Problem("unconfirmed", "a translation that is not confirmed", file, line))
        else:
            values = cells.values
            source_tag = values.pop("source_language", "") or source_language or languages[0]
            target_tag = values.pop("target_language", "")
            for text, language in found:
                own = _languages_of(source, text) or guessed
                unit = TranslationUnit(
                    source,
                    text,
                    source_tag or own[0],
                    target_tag or language or languages[1] or own[1],
                    notes=tuple(cells.notes),
                    properties=cells.properties,
                )
                yield FileUnit(replace(unit, **values), line)  # type: ignore[arg-type]

    def _cells(self, given: Sequence[str]) -> _Cells:
        """Return the cells of a row by their roles; those that it lacks are empty."""
        cells = [unguard(cell) for cell in given] + [""] * (len(self._roles) - len(given))
        found = _Cells()
        for (role, name), cell in zip(self._roles, cells, strict=False):
            found.is_draft = found.is_draft or is_draft(name, cell)
            if role in _SIDES:
                (found.sources if role == "source" else found.targets).append((cell, name))
            elif role == "note" and cell:
                found.notes.append(cell)
            elif role in COLUMNS:
                found.values[role] = cell
            elif cell and name:
                found.properties[name] = cell
        return found

    def direction(self, rows: Sequence[Row]) -> tuple[str, str]:
        """Return the languages of most rows, for those that do not tell, such as a year."""
        names = [role for role, _ in self._roles]
        places = names.index("source"), names.index("target")
        pairs = [[row[n] if n < len(row) else "" for n in places] for _, row in rows]
        found = Counter(filter(None, (_languages_of(*pair) for pair in pairs)))
        return max(found, key=found.__getitem__, default=("en", "en"))


def _languages_of(source: str, target: str) -> tuple[str, str] | None:
    """Return the languages of a pair by its characters, or None if they do not differ."""
    pair = guess_language(source), guess_language(target)
    return pair if pair[0] != pair[1] else None


def _translations(targets: Sequence[tuple[str, str]], *, drafts: bool) -> list[tuple[str, str]]:
    """Return the translations that have text, with their languages; with drafts at least one."""
    found = [(text, language) for text, language in targets if text.strip()]
    return found or ([("", targets[0][1])] if drafts else [])


def columns_of(first: Sequence[str], file: str) -> Columns:
    """Return the columns that the first row of a table names, or has.

    Raises:
        InputError: If source and target are unknown.
    """
    roles = [_role(heading) for heading in first]
    names = [role for role, _ in roles]
    strange = [cell for cell, role in zip(first, names, strict=True) if not role]
    has_words = sum(_plain(heading) in _ROLES for heading in first) > 1
    # A row of texts is not a header because of a language code in one of its cells.
    if has_words or not any(map(_has_han, strange)):
        texts = [n for n, role in enumerate(names) if role == "text"]
        for number in texts:
            side = "target" if "source" in names else "source"
            names[number] = side
        if {"source", "target"} <= set(names):
            return Columns(list(zip(names, (name for _, name in roles), strict=True)))
    if (
        len(first) > 1
        and _has_han(first[0]) != _has_han(first[1])
        and all(map(str.strip, first[:2]))
    ):
        tags = iter(("source_language", "target_language"))
        rest = [(next(tags, "") if parse_tag(cell) else "", "") for cell in first[2:]]
        return Columns([("source", ""), ("target", ""), *rest], is_headless=True)
    raise InputError(
        f"{file}:1: no columns for source and target; name them in the first row, as source and "
        "target or as zh and en"
    )


def _role(heading: str) -> tuple[str, str]:
    """Return the role of a column and its language; for a role that is unknown the heading."""
    from termbase.formats.tables.columns import column_of

    plain = _plain(heading)
    if plain in _ROLES:
        return _ROLES[plain]
    if plain in COLUMNS:
        return plain, ""
    match = _TAG.fullmatch(plain)
    if match and parse_tag(match[1]):
        return "text", match[1]
    column = column_of(heading)
    if column.field == "note":
        return "note", ""
    return "property" if column.is_known else "", heading.strip()


def _plain(heading: str) -> str:
    return unguard(heading.strip()).strip().lower()


def _has_han(text: str) -> bool:
    return any(map(is_han, text))
