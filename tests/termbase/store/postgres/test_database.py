"""A base on PostgreSQL: what SQLite has no counterpart of."""

from __future__ import annotations

import multiprocessing
import pickle
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from termbase.errors import InputError, StoreError, TooNew
from termbase.store import Store
from termbase.store.address import Address, PostgresAddress, read_address
from termbase.store.copying import TABLES
from termbase.store.opening import open_database
from tests.contracts import SIMPLE
from tests.postgres import Server, schema_of

psycopg = pytest.importorskip("psycopg")

from termbase.store.postgres import connections  # noqa: E402
from termbase.store.postgres import queries as ours  # noqa: E402
from termbase.store.postgres.database import PostgresDatabase  # noqa: E402
from termbase.store.postgres.dialect import as_statement  # noqa: E402
from termbase.store.postgres.failures import as_error  # noqa: E402
from termbase.store.postgres.schema import VERSION  # noqa: E402
from termbase.store.sqlite import queries as theirs  # noqa: E402
from termbase.store.sqlite.schema import MIGRATIONS  # noqa: E402

ROOT = Path(__file__).parents[4]


@dataclass
class Terms:
    """A dataclass that holds an address."""

    own: Address


@pytest.fixture
def store(postgres: str) -> Iterator[Store]:
    with Store(read_address(postgres)) as store:
        store.put([SIMPLE])
        yield store


def end_connections(server: Server) -> None:
    """End all connections to bases, as when the server is started again."""
    server.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE application_name = 'zh-en-glossary'"
    )


# --- both dialects ------------------------------------------------------------------------------


def test_both_dialects_have_the_same_queries() -> None:
    names = [{name for name in vars(module) if name.isupper()} for module in (ours, theirs)]
    assert {name for name in names[0] if name[0] != "_"} == {
        name for name in names[1] if name[0] != "_"
    }


def test_both_schemas_have_the_same_version_and_columns(store: Store, tmp_path: Path) -> None:
    assert len(MIGRATIONS) == VERSION
    columns = store.database.rows(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND is_generated = 'NEVER'"
    )
    found: dict[str, set[str]] = {}
    for table, column in columns:
        found.setdefault(table, set()).add(column)
    assert found.pop("meta") == {"application", "schema_version", "identity", "version"}
    assert found == {table: set(names) for table, names in TABLES.items()}
    with Store(tmp_path / "a.db") as other:
        for table, names in TABLES.items():
            rows = other.database.rows(f"PRAGMA table_info({table})")
            assert {name for _, name, *_ in rows} == set(names)


def test_texts_compare_by_code_point(address: Address) -> None:
    with Store(address) as store:
        texts = ["a", "B", "b", "-", "é", "裸", "\ufb01", "𠮷", "Z", "", "a-b", "ab", "\uffee"]
        store.database.execute_many("INSERT INTO lemma VALUES (?, 'x')", [(t,) for t in texts])
        found = store.database.rows("SELECT form FROM lemma ORDER BY form")
        assert [form for (form,) in found] == sorted(texts)
        found = store.database.rows("SELECT form FROM lemma WHERE form > ?", "\ufb01")
        assert {form for (form,) in found} == {text for text in texts if text > "\ufb01"}


@pytest.mark.parametrize(
    ("query", "statement"),
    [
        ("a = ? AND b = ?", b"a = %s AND b = %s"),
        ("a = :name OR b = :name2", b"a = %(name)s OR b = %(name2)s"),
        ("a LIKE '%:x?' AND b = ':y' || ?", b"a LIKE '%%:x?' AND b = ':y' || %s"),
        ("a::text = 'it''s :x' AND a % 2 = :y", b"a::text = 'it''s :x' AND a %% 2 = %(y)s"),
    ],
)
def test_parameters(query: str, statement: bytes) -> None:
    assert as_statement(query) == statement


# --- values -------------------------------------------------------------------------------------


def test_characters_that_a_base_cannot_have(address: Address) -> None:
    with Store(address) as store:
        store.put([SIMPLE])
        assert store.get("luoguan\0") is None
        assert store.among(["luoguan", "\0", "\uffff"]) == {"luoguan"}
        assert store.prominence(["\0"]) == {}
        with pytest.raises(InputError, match="half a character"):
            store.get("\ud800")
        with pytest.raises(InputError, match="more than 64 bits"):
            store.database.rows("SELECT 1 FROM change WHERE number < ?", 1 << 70)


def test_a_refused_value_undoes_nothing_else(store: Store) -> None:
    with store.transaction():
        store.put([replace(SIMPLE, id="other")])
        with pytest.raises(InputError, match=r"U\+0000; remove it"):
            store.database.execute("INSERT INTO lemma VALUES (?, ?)", ("\0", "x"))
        store.put([replace(SIMPLE, id="third")])
    assert store.ids() == ["luoguan", "other", "third"]


# --- addresses and what is there ----------------------------------------------------------------


def test_a_password_is_never_shown() -> None:
    for url in (
        "postgresql://wang:se%63ret@host/db?sslpassword=secret&schema=a-b",
        "postgresql://host/db?password=secret",
        "POSTGRESQL://wang:secret@h1:1,h2:2/db",
    ):
        address = read_address(url)
        assert isinstance(address, PostgresAddress)
        assert "ecret" not in str(address) + repr(address)
        with pytest.raises(TypeError):
            asdict(address)  # type: ignore[call-overload]
        assert "ecret" not in str(asdict(Terms(address)))
        assert pickle.loads(pickle.dumps(address)) == address != read_address(f"{url}&port=1")
        assert address.name.startswith("db")
    assert str(read_address("postgres://wang@h/x?schema=a_b")) == "postgresql://wang@h/x?schema=a_b"


@pytest.mark.parametrize(
    "path", [Path("postgresql://h/x"), "postgresql://a@b@c/x", "postgresql://h/x/y", "http://h/x"]
)
def test_what_is_not_an_address(path: str | Path) -> None:
    with pytest.raises(InputError, match=r"write it as postgresql://USER@HOST/DATABASE"):
        read_address(path)


def test_two_schemas_are_refused() -> None:
    with pytest.raises(InputError, match=r"has several schemas; name one: \?schema=NAME"):
        read_address("postgresql://h/x?schema=a&connect_timeout=1&schema=b")


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "termbase.store.postgres.database", None)
    with pytest.raises(StoreError, match=r"needs psycopg; install it: pip install 'zh-en-glossary"):
        open_database(read_address("postgresql://h/x"))


def test_a_wrong_password_or_name_is_said(postgres_server: Server) -> None:
    for url, message in (
        (postgres_server.url("postgres", password="wrong"), "the password is missing or wrong"),
        (postgres_server.url("none"), "no such database; create it"),
    ):
        with pytest.raises(StoreError, match=message) as caught:
            Store(read_address(url))
        assert "wrong@" not in str(caught.value)


def test_tables_of_another_program_are_left_alone(postgres: str, postgres_server: Server) -> None:
    schema = schema_of(postgres)
    postgres_server.execute(f"CREATE SCHEMA {schema}")
    postgres_server.execute(f"CREATE TABLE {schema}.concept (id integer)")
    for _ in range(2):
        with pytest.raises(StoreError, match="has tables of another program; name another one"):
            Store(read_address(postgres))
        postgres_server.execute(f"CREATE TABLE IF NOT EXISTS {schema}.meta (version integer)")


@pytest.mark.parametrize(
    "other",
    [
        "CREATE TYPE {}.concept AS ENUM ('a')",
        "CREATE DOMAIN {}.lemma AS text",
        "CREATE FUNCTION {}.length_group(text, integer) RETURNS integer LANGUAGE sql RETURN 1",
    ],
)
def test_types_and_functions_of_another_program_are_left_alone(
    postgres: str, postgres_server: Server, other: str
) -> None:
    schema = schema_of(postgres)
    postgres_server.execute(f"CREATE SCHEMA {schema}")
    postgres_server.execute(other.format(schema))
    with pytest.raises(StoreError, match="has types or functions of another program; name another"):
        Store(read_address(postgres))
    assert postgres_server.execute(
        f"SELECT count(*) FROM pg_tables WHERE schemaname = '{schema}'"
    ) == [(0,)]


def test_a_base_has_a_schema_with_other_types_and_functions(
    postgres: str, postgres_server: Server
) -> None:
    schema = schema_of(postgres)
    postgres_server.execute(f"CREATE SCHEMA {schema}")
    postgres_server.execute(f"CREATE TYPE {schema}.mood AS ENUM ('a')")
    postgres_server.execute(f"CREATE DOMAIN {schema}.text AS integer")
    with Store(read_address(postgres)) as store:
        store.put([SIMPLE])
        assert store.ids() == ["luoguan"]


def test_a_newer_base_is_refused(store: Store, postgres: str, postgres_server: Server) -> None:
    postgres_server.execute(f"UPDATE {schema_of(postgres)}.meta SET schema_version = 9999")
    with pytest.raises(TooNew, match=r"schema 9999.*upgrade zh-en-glossary"):
        Store(read_address(postgres))


def test_a_base_that_was_removed_is_told(
    store: Store, postgres: str, postgres_server: Server
) -> None:
    postgres_server.execute(f"DROP SCHEMA {schema_of(postgres)} CASCADE")
    with pytest.raises(StoreError, match="its tables were removed"):
        store.ids()


def test_another_encoding_is_refused(postgres_server: Server) -> None:
    postgres_server.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    try:
        with pytest.raises(StoreError, match=r"the encoding LATIN1.*createdb --encoding=UTF8"):
            Store(read_address(postgres_server.url("latin")))
    finally:
        postgres_server.drop("latin")


def test_an_old_server_is_refused() -> None:
    old = SimpleNamespace(info=SimpleNamespace(server_version=130_012))
    address = read_address("postgresql://wang:secret@h/x")
    with pytest.raises(StoreError, match=r"wang@h/x: PostgreSQL 13 is too old; upgrade the server"):
        connections._check(old, address)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("DiskFull", "cannot be written: the disk of the server is full; free some space"),
        ("OutOfMemory", "the server has no memory or connection to spare; try again later"),
        ("InsufficientPrivilege", r"the user lacks a privilege; GRANT it, .* \(why\)"),
        ("DeadlockDetected", "in use by another process; try again"),
        ("AdminShutdown", "the connection was lost, and what it had begun was undone"),
        ("CrashShutdown", "the connection was lost"),
        ("IdleInTransactionSessionTimeout", "the connection was lost"),
        ("InternalError_", r"not a base, or damaged \(why\); restore it from a copy"),
    ],
)
def test_errors_of_the_server_are_explained(name: str, message: str) -> None:
    error = getattr(psycopg.errors, name)("why\nDETAIL: more")
    found = as_error(PostgresAddress("postgresql://h/x", "a", "postgresql://h/x"), error)
    assert re.fullmatch(rf"postgresql://h/x: {message}.*", str(found))


def test_a_schema_that_may_not_be_used_is_told(
    store: Store, postgres: str, postgres_server: Server
) -> None:
    postgres_server.execute("CREATE ROLE stranger LOGIN PASSWORD 'x'")
    url = postgres_server.url("postgres", "stranger", "x")
    try:
        with pytest.raises(StoreError, match=r"may not use the schema .*; GRANT USAGE ON SCHEMA"):
            Store(read_address(f"{url}?schema={schema_of(postgres)}"))
    finally:
        postgres_server.execute("DROP ROLE stranger")


def test_a_version_that_never_was_is_refused(
    store: Store, postgres: str, postgres_server: Server
) -> None:
    postgres_server.execute(f"UPDATE {schema_of(postgres)}.meta SET schema_version = 3")
    with pytest.raises(StoreError, match="has schema 3, which no version of zh-en-glossary"):
        Store(read_address(postgres))


def test_writers_wait_whatever_isolation_is_usual(postgres: str) -> None:
    options = "options=-c%20default_transaction_isolation%3Dserializable"
    with (
        Store(read_address(f"{postgres}&{options}")) as one,
        Store(read_address(f"{postgres}&{options}")) as other,
        ThreadPoolExecutor(1) as pool,
    ):
        with one.transaction():
            one.put([SIMPLE])
            waiting = pool.submit(other.put, [replace(SIMPLE, gloss="Later.")])
            with suppress(TimeoutError):
                waiting.result(0.2)
        waiting.result()
        assert [concept.gloss for concept in one] == ["Later."]


# --- connections that fail ----------------------------------------------------------------------


def test_a_lost_connection_is_made_again(store: Store, postgres_server: Server) -> None:
    end_connections(postgres_server)
    assert store.ids() == ["luoguan"]
    end_connections(postgres_server)
    store.put([replace(SIMPLE, id="other")])
    assert len(store) == 2


def test_a_transaction_whose_connection_is_lost_is_gone(
    store: Store, postgres_server: Server
) -> None:
    def read() -> None:
        store.ids()

    def write() -> None:
        store.put([replace(SIMPLE, id="third")])

    def nothing() -> None:
        pass

    def transact(step: Callable[[], None]) -> None:
        with store.transaction():
            store.put([replace(SIMPLE, id="other")])
            end_connections(postgres_server)
            step()

    for step in (read, write, nothing):
        with pytest.raises(StoreError, match=r"the connection was lost, .* undone; try again"):
            transact(step)
        assert not store.in_transaction
        assert store.ids() == ["luoguan"]
    store.put([replace(SIMPLE, id="other")])
    assert store.ids() == ["luoguan", "other"]


def test_a_connection_that_is_lost_while_committing_leaves_a_doubt(
    store: Store, postgres: str, postgres_server: Server
) -> None:
    schema = schema_of(postgres)
    postgres_server.execute(
        f"CREATE FUNCTION {schema}.end_it() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'"
    )
    postgres_server.execute(
        f"CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON {schema}.lemma "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.end_it()"
    )
    with pytest.raises(StoreError, match="while the changes were being committed; look whether"):
        store.database.execute("INSERT INTO lemma VALUES ('a', 'b')")
    assert store.database.rows("SELECT 1 FROM lemma WHERE form = 'a'") == []


def test_a_statement_that_takes_too_long_is_told(postgres: str) -> None:
    with Store(read_address(f"{postgres}&options=-c%20statement_timeout%3D50")) as store:
        with pytest.raises(StoreError, match="stopped by the statement_timeout of the server"):
            store.database.rows("SELECT pg_sleep(5)")
        assert store.ids() == []


def test_another_process_that_writes_for_too_long_is_told(
    store: Store, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("termbase.store.postgres.database.TIMEOUT", 0.01)
    # A database of its own does not share the turn of this process.
    with Store(read_address(postgres)) as other, other.transaction():
        other.put([SIMPLE])
        with pytest.raises(StoreError, match="in use by another process; try again when"):
            store.put([SIMPLE])
        assert store.ids() == ["luoguan"]
    store.put([SIMPLE])


def _ids(store: Store, answers: Any) -> None:
    answers.put(store.ids())


def test_a_forked_process_has_connections_of_its_own(store: Store) -> None:
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    with store.transaction():
        assert store.ids() == ["luoguan"]
    process = context.Process(target=_ids, args=(store, answers))
    process.start()
    assert answers.get() == ["luoguan"]
    process.join()
    assert process.exitcode == 0
    assert store.ids() == ["luoguan"], "the child has not ended the connection of its parent"


# --- privileges ---------------------------------------------------------------------------------


@pytest.fixture
def documented(postgres_server: Server) -> Iterator[Callable[[str], Address]]:
    """The address of a base, for each of the users that the documentation creates."""
    page = (ROOT / "docs/how-to/postgresql.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    name = postgres_server.create()
    with psycopg.connect(postgres_server.url(name), autocommit=True) as connection:
        connection.execute(script)
    passwords = dict(re.findall(r"CREATE ROLE (\w+) LOGIN PASSWORD '(.*?)'", script))
    yield lambda user: read_address(postgres_server.url(name, user, passwords[user]))
    postgres_server.drop(name)
    for user in passwords:
        postgres_server.execute(f"DROP ROLE {user}")


def test_users_have_the_rights_that_the_documentation_gives_them(
    documented: Callable[[str], Address], tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="lacks a privilege"):
        Store(documented("terms_reader"))
    with Store(documented("terms_owner")) as owner:
        owner.put([SIMPLE])
    with Store(documented("terms_writer")) as writer:
        assert writer.database.is_writable
        writer.put([replace(SIMPLE, gloss="Changed."), replace(SIMPLE, id="other")])
        writer.remove(["other"])
        assert [version.action for version in writer.versions("luoguan")] == ["change", "create"]
    with Store(documented("terms_reader")) as reader:
        assert not reader.database.is_writable
        assert [concept.gloss for concept in reader] == ["Changed."]
        reader.database.copy_to(tmp_path / "copy.db")
        message = "cannot be written: the user may only read; GRANT more"
        with pytest.raises(StoreError, match=message), reader.transaction():
            pass
        assert reader.version() == reader.version()


def test_a_copy_by_a_user_who_may_not_know_the_numbers(
    documented: Callable[[str], Address], tmp_path: Path
) -> None:
    """It goes on after the highest number that is there, as that of the server is not known."""
    with Store(documented("terms_owner")) as owner:
        owner.put([SIMPLE, replace(SIMPLE, id="other")])
        owner.remove(["other"])
        owner.database.execute("DELETE FROM change WHERE name = 'other'")
        owner.database.execute("REVOKE SELECT ON SEQUENCE change_number_seq FROM terms_reader")
    with Store(documented("terms_reader")) as reader:
        reader.database.copy_to(tmp_path / "copy.db")
    with Store(documented("terms_writer")) as writer, Store(tmp_path / "copy.db") as copy:
        for store, next_number in ((copy, 2), (writer, 4)):
            store.put([replace(SIMPLE, gloss="Changed.")])
            assert [version.number for version in store.versions("luoguan")] == [next_number, 1]


@pytest.mark.parametrize("option", ["default_transaction_read_only%3Don"])
def test_a_server_that_is_only_read(store: Store, postgres: str, option: str) -> None:
    with Store(read_address(f"{postgres}&options=-c%20{option}")) as reader:
        assert not reader.database.is_writable
        assert reader.ids() == ["luoguan"]
        with pytest.raises(StoreError, match="cannot be written: the server or the user is read"):
            reader.put([SIMPLE])
        assert isinstance(reader.database, PostgresDatabase)


def test_a_base_is_not_made_where_nothing_can_be_written(postgres: str) -> None:
    with pytest.raises(StoreError, match="read-only"):
        Store(read_address(f"{postgres}&options=-c%20default_transaction_read_only%3Don"))


def test_a_base_that_another_process_makes_at_the_same_moment(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tables are there just after they were looked for."""
    execute = psycopg.Connection.execute

    def late(self: Any, *arguments: Any) -> Any:
        try:
            return execute(self, *arguments)
        except psycopg.errors.UndefinedTable:
            monkeypatch.undo()
            Store(read_address(postgres)).close()
            raise

    monkeypatch.setattr(psycopg.Connection, "execute", late)
    Store(read_address(postgres)).close()
