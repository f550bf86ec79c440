"""The command in processes that begin at once: forked from one that has imported it.

Most of a short command is the start of the interpreter and the imports. The server does both once.
The client is a program that is called in place of ``python -m glossary``: it gives the server its
arguments, folder, environment and standard streams, waits, and ends with the same exit code. What
runs is a process of its own with real descriptors, open or closed, and its streams are flushed as at
the end of any other. The start itself, signals and limits of a process need the command itself.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

_FOLDER = Path(__file__).parent


@cache
def forked_command() -> list[str]:
    """Return the beginning of a command line; a server answers until this process ends."""
    # The path of a socket has to be short.
    folder = TemporaryDirectory()
    path = f"{folder.name}/socket"
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.forked.server", path],
        cwd=_FOLDER.parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    # It ends with its standard input.
    atexit.register(folder.cleanup)
    atexit.register(server.communicate)
    assert server.stdout
    assert server.stdout.readline() == b"ready\n"
    # Without installed packages, whose start files take time.
    return [sys.executable, "-I", "-S", str(_FOLDER / "client.py"), path]
