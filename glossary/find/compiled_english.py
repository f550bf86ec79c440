"""The English forms of the built-in terms with their first words, compiled at the first search.

To read all forms and to find with which words they begin takes a fifth of a second; of the forms a
page has a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, overload

from glossary.find import compiled_forms, english_patterns
from glossary.find.english_patterns import first_words
from termbase.derived import DerivedFile, source_of
from termbase.language import english
from termbase.store.keys import SearchForm

# Between a word and the indices of forms, and between the three parts; neither is in a form.
_WORD, _END = "\t", b"\0"


class EnglishForms(NamedTuple):
    """The English forms of a termbase.

    Attributes:
        forms: The forms.
        first: Returns the indices of the forms that may begin with a slot.
        alike: The indices of forms that are written alike but for the case, by each of them; where
            there is but one it is not here.
    """

    forms: Sequence[SearchForm]
    first: Callable[[str], Sequence[int]]
    alike: Mapping[int, Sequence[int]]


class _Forms(Sequence[SearchForm]):
    """Forms, each read when it is asked for."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = compiled_forms.CompiledForms(lines)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> SearchForm: ...
    @overload
    def __getitem__(self, index: slice) -> list[SearchForm]: ...
    def __getitem__(self, index: int | slice) -> SearchForm | list[SearchForm]:
        if isinstance(index, slice):
            return [form for (form,) in self._lines[index]]
        return self._lines[index][0]


def of(forms: Sequence[SearchForm], lemmas: Mapping[str, str]) -> EnglishForms:
    """Return forms with their first words.

    Args:
        forms: The forms.
        lemmas: Base forms by inflected form.
    """
    first = first_words(forms, lemmas)
    return EnglishForms(forms, lambda slot: first.get(slot, ()), _alike(forms))


def load(
    base: str, forms: Callable[[], Sequence[SearchForm]], lemmas: Mapping[str, str]
) -> EnglishForms:
    """Return the compiled forms of a base.

    Args:
        base: The name of the compiled base, which changes with its content.
        forms: Returns its forms.
        lemmas: Its base forms by inflected form.

    Raises:
        Error: If they have not been compiled, and cannot be.
    """
    code = (__file__, compiled_forms.__file__, english_patterns.__file__)
    file = DerivedFile(
        "english.bin",
        lambda path: _write(path, forms(), lemmas),
        lambda: [base.encode(), *source_of(*map(Path, code), Path(english.__file__).parent)],
    )
    parts = (part.decode().split("\n") for part in bytes(file.content()).split(_END))
    lines, words, groups = parts
    first = dict(line.split(_WORD) for line in words)
    return EnglishForms(
        _Forms(lines),
        lambda slot: _numbers(first.get(slot, "")),
        {index: alike for alike in map(_numbers, groups) for index in alike},
    )


def _write(path: Path, forms: Sequence[SearchForm], lemmas: Mapping[str, str]) -> None:
    first = first_words(forms, lemmas)
    words = (f"{word}{_WORD}{' '.join(map(str, found))}" for word, found in first.items())
    groups = {min(alike): " ".join(map(str, alike)) for alike in _alike(forms).values()}
    parts = (compiled_forms.lines_of([form] for form in forms), words, groups.values())
    path.write_bytes(_END.join("\n".join(lines).encode() for lines in parts))


def _alike(forms: Iterable[SearchForm]) -> dict[int, list[int]]:
    found: dict[str, list[int]] = {}
    for index, form in enumerate(forms):
        found.setdefault(form.text.lower(), []).append(index)
    return {index: alike for alike in found.values() if len(alike) > 1 for index in alike}


def _numbers(text: str) -> list[int]:
    return list(map(int, text.split()))
