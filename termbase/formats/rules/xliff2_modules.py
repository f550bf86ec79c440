"""XLIFF 2: what must hold for the elements of modules: candidates, glossary, metadata, others."""

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
from termbase.formats.xml.safe import local

_XML = "{http://www.w3.org/XML/1998/namespace}"
_ISSUES = "{http://www.w3.org/2005/11/its}locQualityIssuesRef"
# Change tracking was a module in 2.0 only.
_REVISIONS = "{urn:oasis:names:tc:xliff:changetracking:2.0}revisions"
# What refers to a span of text in its unit.
_REFERRING = {
    "{urn:oasis:names:tc:xliff:matches:2.0}match": "#candidates_ref",
    "{urn:oasis:names:tc:xliff:glossary:2.0}glossEntry": "#gls_ref",
    "{urn:oasis:names:tc:xliff:glossary:2.0}translation": "#gls_ref",
}
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
_TESTS = ("isPresent", "isNotPresent", "startsWith", "endsWith")
_CODES = ("ph", "pc", "sc", "ec", "mrk", "sm")


def check(name: str, element: Any) -> Iterator[Finding]:
    """What is wrong with an element of a module."""
    if name in _CHECKS:
        yield from _CHECKS[name](element)


def in_unit(unit: Unit) -> Iterator[Finding]:
    """References from modules to what stands in the unit."""
    spans = {one.get("id") for one in (*unit.parts, *unit.inline)}
    for element in unit.element.iterdescendants(*_REFERRING):
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
    issues = [child.get(f"{_XML}id") for child in unit.element]
    for mark in unit.inline:
        ref = mark.get(_ISSUES, "")
        if ref.startswith("#its=") and ref.removeprefix("#its=") not in issues:
            message = f"{ref!r} is no <its:locQualityIssues> of this <unit>"
            yield Finding(mark, "dangling-reference", message, "#itsm_locQualityIssuesRef")
    ids = {element.get("id") for element in unit.element.iter()}
    notes = len(list(unit.element.iterfind("{*}notes/{*}note")))
    for revisions in unit.element.iterdescendants(_REVISIONS):
        ref = revisions.get("ref")
        if ref is not None and ref not in ids:
            message = f"{ref!r} is no id in this <unit>"
            yield Finding(revisions, "dangling-reference", message, "#ctr_ref")
        elif ref is None and notes > 1 and revisions.get("appliesTo") == "note":
            message = "revisions of a note that do not say of which"
            yield Finding(revisions, "dangling-reference", message, "#ctr_ref")


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


def _matches(matches: Any) -> Iterator[Finding]:
    # The sources and targets within have ids of their own.
    seen = set()
    for match in matches:
        id = match.get("id")
        if id is not None and id in seen:
            yield Finding(match, "duplicate-id", f"the id {id!r} stands twice", "#candidates_id")
        seen.add(id)


def _match(match: Any) -> Iterator[Finding]:
    if match.get("subType") is not None and match.get("type") is None:
        message = "a subType without a type"
        yield Finding(match, "sub-type", message, "#candidates_subtype")
    target = match.find("{*}target")
    own = target.get(f"{_XML}lang", "") if target is not None else ""
    wanted = match.getroottree().getroot().get("trgLang", "")
    if match.get("reference") != "yes" and not same_language(own, wanted):
        message = f"the language {own!r} is not that of trgLang, {wanted!r}, nor is it a reference"
        yield Finding(target, "language", message, "#candidates_reference")
    for side in match.iterchildren("{*}source", "{*}target"):
        yield from data_references(match, list(side.iterdescendants()))
        yield from unique(side, _CODES, "#id")
        ends = {end.get("startRef") for end in side.iterdescendants("{*}ec", "{*}em")}
        for start in side.iterdescendants("{*}sc", "{*}sm"):
            if start.get("isolated") != "yes" and start.get("id") not in ends:
                message = f"a <{local(start)}> without its end, and not isolated"
                yield Finding(start, "pair", message, "#isolated")


def _glossary(glossary: Any) -> Iterator[Finding]:
    yield from unique(glossary, ("glossEntry", "translation"), "#gls_id")


def _entry(entry: Any) -> Iterator[Finding]:
    if not any(local(child) in ("translation", "definition") for child in entry):
        message = "a <gls:glossEntry> has a translation or a definition"
        yield Finding(entry, "missing-element", message, "#glossentry")


def _metadata(metadata: Any) -> Iterator[Finding]:
    yield from unique(metadata, ("metaGroup",), "#meta_id")
    for group in metadata.iterdescendants("{*}metaGroup"):
        if group.get("id") is not None and group.get("id") == metadata.get("id"):
            message = f"the id {group.get('id')!r} stands twice"
            yield Finding(group, "duplicate-id", message, "#meta_id")


def _resources(data: Any) -> Iterator[Finding]:
    # The items that a reference names are often left out, in the committee's examples as well.
    yield from unique(data, ("resourceItem", "resourceItemRef"), "#res_id")


def _item(item: Any) -> Iterator[Finding]:
    sides = [child for child in item if local(child) in ("source", "target")]
    if item.get("mimeType") is None and not any(len(side) for side in sides):
        message = "a <res:resourceItem> without content in it has a mimeType"
        yield Finding(item, "missing-attribute", message, "#res_resourceItem")


def _resource(side: Any) -> Iterator[Finding]:
    name = f"res:{local(side)}"
    rule = f"#{name.replace(':', '_')}"
    empty = not len(side) and not (side.text or "").strip()
    if empty is not ("href" in side.attrib):
        message = f"a <{name}> has either content or the attribute href"
        yield Finding(side, "resource", message, rule)
    # What is there for context may be in any language.
    if side.getparent().get("context") == "no":
        wanted = "srcLang" if name == "res:source" else "trgLang"
        language = side.getroottree().getroot().get(wanted, "")
        own = side.get(f"{_XML}lang", "")
        if not same_language(own, language):
            message = f"the language {own!r} is not that of {wanted}, {language!r}"
            yield Finding(side, "language", message, rule)


def _rule(rule: Any) -> Iterator[Finding]:
    tests = [name for name in _TESTS if name in rule.attrib]
    own = any(name.startswith("{") for name in rule.attrib)
    if len(tests) + own != 1:
        message = f"a <val:rule> has one of {', '.join(_TESTS)} or a rule of its own"
        yield Finding(rule, "validation", message, "#val_rule")
    if "existsInSource" in rule.attrib and ("isNotPresent" in tests or not tests):
        message = "existsInSource goes with isPresent, startsWith or endsWith"
        yield Finding(rule, "validation", message, "#val_existsInSource")
    if rule.get("disabled") == "yes" and local(rule.getparent().getparent()) == "file":
        message = "there is nothing above a <file> that could be disabled"
        yield Finding(rule, "validation", message, "#val_disabled")


def _issue(issue: Any) -> Iterator[Finding]:
    if not {"locQualityIssueType", "locQualityIssueComment"} & set(issue.attrib):
        message = "an <its:locQualityIssue> has a type or a comment"
        yield Finding(issue, "missing-attribute", message, "#itsm_locQualityIssue")


def _record(record: Any) -> Iterator[Finding]:
    if not set(AGENTS) & set(record.attrib):
        message = "an <its:provenanceRecord> names a person, an organization or a tool"
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
