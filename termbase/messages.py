"""Messages that can be shown in another language: their template and values are kept."""

from __future__ import annotations

from typing import Any, Self


class Message(str):
    """A message in English, made from a template; text like any other.

    The pages of the server show it in the language of the reader, where they have its template.

    Args:
        template: The message, with the names of the values in braces.
        values: The values; one of them may be a message.

    Attributes:
        template: The template.
        values: The values by name.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        """Make the message."""
        message = super().__new__(cls, template.format_map(values))
        message.template, message.values = template, values
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        # Messages come from worker processes.
        return _again, (self.template, self.values)


def about(name: str, message: str) -> Message:
    """Return a message that begins with the concept or term that it is about."""
    return Message("{name}: {message}", name=name, message=message)


def message_of(error: Exception) -> str:
    """Return the message of an exception, as it was made."""
    first = error.args[0] if len(error.args) == 1 else None
    return first if isinstance(first, Message) else str(error)


def _again(template: str, values: dict[str, Any]) -> Message:
    return Message(template, **values)
