"""Stream TMX 1.4b; see :mod:`termbase.formats.tmx.reader` for the names of properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from termbase.errors import Problem
from termbase.formats.tmx.reader import CONTEXT, PLACES, STAMPS, from_tmx
from termbase.formats.units import Report, ignore, unwritable
from termbase.formats.xml.names import XML_LANG
from termbase.formats.xml.safe import parse_fragment
from termbase.model.unit import TranslationUnit

if TYPE_CHECKING:
    from lxml import etree

_TOOL = "zh-en-glossary"
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)")
_REPEATED = re.compile(r"#\d+$")


def write_units(file: BinaryIO, units: Iterable[TranslationUnit], report: Report = ignore) -> int:
    """Write units as TMX 1.4; neighbours that differ only in the translation share a ``tu``.

    Args:
        file: Open for writing.
        units: Taken one by one.
        report: Called with each unit that is left out because XML cannot hold one of its
            characters, and with each that is written without malformed inline codes, or without
            properties of which XML cannot hold one.

    Returns:
        The number of units that were written.
    """
    from lxml import etree

    count = 0
    output = _Output(file)
    with etree.xmlfile(output, encoding="utf-8") as xml:
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(_header())
            xml.write("\n")
            with xml.element("body"):
                for group in _groups(_writable(units, report)):
                    try:
                        tu = _to_tu(group)
                    except ValueError as error:
                        for unit in group:
                            report(_without_properties(unit, str(error)))
                        tu = _to_tu([replace(unit, properties={}) for unit in group])
                    xml.write("\n")
                    xml.write(tu)
                    count += len(group)
                xml.write("\n")
    if output.error:
        raise output.error
    return count


def _header() -> etree._Element:
    from lxml import etree

    attributes = {
        "creationtool": _TOOL,
        "creationtoolversion": version(_TOOL),
        "segtype": "sentence",
        "o-tmf": _TOOL,
        "adminlang": "en",
        "srclang": "*all*",
        "datatype": "plaintext",
    }
    return etree.Element("header", attributes)


def _writable(units: Iterable[TranslationUnit], report: Report) -> Iterator[TranslationUnit]:
    """Yield the units that XML can hold."""
    for unit in units:
        if character := unwritable(unit):
            report(_left_out(unit, f"{character}, which XML cannot hold"))
            continue
        if None in map(_parsed, (unit.source_markup, unit.target_markup)):
            what = f"{_name(unit)}: written without its inline codes, which are malformed"
            report(Problem("codes", what))
            yield replace(unit, source_markup="", target_markup="")
        else:
            yield unit


def _left_out(unit: TranslationUnit, reason: str) -> Problem:
    return Problem("unwritable", f"{_name(unit)}: left out: {reason}")


def _without_properties(unit: TranslationUnit, reason: str) -> Problem:
    message = f"written without its properties, of which XML cannot hold one ({reason})"
    return Problem("dropped", f"{_name(unit)}: {message}")


def _name(unit: TranslationUnit) -> str:
    return f"unit {unit.id}" if unit.id is not None else f"unit {unit.source[:40]!r}"


def _parsed(markup: str) -> etree._Element | None:
    from lxml import etree

    try:
        # A parser makes a carriage return a line feed.
        return parse_fragment(f"<seg>{markup}</seg>".replace("\r", "&#13;"))
    except (ValueError, etree.XMLSyntaxError):
        return None


class _Output:
    """A file that remembers an error: lxml drops one of the last write, and reports success."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self.file.write(data)
        except OSError as error:
            self.error = error
            raise


def _groups(units: Iterable[TranslationUnit]) -> Iterator[list[TranslationUnit]]:
    for _, alike in groupby(units, key=_shared):
        group: list[TranslationUnit] = []
        for unit in alike:
            if unit.target_language in {other.target_language for other in group}:
                yield group
                group = []
            group.append(unit)
        if group:
            yield group


def _shared(unit: TranslationUnit) -> tuple[Any, ...]:
    """Return all that units of one ``tu`` have in common."""
    own = {k: v for k, v in unit.properties.items() if not k.startswith("target.")}
    stamps = {name: value for name, value in _stamps(unit).items() if name.startswith("tu.")}
    return (
        unit.source, unit.source_language, unit.source_markup, unit.before, unit.after,
        unit.origin, unit.notes, sorted(own.items()), sorted(stamps.items()),
    )  # fmt: skip


def _stamps(unit: TranslationUnit) -> dict[str, str]:
    """Return the attributes for dates and users: as they were read, unless they have changed."""
    found: dict[str, str] = {}
    for attribute, field in STAMPS.items():
        value = getattr(unit, field)
        names = [f"{place}.{attribute}" for place in PLACES]
        given = {name: unit.properties[name] for name in names if name in unit.properties}
        if value and value not in map(from_tmx, given.values()):
            found[f"tu.{attribute}"] = _to_tmx(value)
        else:
            found |= given
    return found


def _to_tu(group: list[TranslationUnit]) -> etree._Element:
    from lxml import etree

    first = group[0]
    tu = etree.Element("tu")
    tu.set("srclang", first.source_language)
    _add_metadata(tu, "tu", first)
    for note in first.notes:
        etree.SubElement(tu, "note").text = note
    for kind, field in CONTEXT.items():
        value = getattr(first, field)
        if value and not (kind == "origin" and value == first.properties.get("file")):
            etree.SubElement(tu, "prop", type=kind).text = value
    _add_variant(tu, "source", first)
    for unit in group:
        _add_variant(tu, "target", unit)
    return tu


def _add_variant(tu: etree._Element, place: str, unit: TranslationUnit) -> None:
    from lxml import etree

    tuv = etree.SubElement(tu, "tuv")
    language = unit.source_language if place == "source" else unit.target_language
    tuv.set(XML_LANG, language)
    _add_metadata(tuv, place, unit)
    seg = _parsed(unit.source_markup if place == "source" else unit.target_markup)
    if seg is not None and len(seg):
        tuv.append(seg)
    else:
        etree.SubElement(tuv, "seg").text = unit.source if place == "source" else unit.target


def _add_metadata(element: etree._Element, place: str, unit: TranslationUnit) -> None:
    """Write attributes, properties and notes where they were read."""
    from lxml import etree

    stamps = _stamps(unit)
    for name, value in {**unit.properties, **stamps}.items():
        where, _, rest = name.partition(".")
        plain = where not in PLACES or not rest
        if (place == "tu" and plain) or (where == place and rest.startswith("prop.")):
            kind = name if plain else rest.removeprefix("prop.")
            etree.SubElement(element, "prop", type=_REPEATED.sub("", kind)).text = value
        elif where == place and _REPEATED.sub("", rest) == "note":
            etree.SubElement(element, "note").text = value
        elif where == place and rest and (rest not in STAMPS or name in stamps):
            element.set(rest, value)


def _to_tmx(value: str) -> str:
    match = _ISO.fullmatch(value)
    return "{}{}{}T{}{}{}Z".format(*match.groups()) if match else value
