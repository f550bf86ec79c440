"""XLIFF 2: rules for the attributes of modules: style, size, ITS, plural and gender."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termbase.formats.rules.grammar import Grammar
from termbase.formats.rules.walk import Finding
from termbase.formats.xml.names import XML_ID
from termbase.formats.xml.safe import local

_PROFILES = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}profiles"
_SIZE_DATA = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}data"
_SWITCH = "{urn:oasis:names:tc:xliff:pgs:1.0}switch"
_RESTRICTION = re.compile(r"(\d+,)?(\d+|\*)")
_NUMBER = re.compile(r"\d*")
_DECIMAL = re.compile(r"[-+]?[\d.,]+")
# Attributes whose values have a prescribed form in the standard's own profiles, and the attribute
# that names the profile.
_SIZES = {
    "sizeRestriction": ("generalProfile", _RESTRICTION),
    "storageRestriction": ("storageProfile", _RESTRICTION),
    "sizeInfo": ("generalProfile", _NUMBER),
    "equivStorage": ("storageProfile", _NUMBER),
}
# Pairs of a name and a value, with escaped commas and backslashes (XLIFF 2.1, 5.4.3.2, subFs).
_SUB_STYLE = r"(?:[^,\\]|\\[,\\])"
_SUB_STYLES = re.compile(rf"{_SUB_STYLE}+,{_SUB_STYLE}*(?:\\{_SUB_STYLE}+,{_SUB_STYLE}*)*")
_OWN_PROFILES = ("", "xliff:codepoints", "xliff:utf8", "xliff:utf16", "xliff:utf32")
_SELECTORS = ("plural", "ordinal", "gender", "select")
_PARTS = re.compile(r"[,\s]+")
# The agents of ITS provenance; each may also be a reference.
AGENTS = tuple(
    f"{agent}{ref}"
    for agent in ("org", "person", "tool", "revOrg", "revPerson", "revTool")
    for ref in ("", "Ref")
)
_EXCLUSIVE = {
    "locQualityIssuesRef": tuple(
        f"locQualityIssue{name}"
        for name in ("Type", "Comment", "Severity", "ProfileRef", "Enabled")
    ),
    "locQualityRatingScore": ("locQualityRatingVote",),
    "taIdentRef": ("taSource", "taIdent"),
    "provenanceRecordsRef": AGENTS,
}
_ANNOTATIONS = frozenset((
    *_EXCLUSIVE, "taClassRef", "taIdent", "mtConfidence", "allowedCharacters", "localeFilterList",
    "locQualityRatingVote",
))  # fmt: skip
_CATEGORIES = frozenset(
    "allowed-characters directionality domain elements-within-text external-resource id-value "
    "language-information locale-filter localization-note localization-quality-issue "
    "localization-quality-rating mt-confidence preserve-space provenance storage-size "
    "target-pointer terminology text-analysis translate".split()
)


def check(element: Any, grammar: Grammar) -> Iterator[Finding]:
    """Yield the problems of the attributes of modules on an element."""
    by_module: dict[str, dict[str, str]] = {}
    for tag, value in element.attrib.items():
        prefix, colon, name = (grammar.attribute_name(tag) or "").partition(":")
        if colon:
            by_module.setdefault(prefix, {})[name] = value
    if "fs" in by_module:
        yield from _style(element, by_module["fs"])
    if "slr" in by_module:
        yield from _sizes(element, by_module["slr"])
    if "its" in by_module:
        yield from _its(element, by_module["its"])
    if "pgs" in by_module:
        yield from _variants(element, by_module["pgs"])


def _of_end(element: Any) -> bool:
    """Return True for the end of a pair, whose properties are on its start."""
    return local(element) == "ec" and element.get("isolated") != "yes"


def _style(element: Any, values: dict[str, str]) -> Iterator[Finding]:
    for name in values.keys() - {"fs", "subFs"}:
        message = f"unknown attribute fs:{name}; expected fs:fs or fs:subFs"
        yield Finding(element, "unknown-attribute", message, "#fs-mod")
    if "subFs" in values and "fs" not in values:
        yield Finding(element, "style", "fs:subFs without fs:fs", "#subFs")
    if "subFs" in values and not _SUB_STYLES.fullmatch(values["subFs"]):
        message = f"invalid fs:subFs {values['subFs']!r}; expected name,value pairs"
        yield Finding(element, "style", message, "#subFs")
    if local(element) == "xliff":
        yield Finding(element, "style", "style is not allowed on <xliff>", "#fs")
    if _of_end(element):
        message = "style on a non-isolated <ec>; it belongs on the <sc>"
        yield Finding(element, "style", message, "#fs")


def _sizes(element: Any, values: dict[str, str]) -> Iterator[Finding]:
    if "sizeInfo" in values and "sizeInfoRef" in values:
        message = "slr:sizeInfo and slr:sizeInfoRef exclude each other"
        yield Finding(element, "size", message, "#slr_size_info_ref")
    if _of_end(element) and {"sizeInfo", "sizeInfoRef"} & set(values):
        message = "size on a non-isolated <ec>; it belongs on the <sc>"
        yield Finding(element, "size", message, "#slr_size_info")
    ref = values.get("sizeInfoRef")
    if ref is not None and ref not in _size_data_ids(element):
        message = f"slr:sizeInfoRef {ref!r} is not in an <slr:data> of this element or above"
        yield Finding(element, "dangling-reference", message, "#slr_size_info_ref")
    for name, (profile, form) in _SIZES.items():
        value = values.get(name)
        if value is None or form.fullmatch(value):
            continue
        profile_name = _profile(element, profile)
        # Without a profile the information may be any text, but a number must be an integer.
        is_free = name == "sizeInfo" and not profile_name and not _DECIMAL.fullmatch(value)
        if profile_name in _OWN_PROFILES and not is_free:
            expected = "a number" if form is _NUMBER else "maximum, or minimum,maximum"
            message = f"invalid slr:{name} {value!r}; expected {expected}"
            yield Finding(element, "size", message, "#size_restriction_module")


def _size_data_ids(element: Any) -> set[str]:
    """Return the ids in the ``<slr:data>`` that are siblings of an element or its ancestors."""
    parents = element.iterancestors()
    return {
        inner.get("id") or inner.get(XML_ID, "")
        for parent in parents
        for data in parent.iterchildren(_SIZE_DATA)
        for inner in data.iter("*")
    }


def _profile(element: Any, attribute: str) -> str:
    """Return the profile that applies to an element; empty if its file names none."""
    for above in (element, *element.iterancestors("{*}file")):
        profiles = above.find(_PROFILES)
        if profiles is not None:
            return str(profiles.get(attribute, ""))
    return ""


def _its(element: Any, values: dict[str, str]) -> Iterator[Finding]:
    rule = "#ITS-module"
    for name, others in _EXCLUSIVE.items():
        clashing = [other for other in others if other in values] if name in values else []
        if clashing:
            message = f"its:{name} and its:{clashing[0]} exclude each other"
            yield Finding(element, "its", message, rule)
    if ("taSource" in values) is not ("taIdent" in values):
        yield Finding(element, "its", "its:taSource and its:taIdent require each other", rule)
    annotators = [ref.partition("|") for ref in values.get("annotatorsRef", "").split()]
    for category, bar, tool in annotators:
        if category not in _CATEGORIES or not bar or not tool:
            message = f"invalid its:annotatorsRef {category + bar + tool!r}; expected category|IRI"
            yield Finding(element, "its", message, rule)
    if len({category for category, _, _ in annotators}) < len(annotators):
        message = "duplicate category in its:annotatorsRef"
        yield Finding(element, "its", message, rule)
    kind = element.get("type", "its:generic")
    if local(element) in ("mrk", "sm") and kind != "its:generic" and _ANNOTATIONS & set(values):
        message = f"invalid type {kind!r} of an ITS annotation; expected its:generic"
        yield Finding(element, "its", message, rule)


def _variants(element: Any, values: dict[str, str]) -> Iterator[Finding]:
    # The standard uses commas as separators, its examples use spaces.
    for item in _PARTS.split(values["switch"].strip()) if "switch" in values else ():
        selector, colon, variable = item.partition(":")
        if selector not in _SELECTORS or not colon or not variable:
            known = ", ".join(_SELECTORS)
            message = f"invalid pgs:switch {item!r}; expected selector:variable, with {known}"
            yield Finding(element, "variants", message, "#pgs_switch")
    switches = (ancestor.get(_SWITCH) for ancestor in element.iterancestors())
    switch = next(filter(None, switches), None)
    if "case" in values and switch:
        cases, selectors = (_PARTS.split(value.strip()) for value in (values["case"], switch))
        if len(cases) != len(selectors):
            message = f"the case {values['case']!r} does not fit the switch {switch!r}"
            yield Finding(element, "variants", message, "#pgs_case")
