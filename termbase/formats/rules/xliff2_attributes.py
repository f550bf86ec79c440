"""XLIFF 2: what must hold for the attributes of modules: style, size, ITS, plural and gender."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from termbase.formats.rules.grammar import Grammar
from termbase.formats.rules.walk import Finding
from termbase.formats.xml.safe import local

_PROFILES = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}profiles"
_SWITCH = "{urn:oasis:names:tc:xliff:pgs:1.0}switch"
_RESTRICTION = re.compile(r"(\d+,)?(\d+|\*)")
_NUMBER = re.compile(r"\d*")
# The attributes whose values have a form in the standard's own profiles, and whose profile it is.
_SIZES = {
    "sizeRestriction": ("generalProfile", _RESTRICTION),
    "storageRestriction": ("storageProfile", _RESTRICTION),
    "sizeInfo": ("generalProfile", _NUMBER),
    "equivStorage": ("storageProfile", _NUMBER),
}
_OWN_PROFILES = ("", "xliff:codepoints", "xliff:utf8", "xliff:utf16", "xliff:utf32")
_SELECTORS = ("plural", "ordinal", "gender", "select")
_PARTS = re.compile(r"[,\s]+")
# Who did something, as ITS names them; each may also be a reference.
AGENTS = tuple(
    f"{agent}{ref}"
    for agent in ("org", "person", "tool", "revOrg", "revPerson", "revTool")
    for ref in ("", "Ref")
)
_CLASHES = {
    "locQualityIssuesRef": tuple(
        f"locQualityIssue{one}" for one in ("Type", "Comment", "Severity", "ProfileRef", "Enabled")
    ),
    "locQualityRatingScore": ("locQualityRatingVote",),
    "taIdentRef": ("taSource", "taIdent"),
    "provenanceRecordsRef": AGENTS,
}
_ANNOTATIONS = frozenset((
    *_CLASHES, "taClassRef", "taIdent", "mtConfidence", "allowedCharacters", "localeFilterList",
    "locQualityRatingVote",
))  # fmt: skip
_CATEGORIES = frozenset(
    "allowed-characters directionality domain elements-within-text external-resource id-value "
    "language-information locale-filter localization-note localization-quality-issue "
    "localization-quality-rating mt-confidence preserve-space provenance storage-size "
    "target-pointer terminology text-analysis translate".split()
)


def check(element: Any, grammar: Grammar) -> Iterator[Finding]:
    """What is wrong with the attributes of modules on an element."""
    of: dict[str, dict[str, str]] = {}
    for tag, value in element.attrib.items():
        prefix, colon, name = (grammar.attribute_name(tag) or "").partition(":")
        if colon:
            of.setdefault(prefix, {})[name] = value
    if "fs" in of:
        yield from _style(element, of["fs"])
    if "slr" in of:
        yield from _sizes(element, of["slr"])
    if "its" in of:
        yield from _its(element, of["its"])
    if "pgs" in of:
        yield from _variants(element, of["pgs"])


def _of_end(element: Any) -> bool:
    """Whether an element is the end of a pair, of which the start says all."""
    return local(element) == "ec" and element.get("isolated") != "yes"


def _style(element: Any, said: dict[str, str]) -> Iterator[Finding]:
    if "subFs" in said and "fs" not in said:
        yield Finding(element, "style", "fs:subFs without fs:fs", "#subFs")
    if _of_end(element):
        message = "a style on an <ec> that is not isolated; it belongs to the <sc>"
        yield Finding(element, "style", message, "#fs")


def _sizes(element: Any, said: dict[str, str]) -> Iterator[Finding]:
    if "sizeInfo" in said and "sizeInfoRef" in said:
        message = "slr:sizeInfo and slr:sizeInfoRef together"
        yield Finding(element, "size", message, "#slr_size_info_ref")
    if _of_end(element) and {"sizeInfo", "sizeInfoRef"} & set(said):
        message = "a size on an <ec> that is not isolated; it belongs to the <sc>"
        yield Finding(element, "size", message, "#slr_size_info")
    for name, (profile, form) in _SIZES.items():
        value = said.get(name)
        if value is None or form.fullmatch(value):
            continue
        if _profile(element, profile) in _OWN_PROFILES:
            expected = "a number" if form is _NUMBER else "greatest, or least,greatest"
            message = f"slr:{name} is {value!r}; expected: {expected}"
            yield Finding(element, "size", message, "#size_restriction_module")


def _profile(element: Any, attribute: str) -> str:
    """The profile that holds for an element; a file that names none is taken for the usual one."""
    for above in (element, *element.iterancestors("{*}file")):
        profiles = above.find(_PROFILES)
        if profiles is not None:
            return str(profiles.get(attribute, ""))
    return ""


def _its(element: Any, said: dict[str, str]) -> Iterator[Finding]:
    rule = "#ITS-module"
    for name, others in _CLASHES.items():
        both = [other for other in others if other in said] if name in said else []
        if both:
            yield Finding(element, "its", f"its:{name} together with its:{both[0]}", rule)
    if ("taSource" in said) is not ("taIdent" in said):
        yield Finding(element, "its", "its:taSource and its:taIdent go together", rule)
    annotators = [one.partition("|") for one in said.get("annotatorsRef", "").split()]
    for category, bar, tool in annotators:
        if category not in _CATEGORIES or not bar or not tool:
            message = f"{category + bar + tool!r} in its:annotatorsRef; expected: category|IRI"
            yield Finding(element, "its", message, rule)
    if len({category for category, _, _ in annotators}) < len(annotators):
        message = "a category stands twice in its:annotatorsRef"
        yield Finding(element, "its", message, rule)
    kind = element.get("type", "its:generic")
    if local(element) in ("mrk", "sm") and kind != "its:generic" and _ANNOTATIONS & set(said):
        message = f"an annotation of ITS has the type its:generic, not {kind!r}"
        yield Finding(element, "its", message, rule)


def _variants(element: Any, said: dict[str, str]) -> Iterator[Finding]:
    # The standard separates by commas, its examples by spaces.
    for item in _PARTS.split(said["switch"].strip()) if "switch" in said else ():
        selector, colon, variable = item.partition(":")
        if selector not in _SELECTORS or not colon or not variable:
            message = f"{item!r} in pgs:switch; expected: variables after {', '.join(_SELECTORS)}"
            yield Finding(element, "variants", message, "#pgs_switch")
    above = next((one.get(_SWITCH) for one in element.iterancestors() if one.get(_SWITCH)), None)
    if "case" in said and above:
        cases, switches = (_PARTS.split(value.strip()) for value in (said["case"], above))
        if len(cases) != len(switches):
            message = f"the case {said['case']!r} for the switch {above!r}"
            yield Finding(element, "variants", message, "#pgs_case")
