"""A file read element by element, and held to a grammar and to the rules beyond it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple, Protocol

from termbase.errors import Problem
from termbase.formats.rules.content import START
from termbase.formats.rules.grammar import Element, Grammar
from termbase.formats.xml.safe import events

Lines = Mapping[Any, int]


class Finding(NamedTuple):
    """A rule that an element breaks.

    Attributes:
        element: The element, or its line, where the element is gone.
        code: A short stable name of the kind of problem.
        message: What is wrong.
        rule: Where the standard says so: the anchor in its text, or an element.
    """

    element: Any
    code: str
    message: str
    rule: str


class Rules(Protocol):
    """What a format demands.

    Attributes:
        grammar: Its elements and attributes.
        whole: The elements that are looked at when they are complete, and then let go.
    """

    grammar: Grammar
    whole: frozenset[str]

    def begin(self, name: str, element: Any) -> Iterable[Finding]:
        """What is wrong with an element, as far as its beginning tells."""

    def end(self, name: str, element: Any) -> Iterable[Finding]:
        """What is wrong with an element and all that stands in it."""


@dataclass(slots=True)
class _Open:
    """An element that has begun. One of a foreign namespace has no rule, nor has what is in it."""

    name: str
    rule: Element | None
    state: int = START
    broken: bool = False


def problems(file: BinaryIO, name: str, choose: Callable[[Any, Lines], Rules]) -> Iterator[Problem]:
    """What breaks the rules of its format in a file, in the order in which it is found.

    Args:
        file: Open for reading; read piece by piece.
        name: What to call it.
        choose: Gives the rules for a root element and the lines of elements that are there;
            raises what is wrong with it.

    Raises:
        InputError: If it is not well-formed XML, or none of ours.
    """
    lines: dict[Any, int] = {}
    opened: list[_Open] = []
    rules: Rules | None = None
    for event, element, line in events(file, name):
        if event == "start":
            lines[element] = line
        if rules is None:
            rules = choose(element, lines)
        follow = _begin if event == "start" else _end
        for finding in follow(rules, opened, element):
            message = f"{finding.message} ({rules.grammar.name}, {finding.rule})"
            at = finding.element if isinstance(finding.element, int) else lines[finding.element]
            yield Problem(finding.code, message, name, at)
        if event == "end" and rules.grammar.name_of(element.tag) in rules.whole:
            _let_go(element, lines, rules)


def _begin(rules: Rules, opened: list[_Open], element: Any) -> Iterator[Finding]:
    grammar = rules.grammar
    name = grammar.name_of(element.tag)
    above = opened[-1] if opened else None
    if above is not None:
        yield from _text(above, element.getparent(), element.getprevious())
    if above is not None and above.rule is not None:
        foreign = name is None or ":" in name
        state = above.rule.holds.step(above.state, name or "", foreign=foreign)
        if state is None:
            above.broken = True
            may = _listed(above.rule, above.state)
            yield Finding(
                element, "misplaced-element",
                f"{_shown(name, element)} may not stand here in <{above.name}>{may}",
                f"<{above.name}>",
            )  # fmt: skip
        else:
            above.state = state
    known = grammar.elements.get(name or "")
    if above is not None and above.rule is None:
        known = None
    elif known is None and name and ":" in name:
        yield Finding(element, "unknown-element", f"there is no element <{name}>", "its module")
    opened.append(_Open(name or "", known))
    if known is not None and name:
        yield from _attributes(grammar, name, known, element)
        yield from rules.begin(name, element)


def _end(rules: Rules, opened: list[_Open], element: Any) -> Iterator[Finding]:
    this = opened.pop()
    if this.rule is None:
        return
    yield from _text(this, element, element[-1] if len(element) else None)
    if this.state not in this.rule.holds.last and not this.broken:
        may = _listed(this.rule, this.state)
        yield Finding(
            element, "missing-element", f"<{this.name}> is not complete{may}", f"<{this.name}>"
        )
    yield from rules.end(this.name, element)


def _text(this: _Open, parent: Any, before: Any) -> Iterator[Finding]:
    """Text where there may be none: after a child, or before the first."""
    if this.rule is None or this.rule.holds.text:
        return
    text = parent.text if before is None else before.tail
    if text and text.strip():
        said = " ".join(text.split())[:30]
        yield Finding(
            parent, "stray-text", f"there is text in <{this.name}>: {said!r}", f"<{this.name}>"
        )


def _attributes(grammar: Grammar, name: str, known: Element, element: Any) -> Iterator[Finding]:
    present = set()
    for tag, value in element.attrib.items():
        attribute = grammar.attribute_name(tag)
        present.add(attribute)
        type = known.attributes.get(attribute or "") or grammar.attributes.get(attribute or "")
        if attribute not in known.attributes and not _may_have(known, attribute):
            message = f"<{name}> has no attribute {attribute or tag}"
            yield Finding(element, "unknown-attribute", message, f"<{name}>")
            continue
        if type is not None and not type.allows(value):
            yield Finding(
                element, "wrong-value", f"{attribute} of <{name}> is {value!r}, not {type}",
                f"<{name}>",
            )  # fmt: skip
    for attribute in known.required:
        if attribute not in present:
            yield Finding(
                element, "missing-attribute", f"<{name}> lacks the attribute {attribute}",
                f"<{name}>",
            )  # fmt: skip


def _may_have(known: Element, attribute: str | None) -> bool:
    if "**" in known.namespaces or attribute is None:
        return bool(known.namespaces & {"*", "**"})
    prefix, colon, _ = attribute.partition(":")
    # Where a schema lies says nothing of the content.
    return prefix == "xsi" or bool(colon and {"*", prefix} & known.namespaces)


def _shown(name: str | None, element: Any) -> str:
    return f"<{name}>" if name else f"<{element.tag.rpartition('}')[2]}> of another namespace"


def _listed(rule: Element, state: int) -> str:
    names = [
        "elements of other namespaces" if name in ("other", "any") else f"<{name}>"
        for name in rule.holds.expected(state)
    ]
    if not names:
        return ""
    return f"; expected: {', '.join(names[:6])}{' …' if len(names) > 6 else ''}"


def _let_go(element: Any, lines: dict[Any, int], rules: Rules) -> None:
    for inner in element.iter():
        lines.pop(inner, None)
    element.clear()
    before = element.getprevious()
    if before is not None and rules.grammar.name_of(before.tag) in rules.whole:
        element.getparent().remove(before)
