"""TMX 1.4b (and 1.1 to 1.3), streaming: https://www.gala-global.org/tmx-14b.

What a file says of a unit beyond its texts is kept among the unit's properties, under names that
say where it stood: ``tu.tuid`` and ``target.changeid`` are attributes, ``source.prop.x`` a property
of the source's variant, ``target.note`` a note there. A property of the unit itself has its own
name. As OmegaT writes them, ``prev`` and ``next`` are the segments around. The origin is the
property ``origin``; where there is none, ``file``, by which OmegaT ties a translation to the file
of that name and uses it nowhere else, so that none is written which was not read.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from termbase.encoding import open_file
from termbase.errors import InputError, Problem
from termbase.formats.xml.safe import elements
from termbase.model.unit import TranslationUnit, family

if TYPE_CHECKING:
    from lxml import etree

_TU = re.compile(rb"<tu[\s/>]")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
CONTEXT = {"prev": "before", "next": "after", "origin": "origin"}
STAMPS = {
    "creationdate": "created",
    "creationid": "created_by",
    "changedate": "changed",
    "changeid": "changed_by",
}
PLACES = ("tu", "source", "target")
# Of these the content is code and no text; that of hi is text.
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))

Skip = Callable[[Problem], object]


def read_units(
    path: Path, skipped: Skip = lambda _: None, read: Callable[[int], object] = lambda _: None
) -> Iterator[TranslationUnit]:
    """The units in a file, one after the other; of one with many languages one for each.

    Args:
        path: The file.
        skipped: Called with what holds no translation.
        read: Called with the number of bytes that have been read since the last call.

    Raises:
        InputError: If it is not well-formed or no TMX, with its line.
    """
    with open_file(path) as file:
        yield from _units(_Source(file, read), str(path), skipped)


def _units(file: _Source, name: str, skipped: Skip) -> Iterator[TranslationUnit]:
    default = ""
    read = elements(file, name, ("header", "tu"), lambda root: _check_root(root, name))
    for _, element in read:
        if element.tag == "header":
            default = element.get("srclang", "")
        else:
            line = max(file.next_line(), element.sourceline or 0)
            yield from _of_tu(element, default, name, line, skipped)


def _check_root(root: etree._Element, name: str) -> None:
    if root.tag != "tmx":
        raise InputError(f"{name}:{root.sourceline}: a <{root.tag}> and no TMX")
    version = root.get("version", "")
    if not version.startswith("1."):
        raise InputError(f"{name}:{root.sourceline}: TMX {version or 'of no version'}, not 1.x")


def _of_tu(
    tu: etree._Element, default: str, name: str, line: int, skipped: Skip
) -> Iterator[TranslationUnit]:
    variants = []
    for tuv in tu.iterchildren("tuv"):
        language = tuv.get(LANG) or tuv.get("lang") or ""
        seg = tuv.find("seg")
        if not language or seg is None:
            what = "no seg" if language else "no language"
            raise InputError(f"{name}:{max(line, tuv.sourceline)}: a <tuv> with {what}")
        variants.append((language, tuv, _text(seg), _markup(seg)))
    source = _source(variants, tu.get("srclang") or default)
    if len(variants) < 2:
        skipped(Problem("untranslated", "a unit in one language only", name, line))
    for variant in variants:
        if variant is source:
            continue
        if not source[2].strip() or not variant[2].strip():
            skipped(Problem("untranslated", "a segment without text", name, line))
            continue
        yield _unit(tu, source, variant)


_Variant = tuple[str, Any, str, str]


def _source(variants: list[_Variant], wanted: str) -> _Variant:
    """The variant in the source language; else in one of its family; else the first."""
    for same in (str.lower, family):
        for variant in variants:
            if same(variant[0]) == same(wanted):
                return variant
    return variants[0] if variants else ("", None, "", "")


def _unit(tu: etree._Element, source: _Variant, target: _Variant) -> TranslationUnit:
    properties: dict[str, str] = {}
    fields: dict[str, Any] = {}
    stamps: dict[str, dict[str, str]] = {}
    notes: list[str] = []
    for place, element in zip(PLACES, (tu, source[1], target[1]), strict=True):
        prefix = f"{place}."
        for attribute, value in element.attrib.items():
            if attribute in (LANG, "lang"):
                continue
            properties[f"{prefix}{attribute}"] = value
            # What is said of the translation is said of the unit, where that says nothing.
            if attribute in STAMPS:
                stamps.setdefault(STAMPS[attribute], {})[place] = from_tmx(value)
        for child in element.iterchildren("prop", "note"):
            text = "".join(child.itertext())
            if place == "tu" and child.tag == "note":
                notes.append(text)
            elif place == "tu" and child.get("type") in CONTEXT:
                fields[CONTEXT[child.get("type", "")]] = text
            else:
                _put(properties, _property_name(place, child), text)
    fields.setdefault("origin", properties.get("file", ""))
    for name, said in stamps.items():
        fields[name] = next(said[place] for place in ("tu", "target", "source") if place in said)
    return TranslationUnit(
        source[2], target[2], source[0], target[0],
        notes=tuple(notes), properties=properties,
        source_markup=source[3], target_markup=target[3], **fields,
    )  # fmt: skip


def _property_name(place: str, child: etree._Element) -> str:
    if child.tag == "note":
        return f"{place}.note"
    kind = child.get("type", "")
    if place != "tu":
        return f"{place}.prop.{kind}"
    # One that looks like a name of ours gets one that cannot be mistaken.
    return f"tu.prop.{kind}" if kind.split(".")[0] in PLACES else kind


def _put(properties: dict[str, str], name: str, text: str) -> None:
    number, free = 2, name
    while free in properties:
        free, number = f"{name}#{number}", number + 1
    properties[free] = text


def _text(seg: etree._Element) -> str:
    """The text of a segment without its codes."""
    parts = [seg.text or ""]
    for child in seg:
        if isinstance(child.tag, str) and child.tag not in _CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _markup(seg: etree._Element) -> str:
    """What stands in a segment, as XML; empty if it is text only."""
    from lxml import etree

    if not len(seg):
        return ""
    seg.tail = None
    written: str = etree.tostring(seg, encoding="unicode", with_tail=False)
    return written[written.index(">") + 1 : written.rindex("<")]


def from_tmx(value: str) -> str:
    """A date as ISO 8601 writes it; one that is no TMX date stays as it is."""
    match = _DATE.fullmatch(value)
    return "{}-{}-{}T{}:{}:{}+00:00".format(*match.groups()) if match else value


class _Source:
    """A file that tells how much of it has been read, and on which lines its units begin.

    The parser counts lines only up to 65,535.
    """

    def __init__(self, file: BinaryIO, read: Callable[[int], object]) -> None:
        self._file = file
        self._read = read
        self._line = 1
        self._rest = b""
        self._lines: deque[int] = deque()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._read(len(data))
        # A tag may be cut in two.
        seen = self._rest + data
        end = 0
        for match in _TU.finditer(seen):
            self._line += seen.count(b"\n", end, match.start())
            self._lines.append(self._line)
            end = match.end() - 1
        kept = max(end, len(seen) - 3)
        self._line += seen.count(b"\n", end, kept)
        self._rest = seen[kept:]
        return data

    def next_line(self) -> int:
        """The line of the next unit; 0 in an encoding in which that cannot be told."""
        return self._lines.popleft() if self._lines else 0
