"""One tree of exceptions, and the problems that are data rather than exceptions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """Something doubtful or wrong in content, with the place where it stands.

    Attributes:
        code: A short stable name of the kind of problem, such as ``ragged-row``.
        message: What is wrong and what to do about it, in one line.
        file: The file it was read from; empty where there is none.
        line: The line in that file, counted from 1; 0 where it is not known.
    """

    code: str
    message: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        return f"{place}: {self.message}" if place else self.message


class Error(Exception):
    """The root of every exception that this library raises on purpose."""


class InvalidConcept(Error, ValueError):
    """A concept or term that cannot be: no text, an unknown status, and the like."""


class InputError(Error):
    """A file or text that cannot be read: missing, binary, in an unknown encoding."""


class ContentError(Error):
    """A file that was read but holds problems; nothing of it was taken over.

    Attributes:
        problems: All of them, in the order of the file.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class StoreError(Error):
    """A base that cannot be opened, read or written."""


class TooNew(StoreError):
    """A base written by a later version of this library."""


class NotFound(Error, LookupError):
    """A concept that is not there."""


class Conflict(Error):
    """A change that would overwrite something else."""
