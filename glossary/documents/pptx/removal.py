"""Take the annotations of an earlier run out of a presentation, also after another save."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.documents.opc import main_part, relationships, xml_part
from glossary.documents.own_parts import OWN, own_parts, without_links, without_own_parts
from glossary.documents.package import Package
from glossary.documents.pptx.deck import relationship_id
from glossary.documents.pptx.names import OWN_BODY, SIGNATURE, short
from glossary.documents.pptx.text import paragraphs
from glossary.documents.xml import Element, root_of, without


def without_annotations(package: Package) -> bytes:
    """Return the bytes of a presentation without annotations of ours.

    Raises:
        InputError: If a part that may have some is damaged.
    """
    return without_own_parts(package, dict(_texts(package)))


def _texts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the members that may have something of ours, with their texts without it."""
    main, own = main_part(package), own_parts(package)
    slides = [link.target for link in relationships(package, main) if link.kind == "slide"]
    yield from without_links(package, (main, *slides))
    for slide in slides:
        for link in relationships(package, slide):
            if link.kind == "notesSlide" and link.target in package and link.target not in own:
                yield link.target, without_paragraphs(xml_part(package, link.target).text)
    if own:
        yield main, _without_master(xml_part(package, main).text)


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
