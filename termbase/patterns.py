"""Regular expressions that are compiled when they are first used.

Most are never needed in a run of the command, and compiling all of them at the start takes a tenth
of it.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a regular expression; flags are written in it, as in ``(?i)``."""
    return re.compile(pattern)
