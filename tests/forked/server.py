"""Run the command in a forked process for each client; ``argv[1]`` is the path of the socket."""

from __future__ import annotations

import marshal
import os
import select
import socket
import sys
from contextlib import suppress
from importlib import import_module
from typing import Literal, TextIO

import glossary.cli

# What commands import when they need it.
_USED = """
    daachorse importlib.metadata jieba lxml.etree numpy opencc pypinyin rapidfuzz rich.console
    rich.progress rich.table sqlite3
    glossary.cli.annotate glossary.cli.edit glossary.cli.exchange glossary.cli.find
    glossary.cli.lookup glossary.cli.memory glossary.cli.stats glossary.cli.validate
    glossary.find.finder glossary.glossary glossary.segment glossary.views.page
    glossary.views.terminal termbase.builtin termbase.memory.memory
""".split()
_NAMES = ("stdin", "stdout", "stderr")
_USUAL = [(stream.encoding, stream.errors) for stream in (sys.stdin, sys.stdout, sys.stderr)]


def serve(path: str) -> None:
    """Fork for each client until standard input is closed; return in the children."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        print("ready", flush=True)  # noqa: T201
        while True:
            ready, _, _ = select.select([listening, sys.stdin], [], [])
            if sys.stdin in ready:
                sys.exit()
            connection, _ = listening.accept()
            with connection:
                if not (child := os.fork()):
                    listening.close()
                    take_over(connection)
                    return
                _, status = os.waitpid(child, 0)
                # The client may have gone.
                with suppress(OSError):
                    connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def take_over(connection: socket.socket) -> None:
    """Take the arguments, folder, environment and standard streams of the client."""
    head, received, _, _ = socket.recv_fds(connection, 4, len(_NAMES))
    with connection, connection.makefile("rb") as file:
        arguments, folder, environment, numbers = marshal.loads(file.read(int.from_bytes(head)))
    sys.argv = ["glossary", *arguments]
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, name in enumerate(_NAMES):
        os.close(number)
        if number in numbers:
            os.dup2(received[numbers.index(number)], number)
        setattr(sys, name, standard_stream(number) if number in numbers else None)
        setattr(sys, f"__{name}__", getattr(sys, name))
    for descriptor in received:
        os.close(descriptor)


def run_command() -> None:
    """Run the command and end the process."""
    try:
        glossary.cli.main()
    except SystemExit as stop:
        with suppress(OSError, ValueError):
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            # To free all that was imported would take longer than most commands.
            os._exit(stop.code if isinstance(stop.code, int) else stop.code is not None)
        # The interpreter reports that, in its own words.
        raise


def standard_stream(number: int) -> TextIO:
    """Return the stream that a new interpreter makes of a descriptor."""
    encoding, errors = _USUAL[number]
    if chosen := os.environ.get("PYTHONIOENCODING"):
        encoding, _, given = chosen.partition(":")
        errors = errors if _NAMES[number] == "stderr" else given or "strict"
    mode: Literal["r", "w"] = "r" if _NAMES[number] == "stdin" else "w"
    return open(number, mode, encoding=encoding, errors=errors, closefd=False)


if __name__ == "__main__":
    for name in _USED:
        import_module(name)
    serve(sys.argv[1])
    run_command()
