"""The open elements of an HTML document.

A model of the tree construction of the HTML Living Standard (section 13.2.6): scopes that end
tags do not reach out of, table parts, links that stay open until they are closed, and foreign
content (SVG, MathML). Every operation takes amortised constant time.
"""

from __future__ import annotations

from collections.abc import Mapping

from glossary.documents.html.languages import Inherited
from glossary.documents.html.names import (
    BOUNDARIES,
    BREAKOUT,
    CELLS,
    CLOSED_BY,
    CLOSED_BY_END_TAG,
    CLOSED_IF_CURRENT,
    CLOSES_P,
    HEAD,
    INTEGRATION,
    NO_MARKERS,
    SKIPPED,
    TABLE_PARTS,
    VOID,
)
from glossary.documents.html.scopes import Element, Scope


class OpenElements:
    """The elements that are open at an offset of a document.

    Args:
        is_xml: Apply the rules of XML: ``<a/>`` is an empty element, no element is raw text.
        skipped: The names of the elements whose text is passed over.

    Attributes:
        is_xml: As given.
        is_head_open: True until something that belongs into the body.
    """

    def __init__(self, *, is_xml: bool = False, skipped: frozenset[str] = SKIPPED) -> None:
        self.is_xml = is_xml
        self._skipped_names = skipped
        self.is_head_open = True
        self._has_head = False
        self._is_frameset = False
        self._scopes = [Scope(None, -1)]
        # That of the document, and of each open element with such attributes of its own.
        self._inherited = [Inherited()]
        self._links = 0
        self._unsearched_links = 0
        self._skipped = 0
        self._rubies = 0
        self._templates = 0
        self._opaque: list[Element] = []

    @property
    def is_xml_content(self) -> bool:
        """True in foreign content and XHTML, where CDATA sections and ``<a/>`` are known."""
        return self.is_xml or self._scopes[-1].is_foreign

    @property
    def is_skipped(self) -> bool:
        """True where text is passed over: in certain elements, the head and framesets."""
        in_head = self._has_head and self.is_head_open
        return self._skipped > 0 or in_head or self._is_frameset

    @property
    def is_searched(self) -> bool:
        """True where text is searched: not passed over, nor in another language."""
        is_searched = self._inherited[-1].is_searched and not self._unsearched_links
        return is_searched and not self.is_skipped

    @property
    def is_link(self) -> bool:
        """True inside a link."""
        return self._links > 0

    @property
    def is_ruby(self) -> bool:
        """True inside the document's own ruby annotations."""
        return self._rubies > 0

    @property
    def is_outermost(self) -> bool:
        """True where no table, object or the like is open: where the body can be closed."""
        return len(self._scopes) == 1

    @property
    def opaque_start(self) -> int | None:
        """The start of the outermost open element that nothing is to be inserted into."""
        return self._opaque[0].start if self._opaque else None

    def add_text(self, text: str) -> None:
        """Take note of text; only the head depends on it."""
        if self.is_outermost and not self._skipped and text.strip("\t\n\f\r "):
            self.is_head_open = False

    def open(
        self, name: str, start: int, attributes: Mapping[str, str], is_self_closing: bool
    ) -> None:
        """Take note of a start tag.

        Args:
            name: Its name.
            start: Its offset in the source.
            attributes: Its attributes.
            is_self_closing: True if it ends with ``/>``.
        """
        self._has_head |= name == "head"
        self._is_frameset |= name == "frameset" and self.is_head_open
        if self.is_outermost and name not in HEAD:
            self.is_head_open = False
        if self._scopes[-1].is_foreign and not self.is_xml:
            if name not in BREAKOUT and not (name == "font" and "color" in attributes):
                if not is_self_closing:
                    self._open_foreign(name, start, attributes)
                return
            while self._scopes[-1].is_foreign:
                self._leave_scope()
        if self.is_xml or name in ("svg", "math"):
            if not is_self_closing:
                self._push(name, start, attributes, is_foreign=name in ("svg", "math"))
        elif name in ("html", "body"):
            self._inherited[0] = self._inherited[0].within(attributes)
        elif name not in VOID and name != "head":
            self._open_html(name, start, attributes)

    def close(self, name: str) -> None:
        """Take note of an end tag."""
        if name in ("head", "body", "html", "br") and self.is_outermost:
            self.is_head_open = False
        scope = self._scopes[-1]
        if scope.is_foreign and name not in scope.by_name and self._boundary_name() != name:
            # The end tag of an HTML element ends foreign content, if that element is open.
            if name in ("p", "br") or name in self._scopes[-2].by_name:
                self._leave_scope()
                self.close(name)
        elif name in scope.by_name:
            if self.is_xml_content or _is_closed(scope, name):
                self._pop_through(scope, name)
        elif self._boundary_name() == name:
            self._leave_scope()
        elif name == "a":
            self._set_link(scope, has_link=False)
        elif name == "code":
            self._add_codes(scope, -min(scope.codes, 1))
        else:
            self._close_outer(name)

    def _open_foreign(self, name: str, start: int, attributes: Mapping[str, str]) -> None:
        if name in INTEGRATION:
            inherited = self._inherited[-1].within(attributes)
            self._enter_scope(Element(name, start, inherited, is_skipped=False))
        else:
            self._push(name, start, attributes)

    def _open_html(self, name: str, start: int, attributes: Mapping[str, str]) -> None:
        if name in TABLE_PARTS and not self._start_table_part(name):
            return
        scope = self._scopes[-1]
        if name == "a":
            is_searched = self._inherited[-1].within(attributes).is_searched
            self._set_link(scope, has_link=True, is_searched=is_searched)
        elif name == "code":
            self._add_codes(scope, 1)
        elif name == "select" and self._boundary_name() == name:
            self._leave_scope()
        else:
            if name == "table" and scope.table == len(self._scopes) - 1:
                self._leave_scope()
            outermost = self.opaque_start
            self._close_implied(self._scopes[-1], name)
            if outermost is not None and not self._opaque:
                # What is inserted before a tag that closes an element is still inside of that.
                start = outermost
            self._push(name, start, attributes)

    def _close_implied(self, scope: Scope, name: str) -> None:
        """Close the elements that the start of another one ends."""
        closed = CLOSED_BY.get(name, ("p",) if name in CLOSES_P else ())
        current = scope.elements[-1].name if scope.elements else ""
        if current in CLOSED_IF_CURRENT.get(name, ()):
            self._pop_through(scope, current)
        for other in closed:
            if other not in scope.by_name:
                continue
            is_inside = scope.has_button_above if other == "p" else scope.has_barrier_above
            if other == "button" or not is_inside(other):
                self._pop_through(scope, other)

    def _push(
        self, name: str, start: int, attributes: Mapping[str, str], *, is_foreign: bool = False
    ) -> None:
        inherited = self._inherited[-1].within(attributes) if attributes else self._inherited[-1]
        element = Element(name, start, inherited, is_skipped=name in self._skipped_names)
        if is_foreign or (name in BOUNDARIES and not self.is_xml):
            self._enter_scope(element, is_foreign=is_foreign)
            return
        self._scopes[-1].push(element)
        self._count(element, 1)

    def _enter_scope(self, element: Element, *, is_foreign: bool = False) -> None:
        index = len(self._scopes)
        inherited = -1 if element.name == "template" else self._scopes[-1].table
        table = index if element.name == "table" else inherited
        self._scopes.append(Scope(element, table, is_foreign=is_foreign))
        self._count(element, 1)

    def _leave_scope(self) -> None:
        scope = self._scopes.pop()
        for element in reversed(scope.elements):
            self._count(element, -1)
        if scope.boundary is not None and scope.boundary.name in NO_MARKERS:
            # Formatting that was begun in such an element goes on after it.
            outer = self._scopes[-1]
            self._set_link(
                outer, has_link=scope.has_link or outer.has_link,
                is_searched=scope.is_link_searched and outer.is_link_searched,
            )  # fmt: skip
            self._add_codes(self._scopes[-1], scope.codes)
        self._set_link(scope, has_link=False)
        self._add_codes(scope, -scope.codes)
        if scope.boundary is not None:
            self._count(scope.boundary, -1)

    def _pop_through(self, scope: Scope, name: str) -> None:
        element = None
        while element is None or element.name != name:
            element = scope.pop()
            self._count(element, -1)

    def _count(self, element: Element, by: int) -> None:
        self._skipped += by * element.is_skipped
        self._rubies += by * (element.name == "ruby")
        # In XML a link is an element like any other; a summary is pressed as a whole, too.
        self._links += by * (element.name in ("a", "summary"))
        if element.is_opaque and by > 0:
            self._opaque.append(element)
        elif element.is_opaque:
            # Elements are always closed in the reverse order of their opening.
            self._opaque.pop()
        self._templates += by * (element.name == "template")
        if by > 0:
            self._inherited.append(element.inherited)
        else:
            self._inherited.pop()

    def _set_link(self, scope: Scope, *, has_link: bool, is_searched: bool = True) -> None:
        self._links += has_link - scope.has_link
        self._unsearched_links += scope.is_link_searched - is_searched
        scope.has_link = has_link
        scope.is_link_searched = is_searched

    def _add_codes(self, scope: Scope, number: int) -> None:
        scope.codes += number
        self._skipped += number * ("code" in self._skipped_names)

    def _start_table_part(self, name: str) -> bool:
        """End the open cells of a table before a new part; return False outside a table."""
        if self._scopes[-1].table < 0:
            return False
        while len(self._scopes) - 1 > self._scopes[-1].table:
            self._leave_scope()
        return name in CELLS

    def _close_outer(self, name: str) -> None:
        """Close an element outside the current scope: a table, a part of one, a template."""
        if name == "template" and self._templates:
            while self._boundary_name() != "template":
                self._leave_scope()
            self._leave_scope()
        elif name == "table" or name in TABLE_PARTS:
            self._close_table_part(name)

    def _close_table_part(self, name: str) -> None:
        table = self._scopes[-1].table
        if table < 0:
            return
        while len(self._scopes) - 1 > table:
            is_part = self._boundary_name() == name
            self._leave_scope()
            if is_part:
                return
        if name == "table":
            self._leave_scope()

    def _boundary_name(self) -> str:
        boundary = self._scopes[-1].boundary
        return boundary.name if boundary else ""


def _is_closed(scope: Scope, name: str) -> bool:
    """Return True if an end tag closes the last element of its name."""
    if name == "p":
        return not scope.has_button_above(name)
    return name in CLOSED_BY_END_TAG or not scope.has_special_above(name)
