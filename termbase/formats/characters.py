"""Characters in files: those that few formats can hold, and those that end lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from termbase.errors import InvalidConcept, Problem
from termbase.formats.parsed import Entry, ParsedFile
from termbase.model.concept import Concept

# Control characters, lone surrogates and two noncharacters (XML 1.0, 2.2).
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WHITE = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")
_ENDS = re.compile(r"^[\s\ufeff]+|[\s\ufeff]+$")


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their numbers from 1, cut at line feeds only."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        yield number, line.removesuffix("\r")


def one_line(text: str) -> str:
    """Return a text as one cell of a format of lines and tabs.

    White space becomes single spaces; white space and byte order marks at the ends are left out,
    as readers cut them off.
    """
    return _WHITE.sub(" ", _ENDS.sub("", text))


def without_unwritable(parsed: ParsedFile, file: str, *, clean: bool) -> ParsedFile:
    """Return a parsed file without characters that most formats cannot hold.

    Args:
        parsed: The file.
        file: Its name in problems.
        clean: Remove the characters, and warn; else each entry with one is a problem.
    """
    entries: list[Entry] = []
    found: list[Problem] = []
    for entry in parsed.entries:
        match = first_unwritable(entry.concept)
        if match is None:
            entries.append(entry)
            continue
        remedy = "removed" if clean else "import with clean (--clean) to remove it"
        message = f"{_around(match)} has U+{ord(match[0]):04X}, a control character; {remedy}"
        if clean:
            try:
                entries.append(replace(entry, concept=_cleaned(entry.concept)))
            except InvalidConcept as error:
                message = f"{message}; left out: {error}"
        found.append(Problem("control-character", message, file, entry.line))
    if not found:
        return parsed
    if clean:
        return replace(parsed, entries=tuple(entries), warnings=(*parsed.warnings, *found))
    return replace(parsed, entries=tuple(entries), problems=(*parsed.problems, *found))


def first_unwritable(concept: Concept) -> re.Match[str] | None:
    """Return the first character of a concept that most formats cannot hold."""
    return next((match for text in _texts(concept) if (match := UNWRITABLE.search(text))), None)


def _around(match: re.Match[str]) -> str:
    return repr(match.string[max(0, match.start() - 20) : match.end() + 20])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _cleaned(value: Any) -> Any:
    """Return a value without unwritable characters, in all its parts."""
    if isinstance(value, str) and UNWRITABLE.search(value):
        return UNWRITABLE.sub("", value)
    if isinstance(value, tuple):
        parts = map(_cleaned, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: cleaned
            for field in fields(value)
            if (cleaned := _cleaned(part := getattr(value, field.name))) != part
        }
        return replace(value, **changed)
    return value
