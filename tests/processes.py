"""Run Python in several processes or threads at the same moment, or with fewer rights."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from termbase.memory import Memory
from termbase.store.address import Address, files_of

ROOT = Path(__file__).parents[1]
_NOBODY = 65534
T = TypeVar("T")


def in_threads(work: Callable[[int], T], count: int = 8) -> list[T]:
    """Call a function with the numbers from 0, in threads that begin together."""
    barrier = threading.Barrier(count)

    def begin(number: int) -> T:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def together(codes: Sequence[str], *arguments: object) -> list[str]:
    """Run programs that first print "ready", and let all go on at once; return their outputs.

    Each has to call ``go()`` where the others are waited for. ``sys.argv[1:]`` are the arguments.
    """
    start = "import sys\ndef go():\n    print('ready', flush=True)\n    sys.stdin.readline()\n"
    command = [sys.executable, "-c"]
    processes = [
        subprocess.Popen(
            [*command, start + code, *map(str, arguments)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )
        for code in codes
    ]  # fmt: skip
    for process in processes:
        assert process.stdout
        first = process.stdout.readline()
        assert first == "ready\n", process.communicate()
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    results = [process.communicate() for process in processes]
    return [out + error for out, error in results]


_DROP = f"""
import os, sys
def drop():
    if os.geteuid() == 0:
        os.setgid({_NOBODY})
        os.setuid({_NOBODY})
"""


def unprivileged(code: str, *arguments: object) -> str:
    """Run a program as a user to whom the modes of files apply; return its output.

    It has to call ``drop()`` once it has imported everything: that user may not be able to read
    the libraries.
    """
    if os.geteuid() == 0 and not all(path.stat().st_mode & 0o001 for path in (ROOT, *ROOT.parents)):
        pytest.skip(f"{ROOT} is in a folder that other users cannot enter")
    command = [sys.executable, "-c", _DROP + code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def written(address: Address) -> str:
    """Return an address as a command takes it, with its password."""
    if isinstance(address, Path):
        return str(address)
    return f"{address.url}{'&' if '?' in address.url else '?'}schema={address.schema}"


def file_of(address: Address) -> Path:
    """Return the file of a base that is one."""
    (file,) = files_of(address)
    return file


def index_folder(memory: Memory) -> Path:
    """Return the folder of the index of a memory."""
    return memory._index._files._folder
