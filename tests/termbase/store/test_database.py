"""A base in a file: processes that share it, and files that cannot be written."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from termbase.errors import InputError, StoreError
from termbase.store import Store
from termbase.store.sqlite.failures import as_error
from tests.contracts import SIMPLE
from tests.processes import ROOT, together, unprivileged
from tests.termbase.store.test_store import write_older

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes of files as on POSIX systems")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "team.db"
    with Store(path) as store:
        store.put([SIMPLE])
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- processes --------------------------------------------------------------------------------

ADD = """
import glossary
from termbase.errors import Error
g = glossary.open(sys.argv[1], builtin=False)
go()
try:
    print(g.add(WORD, [ENGLISH]).id)
except Error as error:
    print(error)
"""


def added(path: Path, *terms: tuple[str, str]) -> list[str]:
    codes = [
        ADD.replace("WORD", repr(word)).replace("ENGLISH", repr(english)) for word, english in terms
    ]
    return sorted(together(codes, path))


def test_homophones_added_at_once_get_ids_of_their_own(base: Path) -> None:
    words = ("是事", "实施", "试试", "实时")
    ids = added(base, *((word, "x") for word in words))
    with Store(base) as store:
        found = {term.text for concept in store for term in concept.chinese}
    assert len(set(ids)) == 4
    assert found == {"裸官", *words}


def test_a_term_added_twice_at_once_is_refused_once(base: Path) -> None:
    outputs = added(base, ("内卷", "involution"), ("内卷", "rat race"))
    assert sum("is in your base already" in output for output in outputs) == 1
    with Store(base) as store:
        (concept,) = [c for c in store if c.id != SIMPLE.id]
    assert len(concept.english) == 1


def test_fields_edited_at_once_are_all_kept(base: Path) -> None:
    code = """
import glossary
g = glossary.open(sys.argv[1], builtin=False)
go()
g.edit("luoguan", FIELD="changed")
"""
    fields = ("gloss", "literal", "note", "subject")
    together([code.replace("FIELD", field) for field in fields], base)
    with Store(base) as store:
        concept = store.get("luoguan")
    assert concept
    assert [getattr(concept, field) for field in fields] == ["changed"] * 4


# --- files that are gone -------------------------------------------------------------------


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_file_that_is_gone_is_neither_written_nor_made_again(
    base: Path, tmp_path: Path, is_replaced: bool
) -> None:
    with Store(base) as store, ThreadPoolExecutor(1) as pool:
        store.put([SIMPLE])
        moved = base.rename(tmp_path / "moved.db")
        if is_replaced:
            Store(base).close()
        for write in (
            store.check,
            lambda: store.put([SIMPLE]),
            lambda: pool.submit(store.ids).result(),
        ):
            with pytest.raises(StoreError, match="was removed or replaced while it was open"):
                write()
        assert base.exists() == is_replaced
        base.unlink(missing_ok=True)
        moved.rename(base)
        store.put([SIMPLE])


# --- what cannot be written ---------------------------------------------------------------------

READ = """
import shutil, tempfile, simplemma
from pathlib import Path
import termbase.output, termbase.store.changes, termbase.store.sqlite.database
from termbase.errors import StoreError
from termbase.language import numerals, pinyin, script
from termbase.model.concept import Language
from termbase.store import Store
script.fold("臺灣")
drop()
with Store(Path(sys.argv[1])) as store:
    print(store.ids())
    print(len(store.versions("luoguan")), "versions")
    try:
        store.put(list(store))
    except StoreError as error:
        print(error)
"""


@POSIX
@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)]
)
def test_a_base_that_cannot_be_written_is_read(
    public_path: Path, file_mode: int, folder_mode: int
) -> None:
    path = public_path / "team.db"
    with Store(path) as store:
        store.put([SIMPLE])
    path.chmod(file_mode)
    public_path.chmod(folder_mode)
    output = unprivileged(READ, path)
    assert output.startswith("['luoguan']\n1 versions\n")
    assert "team.db: cannot be written: permission denied" in output
    assert names(public_path) == {"team.db"}


@POSIX
def test_unfinished_changes_beside_a_base_that_cannot_be_written_are_read(
    public_path: Path,
) -> None:
    """A base whose writer was killed, on a medium that is read-only now."""
    path = public_path / "team.db"
    code = """
import os, sys
from pathlib import Path
from termbase.store import Store
from tests.contracts import SIMPLE
store = Store(Path(sys.argv[1]))
store.put([SIMPLE])
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, check=True)
    before = {name: (public_path / name).read_bytes() for name in names(public_path)}
    assert before["team.db-wal"]
    (public_path / "team.db-shm").unlink()
    for name in ("team.db", "team.db-wal"):
        (public_path / name).chmod(0o444)
    public_path.chmod(0o555)
    assert unprivileged(READ, path).startswith("['luoguan']\n")
    assert names(public_path) == {"team.db", "team.db-wal"}


@POSIX
def test_an_older_base_that_cannot_be_written_is_migrated_in_a_copy(public_path: Path) -> None:
    path = public_path / "team.db"
    write_older(path, 1, SIMPLE)
    before = path.read_bytes()
    public_path.chmod(0o555)
    path.chmod(0o444)
    output = unprivileged(f"{READ}    print(store.forms(Language.CHINESE))", path)
    assert "['luoguan']" in output
    assert "text='裸官'" in output
    assert path.read_bytes() == before


def test_changes_of_an_immutable_base_are_seen(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = os.access
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
        reader = Store(base)
        assert reader.ids() == ["luoguan"]
        version = reader.version()
        Store(base.with_name("new.db")).close()
    with Store(base) as writer:
        writer.put([replace(SIMPLE, id="new")])
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
        assert reader.ids() == ["luoguan", "new"]
        assert reader.version() != version
    reader.close()


@pytest.mark.parametrize("name", [":memory:", "file:x?mode=memory", "file:team.db"])
def test_names_that_sqlite_does_not_take_for_files(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="is not a file name; name a file"):
        Store(Path(name))
    assert names(tmp_path) == set()


def error_of(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    return error


def test_messages(base: Path) -> None:
    full = as_error(base, error_of(sqlite3.SQLITE_FULL))
    assert str(full) == f"{base}: cannot be written: the disk is full; free some space"
    assert "in use by another process" in str(as_error(base, error_of(sqlite3.SQLITE_BUSY)))
    missing = as_error(base / "none" / "a.db", error_of(sqlite3.SQLITE_CANTOPEN))
    assert "its folder is a file" in str(missing)
    missing = as_error(base.parent / "none" / "a.db", error_of(sqlite3.SQLITE_CANTOPEN))
    assert "unable to open: its folder does not exist" in str(missing)


@POSIX
def test_a_file_size_that_is_exceeded_is_told(tmp_path: Path) -> None:
    code = """
import resource, signal, sys
from pathlib import Path
from termbase.errors import StoreError
from termbase.store import Store
from tests.termbase.store.test_store import many
store = Store(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    store.put(many(3000))
except StoreError as error:
    print(error)
print(len(store))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a.db"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    message, count = done.stdout.splitlines()
    assert "it would exceed the largest file size allowed here" in message
    assert count == "0"


@pytest.mark.parametrize("text", ["\ud83d", "a\udc00b"])
def test_lone_surrogates_are_refused(base: Path, text: str) -> None:
    with Store(base) as store, pytest.raises(InputError, match="half a character"):
        store.put([replace(SIMPLE, id="new", gloss=text)])
    with Store(base) as store:
        assert store.ids() == ["luoguan"]


@pytest.mark.parametrize("record", ["", "{", "[]", "{}", '{"id": 1}', '"\\ud800"', "nul"])
def test_a_damaged_record_is_told(base: Path, record: str) -> None:
    with Store(base) as store:
        store.database.execute("UPDATE concept SET record = ?", [record])
        for read in (lambda: store.get("luoguan"), lambda: list(store)):
            with pytest.raises(StoreError, match=r"team\.db: .*luoguan.* damaged"):
                read()


def test_a_base_in_a_cycle_is_closed_without_a_warning(tmp_path: Path) -> None:
    # A warning in a finalizer fails the test (Python 3.13 warns of connections that are open).
    store = Store(tmp_path / "a.db")
    store.ids()
    cycle: list[object] = [store]
    cycle.append(cycle)
    del store, cycle
    gc.collect()
