"""Filling the untranslated messages of a PO file in; every other line stays as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from termbase.errors import InputError, Problem
from termbase.formats.bilingual import OTHER_LANGUAGE, Segment, SegmentTranslation
from termbase.formats.po.parser import Field, Po, PoEntry, parse
from termbase.model.tags import guess_language
from termbase.model.unit import family

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Languages with more forms have some that belong to neither of the two of the source.
_MOST_FORMS = 2

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

_Edit = tuple[int, int, list[str]]


def job(data: bytes, file: str, encoding: str | None = None) -> PoJob:
    """A PO file to be filled in.

    Raises:
        InputError: If it is no PO, with the line.
    """
    return PoJob(parse(data, file, encoding), data, file)


class PoJob:
    """A PO file. See :class:`termbase.formats.bilingual.Job`.

    Args:
        po: The file.
        data: The same as bytes.
        file: What to call it in problems.
    """

    def __init__(self, po: Po, data: bytes, file: str) -> None:
        self._po = po
        self._data = data
        self._file = file
        self._forms = [
            (entry, source, target) for entry in po.entries for source, target in entry.forms
        ]

    @cached_property
    def segments(self) -> Sequence[Segment]:
        """A segment for each form of each message."""
        return [self._segment(*form) for form in self._forms]

    def _segment(self, entry: PoEntry, source: str, _: Field) -> Segment:
        written = [one for name, one in entry.fields.items() if name.startswith("msgstr")]
        is_open = not any(one.text for one in written) and len(written) <= _MOST_FORMS
        said = self._po.header.get("X-Source-Language") or guess_language(source)
        return Segment(
            source,
            "",
            said,
            self._po.header.get("Language") or OTHER_LANGUAGE.get(family(said), ""),
            is_open=is_open and bool(source.strip()),
            context=entry.context,
        )

    def fill(
        self, translations: Mapping[int, SegmentTranslation]
    ) -> tuple[bytes, tuple[Problem, ...]]:
        """The file with open messages filled in, and all else as it is, byte for byte."""
        if not translations:
            return self._data, ()
        entries: dict[int, dict[int, SegmentTranslation]] = defaultdict(dict)
        for number, filling in translations.items():
            entries[id(self._forms[number][0])][number] = filling
        edits: list[_Edit] = []
        problems = []
        for found in entries.values():
            entry = self._forms[min(found)][0]
            if len(found) < len(entry.forms):
                message = "left alone: a plural form is missing"
                line = entry.fields["msgid"].first + 1
                problems += [Problem("plural", message, self._file, line)] * len(found)
            else:
                edits += self._edits(entry, found)
        return self._spliced(edits), tuple(problems)

    def _edits(self, entry: PoEntry, found: Mapping[int, SegmentTranslation]) -> list[_Edit]:
        edits: list[_Edit] = []
        for number, filling in found.items():
            _, source, target = self._forms[number]
            text = _framed(source, filling.target)
            keyword = self._po.lines[target.first].split('"', 1)[0]
            edits.append((target.first, target.end, self._written(keyword, text)))
        if all(filling.is_exact for filling in found.values()) or "fuzzy" in entry.flags:
            return edits
        previous = next(iter(found.values())).previous if len(found) == 1 else ""
        comments = [f"#, fuzzy{self._end}"] if entry.flag_line is None else []
        place = entry.first if entry.previous_line is None else entry.previous_line
        if previous and entry.previous_line is None:
            comments += [f"#| {line}" for line in self._written("msgid ", previous)]
        edits.append((place, place, comments))
        if entry.flag_line is not None:
            line = self._po.lines[entry.flag_line].replace("#,", "#, fuzzy,", 1)
            edits.append((entry.flag_line, entry.flag_line + 1, [line]))
        return edits

    def _written(self, keyword: str, text: str) -> list[str]:
        """A string as gettext writes it: a line for each of its own, the first apart."""
        pieces = _LINE.findall(text) if "\n" in text.rstrip("\n") else [text]
        pieces = [""] * (len(pieces) > 1) + pieces
        strings = ["".join(_ESCAPES.get(char, char) for char in piece) for piece in pieces]
        lines = [f'"{string}"{self._end}' for string in strings]
        return [f"{keyword}{lines[0]}", *lines[1:]]

    @property
    def _end(self) -> str:
        return "\r\n" if self._po.lines[0].endswith("\r\n") else "\n"

    def _spliced(self, edits: list[_Edit]) -> bytes:
        lines = list(self._po.lines)
        unended = bool(lines[-1])
        for first, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            lines[first:end] = new
        text = "".join(lines)
        try:
            return self._po.mark + (text.removesuffix(self._end) if unended else text).encode(
                self._po.encoding
            )
        except UnicodeEncodeError as error:
            char = error.object[error.start]
            raise InputError(
                f"{self._file}: its charset {self._po.encoding} has no {char!r}; make it UTF-8"
            ) from None


def _framed(source: str, target: str) -> str:
    """A translation that begins and ends with a line break if its source does, as it has to."""
    if source.startswith("\n") != target.startswith("\n"):
        target = "\n" * source.startswith("\n") + target.lstrip("\n")
    if source.endswith("\n") != target.endswith("\n"):
        target = target.rstrip("\n") + "\n" * source.endswith("\n")
    return target
