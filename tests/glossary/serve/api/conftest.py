"""Calls of the API, each answer of which is checked against the OpenAPI document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest

from glossary.serve.api.operation import PREFIX
from glossary.serve.api.operations import openapi_document
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server

# Of httpx or its successor, whichever Starlette has.
Response = Any
jsonschema = pytest.importorskip("jsonschema")


@dataclass(frozen=True)
class Api:
    """The API of a server.

    Attributes:
        server: The server.
        document: The OpenAPI document.
    """

    server: Server
    document: dict[str, Any]

    def __call__(
        self,
        method: str,
        path: str,
        role: Role | None = Role.ADMIN,
        headers: dict[str, str] | None = None,
        **options: Any,
    ) -> Response:
        """Send a request, and return its answer if the document has it."""
        response: Response = self.server.client.request(
            method,
            PREFIX + path,
            headers={**self.server.headers(role), **(headers or {})},
            **options,
        )
        self.check(method, path.partition("?")[0], response)
        return response

    def etag(self, path: str) -> dict[str, str]:
        """Return the header for a change of what is at a path."""
        return {"If-Match": self("GET", path).headers["etag"]}

    def check(self, method: str, path: str, response: Response) -> None:
        """Fail if an answer is not in the document."""
        answers = self.operation(method, path)["responses"]
        assert str(response.status_code) in answers, f"{response.status_code}: {response.text}"
        answer = answers[str(response.status_code)]
        assert {*answer.get("headers", {})} <= {
            "ETag" if name.lower() == "etag" else name.title() for name in response.headers
        }
        kind = response.headers.get("content-type", "").partition(";")[0]
        if "content" not in answer:
            assert response.content == b""
            return
        assert kind in answer["content"]
        schema = answer["content"][kind]["schema"]
        if kind.endswith("json") and schema:
            whole = {**schema, "components": self.document["components"]}
            jsonschema.Draft202012Validator(whole).validate(response.json())

    def operation(self, method: str, path: str) -> dict[str, Any]:
        """Return the operation in the document; a path without parameters goes first."""
        for template in sorted(self.document["paths"], key=lambda one: one.count("{")):
            pattern = re.sub(r"\{\w+\}", "[^/]+", template)
            if re.fullmatch(pattern, PREFIX + path):
                found: dict[str, Any] = self.document["paths"][template][method.lower()]
                return found
        raise AssertionError(f"{path} is not in the document")


@pytest.fixture(scope="module")
def api(server: Server) -> Api:
    """The API of the server."""
    return Api(server, openapi_document())
