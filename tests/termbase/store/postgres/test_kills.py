"""A base on PostgreSQL when a writer, or the server itself, is killed in the middle of an import."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from termbase.model.concept import Language
from termbase.store import Store
from termbase.store.address import Address, read_address
from tests.contracts import SIMPLE
from tests.postgres import Server, running_server
from tests.processes import ROOT
from tests.slow import SLOW
from tests.termbase.store.test_store import KILLED

pytestmark = SLOW
WAITS = (0.0, 0.05, 0.3, 1.0, 2.0)  # seconds


@pytest.fixture
def durable() -> Iterator[Server]:
    with running_server(is_durable=True) as server:
        yield server


def start(url: str) -> subprocess.Popen[str]:
    """Start a process that imports 1,500 concepts in one transaction."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, url], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def number_of_concepts(address: Address) -> int:
    """Expect a base to be whole; return the number of its concepts, and remove the imported ones."""
    with Store(address) as store:
        assert store.get("luoguan") == SIMPLE
        count = len(store)
        assert len(store.forms(Language.CHINESE)) == count
        query = "SELECT count(*) FILTER (WHERE action = 'create') - count(*) FILTER (WHERE action = 'remove') FROM change"
        assert store.database.rows(query) == [(count,)]
        store.remove(name for name in store.ids() if name != "luoguan")
    return count


@pytest.mark.parametrize("victim", ["writer", "server"])
def test_killed_while_importing(durable: Server, victim: str) -> None:
    url = durable.url("postgres")
    address = read_address(url)
    with Store(address) as store:
        store.put([SIMPLE])
    kept = set()
    for wait in (*WAITS, None):
        process = start(url)
        try:
            process.wait(wait)
            is_done = True
        except subprocess.TimeoutExpired:
            is_done = False
            if victim == "writer":
                process.kill()
            else:
                durable.kill()
        out, _ = process.communicate()
        if victim == "server" and not is_done:
            durable.start()
        count = number_of_concepts(address)
        assert count == 1501 if "done" in out else count in (1, 1501)
        kept.add(count)
    assert kept == {1, 1501}
