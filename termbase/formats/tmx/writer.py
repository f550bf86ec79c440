"""Writing TMX 1.4b, streaming; what stands where is told in :mod:`termbase.formats.tmx.reader`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from termbase.errors import InputError
from termbase.formats.tmx.reader import CONTEXT, LANG, PLACES, STAMPS, from_tmx
from termbase.model.unit import TranslationUnit

if TYPE_CHECKING:
    from lxml import etree

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)")
_REPEATED = re.compile(r"#\d+$")
_HEADER = {
    "creationtool": "zh-en-glossary",
    "creationtoolversion": "1",
    "segtype": "sentence",
    "o-tmf": "zh-en-glossary",
    "adminlang": "en",
    "datatype": "plaintext",
}


def write_units(file: BinaryIO, units: Iterable[TranslationUnit]) -> int:
    """Write units as TMX 1.4; neighbours that differ in the target language share a ``tu``.

    Args:
        file: Open for writing.
        units: Taken one by one.

    Returns:
        How many units were written.

    Raises:
        InputError: If a text holds characters that XML cannot.
    """
    from lxml import etree

    count = 0
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(etree.Element("header", {**_HEADER, "srclang": "*all*"}))
            xml.write("\n")
            with xml.element("body"):
                for group in _groups(units):
                    try:
                        tu = _to_tu(group)
                    except (ValueError, etree.XMLSyntaxError) as error:
                        what = f"{group[0].source[:40]!r}: cannot be XML ({error})"
                        raise InputError(what) from None
                    xml.write("\n")
                    xml.write(tu)
                    count += len(group)
                xml.write("\n")
    return count


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
    """What units have in common that may stand in one ``tu``."""
    own = {k: v for k, v in unit.properties.items() if not k.startswith("target.")}
    stamps = {name: value for name, value in _stamps(unit).items() if name.startswith("tu.")}
    return (
        unit.source, unit.source_language, unit.source_markup, unit.before, unit.after,
        unit.origin, unit.notes, sorted(own.items()), sorted(stamps.items()),
    )  # fmt: skip


def _stamps(unit: TranslationUnit) -> dict[str, str]:
    """The attributes that say when and by whom: as they were read, unless that has changed."""
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
    _describe(tu, "tu", first)
    for note in first.notes:
        etree.SubElement(tu, "note").text = note
    for kind, field in CONTEXT.items():
        value = getattr(first, field)
        if value and not (kind == "origin" and value == first.properties.get("file")):
            etree.SubElement(tu, "prop", type=kind).text = value
    _variant(tu, "source", first)
    for unit in group:
        _variant(tu, "target", unit)
    return tu


def _variant(tu: etree._Element, place: str, unit: TranslationUnit) -> None:
    from lxml import etree

    tuv = etree.SubElement(tu, "tuv")
    language = unit.source_language if place == "source" else unit.target_language
    tuv.set(LANG, language)
    _describe(tuv, place, unit)
    markup = unit.source_markup if place == "source" else unit.target_markup
    if markup:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        tuv.append(etree.fromstring(f"<seg>{markup}</seg>", parser))
    else:
        etree.SubElement(tuv, "seg").text = unit.source if place == "source" else unit.target


def _describe(element: etree._Element, place: str, unit: TranslationUnit) -> None:
    """Put attributes, properties and notes where they stood."""
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
