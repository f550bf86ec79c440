"""Parse PO files of GNU gettext, and read the translated messages for a memory.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. A translation has one form for
each grammatical number of its language: Chinese has one, English two. The one form of Chinese
corresponds to the plural; of three and more forms only the first and the last are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from termbase.encoding import decode, load
from termbase.errors import InputError, Problem
from termbase.formats.units import Advance, FileUnit, Report, ignore
from termbase.model.tags import guess_language
from termbase.model.unit import TranslationUnit

_MARK = b"\xef\xbb\xbf"
_CHARSET = re.compile(rb"Content-Type:[^\n]*charset=([\w.-]+)")
_FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]{1,9}\])?)\s*(\".*)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
_BYTE = r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2})"
_ESCAPE = re.compile(rf"((?:{_BYTE})+)|\\(.)")
_CHARS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


@dataclass(slots=True)
class Field:
    """A keyword with its string.

    Attributes:
        text: The string, unescaped.
        first: The first line, from 0.
        end: The line after the last, from 0.
    """

    text: str
    first: int
    end: int


@dataclass(slots=True)
class PoEntry:
    """A message.

    Attributes:
        fields: By keyword: ``msgctxt``, ``msgid``, ``msgid_plural``, ``msgstr`` or ``msgstr[0]`` …
        flags: Such as ``fuzzy`` and ``python-format``.
        flag_line: The line of the flags, from 0; None if there are none.
        previous_line: The line of the previous source text (``#|``), from 0; None if there is none.
        notes: The translator's comments.
        problem: Why it cannot be read; None if it can.
    """

    fields: dict[str, Field] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    flag_line: int | None = None
    previous_line: int | None = None
    notes: tuple[str, ...] = ()
    problem: Problem | None = None

    @property
    def first(self) -> int:
        """The first line after the comments, from 0."""
        return min(found.first for found in self.fields.values())

    @property
    def context(self) -> str:
        """The ``msgctxt``, which distinguishes messages with equal texts; empty if it has none."""
        return self.fields["msgctxt"].text if "msgctxt" in self.fields else ""

    @property
    def is_complete(self) -> bool:
        """True if it has a source text and a place for the translation."""
        return "msgid" in self.fields and any(name.startswith("msgstr") for name in self.fields)

    @property
    def forms(self) -> list[tuple[str, Field]]:
        """The source texts with their translations: one, or the first and last plural form."""
        singular = self.fields["msgid"].text
        names = sorted((n for n in self.fields if n.startswith("msgstr[")), key=_number)
        if "msgid_plural" not in self.fields or not names:
            return [(singular, self.fields["msgstr"])] if "msgstr" in self.fields else []
        plural = self.fields["msgid_plural"].text
        forms = [self.fields[name] for name in names]
        if len(forms) == 1:
            return [(plural, forms[0])]
        return [(singular, forms[0]), (plural, forms[-1])]


@dataclass(frozen=True, slots=True)
class Po:
    """A PO file.

    Attributes:
        lines: The lines with their ends.
        entries: The messages, without the header and obsolete ones.
        header: The fields of the header, by name.
        encoding: The encoding of the file.
        mark: The byte order mark it begins with; empty if there is none.
    """

    lines: list[str]
    entries: list[PoEntry]
    header: dict[str, str]
    encoding: str
    mark: bytes


def parse(data: bytes, file: str, encoding: str | None = None, report: Report | None = None) -> Po:
    """Parse a PO file.

    Args:
        data: The file.
        file: The name of the file in messages.
        encoding: The encoding, where it is not the declared one.
        report: Called with each message that cannot be read and is left out; by default such a
            message refuses the file.

    Raises:
        InputError: If it is not a PO file, with the line.
    """
    mark = _MARK if data.startswith(_MARK) else b""
    data = data.removeprefix(mark)
    declared = _CHARSET.search(data)
    charset = declared[1].decode() if declared and declared[1] != b"CHARSET" else "utf-8"
    text, encoding = decode(data, file, encoding or charset)
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    entries, header = [], {}
    problems: list[Problem] = []
    for entry in _entries(lines, file):
        if not entry.problem and not entry.is_complete:
            entry.problem = _problem("a message without msgid or msgstr", file, entry.first)
        if entry.problem:
            problems.append(entry.problem)
        elif entry.fields["msgid"].text or entry.context:
            entries.append(entry)
        elif "msgstr" in entry.fields:
            pairs = (line.partition(":") for line in entry.fields["msgstr"].text.split("\n"))
            header = {name.strip(): value.strip() for name, _, value in pairs}
    if problems and (report is None or not entries):
        raise InputError(str(problems[0]))
    for problem in problems:
        (report or ignore)(problem)
    return Po(lines, entries, header, encoding, mark)


def _entries(lines: list[str], file: str) -> Iterator[PoEntry]:
    entry = PoEntry()
    last: Field | None = None
    for number, raw in enumerate(lines):
        line = raw.strip()
        done = any(name.startswith("msgstr") for name in entry.fields)
        match = _FIELD.fullmatch(line)
        begins = line.startswith("#") or (match and not match[1].startswith("msgstr"))
        if done and begins:
            yield entry
            entry, last = PoEntry(), None
        written = match[2] if match else line
        if line.startswith("#~"):
            # The comments before it belong to the obsolete message.
            entry = PoEntry()
        elif line.startswith("#"):
            _comment(entry, line, number)
        elif match and match[1] not in entry.fields:
            last = Field(_string(written), number, number + 1)
            entry.fields[match[1]] = last
        elif line.startswith('"') and last:
            last.text += _string(written)
            last.end = number + 1
        elif line:
            message = f"not a line of a PO file: {line[:40]}"
            entry.problem = entry.problem or _problem(message, file, number)
        if written.startswith('"') and not _STRING.fullmatch(written):
            message = f"a string that does not end: {written[:40]}"
            entry.problem = entry.problem or _problem(message, file, number)
    if entry.fields or entry.problem:
        yield entry


def _problem(message: str, file: str, number: int) -> Problem:
    """Return a problem at a line that is counted from 0."""
    return Problem("malformed", message, file, number + 1)


def _comment(entry: PoEntry, line: str, number: int) -> None:
    if line.startswith("#,"):
        entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        entry.flag_line = number if entry.flag_line is None else entry.flag_line
    elif line.startswith("#|"):
        entry.previous_line = number if entry.previous_line is None else entry.previous_line
    elif line.startswith("# ") and line[2:].strip():
        entry.notes += (line[2:].strip(),)


def _string(written: str) -> str:
    """Return the text of a string; empty if it does not end."""
    match = _STRING.fullmatch(written)
    return _ESCAPE.sub(_unescaped, match[1]) if match else ""


def _unescaped(match: re.Match[str]) -> str:
    numbers, char = match.groups()
    if not numbers:
        return _CHARS.get(char, char)
    # A character may be written as several bytes.
    codes = (int(c[1:], 16) if c[0] == "x" else int(c, 8) for c in numbers.split("\\")[1:])
    return bytes(code & 0xFF for code in codes).decode("utf-8", "replace")


def _number(name: str) -> int:
    return int(name[len("msgstr[") : -1])


def read_units(
    path: Path,
    report: Report = ignore,
    advance: Advance = ignore,
    *,
    encoding: str | None = None,
    source_language: str = "",
    target_language: str = "",
    drafts: bool = False,
) -> Iterator[FileUnit]:
    """Yield the translated messages of a file.

    Args:
        path: The file.
        report: Called with each message that is not translated, marked as fuzzy, or cannot be read.
        advance: Called with the number of bytes read.
        encoding: The encoding, where it is not the declared one.
        source_language: The language of the source texts, where the header does not name it; by
            default Chinese or English, by the characters.
        target_language: The same for the translations.
        drafts: Also yield segments without a translation, or with one that is not confirmed.

    Raises:
        InputError: If no message of the file can be read, with the line.
    """
    data = load(path)
    advance(len(data))
    po = parse(data, str(path), encoding, report)
    source_language = po.header.get("X-Source-Language") or source_language
    target_language = po.header.get("Language") or target_language
    for entry in po.entries:
        line = entry.fields["msgid"].first + 1
        for source, target in entry.forms:
            if not source.strip() or not (drafts or target.text.strip()):
                message = "a message without a translation"
                report(Problem("untranslated", message, str(path), line))
            elif "fuzzy" in entry.flags and not drafts:
                report(Problem("unconfirmed", "a fuzzy translation", str(path), line))
            else:
                unit = TranslationUnit(
                    source,
                    target.text,
                    source_language or guess_language(source),
                    target_language or guess_language(target.text),
                    notes=entry.notes,
                    properties={"msgctxt": entry.context} if entry.context else {},
                )
                yield FileUnit(unit, line)
