"""The outputs of a command: checks before anything is written, and writing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from glossary.cli.options import base_address
from glossary.cli.streams import echo_bytes, note
from termbase.errors import InputError
from termbase.output import is_same_file, refuse_same_file, write_file
from termbase.store.address import files_of


def refuse_overwriting(outputs: Sequence[Path], inputs: Sequence[Path] = ()) -> None:
    """Refuse outputs that would destroy what the command reads.

    Args:
        outputs: All outputs.
        inputs: All inputs; the base is another one.

    Raises:
        InputError: If an output is one of the inputs, the base, or another output.
    """
    bases = files_of(base_address())
    for output in outputs:
        refuse_same_file(output, *inputs)
        if any(is_same_file(output, base) or _is_beside(output, base) for base in bases):
            raise InputError(f"{output}: is your base; name another output")
    for one, other in combinations(outputs, 2):
        if is_same_file(one, other):
            raise InputError(f"{one} and {other} are the same file; name another output")


def write_output(out: Path | None, data: bytes) -> None:
    """Write a result to a file, and say so; without one to standard output."""
    if out:
        write_file(out, data)
        note(f"{out}")
    else:
        echo_bytes(data)


def _is_beside(output: Path, base: Path) -> bool:
    """Return True for the files that SQLite keeps beside a base."""
    name = output.resolve()
    return any(name == Path(f"{base.resolve()}{suffix}") for suffix in ("-wal", "-shm", "-journal"))
