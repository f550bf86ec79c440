"""Uploaded files as files for the worker that reads them: a folder that is there only meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from glossary.glossary import Glossary
from glossary.serve.state import State

# A file system in memory, if there is one: confidential texts then never reach a disk.
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
_NAME_BYTES = 200
_NOT_IN_NAMES = frozenset('<>:"|?*/\\')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent.

    Attributes:
        name: Its name, without folders.
        data: Its bytes.
    """

    name: str
    data: bytes


def run_on(
    state: State, job: Callable[..., Any], *texts: str | Upload | None, **options: Any
) -> Any:
    """Do a job on texts and uploads in a worker, and return its result.

    Args:
        state: What all requests share.
        job: A function whose first argument is a glossary. The texts are the next ones: a ``str``
            as it is, an upload as the ``Path`` of a file in the working folder.
        texts: Texts, uploads, or None.
        options: Keyword arguments of the job.

    Raises:
        Refused: If the job takes too long or too much memory.
        Error: What the job raises.
    """
    with _written(texts) as (folder, given):
        return state.workers.run(_in_folder, folder, job, given, options)


def safe_name(name: str) -> str:
    """Return the name of an upload as one that any file system has, and no program mistakes.

    A leading hyphen would be an option, or standard input; a leading dot a hidden file.
    """
    name = "".join(
        char if char.isprintable() and char not in _NOT_IN_NAMES else "_"
        for char in name.replace("\\", "/").rpartition("/")[2]
    ).strip(" .-")
    path = PurePosixPath(name)
    return (_shortened(path.stem, _NAME_BYTES) or "file") + _shortened(path.suffix, 20)


def _shortened(text: str, size: int) -> str:
    return text.encode(errors="replace")[:size].decode(errors="ignore")


@contextmanager
def _written(
    texts: Sequence[str | Upload | None],
) -> Iterator[tuple[Path, list[str | Path | None]]]:
    """Write the uploads into a private folder, and yield it with their names in it.

    The server removes it, because a worker may be killed.
    """
    size = sum(len(text.data) for text in texts if isinstance(text, Upload))
    with TemporaryDirectory(prefix="glossary-", dir=_place(size)) as folder:
        given: list[str | Path | None] = []
        for number, text in enumerate(texts, 1):
            if not isinstance(text, Upload):
                given.append(text)
                continue
            name = Path(safe_name(text.name))
            # A text and its translation may have the same name.
            if name in given:
                name = Path(f"{name.stem}-{number}{name.suffix}")
            (Path(folder) / name).write_bytes(text.data)
            given.append(name)
        yield Path(folder), given


def _place(size: int) -> Path | None:
    """Return where to make the folder; None for the usual place."""
    try:
        return _IN_MEMORY if shutil.disk_usage(_IN_MEMORY).free > 4 * size else None
    except OSError:
        return None


def _in_folder(
    glossary: Glossary,
    folder: Path,
    job: Callable[..., Any],
    texts: Sequence[str | Path | None],
    options: dict[str, Any],
) -> Any:
    # Messages name files as they were given: within the folder, not with its path.
    with chdir(folder):
        return job(glossary, *texts, **options)
