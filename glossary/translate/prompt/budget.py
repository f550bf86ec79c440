"""Cut a vocabulary to a budget of tokens, beginning with what a translation needs least.

Glosses are left out first, then the other admitted renderings, then whole terms; each time those
of well-known concepts before those of specialised ones, and of rare terms before frequent ones.
Terms of the user's own base are the last. The preferred rendering of a term and the forbidden ones
stay as long as the term does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossary.translate.prompt.brevity import explained, others
from glossary.translate.prompt.tokens import estimate
from glossary.translate.prompt.vocabulary import Entry, Vocabulary

# The level of a built-in concept that has none.
_MIDDLE = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """A vocabulary, and what of it is left out; entries are numbered from 0.

    Attributes:
        vocabulary: The whole vocabulary.
        without_gloss: The numbers of the entries whose gloss is left out.
        without_admitted: The numbers of those whose other admitted renderings are.
        left_out: The numbers of those that are left out altogether.
    """

    vocabulary: Vocabulary
    without_gloss: frozenset[int] = frozenset()
    without_admitted: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()

    @property
    def is_whole(self) -> bool:
        """True if nothing is left out."""
        return not (self.without_gloss or self.without_admitted or self.left_out)

    @property
    def kept(self) -> tuple[tuple[int, Entry], ...]:
        """The entries that are shown, with their numbers."""
        entries = enumerate(self.vocabulary.entries)
        return tuple((number, one) for number, one in entries if number not in self.left_out)

    @property
    def cut(self) -> tuple[Entry, ...]:
        """The entries that are left out."""
        return tuple(self.vocabulary.entries[number] for number in sorted(self.left_out))


def select(
    vocabulary: Vocabulary, budget: int | None, write: Callable[[Selection], str]
) -> Selection:
    """Return as much of a vocabulary as a budget allows.

    Args:
        vocabulary: The vocabulary.
        budget: The most tokens that the text may have; None for any number.
        write: Makes the text.

    Raises:
        ValueError: If not even the text without any term fits.
    """
    whole = Selection(vocabulary)
    if budget is None or estimate(write(whole)) <= budget:
        return whole
    steps = _steps(vocabulary)

    def fits(count: int) -> bool:
        return estimate(write(_after(vocabulary, steps[:count]))) <= budget

    least = estimate(write(_after(vocabulary, steps)))
    if least > budget:
        raise ValueError(f"invalid budget {budget}; the text without any term has {least} tokens")
    # Each step makes the text shorter, but for the line that names what is left out.
    count = bisect_left(range(len(steps)), True, lo=1, key=fits)
    return _after(vocabulary, steps[:count])


_Step = tuple[str, int]


def _after(vocabulary: Vocabulary, steps: Sequence[_Step]) -> Selection:
    fields = ("without_gloss", "without_admitted", "left_out")
    numbers = (frozenset(number for name, number in steps if name == field) for field in fields)
    without_gloss, without_admitted, left_out = numbers
    return Selection(vocabulary, without_gloss - left_out, without_admitted - left_out, left_out)


def _steps(vocabulary: Vocabulary) -> list[_Step]:
    """Return everything that may be left out, in this order."""
    entries, glosses = vocabulary.entries, explained(vocabulary)
    numbers = sorted(range(len(entries)), key=lambda number: _need(entries[number], number))
    return [
        *(("without_gloss", number) for number in numbers if number in glosses),
        *(
            ("without_admitted", number)
            for number in numbers
            if others(entries[number], vocabulary.to)
        ),
        *(("left_out", number) for number in numbers),
    ]


def _need(entry: Entry, number: int) -> tuple[bool, int, int, int]:
    """Return a key that sorts the entries needed least first."""
    return entry.is_own, entry.level or _MIDDLE, entry.count, -number
