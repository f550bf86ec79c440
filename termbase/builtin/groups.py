"""Groups of cues that many terms share; a term names one: ``@china``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from termbase.model.term import ELSEWHERE, SHARED

GROUPS = "cues.toml"

Groups = Mapping[str, list[str]]


def expand_groups(cues: Iterable[str], group: Callable[[str], Iterable[str]]) -> list[str]:
    """Return cues with those of the groups that they name, each once.

    Args:
        cues: Cues and names of groups.
        group: Returns the cues of a group by its name.
    """
    expanded: list[str] = []
    for cue in cues:
        if cue[:1] == "@" and cue not in (SHARED, ELSEWHERE):
            expanded += group(cue[1:])
        else:
            expanded.append(cue)
    return list(dict.fromkeys(expanded))
