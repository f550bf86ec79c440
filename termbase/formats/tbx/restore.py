"""Write pass-through fields back into a TBX file, as far as the file allows them.

Nothing is written into version 3 that its schema or the dialect does not allow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from termbase.formats.rules.tbx import fits
from termbase.formats.rules.tbx_categories import (
    CATEGORIES,
    GROUPS,
    MODULES,
    NAMESPACE,
    core_name,
)
from termbase.formats.tbx.names import FORMAT, ID_FIELD, LEVEL_NAMES, TAG_FIELD, TbxStyle
from termbase.formats.tbx.terms import is_status_category
from termbase.formats.xml.names import XML_LANG
from termbase.formats.xml.safe import local, parse_fragment, text_of
from termbase.model.concept import Concept, Language, PassThrough, Term
from termbase.model.tags import parse_tag

# An id of XML that does not begin as ours do.
_NAME = re.compile(r"(?![ct]-)[A-Za-z_][\w.-]*")
_VERSION_2_NAMES = {"langSec": "langSet", "termSec": "tig"}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def entry_names(concepts: Sequence[Concept], style: TbxStyle) -> dict[str, str]:
    """Return the id of the entry of each concept, by its id: that of its file if it had one."""
    names = {concept.id: f"c-{concept.id}" for concept in concepts}
    allowed = re.compile(r"(?!t-)\S+") if style.is_version_2 else _NAME
    taken = set(names.values())
    for concept in concepts:
        for item in concept.pass_through:
            name = item.value
            is_id = item[:2] == (FORMAT, ID_FIELD)
            if is_id and allowed.fullmatch(name) and name not in taken:
                taken.add(name)
                names[concept.id] = name
    return names


def tags(term: Term, form: str, style: TbxStyle) -> list[str]:
    """Return the language tags that a file gave a form of a term, if they suit the form."""
    name = TAG_FIELD if form == "text" else f"{form} {TAG_FIELD}"
    return [
        item.value
        for item in term.pass_through
        if item[:2] == (FORMAT, name)
        and (style.is_version_2 or _LANGUAGE.fullmatch(item.value))
        and _suits(item.value, term.language, form)
    ]


def has_own_status(term: Term) -> bool:
    """Return True if a file gave a term a status word that is put back as it is."""
    return any(
        item.format == FORMAT and is_status_category(item.name.rpartition(" ")[2])
        for item in term.pass_through
    )


def _suits(tag: str, language: Language, form: str) -> bool:
    variety = parse_tag(tag)
    if variety is None or variety.language is not language:
        return False
    return not variety.attribute or (variety.attribute == "text") == (form == "text")


def put_back(level: Any, item: PassThrough, style: TbxStyle, ids: dict[str, str]) -> None:
    """Write a pass-through field into a level, if it is allowed there.

    Args:
        level: The element of an entry or a term.
        item: The field.
        style: The style of the file.
        ids: The ids of the file; those of the field are added. The value is the name for the id
            of a person, who must be in the back matter, and empty for others.
    """
    element = _parsed(item.value) if item.format == FORMAT else None
    if element is None:
        return
    _rename(element, style)
    if not _resolve_ids(element, ids):
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
        return parse_fragment(text)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _rename(element: Any, style: TbxStyle) -> None:
    """Rename an element and its descendants for the version and the style."""
    for inner in element.iter("*"):
        if style.is_version_2:
            if inner.tag in _VERSION_2_NAMES:
                inner.tag = _VERSION_2_NAMES[inner.tag]
            continue
        name = inner.get("type", "")
        category = CATEGORIES.get(name)
        if (
            style.is_dct
            and category
            and category.element == inner.tag
            and category.module in style.modules
        ):
            inner.tag = f"{{{MODULES[category.module]}}}{name}"
            del inner.attrib["type"]
        elif not inner.tag.startswith("{"):
            inner.tag = f"{{{NAMESPACE}}}{inner.tag}"


def _resolve_ids(element: Any, ids: dict[str, str]) -> bool:
    """Remove ids that are taken; return False if the target of a reference does not exist."""
    for inner in element.iter("*"):
        name = inner.get("id", "")
        if name in ids or not _NAME.fullmatch(name):
            inner.attrib.pop("id", None)
        else:
            ids[name] = ""
    for inner in element.iter("*"):
        kind = core_name(inner) or local(inner)
        target = inner.get("target", "")
        if kind == "xref" or not target or target in ids:
            continue
        if kind == "transacNote" and _NAME.fullmatch(target):
            ids[target] = text_of(inner)
        elif kind == "ref":
            return False
        else:
            del inner.attrib["target"]
    return True


def _put_language(entry: Any, section: Any, style: TbxStyle) -> None:
    tag = section.get(XML_LANG, "")
    if parse_tag(tag) is None:
        _keep_fitting(_put_in(entry, section), style)
        return
    for there in entry.iterchildren(section.tag):
        if there.get(XML_LANG) == tag and not any(local(child) in LEVEL_NAMES for child in section):
            for child in list(section):
                _keep_fitting(_put_in(there, child), style)
            return


def _put_in(level: Any, element: Any) -> list[Any]:
    """Insert an element where it is allowed: data of the term itself comes first in a term."""
    of_term = ("term", "termNote", "termNoteGrp")
    tag = core_name(element) or local(element)
    kinds = [core_name(child) or local(child) for child in level]
    if tag in of_term:
        may_precede = [kind in of_term for kind in kinds]
    else:
        may_precede = [tag in LEVEL_NAMES or kind not in LEVEL_NAMES for kind in kinds]
    level.insert(max((n for n, it in enumerate(may_precede, 1) if it), default=0), element)
    return [element]


def _put_beside(level: Any, group: Any) -> list[Any]:
    """Add the details of a group to the element of the level that equals the group's first one."""
    if local(group) not in GROUPS or len(group) < 2:
        return []
    main, *others = group
    for child in level:
        there = child[0] if local(child) in GROUPS and len(child) else child
        if _value(there) == _value(main):
            if there is child:
                into = group.makeelement(group.tag)
                level.replace(child, into)
                into.append(there)
            there.getparent().extend(others)
            return list(others)
    return []


def _keep_fitting(elements: list[Any], style: TbxStyle) -> None:
    """Remove inserted elements that are not allowed; of another language only their parts."""
    for element in elements:
        if style.is_version_2 or fits(element, style.modules):
            continue
        if core_name(element) == "langSec":
            for inner in reversed(list(element.iterdescendants("*"))):
                if not fits(inner, style.modules):
                    inner.getparent().remove(inner)
        if not fits(element, style.modules):
            element.getparent().remove(element)


def _value(element: Any) -> tuple[str, str]:
    return element.get("type") or local(element), text_of(element)
