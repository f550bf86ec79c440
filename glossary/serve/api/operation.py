"""An operation of the API: its path, its role, its models, and the function that does it.

The table of operations is the only description of the API: routes, checks of requests, the OpenAPI
document and the tests of roles are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from glossary.serve.principal import Principal
from glossary.serve.state import State
from termbase.store.accounts import Role

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose parts have been checked.

    Attributes:
        state: What all requests share.
        principal: Who asks.
        path: The parameters in the path.
        query: The query, an instance of the operation's model.
        body: The body, an instance of the operation's ``body`` or ``form``.
        headers: The headers, by lower-case name.
    """

    state: State
    principal: Principal
    path: Mapping[str, str]
    query: Any
    body: Any
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of an operation that has more than a body.

    Attributes:
        value: What is written as JSON, or a response.
        headers: Headers, such as ETag.
        status: The status.
    """

    value: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    status: HTTPStatus = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the API.

    Attributes:
        method: The method of HTTP.
        path: The path below ``/api/v1``, with parameters in braces.
        role: The lowest role that may call it.
        handler: Does it; returns a value that is written as JSON, or an :class:`Answer`.
        answer: The type of the value, for the OpenAPI document and the check in tests; None if it
            only answers with files, or with nothing.
        query: The model of the query.
        body: The model of a body in JSON.
        form: The model of a body with files (``multipart/form-data``).
        success: The statuses of its answers if all is well.
        statuses: The statuses of problems that it may answer with, beside those of all.
        files: The media types of the files that it may answer with.
        uses_etag: True if its answers have an ETag. A change then needs ``If-Match``, so that no
            change of somebody else is lost, or for something new ``If-None-Match: *``.
        is_repeatable: True if it takes an ``Idempotency-Key``.
    """

    method: str
    path: str
    role: Role
    handler: Callable[[Call], Any]
    answer: Any = None
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    form: type[BaseModel] | None = None
    success: tuple[HTTPStatus, ...] = (HTTPStatus.OK,)
    statuses: tuple[HTTPStatus, ...] = ()
    files: tuple[str, ...] = ()
    uses_etag: bool = False
    is_repeatable: bool = False

    @property
    def name(self) -> str:
        """The id of the operation in the OpenAPI document."""
        return self.handler.__name__

    @property
    def summary(self) -> str:
        """The purpose in one line: the first line of the handler's docstring."""
        return (self.handler.__doc__ or "").split("\n", 1)[0]

    @property
    def takes_body(self) -> bool:
        """True if it has a body."""
        return self.body is not None or self.form is not None

    @property
    def takes_new(self) -> bool:
        """True if it may make what is not there yet, under a name that the client chooses."""
        return self.uses_etag and self.method == "PUT"
