"""Standard input, output and error of the command."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import sys
from contextlib import suppress
from functools import partial
from typing import Any

import click

from glossary.cli.options import options
from glossary.views.words import safe_text
from termbase.output import reason

_REPLACING = "glossary-replace"


class _Replaced:
    """Set when a character was replaced that the standard output cannot represent."""

    happened = False


_PASSWORD = re.compile(r"(postgres[\w+]*:/+[^\s:@/]*:)[^\s]*(@)", re.IGNORECASE)


def prepare() -> None:
    """Make the standard streams usable: none is closed, and none fails on a character."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, _closed_stream(number))
    _Replaced.happened = False
    codecs.register_error(_REPLACING, _replace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_REPLACING)


def finish() -> None:
    """Write what is still buffered, and tell what could not be shown.

    Raises:
        OSError: If it cannot be written.
    """
    sys.stdout.flush()
    if _Replaced.happened:
        note(
            f"standard output is in {sys.stdout.encoding}; characters that it lacks are shown "
            "as '?'; set PYTHONIOENCODING=utf-8 for all of them"
        )


def discard_output() -> None:
    """Drop what is still buffered for standard output; Python would fail on it once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def echo(text: str = "", *, nl: bool = True, styled: bool = False) -> None:
    """Write text to standard output, control characters made visible.

    Args:
        text: One or more lines.
        nl: End it with a line end.
        styled: It was made for a terminal: its escape sequences are our own.
    """
    click.echo(text if styled else safe_text(text), nl=nl, color=True)


def echo_json(value: Any) -> None:
    """Write a value to standard output as JSON, which is UTF-8 whatever the terminal's encoding."""
    echo_bytes(json_bytes(value) + b"\n")


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON in UTF-8; a lone surrogate, as of a file name, is escaped."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode(errors="backslashreplace")


def echo_bytes(data: bytes) -> None:
    """Write a file to standard output: as it is, but on a terminal without control characters."""
    if sys.stdout.isatty():
        echo(data.decode(errors="replace"), nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def note(message: str) -> None:
    """Write a line to standard error, unless ``--quiet`` was given."""
    if not options().quiet:
        click.echo(printable(message), err=True)


def announce(message: str) -> None:
    """Write a line as :func:`note` does, under the name of the command."""
    note(f"glossary: {message}")


def complain(message: str) -> None:
    """Write a line to standard error, even if ``--quiet`` was given."""
    click.echo(printable(message), err=True)


def warn(message: str) -> None:
    """Write a problem to standard error, under the name of the command."""
    complain(f"glossary: {message}")


def show_library_warnings() -> None:
    """Show what the library warns of, such as how a document was read, until the command ends."""
    import logging

    class Shown(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warn(record.getMessage())

    logger = logging.getLogger("glossary")
    # With --verbose all is shown.
    if not logger.handlers:
        handler = Shown(logging.WARNING)
        logger.addHandler(handler)
        context = click.get_current_context().find_root()
        context.call_on_close(partial(logger.removeHandler, handler))


def printable(message: str) -> str:
    """Return a message whose control characters and lone surrogates are escaped.

    An address of a database may have been given for a file, with its password.
    """
    text = _PASSWORD.sub(r"\1…\2", message)
    return safe_text(text.encode(errors="backslashreplace").decode())


def is_styled() -> bool:
    """Return True if standard output is a terminal that wants colours and styles.

    See https://no-color.org: NO_COLOR counts where it is not empty.
    """
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and not is_dumb()


def terminal_width() -> int | None:
    """Return the number of columns of the terminal; None if standard output is not one."""
    if not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def is_dumb() -> bool:
    """Return True if the terminal knows no escape sequences."""
    return os.environ.get("TERM") in ("dumb", "unknown")


def format_explanation(error: OSError) -> str:
    """Return the message for an error of the system that nobody else has explained."""
    return f"{error.filename or 'standard output'}: {reason(error)}"


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    _Replaced.happened = True
    return "?" * (error.end - error.start), error.end


def _closed_stream(number: int) -> io.TextIOWrapper:
    """Return a stream for a closed descriptor: it can be used, and fails when it is."""
    # The lowest free descriptor is the closed one: no file of ours gets its number.
    way = os.O_WRONLY if number == 0 else os.O_RDONLY
    handle = os.open(os.devnull, os.O_RDWR if number == 2 else way)
    raw = io.FileIO(handle, "r" if number == 0 else "w")
    buffer = io.BufferedReader(raw) if number == 0 else io.BufferedWriter(raw)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors="replace")
