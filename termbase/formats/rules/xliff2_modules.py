"""XLIFF 2: rules for the elements of modules: candidates, glossary, metadata and others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from termbase.formats.rules.grammar import Grammar
from termbase.formats.rules.walk import Finding
from termbase.formats.rules.xliff2_attributes import AGENTS
from termbase.formats.rules.xliff2_codes import data_references
from termbase.formats.rules.xliff2_unit import (
    Unit,
    fragment_problem,
    same_language,
    unique,
    within,
)
from termbase.formats.xml.names import XML_ID, XML_LANG
from termbase.formats.xml.safe import local

_ISSUES = "{http://www.w3.org/2005/11/its}locQualityIssuesRef"
# Change tracking was a module in 2.0 only.
_REVISIONS = "{urn:oasis:names:tc:xliff:changetracking:2.0}revisions"
# Elements that refer to a span of text in their unit.
_REFERRING = {
    "{urn:oasis:names:tc:xliff:matches:2.0}match": "#candidates_ref",
    "{urn:oasis:names:tc:xliff:glossary:2.0}glossEntry": "#gls_ref",
    "{urn:oasis:names:tc:xliff:glossary:2.0}translation": "#gls_ref",
}
# Elements of modules that are allowed once, and their parents.
_PARENTS = {
    "mtc:matches": ("unit",),
    "gls:glossary": ("unit",),
    "mda:metadata": ("file", "group", "unit"),
    "res:resourceData": ("file", "group", "unit"),
    "slr:profiles": ("file",),
    "slr:data": ("file", "group", "unit"),
    "val:validation": ("file", "group", "unit"),
}
_TESTS = ("isPresent", "isNotPresent", "startsWith", "endsWith")
_CODES = ("ph", "pc", "sc", "ec", "mrk", "sm")


def check(name: str, element: Any) -> Iterator[Finding]:
    """Yield the problems of an element of a module."""
    if name in _CHECKS:
        yield from _CHECKS[name](element)


def in_unit(unit: Unit, grammar: Grammar) -> Iterator[Finding]:
    """Yield dangling references from modules into their unit."""
    spans = {part.get("id") for part in (*unit.parts, *unit.inline)}
    for element in unit.element.iterdescendants(*_REFERRING):
        ref = element.get("ref")
        if ref is None:
            continue
        wrong = "" if ref.startswith("#") else "a reference into the document begins with #"
        wrong = wrong or fragment_problem(ref, element)
        if not wrong and within(ref, unit, "", "t") not in spans:
            wrong = "not a text of this <unit>"
        if wrong:
            rule = _REFERRING[element.tag]
            yield Finding(element, "dangling-reference", f"{ref!r}: {wrong}", rule)
    issues = [child.get(XML_ID) for child in unit.element]
    for mark in unit.inline:
        ref = mark.get(_ISSUES, "")
        if ref.startswith("#its=") and ref.removeprefix("#its=") not in issues:
            message = f"no <its:locQualityIssues> {ref!r} in this <unit>"
            yield Finding(mark, "dangling-reference", message, "#itsm_locQualityIssuesRef")
    ids = {element.get("id") for element in unit.element.iter()}
    notes = len(list(unit.element.iterfind("{*}notes/{*}note")))
    for revisions in unit.element.iterdescendants(_REVISIONS):
        ref = revisions.get("ref")
        if ref is not None and ref not in ids:
            message = f"no id {ref!r} in this <unit>"
            yield Finding(revisions, "dangling-reference", message, "#ctr_ref")
        elif ref is None and notes > 1 and revisions.get("appliesTo") == "note":
            message = "revisions of a note need a ref if the unit has several notes"
            yield Finding(revisions, "dangling-reference", message, "#ctr_ref")
        yield from _revised_properties(revisions, grammar)


def _revised_properties(revisions: Any, grammar: Grammar) -> Iterator[Finding]:
    """Yield the properties that the revised element does not have."""
    kind = revisions.get("appliesTo", "")
    declared = grammar.elements.get(kind)
    if declared is None:
        return
    for item in revisions.iterdescendants("{*}item"):
        name = item.get("property", "")
        if ":" not in name and name != "content" and name not in declared.attributes:
            message = f"invalid property {name!r}; expected content or an attribute of <{kind}>"
            yield Finding(item, "revision", message, "#ctr_property")


def misplaced(name: str, element: Any, grammar: Grammar) -> Iterator[Finding]:
    """Yield elements of modules in the wrong parent, or repeated."""
    counted: Counter[str] = Counter()
    for child in element:
        module = grammar.name_of(child.tag) or ""
        counted[module] += 1
        if name not in _PARENTS.get(module, (name,)):
            message = f"<{module}> is not allowed in <{name}>"
            yield Finding(child, "misplaced-element", message, f"#{name}")
        elif module in _PARENTS and counted[module] > 1:
            message = f"duplicate <{module}> in this <{name}>"
            yield Finding(child, "misplaced-element", message, f"#{name}")


def _matches(matches: Any) -> Iterator[Finding]:
    # The sources and targets of matches have their own scope of ids.
    seen = set()
    for match in matches:
        id = match.get("id")
        if id is not None and id in seen:
            yield Finding(match, "duplicate-id", f"duplicate id {id!r}", "#candidates_id")
        seen.add(id)


def _match(match: Any) -> Iterator[Finding]:
    if match.get("subType") is not None and match.get("type") is None:
        message = "subType without type"
        yield Finding(match, "sub-type", message, "#candidates_subtype")
    target = match.find("{*}target")
    own = target.get(XML_LANG, "") if target is not None else ""
    wanted = match.getroottree().getroot().get("trgLang", "")
    if match.get("reference") != "yes" and not same_language(own, wanted):
        message = f"the language {own!r} differs from trgLang {wanted!r}, and reference is not yes"
        yield Finding(target, "language", message, "#candidates_reference")
    for side in match.iterchildren("{*}source", "{*}target"):
        yield from data_references(match, list(side.iterdescendants()))
        yield from unique(side, _CODES, "#id")
        ends = {end.get("startRef") for end in side.iterdescendants("{*}ec", "{*}em")}
        for start in side.iterdescendants("{*}sc", "{*}sm"):
            if start.get("isolated") != "yes" and start.get("id") not in ends:
                message = f"<{local(start)}> without its end, and not isolated"
                yield Finding(start, "pair", message, "#isolated")


def _glossary(glossary: Any) -> Iterator[Finding]:
    yield from unique(glossary, ("glossEntry", "translation"), "#gls_id")


def _entry(entry: Any) -> Iterator[Finding]:
    if not any(local(child) in ("translation", "definition") for child in entry):
        message = "<gls:glossEntry> needs a translation or a definition"
        yield Finding(entry, "missing-element", message, "#glossentry")


def _metadata(metadata: Any) -> Iterator[Finding]:
    yield from unique(metadata, ("metaGroup",), "#meta_id")
    for group in metadata.iterdescendants("{*}metaGroup"):
        if group.get("id") is not None and group.get("id") == metadata.get("id"):
            message = f"duplicate id {group.get('id')!r}"
            yield Finding(group, "duplicate-id", message, "#meta_id")


def _resources(data: Any) -> Iterator[Finding]:
    # The items that references name are often missing, in the committee's own examples as well.
    yield from unique(data, ("resourceItem", "resourceItemRef"), "#res_id")


def _item(item: Any) -> Iterator[Finding]:
    sides = [child for child in item if local(child) in ("source", "target")]
    if item.get("mimeType") is None and not any(len(side) for side in sides):
        message = "<res:resourceItem> without content needs a mimeType"
        yield Finding(item, "missing-attribute", message, "#res_resourceItem")


def _resource(side: Any) -> Iterator[Finding]:
    name = f"res:{local(side)}"
    rule = f"#{name.replace(':', '_')}"
    empty = not len(side) and not (side.text or "").strip()
    if empty is not ("href" in side.attrib):
        message = f"<{name}> needs either content or the attribute href, not both"
        yield Finding(side, "resource", message, rule)
    # Context may be in any language.
    if side.getparent().get("context") == "no":
        wanted = "srcLang" if name == "res:source" else "trgLang"
        language = side.getroottree().getroot().get(wanted, "")
        own = side.get(XML_LANG, "")
        if not same_language(own, language):
            message = f"the language {own!r} differs from {wanted} {language!r}"
            yield Finding(side, "language", message, rule)


def _rule(rule: Any) -> Iterator[Finding]:
    tests = [name for name in _TESTS if name in rule.attrib]
    own = any(name.startswith("{") for name in rule.attrib)
    if len(tests) + own != 1:
        message = f"<val:rule> needs exactly one of {', '.join(_TESTS)} or a custom rule"
        yield Finding(rule, "validation", message, "#val_rule")
    if "existsInSource" in rule.attrib and ("isNotPresent" in tests or not tests):
        message = "existsInSource requires isPresent, startsWith or endsWith"
        yield Finding(rule, "validation", message, "#val_existsInSource")
    if rule.get("disabled") == "yes" and local(rule.getparent().getparent()) == "file":
        message = "disabled is not allowed at a <file>, which inherits no rules"
        yield Finding(rule, "validation", message, "#val_disabled")


def _issue(issue: Any) -> Iterator[Finding]:
    if not {"locQualityIssueType", "locQualityIssueComment"} & set(issue.attrib):
        message = "<its:locQualityIssue> needs a type or a comment"
        yield Finding(issue, "missing-attribute", message, "#itsm_locQualityIssue")


def _record(record: Any) -> Iterator[Finding]:
    if not set(AGENTS) & set(record.attrib):
        message = "<its:provenanceRecord> needs a person, an organization or a tool"
        yield Finding(record, "missing-attribute", message, "#itsm_provenanceRecord")


_CHECKS: dict[str, Callable[[Any], Iterator[Finding]]] = {
    "mtc:matches": _matches,
    "mtc:match": _match,
    "gls:glossary": _glossary,
    "gls:glossEntry": _entry,
    "mda:metadata": _metadata,
    "res:resourceData": _resources,
    "res:resourceItem": _item,
    "res:source": _resource,
    "res:target": _resource,
    "val:rule": _rule,
    "its:locQualityIssue": _issue,
    "its:provenanceRecord": _record,
}
