"""Declare the prefixes of what is inserted into an XML text, where the text does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from glossary.documents.xml.scanner import Kind, scan

_PREFIX = re.compile(r"[<\s](\w+):")
_WITHOUT_PREFIX = re.compile(r"<[\w-]+[\s/>]")
_TAG_NAME = re.compile(r"<[\w:-]+")


def bound(
    insertions: Iterable[tuple[int, str]], source: str, prefixes: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    """Yield insertions with the prefixes declared that a part does not bind as usual.

    Args:
        insertions: Offsets, and elements or tags with the usual prefixes.
        source: The text of the part.
        prefixes: The usual prefixes by their namespaces; an empty one is the default.
    """
    root = next(token for token in scan(source) if token.kind in (Kind.START, Kind.EMPTY))
    missing = {
        usual: namespace
        for namespace, usual in prefixes.items()
        if root.prefixes.get(usual) != namespace
    }
    for offset, xml in insertions:
        used = {*_PREFIX.findall(xml), *([""] if _WITHOUT_PREFIX.match(xml) else [])}
        declarations = "".join(
            f' xmlns{usual and f":{usual}"}="{missing[usual]}"'
            for usual in sorted(used & missing.keys())
        )
        # End tags are those of start tags that were declared.
        is_end = xml.startswith("</")
        yield offset, xml if is_end else _TAG_NAME.sub(rf"\g<0>{declarations}", xml, count=1)
