"""The words that both forms for a language model share."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.translate.prompt.budget import Selection
from glossary.translate.prompt.clean import one_line
from glossary.translate.prompt.vocabulary import Entry

# The characters of a gloss that are shown at most: the meaning, not the story.
GLOSS = 60
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
