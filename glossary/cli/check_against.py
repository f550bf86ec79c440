"""The option ``--against`` of ``glossary check``: has the vocabulary of a prompt changed?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli.streams import complain, note
from glossary.views.words import counted

if TYPE_CHECKING:
    from glossary.find import Finder

against_option = click.option(
    "--against",
    metavar="HASH|FILE",
    help="Also tell whether the vocabulary has changed since a prompt was made: its hash, or the "
    "file that prompt --as json wrote, with which each change is listed.",
)


def report_changes(
    finder: Finder,
    source: Path,
    against: str,
    polity: str,
    encoding: str | None,
    languages: tuple[str, str],
) -> bool:
    """Report on standard error what has changed since a prompt was made.

    Args:
        finder: The finder of the terms.
        source: The file that the prompt was made of.
        against: The hash of its vocabulary, or its JSON.
        polity: As for :meth:`Finder.find`.
        encoding: The encoding of the file; by default it is detected.
        languages: The source and target language of a file with both that does not name them.

    Returns:
        True if something has.
    """
    from glossary.prompting import source_text, vocabulary_changes

    text = source_text(source, encoding, languages)
    found = vocabulary_changes(finder, [text], against, polity)
    if found.is_same_text is False:
        note(f"{source}: another text than that of {against}")
    if found.is_same:
        note(f"vocabulary: the same as in {against}")
        return False
    listed = f": {counted(len(found.changes), 'term')}" if found.changes else ""
    complain(f"vocabulary: changed since {against}{listed}")
    for change in found.changes:
        complain(f"  {change}")
    return True
