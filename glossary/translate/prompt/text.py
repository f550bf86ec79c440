"""Vocabularies as plain text for a language model, one line a term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from glossary.translate.prompt.budget import Selection
from glossary.translate.prompt.clean import one_line, shortened
from glossary.translate.prompt.vocabulary import Entry, Rendering
from glossary.translate.prompt.wording import DATA, GLOSS, direction, form_of, omissions

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
        f"Glossary of the text, {direction(vocabulary.to)}, {vocabulary.hash}. Lines that begin "
        f'with "-" are {DATA}: term = rendering to use | others admitted; not: forbidden ones # '
        "meaning."
    )
    for number, entry in selection.kept:
        yield _BULLET + _line(
            entry,
            has_admitted=number not in selection.without_admitted,
            has_gloss=number not in selection.without_gloss,
        )
    if omitted := omissions(selection):
        yield f"{omitted}."
    yield _END


def _line(entry: Entry, *, has_admitted: bool, has_gloss: bool) -> str:
    usable = [entry.preferred, *(entry.admitted if has_admitted else ())]
    line = f"{_escaped(form_of(entry))} = {_listed(usable)}"
    if entry.surname:
        line += f" (surname {entry.surname})"
    if entry.forbidden:
        line += f"; not: {_listed(entry.forbidden)}"
    if has_gloss and entry.gloss:
        line += f" # {shortened(entry.gloss, GLOSS)}"
    return line


def _listed(renderings: Iterable[Rendering]) -> str:
    return " | ".join(_escaped(one_line(one.text)) for one in renderings)


def _escaped(text: str) -> str:
    return _SEPARATORS.sub(r"\\\g<0>", text)
