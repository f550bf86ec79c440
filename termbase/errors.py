"""The exception tree, and problems in content, which are data rather than exceptions.

`Error` is the root. `InvalidConcept` is about one concept, `InputError` about a file that cannot be
read, `ContentError` about one that was read and has problems, `StoreError` about a base, `NotFound`
and `Conflict` about a change, `Outdated` about one of a version that is not the present one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Self

from termbase.messages import Message


class Problem(NamedTuple):
    """A problem or a doubt in content, and its location.

    Attributes:
        code: Short stable name of the kind of problem, such as ``ragged-row``.
        message: What is wrong and the remedy, in one line.
        file: The file it is in; empty if there is none.
        line: The line in that file, from 1; 0 if unknown.
    """

    code: str
    message: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        location = f"{self.file}:{self.line}" if self.file and self.line else self.file
        return f"{location}: {self.message}" if location else self.message


def count_codes(problems: Iterable[Problem]) -> dict[str, int]:
    """Count problems by code, the most frequent code first."""
    return dict(Counter(problem.code for problem in problems).most_common())


class Error(Exception):
    """The root of every exception that this library raises on purpose."""


class InvalidConcept(Error, ValueError):
    """A concept or term that cannot exist: it has no text, an unknown status, and the like."""


class InputError(Error):
    """A file or text that cannot be read: missing, binary, malformed, in an unknown encoding."""


class ContentError(Error):
    """A file that was read and has problems; nothing of it was imported.

    Attributes:
        problems: All of them, in the order of the file.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        # An exception is copied to another process by its arguments, here only the message.
        return type(self), (self.problems,)


class StoreError(Error):
    """A base that cannot be opened, read or written."""


class TooNew(StoreError):
    """A base written by a later version of this library."""


class NotFound(Error, LookupError):
    """A concept that does not exist."""


class Conflict(Error):
    """A change that would overwrite something else."""


class Outdated(Conflict):
    """A change of a version of a concept that is not the present one: somebody was faster.

    Attributes:
        concept_id: The id of the concept.
        expected: The revision that the change is based on.
        revision: The present one.
    """

    def __init__(self, concept_id: str, expected: int, revision: int) -> None:
        super().__init__(
            Message(
                "{concept} has changed since revision {expected}, to revision {revision}; look at "
                "the present version and change that",
                concept=concept_id,
                expected=expected,
                revision=revision,
            )
        )
        self.concept_id = concept_id
        self.expected = expected
        self.revision = revision
