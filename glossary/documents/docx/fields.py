"""Fields of a Word document that are open: a code, which is not shown, and its result.

Content controls that are bound to data are like fields.
"""

from __future__ import annotations

from dataclasses import dataclass

# Fields whose result is not made anew when the document is updated.
_STABLE = frozenset(("", "HYPERLINK", "FORMTEXT"))


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
        is_volatile: True in a result that is made anew on update or opening.
    """

    def __init__(self) -> None:
        self._open: list[_Field] = []
        # The content controls around: True for those that are bound to data.
        self._controls: list[bool] = []
        self.in_code = self.in_link = self.is_volatile = False

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

    def enter_control(self) -> None:
        """Enter a content control."""
        self._controls.append(False)

    def bind_control(self) -> None:
        """Note that Word fills the control from data when it opens the document."""
        if self._controls:
            self._controls[-1] = True
            self._update()

    def leave_control(self) -> None:
        """Leave the content control."""
        self._controls.pop()
        self._update()

    def _update(self) -> None:
        kinds = {one.kind for one in self._open if one.has_result}
        self.in_code = not all(one.has_result for one in self._open)
        self.in_link = "HYPERLINK" in kinds
        self.is_volatile = not kinds <= _STABLE or any(self._controls)
