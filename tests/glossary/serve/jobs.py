"""Jobs for the tests of worker processes."""

from __future__ import annotations

import mmap
import os
import time
from typing import Any

from glossary.glossary import Glossary
from termbase.errors import ContentError, Problem


def count(glossary: Glossary) -> int:
    return len(glossary.termbase)


def wait(_: Glossary, seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def allocate(_: Glossary, size: int) -> int:
    return len(bytes(size))


def map_memory(_: Glossary, size: int) -> int:
    with mmap.mmap(-1, size) as mapped:
        return len(mapped)


def die(_: Glossary) -> None:
    os._exit(1)


def fail(_: Glossary) -> None:
    raise ContentError([Problem("ragged-row", "too many cells", "a.csv", 3)])


def fail_oddly(_: Glossary) -> None:
    class Odd(Exception):
        pass

    raise Odd("local classes cannot be sent")


def process(_: Glossary) -> int:
    return os.getpid()


def unsendable(_: Glossary) -> Any:
    return lambda: None
