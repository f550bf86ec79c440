"""Take parts of ours out of a package of Office, with what the other parts say of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from glossary.documents.opc import (
    CONTENT_TYPES,
    NEW_RELATIONSHIPS,
    find_member,
    relationships,
    relationships_member,
    without_override,
    without_own_relationships,
    xml_part,
)
from glossary.documents.package import Package

# The beginning of the names of parts of ours.
OWN = "zg-"
# What is left of the relationships of a part that had none.
_NO_RELATIONSHIPS = without_own_relationships(NEW_RELATIONSHIPS, frozenset())


def own_parts(package: Package) -> frozenset[str]:
    """Return the members of a package that are ours as a whole."""
    return frozenset(name for name in package.names if posixpath.basename(name).startswith(OWN))


def without_links(package: Package, parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the members that name parts of ours, with their texts without these.

    Args:
        package: The package.
        parts: The parts that may have relationships to ours.
    """
    own = own_parts(package)
    if not own:
        return
    for part in parts:
        member = find_member(package, relationships_member(part))
        ids = frozenset(link.id for link in relationships(package, part) if link.target in own)
        if member and ids:
            yield member, without_own_relationships(xml_part(package, member).text, ids)
    types = xml_part(package, CONTENT_TYPES).text
    for name in own:
        types = without_override(types, name)
    yield CONTENT_TYPES, types


def without_own_parts(package: Package, texts: Mapping[str, str]) -> bytes:
    """Return the bytes of a package without parts of ours.

    Args:
        package: The package.
        texts: The members that had something of ours, with their texts without it.

    Raises:
        InputError: If one of these would not be well-formed.
    """
    emptied = frozenset(member for member, text in texts.items() if text == _NO_RELATIONSHIPS)
    changed = {}
    for member in texts.keys() - emptied:
        xml = xml_part(package, member)
        if texts[member] != xml.text:
            changed[member] = xml.with_text(texts[member])
    return package.changed(changed, own_parts(package) | emptied)
