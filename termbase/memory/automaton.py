"""A suffix automaton, which finds what two sequences share in linear time.

A. Blumer et al., "The smallest automaton recognizing the subwords of a text", 1985.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence


class SuffixAutomaton:
    """The smallest automaton that accepts every stretch of a sequence.

    Args:
        items: The sequence.
    """

    def __init__(self, items: Sequence[Hashable]) -> None:
        # By state: the transitions, the suffix link, the longest stretch, and where one ends.
        self._next: list[dict[Hashable, int]] = [{}]
        self._link = [-1]
        self._length = [0]
        self._end = [0]
        last = 0
        for end, item in enumerate(items, 1):
            last = self._extend(last, item, end)

    def shared(self, items: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
        """Yield the spans in the sequence of the stretches that another one has as well.

        Of each stretch that could not be longer at either end, the first occurrence.

        Args:
            items: The other sequence.
        """
        state = length = 0
        for item in items:
            if item not in self._next[state]:
                if length:
                    yield self._end[state] - length, self._end[state]
                while state and item not in self._next[state]:
                    state = self._link[state]
                    length = self._length[state]
            if item in self._next[state]:
                state, length = self._next[state][item], length + 1
        if length:
            yield self._end[state] - length, self._end[state]

    def _extend(self, last: int, item: Hashable, end: int) -> int:
        """Add an item after a state; return the state of the whole."""
        new = self._add({}, self._length[last] + 1, end)
        state = last
        while state >= 0 and item not in self._next[state]:
            self._next[state][item] = new
            state = self._link[state]
        if state < 0:
            self._link[new] = 0
            return new
        target = self._next[state][item]
        if self._length[target] == self._length[state] + 1:
            self._link[new] = target
            return new
        copy = self._add(self._next[target].copy(), self._length[state] + 1, self._end[target])
        self._link[copy] = self._link[target]
        while state >= 0 and self._next[state].get(item) == target:
            self._next[state][item] = copy
            state = self._link[state]
        self._link[target] = self._link[new] = copy
        return new

    def _add(self, transitions: dict[Hashable, int], length: int, end: int) -> int:
        self._next.append(transitions)
        self._link.append(-1)
        self._length.append(length)
        self._end.append(end)
        return len(self._next) - 1
