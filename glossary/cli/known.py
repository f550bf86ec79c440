"""The files that ``--known`` names."""

from __future__ import annotations

from pathlib import Path

from glossary.cli.options import data_folder
from termbase.errors import InputError


def known_file(name: str) -> Path:
    """Return the file of known words that a path names, or the name of a list.

    The list ``hsk4`` is the file ``known/hsk4.txt`` in the user's data folder. None is shipped: the
    word lists of examinations belong to those who publish them.

    Raises:
        InputError: If neither exists.
    """
    path = Path(name)
    # Else the file itself is named, and its own message is the better one.
    if path.exists() or path.suffix or path.name != name:
        return path
    listed = data_folder() / "known" / f"{name}.txt"
    if listed.exists():
        return listed
    raise InputError(
        f"{name}: no such file, and no list of this name; save one as {listed}, one word a line"
    )
