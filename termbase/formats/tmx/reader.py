"""Stream TMX 1.1 to 1.4b: https://www.gala-global.org/tmx-14b.

The metadata of a unit are kept among its properties, under names that say where they were:
``tu.tuid`` and ``target.changeid`` are attributes, ``source.prop.x`` is a property of the source's
variant, ``target.note`` a note there. A property of the unit itself has its own name. As OmegaT
writes them, ``prev`` and ``next`` are the neighbouring segments. The origin is the property
``origin``; where there is none, ``file``, by which OmegaT binds a translation to the file of that
name and uses it nowhere else, so a ``file`` is only written where one was read.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from termbase.errors import InputError, Problem
from termbase.formats.tmx.segment import markup_of, prepare, text_of_segment
from termbase.formats.units import Advance, FileUnit, Report, ignore
from termbase.formats.xml.names import XML_LANG
from termbase.formats.xml.packed import open_unpacked
from termbase.formats.xml.references import Repaired
from termbase.formats.xml.safe import elements, local
from termbase.model.unit import TranslationUnit, family

if TYPE_CHECKING:
    from lxml import etree

_TU = re.compile(rb"<(?:[\w.-]+:)?tu[\s/>]")
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
CONTEXT = {"prev": "before", "next": "after", "origin": "origin"}
STAMPS = {
    "creationdate": "created",
    "creationid": "created_by",
    "changedate": "changed",
    "changeid": "changed_by",
}
PLACES = ("tu", "source", "target")


def read_units(
    path: Path, report: Report = ignore, advance: Advance = ignore
) -> Iterator[FileUnit]:
    """Yield the units of a file; a unit with many languages is one for each translation.

    Args:
        path: The file; it may be compressed with gzip.
        report: Called with each unit that has no translation or no language, and with what of the
            header is dropped.
        advance: Called with the number of bytes that have been read since the last call.

    Raises:
        InputError: If the file is not well-formed or not a TMX, with its line.
    """
    with open_unpacked(path, advance) as file:
        source = _Source(file, str(path))
        for found in _units(source, str(path), report):
            yield found._replace(unit=source.restore(found.unit))


def _units(file: _Source, name: str, report: Report) -> Iterator[FileUnit]:
    default = ""
    found = elements(file, name, ("header", "tu"), lambda root: _check_root(root, name))
    for _, element in found:
        if local(element) == "header":
            default = element.get("srclang", "")
            _report_header(element, name, report)
        else:
            line = max(file.next_line(), element.sourceline or 0)
            for unit in _tu_units(element, default, name, line, report):
                yield FileUnit(unit, line)


def _check_root(root: etree._Element, name: str) -> None:
    if local(root) != "tmx":
        raise InputError(
            f"{name}:{root.sourceline}: not a TMX: the root is <{local(root)}>, not <tmx>"
        )
    version = root.get("version", "")
    if not version.startswith("1."):
        found = f"TMX {version}" if version else "TMX without a version"
        raise InputError(f"{name}:{root.sourceline}: {found}; expected version 1.1 to 1.4")


def _report_header(header: etree._Element, name: str, report: Report) -> None:
    for tag in ("note", "prop"):
        if count := len(header.findall(f"{{*}}{tag}")):
            what = f"{count} <{tag}> of the header, which a memory cannot hold"
            report(Problem("dropped", what, name, header.sourceline or 0))


def _tu_units(
    tu: etree._Element, default: str, name: str, line: int, report: Report
) -> Iterator[TranslationUnit]:
    variants: list[_Variant] = []
    for tuv in tu.iterfind("{*}tuv"):
        language = tuv.get(XML_LANG) or tuv.get("lang") or ""
        seg = tuv.find("{*}seg")
        if not language:
            report(Problem("language", "a <tuv> without xml:lang", name, line))
            return
        if seg is None:
            variants.append((language, tuv, "", ""))
        else:
            prepare(seg)
            variants.append((language, tuv, text_of_segment(seg), markup_of(seg)))
    source = _source_variant(variants, tu.get("srclang") or default)
    if len(variants) < 2:
        report(Problem("untranslated", "a unit in one language only", name, line))
    for variant in variants:
        if variant is source:
            continue
        if source[2].strip() and variant[2].strip():
            yield _to_unit(tu, source, variant)
        else:
            report(Problem("untranslated", "a segment without text", name, line))


# The language, the tuv, the text, and the text with inline codes.
_Variant = tuple[str, Any, str, str]


def _source_variant(variants: list[_Variant], language: str) -> _Variant:
    """Return the variant in the source language; else one of its family; else the first."""
    for same in (str.lower, family):
        for variant in variants:
            if same(variant[0]) == same(language):
                return variant
    return variants[0] if variants else ("", None, "", "")


def _to_unit(tu: etree._Element, source: _Variant, target: _Variant) -> TranslationUnit:
    properties: dict[str, str] = {}
    fields: dict[str, Any] = {}
    stamps: dict[str, dict[str, str]] = {}
    notes: list[str] = []
    for place, element in zip(PLACES, (tu, source[1], target[1]), strict=True):
        for attribute, value in element.attrib.items():
            if attribute in (XML_LANG, "lang"):
                continue
            properties[f"{place}.{attribute}"] = value
            if attribute in STAMPS:
                stamps.setdefault(STAMPS[attribute], {})[place] = from_tmx(value)
        for child in element.iterchildren("{*}prop", "{*}note"):
            text = "".join(child.itertext())
            kind = child.get("type", "")
            if place == "tu" and local(child) == "note":
                notes.append(text)
            elif place == "tu" and kind in CONTEXT and text:
                fields[CONTEXT[kind]] = text
            else:
                _add_property(properties, _property_name(place, child), text)
    fields.setdefault("origin", properties.get("file", ""))
    # A stamp of the unit comes before one of its translation, and that before one of its source.
    for name, found in stamps.items():
        fields[name] = next(found[place] for place in ("tu", "target", "source") if place in found)
    return TranslationUnit(
        source[2], target[2], source[0], target[0],
        notes=tuple(notes), properties=properties,
        source_markup=source[3], target_markup=target[3], **fields,
    )  # fmt: skip


def _property_name(place: str, child: etree._Element) -> str:
    if local(child) == "note":
        return f"{place}.note"
    kind = child.get("type", "")
    if place != "tu":
        return f"{place}.prop.{kind}"
    # A type that looks like one of our own names gets a name that cannot be mistaken.
    return f"tu.prop.{kind}" if kind.split(".")[0] in PLACES else kind


def _add_property(properties: dict[str, str], name: str, text: str) -> None:
    number, free = 2, name
    while free in properties:
        free, number = f"{name}#{number}", number + 1
    properties[free] = text


def from_tmx(value: str) -> str:
    """Return a TMX date as ISO 8601; anything else unchanged."""
    match = _DATE.fullmatch(value)
    return "{}-{}-{}T{}:{}:{}+00:00".format(*match.groups()) if match else value


class _Source(Repaired):
    """A repaired file that knows on which lines its units begin.

    The parser counts lines only up to 65,535.

    Args:
        file: Open for reading.
        name: The name of the file in messages.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        super().__init__(file, name)
        self._line = 1
        self._tail = b""
        self._lines: deque[int] = deque()

    def read(self, size: int = -1) -> bytes:
        """Return about ``size`` bytes; none only at the end of the file."""
        data = super().read(size)
        # A tag may be cut in two.
        seen = self._tail + data
        end = 0
        for match in _TU.finditer(seen):
            self._line += seen.count(b"\n", end, match.start())
            self._lines.append(self._line)
            end = match.end() - 1
        kept = max(end, len(seen) - _LONGEST_TAG)
        self._line += seen.count(b"\n", end, kept)
        self._tail = seen[kept:]
        return data

    def next_line(self) -> int:
        """Return the line of the next unit; 0 in an encoding in which it is unknown."""
        return self._lines.popleft() if self._lines else 0


# The start of a tag, with a prefix, that is kept until the next piece is read.
_LONGEST_TAG = 24
