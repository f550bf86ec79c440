"""The OpenAPI document is valid, and says of each operation what a client needs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from glossary.serve.api.operation import PREFIX
from glossary.serve.api.operations import OPERATIONS, openapi_document
from tests.glossary.serve.conftest import Server


def operations() -> list[dict[str, Any]]:
    return [one for path in openapi_document()["paths"].values() for one in path.values()]


def test_it_is_valid() -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="it is not installed")
    validator.validate(openapi_document())


def test_it_is_at_a_fixed_address(server: Server) -> None:
    answer = server.client.get(f"{PREFIX}/openapi.json")
    assert answer.json() == openapi_document()
    assert answer.json()["openapi"].startswith("3.1")


def test_all_operations_are_there_by_unique_names() -> None:
    names = [one["operationId"] for one in operations()]
    assert len(names) == len(set(names)) == len(OPERATIONS)


def test_every_operation_and_model_is_described() -> None:
    assert all(re.fullmatch(r"[A-Z].*\.", one["summary"]) for one in operations())
    schemas = openapi_document()["components"]["schemas"]
    assert [name for name, schema in schemas.items() if "description" not in schema] == []


def test_changes_tell_of_etags() -> None:
    for one in operations():
        names = {parameter["name"] for parameter in one["parameters"]}
        assert ("412" in one["responses"]) == ("If-Match" in names)
        assert ("304" in one["responses"]) <= ("If-None-Match" in names)
