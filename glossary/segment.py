"""Word boundaries in Chinese text, as jieba sees them without its guesses at unknown words.

The only importer of jieba. rjieba makes the same decisions faster and is used where it is
installed; jieba itself is the reference, and used where it is not.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate


@lru_cache(maxsize=1 << 16)
def boundaries(run: str) -> tuple[int, ...]:
    """Where words begin and end in a run of Chinese characters.

    Args:
        run: Folded characters of the basic block, without anything else between them.

    Returns:
        Offsets in code points, ascending, from 0 to the length of the run.
    """
    return tuple(accumulate(map(len, _cutter()(run)), initial=0))


@cache
def _cutter() -> Callable[[str], list[str]]:
    return cut_rjieba if importlib.util.find_spec("rjieba") else cut_jieba


def cut_rjieba(text: str) -> list[str]:
    """The words of a text by rjieba, HMM off."""
    import rjieba

    words: list[str] = rjieba.cut(text, False)
    return words


def cut_jieba(text: str) -> list[str]:
    """The words of a text by jieba, HMM off."""
    # Its source has invalid escapes, of which Python warns when it is first compiled.
    with warnings.catch_warnings(action="ignore"):
        import jieba

    jieba.setLogLevel("WARNING")
    words: list[str] = jieba.lcut(text, HMM=False)
    return words
