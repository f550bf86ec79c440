"""Add terms to an XLIFF 2 file: entries in the glossaries of its units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from termbase.errors import InputError
from termbase.formats.xliff.codes import inline_content, plain_text
from termbase.formats.xliff.reader import check_root
from termbase.formats.xliff.segments import XliffSegment, is_locked, unit_languages, unit_segments
from termbase.formats.xml.safe import text_of
from termbase.formats.xml.splice import Changes, Xml, escaped

GLS = "urn:oasis:names:tc:xliff:glossary:2.0"


class GlossEntry(NamedTuple):
    """An entry of a glossary: a term, its translations and its definition."""

    term: str
    translations: tuple[str, ...]
    definition: str = ""


Terms = Callable[[str, tuple[str, str]], Sequence[GlossEntry]]


def with_terms(data: bytes, file: str, terms: Terms) -> tuple[bytes, int]:
    """Return a file with the terms of its source texts in the glossaries of its units.

    Args:
        data: The file, in XLIFF 2.
        file: The name of the file in messages.
        terms: Returns the entries for a text and its source and target language.

    Returns:
        The file, otherwise unchanged, and the number of new entries.

    Raises:
        InputError: If it is not an XLIFF 2 or cannot be read.
    """
    xml = Xml(data, file)
    check_root(xml.root, file)
    if not xml.root.get("version", "").startswith("2."):
        raise InputError(f"{file}:{xml.root.sourceline}: only XLIFF 2 has a glossary module")
    changes = Changes(xml)
    count = 0
    for unit in xml.root.iter("{*}unit"):
        segments = [segment for segment in unit_segments(unit) if not is_locked(segment)]
        glossary = unit.find(f"{{{GLS}}}glossary")
        present = unit.iterfind(f"{{{GLS}}}glossary/{{{GLS}}}glossEntry/{{{GLS}}}term")
        known = set(map(text_of, present))
        entries = terms(_source_text(segments), unit_languages(unit))
        new = list(dict.fromkeys(entry for entry in entries if entry.term not in known))
        count += len(new)
        if new and glossary is not None:
            prefix = xml.name(glossary).removesuffix("glossary")
            last = glossary.findall(f"{{{GLS}}}glossEntry")[-1]
            changes.put_after(last, "".join(_to_xml(new, prefix, xml.indent(last))))
        elif new:
            space = xml.indent(next(unit.iterchildren("{*}*")))
            content = "".join(_to_xml(new, "gls:", f"{space} " if space else ""))
            written = f'{space}<gls:glossary xmlns:gls="{GLS}">{content}{space}</gls:glossary>'
            changes.put_first(unit, written)
    return changes.data(), count


def _source_text(segments: Sequence[XliffSegment]) -> str:
    return "\n".join(plain_text(list(inline_content(one.source, {}))) for one in segments)


def _to_xml(entries: Sequence[GlossEntry], prefix: str, space: str) -> Iterator[str]:
    for entry in entries:
        texts = [("term", entry.term), *(("translation", text) for text in entry.translations)]
        texts += [("definition", entry.definition)] if entry.definition else []
        inner = "".join(
            f"<{prefix}{name}>{escaped(text) or ''}</{prefix}{name}>" for name, text in texts
        )
        yield f"{space}<{prefix}glossEntry>{inner}</{prefix}glossEntry>"
