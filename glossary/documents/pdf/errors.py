"""The errors of both libraries that PDF files are read with."""

from __future__ import annotations

from termbase.errors import InputError


def needs_libraries(name: str) -> InputError:
    """Return the error for a file whose libraries are not installed."""
    return InputError(
        f'{name}: PDF needs pypdfium2 and pypdf: pip install "zh-en-glossary[documents]"'
    )


def needs_password(name: str) -> InputError:
    """Return the error for a file that an empty password does not open."""
    return InputError(f"{name}: encrypted; save it without a password")
