"""Edits that were acknowledged are kept: many writers, a killed server, a backup, a stop."""

from __future__ import annotations

import json
import signal
import socket
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import glossary
from termbase.store.accounts import Role
from termbase.store.address import Address
from tests.glossary.serve.conftest import fill
from tests.glossary.serve.test_running import get, serving
from tests.glossary.serve.writers import Writer, writing
from tests.slow import SLOW

pytestmark = SLOW

CONCEPTS = ("luoguan", "neijuan")


def writers(address: str, token: str, edits: int) -> list[Writer]:
    return [Writer(f"Writer {name}", address, token, CONCEPTS, edits) for name in "ABCDEFGH"]


def glosses(base: Address) -> Counter[tuple[str, str]]:
    """Return the concept and gloss of each version in the history of a base."""
    with glossary.open(base, builtin=False) as opened:
        return Counter(
            (concept_id, version.concept.gloss)
            for concept_id in CONCEPTS
            for version in opened.termbase.history(concept_id)
            if version.concept
        )


def test_no_edit_of_eight_writers_is_lost(tmp_path: Path) -> None:
    base = tmp_path / "team.db"
    token = fill(base)[Role.EDITOR]
    before = glosses(base)
    with serving(base) as (_, address, _):
        found = writers(address, token, 12)
        with writing(found):
            pass
    assert {status for one in found for status in one.statuses} <= {200, 412}
    acknowledged = [edit for one in found for edit in one.acknowledged]
    assert len(acknowledged) == 8 * 12
    assert glosses(base) - before == Counter(acknowledged)


def test_a_killed_server_has_kept_what_it_acknowledged(tmp_path: Path) -> None:
    base = tmp_path / "team.db"
    token = fill(base)[Role.EDITOR]
    before = glosses(base)
    with serving(base) as (process, address, _):
        found = writers(address, token, 10_000)
        with writing(found):
            try:
                wait_for(found, 40)
            finally:
                process.kill()
    assert all(one.is_cut_off for one in found)
    acknowledged = Counter(edit for one in found for edit in one.acknowledged)
    kept = glosses(base) - before
    assert acknowledged <= kept
    # Of each writer one edit may have been written whose answer was cut off.
    assert (kept - acknowledged).total() <= 8
    with serving(base) as (_, address, _):
        for concept_id in CONCEPTS:
            history = json.loads(get(f"{address}/api/v1/concepts/{concept_id}/history"))
            shown = {(concept_id, version["concept"]["gloss"]) for version in history}
            assert {edit for edit in kept if edit[0] == concept_id} <= shown
            concept = json.loads(get(f"{address}/api/v1/concepts/{concept_id}"))
            assert concept == history[0]["concept"]


def test_a_backup_while_others_write_has_what_was_acknowledged_before(tmp_path: Path) -> None:
    base, copy = tmp_path / "team.db", tmp_path / "copy.db"
    token = fill(base)[Role.EDITOR]
    with serving(base) as (_, address, _):
        found = writers(address, token, 12)
        with writing(found), glossary.open(base, builtin=False) as opened:
            wait_for(found, 20)
            acknowledged = Counter(edit for one in found for edit in list(one.acknowledged))
            opened.backup(copy)
    assert acknowledged <= glosses(copy)
    with serving(copy) as (_, address, _):
        concept = json.loads(get(f"{address}/api/v1/concepts/luoguan"))
        with glossary.open(copy, builtin=False) as opened:
            assert concept["gloss"] == opened.termbase["luoguan"].gloss


@pytest.mark.skipif(not hasattr(signal, "SIGTERM"), reason="this system has no signals")
def test_a_request_that_runs_when_the_server_is_stopped_is_answered(tmp_path: Path) -> None:
    base = tmp_path / "team.db"
    token = fill(base)[Role.EDITOR]
    body = json.dumps({"gloss": "Written while the server stopped."}).encode()
    head = (
        "PATCH /api/v1/concepts/luoguan HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-Match: *\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with serving(base) as (process, address, _):
        url = urlsplit(address)
        with socket.create_connection((url.hostname or "", url.port or 0), timeout=20) as client:
            client.sendall(head.encode() + body[:5])
            # Until the server has begun to read the request.
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            wait_until_closed(url.hostname or "", url.port or 0)
            client.sendall(body[5:])
            assert client.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
        assert process.wait(20) == 0
    assert ("luoguan", "Written while the server stopped.") in glosses(base)


def wait_for(found: Sequence[Writer], edits: int) -> None:
    """Wait until writers have got so many edits acknowledged."""
    for _ in range(60_000):
        if sum(len(one.acknowledged) for one in found) >= edits:
            return
        time.sleep(0.001)
    raise AssertionError([one.statuses for one in found])


def wait_until_closed(host: str, port: int) -> None:
    """Wait until a server takes no more connections."""
    for _ in range(1000):
        try:
            socket.create_connection((host, port), timeout=20).close()
        except OSError:
            return
        time.sleep(0.01)
    raise AssertionError("the server still listens")
