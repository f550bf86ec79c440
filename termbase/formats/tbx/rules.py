"""Whether an entry of a TBX file keeps the rules of its dialect.

The published schemas leave holes: those of the structure let any category stand anywhere in style
DCA, and those of the categories do not look at the structure. Here both are checked: what may
stand in what and in which order (ISO 30042:2019, core structure), and which categories there are
in a dialect, at which levels, with which values. Version 2 is older than these rules and is not
held to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from termbase.errors import Problem
from termbase.formats.tbx.names import CATEGORIES, DIALECTS, LANG, LEVELS, MODULES, NAMESPACE
from termbase.formats.xml.safe import local, text_of

TYPED = frozenset(
    "descrip descripNote admin adminNote termNote transac transacNote ref xref".split()
)
_ABOUT = "admin adminGrp descrip descripGrp note ref transacGrp xref".split()


class _Content(NamedTuple):
    """What stands in an element: first one of these, then any of those, and so on.

    Attributes:
        parts: What may stand there, in this order.
        first: Whether the first part stands there exactly once, or may be missing.
        last: Whether the last part stands there at least once.
    """

    parts: tuple[list[str], ...]
    first: bool = True
    last: bool = False


_CONTENT = {
    "conceptEntry": _Content((_ABOUT, ["langSec"]), first=False, last=True),
    "langSec": _Content((_ABOUT, ["termSec"]), first=False, last=True),
    "termSec": _Content((["term"], ["termNote", "termNoteGrp"], _ABOUT)),
    "descripGrp": _Content(
        (["descrip"], "admin adminGrp descripNote note ref transacGrp xref".split())
    ),
    "adminGrp": _Content((["admin"], "adminNote note ref xref".split())),
    "transacGrp": _Content((["transac"], "date note ref transacNote xref".split())),
    "termNoteGrp": _Content((["termNote"], "admin adminGrp note ref transacGrp xref".split())),
}
_NEEDED = {"conceptEntry": ("id", "id"), "langSec": (LANG, "xml:lang")}


def _root(root: Any, file: str) -> Iterator[Problem]:
    if local(root) != "tbx":
        return
    line = root.sourceline or 0
    if not root.tag.startswith(f"{{{NAMESPACE}}}"):
        yield _problem(f"a <tbx> that is not in the namespace {NAMESPACE}", file, line)
    if not root.get("type"):
        yield _problem("a <tbx> without a type, as TBX-Basic", file, line)
    if root.get("style", "dca") not in ("dca", "dct"):
        yield _problem(f"{root.get('style')!r} is no style; known: dca, dct", file, line)


def check_frame(element: Any, root: Any, file: str) -> Iterator[Problem]:
    """What is wrong with the header, or with what stands around the entries: root and text."""
    if local(element) == "text":
        yield from _root(root, file)
    if not element.tag.startswith(f"{{{NAMESPACE}}}"):
        return
    if local(element) == "text":
        for child in element:
            if local(child) not in ("body", "back"):
                yield _misplaced(child, local(child), element, file)
        return
    for source in element.iter(f"{{{NAMESPACE}}}sourceDesc"):
        loose = [source.text, *(child.tail for child in source)]
        if any(text and text.strip() for text in loose):
            line = source.sourceline or 0
            yield _problem("text in a <sourceDesc> that no <p> is around", file, line)


def check(entry: Any, root: Any, file: str) -> Iterator[Problem]:
    """What is wrong with an entry.

    Args:
        entry: A ``conceptEntry``; one of version 2 has nothing wrong with it.
        root: Of its file, which says what dialect and style it is of.
        file: What to call it.
    """
    if is_core(entry):
        modules = DIALECTS.get(root.get("type", "").removeprefix("TBX-"), ())
        yield from wrong(entry, modules, file, root.get("style", "dca"))


def wrong(
    within: Any, modules: tuple[str, ...], file: str = "", style: str = ""
) -> Iterator[Problem]:
    """What is wrong within an element of an entry.

    Args:
        within: The element.
        modules: Of the dialect; none where any category may stand.
        file: What to call it.
        style: ``dca`` or ``dct``; empty where it is not asked.
    """
    for element in within.iter():
        tag = local(element)
        line = element.sourceline or 0
        if tag in _CONTENT:
            yield from _content(element, tag, file)
        if tag in _NEEDED and not element.get(_NEEDED[tag][0]):
            yield _problem(f"a <{tag}> without {_NEEDED[tag][1]}", file, line)
        name = element.get("type") if tag in TYPED else None if is_core(element) else tag
        if tag in TYPED and not name:
            yield _problem(f"a <{tag}> without a type", file, line)
        elif name and style and (style == "dct") == is_core(element):
            yield _problem(f"{name!r} is not written as in style {style}", file, line)
        elif name and modules:
            yield from _category(element, name, tag, modules, file)


def _content(element: Any, tag: str, file: str) -> Iterator[Problem]:
    parts, first, last = _CONTENT[tag]
    line = element.sourceline or 0
    tags = [kind_of(child) or local(child) for child in element]
    if first and tags[:1] != parts[0]:
        yield _problem(f"a <{tag}> that does not begin with its <{parts[0][0]}>", file, line)
    if first and tags.count(parts[0][0]) > 1:
        yield _problem(f"more than one <{parts[0][0]}> in a <{tag}>", file, line)
    if last and not set(tags) & set(parts[-1]):
        yield _problem(f"a <{tag}> without a <{parts[-1][0]}>", file, line)
    place = 0
    for child, kind in zip(element, tags, strict=True):
        where = next((number for number, part in enumerate(parts) if kind in part), None)
        if where is None or where < place:
            # That of the first part is told above.
            if not first or where != 0:
                yield _misplaced(child, kind, element, file)
        else:
            place = where


def _misplaced(child: Any, kind: str, parent: Any, file: str) -> Problem:
    name = local(child)
    said = f"<{name}>" if name == kind else f"<{name}> (<{kind}>)"
    return _problem(
        f"a {said} that may not stand there in a <{local(parent)}>", file, child.sourceline or 0
    )


def is_core(element: Any) -> bool:
    """Whether an element is of the core, and of no module."""
    return str(element.tag).startswith(f"{{{NAMESPACE}}}")


def kind_of(element: Any) -> str:
    """The element of style DCA that an element of either style is; empty for what is none."""
    name = local(element)
    if element.tag == f"{{{NAMESPACE}}}{name}":
        return name
    category = CATEGORIES.get(name)
    known = category and element.tag == f"{{{MODULES[category.module]}}}{name}"
    return category.element if category and known else ""


def _category(
    element: Any, name: str, tag: str, modules: tuple[str, ...], file: str
) -> Iterator[Problem]:
    line = element.sourceline or 0
    category = CATEGORIES.get(name)
    if category is None or category.module not in modules:
        yield _problem(f"no category {name!r} in this dialect", file, line)
        return
    if tag in TYPED and tag != category.element:
        yield _problem(f"{name!r} is a <{category.element}> and no <{tag}>", file, line)
    if not is_core(element) and element.tag != f"{{{MODULES[category.module]}}}{name}":
        yield _problem(f"{name!r} is not in the namespace of {category.module}", file, line)
    level = next(
        (LEVELS[local(above)] for above in element.iterancestors() if local(above) in LEVELS), ""
    )
    grouped = local(element.getparent()).endswith("Grp")
    if level not in category.levels:
        yield _problem(f"{name!r} may not stand in a <{level}>", file, line)
    elif name == "source" and level != "termSec" and not grouped:
        yield _problem(
            "'source' stands for itself, and not with what it is the source of", file, line
        )
    value = text_of(element)
    if category.values and value not in category.values:
        known = ", ".join(category.values)
        yield _problem(f"{value!r} is no {name}; known: {known}", file, line)


def _problem(message: str, file: str, line: int) -> Problem:
    return Problem("tbx", message, file, line)
