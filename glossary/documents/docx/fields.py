"""Fields of a Word document that are open: a code, which is not shown, and its result.

Content controls that are bound to data are like fields.
"""

from __future__ import annotations

from dataclasses import dataclass

# Fields whose result is not made anew when the document is updated.
_STABLE = frozenset(("", "HYPERLINK", "FORMTEXT"))


@dataclass(slots=True)
class _Field:
    outer_in_code: bool
    outer_kinds: frozenset[str]
    code: str = ""
    has_result: bool = False

    @property
    def kind(self) -> str:
        return (self.code.split() or [""])[0].upper()


class Fields:
    """The fields around a place in the text, which can be nested.

    Attributes:
        in_code: True in the code of one of them.
    """

    def __init__(self) -> None:
        self._open: list[_Field] = []
        # The content controls around: True for those that are bound to data.
        self._controls: list[bool] = []
        # The kinds of the fields in whose result it is.
        self._kinds: frozenset[str] = frozenset()
        self.in_code = False

    @property
    def is_outside(self) -> bool:
        """True outside of all fields, and of content controls that are bound to data."""
        return not self._open and not any(self._controls)

    @property
    def in_link(self) -> bool:
        """True in the result of a link."""
        return "HYPERLINK" in self._kinds

    @property
    def is_volatile(self) -> bool:
        """True in a result that is made anew on update or opening."""
        return not self._kinds <= _STABLE or any(self._controls)

    def mark(self, kind: str) -> None:
        """Note a mark of a field: its beginning, the end of its code, or its end."""
        if kind == "begin":
            self.begin()
        elif kind == "separate":
            self.separate()
        elif kind == "end":
            self.end()

    def begin(self, code: str = "", *, has_result: bool = False) -> None:
        """Open a field; a simple one has its code, and its result is its content."""
        self._open.append(_Field(self.in_code, self._kinds, code, has_result))
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
            ended = self._open.pop()
            self.in_code, self._kinds = ended.outer_in_code, ended.outer_kinds

    def enter_control(self) -> None:
        """Enter a content control."""
        self._controls.append(False)

    def bind_control(self) -> None:
        """Note that Word fills the control from data when it opens the document."""
        if self._controls:
            self._controls[-1] = True

    def leave_control(self) -> None:
        """Leave the content control."""
        self._controls.pop()

    def _update(self) -> None:
        """Note the innermost field, which alone changes while it is open."""
        field = self._open[-1]
        self.in_code = field.outer_in_code or not field.has_result
        if field.has_result:
            self._kinds = field.outer_kinds | {field.kind}
