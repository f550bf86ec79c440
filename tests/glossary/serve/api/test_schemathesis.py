"""Requests that schemathesis makes of the OpenAPI document: every answer is one that it has."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import booleans

from glossary.serve.api.operation import PREFIX
from glossary.serve.api.operations import openapi_document
from termbase.store.accounts import Role
from tests.glossary.serve.api.conftest import Api

# The server imports numpy in a thread; Hypothesis looks into it while it is half imported.
pytest.importorskip("numpy")
schemathesis = pytest.importorskip("schemathesis", reason="CI runs this in a step of its own")

requests = pytest.importorskip("requests")
HOST = "http://127.0.0.1"
EXAMPLES = 6
# What it sends is as the document says, or is not.
MODES = {
    "right": schemathesis.GenerationMode.POSITIVE,
    "wrong": schemathesis.GenerationMode.NEGATIVE,
}
# What is there, and stays; a change of it is one of any version.
THERE = {"id": "luoguan", "name": "reader"}
ANY = {"If-Match": "*"}
# The longest address that the client of the tests sends.
_LONGEST = 60_000


def operations() -> list[Any]:
    schema = schemathesis.openapi.from_dict(openapi_document())
    return [found.ok() for found in schema.get_all_operations()]


def there(api: Api, path: str) -> dict[str, str]:
    """Return the path parameters of what is there, or is made for the request."""
    concept = {"id": "luoguan", "terms": [{"language": "zh", "simplified": "裸官"}]}
    api("PUT", "/concepts/luoguan", json=concept, headers=ANY)
    api("PUT", "/concepts/luoguan", json=concept, headers={"If-None-Match": "*"})
    number = 0
    if "/units/" in path:
        number = api("POST", "/memory/units", json={"source": "一", "target": "one"}).json()["id"]
    elif "/proposals/" in path:
        body = {"concept_id": "luoguan", "record": concept}
        number = api("POST", "/proposals", json=body).json()["number"]
    return {**THERE, "number": str(number)}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("operation", operations(), ids=lambda one: one.label)
def test_every_answer_is_in_the_document(api: Api, operation: Any, mode: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=MODES[mode]), is_there=booleans())
    def send(case: Any, is_there: bool) -> None:
        # Ids that are made up lead to nothing that could fail.
        if is_there and mode == "right":
            case.path_parameters = {
                name: there(api, case.path)[name] for name in case.path_parameters or {}
            }
            case.headers = {**(case.headers or {}), **ANY}
        made = requests.Request(**case.as_transport_kwargs(base_url=HOST)).prepare()
        assume(len(made.url) < _LONGEST)
        headers = {
            name: value if isinstance(value, bytes) else value.encode()
            for name, value in {**made.headers, **api.server.headers(Role.ADMIN)}.items()
        }
        path = made.url.removeprefix(HOST)
        answer = api.server.client.request(
            made.method, path, content=made.body or b"", headers=headers
        )
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, answer.text
        api.check(case.method, operation.path.removeprefix(PREFIX), answer)

    try:
        send()
    except Unsatisfiable:
        pytest.skip("no request to it is wrong")
