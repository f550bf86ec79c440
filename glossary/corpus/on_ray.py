"""The engine for a cluster: Ray Data reads the files and finds the terms on all of its nodes.

The corpus and the user's own base have to be at the same paths on all nodes, as on a shared disk.
What a node that dies was doing is done again by another one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Set
from typing import Any

import pyarrow as pa

from glossary.corpus.agenda import Agenda
from glossary.corpus.files import CorpusFile
from glossary.corpus.signature import signature_of
from glossary.corpus.texts import Corpus
from glossary.corpus.work import Found, Slice, Terms, read_slices
from termbase.errors import Error, InputError, Problem

# Between the nodes each row is a slice, the problem of a file, an error, or its end.
_ROWS = pa.schema(
    [
        ("file", pa.string()),
        ("kind", pa.string()),
        ("digest", pa.string()),
        ("size", pa.int64()),
        ("articles", pa.large_binary()),
        ("texts", pa.large_binary()),
        ("mentions", pa.large_binary()),
        ("problems", pa.string()),
    ]
)


def find_on_ray(
    agenda: Agenda, terms: Terms, signature: str, processes: int | None
) -> Iterator[Found]:
    """Yield the results of the slices of the files on an agenda, in any order.

    Args:
        agenda: Knows which files are to be read.
        terms: The terms to find.
        signature: The signature of the scan, which the terms on each node have to have.
        processes: The number of finders; by default one a core of the cluster.

    Raises:
        Error: If Ray is missing, or gives up.
        InputError: If a file cannot be read.
    """
    if not agenda.files:
        return
    ray = _started_ray()
    finders = processes or max(1, int(ray.cluster_resources().get("CPU", 1)))
    files = ray.data.from_items(
        [{"name": file.name, "location": file.location} for file in agenda.files],
        override_num_blocks=min(len(agenda.files), 4 * finders),
    )
    done = files.map_batches(
        _Reader(agenda.corpus, agenda.known),
        batch_size=1,
        batch_format="pyarrow",
        # They wait for the disk and the finders most of the time. With a share of a core each they
        # could keep the last finder of a small cluster out.
        num_cpus=0,
        concurrency=finders,
    ).map_batches(
        _FinderOnRay,
        fn_constructor_args=(terms, signature),
        batch_size=1,
        batch_format="pyarrow",
        num_cpus=1,
        concurrency=(1, finders),
    )
    try:
        for batch in done.iter_batches(batch_size=None, batch_format="pyarrow"):
            for row in batch.to_pylist():
                if found := _taken(agenda, row):
                    yield found
    except ray.exceptions.RayError as error:
        raise Error(f"Ray gave up: {str(error).strip().splitlines()[-1]}") from None


def _taken(agenda: Agenda, row: dict[str, Any]) -> Found | None:
    """Note what a row says on the agenda; return the result of a slice, if it is one."""
    problems = tuple(Problem(**problem) for problem in json.loads(row["problems"] or "[]"))
    match row["kind"]:
        case "slice":
            if agenda.start(row["file"], row["digest"], row["size"]):
                texts, mentions = (_table(row[name]) for name in ("texts", "mentions"))
                return Found(row["digest"], texts, mentions, problems)
        case "problem":
            for problem in problems:
                agenda.report(row["file"], problem)
        case "error":
            raise InputError(problems[0].message)
        case "end":
            agenda.end(row["file"])
    return None


class _Reader:
    """Reads the files of a batch.

    Args:
        corpus: The corpus.
        known: The digests of the slices that need no finding.
    """

    def __init__(self, corpus: Corpus, known: Set[str]) -> None:
        self._corpus = corpus
        self._known = known

    def __call__(self, batch: pa.Table) -> Iterator[pa.Table]:
        for row in batch.to_pylist():
            file = CorpusFile(row["name"], row["location"])
            try:
                for item in read_slices(self._corpus, file):
                    yield self._row(file, item)
            except InputError as error:
                yield _row(file.name, "error", problems=_json(Problem("unreadable", str(error))))
            else:
                yield _row(file.name, "end")

    def _row(self, file: CorpusFile, item: Slice | Problem) -> pa.Table:
        if isinstance(item, Problem):
            return _row(file.name, "problem", problems=_json(item))
        facts = {"digest": item.digest, "size": item.size}
        if item.digest in self._known:
            return _row(file.name, "slice", **facts)
        articles = _content(pa.Table.from_batches([item.articles]))
        return _row(file.name, "slice", articles=articles, **facts)


class _FinderOnRay:
    """Finds the terms in slices.

    Args:
        terms: The terms.
        signature: The signature that they have to have.
    """

    def __init__(self, terms: Terms, signature: str) -> None:
        self._terms = terms
        # Ray would try again for ever what is raised here.
        self._refusal = ""
        try:
            self._finder = terms.open()
            if signature_of(self._finder.termbase, terms) != signature:
                self._refusal = (
                    "a node of the cluster has another version of this package, or another base; "
                    "install the same version, and keep the base on a disk that all nodes share"
                )
        except Error as error:
            self._refusal = f"on a node of the cluster: {error}"

    def __call__(self, batch: pa.Table) -> Iterator[pa.Table]:
        for row in batch.to_pylist():
            articles = row.pop("articles")
            if self._refusal:
                problems = _json(Problem("refused", self._refusal))
                yield _row(row["file"], "error", problems=problems)
            elif articles is None:
                yield _row(**row)
            else:
                yield self._found(row, articles)

    def _found(self, row: dict[str, Any], articles: bytes) -> pa.Table:
        records = _table(articles).combine_chunks().to_batches()[0]
        work = Slice(row["file"], row["digest"], row["size"], records)
        found = self._terms.find(work, self._finder)
        row |= {"texts": _content(found.texts), "mentions": _content(found.mentions)}
        row["problems"] = _json(*found.problems)
        return _row(**row)


def _started_ray() -> Any:
    # Ray would report how it is used to its makers.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray.data
    except ImportError:
        raise Error(
            "scanning on Ray needs ray; install it with: pip install 'zh-en-glossary[ray]'"
        ) from None
    import logging

    if not ray.is_initialized():
        # Without an address Ray would also take any cluster that was started on this machine.
        address = os.environ.get("RAY_ADDRESS") or "local"
        ray.init(address, log_to_driver=False, logging_level=logging.CRITICAL)
    # What it has to say is in the exception that it raises.
    for name in ("ray", "ray.data", "ray.data.exceptions"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    ray.data.DataContext.get_current().enable_progress_bars = False
    return ray


def _row(file: str, kind: str, **values: Any) -> pa.Table:
    return pa.Table.from_pylist([{"file": file, "kind": kind, **values}], _ROWS)


def _content(table: pa.Table) -> bytes:
    """Return a table as bytes, which pass between processes as they are."""
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    content: bytes = out.getvalue().to_pybytes()
    return content


def _table(content: bytes) -> pa.Table:
    return pa.ipc.open_stream(content).read_all()


def _json(*problems: Problem) -> str:
    return json.dumps([problem._asdict() for problem in problems])
