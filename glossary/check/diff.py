"""Changed lines of a unified diff, to check only what was changed.

https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath

from glossary.check.job import Segment
from termbase.errors import InputError

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_NEW_FILE = re.compile(r"\+\+\+ (?:b/)?([^\t\n\r]+)")
_LAST = 1 << 60

Lines = Mapping[str, Sequence[int]]


def changed_lines(diff: str) -> dict[str, list[int]]:
    """Return the numbers of the lines that a diff adds or changes, from 1, by file.

    Raises:
        InputError: If it is not a unified diff.
    """
    changed: dict[str, list[int]] = {}
    lines: list[int] = []
    number = left = 0
    for line in diff.splitlines():
        if left > 0 and line[:1] in (" ", "+", ""):
            if line.startswith("+"):
                lines.append(number)
            number += 1
            left -= 1
        elif match := _HUNK.match(line):
            number, left = int(match[1]), int(match[2] or 1)
        elif match := _NEW_FILE.match(line):
            lines = changed.setdefault(match[1].strip('"'), [])
    if diff.strip() and not changed:
        raise InputError("standard input is not a unified diff; use, as an example: git diff -U0")
    return changed


def changed_segments(segments: Iterable[Segment], changed: Lines) -> set[tuple[str, int]]:
    """Return the file and number of the segments that have a changed line on either side.

    Args:
        segments: All segments of the files.
        changed: The changed lines by file.
    """
    # A segment reaches to the line before the next one of its file.
    starts: dict[str, list[tuple[int, tuple[str, int]]]] = defaultdict(list)
    for segment in segments:
        key = segment.file, segment.number
        for file, line in (
            (segment.file, segment.line),
            (segment.target_file, segment.target_line),
        ):
            if file and line:
                starts[file].append((line, key))
    found: set[tuple[str, int]] = set()
    for file, places in starts.items():
        lines = sorted(line for name in changed if _is_same(file, name) for line in changed[name])
        places.sort()
        following = sorted({line for line, _ in places} | {_LAST})
        ends = dict(pairwise(following))
        found |= {key for line, key in places if _has_between(lines, line, ends[line])}
    return found


def _has_between(lines: Sequence[int], start: int, end: int) -> bool:
    index = bisect_right(lines, start - 1)
    return index < len(lines) and lines[index] < end


def _is_same(file: str, name: str) -> bool:
    """Return True if a path may be the one in a diff, which is relative to the repository."""
    one, other = PurePath(file).parts, PurePath(name).parts
    shorter = min(len(one), len(other))
    return one[-shorter:] == other[-shorter:]
