"""Values that are one of a few names, and the message for one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NoReturn


class Choice(StrEnum):
    """An enumeration whose error names the values that it has."""

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        _refuse(_option_name(cls.__name__), value, cls)


def check_choice(name: str, value: object, known: Iterable[str]) -> None:
    """Check the value of an option.

    Args:
        name: The name of the option.
        value: Its value.
        known: The values that it may have.

    Raises:
        ValueError: If the value is none of these.
    """
    known = tuple(known)
    if value not in known:
        _refuse(name, value, known)


def check_type(name: str, value: object, *types: type) -> None:
    """Check the type of an argument, where another would fail far from the mistake.

    Raises:
        TypeError: If the value is of none of the types.
    """
    if not isinstance(value, types):
        known = " or ".join(known.__name__ for known in types)
        raise TypeError(f"{name} is a {type(value).__name__}; expected a {known}")


def _refuse(name: str, value: object, known: Iterable[str]) -> NoReturn:
    raise ValueError(f"invalid {name} {value!r}; expected one of: {', '.join(known)}")


def _option_name(class_name: str) -> str:
    """Return the name of the option for a class: ``OnConflict`` → ``on_conflict``."""
    words = "".join(f" {char}" if char.isupper() else char for char in class_name)
    return "_".join(words.lower().split())


def as_values(values: str | Iterable[str]) -> list[str]:
    """Return values that may have been given as one string, which is one value."""
    return [values] if isinstance(values, str) else list(values)
