"""Put markup before and after terms in a part of a Word document, splitting the runs they are in.

A run is split by insertion only: its end, and the start of another one with the same properties and
our signature (see :mod:`glossary.documents.docx.signature`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.documents.docx.signature import SPLIT_RUN, SPLIT_TEXT
from glossary.documents.docx.story import Child, Run, Story
from glossary.views.docx.markup import Names

_DECLARATION = re.compile(r"""\sxmlns(?::[\w.-]+)?=(?:"[^"]*"|'[^']*')""")
_SPACE = " \t\r\n"
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


class Anchors:
    """The insertions into one part.

    Args:
        text: The text of the part.
        story: What it shows.
        names: The prefixes in it.
    """

    def __init__(self, text: str, story: Story, names: Names) -> None:
        self.names = names
        self._text = text
        self._children = story.children
        self._insertions: list[tuple[int, str]] = []
        # What is put where a run is split: between its elements, or in one of them.
        self._splits: dict[int, list[str]] = {}
        self._cuts: dict[int, dict[int, list[str]]] = {}

    def child(self, offset: int) -> Child:
        """Return the element that shows the character at an offset of the part."""
        return self._children.at(offset)

    def declarations(self, run: Run) -> str:
        """Return the namespaces that a run declares, which its properties may be in."""
        tag = self._text[run.start : self._text.index(">", run.start)]
        return "".join(_DECLARATION.findall(tag)) if "xmlns" in tag else ""

    def put(self, start: int, end: int, before: str, after: str) -> None:
        """Put markup around the characters of a span; calls are in the order of the part."""
        if before:
            self._before(start, before)
        self._after(end, after)

    def _before(self, offset: int, markup: str) -> None:
        child = self.child(offset)
        run = child.run.outer or child.run
        if run is not child.run or self._is_first(child, offset):
            self._insertions.append((run.start, self.names.write(markup)))
        elif offset > child.first:
            self._cut(offset, markup)
        else:
            self._splits.setdefault(child.start, []).append(markup)

    def _after(self, offset: int, markup: str) -> None:
        child = self.child(offset - 1)
        run = child.run.outer or child.run
        is_last = offset >= child.last
        if run is not child.run or (is_last and not self._between(child.end, run.content_end)):
            self._insertions.append((run.end, self.names.write(markup)))
        elif is_last:
            self._splits.setdefault(child.end, []).append(markup)
        else:
            self._cut(offset, markup)

    def insertions(self) -> list[tuple[int, str]]:
        """Return all insertions, in the order in which those at one offset belong."""
        found = list(self._insertions)
        for offset, markups in self._splits.items():
            run = self._run_of_split(offset)
            opening = self._opening(run, SPLIT_RUN)
            markup = self.names.write(f"</w:r>{''.join(markups)}")
            found.append((offset, f"{markup}{opening}"))
        for start, cuts in self._cuts.items():
            found += self._cut_text(self.child(start), cuts)
        return found

    def _is_first(self, child: Child, offset: int) -> bool:
        """Return True if a character is the first of its run."""
        return offset <= child.first and not self._between(child.run.content, child.start)

    def _between(self, start: int, end: int) -> str:
        return self._text[start:end].strip()

    def _cut(self, offset: int, markup: str) -> None:
        cuts = self._cuts.setdefault(self.child(offset - 1).start, {})
        cuts.setdefault(offset, []).append(markup)

    def _cut_text(self, child: Child, cuts: dict[int, list[str]]) -> Iterator[tuple[int, str]]:
        """Yield the insertions that cut the text of one element.

        White space at the ends of a text is not shown unless the element says so; so it gets
        elements of its own that do.
        """
        offsets = set(cuts)
        if not child.keeps_space:
            for offset in cuts:
                offsets |= set(self._around(child, offset))
        ordered = sorted(offsets)
        for offset, end in zip(ordered, [*ordered[1:], child.last], strict=True):
            is_space = end < child.last and not self._between(offset, end)
            yield offset, self._cut_at(child, offset, cuts.get(offset, []), is_space=is_space)

    def _around(self, child: Child, offset: int) -> Iterator[int]:
        """Yield the ends of the white space around an offset, within a text."""
        start = end = offset
        while start > child.first and self._text[start - 1] in _SPACE:
            start -= 1
        while end < child.last and self._text[end] in _SPACE:
            end += 1
        if child.first < start < offset:
            yield start
        if offset < end < child.last:
            yield end

    def _cut_at(self, child: Child, offset: int, markups: list[str], *, is_space: bool) -> str:
        opened = self._text.rfind(_CDATA, child.start, offset)
        in_cdata = opened > self._text.rfind(_CDATA_END, child.start, offset)
        closing = (_CDATA_END if in_cdata else "") + self.names.write("</w:t></w:r>")
        keeps = child.keeps_space or is_space
        text = self.names.write('<w:t xml:space="preserve">' if keeps else "<w:t>")
        opening = self._opening(child.run, SPLIT_TEXT) + text + (_CDATA if in_cdata else "")
        return f"{closing}{self.names.write(''.join(markups))}{opening}"

    def _opening(self, run: Run, signature: str) -> str:
        attributes = f' w:rsidR="{signature}"{self.declarations(run)}'
        return self.names.write(f"<w:r{attributes}>") + run.properties

    def _run_of_split(self, offset: int) -> Run:
        # The offset after an element may be that of the next one, or of something without text.
        return self.child(offset).run
