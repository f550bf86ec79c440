"""Take the annotations of an earlier run out of a presentation, also after another save."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from glossary.documents.opc import (
    CONTENT_TYPES,
    NEW_RELATIONSHIPS,
    find_member,
    main_part,
    relationships,
    relationships_member,
    without_override,
    without_own_relationships,
    xml_part,
)
from glossary.documents.package import Package
from glossary.documents.pptx.deck import relationship_id
from glossary.documents.pptx.names import OWN, OWN_BODY, SIGNATURE, short
from glossary.documents.pptx.text import paragraphs
from glossary.documents.xml import Element, root_of, without

# What is left of the relationships of a part that had none.
_NO_RELATIONSHIPS = without_own_relationships(NEW_RELATIONSHIPS, frozenset())


def without_annotations(package: Package) -> bytes:
    """Return the bytes of a presentation without annotations of ours.

    Raises:
        InputError: If a part that may have some is damaged.
    """
    own = frozenset(name for name in package.names if posixpath.basename(name).startswith(OWN))
    texts = dict(_texts(package, own))
    emptied = frozenset(member for member, text in texts.items() if text == _NO_RELATIONSHIPS)
    changed = {}
    for member in texts.keys() - emptied:
        xml = xml_part(package, member)
        if texts[member] != xml.text:
            changed[member] = xml.with_text(texts[member])
    return package.changed(changed, own | emptied)


def _texts(package: Package, own: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the members that may have something of ours, with their texts without it.

    Args:
        package: The presentation.
        own: The members that are ours as a whole.
    """
    main = main_part(package)
    slides = [link.target for link in relationships(package, main) if link.kind == "slide"]
    for part in (main, *slides):
        links = relationships(package, part)
        member = find_member(package, relationships_member(part))
        ids = frozenset(link.id for link in links if link.target in own)
        if member and ids:
            yield member, without_own_relationships(xml_part(package, member).text, ids)
        for link in links:
            if link.kind == "notesSlide" and link.target in package and link.target not in own:
                yield link.target, without_paragraphs(xml_part(package, link.target).text)
    if own:
        yield main, _without_master(xml_part(package, main).text)
        types = xml_part(package, CONTENT_TYPES).text
        for name in own:
            types = without_override(types, name)
        yield CONTENT_TYPES, types


def without_paragraphs(source: str) -> str:
    """Return the text of a part with notes without paragraphs of ours."""
    if SIGNATURE not in source:
        return source
    return without(source, _own_spans(root_of(source), source))


def _own_spans(parent: Element, source: str) -> Iterator[tuple[int, int]]:
    for element in parent.elements:
        name = short(element.name)
        is_shape = name == "p:sp" and _name_of(element).startswith(OWN)
        is_body = name == "p:txBody" and source.startswith(OWN_BODY, element.tag.end)
        if is_shape or is_body:
            yield element.start, element.end
        elif name in ("p:txBody", "a:txBody"):
            every = list(paragraphs(element))
            own = [one for one in every if one.text(source).startswith(SIGNATURE)]
            # PowerPoint wants one paragraph at least.
            if own and len(own) == len(every):
                last = own.pop()
                yield last.tag.end, last.content_end
            yield from ((one.start, one.end) for one in own)
        else:
            yield from _own_spans(element, source)


def _name_of(shape: Element) -> str:
    names = (
        inner.get("name")
        for properties in shape.elements
        for inner in properties.elements
        if short(inner.name) == "p:cNvPr"
    )
    return next(names, "")


def _without_master(source: str) -> str:
    """Return the text of the presentation without a list of note masters of ours."""
    lists = (one for one in root_of(source).elements if short(one.name) == "p:notesMasterIdLst")
    own = (
        (one.start, one.end)
        for one in lists
        if all(relationship_id(master).startswith("zg") for master in one.elements)
    )
    return without(source, own)
