"""Adding terms to an XLIFF 2 file: entries in the glossaries of its units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from termbase.errors import InputError
from termbase.formats.xliff.codes import pieces, text
from termbase.formats.xliff.reader import check_root
from termbase.formats.xliff.segments import Part, is_locked, languages, parts
from termbase.formats.xml.safe import text_of
from termbase.formats.xml.splice import Changes, Xml, escaped

GLS = "urn:oasis:names:tc:xliff:glossary:2.0"


class GlossEntry(NamedTuple):
    """An entry of a glossary: a term, its translations, and what it means."""

    term: str
    translations: tuple[str, ...]
    definition: str = ""


Terms = Callable[[str, tuple[str, str]], Sequence[GlossEntry]]


def with_terms(data: bytes, file: str, terms: Terms) -> tuple[bytes, int]:
    """A file with the terms that stand in its source texts in the glossaries of its units.

    Args:
        data: The file, of XLIFF 2.
        file: What to call it in messages.
        terms: What stands in a text, between the source and target language.

    Returns:
        The file, else as it was, and how many entries are new.

    Raises:
        InputError: If it is no XLIFF 2 or cannot be read.
    """
    xml = Xml(data, file)
    check_root(xml.root, file)
    if not xml.root.get("version", "").startswith("2."):
        raise InputError(f"{file}:{xml.root.sourceline}: only XLIFF 2 has a glossary module")
    changes = Changes(xml)
    count = 0
    for unit in xml.root.iter("{*}unit"):
        shown = [part for part in parts(unit) if not is_locked(part)]
        glossary = unit.find(f"{{{GLS}}}glossary")
        there = unit.iterfind(f"{{{GLS}}}glossary/{{{GLS}}}glossEntry/{{{GLS}}}term")
        known = set(map(text_of, there))
        new = [one for one in terms(_said(shown), languages(unit)) if one.term not in known]
        new = list(dict.fromkeys(new))
        count += len(new)
        if new and glossary is not None:
            prefix = xml.name(glossary).removesuffix("glossary")
            last = glossary.findall(f"{{{GLS}}}glossEntry")[-1]
            changes.put_after(last, "".join(_entries(new, prefix, xml.indent(last))))
        elif new:
            space = xml.indent(next(unit.iterchildren("{*}*")))
            content = "".join(_entries(new, "gls:", f"{space} " if space else ""))
            written = f'{space}<gls:glossary xmlns:gls="{GLS}">{content}{space}</gls:glossary>'
            changes.put_first(unit, written)
    return changes.data(), count


def _said(shown: Sequence[Part]) -> str:
    return "\n".join(text(list(pieces(part.source, {}))) for part in shown)


def _entries(new: Sequence[GlossEntry], prefix: str, space: str) -> Iterator[str]:
    for one in new:
        said = [("term", one.term), *(("translation", t) for t in one.translations)]
        said += [("definition", one.definition)] if one.definition else []
        inner = "".join(
            f"<{prefix}{name}>{escaped(value) or ''}</{prefix}{name}>" for name, value in said
        )
        yield f"{space}<{prefix}glossEntry>{inner}</{prefix}glossEntry>"
