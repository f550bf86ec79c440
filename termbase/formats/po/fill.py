"""Fill in the untranslated messages of a PO file; every other line is unchanged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from termbase.errors import InputError, Problem
from termbase.formats.bilingual import OTHER_LANGUAGE, Segment, SegmentTranslation, Translations
from termbase.formats.po.parser import Field, Po, PoEntry, parse
from termbase.model.tags import guess_language
from termbase.model.unit import family

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# A language with more plural forms has some that correspond to neither form of the source.
_MAX_FORMS = 2

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

# The first line and the line after the last, from 0, and the lines that replace them.
_Edit = tuple[int, int, list[str]]


def job(
    data: bytes,
    file: str,
    encoding: str | None = None,
    languages: tuple[str, str] = ("", ""),
) -> PoJob:
    """Open a PO file to be filled in.

    Args:
        data: The file.
        file: The name of the file in messages.
        encoding: The encoding, where it is not the declared one.
        languages: The source and target language, for a file that does not name them.

    Raises:
        InputError: If it is not a PO file, with the line.
    """
    return PoJob(parse(data, file, encoding), data, file, languages)


class PoJob:
    """A PO file to be filled in; see :class:`termbase.formats.bilingual.Job`.

    Args:
        po: The file.
        data: The bytes of the file.
        file: The name of the file in problems.
        languages: The source and target language, for a file that does not name them.
    """

    def __init__(
        self, po: Po, data: bytes, file: str, languages: tuple[str, str] = ("", "")
    ) -> None:
        self._po = po
        self._data = data
        self._file = file
        self._given = languages
        self._forms = [
            (entry, source, target) for entry in po.entries for source, target in entry.forms
        ]

    @cached_property
    def segments(self) -> Sequence[Segment]:
        """A segment for each message, and for each of its plural forms."""
        return [self._segment(*form) for form in self._forms]

    def _segment(self, entry: PoEntry, source: str, _: Field) -> Segment:
        forms = [field for name, field in entry.fields.items() if name.startswith("msgstr")]
        is_open = not any(field.text for field in forms) and len(forms) <= _MAX_FORMS
        return Segment(
            source,
            "",
            *self._languages(source),
            is_open=is_open and bool(source.strip()),
            context=entry.context,
        )

    def _languages(self, text: str) -> tuple[str, str]:
        header = self._po.header
        source = header.get("X-Source-Language") or self._given[0] or guess_language(text)
        target = header.get("Language") or self._given[1]
        return source, target or OTHER_LANGUAGE.get(family(source), "")

    def fill(self, translations: Translations) -> tuple[bytes, tuple[Problem, ...]]:
        """Return the file with open messages filled in; all other bytes are unchanged."""
        if not translations:
            return self._data, ()
        by_entry: dict[int, dict[int, SegmentTranslation]] = defaultdict(dict)
        for number, translation in translations.items():
            by_entry[id(self._forms[number][0])][number] = translation
        edits: list[_Edit] = []
        problems = []
        for forms in by_entry.values():
            entry = self._forms[min(forms)][0]
            if len(forms) < len(entry.forms):
                message = "not filled in: one of its plural forms has no translation"
                line = entry.fields["msgid"].first + 1
                problems += [Problem("plural", message, self._file, line)] * len(forms)
            else:
                edits += self._edits(entry, forms)
        return self._spliced(edits), tuple(problems)

    def _edits(self, entry: PoEntry, forms: Mapping[int, SegmentTranslation]) -> list[_Edit]:
        edits: list[_Edit] = []
        for number, translation in forms.items():
            _, source, target = self._forms[number]
            text = _framed(source, translation.target)
            keyword = self._po.lines[target.first].split('"', 1)[0]
            edits.append((target.first, target.end, self._field_lines(keyword, text)))
        if all(translation.is_exact for translation in forms.values()) or "fuzzy" in entry.flags:
            return edits
        previous = next(iter(forms.values())).previous if len(forms) == 1 else ""
        comments = [f"#, fuzzy{self._end}"] if entry.flag_line is None else []
        first = entry.first if entry.previous_line is None else entry.previous_line
        if previous and entry.previous_line is None:
            comments += [f"#| {line}" for line in self._field_lines("msgid ", previous)]
        edits.append((first, first, comments))
        if entry.flag_line is not None:
            line = self._po.lines[entry.flag_line].replace("#,", "#, fuzzy,", 1)
            edits.append((entry.flag_line, entry.flag_line + 1, [line]))
        return edits

    def _field_lines(self, keyword: str, text: str) -> list[str]:
        """Return the lines of a field as gettext writes them: one for each line of the text."""
        texts = _LINE.findall(text) if "\n" in text.rstrip("\n") else [text]
        texts = [""] * (len(texts) > 1) + texts
        strings = ["".join(_ESCAPES.get(char, char) for char in line) for line in texts]
        lines = [f'"{string}"{self._end}' for string in strings]
        return [f"{keyword}{lines[0]}", *lines[1:]]

    @property
    def _end(self) -> str:
        return "\r\n" if self._po.lines[0].endswith("\r\n") else "\n"

    def _spliced(self, edits: list[_Edit]) -> bytes:
        lines = list(self._po.lines)
        without_last_end = bool(lines[-1])
        for first, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            lines[first:end] = new
        text = "".join(lines)
        text = text.removesuffix(self._end) if without_last_end else text
        try:
            return self._po.mark + text.encode(self._po.encoding)
        except UnicodeEncodeError as error:
            char = error.object[error.start]
            raise InputError(
                f"{self._file}: the charset {self._po.encoding} cannot encode {char!r}; "
                "convert the file to UTF-8"
            ) from None


def _framed(source: str, target: str) -> str:
    """Return a translation with a line break at either end where its source has one.

    msgfmt requires it.
    """
    if source.startswith("\n") != target.startswith("\n"):
        target = "\n" * source.startswith("\n") + target.lstrip("\n")
    if source.endswith("\n") != target.endswith("\n"):
        target = target.rstrip("\n") + "\n" * source.endswith("\n")
    return target
