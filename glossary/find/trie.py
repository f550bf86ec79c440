"""Find many short strings in an array of code points.

A trie is followed from all places of a text at once, character by character: its edges are one
sorted array, and places at which no string goes on are left out. The answer is arrays as well,
where an automaton makes a tuple of each hit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from termbase.language.script import codes

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

# Bits of a code point, below the number of the node in an edge.
_CODE = 21
# A filter of the first two characters of strings, with false positives.
_PAIR_BITS = 20
_LEFT, _RIGHT = 40503, 2654435


class Trie:
    """A search for strings.

    Args:
        strings: Each but once, and none empty.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        import numpy as np

        lengths = np.array(list(map(len, strings)), dtype=np.int64)
        padded = np.zeros(int(lengths.sum()) + 1, dtype=np.int64)
        padded[:-1] = codes("".join(strings))
        begins = np.cumsum(lengths) - lengths
        # The node that each string has come to; 0 is the root.
        nodes = np.zeros(len(lengths), dtype=np.int64)
        alive = np.arange(len(lengths))
        count = 1
        edges = []
        ends: list[tuple[Array, Array]] = []
        depth = 0
        while len(alive):
            keys = nodes[alive] << _CODE | padded[begins[alive] + depth]
            new, inverse = np.unique(keys, return_inverse=True)
            edges.append(new)
            nodes[alive] = count + inverse
            count += len(new)
            depth += 1
            is_end = lengths[alive] == depth
            ends.append((nodes[alive[is_end]], alive[is_end]))
            alive = alive[~is_end]
        # Nodes are numbered level by level, so that the edges are sorted, and each leads to the
        # node with its own index and one more.
        self._edges = np.concatenate([np.zeros(0, dtype=np.int64), *edges])
        # For each node the string that ends there, -1 for none.
        self._string = np.full(count, -1, dtype=np.int64)
        for node, number in ends:
            self._string[node] = number
        firsts = edges[0] if edges else self._edges
        # With a 0 at the end, for all characters beyond.
        self._first = np.zeros(int(firsts.max(initial=0)) + 2, dtype=np.int32)
        self._first[firsts] = np.arange(1, len(firsts) + 1)
        self._pairs = np.zeros(1 << _PAIR_BITS, dtype=bool)
        long = begins[lengths > 1]
        self._pairs[_pair(padded[long], padded[long + 1])] = True
        self._goes_on = np.zeros(count, dtype=bool)
        self._goes_on[self._edges >> _CODE] = True

    def find(self, text: Array, wanted: Array) -> tuple[Array, Array, Array]:
        """Return the starts, the ends and the numbers of strings in a text, sorted by their ends.

        Those with the same end come with the longer first.

        Args:
            text: Code points, as unsigned numbers of 32 bits.
            wanted: For each string, and one more, if it is looked for.
        """
        import numpy as np

        first = self._first.take(text, mode="clip")
        at = np.flatnonzero(first)
        node = first.take(at)
        padded = np.append(text, np.uint32(0))
        found = []
        length = 1
        while len(at):
            number = self._string.take(node)
            ended = np.flatnonzero(wanted.take(number))
            if len(ended):
                start = at.take(ended)
                found.append((start, start + length, number.take(ended)))
            if length == 1:
                following = padded.take(at + 1)
                going = np.flatnonzero(self._pairs.take(_pair(padded.take(at), following)))
            else:
                going = np.flatnonzero(self._goes_on.take(node))
            at = at.take(going)
            following = padded.take(at + length, mode="clip").astype(np.int64)
            keys = node.take(going).astype(np.int64) << _CODE | following
            index = self._edges.searchsorted(keys)
            there = np.flatnonzero(self._edges.take(index, mode="clip") == keys)
            at, node = at.take(there), index.take(there) + 1
            length += 1
        if not found:
            return at, at, at
        start, end, number = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.argsort((end << 32) + start)
        return start.take(order), end.take(order), number.take(order)


def _pair(left: Any, right: Any) -> Any:
    return (left * _LEFT ^ right * _RIGHT) & ((1 << _PAIR_BITS) - 1)
