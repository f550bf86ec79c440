"""Whether what a TBX file said may be written back where it stood."""

from __future__ import annotations

import re
from typing import Any

from termbase.formats.tbx.names import GROUPS, LANG, UNPUBLISHED
from termbase.formats.tbx.rules import TYPED, kind_of, wrong
from termbase.formats.xml.safe import local, text_of

# What may stand in what, by the schema of the core; in its groups the first comes first and alone.
_ABOUT = ("note", "ref", "xref")
_AUX = ("admin", "adminGrp", "descrip", "descripGrp", "transacGrp", *_ABOUT)
_INLINE = ("foreign", "hi", "ph")
_CONTENT = {
    "conceptEntry": (*_AUX, "langSec"),
    "langSec": (*_AUX, "termSec"),
    "termSec": ("term", "termNote", "termNoteGrp", *_AUX),
    "adminGrp": ("admin", "adminNote", *_ABOUT),
    "descripGrp": ("descrip", "descripNote", "admin", "adminGrp", "transacGrp", *_ABOUT),
    "termNoteGrp": ("termNote", "admin", "adminGrp", "transacGrp", *_ABOUT),
    "transacGrp": ("transac", "transacNote", "date", *_ABOUT),
    **dict.fromkeys(("term", "admin", "descrip", "termNote", "note", "foreign"), _INLINE),
}
_ORDER = {"term": 0, "termNote": 1, "termNoteGrp": 1, "termSec": 3, "langSec": 3}
_TYPED_ATTRIBUTES = ("type", "id", "target", "datatype", LANG)
_ATTRIBUTES = {
    **dict.fromkeys(TYPED, _TYPED_ATTRIBUTES), "xref": ("type", "id", "target"),
    "note": ("id", LANG), "foreign": ("id", LANG), "langSec": (LANG,), "hi": (), "ph": (),
}  # fmt: skip
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def fits(element: Any, modules: tuple[str, ...]) -> bool:
    """Whether an element may stand where it stands, by the rules and by the schema of the core.

    Args:
        element: With all that is in it; in an entry of version 3.
        modules: Of the dialect.
    """
    names = {one.get("type") or local(one) for one in element.iter()}
    return (
        all(map(_placed, element.iter()))
        and not any(wrong(element, modules))
        # Without modules, as in the dialect Core, there are no data categories.
        and (bool(modules) or not any(kind_of(one) in TYPED for one in element.iter()))
        and not names & UNPUBLISHED
    )


def _placed(element: Any) -> bool:
    """Whether an element is where the schema of the core lets it be, as far as it is checked."""
    kind = kind_of(element)
    children = [kind_of(child) for child in element]
    order = [_ORDER.get(child, 2) for child in children]
    return (
        kind in _CONTENT.get(kind_of(element.getparent()), ())
        and set(element.attrib) <= set(_ATTRIBUTES.get(kind, ("id",)))
        and _LANGUAGE.fullmatch(element.get(LANG, "en")) is not None
        and (kind != "langSec" or (LANG in element.attrib and "termSec" in children))
        and (kind != "xref" or "target" in element.attrib)
        and (kind != "date" or _DATE.fullmatch(text_of(element)) is not None)
        and order == sorted(order)
        and (kind not in GROUPS or [n for n, c in enumerate(children) if c == GROUPS[kind]] == [0])
    )
