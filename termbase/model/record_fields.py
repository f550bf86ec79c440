"""Read the fields of a record: each is what it should be, or an error says which is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, TypeVar

from termbase.choices import Choice
from termbase.errors import InvalidConcept

AnyChoice = TypeVar("AnyChoice", bound=Choice)
Part = TypeVar("Part")


def only(record: Mapping[str, Any], known: Set[str], owner: str) -> None:
    """Refuse fields that are not known."""
    if record.keys() <= known:
        return
    unknown = next(key for key in record if key not in known)
    raise InvalidConcept(f"{owner}: unknown field {unknown!r}; known: {', '.join(sorted(known))}")


def text(record: Mapping[str, Any], key: str, owner: str) -> str:
    """Return a text; empty where it is missing."""
    value = record.get(key, "")
    if not isinstance(value, str):
        raise InvalidConcept(f"{owner}: {key!r} is text, not {value!r}")
    return value


def flag(record: Mapping[str, Any], key: str, default: bool, owner: str) -> bool:
    """Return a truth value."""
    value = record.get(key, default)
    if not isinstance(value, bool):
        raise InvalidConcept(f"{owner}: {key!r} is true or false, not {value!r}")
    return value


def number(record: Mapping[str, Any], key: str, default: int, owner: str) -> int:
    """Return a whole number."""
    value = record.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidConcept(f"{owner}: {key!r} is a whole number, not {value!r}")
    return value


def items(record: Mapping[str, Any], key: str, owner: str) -> Sequence[Any]:
    """Return a list; empty where it is missing."""
    value = record.get(key, ())
    if not isinstance(value, (list, tuple)):
        raise InvalidConcept(f"{owner}: {key!r} is a list, not {value!r}")
    return value


def parsed(
    record: Mapping[str, Any], key: str, owner: str, parse: Callable[[object, str], Part]
) -> tuple[Part, ...]:
    """Return the parts of a list, each parsed."""
    # Most records lack most lists.
    return tuple(
        [parse(item, owner) for item in items(record, key, owner)] if key in record else ()
    )


def texts(record: Mapping[str, Any], key: str, owner: str) -> tuple[str, ...]:
    """Return a list of texts."""
    if key not in record:
        return ()
    values = items(record, key, owner)
    for value in values:
        if not isinstance(value, str):
            raise InvalidConcept(f"{owner}: {key!r} is a list of texts, not {values!r}")
    return tuple(values)


def choice(choices: type[AnyChoice], value: Any, owner: str) -> AnyChoice:
    """Return one of some choices by its value."""
    try:
        return choices(value)
    except ValueError as error:
        raise InvalidConcept(f"{owner}: {error}") from None
