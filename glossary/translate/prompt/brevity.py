"""The parts of an entry that a prompt has beside the renderings to use and to avoid.

A rendering of several words says by itself what is meant, and its variants differ in a word: other
renderings and a gloss only help with a shorter one. What everybody knows is not explained, and
nothing is twice. So a page of a Party document with fifty terms needs 1,300 tokens and not 2,300.
"""

from __future__ import annotations

from glossary.translate.prompt.vocabulary import Entry, Rendering, Vocabulary

# The most words of a rendering that does not say by itself what is meant.
_WORDS = 2
# The highest level of what everybody knows.
_WELL_KNOWN = 2


def others(entry: Entry, to: str) -> tuple[Rendering, ...]:
    """Return the admitted renderings that a prompt names, without variants in capital letters.

    Args:
        entry: The entry.
        to: The language of the translation.
    """
    if not _is_short(entry, to):
        return ()
    by_text: dict[str, Rendering] = {}
    for one in (entry.preferred, *entry.admitted):
        by_text.setdefault(one.text.casefold(), one)
    return tuple(by_text.values())[1:]


def explained(vocabulary: Vocabulary) -> frozenset[int]:
    """Return the numbers of the entries that have their gloss in a prompt, one a concept."""
    first: dict[str, int] = {}
    for number, entry in enumerate(vocabulary.entries):
        is_well_known = 0 < entry.level <= _WELL_KNOWN
        if entry.gloss and not is_well_known and _is_short(entry, vocabulary.to):
            first.setdefault(entry.concept, number)
    return frozenset(first.values())


def _is_short(entry: Entry, to: str) -> bool:
    english = entry.preferred.text if to == "en" else entry.term
    return len(english.split()) <= _WORDS
