"""Scans: the same results however they come about, and no more work than is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing import active_children
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

import glossary
from glossary import Glossary
from glossary.corpus import local
from glossary.corpus.folder import default_folder, locked
from glossary.corpus.mentions import MENTIONS, FindOptions, mentions
from glossary.corpus.scan import Scan, scan
from glossary.corpus.texts import open_corpus
from glossary.corpus.work import SCANNED, Found, Slice, Terms
from termbase.errors import Error, InputError, Problem
from tests.glossary.conftest import CONCEPTS

WORDS = [term.text for concept in CONCEPTS for term in concept.terms]


def words(number: int) -> str:
    return "，".join(WORDS[number % 7 :: 7]) + "。"


def fill(folder: Path, days: int) -> Path:
    """Write articles of two outlets, one file a day, and one table of a third."""
    folder.mkdir(exist_ok=True)
    for day in range(1, days + 1):
        for outlet in ("b", "a"):
            file = folder / outlet / f"202403{day:02}.txt"
            file.parent.mkdir(exist_ok=True)
            file.write_text(words(day), encoding="utf-8")
    add_rows(folder / "c.jsonl", range(20), "w")
    return folder


def add_rows(path: Path, numbers: range, mode: str = "a") -> None:
    with path.open(mode, encoding="utf-8") as file:
        for number in numbers:
            row = {"date": f"2024030{number % 9 + 1}", "outlet": "c", "text": words(number)}
            file.write(json.dumps(row) + "\n")


class Searched:
    """Counts the texts that are searched."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts = 0
        find = Terms.find

        def counting(terms: Terms, work: Slice, finder: object) -> Found:
            self.texts += len(work.articles)
            return find(terms, work, finder)  # type: ignore[arg-type]

        monkeypatch.setattr(Terms, "find", counting)

    def take(self) -> int:
        count, self.texts = self.texts, 0
        return count


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> Searched:
    """With small slices and parts, so that there are several."""
    monkeypatch.setattr("glossary.corpus.texts._SLICE", 400)
    monkeypatch.setattr("glossary.corpus.parts._PART", 1500)
    return Searched(monkeypatch)


@pytest.fixture
def scanned(tmp_path: Path, small: Glossary) -> Callable[[], Scan]:
    """A scan of a folder ``corpus``, with the parts in a folder ``parts``."""

    def run() -> Scan:
        corpus = open_corpus(tmp_path / "corpus")
        return scan(corpus, small.finder, processes=1, folder=tmp_path / "parts")

    return run


def expected(
    folder: Path, finder: Glossary
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return the rows of a scan as the definition says."""
    texts = [row for batch in open_corpus(folder).batches() for row in batch.to_pylist()]
    texts.sort(key=lambda row: (row["date"], row["outlet"], row["id"]))
    found = mentions(pa.Table.from_pylist(texts), finder.finder).to_pylist()
    for row in texts:
        row["characters"] = len(row.pop("text"))
    return texts, found


def check(result: Scan, folder: Path, finder: Glossary) -> None:
    texts, found = expected(folder, finder)
    assert result.texts.schema == SCANNED
    assert result.mentions.schema == MENTIONS
    assert result.texts.to_pylist() == texts
    assert result.mentions.to_pylist() == found


def on_disk(folder: Path) -> tuple[int, int]:
    """Return the rows that another program reads in the folder."""
    counts = [
        sum(parquet.read_table(file).num_rows for file in (folder / kind).glob("*.parquet"))
        for kind in ("texts", "mentions")
    ]
    return counts[0], counts[1]


@pytest.mark.usefixtures("searched")
def test_rows_are_sorted_and_the_parts_hold_the_same(
    tmp_path: Path, small: Glossary, scanned: Callable[[], Scan]
) -> None:
    fill(tmp_path / "corpus", 9)
    result = scanned()
    check(result, tmp_path / "corpus", small)
    assert len(list((tmp_path / "parts" / "texts").iterdir())) > 2
    assert on_disk(tmp_path / "parts") == (len(result.texts), len(result.mentions))


def test_a_second_scan_searches_only_what_is_new(
    tmp_path: Path, small: Glossary, scanned: Callable[[], Scan], searched: Searched
) -> None:
    folder = fill(tmp_path / "corpus", 9)
    first = scanned()
    assert searched.take() == 38
    assert scanned() == first
    assert searched.take() == 0
    (folder / "a" / "20240310.txt").write_text(words(10))
    check(scanned(), folder, small)
    assert searched.take() == 1
    # A table that grows: what was there is not searched again, but for the last slice.
    add_rows(folder / "c.jsonl", range(20, 22))
    check(scanned(), folder, small)
    assert searched.take() <= 2 + 4


def test_changed_renamed_and_removed_files_are_noticed(
    tmp_path: Path, small: Glossary, scanned: Callable[[], Scan], searched: Searched
) -> None:
    folder = fill(tmp_path / "corpus", 9)
    scanned()
    searched.take()
    changed = folder / "a" / "20240303.txt"
    status = changed.stat()
    changed.write_text(words(4)[: len(words(3))].ljust(len(words(3)), "。"))
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    (folder / "b" / "20240301.txt").unlink()
    (folder / "a" / "20240305.txt").rename(folder / "b" / "20240401.txt")
    result = scanned()
    check(result, folder, small)
    assert searched.take() == 2
    assert on_disk(tmp_path / "parts") == (len(result.texts), len(result.mentions))
    # A file that is only touched is read again, and not searched.
    changed.touch()
    check(scanned(), folder, small)
    assert searched.take() == 0


@pytest.mark.parametrize("after", [0, 1, 3, 11])
def test_a_scan_that_is_killed_goes_on(
    tmp_path: Path,
    small: Glossary,
    scanned: Callable[[], Scan],
    searched: Searched,
    monkeypatch: pytest.MonkeyPatch,
    after: int,
) -> None:
    folder = fill(tmp_path / "corpus", 9)
    find = local.find_on_all_cores

    def dying(*arguments: object) -> Iterator[Found]:
        for number, found in enumerate(find(*arguments)):  # type: ignore[arg-type]
            if number == after:
                raise KeyboardInterrupt
            yield found

    with monkeypatch.context() as patched:
        patched.setattr("glossary.corpus.scan.find_on_all_cores", dying)
        with pytest.raises(KeyboardInterrupt):
            scanned()
    done = searched.take()
    check(scanned(), folder, small)
    # The slice at which it was killed is searched twice.
    assert done + searched.take() <= 38 + 3


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "empty": lambda path: path.write_bytes(b""),
    "a flipped bit": lambda path: path.write_bytes(
        path.read_bytes()[:99] + bytes([path.read_bytes()[99] ^ 1]) + path.read_bytes()[100:]
    ),
    "removed": lambda path: path.unlink(),
}


@pytest.mark.parametrize("kind", ["texts", "mentions"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_part_is_done_again(
    tmp_path: Path,
    small: Glossary,
    scanned: Callable[[], Scan],
    searched: Searched,
    kind: str,
    damage: str,
) -> None:
    folder = fill(tmp_path / "corpus", 3)
    scanned()
    searched.take()
    part = min((tmp_path / "parts" / kind).iterdir())
    DAMAGES[damage](part)
    result = scanned()
    check(result, folder, small)
    assert 0 < searched.take() < 26
    assert on_disk(tmp_path / "parts") == (len(result.texts), len(result.mentions))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"corpus": 1}', b'{"files": {"a": 1}}'])
def test_a_damaged_list_of_files_costs_reading_alone(
    tmp_path: Path, small: Glossary, scanned: Callable[[], Scan], searched: Searched, content: bytes
) -> None:
    folder = fill(tmp_path / "corpus", 3)
    scanned()
    searched.take()
    (tmp_path / "parts" / "files.json").write_bytes(content)
    check(scanned(), folder, small)
    assert searched.take() == 0


def test_small_parts_are_joined(
    tmp_path: Path,
    small: Glossary,
    scanned: Callable[[], Scan],
    searched: Searched,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("glossary.corpus.parts._MOST_SMALL", 3)
    monkeypatch.setattr("glossary.corpus.parts._PART", 100_000)
    folder = fill(tmp_path / "corpus", 1)
    counts = []
    for day in range(2, 12):
        (folder / "a" / f"202403{day:02}.txt").write_text(words(day))
        check(scanned(), folder, small)
        counts.append(len(list((tmp_path / "parts" / "texts").iterdir())))
    assert max(counts) == 3
    assert searched.take() == 22 + 10


def test_parts_that_were_being_joined_count_once(
    tmp_path: Path, small: Glossary, scanned: Callable[[], Scan], searched: Searched
) -> None:
    """A process killed between writing the joined part and removing the others leaves both."""
    folder = fill(tmp_path / "corpus", 3)
    scanned()
    old = {path: path.read_bytes() for path in (tmp_path / "parts").rglob("*.parquet")}
    (folder / "a" / "20240301.txt").unlink()
    scanned()
    searched.take()
    for path, content in old.items():
        path.write_bytes(content)
    check(scanned(), folder, small)
    assert searched.take() == 0


def test_other_terms_and_options_are_other_results(
    tmp_path: Path, searched: Searched, small: Glossary
) -> None:
    corpus = open_corpus(fill(tmp_path / "corpus", 2))
    parts = tmp_path / "parts"
    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        own.put(*CONCEPTS[:5])
        first = scan(corpus, own.finder, processes=1, folder=parts)
        searched.take()
        assert scan(corpus, own.finder, processes=1, folder=parts) == first
        assert searched.take() == 0
        own.put(*CONCEPTS[5:])
        second = scan(corpus, own.finder, processes=1, folder=parts)
        assert searched.take() == 24
        assert len(second.mentions) > len(first.mentions)
        nested = scan(corpus, own.finder, FindOptions(overlapping=True), processes=1, folder=parts)
        assert searched.take() == 24
        assert len(nested.mentions) > len(second.mentions)
    assert scan(corpus, small.finder, processes=1, folder=parts).mentions == second.mentions


def test_only_some_concepts(tmp_path: Path, small: Glossary, scanned: Callable[[], Scan]) -> None:
    folder = fill(tmp_path / "corpus", 2)
    everything = scanned()
    wanted = {"luoguan", "ccdi"}
    corpus = open_corpus(folder)
    result = scan(corpus, small.finder, folder=tmp_path / "parts", concepts=wanted)
    assert result.texts == everything.texts
    rows = [row for row in everything.mentions.to_pylist() if row["concept"] in wanted]
    assert result.mentions.to_pylist() == rows
    nothing = scan(corpus, small.finder, folder=tmp_path / "parts", concepts=())
    assert nothing.mentions.num_rows == 0
    assert nothing.mentions.schema == MENTIONS


def test_what_cannot_be_read_is_an_error_or_reported_each_time(
    tmp_path: Path, small: Glossary, searched: Searched
) -> None:
    folder = fill(tmp_path / "corpus", 2)
    (folder / "b" / "20240302.docx").write_bytes(b"PK\3\4 no")
    with (folder / "c.jsonl").open("a") as file:
        file.write("no\n")
    parts = tmp_path / "parts"
    with pytest.raises(InputError, match="--skip-bad"):
        scan(open_corpus(folder), small.finder, processes=1, folder=parts)
    for _ in range(2):
        problems: list[Problem] = []
        result = scan(
            open_corpus(folder), small.finder, processes=1, folder=parts, report=problems.append
        )
        assert sorted(problem.code for problem in problems) == [
            "invalid-json",
            "unreadable-document",
        ]
        assert len(result.texts) == 24
    (folder / "b" / "20240302.docx").unlink()
    add_rows(folder / "c.jsonl", range(20), "w")
    searched.take()
    check(scan(open_corpus(folder), small.finder, processes=1, folder=parts), folder, small)
    assert searched.take() <= 3


def test_the_folder_is_locked_and_others_files_are_left_alone(
    tmp_path: Path, scanned: Callable[[], Scan]
) -> None:
    fill(tmp_path / "corpus", 1)
    (tmp_path / "parts" / "texts").mkdir(parents=True)
    notes = tmp_path / "parts" / "texts" / "part-notes.parquet"
    notes.write_bytes(b"mine")
    with locked(tmp_path / "parts"), pytest.raises(InputError, match="another process"):
        scanned()
    scanned()
    assert notes.read_bytes() == b"mine"


def test_an_unusable_folder_is_reported(tmp_path: Path, small: Glossary) -> None:
    corpus = open_corpus(fill(tmp_path / "corpus", 1))
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "parts"):
        with pytest.raises(InputError, match="--parts"):
            scan(corpus, small.finder, folder=folder)
    with pytest.raises(InputError, match="is in the corpus"):
        scan(corpus, small.finder, folder=tmp_path / "corpus" / "parts")


def test_the_default_folder_is_in_the_cache_and_old_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path))
    other = default_folder(Path("/other"), "")
    other.mkdir(parents=True)
    for number in range(5):
        folder = default_folder(Path("/corpus"), f"{number}")
        folder.mkdir()
        (folder / "files.json").write_text("{}")
        os.utime(folder / "files.json", (number, number))
    left = sorted(path.name for path in (tmp_path / "corpora").iterdir())
    assert left == sorted(
        [other.name, *(default_folder(Path("/corpus"), f"{n}").name for n in (2, 3, 4))]
    )


@pytest.mark.usefixtures("searched")
def test_workers_find_the_same(
    tmp_path: Path, small: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_LARGE", 1)
    monkeypatch.setattr(local, "_BATCH", 1_000)
    folder = fill(tmp_path / "corpus", 3)
    done: list[int] = []
    result = scan(
        open_corpus(folder), small.finder, processes=2, folder=tmp_path / "p", progress=done.append
    )
    check(result, folder, small)
    assert sum(done) == sum(file.stat().st_size for file in folder.rglob("*.*"))


def test_unknown_options(tmp_path: Path, small: Glossary) -> None:
    corpus = open_corpus(fill(tmp_path / "corpus", 1))
    with pytest.raises(ValueError, match="invalid engine 'spark'; expected one of: local"):
        scan(corpus, small.finder, engine="spark")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="polity"):
        scan(corpus, small.finder, FindOptions(polity="x"), folder=tmp_path / "p")


def test_a_killed_worker_is_reported(
    tmp_path: Path, small: Glossary, searched: Searched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_LARGE", 1)
    monkeypatch.setattr(local, "_BATCH", 1)
    corpus = open_corpus(fill(tmp_path / "corpus", 9))

    def kill(_: int) -> None:
        for worker in active_children():
            worker.kill()

    with pytest.raises(Error, match="a worker process was killed"):
        scan(corpus, small.finder, processes=2, folder=tmp_path / "parts", progress=kill)
    check(scan(corpus, small.finder, processes=1, folder=tmp_path / "parts"), corpus.path, small)
    assert searched.take() < 38


SCAN = """
import sys
from pathlib import Path
import glossary
import glossary.corpus.parts, glossary.corpus.texts
from glossary.corpus.scan import scan
glossary.corpus.texts._SLICE, glossary.corpus.parts._PART = 400, 1500
base, corpus, parts = map(Path, sys.argv[1:])
with glossary.open(base, builtin=False) as own:
    scan(glossary.corpus.texts.open_corpus(corpus), own.finder, processes=1, folder=parts,
         progress=lambda size: print(size, flush=True))
"""


@pytest.mark.skipif(os.name != "posix", reason="has no SIGKILL")
def test_a_process_that_is_killed_leaves_whole_parts(
    tmp_path: Path, small: Glossary, scanned: Callable[[], Scan], searched: Searched
) -> None:
    folder = fill(tmp_path / "corpus", 9)
    base = str(small.termbase.required_own().address)
    command = [sys.executable, "-c", SCAN, base, str(folder), str(tmp_path / "parts")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in iter(process.stdout.readline, b""):
            if any((tmp_path / "parts" / "texts").glob("*.parquet")):
                break
        process.kill()
    check(scanned(), folder, small)
    assert searched.take() < 38
