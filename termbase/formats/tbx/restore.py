"""Putting back into a TBX file what has been kept of one, as far as it may stand there.

Nothing is put into version 3 that its schema or the dialect does not allow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from termbase.formats.tbx.fits import fits
from termbase.formats.tbx.names import (
    CATEGORIES,
    FOREIGN,
    GROUPS,
    ID,
    LANG,
    LEVELS,
    MODULES,
    NAMESPACE,
    TAG,
    Style,
)
from termbase.formats.tbx.rules import kind_of
from termbase.formats.xml.safe import local, text_of
from termbase.model.concept import Concept, Language, PassThrough, Term
from termbase.model.tags import parse_tag

# What XML takes for an id and for a language; the first two characters are those of our own ids.
_NAME = re.compile(r"(?![ct]-)[A-Za-z_][\w.-]*")
_OLD = {"langSec": "langSet", "termSec": "tig"}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def entry_names(concepts: Sequence[Concept], style: Style) -> dict[str, str]:
    """The ids of entries, by that of their concepts: the file's own where they had one."""
    names = {concept.id: f"c-{concept.id}" for concept in concepts}
    taken: set[str] = set()
    for concept in concepts:
        for item in concept.pass_through:
            name = item.value
            fit = re.fullmatch(r"(?![ct]-)\S+", name) if style.old else _NAME.fullmatch(name)
            if item[:2] == (FOREIGN, ID) and fit and name not in taken:
                taken.add(name)
                names[concept.id] = name
    return names


def tags(term: Term, form: str, style: Style) -> list[str]:
    """The languages that a file gave a form of a term, if they are what they should be."""
    name = TAG if form == "text" else f"{form} {TAG}"
    return [
        item.value
        for item in term.pass_through
        if item[:2] == (FOREIGN, name)
        and (style.old or _LANGUAGE.fullmatch(item.value))
        and _fits_form(item.value, term.language, form)
    ]


def _fits_form(tag: str, language: Language, form: str) -> bool:
    written = parse_tag(tag)
    if written is None or written.language is not language:
        return False
    return not written.attribute or (written.attribute == "text") == (form == "text")


def put_back(level: Any, item: PassThrough, style: Style, ids: dict[str, str]) -> None:
    """Put what is foreign into a level, if it may stand there.

    Args:
        level: An entry or a term.
        item: What has been kept of one.
        style: That of the file.
        ids: All ids that there are in it, to which those are added that are put in. With the id
            of a person, who has to stand in the back matter, goes the name.
    """
    element = _parsed(item.value) if item.format == FOREIGN else None
    if element is None:
        return
    _dress(element, style)
    if not _identified(element, ids):
        return
    if local(element) in ("langSec", "langSet"):
        _put_language(level, element, style)
    elif re.match(r"(\w+ )?of ", item.name):
        _keep_fitting(_put_beside(level, element), style)
    else:
        _keep_fitting(_put_in(level, element), style)


def _parsed(text: str) -> Any | None:
    from lxml import etree

    if "<!" in text or "<?" in text:
        return None
    try:
        return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _dress(element: Any, style: Style) -> None:
    """Name an element, and all in it, as the version and the style do."""
    for one in element.iter():
        if style.old:
            one.tag = _OLD.get(one.tag, one.tag)
            continue
        name = one.get("type", "")
        category = CATEGORIES.get(name)
        if (
            style.dct
            and category
            and category.element == one.tag
            and category.module in style.modules
        ):
            one.tag = f"{{{MODULES[category.module]}}}{name}"
            del one.attrib["type"]
        elif not one.tag.startswith("{"):
            one.tag = f"{{{NAMESPACE}}}{one.tag}"


def _identified(element: Any, ids: dict[str, str]) -> bool:
    """Leave only ids that are new, and see whether what it refers to is there."""
    for one in element.iter():
        name = one.get("id", "")
        if name in ids or not _NAME.fullmatch(name):
            one.attrib.pop("id", None)
        else:
            ids[name] = ""
    for one in element.iter():
        kind = kind_of(one) or local(one)
        target = one.get("target", "")
        if kind == "xref" or not target or target in ids:
            continue
        if kind == "transacNote" and _NAME.fullmatch(target):
            ids[target] = text_of(one)
        elif kind == "ref":
            return False
        else:
            del one.attrib["target"]
    return True


def _put_language(entry: Any, section: Any, style: Style) -> None:
    tag = section.get(LANG, "")
    if parse_tag(tag) is None:
        _keep_fitting(_put_in(entry, section), style)
        return
    for there in entry.iterchildren(section.tag):
        if there.get(LANG) == tag and not any(local(child) in LEVELS for child in section):
            for child in list(section):
                _keep_fitting(_put_in(there, child), style)
            return


def _put_in(level: Any, element: Any) -> list[Any]:
    """Put an element where it may stand: what is of the term comes first in a term."""
    of_term = ("term", "termNote", "termNoteGrp")
    tag = kind_of(element) or local(element)
    kinds = [kind_of(child) or local(child) for child in level]
    if tag in of_term:
        before = [kind in of_term for kind in kinds]
    else:
        before = [tag in LEVELS or kind not in LEVELS for kind in kinds]
    level.insert(max((n for n, it in enumerate(before, 1) if it), default=0), element)
    return [element]


def _put_beside(level: Any, group: Any) -> list[Any]:
    """Put all of a group but its first element beside the one in the level that equals that."""
    if local(group) not in GROUPS or len(group) < 2:
        return []
    main, *others = group
    for child in level:
        there = child[0] if local(child) in GROUPS and len(child) else child
        if _said(there) == _said(main):
            if there is child:
                into = group.makeelement(group.tag)
                level.replace(child, into)
                into.append(there)
            there.getparent().extend(others)
            return list(others)
    return []


def _keep_fitting(elements: list[Any], style: Style) -> None:
    """Take out what may not stand where it has been put; of another language only that."""
    for element in elements:
        if style.old or fits(element, style.modules):
            continue
        if kind_of(element) == "langSec":
            for one in reversed(list(element.iterdescendants())):
                if not fits(one, style.modules):
                    one.getparent().remove(one)
        if not fits(element, style.modules):
            element.getparent().remove(element)


def _said(element: Any) -> tuple[str, str]:
    return element.get("type") or local(element), text_of(element)
