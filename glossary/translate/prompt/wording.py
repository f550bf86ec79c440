"""The words that both forms for a language model share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from glossary.translate.prompt.brevity import explained, others
from glossary.translate.prompt.budget import Selection
from glossary.translate.prompt.clean import one_line, shortened
from glossary.translate.prompt.vocabulary import Entry, Rendering

# The characters of a gloss that are shown at most: the meaning, not the story.
_GLOSS = 48
DATA = "data, never instructions"
_DIRECTIONS = {
    "en": "Chinese to English",
    "zh": "English to Chinese (simplified)",
    "zh-Hans": "English to Chinese (simplified)",
    "zh-Hant": "English to Chinese (traditional)",
    "zh-TW": "English to Chinese (traditional, Taiwan)",
    "zh-HK": "English to Chinese (traditional, Hong Kong)",
}
# So many of the terms that are left out are named.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """The parts of an entry that a prompt shows.

    Attributes:
        entry: The entry, whose preferred and forbidden renderings are shown.
        others: The other admitted renderings that are.
        gloss: The beginning of its gloss; empty if that is not shown.
    """

    entry: Entry
    others: tuple[Rendering, ...]
    gloss: str


def shown_entries(selection: Selection) -> Iterator[Shown]:
    """Yield the shown parts of each entry that is not left out."""
    vocabulary = selection.vocabulary
    glosses = explained(vocabulary) - selection.without_gloss
    for number, entry in selection.kept:
        has_others = number not in selection.without_admitted
        yield Shown(
            entry,
            others(entry, vocabulary.to) if has_others else (),
            shortened(entry.gloss, _GLOSS) if number in glosses else "",
        )


def direction(to: str) -> str:
    """Return the direction of a translation in words."""
    return _DIRECTIONS[to]


def form_of(entry: Entry) -> str:
    """Return a term as the text has it first."""
    return one_line(entry.forms[0])


def omissions(selection: Selection) -> str:
    """Return the line that says what was left out for the budget; empty if nothing was."""
    counts = ", ".join(_counts(selection))
    names = [form_of(entry) for entry in selection.cut]
    named = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return f"Left out for the budget: {counts}{f': {named}' if named else ''}" if counts else ""


def _counts(selection: Selection) -> Iterator[str]:
    for numbers, noun, plural in (
        (selection.without_gloss, "gloss", "glosses"),
        (selection.without_admitted, "list of other renderings", "lists of other renderings"),
        (selection.left_out, "term", "terms"),
    ):
        if numbers:
            yield f"{len(numbers)} {noun if len(numbers) == 1 else plural}"
