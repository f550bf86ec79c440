"""Fixtures of all tests: folders of their own, the measuring data, golden files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

from glossary.segment import WORDS
from termbase.builtin import BASE
from termbase.language.words import FREQUENCIES_FILE
from termbase.store import Store
from termbase.store.address import Address, read_address
from tests.postgres import Server, running_server, schema_of

GOLDEN = Path(__file__).parent / "golden"

settings.register_profile("default", deadline=None, max_examples=40)
settings.register_profile("quick", deadline=None, max_examples=8, derandomize=True)
settings.register_profile("ci", deadline=None, max_examples=40, derandomize=True)
settings.register_profile(
    "thorough", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    """Have all workers use one cache, which is not the user's own, from the collection on."""
    if not os.environ.get("GLOSSARY_TEST_CACHE"):
        folder = TemporaryDirectory(prefix="glossary-tests-")
        config.add_cleanup(folder.cleanup)
        # Workers of pytest-xdist inherit it.
        os.environ["GLOSSARY_TEST_CACHE"] = folder.name
    os.environ["GLOSSARY_CACHE"] = os.environ["GLOSSARY_TEST_CACHE"]


@pytest.fixture(scope="session", autouse=True)
def own_base(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests neither read nor write the user's own base."""
    os.environ["GLOSSARY_BASE"] = str(tmp_path_factory.mktemp("base") / "own.db")


@pytest.fixture(scope="session")
def compiled() -> None:
    """Compile what a command would announce, where all that it writes is compared."""
    for file in (BASE, WORDS, FREQUENCIES_FILE):
        file.path()


@pytest.fixture
def public_path() -> Iterator[Path]:
    """A folder that every user can reach; pytest's own folders are for their owner alone."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path
        for inner in (path, *path.rglob("*")):
            inner.chmod(0o755)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file; ``--update-goldens`` writes it anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.read_bytes().decode() == text, (
            f"{name} has changed: look, then --update-goldens"
        )

    return compare


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data, which is not in the repository."""
    default = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("GLOSSARY_TEST_DATA", default))
    if not folder.is_dir():
        pytest.skip(f"no measuring data at {folder}")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server; what is in it is lost if it crashes."""
    with running_server() as server:
        yield server


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL base: a schema that is not there yet."""
    schema = f"test_{token_hex(6)}"
    yield f"{postgres_server.url('postgres')}?schema={schema}"
    postgres_server.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


@pytest.fixture(scope="session")
def used_schema(postgres_server: Server) -> str:
    """The URL of a base that tests use one after the other."""
    url = f"{postgres_server.url('postgres')}?schema=test_{token_hex(6)}"
    Store(read_address(url)).close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """The address of an empty base."""
    if request.param == "sqlite":
        return tmp_path / "a.db"
    url = request.getfixturevalue("used_schema")
    server = request.getfixturevalue("postgres_server")
    schema = schema_of(url)
    tables = server.execute(
        f"SELECT string_agg('{schema}.' || tablename, ', ') FROM pg_tables "
        f"WHERE schemaname = '{schema}' AND tablename != 'meta'"
    )[0][0]
    server.execute(f"TRUNCATE {tables} RESTART IDENTITY")
    return read_address(url)
