"""Fields of a Word document that are open: a code, which is not shown, and its result."""

from __future__ import annotations

from dataclasses import dataclass

# Fields whose whole result is made anew when the document is updated.
_VOLATILE = frozenset(("TOC", "TOA", "INDEX", "BIBLIOGRAPHY"))


@dataclass(slots=True)
class _Field:
    code: str = ""
    has_result: bool = False

    @property
    def kind(self) -> str:
        return (self.code.split() or [""])[0].upper()


class Fields:
    """The fields around a place in the text, which can be nested.

    Attributes:
        in_code: True in the code of one of them.
        in_link: True in the result of a link.
        is_volatile: True in a result that is made anew on update.
    """

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self.in_code = self.in_link = self.is_volatile = False

    def begin(self, code: str = "", *, has_result: bool = False) -> None:
        """Open a field; a simple one has its code, and its result is its content."""
        self._open.append(_Field(code, has_result))
        self._update()

    def add_code(self, text: str) -> None:
        """Add a part of the code of the innermost field."""
        if self._open:
            self._open[-1].code += text

    def separate(self) -> None:
        """Note that the result of the innermost field begins."""
        if self._open:
            self._open[-1].has_result = True
            self._update()

    def end(self) -> None:
        """Close the innermost field."""
        if self._open:
            self._open.pop()
            self._update()

    def _update(self) -> None:
        kinds = {one.kind for one in self._open if one.has_result}
        self.in_code = not all(one.has_result for one in self._open)
        self.in_link = "HYPERLINK" in kinds
        self.is_volatile = not kinds.isdisjoint(_VOLATILE)
