"""Stream a file element by element and check it against a grammar and further rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple, Protocol

from termbase.errors import Problem
from termbase.formats.rules.content import START
from termbase.formats.rules.grammar import Element, Grammar
from termbase.formats.xml.safe import events, local

Lines = Mapping[Any, int]


class Finding(NamedTuple):
    """A violation of a rule.

    Attributes:
        element: The element, or its line if the element has been freed.
        code: A short stable name for the kind of problem.
        message: The problem in words.
        rule: The place in the standard: the anchor of a section, or an element.
    """

    element: Any
    code: str
    message: str
    rule: str


class Rules(Protocol):
    """The rules of a format.

    Attributes:
        grammar: Its elements and attributes.
        whole: The elements that are checked as a whole and then freed.
    """

    grammar: Grammar
    whole: frozenset[str]

    def begin(self, name: str, element: Any) -> Iterable[Finding]:
        """Yield the problems of an element that its start tag shows."""

    def end(self, name: str, element: Any) -> Iterable[Finding]:
        """Yield the problems of an element and its content."""


@dataclass(slots=True)
class _Open:
    """An open element. Elements of foreign namespaces, and their content, have no rule."""

    name: str
    rule: Element | None
    state: int = START
    broken: bool = False


class _LineNumbers(dict[Any, int]):
    """The lines of elements; those of elements that were freed are as the parser knows them."""

    def __missing__(self, element: Any) -> int:
        return element.sourceline or 0


def problems(file: BinaryIO, name: str, choose: Callable[[Any, Lines], Rules]) -> Iterator[Problem]:
    """Yield the problems of a file, in the order of the file.

    Args:
        file: An open file, read as a stream.
        name: The name of the file in problems.
        choose: Returns the rules for a root element and a mapping of elements to lines; raises
            ``InputError`` if the root is of another format.

    Raises:
        InputError: If the file is not well-formed XML, or is of another format.
    """
    lines = _LineNumbers()
    opened: list[_Open] = []
    rules: Rules | None = None
    for event, element, line in events(file, name):
        if event == "start":
            lines[element] = line
        if rules is None:
            rules = choose(element, lines)
        check = _begin if event == "start" else _end
        for finding in check(rules, opened, element):
            message = f"{finding.message} ({rules.grammar.name}, {finding.rule})"
            at = finding.element if isinstance(finding.element, int) else lines[finding.element]
            yield Problem(finding.code, message, name, at)
        if event == "end" and rules.grammar.name_of(element.tag) in rules.whole:
            _free(element, lines, rules)


def allows(rules: Rules, element: Any) -> bool:
    """Return True if an element of a tree is allowed behind the siblings before it.

    Args:
        rules: The rules; their ``begin`` and ``end`` are called for the element and its content.
        element: An element with a parent.
    """
    from lxml import etree

    parent = element.getparent()
    declared = rules.grammar.elements.get(rules.grammar.name_of(parent.tag) or "")
    above = _Open(local(parent), declared)
    for sibling in parent.iterchildren("*"):
        if sibling is element:
            break
        list(_advance(rules, above, sibling))
    opened = [above]
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        check = _begin if event == "start" else _end
        if any(True for _ in check(rules, opened, inner)):
            return False
    return True


def _begin(rules: Rules, opened: list[_Open], element: Any) -> Iterator[Finding]:
    grammar = rules.grammar
    name = grammar.name_of(element.tag)
    above = opened[-1] if opened else None
    if above is not None:
        yield from _text(above, element.getparent(), element.getprevious())
        yield from _advance(rules, above, element)
    known = grammar.elements.get(name or "")
    if above is not None and above.rule is None:
        known = None
    elif known is None and name and ":" in name:
        yield Finding(element, "unknown-element", f"unknown element <{name}>", "its module")
    opened.append(_Open(name or "", known))
    if known is not None and name:
        yield from _attributes(grammar, name, known, element)
        yield from rules.begin(name, element)


def _advance(rules: Rules, parent: _Open, child: Any) -> Iterator[Finding]:
    """Move the content model of an element past a child; yield a problem if it is misplaced."""
    if parent.rule is None:
        return
    name = rules.grammar.name_of(child.tag)
    foreign = name is None or ":" in name
    state = parent.rule.content.step(parent.state, name or "", foreign=foreign)
    if state is None:
        parent.broken = True
        expected = _expected(parent.rule, parent.state)
        yield Finding(
            child, "misplaced-element",
            f"{_shown(name, child)} is not allowed here in <{parent.name}>{expected}",
            f"<{parent.name}>",
        )  # fmt: skip
    else:
        parent.state = state


def _end(rules: Rules, opened: list[_Open], element: Any) -> Iterator[Finding]:
    this = opened.pop()
    if this.rule is None:
        return
    yield from _text(this, element, element[-1] if len(element) else None)
    if this.state not in this.rule.content.last and not this.broken:
        expected = _expected(this.rule, this.state)
        yield Finding(
            element, "missing-element", f"<{this.name}> is incomplete{expected}", f"<{this.name}>"
        )
    yield from rules.end(this.name, element)


def _text(this: _Open, parent: Any, before: Any) -> Iterator[Finding]:
    """Yield a problem for text that is not allowed: after a child, or before the first one."""
    if this.rule is None or this.rule.content.text:
        return
    text = parent.text if before is None else before.tail
    if text and text.strip():
        excerpt = " ".join(text.split())[:30]
        yield Finding(
            parent,
            "stray-text",
            f"text is not allowed in <{this.name}>: {excerpt!r}",
            f"<{this.name}>",
        )


def _attributes(grammar: Grammar, name: str, known: Element, element: Any) -> Iterator[Finding]:
    present = set()
    for tag, value in element.attrib.items():
        attribute = grammar.attribute_name(tag)
        present.add(attribute)
        type = known.attributes.get(attribute or "") or grammar.attributes.get(attribute or "")
        if attribute not in known.attributes and not _allows_attribute(known, attribute):
            message = f"unknown attribute {attribute or tag} of <{name}>"
            yield Finding(element, "unknown-attribute", message, f"<{name}>")
            continue
        if type is not None and not type.allows(value):
            message = f"invalid {attribute} {value!r} of <{name}>; expected {type}"
            yield Finding(element, "wrong-value", message, f"<{name}>")
    for attribute in known.required:
        if attribute not in present:
            yield Finding(
                element, "missing-attribute", f"missing attribute {attribute} of <{name}>",
                f"<{name}>",
            )  # fmt: skip


def _allows_attribute(known: Element, attribute: str | None) -> bool:
    if "**" in known.namespaces or attribute is None:
        return bool(known.namespaces & {"*", "**"})
    prefix, colon, _ = attribute.partition(":")
    # xsi:schemaLocation may be on any element.
    return prefix == "xsi" or bool(colon and {"*", prefix} & known.namespaces)


def _shown(name: str | None, element: Any) -> str:
    if name is None:
        return f"<{local(element)}> of another namespace"
    own = local(element)
    # An element may be an equivalent of one in the grammar.
    return f"<{name}>" if name.rpartition(":")[2] == own else f"<{own}> (a <{name}>)"


def _expected(rule: Element, state: int) -> str:
    names = [
        "elements of other namespaces" if name in ("other", "any") else f"<{name}>"
        for name in rule.content.expected(state)
    ]
    if not names:
        return ""
    return f"; expected: {', '.join(names[:6])}{' …' if len(names) > 6 else ''}"


def _free(element: Any, lines: dict[Any, int], rules: Rules) -> None:
    for inner in element.iter():
        lines.pop(inner, None)
    element.clear()
    before = element.getprevious()
    if before is not None and rules.grammar.name_of(before.tag) in rules.whole:
        element.getparent().remove(before)
