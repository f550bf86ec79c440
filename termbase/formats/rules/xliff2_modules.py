"""XLIFF 2: what must hold in the modules: candidates, glossary, size, validation, ITS and others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from termbase.formats.rules.grammar import Grammar
from termbase.formats.rules.walk import Finding
from termbase.formats.rules.xliff2_codes import data_references
from termbase.formats.rules.xliff2_unit import fragment_problem, inline, parts, unique, within
from termbase.formats.xml import local

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACES = {
    "fs": "{urn:oasis:names:tc:xliff:fs:2.0}",
    "slr": "{urn:oasis:names:tc:xliff:sizerestriction:2.0}",
    "its": "{http://www.w3.org/2005/11/its}",
    "pgs": "{urn:oasis:names:tc:xliff:pgs:1.0}",
}
_REFERRING = {
    "{urn:oasis:names:tc:xliff:matches:2.0}match": "#candidates_ref",
    "{urn:oasis:names:tc:xliff:glossary:2.0}glossEntry": "#gls_ref",
    "{urn:oasis:names:tc:xliff:glossary:2.0}translation": "#gls_ref",
}
_CHANGES = "{urn:oasis:names:tc:xliff:changetracking:2.0}"
# The elements of modules that may stand once, and in which elements.
_PLACES = {
    "mtc:matches": ("unit",),
    "gls:glossary": ("unit",),
    "mda:metadata": ("file", "group", "unit"),
    "res:resourceData": ("file", "group", "unit"),
    "slr:profiles": ("file",),
    "slr:data": ("file", "group", "unit"),
    "val:validation": ("file", "group", "unit"),
}
_SIZE = re.compile(r"(\d+,)?(\d+|\*)")
_WHOLE = re.compile(r"\d*")
# The attributes of the size module whose values have a form in the standard's own profiles.
_SIZES = {
    "sizeRestriction": ("generalProfile", _SIZE),
    "storageRestriction": ("storageProfile", _SIZE),
    "sizeInfo": ("generalProfile", _WHOLE),
    "equivStorage": ("storageProfile", _WHOLE),
}
_OWN_PROFILES = (None, "", "xliff:codepoints", "xliff:utf8", "xliff:utf16", "xliff:utf32")
_TESTS = ("isPresent", "isNotPresent", "startsWith", "endsWith")
_SELECTORS = ("plural", "ordinal", "gender", "select")
_AGENTS = ("org", "person", "tool", "revOrg", "revPerson", "revTool")
_CATEGORIES = frozenset(
    "allowed-characters directionality domain elements-within-text external-resource id-value "
    "language-information locale-filter localization-note localization-quality-issue "
    "localization-quality-rating mt-confidence preserve-space provenance storage-size "
    "target-pointer terminology text-analysis translate".split()
)


def attributes(element: Any, grammar: Grammar) -> Iterator[Finding]:
    """What is wrong with the attributes of modules on an element."""
    of: dict[str, dict[str, str]] = {}
    for tag, value in element.attrib.items():
        prefix, colon, name = (grammar.name_of(tag) or "").partition(":")
        if colon:
            of.setdefault(prefix, {})[name] = value
    if "fs" in of:
        if "subFs" in of["fs"] and "fs" not in of["fs"]:
            yield Finding(element, "style", "fs:subFs without fs:fs", "#subFs")
        yield from _only_isolated(element, "fs:fs", "fs" in of["fs"] or "subFs" in of["fs"])
    if "slr" in of:
        yield from _sizes(element, of["slr"])
    if "its" in of:
        yield from _its(element, of["its"])
    if "pgs" in of:
        yield from _variants(element, of["pgs"])


def check(name: str, element: Any) -> Iterator[Finding]:
    """What is wrong with an element of a module."""
    if name == "mtc:matches":
        yield from _unique_children(element, "match", "#candidates_id")
    elif name == "mtc:match":
        yield from _match(element)
    elif name == "gls:glossary":
        yield from unique(element, ("glossEntry", "translation"), "#gls_id")
    elif name == "gls:glossEntry":
        if not any(local(child) in ("translation", "definition") for child in element):
            message = "a <gls:glossEntry> has a translation or a definition"
            yield Finding(element, "missing-element", message, "#glossentry")
    elif name == "mda:metadata":
        yield from unique(element, ("metaGroup",), "#meta_id")
        for group in element.iterdescendants("{*}metaGroup"):
            if group.get("id") is not None and group.get("id") == element.get("id"):
                message = f"the id {group.get('id')!r} stands twice"
                yield Finding(group, "duplicate-id", message, "#meta_id")
    elif name == "res:resourceData":
        yield from unique(element, ("resourceItem", "resourceItemRef"), "#res_id")
    elif name == "res:resourceItem":
        if element.get("mimeType") is None and not any(
            len(child) for child in element if local(child) in ("source", "target")
        ):
            message = "a <res:resourceItem> without content in it has a mimeType"
            yield Finding(element, "missing-attribute", message, "#res_resourceItem")
    elif name in ("res:source", "res:target"):
        yield from _resource(name, element)
    elif name == "val:rule":
        yield from _rule(element)
    elif name == "its:locQualityIssue":
        if not {"locQualityIssueType", "locQualityIssueComment"} & set(element.attrib):
            message = "an <its:locQualityIssue> has a type or a comment"
            yield Finding(element, "missing-attribute", message, "#itsm_locQualityIssue")
    elif name == "its:provenanceRecord":
        if not any(f"{one}{ref}" in element.attrib for one in _AGENTS for ref in ("", "Ref")):
            message = "an <its:provenanceRecord> names a person, an organization or a tool"
            yield Finding(element, "missing-attribute", message, "#itsm_provenanceRecord")


def in_unit(unit: Any) -> Iterator[Finding]:
    """References from modules to what stands in the unit."""
    spans = {one.get("id") for one in (*parts(unit), *inline(unit, "source", "target"))}
    for element in unit.iterdescendants(*_REFERRING):
        ref = element.get("ref")
        if ref is None:
            continue
        wrong = "" if ref.startswith("#") else "a reference within the document begins with #"
        wrong = wrong or fragment_problem(ref)
        if not wrong and within(ref, unit, "", "t") not in spans:
            wrong = "nothing in this <unit> that has text"
        if wrong:
            rule = _REFERRING[element.tag]
            yield Finding(element, "dangling-reference", f"{ref!r}: {wrong}", rule)
    lists = [child.get("{http://www.w3.org/XML/1998/namespace}id") for child in unit]
    for mark in inline(unit, "source", "target"):
        ref = mark.get(f"{_NAMESPACES['its']}locQualityIssuesRef", "")
        if ref.startswith("#its=") and ref[5:] not in lists:
            message = f"{ref!r} is no <its:locQualityIssues> of this <unit>"
            yield Finding(mark, "dangling-reference", message, "#itsm_locQualityIssuesRef")
    yield from _changes(unit)


def places(name: str, element: Any, grammar: Grammar) -> Iterator[Finding]:
    """Elements of modules that stand where they may not, or twice."""
    counted: Counter[str] = Counter()
    for child in element:
        module = grammar.name_of(child.tag) or ""
        counted[module] += 1
        if name not in _PLACES.get(module, (name,)):
            message = f"<{module}> may not stand in a <{name}>"
            yield Finding(child, "misplaced-element", message, f"#{name}")
        elif module in _PLACES and counted[module] > 1:
            message = f"a second <{module}> in this <{name}>"
            yield Finding(child, "misplaced-element", message, f"#{name}")


def _only_isolated(element: Any, what: str, has: bool) -> Iterator[Finding]:  # noqa: FBT001
    if has and local(element) == "ec" and element.get("isolated") != "yes":
        message = f"{what} on an <ec> that is not isolated; it belongs to the <sc>"
        yield Finding(element, "unknown-attribute", message, "#ec")


def _unique_children(element: Any, name: str, rule: str) -> Iterator[Finding]:
    seen = set()
    for child in element:
        id = child.get("id")
        if local(child) == name and id is not None and id in seen:
            yield Finding(child, "duplicate-id", f"the id {id!r} stands twice", rule)
        seen.add(id)


def _match(match: Any) -> Iterator[Finding]:
    if match.get("subType") is not None and match.get("type") is None:
        message = "a subType without a type"
        yield Finding(match, "sub-type", message, "#candidates_subtype")
    codes = [
        code
        for side in match.iterchildren("{*}source", "{*}target")
        for code in side.iterdescendants()
    ]
    yield from data_references(match, codes)
    for side in match.iterchildren("{*}source", "{*}target"):
        yield from unique(side, ("ph", "pc", "sc", "ec", "mrk", "sm"), "#id")
        ends = {end.get("startRef") for end in side.iterdescendants("{*}ec", "{*}em")}
        for start in side.iterdescendants("{*}sc", "{*}sm"):
            if start.get("isolated") != "yes" and start.get("id") not in ends:
                message = f"a <{local(start)}> without its end, and not isolated"
                yield Finding(start, "pair", message, "#isolated")


def _resource(name: str, element: Any) -> Iterator[Finding]:
    empty = not len(element) and not (element.text or "").strip()
    rule = f"#{name.replace(':', '_')}"
    if empty is not ("href" in element.attrib):
        message = f"a <{name}> has either content or the attribute href"
        yield Finding(element, "resource", message, rule)
    wanted = "srcLang" if name == "res:source" else "trgLang"
    language = element.getroottree().getroot().get(wanted, "")
    # What is there for context may be in any language, in the committee's own examples as well.
    own = element.get(_LANG) if element.getparent().get("context") == "no" else None
    if own and language and not f"{own}-".lower().startswith(f"{language}-".lower()):
        message = f"the language {own!r} is not that of {wanted}, {language!r}"
        yield Finding(element, "language", message, rule)


def _rule(rule: Any) -> Iterator[Finding]:
    tests = [name for name in _TESTS if name in rule.attrib]
    own = [name for name in rule.attrib if name.startswith("{")]
    if len(tests) + bool(own) != 1:
        message = f"a <val:rule> has one of {', '.join(_TESTS)} or a rule of its own"
        yield Finding(rule, "validation", message, "#val_rule")
    if "existsInSource" in rule.attrib and ("isNotPresent" in tests or not tests):
        message = "existsInSource goes with isPresent, startsWith or endsWith"
        yield Finding(rule, "validation", message, "#val_existsInSource")
    above = rule.getparent().getparent()
    if rule.get("disabled") == "yes" and above is not None and local(above) == "file":
        message = "there is nothing above a <file> that could be disabled"
        yield Finding(rule, "validation", message, "#val_disabled")


def _sizes(element: Any, said: dict[str, str]) -> Iterator[Finding]:
    if "sizeInfo" in said and "sizeInfoRef" in said:
        message = "slr:sizeInfo and slr:sizeInfoRef together"
        yield Finding(element, "size", message, "#slr_size_info_ref")
    yield from _only_isolated(element, "slr:sizeInfo", bool({"sizeInfo", "sizeInfoRef"} & set(said)))
    for name, (profile, form) in _SIZES.items():
        value = said.get(name)
        if value is None or form.fullmatch(value):
            continue
        if _profile(element, profile) in _OWN_PROFILES:
            message = f"slr:{name} is {value!r}; expected: a number"
            message += ", or least,greatest" if form is _SIZE else ""
            yield Finding(element, "size", message, "#size_restriction_module")


def _profile(element: Any, attribute: str) -> str | None:
    for above in (element, *element.iterancestors("{*}file")):
        profiles = above.find(f"{_NAMESPACES['slr']}profiles")
        if profiles is not None:
            return str(profiles.get(attribute, ""))
    return None


def _its(element: Any, said: dict[str, str]) -> Iterator[Finding]:
    rule = "#ITS-module"
    clashes = {
        "locQualityIssuesRef": [name for name in said if re.match("locQualityIssue[A-Z]", name)],
        "locQualityRatingScore": ["locQualityRatingVote"],
        "taIdentRef": ["taSource", "taIdent"],
        "provenanceRecordsRef": [f"{one}{ref}" for one in _AGENTS for ref in ("", "Ref")],
    }
    for name, others in clashes.items():
        if name in said and (both := sorted(set(others) & set(said))):
            yield Finding(element, "its", f"its:{name} together with its:{both[0]}", rule)
    if ("taSource" in said) is not ("taIdent" in said):
        yield Finding(element, "its", "its:taSource and its:taIdent go together", rule)
    used = []
    for annotator in said.get("annotatorsRef", "").split():
        category, bar, tool = annotator.partition("|")
        used.append(category)
        if category not in _CATEGORIES or not bar or not tool:
            message = f"{annotator!r} in its:annotatorsRef; expected: category|IRI"
            yield Finding(element, "its", message, rule)
    if len(set(used)) < len(used):
        message = "a category stands twice in its:annotatorsRef"
        yield Finding(element, "its", message, rule)
    marks = set(said) & {"taClassRef", "taIdentRef", "taIdent", "mtConfidence", "allowedCharacters",
                         "localeFilterList", "locQualityIssuesRef", "provenanceRecordsRef",
                         "locQualityRatingScore", "locQualityRatingVote"}  # fmt: skip
    kind = element.get("type")
    if marks and local(element) in ("mrk", "sm") and kind not in (None, "its:generic"):
        message = f"an annotation of ITS has the type its:generic, not {kind!r}"
        yield Finding(element, "its", message, rule)


def _variants(element: Any, said: dict[str, str]) -> Iterator[Finding]:
    rule = "#pgs_switch"
    for item in re.split(r"[,\s]+", said.get("switch", "").strip()):
        selector, colon, variable = item.partition(":")
        if "switch" in said and (selector not in _SELECTORS or not colon or not variable):
            message = f"{item!r} in pgs:switch; expected: one of {', '.join(_SELECTORS)}:variable"
            yield Finding(element, "variants", message, rule)
    if "case" in said:
        key = f"{_NAMESPACES['pgs']}switch"
        above = next((one.get(key) for one in element.iterancestors() if one.get(key)), None)
        if above and len(re.split(r"[,\s]+", above.strip())) != len(
            re.split(r"[,\s]+", said["case"].strip())
        ):
            message = f"the case {said['case']!r} for the switch {above!r}"
            yield Finding(element, "variants", message, "#pgs_case")


def _changes(unit: Any) -> Iterator[Finding]:
    """Revisions, a module of version 2.0, of elements that are not there."""
    ids = {element.get("id") for element in unit.iter()}
    for revisions in unit.iterdescendants(f"{_CHANGES}revisions"):
        ref = revisions.get("ref")
        kind = revisions.get("appliesTo", "")
        several = len(list(unit.iterdescendants(f"{{*}}{kind}"))) > 1 if kind.isalpha() else False
        if ref is not None and ref not in ids:
            message = f"{ref!r} is no id in this <unit>"
            yield Finding(revisions, "dangling-reference", message, "#ctr_ref")
        elif ref is None and several and kind == "note":
            message = "revisions of a note that do not say of which"
            yield Finding(revisions, "dangling-reference", message, "#ctr_ref")
