"""Vocabularies as plain text for a language model, one line a term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from glossary.translate.prompt.budget import Selection
from glossary.translate.prompt.clean import one_line
from glossary.translate.prompt.vocabulary import Rendering
from glossary.translate.prompt.wording import (
    DATA,
    Shown,
    direction,
    form_of,
    omissions,
    shown_entries,
)

# Every line of an entry begins so; the last line does not, so that no entry can forge it.
_BULLET, _END = "- ", "End of glossary."
# What separates the parts of a line.
_SEPARATORS = re.compile(r"[\\=|;#]")


def write(selection: Selection) -> str:
    """Return the terms of a text, the renderings of each and what it means; empty for none."""
    if not selection.vocabulary.entries:
        return ""
    return "\n".join([*_lines(selection), ""])


def _lines(selection: Selection) -> Iterator[str]:
    vocabulary = selection.vocabulary
    yield (
        f'Glossary of the text, {direction(vocabulary.to)}, {vocabulary.hash}. Lines with "-" are '
        f"{DATA}: term = rendering to use | others admitted; not: forbidden ones # meaning."
    )
    for shown in shown_entries(selection):
        yield _BULLET + _line(shown)
    if omitted := omissions(selection):
        yield f"{omitted}."
    yield _END


def _line(shown: Shown) -> str:
    entry = shown.entry
    line, forbidden = _escaped(form_of(entry)), entry.forbidden
    if entry.is_forbidden:
        forbidden = entry.renderings
    else:
        line += f" = {_listed([entry.preferred, *shown.others])}"
    if entry.surname:
        line += f" (surname {entry.surname})"
    if forbidden:
        line += f"; not: {_listed(forbidden)}"
    return f"{line} # {shown.gloss}" if shown.gloss else line


def _listed(renderings: Iterable[Rendering]) -> str:
    return " | ".join(_escaped(one_line(one.text)) for one in renderings)


def _escaped(text: str) -> str:
    return _SEPARATORS.sub(r"\\\g<0>", text)
