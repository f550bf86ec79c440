"""Names of WordprocessingML (ECMA-376-1, transitional and strict), without their namespaces."""

from __future__ import annotations

from collections.abc import Mapping

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_OTHERS = {
    "mc:": ("http://schemas.openxmlformats.org/markup-compatibility/2006",),
    "wp:": (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    ),
    "m:": (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    ),
}
_PREFIXES = dict.fromkeys(WORD, "") | {
    namespace: prefix for prefix, names in _OTHERS.items() for namespace in names
}
# Values that turn a property off.
OFF = frozenset(("0", "false", "off", "none"))


def short(name: object) -> str:
    """Return the name of an element or attribute without Word's namespace.

    Names of other namespaces that matter here have a prefix, such as ``mc:Fallback``; of all
    others it is empty.
    """
    # Comments have no names to lxml.
    namespace, brace, local = name.rpartition("}") if isinstance(name, str) else ("", "", "")
    if not brace:
        return ""
    prefix = _PREFIXES.get(namespace[1:])
    return "" if prefix is None else prefix + local


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """Return the value of an attribute in Word's namespace; empty if there is none."""
    return next(
        (found for namespace in WORD if (found := attributes.get(f"{{{namespace}}}{name}"))), ""
    )


def is_on(attributes: Mapping[str, str]) -> bool:
    """Return the value of a property that is on or off."""
    return attribute(attributes, "val") not in OFF
