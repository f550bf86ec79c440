"""Servers on one base on PostgreSQL: all of it works, and no edit is lost whatever is killed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus

import pytest

from glossary.serve.settings import Settings
from termbase.store.accounts import Role
from termbase.store.address import Address, read_address
from tests.glossary.serve.conftest import Server, fill
from tests.glossary.serve.test_durability import glosses, wait_for
from tests.glossary.serve.test_running import get, serving
from tests.glossary.serve.writers import Writer, writing
from tests.postgres import Server as Postgres
from tests.postgres import running_server
from tests.slow import SLOW

CONCEPTS = ("luoguan", "neijuan")


@pytest.fixture(scope="module")
def settings(postgres_server: Postgres) -> Settings:
    base = read_address(f"{postgres_server.url('postgres')}?schema=served")
    return Settings(base, builtin=False, requests_per_minute=1_000_000, workers=1)


def test_pages_api_and_workers(server: Server) -> None:
    editor = server.headers(Role.EDITOR)
    path = "/api/v1/concepts/luoguan"
    assert "naked official" in server.client.get("/?q=luoguan").text
    tag = server.client.get(path).headers["etag"]
    change = {"gloss": "Changed."}
    for expected in (HTTPStatus.OK, HTTPStatus.PRECONDITION_FAILED):
        answer = server.client.patch(path, json=change, headers={**editor, "If-Match": tag})
        assert answer.status_code == expected
    assert server.client.get("/api/v1/lookup?q=luoguan").json()[0]["concept"]["gloss"] == "Changed."
    text = {"text": "他是裸官。"}
    assert server.client.post("/api/v1/find", json=text).json()[0]["concept"] == "luoguan"
    pair = {"source": "他是裸官。", "target": "He is a cadre."}
    findings = server.client.post("/api/v1/check", json=pair).json()
    assert [finding["concept"] for finding in findings] == ["luoguan"]
    query = "/api/v1/memory/search?q=坚持以人民为中心&at_least=70"
    assert server.client.get(query).json()[0]["target"] == "Put the people first."
    annotated = server.client.post("/api/v1/annotate", json={**text, "to": "html"})
    assert "One whose family" not in annotated.text
    assert "Changed." in annotated.text


def writers(addresses: list[str], token: str, edits: int) -> list[Writer]:
    return [
        Writer(f"Writer {name}", addresses[number % len(addresses)], token, CONCEPTS, edits)
        for number, name in enumerate("ABCDEFGH")
    ]


@SLOW
def test_no_edit_of_eight_writers_at_two_servers_is_lost(postgres: str) -> None:
    base = read_address(postgres)
    token = fill(base)[Role.EDITOR]
    before = glosses(base)
    with serving(base) as (_, one, _), serving(base) as (_, other, _):
        found = writers([one, other], token, 12)
        with writing(found):
            pass
        for concept_id in CONCEPTS:
            path = f"/api/v1/concepts/{concept_id}"
            assert get(one + path) == get(other + path)
    assert {status for writer in found for status in writer.statuses} <= {200, 412}
    acknowledged = [edit for writer in found for edit in writer.acknowledged]
    assert len(acknowledged) == 8 * 12
    assert glosses(base) - before == Counter(acknowledged)


@SLOW
def test_a_killed_server_has_kept_what_it_acknowledged(postgres: str) -> None:
    base = read_address(postgres)
    token = fill(base)[Role.EDITOR]
    before = glosses(base)
    with serving(base) as (killed, one, _), serving(base) as (_, other, _):
        found = writers([one, other], token, 40)
        with writing(found):
            wait_for(found, 40)
            killed.kill()
        # The other one goes on: what the first had begun holds nobody up.
        assert [len(writer.acknowledged) for writer in found[1::2]] == [40] * 4
    expect_kept(base, before, found)


@pytest.fixture
def durable() -> Iterator[Postgres]:
    with running_server(is_durable=True) as server:
        yield server


@SLOW
def test_when_postgresql_is_killed_what_was_acknowledged_is_kept(durable: Postgres) -> None:
    base = read_address(durable.url("postgres"))
    token = fill(base)[Role.EDITOR]
    before = glosses(base)
    with serving(base) as (_, address, _):
        found = writers([address], token, 10_000)
        with writing(found):
            wait_for(found, 60)
            durable.kill()
        # Each writer was refused at last, in words.
        assert all(writer.statuses[-1] >= 500 or writer.is_cut_off for writer in found)
        durable.start()
        acknowledged = expect_kept(base, before, found)
        # The server goes on without having been started again.
        for concept_id in CONCEPTS:
            concept = json.loads(get(f"{address}/api/v1/concepts/{concept_id}"))
            history = json.loads(get(f"{address}/api/v1/concepts/{concept_id}/history"))
            assert concept == history[0]["concept"]
        more = writers([address], token, 2)
        with writing(more):
            pass
        assert all(len(writer.acknowledged) == 2 for writer in more)
    assert acknowledged


def expect_kept(
    base: Address, before: Counter[tuple[str, str]], found: list[Writer]
) -> Counter[tuple[str, str]]:
    """Expect that a base has all edits that were acknowledged, and of each writer one at most more."""
    acknowledged = Counter(edit for writer in found for edit in writer.acknowledged)
    kept = glosses(base) - before
    assert acknowledged <= kept
    assert (kept - acknowledged).total() <= 8
    return acknowledged
