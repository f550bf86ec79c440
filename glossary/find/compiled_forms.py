"""The Chinese forms of the built-in terms with their automaton, compiled at the first search.

To read the forms from the base and to build the automaton takes a tenth of the time to annotate a
page; of the forms a page has a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload

from glossary import automaton
from glossary.automaton import FindAll
from termbase.derived import DerivedFile, source_of
from termbase.store.keys import SearchForm
from termbase.versions import version_of

# Between the forms of a line, their parts, and the lines and the automaton; none is in a form.
_FORM, _PART, _END = "\t", " ", b"\0"


class CompiledForms(Sequence[list[SearchForm]]):
    """Forms that are written alike together, read when they are asked for.

    Args:
        lines: A line for each text: the text, and for each form its parts.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> list[SearchForm]: ...
    @overload
    def __getitem__(self, index: slice) -> CompiledForms: ...
    def __getitem__(self, index: int | slice) -> list[SearchForm] | CompiledForms:
        if isinstance(index, slice):
            return CompiledForms(self._lines[index])
        text, *forms = self._lines[index].split(_FORM)
        return [_form(text, parts.split(_PART)) for parts in forms]


def load(
    base: str, forms: Callable[[], Iterable[Sequence[SearchForm]]]
) -> tuple[CompiledForms, FindAll]:
    """Return the compiled forms of a base, and the search for their texts by their indices.

    Args:
        base: The name of the compiled base, which changes with its content.
        forms: Returns its forms, those that are written alike together.

    Raises:
        Error: If they have not been compiled, and cannot be.
    """
    file = DerivedFile(
        "chinese.bin",
        lambda path: _write(path, forms()),
        # A serialised automaton can be read by the version that wrote it.
        lambda: [base.encode(), version_of("daachorse").encode(), *source_of(Path(__file__))],
    )
    content = bytes(file.content())
    lines, _, serialised = content.partition(_END)
    found = CompiledForms(lines.decode().split("\n"))
    return found, automaton.NATIVE.deserialize(serialised).find_overlapping


def _write(path: Path, forms: Iterable[Sequence[SearchForm]]) -> None:
    groups = list(forms)
    lines = "\n".join(lines_of(groups))
    serialised: bytes = automaton.NATIVE([group[0].text for group in groups]).serialize()
    path.write_bytes(lines.encode() + _END + serialised)


def lines_of(groups: Iterable[Sequence[SearchForm]]) -> Iterator[str]:
    """Yield the line of each group of forms that are written alike."""
    return (_FORM.join((group[0].text, *map(_parts, group))) for group in groups)


def _parts(form: SearchForm) -> str:
    numbers = (form.term, form.inflects, form.case_sensitive, form.is_variant)
    return _PART.join((form.concept, form.language, *(str(int(number)) for number in numbers)))


def _form(text: str, parts: Sequence[str]) -> SearchForm:
    concept, language, term, *flags = parts
    return SearchForm(concept, int(term), language, text, *(flag == "1" for flag in flags))
