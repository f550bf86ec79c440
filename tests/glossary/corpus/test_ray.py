"""Scans on a Ray cluster of two nodes: the same results, whatever dies."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import glossary
from glossary import Glossary
from glossary.corpus.scan import Scan, scan
from glossary.corpus.texts import open_corpus
from termbase.errors import Error, InputError, Problem
from tests.glossary.conftest import CONCEPTS

ray = pytest.importorskip("ray", reason="ray is not installed")
psutil = pytest.importorskip("psutil", reason="psutil is not installed")

# Ray leaves files and sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore")
WORDS = [term.text for concept in CONCEPTS for term in concept.terms]


class TwoNodes:
    """A cluster of two nodes on this machine, whose worker processes can be killed."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        node: Any = {"num_cpus": 1, "object_store_memory": 200_000_000}
        self._cluster: Any = Cluster(initialize_head=True, head_node_args=node)
        self._second = self._cluster.add_node(**node)
        ray.init(address=self._cluster.address, log_to_driver=False)

    def kill_finder(self) -> None:
        """Kill a process that finds terms."""
        nodes = self._cluster.list_all_nodes()
        raylets = (node.all_processes["raylet"][0].process.pid for node in nodes)
        workers = (psutil.Process(raylet).children(recursive=True) for raylet in raylets)
        finder = next(one for one in chain(*workers) if "FinderOnRay" in "".join(one.cmdline()))
        finder.send_signal(signal.SIGKILL)

    def remove_node(self) -> None:
        self._cluster.remove_node(self._second, allow_graceful=False)

    def stop(self) -> None:
        ray.shutdown()
        self._cluster.shutdown()


@pytest.fixture(scope="module")
def cluster() -> Iterator[TwoNodes]:
    nodes = TwoNodes()
    yield nodes
    nodes.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents, and a table of several slices."""
    path = tmp_path_factory.mktemp("corpus")
    for day in range(1, 31):
        text = "，的。\n\n".join(WORDS[day % 7 :: 7]) * 300
        (path / f"202403{day:02}.txt").write_text(text, encoding="utf-8")
    with (path / "a.jsonl").open("w", encoding="utf-8") as file:
        for number in range(3000):
            row = {
                "date": f"202404{number % 30 + 1:02}",
                "text": "，".join(WORDS[number % 11 :: 3]),
            }
            file.write(json.dumps(row) + "\n")
    return path


@pytest.fixture(scope="module")
def serial(folder: Path, small: Glossary, tmp_path_factory: pytest.TempPathFactory) -> Scan:
    parts = tmp_path_factory.mktemp("serial")
    return scan(open_corpus(folder), small.finder, processes=1, folder=parts)


def test_without_ray_it_says_what_to_install(
    tmp_path: Path, folder: Path, small: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ray", "ray.data"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Error, match=r"zh-en-glossary\[ray\]"):
        scan(open_corpus(folder), small.finder, engine="ray", folder=tmp_path)


@pytest.mark.usefixtures("cluster")
def test_what_cannot_be_read_is_reported(tmp_path: Path, folder: Path, small: Glossary) -> None:
    bad = tmp_path / "corpus"
    bad.mkdir()
    (bad / "a.jsonl").write_text('{"text": "裸官"}\nno\n')
    (bad / "b.docx").write_bytes(b"PK\3\4")
    (bad / "c.txt").write_text("裸官")
    problems: list[Problem] = []
    corpus, parts = open_corpus(bad), tmp_path / "parts"
    result = scan(corpus, small.finder, engine="ray", folder=parts, report=problems.append)
    assert sorted(problem.code for problem in problems) == ["invalid-json", "unreadable-document"]
    assert result.texts["id"].to_pylist() == ["a.jsonl:1", "c.txt"]
    # Files are read in any order.
    with pytest.raises(InputError, match=r"(a.jsonl:2: not valid JSON|b.docx: damaged)"):
        scan(corpus, small.finder, engine="ray", folder=parts)
    (bad / "d.zip").write_bytes(b"no")
    with pytest.raises(InputError, match=r"d.zip: damaged"):
        scan(corpus, small.finder, engine="ray", folder=parts, report=problems.append)


def test_a_second_scan_goes_on(
    tmp_path: Path, folder: Path, small: Glossary, cluster: TwoNodes, serial: Scan
) -> None:
    corpus = open_corpus(folder)
    assert scan(corpus, small.finder, engine="ray", folder=tmp_path) == serial
    # What one engine has done the other need not do.
    (tmp_path / "files.json").unlink()
    sizes: list[int] = []
    assert (
        scan(corpus, small.finder, engine="ray", folder=tmp_path, progress=sizes.append) == serial
    )
    assert sum(sizes) == sum(file.stat().st_size for file in folder.iterdir())
    assert scan(corpus, small.finder, folder=tmp_path) == serial


def test_another_base_on_a_node_is_refused(tmp_path: Path, folder: Path, cluster: TwoNodes) -> None:
    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        own.put(*CONCEPTS[:3])
        finder = own.finder

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("glossary.corpus.scan.signature_of", lambda *_: "another")
            with pytest.raises(Error, match="another version of this package, or another base"):
                scan(open_corpus(folder), finder, engine="ray", folder=tmp_path / "parts")


@pytest.mark.parametrize("victim", ["a worker", "a node"])
def test_results_are_the_same_when_something_is_killed(
    tmp_path: Path, folder: Path, small: Glossary, cluster: TwoNodes, serial: Scan, victim: str
) -> None:
    done: list[int] = []

    def progress(size: int) -> None:
        done.append(size)
        if len(done) == 2:
            cluster.kill_finder() if victim == "a worker" else cluster.remove_node()

    corpus = open_corpus(folder)
    result = scan(corpus, small.finder, engine="ray", folder=tmp_path, progress=progress)
    assert len(done) > 20
    assert result == serial
