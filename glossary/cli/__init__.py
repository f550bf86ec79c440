"""The command ``glossary``.

Nothing is imported here, so that an interrupt (Ctrl-C) during start-up ends the command without a
traceback; :mod:`glossary.cli.application` holds the commands.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def main() -> None:
    """Run the command line; every problem ends in one line and an exit code."""
    try:
        from glossary.cli.application import run

        code = run()
    except KeyboardInterrupt:
        # exit_codes.INTERRUPTED; an import could be interrupted again.
        code = 130
    sys.exit(code)


def __getattr__(name: str) -> Any:
    if name == "cli":
        from glossary.cli.application import cli

        return cli
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
