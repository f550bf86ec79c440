"""Search for many strings at once: an Aho–Corasick automaton.

The only importer of daachorse, which is native and fast, and has no wheel for some platforms. There
an automaton in Python gives the same answers, slower.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

# The automata of daachorse, of strings and of bytes, or None where it is not installed.
NATIVE: Any
NATIVE_BYTES: Any
try:
    from daachorse import CharwiseDoubleArrayAhoCorasick as NATIVE  # noqa: N814
    from daachorse import DoubleArrayAhoCorasick as NATIVE_BYTES  # noqa: N814
except ImportError:
    NATIVE = NATIVE_BYTES = None

# Finds every occurrence: start and end in code points, and the index of the string. They are sorted
# by their ends and, of those with the same end, the longest is first.
FindAll = Callable[[str], list[tuple[int, int, int]]]


def find_all_of(strings: Sequence[str]) -> FindAll:
    """Return a function that finds every occurrence of some strings in a text.

    Args:
        strings: Not empty, and each but once.
    """
    automaton = NATIVE or PythonAutomaton
    find_all: FindAll = automaton(list(strings)).find_overlapping
    return find_all


class PythonAutomaton:
    """An Aho–Corasick automaton in Python.

    Args:
        strings: Not empty, and each but once.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        # For each state the index of the string that ends there, or -1, and its length.
        self._index = [-1]
        self._length = [0]
        for index, string in enumerate(strings):
            state = 0
            for char in string:
                state = self._next[state].setdefault(char, len(self._next))
                if state == len(self._next):
                    self._next.append({})
                    self._index.append(-1)
                    self._length.append(0)
            self._index[state], self._length[state] = index, len(string)
        self._link()

    def _link(self) -> None:
        """Find for each state the longest suffix that is a state, and that ends a string."""
        count = len(self._next)
        self._suffix, self._shorter = [0] * count, [0] * count
        waiting = deque(self._next[0].values())
        while waiting:
            parent = waiting.popleft()
            for char, state in self._next[parent].items():
                suffix = self._step(self._suffix[parent], char)
                self._suffix[state] = suffix
                ends = self._index[suffix] >= 0
                self._shorter[state] = suffix if ends else self._shorter[suffix]
                waiting.append(state)

    def _step(self, state: int, char: str) -> int:
        while state and char not in self._next[state]:
            state = self._suffix[state]
        return self._next[state].get(char, 0)

    def find_overlapping(self, text: str) -> list[tuple[int, int, int]]:
        """Return every occurrence; see :data:`FindAll`."""
        found = []
        state = 0
        for end, char in enumerate(text, 1):
            state = self._step(state, char)
            match = state if self._index[state] >= 0 else self._shorter[state]
            while match:
                found.append((end - self._length[match], end, self._index[match]))
                match = self._shorter[match]
        return found
