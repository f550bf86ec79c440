"""Texts in forms, and forms that failed: common to the pages about texts."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from glossary.serve.pages.forms import Form
from glossary.serve.pages.render import page
from glossary.serve.problems import Refused, details_of
from glossary.serve.uploads import Upload
from termbase.errors import Error

FAILURES = (Error, Refused)


def text_of(form: Form, name: str) -> str | Upload | None:
    """Return the text of a form: a file where one was chosen, else what was typed, else None."""
    text = form.text(name)
    return form.uploads.get(f"{name}-file") or (text if text.strip() else None)


def size_of(*texts: str | Upload | None) -> int:
    """Return the bytes that texts take in memory, about."""
    # A str takes up to four bytes a code point.
    sizes = (len(one.data) if isinstance(one, Upload) else 4 * len(one or "") for one in texts)
    return sum(sizes)


def name_of(text: str | Upload | None) -> str:
    """Return the name of a file; empty for a text that was typed."""
    return text.name if isinstance(text, Upload) else ""


def missing(message: str) -> Refused:
    """Return the refusal of a form that lacks a text."""
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, message)


def failed(
    request: Request, template: str, error: Exception, form: Form, **values: Any
) -> Response:
    """Return a form again, with what is wrong and what was typed.

    Args:
        request: The request.
        template: The template of the form.
        error: What is wrong.
        form: The form that was sent.
        values: What the template shows.
    """
    details = details_of(error)
    return page(
        request, template, status=details.status, headers=dict(details.headers),
        problem=details, given=Given(form), **values,
    )  # fmt: skip


class Given:
    """The values that the fields of a form begin with.

    Args:
        form: The form that was sent; None for a new one.
    """

    def __init__(self, form: Form | None = None, defaults: Mapping[str, str] | None = None) -> None:
        self._form = form
        self._defaults = defaults or {}

    def __getitem__(self, name: str) -> str:
        return self._form.text(name) if self._form else self._defaults.get(name, "")
