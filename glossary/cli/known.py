"""Known words by name: files, lists in the user's data folder, and HSK levels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from glossary.cli.options import data_folder
from glossary.hsk import EXPECTED, HSK_LISTS, hsk_words
from termbase.errors import InputError


def known_words(name: str) -> Sequence[str | Path]:
    """Return the file that a path names, or the words of a list by name.

    The list ``week1`` is the file ``known/week1.txt`` in the user's data folder; ``hsk4`` is such a
    file, or else the words of HSK 1 to 4.

    Raises:
        InputError: If there is no such file and no such list.
    """
    path = Path(name)
    if path.exists() or path.name != name:
        return [path]
    listed = data_folder() / "known" / f"{name}.txt"
    if listed.exists():
        return [listed]
    if name in HSK_LISTS:
        return hsk_words(name)
    if path.suffix:
        # A file is named, and the message on a missing file is the better one.
        return [path]
    raise InputError(
        f"{name}: no such file, and no list of this name; expected {EXPECTED}, or one word a line "
        f"in {listed}"
    )
