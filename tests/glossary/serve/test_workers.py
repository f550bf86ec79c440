"""Worker processes: limits of time and memory, failures, and that others do not notice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from glossary.serve.problems import Refused
from glossary.serve.workers import Workers
from glossary.serve.workers.jobs import import_units
from glossary.serve.workers.pool import client
from termbase.errors import ContentError
from termbase.memory import Memory
from tests.glossary.serve import jobs
from tests.slow import SLOW

pytestmark = SLOW

MEBIBYTE = 1 << 20


def made(base: Path) -> Path:
    glossary.open(base, builtin=False).close()
    return base


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    base = made(tmp_path_factory.mktemp("workers") / "team.db")
    with Workers(1, base, builtin=False, memory=256 * MEBIBYTE, seconds=2) as pool:
        yield pool


def test_a_job_gets_the_glossary(workers: Workers) -> None:
    assert workers.run(jobs.count) == 0


def test_the_process_is_used_again(workers: Workers) -> None:
    assert workers.run(jobs.process) == workers.run(jobs.process) != os.getpid()


def test_a_slow_job_is_stopped_and_the_next_one_is_done(workers: Workers) -> None:
    before = workers.run(jobs.process)
    with pytest.raises(Refused, match="longer than 2 seconds"):
        workers.run(jobs.wait, 60)
    assert workers.run(jobs.process) != before


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of the address space")
@pytest.mark.parametrize("job", [jobs.allocate, jobs.map_memory])
def test_a_job_that_wants_too_much_memory_is_stopped(
    workers: Workers, job: Callable[[Glossary, int], int]
) -> None:
    assert workers.run(job, 16 * MEBIBYTE) == 16 * MEBIBYTE
    with pytest.raises(Refused, match="too much memory"):
        workers.run(job, 4096 * MEBIBYTE)
    assert workers.run(jobs.count) == 0


@pytest.mark.parametrize("job", [jobs.die, jobs.unsendable])
def test_a_process_that_dies_is_replaced(workers: Workers, job: object) -> None:
    with pytest.raises(Refused, match="failed in its process"):
        workers.run(job)  # type: ignore[arg-type]
    assert workers.run(jobs.count) == 0


def test_a_process_that_is_killed_between_jobs_is_replaced(workers: Workers) -> None:
    process = workers.run(jobs.process)
    os.kill(process, signal.SIGKILL)
    # Until the system has informed its parent.
    time.sleep(0.1)
    assert workers.run(jobs.process) != process


def test_the_exception_of_a_job_arrives(workers: Workers) -> None:
    before = workers.run(jobs.process)
    with pytest.raises(ContentError, match=r"^a\.csv:3: too many cells$") as caught:
        workers.run(jobs.fail)
    assert caught.value.problems[0].code == "ragged-row"
    with pytest.raises(RuntimeError, match="Odd: local classes"):
        workers.run(jobs.fail_oddly)
    assert workers.run(jobs.process) == before


def test_threads_wait_for_each_other(workers: Workers) -> None:
    # A process that is started meanwhile would take some of the time for waiting.
    workers.run(jobs.count)
    # One runs and four wait.
    with ThreadPoolExecutor(5) as threads:
        done = list(threads.map(lambda _: workers.run(jobs.wait, 0.01), range(24)))
    assert done == [0.01] * 24


def test_nobody_waits_for_ever(workers: Workers) -> None:
    with ThreadPoolExecutor(4) as threads:
        futures = [threads.submit(workers.run, jobs.wait, 1.5) for _ in range(4)]
    failed = [future.exception() for future in futures if future.exception()]
    assert 1 <= len(failed) <= 3
    assert all("busy" in str(error) for error in failed)


def test_only_so_many_wait_that_the_server_has_threads_for_others(workers: Workers) -> None:
    workers.run(jobs.count)
    with ThreadPoolExecutor(40) as threads:
        futures = [threads.submit(workers.run, jobs.wait, 0.2) for _ in range(40)]
    failed = [error for future in futures if (error := future.exception())]
    # One job is done and four wait; others may have come when some were done.
    assert 1 <= len(failed) <= 35
    assert all("busy" in str(error) for error in failed)
    assert workers.run(jobs.count) == 0


def test_one_client_does_not_get_all_workers(tmp_path: Path) -> None:
    def run(name: str, seconds: float) -> float:
        client.set(name)
        done: float = pool.run(jobs.wait, seconds)
        return done

    with (
        Workers(2, made(tmp_path / "b.db"), builtin=False, memory=MEBIBYTE << 8, seconds=5) as pool,
        ThreadPoolExecutor(8) as threads,
    ):
        pool.warm_up()
        # One job runs, two wait, and the fourth is refused.
        first = [threads.submit(run, "10.0.0.1", 1.5) for _ in range(4)]
        time.sleep(0.3)
        assert threads.submit(run, "10.0.0.2", 0).result(1) == 0
        assert [future.done() for future in first].count(True) == 1
        errors = [error for future in first if (error := future.exception())]
        assert len(errors) == 1
        assert "busy" in str(errors[0])


def test_a_base_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    base = tmp_path / "b.db"
    with (
        Workers(1, base, builtin=False, memory=MEBIBYTE << 8, seconds=2) as pool,
        pytest.raises(Refused, match="no worker process could be started"),
    ):
        pool.run(jobs.count)
    assert not base.exists()


def test_processes_end_with_the_pool(tmp_path: Path) -> None:
    with Workers(
        2, made(tmp_path / "b.db"), builtin=False, memory=MEBIBYTE << 8, seconds=2
    ) as pool:
        pool.warm_up()
        alive = {pool.run(jobs.process) for _ in range(4)}
    for process in alive:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


_KILLED = """
import sys
from pathlib import Path
from glossary.serve.workers import Workers
from tests.glossary.serve import jobs
pool = Workers(1, Path(sys.argv[1]), builtin=False, memory=1 << 28, seconds=60)
pool.warm_up()
print("ready", flush=True)
pool.run(jobs.wait, 60)
"""


def test_a_job_ends_with_a_server_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _KILLED, str(made(tmp_path / "b.db"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        time.sleep(0.2)
        server.kill()
        # The process has inherited it, and closes it when it ends.
        assert server.communicate(timeout=20)[0] == b""


def test_units_are_not_imported_without_a_row_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "units.tsv"
    file.write_text("source\ttarget\n坚持改革。\tKeep reforming.\n", encoding="utf-8")
    with glossary.open(tmp_path / "b.db", builtin=False) as opened:
        with monkeypatch.context() as patch:
            patch.setattr(Memory, "log", lambda *_, **__: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                import_units(opened, file, "wang")
        assert (len(opened.memory), opened.termbase.changes()) == (0, [])
        assert import_units(opened, file, "wang", dry_run=True).added == 1
        assert (len(opened.memory), opened.termbase.changes()) == (0, [])
        assert import_units(opened, file, "wang").added == 1
        assert [(one.author, one.comment) for one in opened.termbase.changes()] == [
            ("wang", "1 units added, 0 replaced")
        ]
        assert opened.memory.stats()["unindexed"] == 0
