"""Characters that texts cannot have: in a base, and in comments, labels, remarks."""

from __future__ import annotations

from termbase.errors import InputError


def require_writable(**texts: str) -> None:
    """Refuse characters that exchange formats and pages cannot hold, as in terms.

    Raises:
        InputError: If one of the texts, by the name of its field, has one.
    """
    if not any(texts.values()):
        return
    # It brings all formats with it, which reading a base does without.
    from termbase.formats.characters import UNWRITABLE

    for field, text in texts.items():
        if match := UNWRITABLE.search(text):
            around = text[max(0, match.start() - 20) : match.end() + 20]
            raise InputError(
                f"{field}: U+{ord(match[0]):04X} in {around!r}, a control character or half a "
                "character; remove it"
            )


def half_character(error: UnicodeEncodeError) -> InputError:
    """Return the exception to raise for a text that is not valid Unicode."""
    excerpt = error.object[max(0, error.start - 10) : error.start + 1]
    return InputError(
        f"the text has half a character, a lone surrogate, at the end of {excerpt!r}; remove it"
    )
