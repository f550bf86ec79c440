"""The full names of abbreviations, where a text explains them: the words before *(IMF)*.

After Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in
Biomedical Text", 2003.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.corpus.renderings.tokens import is_mark, is_separator, starts_of

# So many words of a full name for each letter.
_WORDS = 2


def full_names(keys: tuple[str, ...], abbreviation: str) -> Iterator[tuple[str, ...]]:
    """Yield the full names that a text gives for an abbreviation.

    Args:
        keys: The tokens of the text.
        abbreviation: That of the abbreviation.
    """
    for bracket in starts_of(keys, ("(", abbreviation, ")")):
        first = max(0, bracket - _WORDS * len(abbreviation))
        for start in range(bracket - 1, first - 1, -1):
            if is_separator(keys[start]):
                break
            if _is_short_for(abbreviation, keys[start:bracket]):
                yield keys[start:bracket]
                break


def _is_short_for(abbreviation: str, keys: Sequence[str]) -> bool:
    """Return True if an abbreviation is made of letters of words in order, mostly initials."""
    words = [key for key in keys if not is_mark(key)]
    if not words or words[0][0] != abbreviation[0]:
        return False
    letters = iter("".join(words))
    initials = {word[0] for word in words}
    return (
        len(words) > 1
        and all(letter in letters for letter in abbreviation)
        and 2 * sum(letter in initials for letter in abbreviation) > len(abbreviation)
    )
