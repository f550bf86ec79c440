"""The built-in political termbase: hand-written files, compiled once into a base.

The compiled base lies in the user's cache folder under a name that depends on the content of the
files and on what compiles them, so a change of either makes a new one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from zlib import crc32

from termbase.derived import cached
from termbase.errors import StoreError
from termbase.model.concept import Concept
from termbase.store import Store
from termbase.store.schema import MIGRATIONS

FOLDER = Path(__file__).parents[1] / "data"

_COMPILER = 2


def open_builtin() -> Store:
    """The built-in terms, read-only; compiled first if they are not yet or have changed."""
    name = f"builtin-{_fingerprint()}.db"
    path = cached(name, compile_terms)
    try:
        return Store(path, read_only=True)
    except StoreError:
        # Somebody has damaged the cache; what is in it can be made again.
        path.unlink()
        return Store(cached(name, compile_terms), read_only=True)


def compile_terms(path: Path) -> None:
    """Write the hand-written terms into a new base at a path."""
    path.unlink(missing_ok=True)
    with Store(path) as store:
        store.put(authored_concepts())
    # One plain file without a log beside it can be opened where nothing may be written.
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("VACUUM")
    connection.close()


def authored_concepts() -> list[Concept]:
    """The built-in concepts, read from the files in which they were written."""
    from termbase.builtin.authored import GROUPS, read

    paths = [path for path in sorted(FOLDER.glob("*.toml")) if path.name != GROUPS]
    return [concept for path in paths for concept in read(path)]


def _fingerprint() -> str:
    """What the compiled base depends on, in short; hashlib would take longer to import."""
    checksum, size = crc32(f"{_COMPILER}.{len(MIGRATIONS)}".encode()), 0
    for path in sorted(FOLDER.glob("*.toml")):
        content = path.read_bytes()
        checksum, size = crc32(content, crc32(path.name.encode(), checksum)), size + len(content)
    return f"{size:x}-{checksum:08x}"
