"""A worker process: it opens the glossary, limits its memory, and answers jobs one by one."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

from termbase.store.address import Address, files_of

_PAGE_FIELDS = Path("/proc/self/statm")


def serve(connection: Connection, base: Address, builtin: bool, memory: int) -> None:
    """Answer jobs until the server goes away.

    Args:
        connection: To the server: a job with its arguments in, True and its result or False and
            its exception out.
        base: The base.
        builtin: True for the built-in terms too.
        memory: The bytes that a job may take beyond what is taken at the start.
    """
    import glossary

    # An interrupt on the terminal reaches all processes; the server stops the others itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_server, daemon=True).start()
    if not all(file.exists() for file in files_of(base)):
        # It would be created; the server opens it first.
        return
    with glossary.open(base, builtin=builtin) as opened:
        opened.find("预热")
        _limit_memory(memory)
        connection.send("ready")
        while True:
            try:
                job, arguments, options = connection.recv()
            except EOFError:
                return
            try:
                answer = True, job(opened, *arguments, **options)
            except Exception as error:  # noqa: BLE001 - it is raised again in the server
                if _is_out_of_memory(error):
                    # What is left is not worth trusting: the server starts another process.
                    return
                answer = False, _sendable(error)
            connection.send(answer)


def _end_with_server() -> None:
    """End at once when the server was killed: nobody learns what a job would write then.

    Linux can be asked for a signal, but sends it when the thread ends that started the process.
    """
    server = parent_process()
    assert server is not None  # noqa: S101 - a worker is never started otherwise
    wait([server.sentinel])
    os._exit(1)


def _is_out_of_memory(error: Exception) -> bool:
    """Return True if the limit was reached, also where a file or a library was being mapped."""
    return (
        isinstance(error, MemoryError)
        or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
        or (isinstance(error, ImportError) and "failed to map" in str(error))
    )


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an exception's own methods raise
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _limit_memory(memory: int) -> None:
    """Limit the address space; where the system has no such limit (Windows), time alone limits."""
    try:
        import resource
    except ImportError:
        return
    if sys.platform == "linux":
        taken = int(_PAGE_FIELDS.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    # No core dumps of confidential texts.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
